"""改稿 by hand: it saves itself, survives a killed browser, and two people write on one text."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from jishi.access.actor import operator
from jishi.reports.source import Piece
from jishi.studio import drafts
from tests.browser.test_kept import reopened
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = pytest.mark.django_db(transaction=True)
FIVE_SECONDS = 5000
TEXT = [Piece("title", "报告"), Piece("body", "开会{{ 党委会 }}。"), Piece("body", "末段。")]


@pytest.fixture
def draft(db):
    smalltown.build()
    return drafts.begin(TOWN, "九月报告", TEXT, date(2024, 9, 30), by=operator())


@pytest.fixture
def clerk(draft):
    return smalltown.account("banshi", "town_clerk", TOWN)


@pytest.fixture
def other(draft):
    return smalltown.account("tongshi", "town_clerk", TOWN)


def opened(visit, draft, client, **more: bool) -> Page:
    page = visit(f"/{TOWN}/report/drafts/{draft.pk}/", client=client, **more)
    expect(page.locator("[data-said]")).to_contain_text("写过")
    return page


def box(page: Page, number: int):
    return page.locator(f"#p-{number} textarea")


def kept(page: Page) -> None:
    expect(page.locator("[data-said]")).to_contain_text("自动存好", timeout=FIVE_SECONDS)


def words(draft) -> list[str]:
    draft.refresh_from_db()
    return [text for _kind, text in draft.text]


def test_what_is_typed_without_a_pause_is_there_after_the_browser_was_killed(visit, draft, clerk):
    page = opened(visit, draft, clerk)
    # A key every quarter of a second: never two seconds of rest.
    box(page, 3).press("End")
    box(page, 3).press_sequentially("，没有停过一直在写的一段话", delay=250)
    expect(page.locator("#p-2 .shown")).to_contain_text("2次")
    kept(page)
    page = reopened(page)
    page.goto(f"/{TOWN}/report/drafts/{draft.pk}/")
    expect(box(page, 3)).to_have_value("末段。，没有停过一直在写的一段话")


def test_two_write_different_paragraphs_and_see_each_other_s(visit, draft, clerk, other):
    here, there = opened(visit, draft, clerk), opened(visit, draft, other)
    box(here, 3).fill("末段改了。")
    kept(here)
    box(there, 1).fill("九月的报告")
    kept(there)
    expect(there.locator("[data-trouble]")).to_contain_text("已经合在一起")
    expect(box(there, 3)).to_have_value("末段改了。")
    box(here, 3).fill("末段又改了。")
    expect(box(here, 1)).to_have_value("九月的报告", timeout=FIVE_SECONDS)
    assert words(draft) == ["九月的报告", TEXT[1].text, "末段又改了。"]


def test_a_paragraph_that_came_meanwhile_is_not_lost_by_the_other_page(visit, draft, clerk, other):
    here, there = opened(visit, draft, clerk), opened(visit, draft, other)
    here.locator("#p-3 .piece-menu summary").click()
    here.locator("button[value=add-3]").click()
    box(here, 4).fill("新的一段。")
    kept(here)
    box(there, 1).fill("九月的报告")
    # The boxes are no longer the same: the page comes anew, with both.
    expect(box(there, 4)).to_have_value("新的一段。", timeout=FIVE_SECONDS)
    expect(box(there, 1)).to_have_value("九月的报告")
    assert words(draft) == ["九月的报告", TEXT[1].text, TEXT[2].text, "新的一段。"]


def test_what_is_typed_after_the_two_met_at_one_paragraph_is_kept_too(visit, draft, clerk, other):
    here, there = opened(visit, draft, clerk), opened(visit, draft, other, quiet=False)  # 409
    box(here, 3).fill("甲写的。")
    kept(here)
    box(there, 3).fill("乙写的。")
    expect(there.locator("[data-trouble] a")).to_be_visible(timeout=FIVE_SECONDS)
    first = there.locator("[data-trouble] a").get_attribute("href")
    box(there, 3).fill("乙接着写的。")
    link = there.locator(f"[data-trouble] a:not([href='{first}'])")
    expect(link).to_be_visible(timeout=FIVE_SECONDS + 1000)
    link.click()
    expect(there.locator("main")).to_contain_text("乙接着写的。")
    expect(there.locator("main")).to_contain_text("甲写的。")
    assert words(draft)[2] == "甲写的。"
