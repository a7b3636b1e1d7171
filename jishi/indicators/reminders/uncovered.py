"""Who is missing beside a household 四员: groups as a whole, and households one by one.

A household needs each of the four roles; the nearest link counts: its own, its group's, its
village's. A group without households is covered.
"""

from collections import defaultdict
from dataclasses import dataclass

from jishi.indicators.reminders.ground import Ground, in_force
from jishi.indicators.reminders.rule import Item
from jishi.records.duties.queries import ROLES
from jishi.records.households.models import Household
from jishi.values import placecode


@dataclass(frozen=True)
class Gap:
    """A role that a group has not; `whole` where none of its households has it singly either."""

    group: str
    role: str
    whole: bool


def groups_without(ask: Ground) -> list[Item]:
    """A group whose households all lack a role: one item a group, the roles together."""
    lacking: dict[str, list[str]] = defaultdict(list)
    for gap in ask.once(_gaps, lambda: _gaps(ask)):
        if gap.whole:
            lacking[gap.group].append(gap.role)
    return [
        Item(group, missing=tuple(roles), count=ask.homes[group],
             prefill={"place": group, "kind": roles[0], "since": ask.as_of.isoformat()})
        for group, roles in sorted(lacking.items())
    ]  # fmt: skip


def households_without(ask: Ground) -> list[Item]:
    """Households that lack a role which others of their group have of their own."""
    lacking: dict[str, set[str]] = defaultdict(set)
    for gap in ask.once(_gaps, lambda: _gaps(ask)):
        if not gap.whole:
            lacking[gap.group].add(gap.role)
    if not lacking:
        return []
    standing = ask.rows(Household).filter(in_force(ask.as_of), place__in=list(lacking))
    found = []
    for row in standing.order_by("place", "number"):
        own = ask.singles.get(row.pk, set())
        missing = tuple(
            role for role in ROLES if role in lacking[row.place] and role not in own
        )  # fmt: skip
        if missing:
            found.append(
                Item(row.place, row=row, missing=missing, count=1,
                     prefill={"household": row.number, "kind": missing[0],
                              "since": ask.as_of.isoformat()})
            )  # fmt: skip
    return found


def _gaps(ask: Ground) -> list[Gap]:
    shared: dict[str, set[str]] = defaultdict(set)
    for role, place, household in ask.links:
        if household is None:
            shared[place].add(role)
    open_at = {
        group: [role for role in ROLES if role not in shared[group] | shared[_village(group)]]
        for group in ask.homes
    }
    open_at = {group: roles for group, roles in open_at.items() if roles}
    if not open_at:
        return []
    single = _singly(ask, list(open_at)) if ask.singles else {}
    return [
        Gap(group, role, not single.get(group, {}).get(role, 0))
        for group, roles in open_at.items()
        for role in roles
        if single.get(group, {}).get(role, 0) < ask.homes[group]
    ]


def _singly(ask: Ground, groups: list[str]) -> dict[str, dict[str, int]]:
    """Group → role → how many of its households in force have it of their own."""
    standing = ask.rows(Household).filter(
        in_force(ask.as_of), place__in=groups, pk__in=list(ask.singles)
    )
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, place in standing.values_list("pk", "place"):
        for role in ask.singles[key]:
            found[place][role] += 1
    return found


def _village(group: str) -> str:
    return placecode.at_level(group, "village") or ""
