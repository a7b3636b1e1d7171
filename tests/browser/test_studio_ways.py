"""The studio on a phone, and what stands at the edge of a line."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from jishi.access.actor import operator
from jishi.reports.source import Piece, word_of
from jishi.studio import drafts, templates
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2024, 9, 30)


@pytest.fixture
def clerk(db):
    smalltown.build()
    return smalltown.account("banshi", "town_clerk", TOWN)


#: Whether the sign behind each figure stands on the figure's own line.
KEPT = """figure => {
  const behind = document.createRange(), sign = figure.nextSibling;
  behind.setStart(sign, 0);
  behind.setEnd(sign, 1);
  const here = figure.getBoundingClientRect(), there = behind.getBoundingClientRect();
  return Math.abs(here.bottom - there.bottom) < 10;
}"""


def test_name_and_way_out_of_a_template_are_tapped_each_for_itself(visit, clerk):
    words = word_of([Piece("title", "题"), Piece("body", "{{ 党委会 }}")])
    templates.add(TOWN, "月报", words, "月报.docx", by=operator())
    page = visit(f"/{TOWN}/report/templates/", client=clerk, screen="phone")
    row = page.locator("tr", has_text="月报.docx")
    assert row.bounding_box()["height"] >= 56
    assert row.get_by_role("link", name="用它出报告").bounding_box()["height"] >= 44
    row.get_by_role("link", name="月报", exact=True).tap()
    expect(page.locator("h1")).to_contain_text("月报")
    page.go_back()
    row.get_by_role("link", name="用它出报告").tap()
    page.wait_for_url("**/report/?*template=*")


def test_a_figure_and_the_stop_behind_it_stay_on_one_line(visit, clerk):
    # Of thirty lines, each a character longer, some end just behind the figure.
    text = [Piece("body", "会" * (10 + more) + "{{ 党委会 }}。") for more in range(30)]
    draft = drafts.begin(TOWN, "九月报告", text, DAY, by=operator())
    page = visit(f"/{TOWN}/report/drafts/{draft.pk}/", client=clerk, screen="phone")
    kept = [figure.evaluate(KEPT) for figure in page.locator(".shown-figure").all()]
    assert kept == [True] * 30


def test_all_paragraphs_of_a_finished_draft_begin_at_one_edge(visit, clerk):
    text = [Piece("title", "题"), Piece("body", "没有数。"), Piece("body", "开会{{ 党委会 }}。")]
    draft = drafts.begin(TOWN, "九月报告", text, DAY, by=operator())
    drafts.finish(draft, DAY, by=operator())
    page = visit(f"/{TOWN}/report/drafts/{draft.pk}/", client=clerk)
    edges = page.locator(".draft-read .piece-text p").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().left)"
    )
    assert len(edges) == 3 and len(set(edges)) == 1
