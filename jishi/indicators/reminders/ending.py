"""States that end soon, or have ended, and that nobody takes over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from jishi.access.standing import standing
from jishi.indicators.reminders.ground import Ground
from jishi.indicators.reminders.rule import Item
from jishi.kernel.record import State
from jishi.places import tree
from jishi.values import placecode
from jishi.values.period import in_force

SOON, LAPSED = "remind.ending", "remind.lapsed"


@dataclass(frozen=True)
class Ending:
    """States of some kinds that end within the reminder's days, or with `lapsed` ended within
    its days before, and that no heir takes over.

    What ends on the day itself is no longer in force, so it has lapsed. An heir is in force on
    the day of the end (of what has lapsed: on the day asked about); `heir(row, other)` says
    whether another of the kind stands in. `wanted` leaves out what nobody needs to take over.
    """

    model: type[State]
    kinds: tuple[str, ...]
    heir: Callable[[Any, Any], bool]
    prefill: Callable[[Any], Mapping[str, str]]
    links: tuple[str, ...]
    lapsed: bool = False
    wanted: Callable[[Any, date], bool] = lambda row, day: True

    def __call__(self, ask: Ground) -> list[Item]:
        """The states at the place, the first to end first."""
        ending = [row for row in self._around_the_day(ask) if self._told(row, ask)]
        days = {row.pk: ask.as_of if self.lapsed else row.until for row in ending}
        ending = [row for row in ending if self.wanted(row, days[row.pk])]
        if not ending:
            return []
        others = ask.once(("heirs", self.model, self.kinds), lambda: self._others(ask))
        return [
            Item(row.place, due=row.until, row=row, prefill=self.prefill(row))
            for row in ending
            if not any(
                in_force(other.since, other.until, days[row.pk])
                and (other.kind, other.pk != row.pk) == (row.kind, True)
                and self.heir(row, other)
                for other in others
            )
        ]

    def _told(self, row: Any, ask: Ground) -> bool:
        lapsed = row.until <= ask.as_of
        return (
            row.kind in self.kinds and lapsed == self.lapsed and row.since <= ask.as_of
            # A seat of a place that is no more is nobody's to take.
            and not ask.is_gone(row.place)
        )  # fmt: skip

    def _around_the_day(self, ask: Ground) -> list[Any]:
        """What ends, or ended, within the reminder's days, of all kinds that either rule tells."""

        def look_up() -> list[Any]:
            found = ask.rows(self.model).filter(
                kind__in=self.kinds, until__gt=ask.since(LAPSED), until__lte=ask.until(SOON)
            )
            return list(found.select_related(*self.links).order_by("until", "number"))

        return ask.once(("ending", self.model, self.kinds), look_up)

    def _others(self, ask: Ground) -> list[Any]:
        """Whoever is in force from the day on, at the place or at one that it lies in.

        Also what the reader does not see: the town's records take over from a village's.
        """
        around = Q(place__in=placecode.ancestors(ask.place)) | tree.within("place", ask.held_by)
        still = Q(until__isnull=True) | Q(until__gt=ask.as_of)
        begun = Q(since__lte=ask.until(SOON), kind__in=self.kinds)
        return list(standing(self.model, around & still & begun, by=ask.by))


def same_household_or_place(row: Any, other: Any) -> bool:
    """A link to the same household, or to a place that the row's lies in, stands in for it."""
    if other.household_id is not None:
        return bool(other.household_id == row.household_id)
    return bool(row.place.startswith(other.place))


def same_seat(row: Any, other: Any) -> bool:
    """The same post at the same place and organisation."""
    return (row.place, row.organisation_id) == (other.place, other.organisation_id)


def same_person(row: Any, other: Any) -> bool:
    """The same person goes on in the same kind."""
    return bool(row.person_id == other.person_id)


def household_stands(row: Any, day: date) -> bool:
    """Nobody has to answer for a household that is gone by then."""
    home = row.household
    return home is None or in_force(home.since, home.until, day)
