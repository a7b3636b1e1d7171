"""Lists asked about strangers, grids and ticks that name them: nothing is told, nothing changes."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from jishi.desk.models import SavedView
from jishi.records.ledgers import RECORDS
from jishi.web.conditions import open_to
from tests.contracts.asking import ask, leaked, without_tokens
from tests.contracts.world import CANARY, ONE, TWO, World

STRANGERS = ("town", "two", "three")


def at(name: str, ledger: str, **more: str) -> str:
    return reverse(name, kwargs={"place": ONE, "ledger": ledger, **more})


@pytest.mark.parametrize("ledger", RECORDS, ids=lambda ledger: ledger.key)
def test_a_condition_that_names_a_stranger_finds_what_a_made_up_name_finds(world, ledger):
    url = f"{at('list', ledger.key)}?state=all"
    for column in open_to(ledger):
        if column.type not in ("text", "link", "code"):
            continue
        plain = without_tokens(ask(world, "village", "get", f"{url}&{column.name}=no-such-q")[1])
        for mark in STRANGERS:
            typed = CANARY[mark].removesuffix("-q")
            said = ask(world, "village", "get", f"{url}&{column.name}={typed}-")[1]
            assert leaked("village", said) == set()
            if column.type != "link" or mark != "town":  # a holder at the town is known by name
                made_up = without_tokens(said).replace(f"{typed}-", "no-such-q")
                assert made_up == plain, (column.name, mark)


def test_a_shared_view_with_a_strangers_place_names_it_to_nobody(world):
    owner = world.users["town_clerk"]
    SavedView.objects.create(
        owner=owner, ledger="matters", place=TWO, name="各村的", query=f"place={TWO}", shared=True
    )
    for name in ("list", "views"):
        _status, said = ask(world, "village", "get", at(name, "matters"))
        assert "各村的" in said
        assert leaked("village", said) == set()
    _status, said = ask(world, "village", "get", f"{at('list', 'matters')}?place={TWO}")
    assert leaked("village", said) == set()
    assert "西村" not in said


@pytest.mark.parametrize("ledger", RECORDS, ids=lambda ledger: ledger.key)
def test_ticks_of_strangers_are_passed_over_by_every_act(world, ledger):
    strange = [str(row.pk) for mark in STRANGERS for row in world.rows.get((ledger.key, mark), ())]
    for name, data in (
        ("list_export", {}), ("bulk", {"column": "note", "was": "note", "do": "write"}),
        ("bulk_withdraw", {"do": "write"}),
    ):  # fmt: skip
        url = at(name, ledger.key)
        told = json.dumps([[key, 2] for key in strange])
        for sent in ({"row": strange}, {"rows": told}):
            status, said = ask(world, "village", "post", url, data={**sent, **data})
            assert leaked("village", said) == set()
            # Nothing is left to act on: back to the list, or an empty workbook.
            assert status == (200 if name == "list_export" else 302)


def test_ticks_of_ones_own_are_not_passed_over(world):
    own = [str(row.pk) for row in world.rows["matters", "one"]][:2]
    for name, data in (("bulk", {"column": "kind"}), ("bulk_withdraw", {})):
        status, said = ask(
            world, "village", "post", at(name, "matters"), data={"row": own, **data}, follow=True
        )
        assert (status, leaked("village", said)) == (200, set())
        assert all(row.number in said for row in world.rows["matters", "one"][:2]) or name == "bulk"


@pytest.mark.parametrize("ledger", RECORDS, ids=lambda ledger: ledger.key)
def test_a_grid_that_names_strangers_tells_and_changes_nothing(world: World, ledger):
    rows = [
        {ledger.identity: getattr(row, ledger.identity), "place": row.place,
         **{column.name: CANARY[mark].removesuffix("-q") for column in ledger.links()}}
        for mark in STRANGERS for row in world.rows.get((ledger.key, mark), ())
    ]  # fmt: skip
    typed = {one for row in rows for one in row.values()}
    for name in ("grid_check", "grid"):
        status, said = ask(
            world, "village", "post", at(name, ledger.key),
            data=json.dumps({"rows": rows[:20]}), content_type="application/json",
        )  # fmt: skip
        for one in sorted(map(str, typed), key=len, reverse=True):
            said = said.replace(one, "")
        assert leaked("village", said) == set()
        assert name == "grid_check" or not rows or status == 422
