"""All figures of a town against hand-written SQL for the same figures on the same connection."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import connection

from bench import growth
from bench.handwritten import STATEMENTS
from bench.timing import Result, interleaved
from jishi.access.actor import operator
from jishi.indicators.figures import answer, ground
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.values import placecode

AS_OF = date(2024, 9, 30)
MOST = 2.0
TOWN, COUNTY = "341824103", "341824"


def run() -> Iterator[Result]:
    """The sample town; the same town among 60 000 records; the whole county of these."""
    yield _at(TOWN, "39 figures, sample town")
    grown = growth.grow()
    yield _at(TOWN, f"39 figures, one town of {grown} records")
    yield _at(COUNTY, f"39 figures, county of {grown} records")


def ours(place: str) -> dict[str, Any]:
    """Every figure as a page asks for it, the ground looked up once."""
    on = ground(place, AS_OF, operator())
    return {indicator.key: answer(indicator, on) for indicator in INDICATORS}


def _at(place: str, what: str) -> Result:
    floor = _floor(place)
    _compare(place, floor())
    seconds = interleaved(lambda: ours(place), floor)
    return Result(what, *seconds, "SQL by hand on the bare driver", most=MOST)


def _floor(place: str) -> Callable[[], dict[str, tuple[Any, ...]]]:
    slots = {
        "low": place, "high": placecode.beyond(place), "day": "2024-09-30", "year": "2024-01-01",
        "from": "2023-01-01", "to": "2023-12-31", "born": "1983-09-30",
    }  # fmt: skip
    connection.ensure_connection()
    driver = connection.connection
    # What a level does not have, nobody asks.
    asked = [key for key, one in BY_KEY.items() if one.level == "any" or len(place) <= 9]

    def all_of_them() -> dict[str, tuple[Any, ...]]:
        return {key: driver.execute(STATEMENTS[key], slots).fetchone() for key in asked}

    return all_of_them


def _compare(place: str, floor: dict[str, tuple[Any, ...]]) -> None:
    """A floor that answers something else is no floor. Raises AssertionError."""
    for key, figure in ours(place).items():
        found = floor.get(key)
        if found is None:
            raise AssertionError(f"{key}: no statement")
        exact = [Fraction(part).limit_denominator(100) for part in found]
        value = exact[0] if len(exact) == 1 else exact[0] * 100 / exact[1]
        if figure.value != value:
            raise AssertionError(f"{key} at {place}: {figure.value} here, {value} by hand")
