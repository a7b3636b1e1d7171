"""A phone in the hand: what one is asked and what one may press stand within reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import TOWN, window
from tests.browser.hands import beyond
from tests.browser.test_axe import county_form

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
