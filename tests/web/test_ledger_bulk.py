"""Many records changed at once: seen before, stored as one act, and only what may be changed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.records.duties.models import Link
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.web import bulk
from jishi.web.views.bulk import SHOWN
from tests.web import smalltown
from tests.web.smalltown import GROUPS, OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def rows(*numbers: str) -> list[str]:
    return [str(Matter.rows.get(number=number).pk) for number in numbers]


def ask(client: Client, ledger: str = "matters", at: str = TOWN, **data):
    url = reverse("bulk", kwargs={"place": at, "ledger": ledger})
    return client.post(url, {"was": data.get("column", ""), **data}, follow=True)


def confirm(client: Client, page, **changed):
    """Send the confirming form as the page holds it."""
    text = page.content.decode()
    form = text[text.index('id="plan"') :]
    fields = re.findall(r'name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")])
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value.replace("&quot;", '"'))
    return client.post(page.request["PATH_INFO"], data | changed)


def test_what_would_change_is_shown_and_nothing_is_stored(clerk):
    before = Entry.objects.count()
    page = ask(clerk, row=rows("SX-1", "SX-2"), column="kind", kind="dispute_land", do="see")
    plan = page.context["plan"]
    assert [one.number for one in plan.changes] == ["SX-2", "SX-1"]
    assert "邻里" in plan.changes[0].before
    assert Entry.objects.count() == before
    assert set(Matter.rows.values_list("kind", flat=True)) == {"dispute_neighbour"}


def test_confirmed_the_records_change_as_one_act(clerk):
    page = ask(clerk, row=rows("SX-1", "SX-2"), column="kind", kind="dispute_land", do="see")
    answer = confirm(clerk, page)
    assert answer.status_code == 302
    changed = Matter.rows.filter(kind="dispute_land")
    assert set(changed.values_list("number", flat=True)) == {"SX-1", "SX-2"}
    entries = Entry.objects.filter(ledger="matters", action="update")
    assert len(entries) == 2
    assert len({entry.act for entry in entries}) == 1


def test_all_that_the_list_finds_can_be_taken(clerk):
    page = ask(
        clerk, row=rows("SX-1"), all="1", query="outcome=agreement", column="programmes",
        programmes=_programmes(clerk)[0], how="add", do="see",
    )  # fmt: skip
    assert page.context["count"] == 4


def test_programmes_are_added_to_those_a_record_has_and_taken_out_again(clerk):
    codes = sorted(_programmes(clerk))[:2]
    for how, given, left in (
        ("add", codes[:1], codes[:1]), ("add", codes[1:], codes), ("remove", codes[:1], codes[1:]),
        ("set", codes[:1], codes[:1]),
    ):  # fmt: skip
        page = ask(
            clerk, row=rows("SX-1"), column="programmes", programmes=given, how=how, do="see"
        )
        assert confirm(clerk, page).status_code == 302
        assert list(Matter.rows.get(number="SX-1").programmes) == left


def _programmes(client: Client) -> list[str]:
    page = ask(client, row=rows("SX-1"), column="programmes")
    return [code for code, _zh, _on in page.context["fields"][0].options]


def test_what_the_rules_refuse_is_named_and_the_others_change(clerk):
    early = rows("SX-2", "SX-4")
    page = ask(clerk, row=early, column="closed_on", closed_on="2024-08-01", do="see")
    plan = page.context["plan"]
    assert [one.number for one in plan.refused] == ["SX-4"]
    assert plan.refused[0].why
    assert confirm(clerk, page).status_code == 302
    assert Matter.rows.get(number="SX-2").closed_on == date(2024, 8, 1)
    assert Matter.rows.get(number="SX-4").closed_on is None


def test_a_record_that_was_changed_meanwhile_is_named_and_nothing_is_stored(clerk):
    page = ask(clerk, row=rows("SX-1", "SX-2"), column="kind", kind="dispute_land", do="see")
    row = Matter.rows.get(number="SX-2")
    write(BY_KEY["matters"], [Draft({"title": "改过"}, row)], by=operator())
    answer = confirm(clerk, page)
    assert answer.status_code == 409
    assert answer.context["stale"] == "SX-2"
    assert not Matter.rows.filter(kind="dispute_land").exists()
    assert confirm(clerk, answer).status_code == 302
    assert Matter.rows.filter(kind="dispute_land").count() == 2


def test_a_village_changes_its_own_and_moves_nothing_out_of_it(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    own, other = rows("SX-1", "SX-2")
    page = ask(
        village, "matters", VILLAGE, row=[own, other], column="kind", kind="dispute_land", do="see"
    )
    assert [one.number for one in page.context["plan"].changes] == ["SX-1"]
    assert "SX-2" not in page.content.decode()
    page = ask(
        village, "matters", VILLAGE, row=[own], column="place", place=OTHER_VILLAGE, do="see"
    )
    assert page.context["plan"].changes == []
    assert len(page.context["plan"].refused) == 1


def test_a_wrong_entry_is_told_at_its_field(clerk):
    page = ask(clerk, row=rows("SX-1"), column="closed_on", closed_on="某日", do="see")
    assert page.status_code == 422
    assert page.context["fields"][0].fault.text


def test_nothing_ticked_leads_back_to_the_list(clerk):
    for answer in (ask(clerk, row=["nonsense"], column="kind"), ask(clerk)):
        ((led_to, _status),) = answer.redirect_chain
        assert led_to == reverse("list", kwargs={"place": TOWN, "ledger": "matters"})
        assert "先在台账里选中几条" in answer.content.decode()


def test_a_link_holder_may_not_move_a_household(clerk):
    person = str(smalltown.person().pk)
    guard = smalltown.account("guard", "grid_member", VILLAGE, follows=person)
    row = str(Household.rows.get(place=GROUPS[0]).pk)
    page = ask(guard, "households", VILLAGE, row=[row], column="place", place=GROUPS[1], do="see")
    assert page.status_code in (200, 422)
    assert Household.rows.get(pk=row).place == GROUPS[0]


def take_out(client: Client, at: str = TOWN, **data):
    url = reverse("bulk_withdraw", kwargs={"place": at, "ledger": "matters"})
    return client.post(url, data, follow=data.get("do") != "write")


def test_mistaken_records_are_taken_out_after_a_look_as_one_act(clerk):
    page = take_out(clerk, row=rows("SX-1", "SX-2"))
    assert [one["number"] for one in page.context["shown"]] == ["SX-2", "SX-1"]
    assert Matter.rows.count() == 6
    assert take_out(clerk, rows=page.context["rows"], do="write").status_code == 302
    assert not Matter.rows.filter(number__in=("SX-1", "SX-2")).exists()
    entries = Entry.objects.filter(ledger="matters", action="withdraw")
    assert len(entries) == 2
    assert len({entry.act for entry in entries}) == 1


def test_one_that_was_changed_meanwhile_keeps_all_of_them_in(clerk):
    page = take_out(clerk, row=rows("SX-1", "SX-2"))
    row = Matter.rows.get(number="SX-2")
    write(BY_KEY["matters"], [Draft({"title": "改过"}, row)], by=operator())
    answer = take_out(clerk, rows=page.context["rows"], do="write")
    assert answer.status_code == 409
    assert answer.context["reasons"]
    assert Matter.rows.count() == 6


def test_a_village_takes_out_none_but_its_own(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    page = take_out(village, VILLAGE, row=rows("SX-1", "SX-2"))
    assert [one["number"] for one in page.context["shown"]] == ["SX-1"]


def test_too_many_ticked_for_withdrawing_are_told_how_many(clerk, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    url = reverse("bulk_withdraw", kwargs={"place": TOWN, "ledger": "matters"})
    page = clerk.post(url, {"row": rows("SX-1", "SX-2")}, follow=True)
    assert "一次最多撤回1条" in page.content.decode()


@pytest.mark.parametrize("name", ["bulk", "bulk_withdraw"])
def test_rows_that_no_page_has_sent_are_no_fault_of_the_program(clerk, name):
    url = reverse(name, kwargs={"place": TOWN, "ledger": "matters"})
    (key,) = rows("SX-1")
    for sent in ('[["x", 1e999]]', f'[["{key.upper()}", 1]]', "[[1, 2, 3]]", "7"):
        data = {"rows": sent, "do": "write", "column": "kind", "kind": "dispute_land"}
        assert clerk.post(url, data).status_code < 500
    assert Matter.rows.get(number="SX-1").kind == "dispute_neighbour"


def test_what_is_to_end_is_offered_the_day_of_the_page(clerk):
    link = Link.rows.get(number="BB-grid_member")
    url = reverse("bulk", kwargs={"place": TOWN, "ledger": "links"}) + "?as_of=2024-09-30"
    page = clerk.post(url, {"row": [str(link.pk)], "column": "until", "do": "ask"}, follow=True)
    (field,) = page.context["fields"]
    assert field.value == "2024-09-30"


def test_each_record_of_the_preview_is_told_with_its_place_and_duty(clerk):
    held = Link.rows.order_by("number")
    page = ask(
        clerk, "links", row=[str(one.pk) for one in held], column="until", until="2024-09-30",
        do="see",
    )  # fmt: skip
    plan = page.context["plan"]
    names = [column.name for column in plan.telling]
    assert names == ["kind", "place", "household"]
    told = {one.number: dict(zip(names, one.marks, strict=True)) for one in plan.changes}
    assert len(told) == 4
    leader, member = told["BB-linked_leader"], told["BB-grid_member"]
    assert leader["kind"].text == "联村领导"
    assert member["kind"].text == "网格员"
    assert member["place"].text.endswith("第1组")
    assert leader["place"].text != member["place"].text
    section = page.content.decode().split('id="plan"')[1]
    assert all(cell.text in section for one in told.values() for cell in one.values())


@pytest.mark.parametrize("name", ["bulk", "bulk_withdraw"])
def test_the_way_back_after_the_yes_leads_to_the_preview_again(clerk, name):
    said = {"row": rows("SX-1", "SX-2"), "query": "outcome=agreement"}
    change = {"column": "kind", "was": "kind", "kind": "dispute_land", "do": "see"}
    url = reverse(name, kwargs={"place": TOWN, "ledger": "matters"}) + "?as_of=2024-09-30"
    sent = clerk.post(url, said | (change if name == "bulk" else {}))
    assert sent.status_code == 302
    address = sent["Location"]
    page = clerk.get(address)
    assert page.status_code == 200
    assert page.context["count"] == 2
    assert "as_of=2024-09-30" in address
    assert clerk.get(address).content.count(b"SX-1") == page.content.count(b"SX-1")
    done = clerk.post(address, change | {"rows": page.context["rows"], "do": "write"} | {
        "query": page.context["query"],
    })  # fmt: skip
    assert done.status_code == 302
    assert "outcome=agreement" in done["Location"]
    again = clerk.get(address)
    if name == "bulk":  # there they stand, changed by now
        assert (again.status_code, again.context["plan"].unchanged) == (200, 2)
    else:  # taken out: nothing is left to take out
        assert again.status_code == 302


def test_ticks_belong_to_the_page_and_the_session_they_were_made_in(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    first = ask(clerk, row=rows("SX-1"), column="kind").redirect_chain[0][0]
    key = first.split("?")[1]
    own = reverse("bulk", kwargs={"place": VILLAGE, "ledger": "matters"})
    elsewhere = reverse("bulk", kwargs={"place": TOWN, "ledger": "activities"})
    for client, address in ((village, f"{own}?{key}"), (clerk, f"{elsewhere}?{key}")):
        assert client.get(address).status_code == 302
    for number in ("SX-2", "SX-3", "SX-4"):  # the oldest of four gives way
        ask(clerk, row=rows(number), column="kind")
    assert clerk.get(first).status_code == 302


def test_only_what_the_preview_shows_is_put_into_words(clerk, monkeypatch):
    made = ({
        "number": f"SX-1{n:03}", "place": VILLAGE, "kind": "dispute_neighbour", "title": f"事{n}",
        "channel": "found", "opened_on": date(2024, 5, 1),
    } for n in range(300))  # fmt: skip
    smalltown.add("matters", *made)
    told, tell = [], bulk.told
    monkeypatch.setattr(bulk, "told", lambda *args: told.append(args) or tell(*args))
    made_of = Matter.rows.filter(number__startswith="SX-1")
    ticked = [str(key) for key in made_of.values_list("pk", flat=True)]
    with CaptureQueriesContext(connection) as queries:
        page = ask(clerk, row=ticked, column="kind", kind="dispute_land", do="see")
    assert len(page.context["plan"].changes) > 300
    assert len(told) == SHOWN
    assert len(queries) < 60


def test_an_outcome_without_its_day_is_refused_by_name_and_no_fault_of_the_program(clerk):
    page = ask(clerk, row=rows("SX-1", "SX-4"), column="outcome", outcome="completed", do="see")
    plan = page.context["plan"]
    assert [one.number for one in plan.changes] == ["SX-1"]
    assert ["就要填“办结日”" in one.why for one in plan.refused] == [True]
