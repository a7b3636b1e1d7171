"""Today by key and by thumb: what keys do, what a phone shows, what is said without a network."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.web import smalltown

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = f"/{smalltown.TOWN}/today/?as_of=2024-09-30"


@pytest.fixture
def clerk(transactional_db) -> Client:
    from jishi.kernel.kinds import ship

    ship()  # a transactional test begins with emptied tables
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def small(page: Page, least: int) -> list[str]:
    """Things to press that are smaller than `least` in the frame and on Today."""
    return page.evaluate(
        """least => [...document.querySelectorAll(
            "a, button, summary, input:not([type=hidden])")]
          .filter(one => one.checkVisibility() && !one.closest(".skip, .unseen"))
          .map(one => [one.getBoundingClientRect(), one])
          .filter(([box, one]) => box.width && box.bottom > 0 && one.className !== "skip"
            && (box.height < least - 0.5 || box.width < Math.min(least, 44) - 0.5))
          .map(([box, one]) => `${one.outerHTML.slice(0, 80)} ${box.width}×${box.height}`)""",
        least,
    )


def test_keys_go_where_they_say_and_stay_out_of_what_is_typed(visit, clerk):
    page = visit(TODAY, client=clerk)
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("gc?n")
    assert page.input_value("[data-search]") == "gc?n"
    assert "/today/" in page.url
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(re.compile("/cockpit/"))
    page.keyboard.press("n")
    page.wait_for_url(re.compile("/ledger/new/"))


def test_on_a_phone_four_tabs_stand_around_the_stamp_and_all_can_be_pressed(visit, clerk):
    page = visit(TODAY, client=clerk, screen="phone")
    tabs = page.locator(".rail li:visible")
    assert tabs.all_inner_texts()[0].split()[0] == "今日"
    assert [text.split()[-1] for text in tabs.all_inner_texts()[1:]] == [
        "台账", "记一笔", "指标", "报告",
    ]  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert small(page, 44) == []
    page.locator(".account summary").click()
    expect(page.get_by_role("link", name="设置")).to_be_visible()


def test_large_letters_are_large_and_their_buttons_larger(visit, clerk):
    page = visit(TODAY, client=clerk, screen="phone")
    page.locator(".account summary").click()
    page.locator("button[name=large]").click()
    expect(page.locator("html.large")).to_be_attached()
    page.wait_for_load_state("load")
    sizes = page.evaluate(
        """[...document.querySelectorAll("main *, .topbar *, .rail *")]
           .filter(one => one.checkVisibility() && [...one.childNodes].some(
             node => node.nodeType === 3 && node.textContent.trim()))
           .map(one => [parseFloat(getComputedStyle(one).fontSize), one.className])"""
    )
    assert [one for one in sizes if one[0] < 18 and one[1] not in {"badge", "unseen"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    heights = page.locator("main .btn").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert heights and min(heights) >= 60


def test_without_a_network_a_calm_bar_says_what_still_works_and_nothing_is_left(visit, clerk):
    page = visit(TODAY, client=clerk)
    bar = page.locator("[data-offline]")
    expect(bar).to_be_hidden()
    page.context.set_offline(True)
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("接着填")
    page.locator(".rail-link", has_text="指标").click()
    assert "/today/" in page.url
    page.context.set_offline(False)
    expect(bar).to_be_hidden()


def test_help_opens_by_key_and_without_a_script(clerk, visit):
    page = visit(TODAY, client=clerk, java_script_enabled=False)
    page.locator(".help summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".help .panel p").first).to_be_visible()
