"""The database and a plain reading agree on every declaration, at every place, on odd days."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jishi.access.actor import operator
from jishi.indicators.expression import ALWAYS
from jishi.indicators.figures import adds_up, answer, by_child, ground, trend
from jishi.indicators.measures import Count, Sum
from jishi.indicators.proof import prove
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.indicators.timing import dated_by
from jishi.values.period import Period
from tests.engines import ledgers, plain
from tests.engines.proofs import check_proof

pytestmark = pytest.mark.django_db
SEARCH = settings(
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    phases=(Phase.explicit, Phase.generate),  # a failure is told at once; shrinking takes minutes
)


@contextmanager
def kept_for_now(drawn: dict[str, Any]):
    """The drawn ledger in the database, until the end of the block."""
    with transaction.atomic():
        yield ledgers.store(drawn)
        transaction.set_rollback(True)


def flattened(books: plain.Books) -> dict[str, list[plain.Row]]:
    return {name: plain.fact(books, name) for name in {one.fact for one in INDICATORS}}


@given(drawn=ledgers.ledgers, day=ledgers.days)
@settings(SEARCH, max_examples=40)
def test_the_database_and_a_plain_reading_give_the_same_figures(drawn: Any, day: Any) -> None:
    with kept_for_now(drawn) as books:
        rows = flattened(books)
        for place in ledgers.PLACES:
            on = ground(place, day, operator())
            for indicator in INDICATORS:
                figure = answer(indicator, on)
                found = plain.Answer(figure.value, figure.numerator, figure.of, figure.records)
                due = plain.answer(books, indicator, place, day, rows[indicator.fact])
                assert found == due, (indicator.key, place, day)
                assert bool(figure.reason) == (figure.value is None), (indicator.key, place)


@given(
    drawn=ledgers.ledgers,
    day=ledgers.days,
    asked=st.tuples(ledgers.days, ledgers.days).map(lambda pair: (min(pair), max(pair))),
)
@settings(SEARCH, max_examples=15)
def test_they_agree_on_any_period_that_is_asked_for(drawn: Any, day: Any, asked: Any) -> None:
    with kept_for_now(drawn) as books:
        for place in (ledgers.COUNTY, *ledgers.TOWNS, ledgers.VILLAGES[0]):
            on = ground(place, day, operator())
            for indicator in INDICATORS:
                figure = answer(indicator, on, period=Period(*asked))
                due = plain.answer(books, indicator, place, day, period=asked)
                assert (figure.value, figure.of) == (due.value, due.of), (indicator.key, place)


@given(drawn=ledgers.answered, day=ledgers.days)
@settings(SEARCH, max_examples=45)
def test_they_agree_on_who_answers_for_every_household(drawn: Any, day: Any) -> None:
    coverage = [BY_KEY["household_coverage"], BY_KEY["group_coverage"]]
    with kept_for_now(drawn) as books:
        for place in ledgers.PLACES:
            on = ground(place, day, operator())
            for indicator in coverage:
                figure = answer(indicator, on)
                found = plain.Answer(figure.value, figure.numerator, figure.of, figure.records)
                assert found == plain.answer(books, indicator, place, day), (indicator.key, place)
                check_proof(indicator, prove(indicator, on))


@given(drawn=ledgers.ledgers, day=ledgers.days)
@settings(SEARCH, max_examples=18)
def test_children_and_the_place_itself_add_up_to_the_whole(drawn: Any, day: Any) -> None:
    with kept_for_now(drawn):
        for place in (ledgers.COUNTY, *ledgers.TOWNS, ledgers.VILLAGES[0]):
            on = ground(place, day, operator())
            for indicator in filter(adds_up, INDICATORS):
                whole = answer(indicator, on)
                if whole.value is None or (indicator.level == "town" and len(place) >= 9):
                    continue
                parts = [figure for _place, figure in by_child(indicator, on, operator())]
                assert sum(part.value or 0 for part in parts) == whole.value, (indicator.key, place)


@given(drawn=ledgers.ledgers, day=ledgers.days)
@settings(SEARCH, max_examples=18)
def test_the_months_of_what_happens_add_up_to_the_figure(drawn: Any, day: Any) -> None:
    with kept_for_now(drawn):
        for place in (ledgers.COUNTY, *ledgers.TOWNS, ledgers.VILLAGES[0]):
            on = ground(place, day, operator())
            for indicator in INDICATORS:
                dated = dated_by(indicator.time)
                if not dated or not isinstance(indicator.measure, Count | Sum):
                    continue
                value = answer(indicator, on).value
                if value is not None:
                    months = trend(indicator, on)
                    assert sum(part or 0 for _month, part in months) == value, indicator.key


@given(drawn=ledgers.ledgers, day=ledgers.days, place=st.sampled_from(ledgers.PLACES))
@settings(SEARCH, max_examples=40)
def test_every_proof_gives_its_figure_from_its_own_rows(drawn: Any, day: Any, place: str) -> None:
    with kept_for_now(drawn):
        on = ground(place, day, operator())
        for indicator in INDICATORS:
            proof = prove(indicator, on)
            assert proof.figure == answer(indicator, on)
            check_proof(indicator, proof)


def test_the_plain_reading_can_tell_a_wrong_declaration() -> None:
    """Negative control: without its condition a declaration reads differently."""
    drawn = {ledger: [] for ledger in ledgers._DRAWN} | {
        "starts": (ledgers.DAYS[0], ledgers.DAYS[0]), "on_ledger": (0, 1), "eagle": [],
        "dates": {}, "mergers": [],
        "activities": [
            {"place": ledgers.TOWNS[0], "on": ledgers.DAYS[7], "kind": "lecture",
             "cancelled_on": ledgers.DAYS[7]},
        ],
    }  # fmt: skip
    day = ledgers.DAYS[9]
    right = BY_KEY["theory_lectures"]
    wrong = replace(right, where=ALWAYS)
    with kept_for_now(drawn) as books:
        due = plain.answer(books, right, ledgers.TOWNS[0], day)
        on = ground(ledgers.TOWNS[0], day, operator())
        assert answer(right, on).value == due.value == 0
        assert answer(wrong, on).value == 1
