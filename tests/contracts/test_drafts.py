"""Drafts of one account are on no page of another, whatever key or list is asked for."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from jishi.desk import drafts
from jishi.desk.drafts import Form
from tests.contracts.asking import ask
from tests.contracts.world import CANARY, ONE, ROLES, TOWN, World

KEY = UUID("01a20000-0000-4000-8000-0000000000aa")
TYPED = "canary-draft-q"
OWNERS = {"town_clerk": TOWN, "village": ONE, "grid_member": ONE}


def begin(world: World, who: str) -> tuple[str, list[str]]:
    """A draft of one account; the address of its form, and the lists it could be on."""
    place = OWNERS[who]
    mark = "door" if who == "grid_member" else "one"
    row = world.rows["households", mark][0]
    form = Form("households", place, str(row.pk))
    entries = {"head": TYPED, "note": TYPED, "version": "2"}
    assert drafts.keep(str(world.users[who].pk), KEY, form, entries)
    parts = {"place": place, "ledger": "households", "id": str(row.pk)}
    lists = [reverse("record_new", kwargs={"place": one}) for one in (TOWN, ONE)]
    return f"{reverse('edit', kwargs=parts)}?draft={KEY}", lists


@pytest.mark.parametrize("owner", OWNERS)
def test_a_draft_is_on_its_owners_pages_and_on_nobody_elses(world, owner):
    url, lists = begin(world, owner)
    status, said = ask(world, owner, "get", url)
    assert (status, TYPED in said) == (200, True)
    own = [ask(world, owner, "get", one)[1] for one in lists]
    assert any(TYPED in said for said in own)
    for who in (*ROLES, "ended", "future", "suspended", "anonymous"):
        if who == owner:
            continue
        for one in (url, *lists):
            status, said = ask(world, who, "get", one)
            assert TYPED not in said, (who, one)
        assert ask(world, who, "get", url)[0] in (302, 403, 404), who


def test_a_draft_does_not_open_what_its_owner_may_not_see(world):
    user = str(world.users["village"].pk)
    row = world.rows["households", "two"][0]
    drafts.keep(user, KEY, Form("households", ONE, str(row.pk)), {"head": TYPED, "version": "2"})
    parts = {"place": ONE, "ledger": "households", "id": str(row.pk)}
    assert ask(world, "village", "get", f"{reverse('edit', kwargs=parts)}?draft={KEY}")[0] == 404
    _status, said = ask(world, "village", "get", reverse("record_new", kwargs={"place": ONE}))
    assert TYPED not in said
    assert CANARY["two"] not in said
