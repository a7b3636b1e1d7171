"""When something was last recorded at a place: figures of a later year are nought, and why."""

from datetime import date
from typing import Any

from django.db.models import Max

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.places import tree
from jishi.places.tree import Territory
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter

_HAPPENED = (Activity, Matter)


def last_recorded(held: Territory, by: Actor, until: date) -> date | None:
    """The latest day of what happened in a territory up to a day, as far as the reader sees."""
    days = [_latest(model, held, by, until) for model in _HAPPENED]
    return max((day for day in days if day is not None), default=None)


def last_year(held: Territory, by: Actor, on: date) -> date | None:
    """The end of the year of the latest record, where that is over by a day; else None."""
    day = last_recorded(held, by, on)
    return date(day.year, 12, 31) if day is not None and day.year < on.year else None


def _latest(model: Any, held: Territory, by: Actor, until: date) -> date | None:
    ledger = BY_KEY[model.LEDGER]
    if not policy.allows(by, f"{ledger.key}.view"):
        return None
    rows = see(model, by=by).filter(tree.within(model.PLACE_FIELD, held))
    found = rows.filter(**{f"{ledger.date}__lte": until}).aggregate(day=Max(ledger.date))
    day: date | None = found["day"]
    return day
