"""Why a row of an indicator's kind does not count, as a village clerk reads it: with its own dates.

What is told is the part of the condition that fails, and what the row says instead.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

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
from jishi.indicators.words import condition_words, open_end, value_words
from jishi.values.period import in_chinese

#: Told by nothing but whether it holds: a birthday is nobody's business.
_PRIVATE = ("birth_on",)


def columns_of(node: Node) -> Iterator[str]:
    """The columns that a condition looks at."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from columns_of(part)
        case Not(part):
            yield from columns_of(part)
        case Compare(column, _op, operand):
            yield column
            if isinstance(operand, Column):
                yield operand.name
        case In(column=column) | Missing(column) | Has(column=column):
            yield column


def why_not(fact: Fact, node: Node, row: Mapping[str, Any], as_of: date) -> str:
    """The sentence for a row that the condition turns away; what cannot be told from the row's
    own entries is told by the condition."""
    at = At(as_of, None, as_of)
    own = {name: _plain(name, row.get(name)) for name in columns_of(node)}
    said = [
        told for part in (node.parts if isinstance(node, And) else (node,))
        if not part.holds(own, at) and (told := _failed(fact, part, own, as_of))
    ]  # fmt: skip
    words = "，".join(dict.fromkeys(said))
    if words:
        return _("%(words)s。") % {"words": words}
    return _("要这样才算：%(words)s。") % {"words": condition_words(fact, node, as_of)}


def _failed(fact: Fact, node: Node, own: Mapping[str, Any], as_of: date) -> str:
    ends = open_end(node)
    if ends is not None:
        return _out_of_span(fact, *ends, own)
    match node:
        case Missing("cancelled_on"):
            return _("%(day)s取消了") % {"day": _said("cancelled_on", own["cancelled_on"])}
        case Missing(column):
            return _is(fact, column, own)
        case Compare(column, "=", True):
            return _("不是%(what)s") % {"what": fact.columns[column]}
        case Compare(column, "=", str() as wanted) if own[column]:
            return _("%(what)s是%(value)s，不是%(wanted)s") % {
                "what": fact.columns[column], "value": _said(column, own[column]),
                "wanted": value_words(column, wanted),
            }  # fmt: skip
        case In(column=column) | Compare(column, "=", str() | int()):
            return _is(fact, column, own)
        case Compare(column, _op, Moment()) if column not in _PRIVATE:
            return _is(fact, column, own)
        case Or((Missing(name), Compare(column, ">=", Column(other)))) if name == other:
            return _("%(day)s就开始了，早于%(what)s%(other)s") % {
                "day": _said(column, own[column]), "what": fact.columns[other],
                "other": _said(other, own[other]),
            }  # fmt: skip
    return _("要这样才算：%(words)s") % {"words": condition_words(fact, node, as_of)}


def _out_of_span(fact: Fact, column: str, op: str, own: Mapping[str, Any]) -> str:
    said = {"what": fact.spans.get(column, ""), "day": _said(column, own[column])}
    return (_("%(what)s%(day)s才开始") if op == "<=" else _("%(what)s%(day)s已经结束")) % said


def _is(fact: Fact, column: str, own: Mapping[str, Any]) -> str:
    if own[column] in (None, ""):
        return str(fact.unknown.get(column) or _("没有填%(what)s") % {"what": fact.columns[column]})
    return _("%(what)s是%(value)s") % {
        "what": fact.columns[column], "value": _said(column, own[column]),
    }  # fmt: skip


def _said(column: str, value: Any) -> str:
    return in_chinese(value) if isinstance(value, date) else value_words(column, value)


def _plain(name: str, value: Any) -> Any:
    """A value as the declaration compares it: one database gives days as text."""
    if isinstance(value, str) and (name.endswith(("_on", "since", "until")) or name == "on"):
        return date.fromisoformat(value) if value else None
    return value
