"""Questions to the responsibility links."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from jishi.kernel.unscoped import rows
from jishi.records.duties.models import Link

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
