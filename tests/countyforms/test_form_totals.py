"""A form's villages and its town: where they do not add up, the page says whose the rest is."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from jishi.access.actor import operator
from jishi.countyforms import actions
from jishi.countyforms.actions import About
from jishi.countyforms.binding import Binding
from jishi.places import tree
from jishi.records.people.models import Person
from tests.web import smalltown
from tests.web.smalltown import OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 30)


@pytest.fixture
def clerk():
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def volunteers(number: str, place: str) -> dict:
    return {
        "number": number, "place": place, "kind": "volunteering", "title": "清河道",
        "on": date(2024, 5, 4),
    }  # fmt: skip


def told(client, bindings: dict[str, Binding]) -> list[str]:
    """What the page of a form with these cells says of sums."""
    held, book = io.BytesIO(), openpyxl.Workbook()
    for ref in bindings:
        book.active[f"A{ref[1:]}"] = "行"
    book.active["B1"] = "数"
    book.save(held)
    about = About("月报", "县委办（虚构）", "", None, 0)
    form = actions.add(TOWN, about, held.getvalue(), "月报.xlsx", by=operator())
    wanted = {f"Sheet!{ref}": binding for ref, binding in bindings.items()}
    form = actions.bind(form, wanted, seen=form.version, by=operator())
    page = client.get(f"/{TOWN}/forms/{form.pk}/?as_of=2024-09-30")
    assert page.status_code == 200
    for one in page.context["apart"]:
        assert one["text"] in page.content.decode()
        assert client.get(one["url"]).status_code == 200
    return [one["text"] for one in page.context["apart"]]


def by_village(figure: str, *villages: str) -> dict[str, Binding]:
    return {f"B{row}": Binding(figure, place=code) for row, code in enumerate(villages, 2)}


def test_what_is_the_town_s_own_is_told(clerk):
    smalltown.add(
        "activities",
        volunteers("HD-8", VILLAGE),
        volunteers("HD-9", TOWN),
        volunteers("HD-10", TOWN),
    )
    every = [place.code for place in tree.children(TOWN, DAY)]
    figure = "volunteer_activities"
    (said,) = told(clerk, by_village(figure, *every) | {"B20": Binding(figure)})
    assert "各村加起来1次，全镇3次，另外2次是镇本级的" in said


def test_what_lies_in_villages_that_the_form_leaves_out_is_told_apart(clerk):
    smalltown.add(
        "activities", volunteers("HD-8", VILLAGE), volunteers("HD-9", TOWN),
        *(volunteers(f"HD-1{n}", OTHER_VILLAGE) for n in range(3)),
    )  # fmt: skip
    (said,) = told(clerk, by_village("volunteer_activities", VILLAGE, TOWN + "200"))
    assert "表上各村加起来1次，全镇5次，另外1次是镇本级的，3次在表上没列的村" in said


@pytest.mark.parametrize("figure", ["disputes_found", "group_coverage"])
def test_nothing_is_said_of_sums_that_come_to_the_town_s_nor_of_shares(clerk, figure):
    every = [place.code for place in tree.children(TOWN, DAY)]
    assert told(clerk, by_village(figure, *every)) == []


def in_office(*held: tuple[str, str]) -> None:
    """Members of the leading team: one person each, (kind of post, where)."""
    numbers = [f"RY-{n}" for n, _one in enumerate(held, 20)]
    smalltown.add("persons", *(
        {"number": number, "name": f"干部{number}（虚构）", "place": TOWN} for number in numbers
    ))  # fmt: skip
    smalltown.add("posts", *(
        {"number": f"ZW-{number}", "person_id": Person.rows.get(number=number).pk, "kind": kind,
         "place": place, "since": smalltown.SINCE}
        for number, (kind, place) in zip(numbers, held, strict=True)
    ))  # fmt: skip


def test_what_counts_in_the_town_beside_its_villages_is_not_said_to_count_twice(clerk):
    in_office(
        ("party_secretary", TOWN), ("village_secretary", VILLAGE),
        ("village_secretary", OTHER_VILLAGE),
    )  # fmt: skip
    (said,) = told(clerk, by_village("leading_team", VILLAGE, OTHER_VILLAGE))
    assert "表上各村加起来2人，全镇3人：还有的在镇本级，或在表上没列的村" in said


def test_who_counts_in_several_villages_counts_once_in_the_town(clerk):
    in_office(("village_secretary", VILLAGE))
    holder = Person.rows.get(number="RY-20")
    smalltown.add("posts", {
        "number": "ZW-99", "person_id": holder.pk, "kind": "village_secretary",
        "place": OTHER_VILLAGE, "since": smalltown.SINCE,
    })  # fmt: skip
    (said,) = told(clerk, by_village("leading_team", VILLAGE, OTHER_VILLAGE))
    assert "表上各村加起来2人，全镇1人：几个村都算到的，全镇只算一次" in said


def test_groups_of_a_village_that_the_form_shows_are_not_added_to_it(clerk):
    assert told(clerk, by_village("households", VILLAGE, OTHER_VILLAGE, *smalltown.GROUPS)) == []
