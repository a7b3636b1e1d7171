"""What happened, and its form: the kinds one records most, seven fields, another like it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.kernel.columns import Column
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.matters.models import Matter
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, OTHER_VILLAGE, TOWN, VILLAGE

MOST = 7


@pytest.fixture
def clerk(db) -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def form(ledger: str, place: str = TOWN) -> str:
    return reverse("new", kwargs={"place": place, "ledger": ledger})


def chosen(client: Client, place: str = TOWN):
    return client.get(reverse("record_new", kwargs={"place": place})).context


def often(client: Client, place: str = TOWN) -> list[str]:
    return [one["label"] for one in chosen(client, place)["often"]]


def record(client: Client, kind: str, times: int, place: str = TOWN) -> None:
    for n in range(times):
        typed = {"on": "2024-09-28", "kind": kind, "title": f"{kind} {n}", "place": place}
        assert client.post(form("activities", place), typed).status_code == 302


@pytest.mark.parametrize("new", [True, False], ids=["new", "change"])
@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.key)
def test_no_form_asks_for_more_than_seven_things_at_first(ledger, new):
    first = ledger.at_first(new=new)
    assert 1 <= len(first) <= MOST
    assert {c.name for c in ledger.columns if c.required} - {c.name for c in first} <= (
        {"number"} if new else {c.name for c in ledger.columns}
    )


@pytest.mark.parametrize(
    "ledger", [one for one in LEDGERS if one.key != "town"], ids=lambda x: x.key
)
def test_what_a_form_does_not_ask_at_first_waits_in_a_closed_fold(clerk, ledger):
    page = clerk.get(form(ledger.key))
    first = [field.name for field in page.context["first"]]
    folded = [field.name for field in page.context["folded"]]
    assert len(first) <= MOST
    assert sorted(first + folded) == sorted(field.name for field in page.context["fields"])
    text = page.content.decode()
    assert '<details class="more" open>' not in text
    assert all(f'name="{name}"' in text for name in first + folded)


def test_the_fold_opens_itself_for_an_entry_and_for_a_fault(clerk):
    assert clerk.get(form("matters"), {"note": "有话"}).context["unfolded"]
    page = clerk.post(form("matters"), {"closed_on": "二月三十"})
    assert [f.name for f in page.context["folded"] if f.fault] == ["closed_on", "outcome"]
    assert '<details class="more" open>' in page.content.decode()


def test_a_column_is_asked_at_a_time_that_exists():
    with pytest.raises(ValueError, match="asked"):
        Column("x", "某列", asked="sometimes")


def test_who_settles_a_matter_finds_day_and_result_in_front(clerk):
    row = Matter.rows.get(number="SX-4")
    parts = {"place": TOWN, "ledger": "matters", "id": str(row.pk)}
    page = clerk.get(reverse("edit", kwargs=parts))
    first = [field.name for field in page.context["first"]]
    assert {"closed_on", "outcome"} <= set(first)
    assert len(first) <= MOST


def test_the_five_kinds_an_account_records_most_come_first(clerk):
    before = often(clerk)
    assert len(before) == 5, "somebody new is offered what is common"
    record(clerk, "red_screening", 3)
    record(clerk, "party_day", 2)
    assert often(clerk)[:2] == ["红色影视播放", "主题党日"]
    assert len(often(clerk)) == 5
    other = smalltown.account("other", "town_clerk", TOWN)
    assert often(other) == before, "what another records is not one's own habit"
    first = chosen(clerk)["often"][0]["url"]
    assert {f.name: f.value for f in clerk.get(first).context["fields"]}["kind"] == "red_screening"


def test_what_was_imported_or_is_half_a_year_old_is_no_habit(clerk):
    before = often(clerk)
    record(clerk, "red_screening", 2)
    Entry.objects.filter(actor="clerk").update(origin="import")
    assert often(clerk) == before
    Entry.objects.filter(actor="clerk").update(
        origin="web", at=timezone.now() - timedelta(days=181)
    )
    assert often(clerk) == before
    Entry.objects.filter(actor="clerk").update(at=timezone.now() - timedelta(days=179))
    assert often(clerk)[0] == "红色影视播放"


def test_a_village_is_offered_only_what_it_may_record_there(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    record(village, "volunteering", 2, VILLAGE)
    found = often(village, VILLAGE)
    assert found[0] == "党员志愿活动"
    assert "入户走访" in found
    keys = {one["ledger"].key for one in chosen(village, VILLAGE)["ledgers"]}
    assert "groups" not in keys
    assert "activities" in keys


def test_every_kind_is_found_by_characters_pinyin_and_initials(clerk):
    context = chosen(clerk)
    kinds = [kind for one in context["ledgers"] for kind in one["kinds"]]
    visit = next(kind for kind in kinds if kind["label"] == "入户走访")
    assert all(text in visit["typed"] for text in ("走访", "ruhu", "rhzf"))
    assert "rhzf" not in next(k for k in kinds if k["label"] == "邻里纠纷")["typed"]


def test_a_form_knows_its_writers_own_person(clerk):
    new = accounts.NewAccount(
        "leader", "领导（虚构）", "town_clerk", TOWN, smalltown.PASSWORD,
        str(smalltown.person().pk),
    )  # fmt: skip
    own = Client()
    own.force_login(
        accounts.add(new, by=operator(), since=smalltown.SINCE),
        backend="django.contrib.auth.backends.ModelBackend",
    )

    def field(client: Client, ledger: str, name: str) -> object:
        fields = client.get(form(ledger)).context["fields"]
        return next(one.value for one in fields if one.name == name)

    assert field(own, "receptions", "leader") == "RY-1 方知远"
    assert field(own, "matters", "handler") == "RY-1 方知远"
    assert field(clerk, "matters", "handler") == "", "whose person nobody knows"
    assert field(own, "honours", "person") == "", "whom a record is about is not its writer"


def test_another_like_it_keeps_kind_place_and_day_and_nothing_it_is_about(clerk):
    smalltown.add("activities", {
        "number": "HD-7", "place": VILLAGE, "kind": "party_lecture", "title": "一堂党课",
        "on": date(2024, 9, 3), "attendance": 30, "venue": "祠堂", "note": "备注",
        "lead_id": smalltown.person().pk,
    })  # fmt: skip
    row = Activity.rows.get(number="HD-7")
    fields = clerk.get(form("activities"), {"like": str(row.pk)}).context["fields"]
    found = {one.name: one.value for one in fields if one.value}
    assert found == {
        "kind": "party_lecture", "place": VILLAGE, "on": "2024-09-03", "lead": "RY-1 方知远",
    }  # fmt: skip
    assert Activity.rows.count() == 3


def test_another_like_it_reads_only_what_its_reader_may_see(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    theirs = Matter.rows.get(number="SX-2")
    far = Matter.rows.get(place=NEIGHBOUR)
    for row in (theirs, far):
        asked = village.get(form("matters", VILLAGE), {"like": str(row.pk)})
        assert asked.status_code == 404
    assert village.get(form("matters", VILLAGE), {"like": "x"}).status_code == 404
    own = Matter.rows.get(number="SX-1")
    assert village.get(form("matters", VILLAGE), {"like": str(own.pk)}).status_code == 200


def test_saving_and_recording_another_is_another_like_it_wherever_it_lies(clerk):
    typed = {"on": "2024-09-28", "kind": "party_day", "title": "主题党日", "place": OTHER_VILLAGE}
    answer = clerk.post(form("activities", VILLAGE), typed | {"again": "1"})
    fields = {f.name: f.value for f in clerk.get(answer["Location"]).context["fields"]}
    assert (fields["kind"], fields["place"], fields["on"]) == (
        "party_day", OTHER_VILLAGE, "2024-09-28",
    )  # fmt: skip
    assert not fields["title"]


def test_a_record_counts_as_what_it_was_corrected_to(clerk):
    record(clerk, "red_screening", 1)
    row = Activity.rows.get(kind="red_screening")
    write(BY_KEY["activities"], [Draft({"kind": "party_day"}, row=row)], by=operator())
    assert "红色影视播放" not in often(clerk)


@pytest.mark.django_db
def test_a_village_cannot_add_to_the_town_s_own_meetings():
    smalltown.build()
    village = smalltown.account("secretary", "village", smalltown.VILLAGE)
    chosen = village.get(reverse("record_new", kwargs={"place": smalltown.VILLAGE}))
    assert "党委会" not in chosen.content.decode()
    assert "主题党日" in chosen.content.decode()
    url = reverse("new", kwargs={"place": smalltown.VILLAGE, "ledger": "activities"})
    assert "committee_meeting" not in village.get(url).content.decode()
    typed = {"on": "2024-06-04", "kind": "committee_meeting", "title": "村里的会",
             "place": smalltown.VILLAGE}  # fmt: skip
    refused = village.post(url, typed)
    assert refused.status_code == 422
    assert "地方只能填镇" in refused.content.decode()
    assert Activity.rows.filter(kind="committee_meeting").exclude(place=smalltown.TOWN).count() == 0
    clerk = smalltown.account("clerk", "town_clerk", smalltown.TOWN)
    assert clerk.post(url, typed).status_code == 422
    assert clerk.post(url, typed | {"place": smalltown.TOWN}).status_code == 302
