"""Periods 期间: two dates, both included; and the dates that time rules need."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included. `start` is None where nothing bounds it."""

    start: date | None
    end: date

    def __post_init__(self) -> None:
        if self.start is not None and self.start > self.end:
            raise ValueError(f"a period cannot end before it starts: {self.start} … {self.end}")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and (self.start is None or self.start <= day) and day <= self.end

    def meets(self, since: date | None, until: date | None) -> bool:
        """True where the interval [since, until) shares a day with the period."""
        if since is None or since > self.end:
            return False
        return until is None or (until > since and (self.start is None or until > self.start))


def in_force(since: date | None, until: date | None, day: date) -> bool:
    """True where `day` lies in [since, until): the last day does not count (当日不计)."""
    return since is not None and since <= day and (until is None or day < until)


def year_to_date(as_of: date) -> Period:
    """今年以来: from 1 January of the as-of year."""
    return Period(date(as_of.year, 1, 1), as_of)


def last_full_year(as_of: date) -> Period:
    """The last calendar year that had ended on or before `as_of`; never a partial one."""
    year = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_to_date(as_of: date) -> Period:
    """本月: from the first of the month of `as_of`. Of a month's last day it is the whole month."""
    return Period(as_of.replace(day=1), as_of)


def quarter_to_date(as_of: date) -> Period:
    """本季: from the first day of the quarter of `as_of`."""
    return Period(date(as_of.year, (as_of.month - 1) // 3 * 3 + 1, 1), as_of)


def last_month_end(day: date) -> date:
    """上月底: the last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


def same_day_last_year(day: date) -> date:
    """去年同期: the same day a year before. A month's end answers to a month's end, also in
    February."""
    before = years_before(day, 1)
    return month_end(before) if day == month_end(day) else before


def months(period: Period) -> list[Period]:
    """The months of a bounded period in order, the last one cut at its end."""
    if period.start is None:
        raise ValueError("a period without a start has no first month")
    found, first = [], period.start
    while first <= period.end:
        found.append(Period(first, min(month_end(first), period.end)))
        first = month_end(first) + timedelta(days=1)
    return found


def years_before(day: date, years: int) -> date:
    """The day `years` earlier; 29 February falls back to 28 February.

    Whoever was born after it has not yet had that birthday: 40周岁以下 on a day means born
    after `years_before(day, 41)`. Someone born on 29 February so has it on 1 March.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def in_chinese(day: date) -> str:
    """2024年9月30日: Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
