"""Edit in the row: the line as fields, stored with its version; two who edit lose nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from tests.web import smalltown
from tests.web.smalltown import TOWN, VILLAGE

pytestmark = pytest.mark.django_db
COLUMNS = "?cols=number,title,kind,opened_on"


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def address(number: str, at: str = TOWN) -> str:
    row = Matter.rows.get(number=number)
    return reverse("row", kwargs={"place": at, "ledger": "matters", "id": row.pk}) + COLUMNS


def fields(page) -> dict[str, str]:
    """What a script would send back untouched."""
    found = {one["field"].name: one["field"].value for one in page.context["cells"] if one["field"]}
    return {**found, "version": str(page.context["version"])}


def test_a_line_comes_as_fields_of_the_columns_that_are_shown(clerk):
    page = clerk.get(address("SX-1"))
    assert set(fields(page)) == {"title", "kind", "opened_on", "version"}
    assert "<html" not in page.content.decode()


def test_what_is_changed_is_stored_and_the_rest_stays(clerk):
    before = Matter.rows.get(number="SX-1")
    page = clerk.post(address("SX-1"), fields(clerk.get(address("SX-1"))) | {"title": "新题"})
    after = Matter.rows.get(number="SX-1")
    assert page.status_code == 200
    assert page.context["row"][1].text == after.title == "新题"
    assert (after.closed_on, after.outcome, after.channel) == (
        before.closed_on, before.outcome, before.channel
    )  # fmt: skip


def test_a_change_in_the_row_brings_its_way_back(clerk):
    before = Matter.rows.get(number="SX-1").title
    sent = fields(clerk.get(address("SX-1")))
    same = clerk.post(address("SX-1"), sent)
    assert "undo_url" not in same.context
    page = clerk.post(address("SX-1"), sent | {"title": "新题"})
    assert page.context["undo_url"] in page.content.decode()
    assert clerk.get(page.context["act_url"]).status_code == 200
    clerk.post(page.context["undo_url"])
    assert Matter.rows.get(number="SX-1").title == before


def test_a_wrong_entry_comes_back_in_its_field_with_the_reason(clerk):
    sent = fields(clerk.get(address("SX-1"))) | {"opened_on": "某日", "title": "新题"}
    page = clerk.post(address("SX-1"), sent)
    assert page.status_code == 422
    assert "某日" in page.content.decode()
    assert fields(page)["title"] == "新题"
    assert Matter.rows.get(number="SX-1").title != "新题"


def test_two_who_edit_one_line_see_both_and_nothing_is_lost(clerk):
    mine = fields(clerk.get(address("SX-1"))) | {"title": "我的题目"}
    row = Matter.rows.get(number="SX-1")
    theirs = {"title": "别人的题目", "kind": "dispute_land"}
    write(BY_KEY["matters"], [Draft(theirs, row)], by=operator())
    page = clerk.post(address("SX-1"), mine)
    assert page.status_code == 409
    assert fields(page)["title"] == "我的题目"
    assert fields(page)["kind"] == "dispute_land"
    assert "别人的题目" in page.content.decode()
    assert Matter.rows.get(number="SX-1").title == "别人的题目"
    assert clerk.post(address("SX-1"), fields(page)).status_code == 200
    stored = Matter.rows.get(number="SX-1")
    assert (stored.title, stored.kind) == ("我的题目", "dispute_land")


def test_who_meets_his_own_other_window_is_not_told_of_somebody_else(clerk):
    mine = fields(clerk.get(address("SX-1")))
    assert clerk.post(address("SX-1"), mine | {"title": "一个窗口"}).status_code == 200
    page = clerk.post(address("SX-1"), mine | {"title": "另一个窗口"})
    assert page.status_code == 409
    assert "您在别处刚改过" in page.content.decode() and "别人" not in page.content.decode()


def test_who_may_not_write_a_record_gets_no_fields(clerk):
    leader = smalltown.account("leader", "town_leader", TOWN)
    village = smalltown.account("village", "village", VILLAGE)
    assert leader.get(address("SX-1")).status_code == 403
    assert village.get(address("SX-2", VILLAGE)).status_code == 404


def test_a_record_moved_out_of_the_list_by_its_place_is_stored_and_told(clerk):
    there = address("SX-1", VILLAGE).replace(COLUMNS, "?cols=number,title,place")
    sent = fields(clerk.get(there))
    other = next(
        code for code, _name in Place.objects.filter(parent=TOWN).values_list("code", "name")
        if code != VILLAGE
    )  # fmt: skip
    page = clerk.post(there, sent | {"place": other})
    assert page.status_code == 200, page.content.decode()[:300]
    assert Matter.rows.get(number="SX-1").place == other
    assert page.context["said"] == "改好了。"
