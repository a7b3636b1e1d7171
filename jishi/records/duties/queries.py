"""Questions to the responsibility links."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from jishi.kernel.unscoped import rows
from jishi.records.duties.models import DutyUnit, Link
from jishi.records.people.models import Post
from jishi.values import placecode

ROLES = ("linked_leader", "linked_cadre", "village_link", "grid_member")


def household_links(person: str, on: date) -> list[tuple[str, str]]:
    """Place and household (or '') of a person's household links in force on a day.

    The door itself asks this, so it stands before any scope.
    """
    if not person:
        return []
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    found = rows(Link).filter(in_force, holder_id=UUID(person), kind__in=ROLES)
    return [
        (place, str(household or ""))
        for place, household in found.values_list("place", "household")
    ]


def may_answer(household: UUID, place: str) -> Q:
    """The links by which somebody may answer for a household at a place: its own, its group's, its
    village's, and those above."""
    wider = Q(household=None, place__in=[place, *placecode.ancestors(place)])
    return (wider | Q(household=household)) & Q(kind__in=ROLES)


def nearest(links: Iterable[Link]) -> list[Link]:
    """Who answers for a household, of all that may: per role the nearest, its own before its
    group's before its village's; all of them where several stand equally near, the longest
    standing first."""
    held = sorted(links, key=lambda one: (
        one.household_id is None, -len(one.place), one.since, one.number,
    ))  # fmt: skip
    found: list[Link] = []
    for kind in ROLES:
        of_kind = [one for one in held if one.kind == kind]
        found += [
            one for one in of_kind
            if (one.household_id, one.place) == (of_kind[0].household_id, of_kind[0].place)
        ]  # fmt: skip
    return found


def named_in(person: UUID, on: date) -> dict[str, int]:
    """How many posts, links and duty units not over by a day name a person, by ledger.

    A hand-over asks this for an administrator, who sees numbers and no record.
    """
    open_ones = Q(until__isnull=True) | Q(until__gt=on)
    asked = ((Post, "person"), (Link, "holder"), (DutyUnit, "holder"))
    counts = {
        model.LEDGER: rows(model).filter(open_ones, **{name: person}).count()
        for model, name in asked
    }
    return {key: count for key, count in counts.items() if count}
