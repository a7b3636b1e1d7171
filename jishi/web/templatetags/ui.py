"""How the pages write numbers and dates, and draw icons and charts.

``{% load ui %}`` gives filters ``num``, ``day``, ``iso`` and ``in_brackets``, and tags
``icon``, ``spark``, ``bars``, ``cells``, ``band`` and ``trend``.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from jishi.indicators import units
from jishi.web import charts

register = template.Library()

THIN_SPACE = "\u2009"  # it may break a line: values stand in elements that do not wrap


@register.filter
def num(value: object) -> str:
    """Write a number in groups of three: 4508 → 4 508, 5850000.00 → 5 850 000.00.

    Takes int, Decimal, float or a string of digits; anything else comes back as it is
    (``None`` as an empty string).
    """
    if value is None:
        return ""
    text = str(value)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if not amount.is_finite():
        return text
    return f"{amount:,f}".replace(",", THIN_SPACE)


@register.filter
def day(value: date | None) -> str:
    """Write a date in full: 2024年9月30日. ``None`` gives an empty string."""
    if isinstance(value, datetime):
        value = localtime(value)  # the day it was here
    # Translators: a Django date format
    return date_format(value, gettext("Y年n月j日")) if value else ""


@register.filter
def iso(value: date | None) -> str:
    """Write a date as form fields and addresses want it: 2024-09-30."""
    return value.isoformat() if value else ""


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw a symbol of ``icons.svg``; a decoration, so it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        extra,
        static("web/icons.svg"),
        name,
    )


@register.inclusion_tag("charts/_spark.html")
def spark(data: Mapping[str, Any] | None, size: str = "row", name: str = "") -> dict[str, Any]:
    """Draw ``{kind, values, labels, unit}`` as a small chart; nothing where nothing moves.

    ``size`` is ``row`` (72 × 18) or ``hero`` (108 × 40).
    """
    if not data:
        return {"chart": None}
    box, pitch = ((108, 40), 12) if size == "hero" else ((72, 18), 6)
    chart = charts.spark(
        data["values"],
        kind=data.get("kind", "column"),
        labels=data.get("labels"),
        size=box,
        pitch=pitch,
    )
    return {"chart": chart, "name": name, "unit": data.get("unit", "")}


@register.inclusion_tag("charts/_bars.html")
def bars(
    rows: Iterable[Mapping[str, Any]], threshold: float | Decimal | None = None, caption: str = ""
) -> dict[str, Any]:
    """Draw rows ``{name, value, url?, text?}`` as bars with an optional dashed threshold."""
    return {"chart": charts.bars(rows, threshold=threshold or None), "caption": caption}


@register.inclusion_tag("charts/_cells.html")
def cells(n: int, of: int, name: str = "", size: str = "small") -> dict[str, Any]:
    """Draw n of m as cells; a single bar where there would be too many to count by eye."""
    cell = (12, 12) if size == "small" else (14, 11)
    return {"chart": charts.cells(n, of, cell=cell), "name": name}


@register.inclusion_tag("charts/_band.html")
def band(groups: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Draw the coverage band: a block for each village, a cell for each villager group."""
    return {"blocks": charts.band(groups)}


@register.inclusion_tag("charts/_trend.html")
def trend(
    rows: Iterable[Mapping[str, Any]], kind: str = "column", unit: str = "", name: str = ""
) -> dict[str, Any]:
    """Draw months ``{label, value, previous?}`` with axis, values and the table beneath."""
    rows = list(rows)
    return {"chart": charts.trend(rows, kind=kind), "rows": rows, "unit": unit, "name": name}


@register.filter
def in_brackets(unit: str) -> str:
    """（次） behind the name of what is counted, where the language has a word for it."""
    return units.in_brackets(unit)
