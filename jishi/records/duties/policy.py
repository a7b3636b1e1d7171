"""Who may read and write responsibilities, and what a link in force opens at a door."""

from django.db import models
from django.db.models import Q

from jishi.access.actor import Actor, Held
from jishi.access.policy import may
from jishi.access.roles import CLERK, DOORSTEP, LEADER, VILLAGE
from jishi.places import tree
from jishi.records.duties.queries import household_links

LEDGERS = ("links", "duty_units")


def through_links(by: Actor, held: Held, model: type[models.Model]) -> Q:
    """Rows at the households that the holder's own links in force give him.

    A link to a village or group gives its households; a link to one household gives that one.
    The grant's place bounds it.
    """
    found = household_links(held.person, by.today)
    own = Q(pk__in=[])
    for place, household in found:
        if household:
            own |= Q(**{model.HOUSEHOLD_FIELD: household})  # type: ignore[attr-defined]
        else:
            own |= tree.within("place", by.territory(place))
    return own & tree.within("place", by.territory(held.place))


POLICY = [
    *(may(f"{key}.view", CLERK | LEADER | VILLAGE) for key in LEDGERS),
    *(may(f"{key}.write", CLERK | VILLAGE) for key in LEDGERS),
    may("households.view", DOORSTEP, through_links),
    may("households.write", DOORSTEP, through_links),
]
