"""What the rules ask about: a place, a day and a reader, with what several rules need looked up
once."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.statutes import Statute, statute
from jishi.places import tree
from jishi.places.models import Merger
from jishi.records.activities.models import Activity
from jishi.records.duties.models import Link
from jishi.records.duties.queries import ROLES
from jishi.records.households.models import Household
from jishi.values import placecode

T = TypeVar("T")
_VILLAGE = placecode.LENGTHS["village"]


def in_force(day: date) -> Q:
    """since ≤ day < until: the last day does not count (当日不计)."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


@dataclass(frozen=True)
class Ground:
    """A place, an as-of day and who asks; every record is read through his door."""

    place: str
    as_of: date
    by: Actor
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, look_up: Callable[[], T]) -> T:
        """What several rules share, looked up by the first that asks."""
        if key not in self._known:
            self._known[key] = look_up()
        found: T = self._known[key]
        return found

    def rows(self, model: Any) -> "QuerySet[Any]":
        """Records of a model at the place that the reader may see. Raises Forbidden."""
        field: str = model.PLACE_FIELD
        return see(model, by=self.by).filter(tree.within(field, self.held_by))

    @cached_property
    def held_by(self) -> tree.Territory:
        """What the place answers for on the day."""
        return tree.territory(self.place, self.as_of)

    def limit(self, rule_id: str) -> Statute | None:
        """The row of statutes.csv in force on the day."""
        return statute(rule_id, self.as_of)

    def until(self, rule_id: str) -> date:
        """The day up to which a reminder looks ahead; the day itself where nothing is set."""
        row = self.limit(rule_id)
        return row.after(self.as_of) if row else self.as_of

    def since(self, rule_id: str) -> date:
        """The day from which a reminder looks back; the day itself where nothing is set."""
        row = self.limit(rule_id)
        return self.as_of - timedelta(days=row.value) if row else self.as_of

    @cached_property
    def villages(self) -> list[str]:
        """Villages in force at or below the place."""
        if len(self.place) > _VILLAGE:
            return []
        if len(self.place) == _VILLAGE:
            return [self.place]
        return [one.code for one in tree.children(self.place, self.as_of) if one.level == "village"]

    @cached_property
    def mergers(self) -> dict[str, str]:
        """What merged into what by the day."""
        found = Merger.objects.filter(on__lte=self.as_of)
        return dict(found.values_list("predecessor", "successor"))

    def is_gone(self, code: str) -> bool:
        """True for a place that merged into another by the day, or lay in one."""
        return any(one in self.mergers for one in (code, *placecode.ancestors(code)))

    def village_of(self, code: str) -> str:
        """The village that answers for a place on the day; '' above villages."""
        village = placecode.at_level(code, "village") or ""
        while village in self.mergers:
            village = self.mergers[village]
        return village

    @property
    def town(self) -> str:
        """The town in which the place lies."""
        return self.place[: placecode.LENGTHS["town"]]

    @cached_property
    def held(self) -> list[tuple[str, str, date]]:
        """Kind, place and day of what was held in the twelve months up to the day."""
        # 29 February has no day a year before; the first of the month is early enough.
        first = self.as_of.replace(year=self.as_of.year - 1, day=1)
        found = self.rows(Activity).filter(
            on__gte=first, on__lte=self.as_of, cancelled_on__isnull=True
        )
        return list(found.values_list("kind", "place", "on"))

    @cached_property
    def links(self) -> list[tuple[str, str, UUID | None]]:
        """Role, place and single household of the household links in force on the day."""
        found = see(Link, by=self.by).filter(in_force(self.as_of), kind__in=ROLES)
        around = Q(place__in=placecode.ancestors(self.place)) | tree.within("place", self.held_by)
        return list(found.filter(around).values_list("kind", "place", "household"))

    @cached_property
    def homes(self) -> dict[str, int]:
        """Households in force by villager group."""
        found = self.rows(Household).filter(in_force(self.as_of))
        return dict(found.values_list("place").annotate(Count("pk")).order_by())

    @cached_property
    def singles(self) -> dict[UUID, set[str]]:
        """Household → roles that answer for it singly."""
        found: dict[UUID, set[str]] = defaultdict(set)
        for role, _place, household in self.links:
            if household is not None:
                found[household].add(role)
        return dict(found)
