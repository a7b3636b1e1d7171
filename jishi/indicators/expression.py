"""The query language of declarations: ten node types, no engine, no database.

Meaning is two-valued: a comparison with a missing value is false, and `not` of it is true.
Every engine must agree with that, and with `Node.holds`, the plain reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jishi.values.period import years_before


@dataclass(frozen=True)
class At:
    """What a question fixes: the as-of date, and the period that the time rule made of it."""

    as_of: date
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Moment:
    """A date of the question: `as_of` (the one parameter of declarations), `years` earlier where
    given; `start` and `end` of the period are for the time rules."""

    name: str = "as_of"
    years: int = 0

    def on(self, at: At) -> date | None:
        """The date it stands for."""
        day: date | None = getattr(at, self.name)
        return years_before(day, self.years) if day and self.years else day


@dataclass(frozen=True)
class Column:
    """A column of the fact."""

    name: str


Operand = Moment | Column | str | int | bool | date


class Node:
    """A condition. `&`, `|` and `~` combine conditions."""

    def __and__(self, other: "Node") -> "Node":
        return And(_flat(And, self) + _flat(And, other))

    def __or__(self, other: "Node") -> "Node":
        return Or(_flat(Or, self) + _flat(Or, other))

    def __invert__(self) -> "Node":
        return Not(self)

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        """The plain reading of the condition on one row."""
        raise NotImplementedError


@dataclass(frozen=True)
class Compare(Node):
    """`column op operand`, op one of = != < <= > >=."""

    column: str
    op: str
    operand: Operand

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        left = row[self.column]
        right: Any = self.operand
        if isinstance(right, Moment):
            right = right.on(at)
        elif isinstance(right, Column):
            right = row[right.name]
        if left is None or right is None:
            return False
        return bool(_OPS[self.op](left, right))


@dataclass(frozen=True)
class In(Node):
    """The column's value is one of `values`."""

    column: str
    values: tuple[str, ...]

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        return row[self.column] in self.values


@dataclass(frozen=True)
class Missing(Node):
    """The column has no value."""

    column: str

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        return row[self.column] is None


@dataclass(frozen=True)
class Has(Node):
    """A set of codes (programmes) holds `code`."""

    column: str
    code: str

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        return self.code in row[self.column]


@dataclass(frozen=True)
class And(Node):
    """All parts hold; no part at all holds always."""

    parts: tuple[Node, ...] = ()

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        return all(part.holds(row, at) for part in self.parts)


@dataclass(frozen=True)
class Or(Node):
    """At least one part holds."""

    parts: tuple[Node, ...]

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        return any(part.holds(row, at) for part in self.parts)


@dataclass(frozen=True)
class Not(Node):
    """The part does not hold."""

    part: Node

    def holds(self, row: Mapping[str, Any], at: At) -> bool:
        return not self.part.holds(row, at)


class Name:
    """A column as declarations write it: `f.kind == "lecture"`."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        self._name = name

    def __eq__(self, other: object) -> Node:  # type: ignore[override]
        return Compare(self._name, "=", _operand(other))

    def __ne__(self, other: object) -> Node:  # type: ignore[override]
        return Compare(self._name, "!=", _operand(other))

    def __lt__(self, other: Any) -> Node:
        return Compare(self._name, "<", _operand(other))

    def __le__(self, other: Any) -> Node:
        return Compare(self._name, "<=", _operand(other))

    def __gt__(self, other: Any) -> Node:
        return Compare(self._name, ">", _operand(other))

    def __ge__(self, other: Any) -> Node:
        return Compare(self._name, ">=", _operand(other))

    def is_in(self, *values: str) -> Node:
        """The value is one of `values`."""
        return In(self._name, values)

    def missing(self) -> Node:
        """There is no value."""
        return Missing(self._name)

    def has(self, code: str) -> Node:
        """The set of codes holds `code`."""
        return Has(self._name, code)


class _Names:
    def __getattr__(self, name: str) -> Name:
        return Name(name)


f = _Names()
as_of = Moment()
start, end = Moment("start"), Moment("end")
ALWAYS = And()


def years_ago(years: int) -> Moment:
    """The day `years` before the as-of date, as a declaration writes it."""
    return Moment("as_of", years)


def in_force(since: str = "since", until: str = "until") -> Node:
    """since ≤ as-of < until; without an end it goes on, without a start it always was."""
    begun = Or((Missing(since), Compare(since, "<=", as_of)))
    return And((begun, Or((Missing(until), Compare(until, ">", as_of)))))


def _operand(value: Any) -> Operand:
    return Column(value._name) if isinstance(value, Name) else value


def _flat(kind: type[And] | type[Or], node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, kind) else (node,)


_OPS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
