"""A real small ledger filled by lot, and what the program itself says of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.indicators.figures import answer
from jishi.indicators.tables import INDICATORS
from jishi.records.ledgers import BY_KEY
from jishi.values import placecode
from tests.town import TOWN, VILLAGES, Town

NAMES = {TOWN: "上庄镇", VILLAGES[0]: "上庄村", VILLAGES[1]: "余川村"}
AS_OF = date(2024, 9, 30)
BUILT = date(2023, 5, 1)
#: Kind of activity → most in one place this year.
ACTIVITIES = {
    "committee_meeting": 30, "theory_session": 14, "lecture": 30, "warning_screening": 18,
    "volunteering": 40, "problem_help": 16, "party_day": 9,
}  # fmt: skip
TOWN_KINDS = ("committee_meeting", "theory_session")
Rows = list[dict[str, Any]]


def fill(town: Town, rng: random.Random) -> None:
    """Write activities, disputes, promises, receptions, duties, teams, income and projects."""
    for place in (TOWN, *VILLAGES):
        for ledger, rows in _ledgers(place, rng):
            _write(ledger, rows)


def values_of(town: Town, as_of: date = AS_OF) -> dict[str, dict[str, Fraction | None]]:
    """place → key → the figure as the program answers it; None where it has no meaning."""
    found: dict[str, dict[str, Fraction | None]] = {}
    for place in (TOWN, *VILLAGES):
        on = town.at(as_of.isoformat(), place)
        values = {indicator.key: answer(indicator, on).value for indicator in INDICATORS}
        found[place] = {
            key: None if value is None else Fraction(value) for key, value in values.items()
        }
    return found


def _write(ledger: str, rows: Rows) -> None:
    kept = BY_KEY[ledger]
    first = kept.model._base_manager.count() + 1
    write(
        kept,
        [Draft({"number": f"{kept.prefix}-{first + at}", **row}) for at, row in enumerate(rows)],
        by=operator(),
    )


def _day(rng: random.Random, since: date = date(2024, 1, 1)) -> date:
    return since + timedelta(days=rng.randrange((AS_OF - since).days + 1))


def _ledgers(place: str, rng: random.Random) -> Iterator[tuple[str, Rows]]:
    """The rows of one place, ledger by ledger."""
    village = placecode.level(place) == "village"
    here = {"place": place}
    yield (
        "activities",
        [
            {**here, "kind": kind, "title": "一次", "on": _day(rng)}
            for kind, most in ACTIVITIES.items()
            if not (village and kind in TOWN_KINDS)
            for _ in range(rng.randint(1, most))
        ],
    )
    yield "matters", [_matter(place, rng) for _ in range(rng.randint(4, 25))]
    yield (
        "receptions",
        [
            {**here, "kind": "open_day", "on": _day(rng), "heads": rng.randint(1, 5)}
            for _ in range(rng.randint(0, 5))
        ],
    )
    yield (
        "duty_units",
        [
            {**here, "kind": kind, "name": f"第{at + 1}个", "since": BUILT}
            for kind in ("responsibility_zone", "demonstration_post")
            for at in range(rng.randint(0, 25))
        ],
    )
    yield (
        "organisations",
        [
            {**here, "kind": kind, "name": f"第{at + 1}队", "since": BUILT}
            for kind in ("commando_team", "service_team")
            for at in range(rng.randint(0, 4))
        ],
    )
    yield "projects", [_project(place, rng) for _ in range(rng.randint(0, 6))]
    if village:
        yield "income", [
            {**here, "kind": "business", "on": date(2023, month, 15),
             "amount_fen": rng.randint(3, 40) * 1_000_000}
            for month in (3, 6, 9)
        ]  # fmt: skip


def _matter(place: str, rng: random.Random) -> dict[str, Any]:
    """A dispute, found or from the platform and settled or not, or a promise kept."""
    opened = _day(rng)
    row = {"place": place, "title": "一件", "opened_on": opened, "channel": "found"}
    if rng.random() < 0.2:
        return {**row, "kind": "livelihood_promise", "closed_on": _day(rng, opened),
                "outcome": "completed"}  # fmt: skip
    row |= {"kind": "dispute_land", "channel": rng.choice(("found", "found", "platform"))}
    if rng.random() < 0.8:
        row |= {"closed_on": _day(rng, opened), "outcome": "agreement"}
    return row


def _project(place: str, rng: random.Random) -> dict[str, Any]:
    return {
        "place": place, "kind": "industry", "title": "一个项目", "planned_on": date(2023, 6, 1),
        "started_on": date(2023, 9, 1), "planned_fen": rng.randint(10, 900) * 10_000_000,
        "programmes": rng.choice((("action_plan",), ("double_base",), ())),
    }  # fmt: skip
