"""Days and moments as one says them near by: ``short_day``, ``weekday``, ``moment``."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def short_day(value: date | None) -> str:
    """A day without its year, as one says it of days near by: 9月30日."""
    # Translators: a Django date format
    return date_format(value, _("n月j日")) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """The day of the week in words: 星期一."""
    return date_format(value, "l") if value else ""


@register.filter
def moment(value: datetime, today: date) -> str:
    """A moment as one says it: 16:42 today, otherwise with its day; of another year the day."""
    local = timezone.localtime(value)
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    if local.year == today.year:
        return f"{short_day(local.date())} {clock}"
    # Translators: a Django date format
    return date_format(local.date(), _("Y年n月j日"))
