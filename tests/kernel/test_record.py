"""What all records share: sets of codes, plain values, one spelling."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.record import canonical, facts, join_codes, plain, split_codes
from jishi.records.households.models import Household
from jishi.records.projects.models import Zone

_codes = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12)


@given(st.lists(_codes))
def test_a_set_of_codes_is_stored_sorted_and_comes_back(codes):
    stored = join_codes(codes)
    assert split_codes(stored) == tuple(sorted(set(codes)))
    assert join_codes(split_codes(stored)) == stored


def test_one_code_is_not_found_within_another():
    assert "|tea|" not in join_codes(["green_tea", "tea_road"])
    assert "|tea|" in join_codes(["tea_road", "tea"])
    assert join_codes([]) == ""


def test_facts_hold_every_stored_column_as_json_has_it():
    row = Household(
        number="N1", head="某某", place="34182410320001", town="341824103",
        since=dt.date(2024, 2, 29), programmes=("b", "a"),
    )  # fmt: skip
    told = facts(row)
    assert set(told) == {field.attname for field in Household._meta.concrete_fields}
    assert (told["since"], told["until"], told["id"]) == ("2024-02-29", None, str(row.pk))
    assert told["programmes"] == ["b", "a"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, None), (True, True), (3, 3), ("甲", "甲"), (Decimal("1.50"), "1.50"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (("a", dt.date(2024, 1, 1)), ["a", "2024-01-01"]),
    ],
)  # fmt: skip
def test_a_value_has_one_plain_form(value, told):
    assert plain(value) == told


def test_a_value_without_a_plain_form_is_an_error_not_a_guess():
    with pytest.raises(TypeError, match="float"):
        plain(0.1)


def test_one_spelling_whatever_the_order():
    assert canonical({"b": 1, "a": "绩"}) == canonical({"a": "绩", "b": 1}) == '{"a":"绩","b":1}'


def test_identifiers_grow_with_time():
    assert Household().pk < Household().pk


@pytest.mark.django_db
def test_the_database_itself_refuses_an_interval_that_runs_backwards():
    values = {"place": "341824103200", "town": "341824103", "kind": "protection", "name": "片区"}
    days = {"since": dt.date(2024, 1, 2), "until": dt.date(2024, 1, 2)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Zone._base_manager.create(number="P1", **values, **days)
    Zone._base_manager.create(number="P1", **values, since=days["since"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Zone._base_manager.create(number="P1", **values, since=days["since"])
