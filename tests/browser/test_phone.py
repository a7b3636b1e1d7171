"""A phone in the hand: what one is asked and what one may press stand within reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import TOWN, window
from tests.browser.hands import beyond
from tests.browser.test_axe import county_form, one_pin, upload

pytestmark = pytest.mark.xdist_group("demo")
LEDGER = f"/{TOWN}/ledger"


@pytest.fixture
def phone(browser) -> Iterator[Callable[[str], Page]]:
    """`phone("clerk")` → a page of that account on a phone, at its 今日."""
    opened: list[Any] = []

    def take(username: str) -> Page:
        own = window(browser, username, "phone")
        opened.append(own)
        page = own.new_page()
        page.goto("/")
        return page

    yield take
    for one in opened:
        one.close()


def in_reach(one: Locator) -> None:
    """A finger gets at it as the page stands, nothing lying over it."""
    expect(one).to_be_in_viewport(ratio=1)
    one.tap(trial=True)


def not_wide(page: Page) -> None:
    assert beyond(page) <= 0, f"{beyond(page)} px too wide"


def test_a_cell_of_a_county_form_is_asked_about_right_under_it(phone):
    page = phone("clerk")
    county_form("bind/")(page)
    not_wide(page)
    for cell in ("H6", "B16"):
        page.goto(f"{page.url.split('?')[0]}?cell=月报!{cell}#cell")
        not_wide(page)
        expect(page.locator("#cell")).to_be_in_viewport()
        expect(page.locator("#b-figure")).to_be_in_viewport(ratio=1)
        for button in page.locator(".bind-side .form-end button").all():
            in_reach(button)


def test_what_can_be_done_with_ticked_rows_follows_down_the_list(phone):
    page = phone("clerk")
    page.goto(f"{LEDGER}/activities/")
    expect(page.locator(".chosen")).to_be_hidden()
    box = page.locator("tbody [name=row]")
    for position in (0, 25):
        box.nth(position).tap()
        for button in page.locator(".chosen button").all():
            in_reach(button)
    for tab in page.locator(".rail [data-go]:visible").all():
        in_reach(tab)
    last = page.locator(".foot .pager > *").last
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    in_reach(last)  # nothing of the list lies under the bar for good
    page.locator("[data-untick]").tap()
    expect(page.locator(".chosen")).to_be_hidden()


#: Where a label is broken between its characters: labels of a change that are higher than one line.
BROKEN = """() => [...document.querySelectorAll('.diff th')].filter(label => {
  const lines = new Range();
  lines.selectNodeContents(label);
  return new Set([...lines.getClientRects()].map(box => Math.round(box.top))).size > 1;
}).map(label => label.textContent)"""


def _longer(sheet: Any) -> None:
    for row in range(2, 7):
        sheet.cell(row, 6).value += 1  # 人次
        sheet.cell(row, 7).value = f"内容改得长长的，看手机上放不放得下，第{row}行"


def test_the_labels_of_changes_stand_whole_in_an_import_an_act_and_a_pin(phone):
    page = phone("clerk")
    one_pin(page)  # the report's numbers leave the house
    upload(_longer)(page)
    assert page.locator(".diff th").count() == 10
    assert page.evaluate(BROKEN) == []
    page.locator("main form button.btn-main[type=submit]").first.tap()
    page.wait_for_selector("[data-undo]")
    page.goto(page.locator("[data-undo] .undo-later").get_attribute("href") or "")
    page.wait_for_selector(".diff th")
    assert page.evaluate(BROKEN) == []
    page.goto("/pin/")
    page.locator("main tr", has_text="接待来访人次").locator("a").first.tap()
    page.wait_for_selector(".pin-page .diff th")
    assert page.evaluate(BROKEN) == []
    not_wide(page)


def test_a_number_of_the_report_is_told_where_it_was_tapped(phone):
    page = phone("clerk")
    page.goto(f"/{TOWN}/report/")
    number = page.locator("#report-text a").nth(4)
    said = number.inner_text()
    number.tap()
    expect(page.locator("#figure .proof-value")).to_have_text(said)
    in_reach(page.locator("#figure .acts a"))
    expect(page.locator("#report-text .is-here")).to_be_in_viewport(ratio=1)
    not_wide(page)
    page.locator(".side-close").tap()
    expect(page.locator(".has-figure")).to_have_count(0)


def test_the_verdicts_stand_clear_of_what_is_said_beside_them(phone):
    page = phone("clerk")
    page.goto(f"/{TOWN}/check/")
    page.locator("textarea").first.fill("召开党委会22次，经营性收入50万元以上的村4个。")
    page.locator("form:has(textarea) button[type=submit]").first.click()
    expect(page.locator(".check-aside")).to_contain_text("50万元以上")
    for chip in page.locator(".verdict-chip").all()[:2]:
        in_reach(chip)
    not_wide(page)
