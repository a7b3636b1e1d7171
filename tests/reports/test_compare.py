"""What moved between two days adds up to the difference, on any ledger, and says why."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from jishi.access.actor import operator
from jishi.indicators.figures import ground
from jishi.indicators.measures import Share
from jishi.indicators.tables import BY_KEY
from jishi.places import loading
from jishi.places.models import Place
from jishi.reports import changes
from jishi.reports.compare import (
    MONTH,
    YEAR,
    Change,
    Comparison,
    change,
    compared,
    earlier,
    proofs_of,
)
from tests.engines import ledgers
from tests.web import smalltown

SEARCH = settings(
    deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True,
    phases=(Phase.explicit, Phase.generate), max_examples=25,
)  # fmt: skip
DAY = date(2024, 9, 30)


@contextmanager
def kept_for_now(drawn: dict[str, Any]):
    with transaction.atomic():
        ledgers.store(drawn)
        yield
        transaction.set_rollback(True)


def faults(one: Change, place: str) -> list[str]:
    """Where the moves of a figure do not add up to its difference."""
    if not one.known:
        return ["moves without a value"] if one.moves else []
    part = sum(move.change for move in one.moves if move.part)
    whole = sum(move.change for move in one.moves if not move.part)
    found = []
    if isinstance(one.indicator.measure, Share):
        if part != one.now.numerator - one.then.numerator:
            found.append(f"{one.indicator}: part")
        if whole != one.now.of - one.then.of:
            found.append(f"{one.indicator}: whole")
    elif part != one.difference:
        found.append(f"{one.indicator}: {part}, not {one.difference}")
    places = one.by_place(place)
    if sum(held.net for held in places) != part:
        found.append(f"{one.indicator}: by place")
    if sum(len(held.moves) for held in places) != len(one.moves):
        found.append(f"{one.indicator}: a move in no place")
    return found


def comparison(place: str, day: date, then: date) -> Comparison:
    on, before = ground(place, day, operator()), ground(place, then, operator())
    return compared(proofs_of(on), proofs_of(before), on=on, before=before, span=MONTH)


@pytest.mark.django_db
@given(drawn=ledgers.ledgers, day=ledgers.days, then=ledgers.days)
@SEARCH
def test_the_moves_of_every_figure_add_up_to_its_difference(drawn, day, then):
    with kept_for_now(drawn):
        for place in (ledgers.COUNTY, ledgers.TOWNS[1], ledgers.VILLAGES[2]):
            found = comparison(place, day, then)
            assert [fault for one in found.changes for fault in faults(one, place)] == []
            sorts = (found.moved, found.swapped, found.still, found.unknown)
            assert sum(map(len, sorts)) == len(found.changes)


@pytest.mark.django_db
def test_a_lost_move_is_found():
    smalltown.build()
    found = comparison(smalltown.TOWN, DAY, date(2024, 8, 31))
    one = next(one for one in found.moved if one.indicator.key == "disputes_found")
    assert faults(one, smalltown.TOWN) == []
    assert faults(replace(one, moves=one.moves[1:]), smalltown.TOWN) != []


@pytest.mark.django_db
def test_a_figure_says_which_record_came_and_why_it_did_not_count():
    smalltown.build()
    found = comparison(smalltown.TOWN, DAY, date(2024, 8, 31))
    by_key = {one.indicator.key: one for one in found.changes}
    one = by_key["disputes_found"]
    (move,) = one.moves
    assert (move.line.number, move.before, move.after) == ("SX-4", None, 1)
    assert "2024年9月2日" in str(move.why)
    assert changes.difference(one) == "+1件"
    (place,) = one.by_place(smalltown.TOWN)
    assert changes.source(place, "余川村") == "余川村增1（SX-4）"
    assert by_key["committee_meetings"] in found.still


@pytest.mark.django_db
def test_a_project_without_an_amount_came_all_the_same():
    smalltown.build()
    place = {"place": smalltown.TOWN, "name": "水渠"}
    smalltown.add("programmes", {"number": "action_plan", "since": smalltown.SINCE, **place})
    smalltown.add("projects", {
        "number": "XM-1", "kind": "industry", "planned_on": date(2024, 9, 5),
        "programmes": ("action_plan",), **place,
    })  # fmt: skip
    found = comparison(smalltown.TOWN, DAY, date(2024, 8, 31))
    one = next(one for one in found.swapped if one.indicator.key == "total_investment")
    assert changes.counted(one.moves) == "增1"
    back = comparison(smalltown.TOWN, date(2024, 8, 31), DAY)
    one = next(one for one in back.swapped if one.indicator.key == "total_investment")
    assert changes.counted(one.moves) == "减1"


@pytest.mark.django_db
def test_before_the_ledger_began_there_is_no_comparison_and_the_reason_is_told():
    smalltown.build()
    found = comparison(smalltown.TOWN, DAY, date(2022, 9, 30))
    one = next(one for one in found.changes if one.indicator.key == "disputes_found")
    assert one in found.unknown
    (told,) = [reason for reason, held in changes.unknown(found).items() if one in held]
    assert told.startswith("上期：台账")


@pytest.mark.django_db
def test_the_same_day_moves_nothing():
    smalltown.build()
    on = ground(smalltown.TOWN, DAY, operator())
    proofs = proofs_of(on)
    assert not any(change(proofs[key], proofs[key]).moves for key in BY_KEY)


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        ("2024-09-30", MONTH, "2024-08-31"), ("2024-09-15", MONTH, "2024-08-31"),
        ("2024-01-31", MONTH, "2023-12-31"), ("2024-03-01", MONTH, "2024-02-29"),
        ("2024-09-30", YEAR, "2023-09-30"), ("2024-02-29", YEAR, "2023-02-28"),
        ("2025-02-28", YEAR, "2024-02-29"), ("2024-02-28", YEAR, "2023-02-28"),
        ("2024-09-15", YEAR, "2023-09-15"),
    ],
)  # fmt: skip
def test_a_report_is_compared_with_the_month_end_before_and_the_day_a_year_ago(day, span, expected):
    assert earlier(date.fromisoformat(day), span) == date.fromisoformat(expected)


@pytest.mark.django_db
def test_what_happened_in_a_village_that_merged_is_told_of_its_successor():
    smalltown.build()
    gone, heir = smalltown.VILLAGE, smalltown.OTHER_VILLAGE
    loading.merge(gone, heir, date(2024, 9, 1))
    found = comparison(smalltown.TOWN, DAY, date(2024, 8, 31))
    one = next(one for one in found.changes if one.indicator.key == "disputes_found")
    assert [held.code for held in one.by_place(smalltown.TOWN)] == [heir]
    assert changes.names(found)[heir] == Place.objects.get(code=heir).name
    # Asked by its own code it still answers for what it holds.
    own = comparison(gone, DAY, date(2024, 8, 31))
    moved = next(one for one in own.changes if one.indicator.key == "disputes_found")
    assert [held.code[:12] for held in moved.by_place(gone)] == [gone] * len(moved.moves)
    before = comparison(smalltown.TOWN, date(2024, 8, 31), date(2024, 7, 31))
    assert before.changes[0].merged == {}
    clerk = smalltown.account("clerk", "town_clerk", smalltown.TOWN)
    page = clerk.get(f"/{smalltown.TOWN}/report/compare/?as_of=2024-09-30")
    (told,) = [one for one in page.context["moved"] if one["key"] == "disputes_found"]
    assert [held["name"] for held in told["places"]] == [Place.objects.get(code=heir).name]
