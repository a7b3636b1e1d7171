"""The report as a page and as Word: one text, every figure leading to its proof."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from jishi.audit.models import ChainHead
from jishi.reports.layout import TEXT_WIDTH
from jishi.web import reporting
from tests.web import smalltown

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def report(client: Client, place: str = smalltown.TOWN, name: str = "report", **query: str):
    return client.get(reverse(name, kwargs={"place": place}), {"as_of": "2024-09-30", **query})


def text(page) -> str:
    paragraphs = page.context["paragraphs"]
    return "\n".join("".join(part["text"] for part in one["parts"]) for one in paragraphs)


def test_the_page_and_the_word_file_tell_the_same(clerk):
    page = report(clerk)
    word = docx.Document(io.BytesIO(report(clerk, name="report_word").content))
    told = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for line in text(page).splitlines():
        assert line in told
    assert "摸排矛盾纠纷4件" in told


def test_a_figure_of_the_text_tells_its_proof_beside_it(clerk):
    parts = [part for one in report(clerk).context["paragraphs"] for part in one["parts"]]
    key = next(part["key"] for part in parts if part["text"] == "4件")
    page = report(clerk, figure=key)
    assert page.context["chosen"].key == "disputes_found"
    assert clerk.get(page.context["chosen"].url).status_code == 200
    assert report(clerk, figure="no_such").context["chosen"] is None


def test_a_village_s_report_leaves_out_what_is_counted_for_towns_only(clerk):
    page = report(clerk, smalltown.VILLAGE)
    assert "党委会" in page.context["left_out"]
    assert "召开党委会" not in text(page)


def test_a_changed_record_changes_the_report_at_once(clerk):
    before = text(report(clerk))
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    assert "召开党委会2次" in before
    assert "召开党委会3次" in text(report(clerk))


def test_the_heads_of_the_trail_stand_on_it(clerk):
    page = report(clerk).content.decode()
    assert ChainHead.objects.get(chain=smalltown.TOWN).hash in page


def test_the_file_has_a_chinese_name_that_travels(clerk):
    given = report(clerk, name="report_word")["Content-Disposition"]
    assert given.startswith("attachment; filename*=utf-8''%")
    assert given.endswith("2024-09-30%EF%BC%89.docx")


@pytest.mark.parametrize(("role", "place"), [
    ("county_reader", smalltown.COUNTY), ("auditor", smalltown.COUNTY),
])  # fmt: skip
def test_others_make_no_report(clerk, role, place):
    other = smalltown.account("other", role, place)
    assert report(other).status_code == 403
    assert report(other, name="report_word").status_code == 403


def test_the_annex_that_was_asked_for_stays_when_the_papers_are_not_in_order(clerk):
    wrong = report(clerk, name="report_word", annex="year", signed_on="三月")
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert '<option value="year" selected>' in page
    assert ("annex", "year") in wrong.context["keep"]
    assert "annex=year" in wrong.context["word_url"]
    assert "annex" not in report(clerk, annex="later").context["word_url"]


def test_the_red_header_is_drawn_across_the_type_area():
    assert reporting.HEADER_WIDTH == TEXT_WIDTH // 20 == 442
