"""Periods that a list is asked for by name, counted from the as-of day: 今年, 上月, 本季 …"""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jishi.values.period import Period, month_end


def _this_year(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def _last_year(day: date) -> Period:
    return Period(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))


def _this_quarter(day: date) -> Period:
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(first, month_end(date(day.year, first.month + 2, 1)))


def _last_quarter(day: date) -> Period:
    start = _this_quarter(day).start
    assert start is not None
    return _this_quarter(start - timedelta(days=1))


def _this_month(day: date) -> Period:
    return Period(day.replace(day=1), month_end(day))


def _last_month(day: date) -> Period:
    return _this_month(day.replace(day=1) - timedelta(days=1))


#: Name in the address → words, and the whole period around (or before) a day.
PRESETS: dict[str, tuple[str | Promise, Callable[[date], Period]]] = {
    "this_month": (_("本月"), _this_month),
    "last_month": (_("上月"), _last_month),
    "this_quarter": (_("本季"), _this_quarter),
    "last_quarter": (_("上季"), _last_quarter),
    "this_year": (_("今年"), _this_year),
    "last_year": (_("去年"), _last_year),
}


def period(name: str, day: date) -> Period:
    """The period of that name as a day knows it. Raises KeyError."""
    return PRESETS[name][1](day)
