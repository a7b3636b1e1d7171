"""A ledger that holds given values: for checking drafts without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from jishi.draftcheck.judging import Judge
from jishi.draftcheck.placesaid import called
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.measures import Share
from jishi.indicators.tables import INDICATORS
from jishi.values.period import Period

Values = Mapping[str, Mapping[str, Fraction | None]]
Others = Mapping[str, Mapping[tuple[str, str], Fraction]]


class HeldLedger:
    """Answers as `draftcheck.ledger.Ledger` does, from values told beforehand.

    A period other than the indicator's own is answered only where `others` has it.
    """

    def __init__(self, values: Values, as_of: date, others: Others | None = None) -> None:
        self.values, self.as_of, self.others = values, as_of, others or {}
        self.place = min(values, key=len)
        self.indicators = INDICATORS

    def figure(
        self, indicator: Indicator, place: str, as_of: date, period: Period | None = None
    ) -> Figure:
        own = indicator.time.period(as_of)
        value = self.values.get(place, {}).get(indicator.key)
        if as_of != self.as_of:
            value = None
        elif period is not None and period != own:
            value = self._of_year(indicator, place, period)
        whole = 1 if isinstance(indicator.measure, Share) else None
        return Figure(
            indicator, place, as_of, period or own, value, of=whole, reason="" if value else "—"
        )

    def _of_year(self, indicator: Indicator, place: str, period: Period) -> Fraction | None:
        start = period.start
        if start is None or (start.month, start.day) != (1, 1):
            return None
        if period.end not in (date(start.year, 12, 31), self.as_of):
            return None
        return self.others.get(place, {}).get((indicator.key, f"year:{start.year}"))


def judge(values: Values, names: Mapping[str, str], as_of: date, others: Others | None) -> Judge:
    """A judge over given values and names of places."""
    town = min(values, key=len)
    codes = {name: code for code, name in names.items()}
    held = HeldLedger(values, as_of, others)
    return Judge(held, called(town, codes))  # type: ignore[arg-type]
