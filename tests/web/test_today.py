"""Today: what each role finds there, in words and with one button, and never another's records."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.desk.models import FormDraft
from jishi.indicators.reminders.rule import Item
from jishi.indicators.reminders.table import BY_KEY as RULES
from jishi.records.ledgers import BY_KEY
from jishi.records.people.models import Person
from jishi.web import happened
from jishi.web.due import when
from jishi.web.help import HELP, NOT_SHOWN
from jishi.web.pages import PAGES
from tests.web import smalltown

pytestmark = pytest.mark.django_db
DAY = "2024-09-30"
TOWN, VILLAGE, OTHER = smalltown.TOWN, smalltown.VILLAGE, smalltown.OTHER_VILLAGE


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def today(client: Client, place: str = TOWN, day: str = DAY):
    return client.get(reverse("today", kwargs={"place": place}), {"as_of": day})


def rule(client: Client, key: str, place: str = TOWN):
    url = reverse("today_rule", kwargs={"place": place, "rule": key})
    return client.get(url, {"as_of": DAY})


def titles(page) -> list[str]:
    return [line.title for line in page.context["todo"]]


# --- What must be done ---------------------------------------------------------------------


def test_the_first_button_alone_is_filled_and_each_row_says_what_where_and_when(clerk):
    page = today(clerk)
    body = page.content.decode()
    todo = page.context["todo"]
    assert len(todo) >= 3
    main = body[body.index("<main") : body.index("</main>")]
    assert main.count("btn-main") == 1
    assert main.index("btn-main") < main.index(todo[1].title)
    assert all(line.title and line.where and line.when.text and line.button.url for line in todo)


def test_a_link_that_ends_in_two_weeks_leads_to_its_successor_s_form_filled_in(clerk):
    (line,) = [one for one in today(clerk).context["todo"] if one.title.startswith("包保快到期")]
    assert line.when.text == "还剩15天，10月15日起空着"
    assert "方知远 · 联村干部" in line.where
    form = clerk.get(line.button.url)
    assert form.status_code == 200
    held = {field.name: field.value for field in form.context["fields"]}
    assert (held["kind"], held["since"]) == ("linked_cadre", "2024-10-15")
    assert held["place"]


def test_every_button_and_list_of_today_opens(clerk):
    page = today(clerk)
    for line in page.context["todo"]:
        assert clerk.get(line.url).status_code == 200
        assert clerk.get(line.button.url).status_code == 200


def test_a_rule_s_list_has_a_row_for_each_item_and_says_what_it_stands_on(clerk):
    page = rule(clerk, "party_day")
    assert page.context["count"] == len(page.context["lines"]) == 7
    assert "每月相对固定1天" in page.content.decode()
    assert clerk.get(page.context["lines"][0].button.url).status_code == 200


def test_a_rule_that_there_is_none_of_is_nowhere(clerk):
    assert rule(clerk, "nothing").status_code == 404


def test_a_settled_item_leaves_the_page_at_once(clerk):
    assert "包保快到期，还没有人接" in titles(today(clerk))
    smalltown.add("links", {
        "number": "BB-next", "holder_id": smalltown.person().pk, "kind": "linked_cadre",
        "since": date(2024, 10, 15), "place": VILLAGE,
    })  # fmt: skip
    assert "包保快到期，还没有人接" not in titles(today(clerk))


def test_a_leader_reads_what_is_owed_and_is_offered_no_form():
    smalltown.build()
    leader = smalltown.account("leader", "town_leader", TOWN)
    page = today(leader)
    assert "要留意的" in page.content.decode() and "我要办的" not in page.content.decode()
    assert page.context["todo"]
    assert all("/new/" not in line.button.url for line in page.context["todo"])
    for line in page.context["todo"]:
        assert leader.get(line.button.url).status_code == 200


@pytest.mark.parametrize(
    ("key", "due", "shape", "text"),
    [
        ("party_day", "2024-09-29", "late", "超期1天"),
        ("party_day", "2024-09-30", "today", "今天到期"),
        ("party_day", "2024-10-01", "", "还剩1天，到10月1日"),
        ("branch_committee", "2024-09-29", "today", "比一般期限晚了1天"),
        ("links_ending", "2024-10-01", "cut", "还剩1天，10月1日起空着"),
        ("links_lapsed", "2024-09-30", "late", "今天起空着"),
        ("links_lapsed", "2024-09-28", "late", "空了2天，从9月28日起"),
        ("groups_unlinked", None, "missing", "现在就缺"),
    ],
    ids=["late", "today", "tomorrow", "soft", "ends", "ends-today", "ended", "missing"],
)
def test_due_is_said_in_words_with_a_shape_and_what_is_soft_is_never_late(key, due, shape, text):
    item = Item(VILLAGE, date.fromisoformat(due) if due else None)
    said = when(RULES[key], item, date(2024, 9, 30))
    assert (said.shape, said.text) == (shape, text)


# --- Who waits, what happened --------------------------------------------------------------


def test_drafts_are_their_owner_s_and_lead_back_into_the_form(clerk):
    user = User.objects.get(username="clerk")
    key = "01a20000-0000-7000-8000-000000000001"
    FormDraft.objects.create(
        owner=user, key=key, ledger="activities", place=TOWN,
        entries={"title": "未写完的会", "kind": "village_meeting"},
    )  # fmt: skip
    (line,) = today(clerk).context["waiting"]
    assert line.title == "没记完的活动" and "未写完的会" in line.where
    assert f"draft={key}" in line.button.url
    other = smalltown.account("second", "town_clerk", TOWN)
    assert today(other).context["waiting"] == []


def test_a_matter_waits_for_the_person_that_the_account_stands_for(clerk):
    smalltown.add("matters", {
        "number": "SX-7", "place": VILLAGE, "kind": "dispute_land", "title": "界石",
        "channel": "found", "opened_on": date(2024, 9, 20), "handler_id": smalltown.person().pk,
    })  # fmt: skip
    assert today(clerk).context["waiting"] == []
    grant = User.objects.get(username="clerk").grants.get()
    type(grant).objects.filter(pk=grant.pk).update(person=smalltown.person().pk)
    (line,) = today(clerk).context["waiting"]
    assert (line.title, line.when.text) == ("界石", "9月20日登记，等了10天")


def record_as(username: str, title: str, place: str, number: str) -> None:
    user = User.objects.get(username=username)
    draft = Draft({
        "number": number, "place": place, "kind": "village_meeting", "title": title,
        "on": date(2024, 9, 2),
    })  # fmt: skip
    write(BY_KEY["activities"], [draft], by=actor_of(user))


def test_what_i_recorded_and_what_others_did_stand_apart_the_newest_first(clerk):
    smalltown.account("village", "village", VILLAGE)
    record_as("clerk", "我的会", TOWN, "HD-71")
    record_as("village", "村里的会", VILLAGE, "HD-72")
    page = today(clerk)
    assert [deed.what for deed in page.context["mine"]] == ["活动：我的会"]
    first = page.context["others"][0]
    assert (first.what, first.who, first.did) == ("活动：村里的会", "village（虚构）", "记了")
    assert clerk.get(first.url).status_code == 200


def test_many_records_of_one_deed_are_one_line(clerk):
    smalltown.add("activities", *(smalltown.meeting(f"HD-8{n}", 5) for n in range(4)))
    deed = today(clerk).context["others"][0]
    assert deed.what == "活动 4条"
    assert clerk.get(deed.url).status_code == 200


def test_a_long_deed_is_told_with_its_whole_count_where_all_of_it_may_be_seen(clerk):
    added = [smalltown.meeting(f"HD-9{n:03}", 5) for n in range(230)]
    smalltown.add("activities", *added[:-1], {**added[-1], "kind": "party_day", "place": VILLAGE})
    assert today(clerk).context["others"][0].what == "活动 230条"
    village = smalltown.account("village", "village", VILLAGE)
    assert "230条" not in today(village, VILLAGE).content.decode()


def test_a_village_never_hears_of_another_s_records(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    smalltown.account("second", "village", OTHER)
    record_as("second", "邻村的会", OTHER, "HD-73")
    record_as("clerk", "镇里的会", TOWN, "HD-74")
    smalltown.add("links", {
        "number": "BB-other", "holder_id": Person.rows.get(number="RY-1").pk,
        "kind": "linked_leader", "since": smalltown.SINCE, "until": date(2024, 10, 3),
        "place": OTHER,
    })  # fmt: skip
    said = today(village, VILLAGE).content.decode()
    assert "邻村的会" not in said and "镇里的会" not in said
    lists = "".join(rule(village, key, VILLAGE).content.decode() for key in RULES)
    assert "五联" not in lists and OTHER not in lists
    assert "邻村的会" in today(clerk).content.decode(), "and the town's clerk does hear of it"
    assert today(village, OTHER).status_code == 404


# --- Empty; first steps --------------------------------------------------------------------


def test_nothing_to_do_says_so_and_offers_the_next_useful_thing():
    smalltown.build()
    grid = smalltown.account("grid", "grid_member", VILLAGE)
    page = today(grid, VILLAGE)
    assert page.status_code == 200
    assert page.context["todo"] == [] and "都办好了" in page.content.decode()
    assert "看我的户" in page.content.decode()
    assert rule(grid, "links_ending", VILLAGE).status_code == 403


def test_an_empty_town_is_guided_step_by_step_and_each_tick_comes_from_the_ledger():
    smalltown.build()
    empty = "341824101"
    clerk = smalltown.account("fresh", "town_clerk", empty)

    def done() -> list[bool]:
        return [step.done for step in today(clerk, empty).context["steps"]]

    assert done() == [False] * 5
    assert today(clerk, empty).context["todo"] == [], "nothing is owed before the ledger is open"
    page = today(clerk, empty).content.decode()
    assert reverse("import_template", kwargs={"place": empty}) in page
    smalltown.add("town", {"code": empty, "name": "华阳镇", "start": date(2024, 1, 1)})
    assert done() == [True, False, False, False, False]
    village = next(iter(_villages(empty)))
    smalltown.add("persons", {"number": "RY-1", "name": "甲（虚构）", "place": empty})
    smalltown.add("activities", {
        "number": "HD-1", "place": village, "kind": "lecture", "title": "头一场宣讲",
        "on": date(2024, 9, 2),
    })  # fmt: skip
    # There is a proved figure to open by now; that somebody has opened it no ledger tells.
    assert done() == [True, False, True, True, False]
    steps = today(clerk, empty).context["steps"]
    proof = clerk.get(steps[-1].buttons[0].url)
    assert proof.status_code == 200 and "头一场宣讲" in proof.content.decode()
    smalltown.add("groups", {"code": f"{village}01", "name": "第1组"})
    assert today(clerk, empty).context["steps"] == []


def test_an_empty_town_is_opened_on_a_page_and_counts_what_its_own_sheet_brings():
    smalltown.build()
    empty = "341824101"
    clerk = smalltown.account("fresh", "town_clerk", empty)
    form = today(clerk, empty).context["steps"][0].buttons[0].url
    given = {one.name: one.value for one in clerk.get(form).context["fields"]}
    assert given == {"code": empty, "name": "临溪镇", "start": "2024-01-01"}
    listed = reverse("list", kwargs={"place": empty, "ledger": "town"})
    grid = reverse("grid", kwargs={"place": empty, "ledger": "town"})
    page = clerk.get(listed).content.decode()
    assert form.partition("?")[0] in page and grid not in page, "one row, and no block of them"
    refused = clerk.post(form, {**given, "code": "341824102"})
    assert refused.status_code == 422 and "不在本镇" in refused.content.decode()
    draft = reverse("draft", kwargs={"place": empty, "ledger": "town"})
    typed = {**given, "draft": str(uuid4())}
    asks = {"accept": "application/json"}
    assert clerk.post(draft, typed, headers=asks).status_code == 200
    opened = clerk.post(form, given)
    assert opened.status_code == 302 and "/today/" in opened["Location"]
    assert today(clerk, empty).context["steps"][0].done
    assert clerk.get(form).status_code == 404, "a town is opened once"
    assert clerk.post(draft, typed, headers=asks).status_code == 404
    (told,) = today(clerk, empty).context["mine"]
    assert (told.what, told.where) == ("镇情：临溪镇", "")
    assert Entry.objects.filter(chain=empty, ledger="town", action="create").count() == 1


def test_only_the_towns_clerk_opens_it():
    smalltown.build()
    url = reverse("new", kwargs={"place": "341824101", "ledger": "town"})
    leader = smalltown.account("leader", "town_leader", "341824101")
    neighbour = smalltown.account("neighbour", "town_clerk", "341824102")
    assert leader.get(url).status_code == 403
    assert neighbour.get(url).status_code == 404


def _villages(town: str) -> list[str]:
    from jishi.places import tree

    return [place.code for place in tree.children(town, date(2024, 9, 30))]


def test_who_may_not_import_is_not_guided():
    smalltown.build()
    leader = smalltown.account("leader", "town_leader", "341824101")
    assert today(leader, "341824101").context["steps"] == []


# --- The frame -----------------------------------------------------------------------------


def test_home_is_today_for_whoever_has_records(clerk):
    assert clerk.get("/").url == reverse("today", kwargs={"place": TOWN})
    county = smalltown.account("county", "county_reader", smalltown.COUNTY)
    assert "/cockpit/" in county.get("/").url


def test_the_count_beside_today_is_counted_anew_when_the_ledger_has_changed(clerk):
    cockpit = reverse("cockpit", kwargs={"place": TOWN})

    def count() -> int | None:
        return clerk.get(cockpit, {"as_of": DAY}).context["frame"]["nav"][0]["count"]

    assert count() is None  # who has not looked is told nothing
    owed = len(today(clerk).context["todo"])
    assert count() == owed > 0
    smalltown.add("activities", smalltown.meeting("HD-90", 6))
    assert count() == owed
    with CaptureQueriesContext(connection) as counted:
        smalltown.add("activities", smalltown.meeting("HD-91", 6))
        count()
    with CaptureQueriesContext(connection) as kept:
        count()
    assert len(kept) + 10 < len(counted)
    matters = BY_KEY["matters"]
    still = matters.model.rows.filter(closed_on=None)
    closed = {"closed_on": date(2024, 9, 29), "outcome": "agreement"}
    write(matters, [Draft(closed, one) for one in still], by=operator())
    assert count() == len(today(clerk).context["todo"]) == owed - 1


def test_large_letters_are_kept_in_a_cookie_and_lead_back(clerk):
    assert 'class="large"' not in today(clerk).content.decode()
    answer = clerk.post(reverse("large"), {"large": "on", "next": f"/{TOWN}/today/"})
    assert answer.url == f"/{TOWN}/today/"
    assert 'class="large"' in today(clerk).content.decode()
    assert clerk.post(reverse("large"), {"next": "https://example.org/"}).url == "/"
    assert 'class="large"' not in today(clerk).content.decode()


def test_today_asks_the_database_little_however_much_happened(clerk):
    smalltown.add("activities", *(smalltown.meeting(f"HD-1{n:02}", 5) for n in range(40)))
    today(clerk)
    with CaptureQueriesContext(connection) as asked:
        assert today(clerk).status_code == 200
    assert len(asked) <= 45, "\n".join(query["sql"][:110] for query in asked)


# --- Help ----------------------------------------------------------------------------------


def test_every_page_that_is_shown_is_explained_in_three_sentences():
    shown = {page.name for page in PAGES if "GET" in page.methods} - NOT_SHOWN
    assert shown - HELP.keys() == set(), "pages without help"
    for name, sentences in HELP.items():
        assert len(sentences) == 3, name
        assert all(str(text).endswith("。") and str(text).count("。") == 1 for text in sentences)


def test_help_opens_in_place(clerk):
    said = today(clerk).content.decode()
    assert "本页说明" in said and str(HELP["today"][0]) in said


def test_entries_from_before_there_were_acts_are_told_too(clerk, monkeypatch):
    monkeypatch.setattr(happened, "_LOOKED_AT", 3)
    Entry.objects.filter(ledger="matters").update(act="")
    assert today(clerk).status_code == 200
