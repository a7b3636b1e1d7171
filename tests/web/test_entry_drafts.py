"""Drafts: what was typed is kept for its writer alone, until it is a record or thrown away."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jishi.access.actor import operator
from jishi.access.models import Grant, User
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.desk import drafts
from jishi.desk.models import FormDraft
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.matters.models import Matter
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
KEY = "01a20000-0000-4000-8000-00000000000a"
SAID = "没写完的内容"
TYPED = {"title": SAID, "on": "不是日子", "kind": "committee_meeting", "place": TOWN}


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def send(client: Client, ledger: str = "activities", place: str = TOWN, **typed: str):
    url = reverse("draft", kwargs={"place": place, "ledger": ledger})
    data = {"draft": KEY, **TYPED, **typed}
    return client.post(url, data, headers={"Accept": "application/json"})


def form(ledger: str = "activities", place: str = TOWN) -> str:
    return reverse("new", kwargs={"place": place, "ledger": ledger})


def edit(row, place: str = TOWN) -> str:
    parts = {"place": place, "ledger": row.LEDGER, "id": str(row.pk)}
    return reverse("edit", kwargs=parts)


def entries(page) -> dict[str, object]:
    return {field.name: field.value for field in page.context["fields"]}


def listed(client: Client, place: str = TOWN) -> list[dict[str, object]]:
    return client.get(reverse("record_new", kwargs={"place": place})).context["drafts"]


def test_a_draft_comes_back_as_typed_and_tells_when_it_was_saved(clerk):
    answer = send(clerk)
    assert answer.status_code == 200
    page = clerk.get(form(), {"draft": KEY})
    found = entries(page)
    assert (found["title"], found["on"]) == (SAID, "不是日子")
    assert f"草稿已存 {answer.json()['saved']}" in page.content.decode()
    assert str(page.context["draft_key"]) == KEY
    assert 'name="discard"' in page.content.decode()


@pytest.mark.parametrize(
    "ledger", [one for one in LEDGERS if one.key != "town"], ids=lambda x: x.key
)
def test_every_form_keeps_what_was_typed_in_each_of_its_fields(clerk, ledger):
    typed = {column.name: f"字{n}" for n, column in enumerate(ledger.columns)}
    url = reverse("draft", kwargs={"place": TOWN, "ledger": ledger.key})
    assert clerk.post(url, {"draft": KEY, **typed}, headers={"Accept": "application/json"}).json()
    found = entries(clerk.get(form(ledger.key), {"draft": KEY}))
    assert {name: text for name, text in found.items() if isinstance(text, str)} == {
        name: text for name, text in typed.items() if name != "programmes"
    }


def test_saving_the_record_ends_its_draft_and_a_late_copy_stays_gone(clerk):
    send(clerk)
    typed = TYPED | {"on": "2024-09-28", "draft": KEY}
    assert clerk.post(form(), typed).status_code == 302
    assert Activity.rows.filter(title=SAID).count() == 1
    assert listed(clerk) == []
    assert SAID not in json.dumps(list(FormDraft.objects.values("entries")), ensure_ascii=False)
    assert send(clerk).json() == {"done": True}
    assert listed(clerk) == []
    page = clerk.get(form(), {"draft": KEY})
    assert not entries(page)["title"]
    assert "已经存成记录" in page.content.decode()


def test_a_number_with_its_unit_is_told_in_digits(clerk):
    assert send(clerk, attendance="1.2万").json()["read"] == {"attendance": "12000"}
    assert send(clerk, attendance="32").json()["read"] == {}
    assert send(clerk, attendance="几万").json()["read"] == {}
    told = send(clerk, ledger="income", amount_fen="58.5万").json()["read"]
    assert told == {"amount_fen": "585000"}


def test_a_refused_form_keeps_its_draft(clerk):
    send(clerk)
    page = clerk.post(form(), TYPED | {"draft": KEY})
    assert page.status_code == 422
    assert str(page.context["draft_key"]) == KEY
    assert [one["about"] for one in listed(clerk)] == [SAID]


def test_all_drafts_are_thrown_away_at_once_and_only_one_s_own(clerk):
    send(clerk)
    send(clerk, draft=KEY.replace("a", "b"))
    other = smalltown.account("other", "town_clerk", TOWN)
    send(other, draft=KEY.replace("a", "c"))
    here = reverse("record_new", kwargs={"place": TOWN})
    assert "全部扔掉" in clerk.get(here).content.decode()
    page = clerk.post(here, follow=True)
    assert "2份草稿都扔掉了" in page.content.decode()
    assert (listed(clerk), len(listed(other))) == ([], 1)
    page = clerk.post(way_back(page), {"next": here}, follow=True)
    assert page.redirect_chain[0][0] == here
    assert (len(listed(clerk)), len(listed(other))) == (2, 1)


def way_back(page) -> str:
    """Where the button of what was just said posts to."""
    return re.search(r'action="(/drafts/back/[^"]+)"', page.content.decode())[1]


def test_a_draft_is_thrown_away_by_its_button_and_taken_back_by_another(clerk):
    send(clerk)
    url = reverse("draft", kwargs={"place": TOWN, "ledger": "activities"})
    answer = clerk.post(url, {"discard": KEY}, follow=True)
    assert "草稿扔掉了" in answer.content.decode()
    assert listed(clerk) == []
    back = way_back(answer)
    other = smalltown.account("other", "town_clerk", TOWN)
    assert "找不回来" in other.post(back, follow=True).content.decode()
    page = clerk.post(back, follow=True)
    assert entries(page)["title"] == SAID and "拿回来了" in page.content.decode()
    assert send(clerk).json()["saved"]  # and goes on as before
    assert "找不回来" in clerk.post(back, follow=True).content.decode()


def test_what_was_thrown_away_and_stored_from_another_window_does_not_come_back(clerk):
    send(clerk)
    url = reverse("draft", kwargs={"place": TOWN, "ledger": "activities"})
    back = way_back(clerk.post(url, {"discard": KEY}, follow=True))
    stored = clerk.post(form(), {**TYPED, "on": "2024-03-01", "draft": KEY})
    assert stored.status_code == 302
    assert "找不回来" in clerk.post(back, follow=True).content.decode()
    assert listed(clerk) == []


def test_what_is_done_with_after_it_was_thrown_away_does_not_come_back(clerk):
    send(clerk)
    owner = str(User.objects.get(username="clerk").pk)
    together = drafts.throw_away(owner, [UUID(KEY)])
    drafts.finish(owner, UUID(KEY))  # a form without rows of its own, as that of an account
    assert drafts.take_back(owner, together) == []


def test_what_was_thrown_away_is_gone_after_an_hour(clerk, time_machine):
    time_machine.move_to("2024-09-30 10:00+08:00", tick=False)
    send(clerk)
    url = reverse("draft", kwargs={"place": TOWN, "ledger": "activities"})
    back = way_back(clerk.post(url, {"discard": KEY}, follow=True))
    time_machine.move_to("2024-09-30 11:01+08:00", tick=False)
    send(smalltown.account("other", "town_clerk", TOWN))  # whoever comes by clears up
    assert SAID not in str(list(FormDraft.objects.filter(ledger="").values()))
    assert "找不回来" in clerk.post(back, follow=True).content.decode()


def test_without_scripts_a_draft_is_kept_by_a_button_and_found_on_the_list(clerk):
    url = reverse("draft", kwargs={"place": TOWN, "ledger": "activities"})
    page = clerk.post(url, {"draft": KEY, **TYPED}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("record_new", kwargs={"place": TOWN})
    assert SAID in page.content.decode()
    assert entries(clerk.get(page.context["drafts"][0]["url"]))["title"] == SAID


def test_nobody_but_its_owner_reads_a_draft(clerk):
    send(clerk)
    other = smalltown.account("other", "town_clerk", TOWN)
    assert other.get(form(), {"draft": KEY}).status_code == 404
    assert listed(other) == []
    # The same key of another account is another draft.
    send(other, title="别人的")
    assert entries(clerk.get(form(), {"draft": KEY}))["title"] == SAID
    assert entries(other.get(form(), {"draft": KEY}))["title"] == "别人的"
    assert clerk.get(form("matters"), {"draft": KEY}).status_code == 404
    assert clerk.get(form(), {"draft": str(uuid4())}).status_code == 404
    assert clerk.get(form(), {"draft": "x"}).status_code == 404


def test_a_draft_typed_under_another_account_is_not_taken(clerk):
    answer = send(clerk, account=str(uuid4()))
    assert answer.status_code == 403
    assert not FormDraft.objects.exists()


def test_a_draft_is_out_of_reach_once_its_writer_may_not_write_there(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    send(village, place=VILLAGE)
    assert len(listed(village, VILLAGE)) == 1
    grant = Grant.objects.get(user__username="village")
    Grant.objects.filter(pk=grant.pk).update(place=OTHER_VILLAGE)
    assert village.get(form("activities", VILLAGE), {"draft": KEY}).status_code == 404
    assert listed(village, OTHER_VILLAGE) == []
    Grant.objects.filter(pk=grant.pk).update(role="town_leader", place=TOWN)
    assert village.get(form(), {"draft": KEY}).status_code == 403
    assert send(village).status_code == 403


def test_a_draft_is_kept_only_where_its_writer_may_write(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    assert send(village, place=TOWN).status_code == 404
    assert send(clerk, place=NEIGHBOUR).status_code == 404
    assert send(clerk, "town").status_code == 404
    row = Matter.rows.get(number="SX-2")
    assert send(village, "matters", VILLAGE, record=str(row.pk)).status_code == 404
    assert not FormDraft.objects.exists()


def test_a_draft_of_a_change_meets_what_another_wrote_since(clerk):
    row = Matter.rows.get(number="SX-1")
    page = clerk.get(edit(row))
    typed = {name: value for name, value in entries(page).items() if name != "programmes"}
    typed |= {"title": SAID, "version": page.context["version"], "record": str(row.pk)}
    assert send(clerk, "matters", **typed).status_code == 200
    write(BY_KEY["matters"], [Draft({"note": "别人补的"}, row=Matter.rows.get(pk=row.pk))],
          by=operator())  # fmt: skip
    again = clerk.get(edit(row), {"draft": KEY})
    assert entries(again)["title"] == SAID
    assert (again.context["version"], again.context["row"].version) == (1, 2)
    sent = entries(again) | {"version": again.context["version"], "draft": KEY}
    both = clerk.post(edit(row), sent)
    assert both.status_code == 409
    assert ("draft", KEY) in both.context["hidden"]
    assert len(listed(clerk)) == 1, "nothing is saved, so the draft stays"
    assert clerk.get(form("matters"), {"draft": KEY}).status_code == 404
    together = dict(both.context["hidden"]) | {"version": 2, "keep": "mine"}
    assert clerk.post(edit(row), together).status_code == 302
    kept = Matter.rows.get(pk=row.pk)
    assert (kept.title, kept.note) == (SAID, "别人补的")
    assert listed(clerk) == []


def test_old_drafts_are_dropped_and_the_oldest_give_way(clerk, monkeypatch):
    send(clerk)
    old = timezone.now() - drafts.KEPT - timedelta(minutes=1)
    FormDraft.objects.update(saved_at=old)
    assert clerk.get(form(), {"draft": KEY}).status_code == 404
    assert listed(clerk) == []
    assert not FormDraft.objects.exists()
    monkeypatch.setattr(drafts, "MOST", 3)
    keys = [str(uuid4()) for _n in range(5)]
    for n, key in enumerate(keys):
        send(clerk, draft=key, title=f"第{n}份")
    assert [one["about"] for one in listed(clerk)] == ["第4份", "第3份", "第2份"]


def test_a_draft_too_long_is_refused_in_words_and_the_form_takes_it_still(clerk):
    answer = send(clerk, note="长" * (drafts.LONGEST // 3))
    assert answer.status_code == 413
    assert "写得太长" in answer.json()["said"]
    assert not FormDraft.objects.exists()
    assert send(clerk, note="长" * 20_000).status_code == 200


def test_a_copy_older_than_what_was_saved_since_does_not_overwrite_it(clerk):
    send(clerk, title="新的")
    assert "saved" in send(clerk, title="旧的", age="3600").json()
    assert entries(clerk.get(form(), {"draft": KEY}))["title"] == "新的"
    FormDraft.objects.update(saved_at=timezone.now() - timedelta(hours=2))
    send(clerk, title="更新的", age="3600")
    assert entries(clerk.get(form(), {"draft": KEY}))["title"] == "更新的"


def test_no_draft_is_in_the_trail_or_in_a_log(clerk, caplog):
    before = Entry.objects.count()
    with caplog.at_level(logging.DEBUG):
        send(clerk)
        send(clerk, note="长" * drafts.LONGEST)
        clerk.get(form(), {"draft": KEY})
    assert Entry.objects.count() == before
    told = [record.getMessage() for record in caplog.records if record.name.startswith("jishi")]
    assert SAID not in "".join(told)


def test_a_signed_out_writer_is_led_to_sign_in_and_nothing_is_kept_for_nobody(clerk):
    clerk.logout()
    answer = send(clerk)
    assert answer.status_code == 302
    assert "/sign-in/?next=" in answer["Location"]
    assert not FormDraft.objects.exists()


def test_a_new_form_tells_of_those_that_were_left_unfinished(clerk):
    assert clerk.get(form()).context["begun"] == []
    send(clerk)
    (one,) = clerk.get(form()).context["begun"]
    assert (one["about"], one["change"]) == (SAID, False)
    assert SAID in clerk.get(form()).content.decode()
    assert clerk.get(form("matters")).context["begun"] == []
    assert clerk.get(one["url"]).context["begun"] == []
    row = Activity.rows.first()
    send(clerk, record=str(row.pk), draft="01a20000-0000-4000-8000-00000000000b", title="改了一半")
    assert [told["about"] for told in clerk.get(edit(row)).context["begun"]] == ["改了一半"]
    assert len(clerk.get(form()).context["begun"]) == 1
    other = smalltown.account("other", "town_clerk", TOWN)
    assert other.get(form()).context["begun"] == []
    assert other.get(edit(row)).context["begun"] == []


def test_a_character_that_no_database_keeps_costs_nothing_else(clerk):
    assert send(clerk, title=f"{SAID}\0后半句").status_code == 200
    assert FormDraft.objects.get().entries["title"] == f"{SAID}后半句"


def test_of_two_late_copies_the_one_typed_last_stands_whichever_arrives_first(clerk):
    send(clerk, title="十分钟前", age="600")
    send(clerk, title="五分钟前", age="300")
    assert FormDraft.objects.get().entries["title"] == "五分钟前"
    send(clerk, title="八分钟前", age="480")
    assert FormDraft.objects.get().entries["title"] == "五分钟前"
