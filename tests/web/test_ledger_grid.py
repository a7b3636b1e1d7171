"""The grid: cells read as an import reads them, told cell by cell, stored all or not at all."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from tests.web import smalltown
from tests.web.smalltown import OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
MEETING = {"on": "2024-07-01", "kind": "党委会", "title": "议事", "place": "上庄镇"}


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def send(client: Client, page: str, at: str = TOWN, ledger: str = "activities", **sent):
    url = reverse(page, kwargs={"place": at, "ledger": ledger})
    return client.post(url, json.dumps(sent), content_type="application/json")


def check(client: Client, *rows, **where):
    return send(client, "grid_check", rows=rows, **where).json()


def save(client: Client, *rows, **where):
    return send(client, "grid", rows=rows, **where)


def test_rows_are_checked_cell_by_cell_and_nothing_is_stored(clerk):
    before = Entry.objects.count()
    told = check(
        clerk, MEETING, {}, {**MEETING, "on": "某日", "kind": "党委会议会"},
        {**MEETING, "number": "HD-1", "title": "换了题目", "on": "2024-06-04"},
    )  # fmt: skip
    assert told["states"] == ["new", "", "wrong", "change"]
    assert {(one["row"], one["column"]) for one in told["faults"]} == {(2, "on"), (2, "kind")}
    assert all(one["text"] for one in told["faults"])
    assert Entry.objects.count() == before


def test_sound_rows_are_stored_as_one_act_and_get_their_numbers(clerk):
    answer = save(
        clerk,
        MEETING,
        {**MEETING, "number": "HD-1", "on": "2024-06-04"},
        {**MEETING, "title": "又"},
    )
    assert answer.status_code == 200
    assert "/ledger/activities/" in answer.json()["url"]
    rows = Activity.rows.filter(place=TOWN, on="2024-07-01").order_by("number")
    assert [row.number for row in rows] == ["HD-3", "HD-4"]
    assert Activity.rows.get(number="HD-1").title == "议事"
    last = Entry.objects.filter(ledger="activities").order_by("-seq")[:3]
    assert len({entry.act for entry in last}) == 1


def test_with_one_wrong_cell_nothing_is_stored(clerk):
    answer = save(clerk, MEETING, {**MEETING, "kind": ""})
    assert answer.status_code == 422
    assert [one["column"] for one in answer.json()["faults"]] == ["kind"]
    assert not Activity.rows.filter(on="2024-07-01").exists()


def test_two_rows_of_one_number_are_told_and_a_taken_number_is_a_correction(clerk):
    twice = {**MEETING, "number": "HD-7"}
    told = check(clerk, twice, twice)
    assert told["states"][1] == "wrong"
    assert told["faults"][0]["column"] == "number"


def test_words_of_the_towns_files_are_understood_on_pages_in_english(clerk):
    clerk.cookies["django_language"] = "en"
    row = {
        "opened_on": "2024-07-01", "kind": "邻里纠纷", "title": "排水沟", "place": "上庄镇",
    }  # fmt: skip
    told = check(
        clerk, {**row, "channel": "主动摸排"}, {**row, "channel": "没有的"}, ledger="matters"
    )
    assert [(one["row"], one["column"]) for one in told["faults"]] == [(1, "channel")]
    assert "choices" in told["faults"][0]["text"]


def test_headings_are_recognised_with_their_other_names(clerk):
    told = send(clerk, "grid_check", headings=["日期", "种类", "活动内容", "不知道", "人次"]).json()
    assert told["columns"] == {"0": "on", "1": "kind", "2": "title", "4": "attendance"}
    assert send(clerk, "grid_check", headings=["2024-07-01", "党委会"]).json()["columns"] is None


def test_records_loaded_into_the_grid_are_the_same_when_nothing_was_changed(clerk):
    url = reverse("grid", kwargs={"place": TOWN, "ledger": "links"})
    page = clerk.get(url, {"load": "1", "state": "all"})
    rows = page.context["data"]["rows"]
    assert len(rows) == 4
    told = check(clerk, *rows, ledger="links")
    assert told["states"] == ["same"] * 4, told["faults"]


def test_a_row_that_was_changed_since_it_was_loaded_is_told_and_not_overwritten(clerk):
    url = reverse("grid", kwargs={"place": TOWN, "ledger": "activities"})
    rows = clerk.get(url, {"load": "1", "state": "all", "q": "HD-1"}).context["data"]["rows"]
    row = Activity.rows.get(number="HD-1")
    write(BY_KEY["activities"], [Draft({"title": "别人改的"}, row)], by=operator())
    answer = save(clerk, {**rows[0], "title": "我改的"})
    assert answer.status_code == 422
    assert Activity.rows.get(number="HD-1").title == "别人改的"


def test_a_village_writes_at_its_own_places_and_changes_no_other_record(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    own = {**MEETING, "place": VILLAGE, "kind": "volunteering", "title": "扫路"}
    told = check(village, own, {**own, "place": OTHER_VILLAGE}, at=VILLAGE)
    assert told["states"] == ["new", "wrong"]
    assert told["faults"][0]["column"] == "place"
    answer = save(village, {**own, "number": "HD-1"}, at=VILLAGE)
    assert answer.status_code == 422
    assert Activity.rows.get(number="HD-1").place == TOWN


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"rows": {}}', b'{"rows": [1, null]}'],
    ids=["nothing", "list", "broken", "no rows", "no cells"],
)  # fmt: skip
def test_what_is_no_table_is_answered_in_words(clerk, body):
    for page in ("grid", "grid_check"):
        url = reverse(page, kwargs={"place": TOWN, "ledger": "activities"})
        answer = clerk.post(url, body, content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["summary"]


def test_more_rows_than_fit_are_refused(clerk):
    assert save(clerk, *([MEETING] * 501)).status_code == 422


def test_a_day_written_by_half_is_of_the_pages_year_and_shown_whole(clerk):
    rows = ({**MEETING, "on": "7月3日"}, {**MEETING, "on": "45476"}, {**MEETING, "on": "2月30日"})
    url = reverse("grid_check", kwargs={"place": TOWN, "ledger": "activities"})
    told = clerk.post(
        f"{url}?as_of=2023-09-30", json.dumps({"rows": rows}), content_type="application/json"
    ).json()
    assert told["completed"] == {"0": {"on": "2023-07-03"}, "1": {"on": "2024-07-03"}}
    assert [fault["row"] for fault in told["faults"]] == [2]
    answer = clerk.post(
        reverse("grid", kwargs={"place": TOWN, "ledger": "activities"}) + "?as_of=2023-09-30",
        json.dumps({"rows": rows[:1]}), content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == 200
    assert Activity.rows.filter(on="2023-07-03").count() == 1


def test_a_number_with_its_unit_stands_in_its_cell_in_digits(clerk):
    told = check(clerk, {**MEETING, "attendance": "1.2万"}, {**MEETING, "attendance": "12"})
    assert told["completed"] == {"0": {"attendance": "12000"}}


def test_sound_rows_are_stored_apart_and_the_others_stay_to_be_mended(clerk):
    wrong = {**MEETING, "kind": "党委会议会"}
    before = Activity.rows.count()
    answer = save(clerk, MEETING, wrong, {}, {**MEETING, "title": "又一次"}, good=True)
    assert answer.status_code == 200
    assert answer.json()["rest"] == [wrong]
    assert Activity.rows.count() == before + 2


def test_where_one_row_is_refused_the_others_say_what_they_would_do(clerk):
    told = check(
        clerk,
        {**MEETING, "number": "HD-1", "on": "2024-06-04", "title": "换了题目"},
        {**MEETING, "number": "HD-2", "since": "", "on": "2024-06-20", "place": "宅坦村",
         "agenda": ""},
        {**MEETING, "until": "2024-06-30"},
    )  # fmt: skip
    wrong = {fault["row"] for fault in told["faults"]}
    assert told["states"][0] == "change", told
    assert 0 not in wrong


@pytest.mark.parametrize(("last", "given"), [
    ("HD-2024-127", "HD-2024-128"), ("HD2024009", "HD2024010"), ("HD-09", "HD-10"),
    ("别的写法", "HD-3"), ("HD-2023-40", "HD-2024-01"),
])  # fmt: skip
def test_numbers_go_on_as_the_last_one_is_written(clerk, last, given):
    smalltown.add("activities", {**smalltown.meeting(last, 7)})
    assert check(clerk, MEETING)["numbers"] == {"0": given}
