"""The proof page: the records that count, those that do not, and exactly these to take home."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from jishi.indicators.tables import BY_KEY
from tests.web import smalltown

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def proof(client: Client, key: str, place: str = smalltown.TOWN, name: str = "proof", **query: str):
    address = reverse(name, kwargs={"place": place, "key": key})
    return client.get(address, {"as_of": "2024-09-30", **query})


def test_the_settled_disputes_are_listed_and_the_open_one_is_told_apart(clerk):
    page = proof(clerk, "disputes_mediated")
    assert [row["cells"][0] for row in page.context["rows"]] == ["SX-1", "SX-2", "SX-3"]
    assert (page.context["whole"]["n"], page.context["whole"]["of"]) == (3, 4)
    assert page.context["checked"] is True
    left = proof(clerk, "disputes_mediated", show="excluded")
    assert {row["cells"][0] for row in left.context["rows"]} == {"SX-4", "SX-5"}
    assert all(row["cells"][-1] for row in left.context["rows"])


def test_a_row_leads_to_its_record(clerk):
    row = proof(clerk, "disputes_mediated").context["rows"][0]
    assert "/ledger/matters/" in row["url"]
    assert clerk.get(row["url"]).status_code == 200


def test_the_villages_of_a_count_are_told_with_their_parts(clerk):
    kids = {c["name"]: c for c in proof(clerk, "disputes_mediated").context["children"]}
    assert (kids["宅坦"]["value"], kids["宅坦"]["of"]) == (1, 2)
    assert (kids["旺川"]["value"], kids["旺川"]["of"]) == (2, 2)


@pytest.mark.parametrize("key", BY_KEY)
def test_every_figure_has_a_page_and_its_records_agree_with_it(clerk, key):
    page = proof(clerk, key)
    assert page.status_code == 200
    assert page.context.get("checked") in (True, None)
    assert proof(clerk, key, smalltown.VILLAGE).status_code == 200
    assert proof(clerk, key, name="proof_export").status_code == 200


def test_exceptions_of_a_universal_claim_come_first(clerk):
    page = proof(clerk, "group_coverage")
    assert page.context["exceptions_first"]
    told = page.content.decode()
    assert told.index("excluded-title") < told.index('class="tabs"')


def test_the_workbook_holds_exactly_the_records_shown(clerk):
    answer = proof(clerk, "disputes_mediated", name="proof_export")
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["SX-1", "SX-2", "SX-3"]


def test_what_looks_like_a_formula_leaves_as_text(clerk):
    smalltown.add("matters", {
        "number": "SX-6", "place": smalltown.VILLAGE, "kind": "dispute_neighbour",
        "title": "=1+1", "channel": "found", "opened_on": date(2024, 1, 5),
        "closed_on": None, "outcome": "",
    })  # fmt: skip
    answer = proof(clerk, "disputes_found", name="proof_export")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "=1+1")
    assert cell.data_type == "s"


def test_a_null_figure_says_why_and_lists_nothing(clerk):
    page = proof(clerk, "committee_meetings", smalltown.VILLAGE)
    assert "只按镇算" in page.content.decode()
    assert "tabs" not in page.context


def test_an_unknown_figure_and_a_place_out_of_reach_are_not_found(clerk):
    assert proof(clerk, "no_such_figure").status_code == 404
    assert proof(clerk, "disputes_found", smalltown.NEIGHBOUR).status_code == 404


def test_a_county_reader_opens_no_proof(clerk):
    reader = smalltown.account("county", "county_reader", smalltown.COUNTY)
    assert proof(reader, "disputes_found").status_code == 403
    assert proof(reader, "disputes_found", name="proof_export").status_code == 403


def test_ages_are_told_but_no_birth_dates(clerk):
    smalltown.add("posts", {
        "number": "RZ-1", "person_id": smalltown.person().pk, "kind": "party_secretary",
        "place": smalltown.TOWN, "since": smalltown.SINCE,
    })  # fmt: skip
    told = proof(clerk, "team_under_40_share", show="excluded").content.decode()
    assert "方知远" in told
    assert "44" in told
    assert "1980" not in told.replace("1983", "")
