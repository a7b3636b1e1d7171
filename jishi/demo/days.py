"""Days of the sample: spread over months by lot, and the boundary days kept for the traps."""

import calendar
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

START = date(2023, 1, 1)  # the ledger's first day
AS_OF = date(2024, 9, 30)
MIDYEAR = date(2024, 6, 30)
YEAR_END = date(2023, 12, 31)
DAY = timedelta(days=1)
NEW_YEAR = YEAR_END + DAY
#: Only rows written by hand fall on these days, so that each tells of one boundary.
BOUNDARIES = {
    day + step for day in (START - DAY, YEAR_END, MIDYEAR, AS_OF) for step in (-DAY, DAY * 0, DAY)
}
#: Rest days of 2023 and 2024 that fall on weekdays, as the State Council's office gave notice.
_RESTS = (
    (date(2022, 12, 31), 3), (date(2023, 1, 21), 7), (date(2023, 4, 5), 1),
    (date(2023, 4, 29), 5), (date(2023, 6, 22), 3), (date(2023, 9, 29), 8),
    (date(2023, 12, 30), 3), (date(2024, 2, 10), 8), (date(2024, 4, 4), 3),
    (date(2024, 5, 1), 5), (date(2024, 6, 8), 3), (date(2024, 9, 15), 3),
    (date(2024, 10, 1), 7),
)  # fmt: skip
HOLIDAYS = {first + DAY * n for first, length in _RESTS for n in range(length)}


@dataclass(frozen=True)
class Span:
    """A state's interval [since, until), and what it is a trap for."""

    since: date
    until: date | None = None
    why: str = ""


def month_days(year: int, month: int, *, workdays: bool = True) -> list[date]:
    """Days of a month that are no boundary; with `workdays` without weekends and holidays."""
    last = calendar.monthrange(year, month)[1]
    days = [date(year, month, n) for n in range(1, last + 1)]
    return [
        day
        for day in days
        if day not in BOUNDARIES and not (workdays and (day.weekday() > 4 or day in HOLIDAYS))
    ]


def spread(
    rng: random.Random, year: int, counts: Sequence[int], *, first: int = 1, workdays: bool = True
) -> Iterator[date]:
    """`counts[n]` days of month `first + n`, in order; several on one day where there are many."""
    for month, count in enumerate(counts, start=first):
        free = month_days(year, month, workdays=workdays)
        found: list[date] = []
        while len(found) < count:
            found += rng.sample(free, min(len(free), count - len(found)))
        yield from sorted(found)


def between(rng: random.Random, first: date, last: date) -> date:
    """A day of [first, last] that is no boundary."""
    while True:
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        if day not in BOUNDARIES:
            return day


def spans(rng: random.Random, total: int, *, old: float = 0.6) -> list[Span]:
    """Intervals of which exactly `total` are in force on AS_OF, with one at each boundary.

    `old` of the lasting ones began before the ledger, the others month by month since.
    """
    edges = [
        Span(AS_OF, None, "begins on the as-of day: in force"),
        Span(date(2022, 3, 1), AS_OF + DAY, "ends the day after: still in force"),
        Span(AS_OF + DAY, None, "begins the day after: not yet"),
        Span(date(2022, 5, 10), AS_OF, "ends on the as-of day, which no longer counts"),
        Span(date(2021, 9, 1), MIDYEAR, "ends on 30 June, which no longer counts"),
        Span(date(2022, 7, 1), MIDYEAR + DAY, "ends on 1 July: in force on 30 June"),
        Span(date(2021, 4, 1), date(2023, 5, 15), "over since May 2023"),
    ]
    lasting = total - 2
    before = round(lasting * old)
    since = [between(rng, date(2020, 1, 10), date(2022, 12, 20)) for _ in range(before)]
    since += [between(rng, date(2023, 1, 10), date(2024, 8, 25)) for _ in range(lasting - before)]
    return [Span(day) for day in sorted(since)] + edges
