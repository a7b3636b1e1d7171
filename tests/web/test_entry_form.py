"""Forms: a new record, a change, what is wrong said where it is wrong, and numbers given by us."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.audit.models import Entry
from jishi.places.models import Place
from jishi.records.activities.models import Activity
from jishi.records.duties.models import Link
from jishi.records.economy.models import IncomeEntry
from jishi.records.households.models import Household
from jishi.records.matters.models import Matter
from jishi.records.people.models import Person
from tests.web import smalltown
from tests.web.smalltown import GROUPS, NEIGHBOUR, OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
MEETING = {
    "on": "2024-09-28", "kind": "committee_meeting", "title": "党委会", "place": TOWN,
    "attendance": "９", "lead": "RY-1 方知远",
}  # fmt: skip


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def form(ledger: str, place: str = TOWN) -> str:
    return reverse("new", kwargs={"place": place, "ledger": ledger})


def edit(ledger: str, row, place: str = TOWN) -> str:
    return reverse("edit", kwargs={"place": place, "ledger": ledger, "id": str(row.pk)})


def typed(page) -> dict[str, object]:
    """What the form would send back as it stands."""
    return {field.name: field.value for field in page.context["fields"]}


def faults(page) -> dict[str, str]:
    return {fault.name: fault.text for fault in page.context["faults"]}


def test_a_new_form_knows_the_place_the_day_and_what_the_address_gives(clerk):
    page = clerk.get(form("activities"), {"as_of": "2024-09-30", "kind": "party_lecture"})
    found = typed(page)
    assert (found["place"], found["on"], found["kind"]) == (TOWN, "2024-09-30", "party_lecture")
    assert "不用拍照，不用定位" in page.content.decode()


def test_a_record_is_stored_as_typed_and_its_page_is_shown(clerk):
    answer = clerk.post(form("activities"), MEETING | {"on": "2024.9.28"})
    row = Activity.rows.get(title="党委会")
    assert answer["Location"] == f"/{TOWN}/ledger/activities/{row.pk}/"
    assert (row.on, row.attendance, row.town) == (date(2024, 9, 28), 9, TOWN)
    assert row.lead == smalltown.person()
    entry = Entry.objects.get(record=str(row.pk))
    assert (entry.actor, entry.origin, entry.action) == ("clerk", "web", "create")


@pytest.mark.parametrize(
    ("on", "said"), [("2090-09-28", "2090年9月28日还没到"), ("1900-09-28", "1900年9月28日太早了")]
)
def test_a_day_that_cannot_be_right_is_said_where_it_was_typed(clerk, on, said):
    page = clerk.post(form("activities"), MEETING | {"on": on})
    assert page.status_code == 422
    assert said in faults(page)["on"]
    assert not Activity.rows.filter(title="党委会").exists()


def test_a_term_may_lie_ahead_and_a_wrong_day_of_old_is_left_alone(clerk):
    row = Activity.rows.get(number="HD-1")
    Activity.rows.filter(pk=row.pk).update(on=date(1900, 1, 2))
    held = MEETING | {"on": "1900-01-02", "number": "HD-1", "version": "1"}
    assert clerk.post(edit("activities", row), held).status_code == 302
    link = Link.rows.get(number="BB-village_link")
    page = clerk.get(edit("links", link))
    clerk.post(edit("links", link), typed(page) | {"version": "1", "until": "2090-01-01"})
    assert Link.rows.get(pk=link.pk).until == date(2090, 1, 1)


def test_a_term_begins_no_earlier_than_the_towns_ledgers_can(clerk):
    link = Link.rows.get(number="BB-village_link")
    page = clerk.get(edit("links", link))
    answer = clerk.post(edit("links", link), typed(page) | {"version": "1", "since": "1924-01-01"})
    assert answer.status_code == 422
    assert "1924年1月1日太早了" in answer.content.decode()


def test_a_number_left_blank_is_the_next_one_of_the_town(clerk):
    smalltown.add("activities", {
        **smalltown.meeting("HD0041", 1), "kind": "party_day", "place": OTHER_VILLAGE,
    })  # fmt: skip
    village = smalltown.account("village", "village", VILLAGE)
    for _again in range(2):
        village.post(form("activities", VILLAGE), MEETING | {
            "kind": "party_day", "place": VILLAGE, "lead": "", "attendance": "",
        })  # fmt: skip
    assert set(Activity.rows.filter(place=VILLAGE).values_list("number", flat=True)) == {
        "HD0042", "HD0043",
    }  # fmt: skip


def test_a_number_that_is_taken_is_named_at_its_field(clerk):
    page = clerk.post(form("activities"), MEETING | {"number": "HD-1"})
    assert page.status_code == 422
    assert faults(page) == {"number": "编号HD-1已经用在另一条记录上。"}
    assert Activity.rows.count() == 2


def test_every_fault_is_told_on_top_and_at_its_field_and_what_was_typed_stays(clerk):
    page = clerk.post(form("matters"), {
        "opened_on": "二月三十", "kind": "", "title": "修路<b>", "place": TOWN, "channel": "found",
        "handler": "查无此人",
    })  # fmt: skip
    assert page.status_code == 422
    assert set(faults(page)) == {"opened_on", "kind", "handler"}
    text = page.content.decode()
    assert text.count(faults(page)["opened_on"]) == 2
    assert 'href="#f-opened_on"' in text
    assert "修路&lt;b&gt;" in text
    assert 'value="二月三十"' in text
    assert "<title>错误：" in text


def test_a_rule_of_the_ledger_speaks_at_its_field(clerk):
    page = clerk.post(form("projects"), {
        "name": "路", "kind": "infrastructure", "place": TOWN, "planned_on": "2024-05-01",
        "started_on": "2024-04-01",
    })  # fmt: skip
    assert page.status_code == 422
    assert faults(page)


def test_save_and_record_another_keeps_kind_place_and_day(clerk):
    answer = clerk.post(form("activities"), MEETING | {"again": "1"})
    found = typed(clerk.get(answer["Location"]))
    assert (found["kind"], found["place"], found["on"]) == ("committee_meeting", TOWN, "2024-09-28")
    assert not found["title"]


def test_a_form_left_as_it_is_changes_nothing(clerk):
    for ledger, row in (
        ("links", Link.rows.get(number="BB-grid_member")),
        ("matters", Matter.rows.get(number="SX-1")),
        ("persons", smalltown.person()),
        ("groups", Place.objects.get(code=GROUPS[0])),
    ):
        page = clerk.get(edit(ledger, row))
        answer = clerk.post(edit(ledger, row), typed(page) | {"version": page.context["version"]})
        assert answer.status_code == 302, (ledger, answer.context["faults"])
        assert type(row)._base_manager.get(pk=row.pk).version == row.version


def test_money_is_typed_and_shown_in_yuan(clerk):
    clerk.post(form("income"), {
        "on": "2024-05-01", "kind": "business", "place": VILLAGE, "amount_fen": "1.26万",
        "number": "SR-1",
    })  # fmt: skip
    row = IncomeEntry.rows.get(number="SR-1")
    assert row.amount_fen == 1_260_000
    assert typed(clerk.get(edit("income", row)))["amount_fen"] == "12600"


def test_a_village_may_keep_a_holder_it_could_not_choose(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    row = Link.rows.get(number="BB-grid_member")
    page = village.get(edit("links", row, VILLAGE))
    assert typed(page)["holder"] == "方知远"
    sent = typed(page) | {"version": 1, "note": "加一句"}
    assert village.post(edit("links", row, VILLAGE), sent).status_code == 302
    kept = Link.rows.get(pk=row.pk)
    assert (kept.note, kept.holder_id) == ("加一句", row.holder_id)
    other = village.post(edit("links", row, VILLAGE), sent | {"version": 2, "holder": "汪某人"})
    assert "holder" in faults(other)


def test_nobody_writes_beyond_his_places(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    row = Matter.rows.get(number="SX-1")
    sent = typed(village.get(edit("matters", row, VILLAGE))) | {"version": 1}
    moved = village.post(edit("matters", row, VILLAGE), sent | {"place": OTHER_VILLAGE})
    assert moved.status_code == 403
    assert Matter.rows.get(pk=row.pk).place == VILLAGE
    assert clerk.get(form("matters", NEIGHBOUR)).status_code == 404
    options = [o[0] for f in clerk.get(form("matters")).context["fields"]
               if f.name == "place" for o in f.options]  # fmt: skip
    assert VILLAGE in options
    assert not [code for code in options if not code.startswith(TOWN)]


def test_a_grid_member_changes_the_household_of_his_link_but_neither_moves_nor_adds(clerk):
    new = accounts.NewAccount(
        "grid", "网格员（虚构）", "grid_member", VILLAGE, smalltown.PASSWORD,
        str(smalltown.person().pk),
    )  # fmt: skip
    grid = Client()
    grid.force_login(
        accounts.add(new, by=operator(), since=smalltown.SINCE),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    row = Household.rows.get(number="NH-1")
    sent = typed(grid.get(edit("households", row, VILLAGE))) | {"version": 1, "head": "新户主"}
    assert (
        grid.post(edit("households", row, VILLAGE), sent | {"place": GROUPS[1]}).status_code == 403
    )
    assert grid.post(edit("households", row, VILLAGE), sent).status_code == 302
    assert Household.rows.get(pk=row.pk).head == "新户主"
    assert grid.get(form("households", VILLAGE)).status_code == 403
    chosen = grid.get(reverse("record_new", kwargs={"place": VILLAGE}))
    assert chosen.context["ledgers"] == []


def test_what_to_record_is_asked_by_ledger_and_kind(clerk):
    page = clerk.get(reverse("record_new", kwargs={"place": TOWN}))
    ledgers = {one["ledger"].key: one for one in page.context["ledgers"]}
    assert "town" not in ledgers
    labels = [kind["label"] for kind in ledgers["matters"]["kinds"]]
    assert "邻里纠纷" in labels
    first = clerk.get(ledgers["matters"]["kinds"][0]["url"])
    assert typed(first)["kind"] == "dispute_neighbour"


def test_a_link_to_a_household_needs_no_place_and_one_of_the_two_is_needed(clerk):
    sent = {"holder": "方知远", "kind": "grid_member", "since": "2024-03-01"}
    assert "place" in faults(clerk.post(form("links"), sent))
    assert clerk.post(form("links"), sent | {"household": "NH-2"}).status_code == 302
    assert Link.rows.get(household__number="NH-2").place == GROUPS[1]


def test_the_towns_own_settings_are_added_and_changed_by_form(clerk):
    assert clerk.post(form("kinds"), {
        "number": "tea", "ledger": "activities", "zh": "茶会",
    }).status_code == 302  # fmt: skip
    kinds = next(
        field for field in clerk.get(form("activities")).context["fields"] if field.name == "kind"
    )
    assert f"{TOWN}:activities:tea" in [option[0] for option in kinds.options]
    assert clerk.post(form("programmes"), {"number": "road", "zh": "茶路"}).status_code == 302
    code = VILLAGE + "03"
    assert clerk.post(form("groups"), {"code": code, "name": "第3组"}).status_code == 302
    assert "code" in faults(clerk.post(form("groups"), {"code": code, "name": "又一个"}))
    foreign = clerk.post(form("groups"), {"code": NEIGHBOUR + "20109", "name": "第9组"})
    assert "code" in faults(foreign)
    group = Place.objects.get(code=code)
    sent = {"name": "第三组", "version": 1, "code": VILLAGE + "09"}
    assert clerk.post(edit("groups", group), sent).status_code == 302
    assert Place.objects.get(code=code).name == "第三组"
    assert clerk.get(form("town")).status_code == 404


def test_a_person_named_twice_must_be_told_by_number(clerk):
    smalltown.add("persons", {"number": "RY-2", "name": "方知远", "place": VILLAGE})
    page = clerk.post(form("activities"), MEETING | {"lead": "方知远"})
    assert "2个" in faults(page)["lead"]
    clerk.post(form("activities"), MEETING | {"lead": "RY-2"})
    assert Activity.rows.get(title="党委会").lead == Person.rows.get(number="RY-2")
