"""Undo on the pages: the button after an act, an act's own page, versions, withdrawing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.access.numbering import next_number
from jishi.access.writing import Draft, Written, write
from jishi.audit.models import Entry
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def url(name: str, ledger: str = "", row=None, **parts: str) -> str:
    held = {"place": TOWN, **parts}
    if ledger:
        held |= {"ledger": ledger, "id": str(row.pk)}
    return reverse(name, kwargs=held)


def change(ledger: str, row, **values) -> Written:
    by = actor_of(User.objects.get(username="clerk"))
    return write(BY_KEY[ledger], [Draft(values, row)], by=by)


def meeting() -> Activity:
    return Activity.rows.get(number="HD-1")


def test_what_was_just_stored_can_be_undone_by_one_button_and_done_again(clerk):
    row = meeting()
    typed = {"version": "1", "number": "HD-1", "kind": row.kind, "title": "改过的",
             "place": "上庄镇", "on": "2024-06-04"}  # fmt: skip
    page = clerk.post(url("edit", "activities", row), typed, follow=True)
    assert meeting().title == "改过的"
    assert "撤销" in page.content.decode()
    act = Entry.objects.latest("pk").act
    here = url("record", "activities", row)
    page = clerk.post(url("undo", act=act), {"next": here}, follow=True)
    assert page.redirect_chain == [(here, 302)]
    assert meeting().title == row.title
    assert "重做" in page.content.decode()
    again = Entry.objects.latest("pk").act
    clerk.post(url("undo", act=again), {"next": here, "redo": "1"})
    assert meeting().title == "改过的"


def test_after_undoing_a_new_record_its_page_is_left_for_the_list(clerk):
    written = write(
        BY_KEY["activities"], [Draft(smalltown.meeting("HD-9", 9))],
        by=actor_of(User.objects.get(username="clerk")),
    )  # fmt: skip
    here = url("record", "activities", written.created[0])
    page = clerk.post(url("undo", act=str(written.act)), {"next": here})
    assert page.url == reverse("list", kwargs={"place": TOWN, "ledger": "activities"})
    assert not Activity.rows.filter(number="HD-9").exists()
    assert "已撤销，新记的1条不在台账里了" in clerk.get(page.url).content.decode()


def test_the_number_of_a_record_that_was_taken_back_is_not_given_to_another(clerk):
    activities = BY_KEY["activities"]
    made = write(
        activities, [Draft(smalltown.meeting("HD-9", 9))],
        by=actor_of(User.objects.get(username="clerk")),
    )  # fmt: skip
    here = reverse("list", kwargs={"place": TOWN, "ledger": "activities"})
    clerk.post(url("undo", act=str(made.act)), {"next": here})
    again = Entry.objects.latest("pk").act
    assert next_number(activities, TOWN) == "HD-10"
    smalltown.add("activities", smalltown.meeting("HD-10", 10))
    clerk.post(url("undo", act=again), {"next": here, "redo": "1"})
    assert Activity.rows.filter(number="HD-9").exists(), "it can still be brought back"


def test_one_is_not_led_to_another_site(clerk):
    act = change("activities", meeting(), title="改过的").act
    page = clerk.post(url("undo", act=str(act)), {"next": "https://example.org/"})
    assert page.url == url("act", act=str(act))


def test_an_act_that_cannot_be_undone_says_all_its_reasons(clerk):
    rows = list(Activity.rows.order_by("number"))
    by = actor_of(User.objects.get(username="clerk"))
    act = write(BY_KEY["activities"], [Draft({"venue": "堂屋"}, row) for row in rows], by=by).act
    for row in Activity.rows.order_by("number"):
        change("activities", row, venue="会议室")
    page = clerk.get(url("act", act=str(act)))
    assert len(page.context["reasons"]) == len(rows)
    assert clerk.post(url("undo", act=str(act))).status_code == 409
    assert {row.venue for row in Activity.rows.all()} == {"会议室"}


def test_an_act_tells_each_reader_only_the_records_he_may_see(clerk):
    numbers = {"SX-1": VILLAGE, "SX-2": OTHER_VILLAGE, "SX-9": NEIGHBOUR}
    rows = [Matter.rows.get(number=number) for number in numbers]
    act = str(write(BY_KEY["matters"], [Draft({"note": "x"}, r) for r in rows], by=operator()).act)
    village = smalltown.account("village", "village", VILLAGE)
    stranger = smalltown.account("stranger", "town_clerk", NEIGHBOUR)
    told = clerk.get(url("act", act=act)).content.decode()
    assert "SX-1" in told and "SX-2" in told and "SX-9" not in told
    told = village.get(url("act", place=VILLAGE, act=act)).content.decode()
    assert "SX-1" in told and "SX-2" not in told
    assert stranger.get(url("act", act=act)).status_code == 404
    refused = village.post(url("undo", place=VILLAGE, act=act))
    assert refused.status_code == 409
    assert "SX-2" not in refused.content.decode()
    assert Matter.rows.get(number="SX-1").note == "x"


def test_two_versions_stand_side_by_side_and_the_earlier_can_hold_again(clerk):
    change("activities", meeting(), attendance=29)
    change("activities", meeting(), attendance=31, venue="堂屋")
    page = clerk.get(url("versions", "activities", meeting()), {"first": "1", "second": "3"})
    differ = {row["label"]: (row["first"], row["second"])
              for row in page.context["rows"] if row["differs"]}  # fmt: skip
    assert differ["人次"] == ("", "31人次")
    assert len(differ) == 2
    clerk.post(url("versions", "activities", meeting()), {"first": "2", "seen": "3"})
    assert (meeting().attendance, meeting().venue, meeting().version) == (29, "", 4)


def test_a_version_that_breaks_a_rule_today_is_refused_in_words(clerk):
    item = {"number": "YT-1", "meeting_id": meeting().pk, "position": 1, "title": "学习",
            "first_topic": False}  # fmt: skip
    smalltown.add("agenda", item)
    row = BY_KEY["agenda"].model.rows.get(number="YT-1")
    change("agenda", row, number="YT-2")
    smalltown.add("agenda", {**item, "position": 2})
    page = clerk.post(url("versions", "agenda", row), {"first": "1", "seen": "2"})
    assert page.status_code == 409
    assert "YT-1" in page.context["reasons"][0]


def test_a_version_is_not_restored_over_somebody_elses_change(clerk):
    change("activities", meeting(), attendance=29)
    page = clerk.post(url("versions", "activities", meeting()), {"first": "1", "seen": "1"})
    assert page.status_code == 409
    assert meeting().attendance == 29


def test_a_reader_compares_without_birth_dates_and_restores_nothing(clerk):
    person = smalltown.person()
    act = str(change("persons", person, birth_on=None).act)
    leader = smalltown.account("leader", "town_leader", TOWN)
    page = leader.get(url("versions", "persons", person), {"first": "1", "second": "2"})
    assert "1980" not in page.content.decode()
    assert "（不显示）" in page.content.decode()
    assert (
        leader.post(url("versions", "persons", person), {"first": "1", "seen": "2"}).status_code
        == 403
    )
    assert "1980" not in leader.get(url("act", act=act)).content.decode()
    assert "1980" in clerk.get(url("act", act=act)).content.decode()


def test_a_mistaken_record_is_withdrawn_after_one_question_and_comes_back(clerk):
    row = meeting()
    assert clerk.get(url("withdraw", "activities", row)).status_code == 200
    page = clerk.post(url("withdraw", "activities", row), {"version": "1"}, follow=True)
    assert "撤回了HD-1" in page.content.decode()
    gone = clerk.get(url("record", "activities", row))
    assert gone.status_code == 404
    assert "“活动”HD-1已经撤回" in gone.content.decode()
    assert "clerk（虚构）" in gone.content.decode()
    assert "打开那一步，点“撤销这一步”" in gone.content.decode()
    assert clerk.get(gone.context["act_url"]).status_code == 200
    act = Entry.objects.latest("pk").act
    assert "HD-1" in clerk.get(url("act", act=act)).content.decode()
    clerk.post(url("undo", act=act))
    assert meeting().pk == row.pk


def test_a_record_that_others_lean_on_or_that_changed_is_not_withdrawn(clerk):
    person = smalltown.person()
    page = clerk.post(url("withdraw", "persons", person), {"version": "1"})
    assert page.status_code == 409
    assert len(page.context["reasons"]) == 4
    change("activities", meeting(), venue="堂屋")
    assert clerk.post(url("withdraw", "activities", meeting()), {"version": "1"}).status_code == 409


def test_a_withdrawn_record_is_still_told_to_nobody_out_of_reach(clerk):
    row = Matter.rows.get(number="SX-2")
    clerk.post(url("withdraw", "matters", row), {"version": "1"})
    act = Entry.objects.latest("pk").act
    village = smalltown.account("village", "village", VILLAGE)
    other = smalltown.account("other", "village", OTHER_VILLAGE)
    assert village.get(url("act", place=VILLAGE, act=act)).status_code == 404
    assert other.get(url("act", place=OTHER_VILLAGE, act=act)).status_code == 200
    hidden = village.get(url("record", "matters", row, place=VILLAGE))
    assert hidden.status_code == 404 and "SX-2" not in hidden.content.decode()
    gone = other.get(url("record", "matters", row, place=OTHER_VILLAGE))
    assert gone.status_code == 404 and "SX-2" in gone.content.decode()
    assert smalltown.account("leader", "town_leader", TOWN).get(
        url("record", "matters", row)
    ).context["may_restore"] is False  # fmt: skip


def test_a_large_act_is_undone_and_done_again_only_after_one_more_yes(clerk):
    by = actor_of(User.objects.get(username="clerk"))
    drafts = [Draft(smalltown.meeting(f"HD-{n}", 9)) for n in range(100, 160)]
    act = str(write(BY_KEY["activities"], drafts, by=by).act)
    here = reverse("list", kwargs={"place": TOWN, "ledger": "activities"})
    sent = clerk.post(url("undo", act=act), {"next": here})
    asked = clerk.get(sent.url)
    assert sent.status_code == 302  # so that the way back sends nothing again
    assert "活动60条" in asked.content.decode()
    row = Activity.rows.get(number="HD-100")
    done = clerk.post(url("undo", act=act), {"next": asked.context["next"], "sure": "1"})
    assert done.url == here
    gone = clerk.get(url("record", "activities", row))
    assert gone.status_code == 404 and "那一步一共动了60条" in gone.content.decode()
    again = Entry.objects.latest("pk").act
    assert "已经撤销过了" in clerk.get(sent.url).content.decode()
    asked = clerk.post(url("undo", act=again), {"next": here, "redo": "1"}, follow=True)
    assert "真的要重做这60条吗" in asked.content.decode()
    clerk.post(url("undo", act=again), {"next": here, "redo": "1", "sure": "1"})
    assert Activity.rows.filter(number="HD-100").exists()


def test_a_refused_redo_says_that_nothing_was_done_again_and_why(clerk):
    act = str(change("activities", meeting(), title="改过的").act)
    clerk.post(url("undo", act=act))
    back = Entry.objects.latest("pk").act
    change("activities", meeting(), title="又改的")
    page = clerk.post(url("undo", act=back), {"redo": "1"})
    said = page.content.decode()
    assert page.status_code == 409
    assert "没有重做，什么也没动" in said and "没有撤销" not in said
    assert "“活动”HD-1" in said and "又改过这一条" in said


def test_what_was_done_again_already_is_said_so(clerk):
    act = str(change("activities", meeting(), title="改过的").act)
    clerk.post(url("undo", act=act))
    back = Entry.objects.latest("pk").act
    clerk.post(url("undo", act=back), {"redo": "1"})
    page = clerk.post(url("undo", act=back), {"redo": "1"})
    assert [one.text for one in page.context["reasons"]] == ["这一步退回去的已经又放回来了。"]
