"""Measures 计量: count, distinct, sum, share, groups. What is computed over the rows of a fact."""

from dataclasses import dataclass

from jishi.indicators.expression import ALWAYS, Node


@dataclass(frozen=True)
class Total:
    """An amount over the rows of one group: sum, count or distinct of a column, under `where`.

    `among` names the values that a distinct amount is expected to find, so that a proof can
    say which one is missing.
    """

    of: str
    column: str
    where: Node = ALWAYS
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reaches:
    """Condition on a group: `total op times × (other or 1)`."""

    total: Total
    op: str
    times: int
    other: Total | None = None


@dataclass(frozen=True)
class Count:
    """Number of rows."""

    name = "count"
    additive = True


@dataclass(frozen=True)
class Distinct:
    """Number of different values of `key`."""

    key: str
    name = "distinct"
    additive = False


@dataclass(frozen=True)
class Sum:
    """Sum of a column; `per` stored units make one of the value's (100 分 = 1 元)."""

    column: str
    per: int = 1
    name = "sum"
    additive = True


@dataclass(frozen=True)
class Share:
    """Part of the different values of `key` on which `part` holds, or that reach something."""

    key: str
    part: Node | None = None
    reaches: Reaches | None = None
    name = "share"
    additive = False


@dataclass(frozen=True)
class Groups:
    """Number of groups by `key` that reach something; `per` as in Sum, for the proof's sums."""

    key: str
    reaches: Reaches
    per: int = 1
    name = "groups"
    additive = True  # a group lies in one place, so children add up where the key is a place


Measure = Count | Distinct | Sum | Share | Groups


def total(column: str, where: Node = ALWAYS) -> Total:
    """Sum of a column within a group."""
    return Total("sum", column, where)


def different(column: str, where: Node = ALWAYS, among: tuple[str, ...] = ()) -> Total:
    """Number of different values of a column within a group."""
    return Total("distinct", column, where, among)
