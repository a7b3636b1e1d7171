"""A record's page: its facts, what belongs to it, and who changed what."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access import accounts
from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.access.writing import Draft, write
from jishi.records.activities.models import Activity
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.records.people.models import Person
from tests.web import smalltown
from tests.web.smalltown import OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def shown(client: Client, ledger: str, key: object, place: str = TOWN):
    return client.get(reverse("record", kwargs={"place": place, "ledger": ledger, "id": str(key)}))


def change(ledger: str, row, **values) -> None:
    by = actor_of(User.objects.get(username="clerk"))
    write(BY_KEY[ledger], [Draft(values, row)], by=by)


def facts(page) -> dict[str, str]:
    return {fact["label"]: fact["text"] for fact in page.context["facts"]}


def test_facts_stand_in_words(clerk):
    page = shown(clerk, "matters", Matter.rows.get(number="SX-1").pk)
    found = facts(page)
    assert found["登记日"] == "2024年2月1日"
    assert (found["种类"], found["地方"], found["结果"]) == ("邻里纠纷", "宅坦村", "达成协议")


def test_a_person_shows_the_links_he_holds_and_a_link_leads_back_to_him(clerk):
    page = shown(clerk, "persons", smalltown.person().pk)
    links = next(part for part in page.context["related"] if part["ledger"].key == "links")
    assert links["count"] == 4
    link = clerk.get(links["rows"][0]["url"])
    holder = next(fact for fact in link.context["facts"] if fact["label"] == "责任人")
    assert clerk.get(holder["url"]).context["title"] == "方知远"


def test_related_records_out_of_sight_are_not_counted(clerk):
    smalltown.add("activities", {
        **smalltown.meeting("HD-7", 7), "kind": "lecture", "place": OTHER_VILLAGE,
        "lead_id": smalltown.person().pk,
    })  # fmt: skip
    page = shown(clerk, "persons", smalltown.person().pk)
    assert "activities" in [part["ledger"].key for part in page.context["related"]]
    grid = _grid_member()
    door = Household.rows.get(number="NH-1")
    page = shown(grid, "households", door.pk, VILLAGE)
    assert page.status_code == 200
    assert [part["count"] for part in page.context["related"]] == [0]


def test_a_household_leads_to_its_measures_and_to_those_who_answer_for_it(clerk):
    door = Household.rows.get(number="NH-1")
    page = shown(clerk, "households", door.pk)
    answering = {one["kind"]: one["place"] for one in page.context["answering"]}
    assert answering["网格员"] == "宅坦村 第1组", "the nearest"
    assert answering["村“两委”"] == "宅坦村"
    measures = page.context["related"][0]
    assert (measures["ledger"].key, measures["count"]) == ("measures", 0)
    assert "还没有" in page.content.decode()
    form = clerk.get(measures["new_url"])
    assert 'value="NH-1 户主（虚构）"' in form.content.decode()
    smalltown.add("measures", *(
        {"number": f"BF-{n}", "household_id": door.pk, "place": "", "kind": "education_aid",
         "drawn_up_on": date(2024, 3, 1)} for n in range(25)
    ))  # fmt: skip
    measures = shown(clerk, "households", door.pk).context["related"][0]
    assert len(measures["rows"]) == 20
    assert clerk.get(measures["more_url"]).context["foot"].count == 25
    read = shown(_grid_member(), "households", door.pk, VILLAGE).context
    assert read["related"][0]["count"] == 25
    assert (read["related"][0]["new_url"], read["answering"]) == ("", [])


def test_the_history_tells_each_change_in_words_the_newest_first(clerk):
    row = Activity.rows.get(number="HD-1")
    change("activities", row, attendance=29)
    moved = {"attendance": 31, "place": VILLAGE, "kind": "lecture"}
    change("activities", Activity.rows.get(pk=row.pk), **moved)
    history = shown(clerk, "activities", row.pk).context["history"]
    assert [entry["version"] for entry in history] == [3, 2, 1]
    assert history[0]["who"] == "clerk（虚构）"
    told = {part["label"]: (part["before"], part["after"]) for part in history[0]["diff"]}
    kinds = told.pop("种类")
    assert kinds[0] == "党委会" != kinds[1]
    assert told == {"地方": ("上庄镇", "宅坦村"), "人次": ("29人次", "31人次")}


def test_a_changed_birth_date_is_told_as_changed_to_a_reader(clerk):
    person = smalltown.person()
    change("persons", person, birth_on=date(1981, 1, 2))
    leader = smalltown.account("leader", "town_leader", TOWN)
    read = shown(leader, "persons", person.pk)
    assert "1981" not in read.content.decode()
    assert "已改动" in read.content.decode()
    assert "1981年1月2日" in shown(clerk, "persons", person.pk).content.decode()


def test_a_record_is_found_only_where_the_place_covers_it(clerk):
    key = Matter.rows.get(number="SX-1").pk
    assert shown(clerk, "matters", key, VILLAGE).status_code == 200
    assert shown(clerk, "matters", key, OTHER_VILLAGE).status_code == 404
    assert shown(clerk, "activities", key).status_code == 404
    assert shown(clerk, "matters", "not-an-id").status_code == 404
    assert shown(clerk, "matters", Matter.rows.get(number="SX-9").pk).status_code == 404


def test_the_town_itself_a_group_and_a_programme_have_pages(clerk):
    assert facts(shown(clerk, "town", TOWN))["台账起始日"] == "2023年1月1日"
    assert shown(clerk, "groups", smalltown.GROUPS[0]).context["title"] == "第1组"
    assert shown(clerk, "groups", VILLAGE).status_code == 404


def test_only_those_who_may_write_a_record_are_offered_to_change_it(clerk):
    key = Matter.rows.get(number="SX-1").pk
    leader = smalltown.account("leader", "town_leader", TOWN)
    assert shown(clerk, "matters", key).context["edit_url"]
    assert shown(leader, "matters", key).context["edit_url"] is None


def _grid_member() -> Client:
    new = accounts.NewAccount(
        "grid", "网格员（虚构）", "grid_member", VILLAGE, smalltown.PASSWORD,
        str(smalltown.person().pk),
    )  # fmt: skip
    client = Client()
    user = accounts.add(new, by=operator(), since=smalltown.SINCE)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_a_person_did_in_other_villages_is_on_the_list_that_his_page_leads_to(clerk):
    smalltown.add("persons", {"number": "RY-30", "name": "走村（虚构）", "place": VILLAGE})
    holder = Person.rows.get(number="RY-30")
    smalltown.add("activities", *(
        {**smalltown.meeting(f"HD-3{n:02}", 5), "kind": "lecture", "place": OTHER_VILLAGE,
         "lead_id": holder.pk}
        for n in range(25)
    ))  # fmt: skip
    url = reverse("record", kwargs={"place": holder.place, "ledger": "persons", "id": holder.pk})
    page = clerk.get(url, {"as_of": "2024-09-30"})
    led = next(one for one in page.context["related"] if one["ledger"].key == "activities")
    assert clerk.get(led["more_url"]).context["foot"].count == led["count"] == 25
