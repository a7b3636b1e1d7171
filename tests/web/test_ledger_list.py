"""A ledger's list: which records it shows to whom, how it is narrowed, summed and exported."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jishi.records.ledgers import LEDGERS
from jishi.workbook.entry import MASK
from tests.web import smalltown
from tests.web.smalltown import GROUPS, NEIGHBOUR, OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
DAY = "2024-09-30"


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def listed(client: Client, ledger: str, place: str = TOWN, **query):
    url = reverse("list", kwargs={"place": place, "ledger": ledger})
    return client.get(url, {"as_of": DAY, **query})


def numbers(page) -> list[str]:
    return [row[0].text for row in page.context["rows"]]


def meetings(count: int, *, first: int = 0) -> None:
    smalltown.add("activities", *(
        {"number": f"HD-{n:03}", "place": TOWN, "kind": "committee_meeting", "title": f"会{n}",
         "on": date(2024, 1, 1) + timedelta(days=n), "attendance": n,
         "lead_id": smalltown.person().pk}
        for n in range(first, first + count)
    ))  # fmt: skip


def test_a_place_shows_its_own_records_and_those_below(clerk):
    assert len(numbers(listed(clerk, "matters"))) == 5
    assert set(numbers(listed(clerk, "matters", VILLAGE))) == {"SX-1", "SX-4", "SX-5"}
    assert b"SX-9" not in listed(clerk, "matters").content


def test_what_happened_last_stands_first_and_every_column_sorts_both_ways(clerk):
    assert numbers(listed(clerk, "matters"))[0] == "SX-4"
    up = numbers(listed(clerk, "matters", sort="opened_on"))
    assert up == numbers(listed(clerk, "matters", sort="-opened_on"))[::-1]
    assert numbers(listed(clerk, "matters", sort="town")) == numbers(listed(clerk, "matters"))


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"q": "SX-2"}, {"SX-2"}),
        ({"q": "邻里"}, {"SX-1", "SX-2", "SX-3", "SX-4", "SX-5"}),
        ({"from": "2024-05-01"}, {"SX-2", "SX-3", "SX-4"}),
        ({"to": "2024-02-01"}, {"SX-1", "SX-5"}),
        ({"outcome": "agreement", "from": "2024-01-01"}, {"SX-1", "SX-2", "SX-3"}),
        ({"kind": ["dispute_land", "petition"]}, set()),
        ({"from": "no day"}, {"SX-1", "SX-2", "SX-3", "SX-4", "SX-5"}),
    ],
    ids=["number", "kind", "from", "to", "outcome", "kinds", "no day"],
)
def test_each_condition_narrows_the_list_and_its_chip_takes_it_back(clerk, query, left):
    page = listed(clerk, "matters", **query)
    assert set(numbers(page)) == left
    for chip in page.context["chips"]:
        wider = clerk.get(chip.url)
        assert len(wider.context["chips"]) == len(page.context["chips"]) - 1


def test_states_are_listed_as_in_force_until_all_are_asked_for(clerk):
    later = {"as_of": "2024-10-15"}
    assert "BB-linked_cadre" in numbers(listed(clerk, "links"))
    assert "BB-linked_cadre" not in numbers(listed(clerk, "links", **later))
    assert "BB-linked_cadre" in numbers(listed(clerk, "links", **later, state="all"))


def test_totals_speak_of_the_whole_list_and_not_of_the_page(clerk):
    meetings(60)
    page = listed(clerk, "activities", q="会")
    assert len(page.context["rows"]) == 50
    assert page.context["foot"].count == 62
    assert [one["text"].replace("\u2009", "") for one in page.context["sums"]] == ["1770"]
    last = clerk.get(page.context["pager"]["next"])
    assert len(last.context["rows"]) == 12


def test_a_list_of_fifty_asks_the_database_no_more_often_than_a_list_of_three(clerk):
    meetings(1)
    listed(clerk, "activities")  # signing in has its own questions, once
    counts = []
    for more in (0, 49):
        meetings(more, first=1)
        with CaptureQueriesContext(connection) as asked:
            page = listed(clerk, "activities")
        counts.append((len(page.context["rows"]), len(asked)))
    (few, before), (many, after) = counts
    assert (few, many) == (3, 50)
    assert before == after


def test_the_export_holds_exactly_what_the_list_shows(clerk):
    page = listed(clerk, "matters", outcome="agreement", q="纠纷")
    answer = clerk.get(page.context["export_url"])
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["事项"]
    exported = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert exported == numbers(page)
    assert len(exported) == page.context["foot"].count == 4


def test_an_export_asks_no_question_for_each_ledger_of_the_town(clerk):
    page = listed(clerk, "matters")
    with CaptureQueriesContext(connection) as asked:
        clerk.get(page.context["export_url"])
    kinds = [one["sql"] for one in asked if 'FROM "kernel_kind"' in one["sql"]]
    assert len(kinds) == 1
    assert len(asked) < len(LEDGERS)


def test_a_birth_date_leaves_only_with_those_who_may_write_it(clerk):
    leader = smalltown.account("leader", "town_leader", TOWN)
    born = {}
    for client in (clerk, leader):
        answer = client.get(reverse("list_export", kwargs={"place": TOWN, "ledger": "persons"}))
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["人员"]
        column = [cell.value for cell in sheet[1]].index("出生日期")
        born[client] = [row[column].value for row in sheet.iter_rows(min_row=2)]
    assert any(str(value).startswith("19") for value in born[clerk])
    assert set(born[leader]) == {MASK}
    assert "1980" not in listed(clerk, "persons").content.decode()


def test_a_village_knows_a_holder_at_the_town_by_name_only(clerk):
    village = smalltown.account("village", "village", VILLAGE)
    page = listed(village, "links", VILLAGE)
    assert all(row[1].text == "方知远" for row in page.context["rows"])
    assert len(numbers(listed(village, "links", VILLAGE, q="方知远"))) == 4
    assert "RY-1" not in page.content.decode()


def test_a_village_neither_reads_nor_finds_the_name_of_someone_in_another_village(clerk):
    smalltown.add("persons", {"number": "RY-7", "name": "曹隐名", "place": OTHER_VILLAGE})
    hidden = {"holder": smalltown.Person.rows.get(number="RY-7")}
    smalltown.add(
        "links",
        {"number": "BB-7", **hidden, "kind": "village_link", "place": GROUPS[1],
         "since": date(2024, 1, 1)},
    )  # fmt: skip
    village = smalltown.account("village", "village", VILLAGE)
    page = listed(village, "links", VILLAGE)
    assert "BB-7" in numbers(page)
    assert "曹隐名" not in page.content.decode()
    assert numbers(listed(village, "links", VILLAGE, q="曹隐名")) == []
    assert numbers(listed(clerk, "links", q="曹隐名")) == ["BB-7"]


def test_the_ledger_opens_at_the_first_list_its_reader_may_see(clerk):
    url = reverse("ledger_home", kwargs={"place": TOWN})
    assert clerk.get(url)["Location"] == f"/{TOWN}/ledger/activities/"
    village = smalltown.account("village", "village", VILLAGE)
    assert village.get(url).status_code == 404
    shown = {tab["url"].split("/")[3] for tab in listed(village, "links", VILLAGE).context["tabs"]}
    assert "activities" in shown
    assert "kinds" not in shown


def test_an_unknown_ledger_and_a_place_out_of_reach_are_no_pages(clerk):
    assert clerk.get(f"/{TOWN}/ledger/nothing/").status_code == 404
    assert listed(clerk, "matters", NEIGHBOUR).status_code == 404
    assert listed(clerk, "matters", "341824").status_code == 404


def test_an_empty_list_says_whether_anything_was_asked(clerk):
    assert "没有符合条件的记录" in listed(clerk, "matters", q="查无此事").content.decode()
    assert "还没有记" in listed(clerk, "receptions").content.decode()


def test_what_only_a_town_has_is_told_at_the_town(clerk):
    page = listed(clerk, "programmes", VILLAGE)
    assert page.context["here"].code == TOWN


def test_typed_markup_stays_text(clerk):
    smalltown.add("matters", {
        "number": "SX-8", "place": TOWN, "kind": "petition", "title": "<script>alert(1)</script>",
        "channel": "found", "opened_on": date(2024, 1, 1),
    })  # fmt: skip
    assert "<script>alert" not in listed(clerk, "matters", q="<script>").content.decode()
    assert "&lt;script&gt;" in listed(clerk, "matters").content.decode()


def test_the_way_to_change_a_record_stands_in_its_line_for_who_may_write_it(clerk):
    url = reverse("list", kwargs={"place": TOWN, "ledger": "matters"}) + "?state=all"
    leader = smalltown.account("leader", "town_leader", TOWN)
    lines = clerk.get(url).context["rows"]
    assert lines and all(line.edit_url for line in lines)
    assert clerk.get(lines[0].edit_url).status_code == 200
    assert not any(line.edit_url for line in leader.get(url).context["rows"])
    assert b"/edit/" not in leader.get(url).content
