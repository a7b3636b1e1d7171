"""The small charts of the cockpit: months of a year's counts, month ends of what stands."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from jishi.indicators.figures import Ground, answer, trend
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Groups, Share, Sum
from jishi.indicators.timing import dated_by
from jishi.indicators.units import unit_word
from jishi.places import tree
from jishi.values.period import Period, month_end, months
from jishi.web.presenting import Exact, month_label, scaled


class Sparks:
    """Months of a ground, its territories looked up once for all figures."""

    def __init__(self, on: Ground) -> None:
        self.on = on

    def of(self, indicator: Indicator) -> dict[str, Any] | None:
        """`{kind, values, labels, unit}` for the `spark` tag; None where nothing is drawn.

        Shares over links and groups are left to their own page: they cost more than they show.
        """
        measure = indicator.measure
        if isinstance(measure, Groups) or (isinstance(measure, Share) and measure.reaches):
            return None
        if dated_by(indicator.time) and isinstance(measure, Count | Sum):
            found = trend(indicator, self.on)
            return _drawn("column", indicator, found)
        stood = [(month, answer(indicator, there).value) for month, there in self._months]
        known = {value for _month, value in stood if value is not None}
        return _drawn("line", indicator, stood) if len(known) > 1 else None

    @cached_property
    def _months(self) -> list[tuple[Period, Ground]]:
        """The last twelve months, each with the ground as it stood at its end."""
        last = self.on.as_of
        after = month_end(last) + timedelta(days=1)
        year = Period(date(after.year - 1, after.month, 1), last)
        return [
            (
                month,
                replace(self.on, as_of=month.end, held=tree.territory(self.on.place, month.end)),
            )
            for month in months(year)
        ]


def _drawn(
    kind: str, indicator: Indicator, found: list[tuple[Period, Exact | None]]
) -> dict[str, Any]:
    values, unit = scaled([value for _month, value in found], indicator.unit)
    years = {month.end.year for month, _value in found}
    labels = [month_label(month, year=len(years) > 1) for month, _value in found]
    return {"kind": kind, "values": values, "labels": labels, "unit": unit_word(unit)}
