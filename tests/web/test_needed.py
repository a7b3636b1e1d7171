"""What is needed is told before it is missed, and everywhere in the same words."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.roles import DOORSTEP, doorstep
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.matters.models import Matter
from jishi.workbook.writing import template
from tests.web import smalltown
from tests.web.smalltown import COUNTY, TOWN

pytestmark = pytest.mark.django_db
SENT = {"opened_on": "2024-09-01", "kind": "dispute_neighbour", "title": "界址", "place": TOWN,
        "channel": "found"}  # fmt: skip


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def new(ledger: str) -> str:
    return reverse("new", kwargs={"place": TOWN, "ledger": ledger})


def fields(page) -> dict[str, object]:
    return {one.name: one for one in page.context["fields"]}


def test_an_outcome_says_beforehand_that_it_wants_its_day_and_the_day_its_outcome(clerk):
    page = clerk.get(new("matters"))
    assert "就要填“办结日”" in fields(page)["outcome"].hint
    assert "就要填“结果”" in fields(page)["closed_on"].hint
    assert fields(page)["outcome"].hint in page.content.decode()


@pytest.mark.parametrize(("given", "missed"), [("outcome", "closed_on"), ("closed_on", "outcome")])
def test_the_fault_says_what_the_hint_said(clerk, given, missed):
    value = {"outcome": "agreement", "closed_on": "2024-09-02"}[given]
    page = clerk.post(new("matters"), SENT | {given: value, "title": ""})
    told = {fault.name: fault.text for fault in page.context["faults"]}
    ledger = BY_KEY["matters"]
    assert told[missed] == f"填了“{ledger.column(given).zh}”，就要填“{ledger.column(missed).zh}”。"
    assert "title" in told  # all that is wrong at once
    assert not Matter.rows.filter(title="界址").exists()


def test_the_blank_workbook_says_the_same_at_its_headings():
    held = io.BytesIO()
    template(held)
    book = openpyxl.load_workbook(io.BytesIO(held.getvalue()))
    for ledger in LEDGERS:
        notes = {cell.value: cell.comment.text if cell.comment else ""
                 for cell in book[str(ledger.zh)][1]}  # fmt: skip
        for column in ledger.columns:
            assert ledger.hint(column) in notes[str(column.zh)], (ledger.key, column.name)
    said = {(name, cell.value): cell.comment.text for name in ("事项", "包保责任")
            for cell in book[name][1] if cell.comment}  # fmt: skip
    assert "就要填“办结日”" in said["事项", "结果"]
    assert "两个总要填一个" in said["包保责任", "村或组"]


def test_a_grid_says_at_its_headings_what_they_want(clerk):
    page = clerk.get(reverse("grid", kwargs={"place": TOWN, "ledger": "matters"}))
    told = {one["name"]: one["hint"] for one in page.context["columns"]}
    assert "就要填“办结日”" in told["outcome"]


@pytest.fixture
def administrator() -> Client:
    smalltown.build()
    return smalltown.account("root", "administrator", COUNTY)


def test_a_role_that_follows_its_holder_s_links_says_that_it_wants_his_entry(administrator):
    page = administrator.get(reverse("account_new"))
    text = page.content.decode()
    assert f"{doorstep()}要" in text
    assert f'data-values="{" ".join(sorted(DOORSTEP))}"' in text
    label = text[text.index('for="id_person"') :]
    assert "可不填" not in label[: label.index("</label>")]


def test_who_is_not_among_the_people_is_told_at_the_field_of_his_entry(administrator):
    page = administrator.post(reverse("account_new"), {
        "name": "查无此人", "username": "nobody", "role": "grid_member", "place": TOWN,
        "since": "2024-01-01",
    })  # fmt: skip
    assert page.status_code == 422
    (said,) = page.context["form"].errors["person"]
    assert "没有编号或姓名是查无此人的人" in said
