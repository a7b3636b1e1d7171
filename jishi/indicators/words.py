"""Declarations in words: the conditions and values that a page or a reason shows."""

from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jishi.indicators.expression import (
    And,
    At,
    Column,
    Compare,
    Has,
    In,
    Missing,
    Moment,
    Node,
    Not,
    Or,
)
from jishi.indicators.facts import Fact
from jishi.indicators.indicator import Indicator
from jishi.kernel.kinds import named, shipped, shipped_programmes
from jishi.places.models import Place
from jishi.records.ledgers import RECORDS
from jishi.records.people.models import HONOUR_LEVELS, SECTORS

_LEVELS = {
    "village": gettext_lazy("村"),
    "group": gettext_lazy("村民组"),
    "town": gettext_lazy("镇"),
}
_SIGNS = {
    "=": gettext_lazy("%(column)s是%(value)s"), "!=": gettext_lazy("%(column)s不是%(value)s"),
    "<": gettext_lazy("%(column)s早于%(value)s"), "<=": gettext_lazy("%(column)s不晚于%(value)s"),
    ">": gettext_lazy("%(column)s晚于%(value)s"), ">=": gettext_lazy("%(column)s不早于%(value)s"),
}  # fmt: skip


def filters(indicator: Indicator, as_of: date) -> list[str]:
    """The indicator's kind and conditions, one phrase each, for the chips of a proof page."""
    found = []
    for node in (indicator.kind, indicator.where):
        parts = node.parts if isinstance(node, And) else (node,)
        found += [condition_words(indicator.source, part, as_of) for part in parts]
    return [words for words in found if words]


def condition_words(fact: Fact, node: Node, as_of: date) -> str:
    """A condition as a clerk would say it."""
    match node:
        case And(parts):
            return "，".join(filter(None, (condition_words(fact, p, as_of) for p in parts)))
        case Or(parts):
            return _("或").join(condition_words(fact, part, as_of) for part in parts)
        case Not(part):
            return _("不能有：%(words)s") % {"words": condition_words(fact, part, as_of)}
        case Missing(column):
            return _("没有%(column)s") % {"column": fact.columns[column]}
        case In(column, values):
            said = "、".join(value_words(column, value) for value in values)
            return _("%(column)s：%(values)s") % {"column": fact.columns[column], "values": said}
        case Has(column, code):
            return _("%(column)s：%(values)s") % {
                "column": fact.columns[column], "values": _programmes().get(code, code)
            }  # fmt: skip
        case Compare(column, op, operand):
            if isinstance(operand, Moment):
                day = operand.on(At(as_of, None, as_of))
                right = _date(day) if day else ""
            elif isinstance(operand, Column):
                right = str(fact.columns[operand.name])
            else:
                right = value_words(column, operand)
            return str(_SIGNS[op]) % {"column": fact.columns[column], "value": right}
    return ""


def _date(day: date) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year, "month": day.month, "day": day.day,
    }  # fmt: skip


def value_words(column: str, value: Any) -> str:
    """A stored value by the name people know it by."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    text = str(value)
    if column in ("village", "group"):
        return Place.objects.filter(code=text).values_list("name", flat=True).first() or text
    return _names(column, get_language() or "").get(text, text)


@cache
def _names(column: str, _language: str) -> dict[str, str]:
    """Code → name in the language of the page for columns that hold codes."""
    if column in ("kind", "role", "zone_kind"):
        return {row["code"]: named(row) for row in shipped()}
    if column in ("family", "post_family"):
        return {row["family"]: named(row, "family_") for row in shipped() if row["family"]}
    if column == "level":
        return {code: str(zh) for code, zh in _LEVELS.items()}
    if column == "honour_level":
        return {code: str(zh) for code, zh in HONOUR_LEVELS}
    if column == "host_sector":
        return {code: str(zh) for code, zh in SECTORS}
    found: dict[str, str] = {}
    for ledger in RECORDS:
        for one in ledger.columns:
            if one.name == column and one.choices:
                found.update((code, str(zh)) for code, zh in one.choices)
    return found


@cache
def _programmes() -> dict[str, str]:
    return {row["code"]: row["zh"] for row in shipped_programmes()}
