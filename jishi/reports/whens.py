"""Other periods that a placeholder may ask for: a short closed list, after “@” ({{ 党委会@上月 }}).

Each gives the day on which the figure is asked and the period it is asked for; without a period
the figure's own rule holds on that day. What is in force is asked on the day alone.
"""

from __future__ import annotations

import re
from datetime import date

from jishi.reports.compare import MONTH, YEAR, earlier
from jishi.values.period import Period, in_chinese, month_to_date, quarter_to_date

#: Word in a template → how a reference to a figure keeps it.
WHENS = {
    "本月": "this_month",
    "上月": "last_month",
    "本季": "this_quarter",
    "上年": "last_year",
    "去年同期": "year_before",
}
#: 本级: what belongs to no village. The villages and it add up to the town.
OWN_WORD, OWN = "本级", "own"
_WORDS = {code: word for word, code in WHENS.items()} | {OWN: OWN_WORD}
_SINCE = re.compile(r"(\d{4})年以来")
_DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?")
_SINCE_CODE = "since-"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def read(word: str) -> str | None:
    """The code of a word after “@”; None for what is none of the list."""
    if word == OWN_WORD:
        return OWN
    if word in WHENS:
        return WHENS[word]
    since = _SINCE.fullmatch(word)
    if since:
        year = int(since.group(1))
        return f"{_SINCE_CODE}{year}" if _FIRST_YEAR <= year <= _LAST_YEAR else None
    named = _DAY.fullmatch(word)
    if not named:
        return None
    try:
        day = date(*(int(part) for part in named.groups()))
    except ValueError:
        return None
    return day.isoformat() if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def said(code: str) -> str:
    """The word of a code, as it stands in a template and beside a figure's name."""
    if code in _WORDS:
        return _WORDS[code]
    if code.startswith(_SINCE_CODE):
        return f"{code.removeprefix(_SINCE_CODE)}年以来"
    day = date.fromisoformat(code)
    return in_chinese(day)


def asked(code: str, as_of: date) -> tuple[date, Period | None] | None:
    """Day and period that a code asks for in a report as of `as_of`; None for what is yet to come.

    上月 and 上年 are whole; 本月 and 本季 end on the as-of day. 去年同期 of a month's end is a
    month's end.
    """
    if code.startswith(_SINCE_CODE):
        first = date(int(code.removeprefix(_SINCE_CODE)), 1, 1)
        return (as_of, Period(first, as_of)) if first <= as_of else None
    last_month = earlier(as_of, MONTH)
    known: dict[str, tuple[date, Period | None]] = {
        OWN: (as_of, None),
        "this_month": (as_of, month_to_date(as_of)),
        "last_month": (last_month, month_to_date(last_month)),
        "this_quarter": (as_of, quarter_to_date(as_of)),
        "last_year": (
            date(as_of.year - 1, 12, 31),
            Period(date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31)),
        ),
        "year_before": (earlier(as_of, YEAR), None),
    }
    if code in known:
        return known[code]
    day = date.fromisoformat(code)
    return (day, None) if day <= as_of else None
