"""What a form's styles say of its numbers: per cent, or a day, of which Excel keeps a count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PERCENTS = ("9", "10")
#: Formats that every program knows by number (ECMA-376 18.8.30, Chinese ones too), and which of
#: year, month and day they show.
_DAYS = {
    **dict.fromkeys(("14", "15", "22", "30", "31"), "ymd"),
    **dict.fromkeys(("17", "27", "36", "50", "52", "57"), "ym"),
    **dict.fromkeys(("16", "28", "29", "51", "53", "54", "58"), "md"),
}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_COUNT = re.compile(r"([0-9]{1,7})(?:\.[0-9]+)?")  # the part after the point is the time of day
#: Day 1 is 1 January 1900, and 1900 is taken for a leap year; from 1 March on this day is day 0.
_ZERO, _ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_OF_MARCH = 61


@dataclass(frozen=True)
class Styles:
    """`percents`: the styles, as cells name them, of per cent; `days`: of a day, and its parts."""

    percents: frozenset[str] = frozenset()
    days: Mapping[str, str] = field(default_factory=dict)
    since_1904: bool = False

    def shown(self, style: str, value: str) -> str:
        """A number as it is seen: a day in words, anything else as it stands."""
        parts = self.days.get(style, "")
        day = self._day(value) if parts else None
        if day is None:
            return value
        said = {"y": f"{day.year}年", "m": f"{day.month}月", "d": f"{day.day}日"}
        return "".join(said[part] for part in parts)

    def _day(self, value: str) -> date | None:
        match = _COUNT.fullmatch(value)
        number = int(match[1]) if match else 0
        if match is None or not (number or self.since_1904):
            return None
        early = not self.since_1904 and number < _FIRST_OF_MARCH
        try:
            zero = _ZERO_1904 if self.since_1904 else _ZERO
            return zero + timedelta(days=number + early)
        except OverflowError:  # beyond the year 9999
            return None


def read_styles(root: Any, *, since_1904: bool) -> Styles:
    """From the root of xl/styles.xml; None where the form has none."""
    if root is None:
        return Styles()
    codes = {
        one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{{{_MAIN}}}numFmt")
    }
    held = root.find(f"{{{_MAIN}}}cellXfs")
    formats = {
        str(index): one.get("numFmtId", "0")
        for index, one in enumerate(held if held is not None else ())
    }
    percents = frozenset(
        style for style, one in formats.items() if one in _PERCENTS or "%" in codes.get(one, "")
    )
    days = {style: _parts(one, codes) for style, one in formats.items()}
    return Styles(percents, {style: one for style, one in days.items() if one}, since_1904)


def _parts(number: str, codes: Mapping[str, str]) -> str:
    """Which of y, m and d a format shows; m alone is minutes."""
    if number not in codes:
        return _DAYS.get(number, "")
    plain = _QUOTED.sub("", codes[number]).partition(";")[0].lower()
    found = "".join(part for part in "ymd" if part in plain)
    return found if found.strip("m") else ""
