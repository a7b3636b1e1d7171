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


def open_end(node: Node) -> tuple[str, str] | None:
    """Of a condition that something has begun ("<=") or not ended (">") by the as-of day: the
    column and which of the two; None for any other."""
    match node:
        case Or((Missing(name), Compare(column, "<=" | ">" as op, Moment()))) if name == column:
            return column, op
    return None


def _held(node: In | Has) -> str:
    """The values of which an entry must be one, or hold one."""
    if isinstance(node, Has):
        return str(_programmes().get(node.code, node.code))
    return "、".join(value_words(node.column, value) for value in node.values)


def _as_one(fact: Fact, node: Node, as_of: date) -> str:
    """A condition of two parts that people say in one; '' for any other."""
    ends = open_end(node)
    if ends is not None:
        column, op = ends
        said = {"what": fact.spans.get(column, ""), "day": _date(as_of)}
        begun = _("%(what)s到%(day)s已经开始") % said
        return begun if op == "<=" else _("%(what)s到%(day)s还没有结束") % said
    match node:
        case Or((Missing(name), Compare(_column, ">=", Column(other)))) if name == other:
            return _("不早于%(column)s（没有%(column)s的都算）") % {"column": fact.columns[other]}
    return ""


def condition_words(fact: Fact, node: Node, as_of: date) -> str:
    """A condition as a clerk would say it."""
    whole = _as_one(fact, node, as_of)
    if whole:
        return whole
    match node:
        case And(parts):
            return "，".join(filter(None, (condition_words(fact, p, as_of) for p in parts)))
        case Or(parts):
            return _("或").join(condition_words(fact, part, as_of) for part in parts)
        case Not(part):
            return _("不能有：%(words)s") % {"words": condition_words(fact, part, as_of)}
        case Missing(column):
            return _("没有%(column)s") % {"column": fact.columns[column]}
        case In(column=column) | Has(column=column):
            return _("%(column)s：%(values)s") % {
                "column": fact.columns[column], "values": _held(node),
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
