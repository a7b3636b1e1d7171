"""What the ledger says, asked once per question 台账怎么说."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from jishi.access import door
from jishi.access.actor import Actor
from jishi.indicators.figures import Ground, answer, ground, itself
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.naming import called_in, renamed
from jishi.indicators.tables import INDICATORS
from jishi.places import tree
from jishi.values import placecode
from jishi.values.period import Period


class Ledger:
    """Figures of a place and its surroundings as one reader may see them, each asked once."""

    def __init__(self, place: str, as_of: date, by: Actor) -> None:
        self.place, self.as_of, self.by = place, as_of, by
        self.called = called_in(place)
        self.indicators: tuple[Indicator, ...] = tuple(
            renamed(indicator, self.called) for indicator in INDICATORS
        )
        self._reached: dict[str, bool] = {}
        self._grounds: dict[tuple[str, date], Ground] = {}
        self._figures: dict[tuple[str, str, date, Period | None], Figure] = {}
        self._own: dict[tuple[str, str, date, Period | None], Figure] = {}

    def figure(
        self, indicator: Indicator, place: str, as_of: date, period: Period | None = None
    ) -> Figure:
        """The figure; null with a reason where it has no meaning or is not on the ledger.

        A place that the reader does not see has none, whatever lies there: what he may see of a
        greater place is not its figure either.
        """
        key = (indicator.key, place, as_of, period)
        if key not in self._figures:
            if not self._reaches(place):
                unseen = _("这个地方的台账不归您看，请找那里的人核。")
                return Figure(indicator, place, as_of, period, reason=unseen)
            at = (place, as_of)
            if at not in self._grounds:
                self._grounds[at] = ground(place, as_of, self.by, called=self.called)
            self._figures[key] = answer(indicator, self._grounds[at], period=period)
        return self._figures[key]

    def own(
        self, indicator: Indicator, place: str, as_of: date, period: Period | None = None
    ) -> Figure:
        """The figure of a place without what lies below it 本级; null where `figure` is."""
        whole = self.figure(indicator, place, as_of, period)
        key = (indicator.key, place, as_of, period)
        if whole.value is None:
            return whole
        if key not in self._own:
            on = self._grounds[(place, as_of)]
            self._own[key] = itself(indicator, on, tree.children(place, as_of), period=period)
        return self._own[key]

    def _reaches(self, place: str) -> bool:
        if place not in self._reached:
            self._reached[place] = door.reaches(self.by, "figures.read", place) or (
                door.reaches(self.by, "figures.compare", place)
                and len(place) <= placecode.LENGTHS["town"]
            )
        return self._reached[place]
