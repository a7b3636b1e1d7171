"""Declaration → SQL, once. Place, period and as-of date are bound at each question.

Statements carry named slots (`:as_of`, `:start`, `:end`, `:k1`, …) and are turned to the
driver's form at the end, so a statement is text plus an ordered list of slots.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.indicators.engines.sources import SOURCES, Source
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
    Operand,
    Or,
)
from jishi.indicators.measures import Reaches, Total

_SLOT = re.compile(r":(\w+)")
_PERIOD = re.compile(r"^(as_of|start|end)(?:_(\d+))?$")


@dataclass
class Compiler:
    """Turns conditions on one fact into SQL; constants become slots kept in `constants`."""

    fact: str
    constants: dict[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """Where the fact's rows come from."""
        return SOURCES[self.fact]

    def column(self, name: str) -> str:
        """SQL of a column. Raises KeyError for one that the fact does not have."""
        return self.source.columns[name]

    def condition(self, node: Node) -> str:
        """SQL of a condition, two-valued where it is negated."""
        match node:
            case And(parts):
                return self._joined(parts, " AND ", "1 = 1")
            case Or(parts):
                return self._joined(parts, " OR ", "1 = 0")
            case Not(part):
                return f"NOT COALESCE({self.condition(part)}, FALSE)"
            case Missing(column):
                return f"{self.column(column)} IS NULL"
            case In(column, values):
                slots = ", ".join(self.constant(value) for value in values)
                return f"{self.column(column)} IN ({slots})"
            case Has(column, code):
                # Not LIKE: its `_` stands for any character, and SQLite's knows no capitals.
                held = self.column(column)
                return f"REPLACE({held}, {self.constant(f'|{code}|')}, '') <> {held}"
            case Compare(column, op, operand):
                symbol = "<>" if op == "!=" else op
                return f"{self.column(column)} {symbol} {self._operand(operand)}"
        raise TypeError(f"no SQL for {type(node).__name__}")

    def amount(self, total: Total) -> str:
        """SQL of an amount within a group."""
        column = self.column(total.column)
        case = f"CASE WHEN {self.condition(total.where)} THEN {column} END"
        if total.of == "sum":
            return f"COALESCE(SUM({case}), 0)"
        return f"COUNT(DISTINCT {case})"

    def reaches(self, reaches: Reaches) -> str:
        """SQL of a HAVING condition."""
        right = self.constant(reaches.times)
        if reaches.other:
            right = f"{right} * {self.amount(reaches.other)}"
        return f"{self.amount(reaches.total)} {reaches.op} {right}"

    def _joined(self, parts: tuple[Node, ...], word: str, empty: str) -> str:
        return f"({word.join(self.condition(part) for part in parts)})" if parts else empty

    def _operand(self, operand: Operand) -> str:
        if isinstance(operand, Column):
            return self.column(operand.name)
        if isinstance(operand, Moment):
            return f":{operand.name}_{operand.years}" if operand.years else f":{operand.name}"
        return self.constant(operand)

    def constant(self, value: Any) -> str:
        """A slot that stands for `value` in every question."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return f":{name}"


def bind(sql: str, at: At, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The statement in the driver's form and its parameters in order."""
    bound: list[Any] = []

    def take(found: re.Match[str]) -> str:
        name = found[1]
        period = _PERIOD.match(name)
        if name in values:
            value = values[name]
        elif period:
            value = Moment(period[1], int(period[2] or 0)).on(at)
        else:
            raise KeyError(name)
        # Dates travel as ISO text: SQLite keeps them so, PostgreSQL takes them for a date.
        bound.append(value.isoformat() if isinstance(value, date) else value)
        return "%s"

    return _SLOT.sub(take, sql.replace("%", "%%")), bound
