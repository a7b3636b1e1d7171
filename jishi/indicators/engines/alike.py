"""Coverage of households 包保覆盖 asked once for all that are alike.

Households of one group that nobody answers for singly see the same links, so it is enough to
know how many they are: some hundred rows take the place of every household times every link.
What is meant stays in the declaration; one that does not fit this shape is compiled as usual.
"""

from dataclasses import dataclass

from jishi.indicators.engines.compile import Compiler
from jishi.indicators.engines.sources import GROUPS, HOUSEHOLDS, Source
from jishi.indicators.expression import And, Column, Compare, Node, Not, Or
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Reaches, Share

_LINK = {"role": "l.kind", "link_since": "l.since", "link_until": "l.until"}
_GROUP = {"since": "g.since", "until": "g.until", "group": "g.code", "title": "g.name"}
_OF_HOUSEHOLD_LINK = {"since": "t.since", "until": "t.until", "household": "t.id",
                      "title": "t.head"}  # fmt: skip
_OF_GROUP_LINK = {"household": "t.id", "household_since": "t.since",
                  "household_until": "t.until"}  # fmt: skip


@dataclass
class _Plain(Compiler):
    """Compiles on the tables themselves; constants are shared with the usual statement."""

    @property
    def source(self) -> Source:
        """The same columns, each of its own table."""
        households = _OF_GROUP_LINK | _GROUP if self.fact == "group_link" else _OF_HOUSEHOLD_LINK
        return Source("", {**households, **_LINK})


def select(indicator: Indicator, compiler: Compiler) -> str | None:
    """The statement of a share of households or groups covered; None where it does not fit."""
    measure = indicator.measure
    if not isinstance(measure, Share) or measure.reaches is None:
        return None
    plain = _Plain(indicator.fact, compiler.constants)
    if (indicator.fact, measure.key) == ("household_link", "household"):
        return _households(indicator, measure.reaches, plain)
    if (indicator.fact, measure.key) == ("group_link", "group"):
        return _groups(indicator, measure.reaches, plain)
    return None


def _households(indicator: Indicator, reaches: Reaches, plain: Compiler) -> str | None:
    asked = And((indicator.kind, indicator.where, indicator.time.condition))
    total = reaches.total
    fits = (
        total.of == "distinct" and total.column == "role" and reaches.other is None
        and _about(asked) <= set(_OF_HOUSEHOLD_LINK) and _about(total.where) <= set(_LINK)
    )  # fmt: skip
    if not fits:
        return None
    base = f"{HOUSEHOLDS} WHERE {{place}} AND {plain.condition(asked)}"
    times = plain.constant(reaches.times)
    reached = f"COALESCE(SUM(CASE WHEN roles {reaches.op} {times} THEN n END), 0)"
    return (
        f"{_met(base, plain.condition(total.where))} "
        f"SELECT {reached}, {reached}, COALESCE(SUM(n), 0) FROM met"
    )


def _groups(indicator: Indicator, reaches: Reaches, plain: Compiler) -> str | None:
    asked = And((indicator.kind, indicator.where, indicator.time.condition))
    total, other = reaches.total, reaches.other
    if other is None or (total.of, total.column) != ("distinct", "household_role"):
        return None
    of_links, of_households = _parted(total.where)
    same = set(_parts(other.where)) == set(of_households)
    fits = (
        same and (other.of, other.column) == ("distinct", "household")
        and _about(asked) <= set(_GROUP) and _about(And(of_links)) <= set(_LINK)
        and _about(other.where) <= set(_OF_GROUP_LINK)
    )  # fmt: skip
    if not fits:
        return None
    groups = f"FROM {GROUPS} WHERE {{place}} AND {plain.condition(asked)}"
    base = (
        f"(SELECT g.code {groups}) g JOIN {HOUSEHOLDS} ON t.place = g.code "
        f"WHERE {plain.condition(other.where)}"
    )
    whole = "COALESCE(m.roles, 0)", f"{plain.constant(reaches.times)} * COALESCE(m.n, 0)"
    reached = f"COUNT(CASE WHEN {whole[0]} {reaches.op} {whole[1]} THEN 1 END)"
    return (
        f"{_met(base, plain.condition(And(of_links)))} "
        f"SELECT {reached}, {reached}, COUNT(*) FROM (SELECT g.code {groups}) g LEFT JOIN "
        "(SELECT place, SUM(n * roles) AS roles, SUM(n) AS n FROM met GROUP BY place) m "
        "ON m.place = g.code"
    )


def _met(base: str, link: str) -> str:
    """`met`: place, how many households are alike there, how many different roles they see."""
    # Written as CROSS JOIN so that SQLite looks links up for each row of the few in `alike`.
    seen = "SELECT a.place, a.own, a.n, l.kind AS role FROM alike a CROSS JOIN duties_link l WHERE"
    # Nearly all links are of no single household; said like this it is no reason for an index.
    shared = "NOT (l.household_id IS NOT NULL)"
    return f"""
        WITH singly AS MATERIALIZED (
            SELECT t.place AS place, t.id AS own FROM {base} AND t.id IN (
                SELECT l.household_id FROM duties_link l
                WHERE l.household_id IS NOT NULL AND {link})
        ), alike AS MATERIALIZED (
            SELECT place, NULL AS own, SUM(n) AS n FROM (
                SELECT t.place AS place, COUNT(*) AS n FROM {base} GROUP BY t.place
                UNION ALL SELECT place, -COUNT(*) FROM singly GROUP BY place
            ) counted GROUP BY place
            UNION ALL SELECT place, own, 1 FROM singly
        ), met AS (
            SELECT place, MAX(n) AS n, COUNT(DISTINCT role) AS roles FROM (
                {seen} l.place = a.place AND {shared} AND {link}
                UNION ALL {seen} l.place = substr(a.place, 1, 12) AND {shared} AND {link}
                UNION ALL {seen} l.household_id = a.own AND {link}
                UNION ALL SELECT place, own, n, NULL FROM alike
            ) seen GROUP BY place, own
        )"""


def _parts(node: Node) -> tuple[Node, ...]:
    """What must hold together."""
    if not isinstance(node, And):
        return (node,)
    return tuple(held for part in node.parts for held in _parts(part))


def _parted(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The parts about links, and the others."""
    parts = _parts(node)
    links = tuple(part for part in parts if _about(part) <= set(_LINK))
    return links, tuple(part for part in parts if part not in links)


def _about(node: Node) -> set[str]:
    """Names of the columns that a condition speaks of."""
    match node:
        case And(parts) | Or(parts):
            return {name for part in parts for name in _about(part)}
        case Not(part):
            return _about(part)
        case Compare(column, _, Column(other)):
            return {column, other}
    return {node.column}  # type: ignore[attr-defined]
