"""Days and moments as one says them near by: ``short_day``, ``weekday``, ``moment``."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format

from jishi.web import due, waiting

register = template.Library()


@register.filter
def short_day(value: date | None) -> str:
    """A day without its year: 9月30日."""
    return due.short_day(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """The day of the week in words: 星期一."""
    return date_format(value, "l") if value else ""


@register.filter
def moment(value: datetime, today: date) -> str:
    """A moment: 16:42 today, with its day otherwise."""
    return waiting.moment(value, today)
