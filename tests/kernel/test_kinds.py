"""Kinds and programmes as shipped, and a town's own beside them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from jishi.kernel.columns import Column
from jishi.kernel.kinds import (
    families,
    kinds_for,
    levels,
    of_town,
    programmes_for,
    ship,
    shipped,
    shipped_programmes,
)
from jishi.kernel.models import Kind
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.values.entries import clean_text

TOWN = "341824103"


def test_every_ledger_with_kinds_has_some_and_no_other_ledger_has():
    with_kinds = {one.key for one in LEDGERS if any(c.type == "kind" for c in one.columns)}
    assert {row["ledger"] for row in shipped()} == with_kinds


def test_codes_are_plain_and_each_given_once():
    codes = Counter(row["code"] for row in shipped())
    assert [code for code, times in codes.items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z][a-z_]*", code) for code in codes)
    assert all(re.fullmatch(r"[a-z][a-z_]*", row["code"]) for row in shipped_programmes())


def test_names_are_clean_complete_and_each_given_once_in_a_ledger():
    names = Counter((row["ledger"], row["zh"]) for row in shipped())
    assert max(names.values()) == 1
    for row in shipped():
        assert row["zh"] == clean_text(row["zh"]) != ""
        assert row["en"]
        assert bool(row["family"]) == bool(row["family_zh"])


def test_a_family_has_one_name():
    for ledger in BY_KEY:
        named = {(r["family"], r["family_zh"]) for r in shipped() if r["ledger"] == ledger}
        assert len(named) == len({family for family, _zh in named})
        assert set(families(ledger)) == {family for family, _zh in named if family}


@pytest.mark.django_db
def test_shipping_again_changes_nothing_and_mends_what_was_changed():
    before = list(Kind.rows.order_by("code").values())
    assert len(before) == len(shipped())
    ship()
    assert list(Kind.rows.order_by("code").values()) == before
    Kind.rows.filter(code="lecture").update(zh="别的")
    Kind.rows.filter(code="petition").delete()
    ship()
    assert list(Kind.rows.order_by("code").values()) == before


@pytest.mark.django_db
def test_a_town_uses_the_shipped_kinds_its_countys_and_its_own():
    for town in (TOWN, "341824", "341824102"):
        Kind.rows.create(
            code=f"{town}:activities:x", number="x", town=town, ledger="activities", zh="自定"
        )
    own = {kind.town for kind in kinds_for("activities", TOWN)}
    assert own == {"", "341824", TOWN}
    ship()
    assert Kind.rows.filter(number="x").count() == 3


@pytest.mark.django_db
def test_programmes_come_with_the_names_that_are_shipped():
    assert programmes_for(TOWN) == {row["code"]: row["zh"] for row in shipped_programmes()}


def test_a_column_of_no_known_type_is_refused():
    with pytest.raises(ValueError, match="no type"):
        Column("x", "某", "colour")


def test_columns_and_ledgers_agree_with_their_models():
    for ledger in LEDGERS:
        names = [column.name for column in ledger.columns]
        assert len(set(names)) == len(names)
        headings = [str(column.zh) for column in ledger.columns]
        assert len(set(headings)) == len(headings)
        for column in ledger.columns:
            ledger.model._meta.get_field(column.name)
            if column.type == "link":
                target = ledger.model._meta.get_field(column.name).related_model
                assert BY_KEY[column.to].model is target
        ledger.column(ledger.title)
        ledger.column(ledger.identity)
        if ledger.date:
            assert ledger.column(ledger.date).type == "date"
        with pytest.raises(KeyError):
            ledger.column("nothing")


def test_a_column_dated_by_no_date_is_refused():
    matters = BY_KEY["matters"]
    assert matters.column("outcome").dated == "closed_on"
    columns = tuple(
        replace(one, dated="title") if one.name == "outcome" else one for one in matters.columns
    )
    with pytest.raises(ValueError, match="outcome is dated by no date"):
        replace(matters, columns=columns)


def test_a_kind_that_lies_at_one_level_says_which(monkeypatch):
    assert levels("postings") == {"village_assistant": "village", "cross_posting": "town"}
    assert "committee_meeting" in of_town("activities") and not of_town("links")
    lost = {"ledger": "matters", "code": "lost", "level": "moon"}
    monkeypatch.setattr("jishi.kernel.kinds.shipped", lambda: (lost,))
    levels.cache_clear()
    with pytest.raises(ValueError, match="lost lies at no level moon"):
        levels("matters")
    levels.cache_clear()
