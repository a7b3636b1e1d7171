"""Dates as typed (日期)."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from jishi.values.complaint import excerpt
from jishi.values.entries.text import Unreadable, empty, to_ascii

FIRST_YEAR, LAST_YEAR = 1900, 2100

# Excel counts days from 1899-12-30 (so that its non-existent 29 February 1900 falls out). Only
# numbers in this window are taken for dates: 1954 to 2064, where neither years nor codes are
# likely.
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FULL = re.compile(
    r"(?P<y>\d+) ?(?:"
    r"(?P<s>[-/.]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<d>\d{1,2})"
    r"|年 ?(?P<m2>\d{1,2}) ?月 ?(?P<d2>\d{1,2}) ?[日号]"
    r")" + _TIME
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_NO_DAY = re.compile(r"(?P<y>(?:19|20)\d{2}) ?(?:[-/.年] ?(?P<m>\d{1,2})? ?月?)?")
_NO_YEAR = re.compile(r"(?P<m>\d{1,2}) ?(?:月|[-/.]) ?(?P<d>\d{1,2}) ?[日号]?")
_YEAR_LAST = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}")


def parse_date(value: object) -> dt.date:
    """The day an entry names.

    Reads dates and date-times (the time is dropped), 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日,
    20240305, full-width digits, and Excel's day numbers 20 000 … 60 000. Raises `Unreadable` for
    two-digit years, missing parts, days that do not exist, and years outside 1900–2100.
    """
    if isinstance(value, dt.datetime):
        return _checked(value.year, value.month, value.day, value)
    if isinstance(value, dt.date):
        return _checked(value.year, value.month, value.day, value)
    if isinstance(value, dt.time):
        raise Unreadable(
            "只有时间“%(value)s”，没有日期",
            "请写成年月日，例如 2024-3-5",
            value=value.isoformat("minutes"),
        )
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and _FIRST_SERIAL <= value <= _LAST_SERIAL
    ):
        return _SERIAL_ORIGIN + dt.timedelta(days=int(value))
    text = to_ascii(value)
    if not text:
        raise empty()
    if match := _FULL.fullmatch(text):
        part = match.groupdict()
        return _checked_text(part["y"], part["m"] or part["m2"], part["d"] or part["d2"], value)
    if match := _COMPACT.fullmatch(text):
        return _checked_text(match["y"], match["m"], match["d"], value)
    raise _incomplete(text, value)


def date_or_none(value: object) -> dt.date | None:
    """The day an entry names; None where `parse_date` refuses it, which is told elsewhere."""
    try:
        return parse_date(value)
    except Unreadable:
        return None


def complete_date(text: str, year: int) -> dt.date | None:
    """The day that an entry names only by half: 9月3日 of a year, or Excel's day number as text.

    None where it is no such entry. For pages that show at once what was understood; a file may
    be of any year, and is asked about.
    """
    plain = to_ascii(text)
    if plain.isdecimal() and _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        return _SERIAL_ORIGIN + dt.timedelta(days=int(plain))
    match = _NO_YEAR.fullmatch(plain)
    if match is None:
        return None
    try:
        return dt.date(year, int(match["m"]), int(match["d"]))
    except ValueError:  # no such day: the reader of dates says so
        return None


def lacks_year(value: object) -> bool:
    """True for an entry that says month and day alone: 9月26日, 9.26."""
    return isinstance(value, str) and _NO_YEAR.fullmatch(to_ascii(value)) is not None


def _checked_text(year: str, month: str, day: str, value: object) -> dt.date:
    if len(year) == 2:
        raise Unreadable(
            "“%(value)s”的年份只有两位",
            "年份请写四位，例如 %(example)s",
            value=excerpt(value),
            example=f"{'20' if year <= '50' else '19'}{year}-{int(month)}-{int(day)}",
        )
    if len(year) != 4:
        raise Unreadable(
            "“%(value)s”的年份不是四位", "请写成年月日，例如 2024-3-5", value=excerpt(value)
        )
    return _checked(int(year), int(month), int(day), value)


def _checked(year: int, month: int, day: int, value: object) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            "年份 %(year)s 不对",
            "年份要在 %(first)s 到 %(last)s 之间",
            value=excerpt(value),
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    if not 1 <= month <= 12:
        raise Unreadable(
            "没有 %(month)s 月：“%(value)s”",
            "月份从 1 到 12，请改正",
            value=excerpt(value),
            month=month,
        )
    last_day = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last_day:
        raise Unreadable(
            "没有这一天：“%(value)s”",
            "%(year)s年%(month)s月到%(last_day)s日",
            value=excerpt(value),
            year=year,
            month=month,
            last_day=last_day,
        )
    return dt.date(year, month, day)


def _incomplete(text: str, value: object) -> Unreadable:
    if match := _NO_DAY.fullmatch(text):
        if match["m"]:
            return Unreadable(
                "“%(value)s”没有写明哪一天",
                "请写到日，例如 %(example)s",
                value=excerpt(value),
                example=f"{match['y']}-{int(match['m'])}-1",
            )
        return Unreadable(
            "“%(value)s”只有年份",
            "请写到日，例如 %(example)s",
            value=excerpt(value),
            example=f"{match['y']}-3-5",
        )
    if match := _NO_YEAR.fullmatch(text):
        return Unreadable(
            "“%(value)s”没有写年份",
            "请写全年月日，例如 %(example)s",
            value=excerpt(value),
            example=f"2024-{int(match['m'])}-{int(match['d'])}",
        )
    if _YEAR_LAST.fullmatch(text):
        return Unreadable(
            "“%(value)s”的年份写在了后面",
            "请先写年，再写月、日，例如 2024-3-5",
            value=excerpt(value),
        )
    if text.isdecimal() and len(text) == 5:
        return Unreadable(
            "“%(value)s”像是 Excel 的日期序号",
            "请把这一格设成日期格式，或写成 2024-3-5",
            value=excerpt(value),
        )
    return Unreadable(
        "“%(value)s”不是日期", "请写成年月日，例如 2024-3-5 或 2024年3月5日", value=excerpt(value)
    )
