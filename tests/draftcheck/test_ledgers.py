"""Random values hang together as those of a real ledger would."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from jishi.indicators.tables import BY_KEY
from tests.draftcheck import ledgers
from tests.draftcheck.ledgers import TOWN, VILLAGES, random_names, random_values, random_years
from tests.draftcheck.phrases import BROKEN_DOWN

PARTS = (
    ("disputes_mediated", "disputes_found"), ("visit_batches", "visit_persons"),
    ("strong_villages", "villages"), ("honoured_members", "leading_team"),
    ("village_plans", "villages"), ("village_assistants", "villages"),
)  # fmt: skip


@pytest.fixture(params=range(40))
def values(request):
    return random_values(random.Random(request.param))


def number(values, place, key) -> Fraction:
    held = values[place].get(key)
    return Fraction(0) if held is None else held


def test_the_town_has_every_indicator_and_villages_those_of_any_level(values):
    assert set(values[TOWN]) == set(BY_KEY)
    for village in VILLAGES:
        assert all(BY_KEY[key].level == "any" for key in values[village])


def test_villages_never_come_to_more_than_the_town(values):
    for key in set(ledgers.ADDITIVE) | BROKEN_DOWN:
        if values[TOWN][key] is not None:
            total = sum(number(values, village, key) for village in VILLAGES)
            assert total <= number(values, TOWN, key)


def test_parts_stay_within_their_wholes(values):
    for part, whole in PARTS:
        if values[TOWN][whole] is not None:
            assert number(values, TOWN, part) <= number(values, TOWN, whole)
    for place in (TOWN, *VILLAGES):
        assert 0 <= number(values, place, "household_coverage") <= 100
        assert 0 <= number(values, place, "group_coverage") <= 100


def test_strong_villages_are_those_whose_income_reaches_the_line(values):
    if values[TOWN]["collective_income"] is not None:
        for village in VILLAGES:
            strong = number(values, village, "collective_income") >= ledgers.STRONG
            assert values[village]["strong_villages"] in (None, int(strong))


def test_names_are_one_for_each_place_and_differ():
    assert set(random_names(random.Random(1))) == set(ledgers.NAMES) == {TOWN, *VILLAGES}
    assert all(len(set(names)) == len(ledgers.NAMES) for names in ledgers.ELSEWHERE)


def test_earlier_years_speak_of_what_is_counted_by_the_year():
    values = random_values(random.Random(7))
    for (key, period), value in random_years(random.Random(7), values, 2022)[TOWN].items():
        assert period == "year:2022" and value > 0 and value.denominator == 1
        assert BY_KEY[key].unit == "次"
