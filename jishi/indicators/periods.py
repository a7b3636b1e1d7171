"""Periods in words 期间: as a heading of the cockpit says it, and in full as a report does."""

from datetime import date

from django.utils.translation import gettext as _

from jishi.indicators.indicator import Figure
from jishi.indicators.timing import Happened, InForce, LastFullYear, Since, UnderWay, YearToDate
from jishi.values.period import Period

#: The order in which a page tells them.
ORDER = (LastFullYear, YearToDate, Since, UnderWay, InForce, Happened)


def heading(figure: Figure, now: date) -> str:
    """今年以来, 2023年以来, 2023年度, 截至9月30日, 累计到9月30日: said once above its figures.

    Of a year that has passed `now`, 今年 would be another one: it is named, with the day it is told
    to.
    """
    past = figure.as_of.year < now.year
    day = {"month": figure.as_of.month, "day": figure.as_of.day, "year": figure.as_of.year}
    match figure.indicator.time:
        case YearToDate() if past:
            whole = (figure.as_of.month, figure.as_of.day) == (12, 31)
            said = _("%(year)s年全年") if whole else _("%(year)s年到%(month)s月%(day)s日")
            return said % day
        case YearToDate():
            return _("今年以来")
        case Since(first=first) | UnderWay(first=first):
            return _("%(year)s年以来") % {"year": first.year}
        case LastFullYear():
            year = figure.period.end.year if figure.period else figure.as_of.year - 1
            return _("%(year)s年度") % {"year": year}
        case Happened():
            if past:
                return _("累计到%(year)s年%(month)s月%(day)s日") % day
            return _("累计到%(month)s月%(day)s日") % day
    said = _("截至%(year)s年%(month)s月%(day)s日") if past else _("截至%(month)s月%(day)s日")
    return said % day


def in_full(figure: Figure) -> str:
    """The period used, with its dates: 2024年1月1日至2024年9月30日."""
    period = figure.period
    if period is None:
        return ""
    state = isinstance(figure.indicator.time, InForce)
    return _at_once(period) if state and period.start == period.end else _from_to(period)


def wordings(period: Period) -> tuple[str, ...]:
    """How `in_full` may write a period, whatever the figure's rule of time."""
    alike = (_at_once(period),) if period.start == period.end else ()
    return (_from_to(period), *alike)


def _at_once(period: Period) -> str:
    return _("%(day)s当天") % {"day": _day(period.end)}


def _from_to(period: Period) -> str:
    if period.start is None:
        return _("截至%(day)s累计") % {"day": _day(period.end)}
    return _("%(start)s至%(end)s") % {"start": _day(period.start), "end": _day(period.end)}


def rank(figure: Figure) -> int:
    """Place of the figure's period among the headings of a page."""
    return ORDER.index(type(figure.indicator.time))


def _day(day: date) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year, "month": day.month, "day": day.day,
    }  # fmt: skip
