"""Whatever is typed, finding tells nothing of what lies outside the reader's scope."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.urls import reverse

from jishi.records.ledgers import RECORDS
from tests.contracts.asking import ask, leaked
from tests.contracts.world import (
    AS_OF,
    BIRTH,
    CANARY,
    GROUP,
    HOLDER,
    HOLDER_PHONE,
    ONE,
    PHONE,
    SEES,
    TOWN,
)

PLACES = {"town_leader": TOWN, "town_clerk": TOWN, "village": ONE, "grid_member": ONE,
          "linked_cadre": ONE}  # fmt: skip
LEDGERS = ("persons", "households", "organisations", "posts", "matters", "activities", "zones")
TYPED = ("", "c", "canary", "西村", CANARY["two"], CANARY["other"], PHONE["two"][-4:],
         GROUP["two"], HOLDER, HOLDER_PHONE)  # fmt: skip


def found(world, who, ledger, typed):
    url = reverse("find", kwargs={"place": PLACES[who], "ledger": ledger})
    status, said = ask(world, who, "get", f"{url}?as_of={AS_OF}&q={typed}")
    assert status in (200, 403), said
    # The page that refuses knows its own address, and nothing else.
    return said if status == 200 else said.replace(quote(typed), "").replace(typed, "")


@pytest.mark.parametrize("who", PLACES)
def test_a_choice_field_offers_nobody_of_elsewhere(world, who):
    leaks, seen = [], set()
    for ledger in LEDGERS:
        for typed in TYPED:
            said = found(world, who, ledger, typed)
            leaks += [f"{ledger} {typed}: {one}" for one in leaked(who, said)]
            seen |= {one for one in SEES[who] if one in said}
    assert not leaks, "\n".join(leaks)
    assert seen  # what is his own, he is offered


@pytest.mark.parametrize("who", PLACES)
@pytest.mark.parametrize("page", ["search", "suggest"])
def test_the_search_page_finds_nothing_of_elsewhere(world, who, page):
    leaks = []
    for typed in TYPED:
        url = reverse(page, kwargs={"place": PLACES[who]})
        for more in ("", "&in=households"):
            _status, said = ask(world, who, "get", f"{url}?as_of={AS_OF}&q={typed}{more}")
            # It repeats what was typed: of what is found there, the others' words must be absent.
            found_ = leaked(who, said, besides=frozenset({typed}))
            leaks += [f"{typed}: {one}" for one in found_]
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize("who", ["administrator", "county_reader", "auditor"])
def test_who_sees_no_records_finds_none(world, who):
    for ledger in RECORDS:
        url = reverse("find", kwargs={"place": TOWN, "ledger": ledger.key})
        assert ask(world, who, "get", f"{url}?q=canary")[0] == 403


def test_a_private_column_is_not_found_by_its_digits(world):
    for typed in (BIRTH.isoformat(), f"{BIRTH:%Y%m%d}", f"{BIRTH:%m%d}"):
        said = found(world, "town_clerk", "persons", typed)
        body = json.loads(said[said.index('{"found"') :])
        assert body["found"] == []
