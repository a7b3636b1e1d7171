"""What was typed survives a killed page, a lost network and an expired session, for its writer.

The page's clock is ours, so seconds pass at once; a page is killed as a crash kills it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from jishi.demo.prepare import PASSWORD
from jishi.records.ledgers import LEDGERS
from tests.browser.demo import TOWN, sign_in, window

pytestmark = pytest.mark.xdist_group("demo")
FORMS = [one.key for one in LEDGERS if one.key != "town"]
SAID = "没写完就断了的一句话"
WRITTEN = "form[data-draft] :is(textarea, input[type=text], input:not([type]), input[type=tel])"


@pytest.fixture
def clerk(browser) -> Iterator[BrowserContext]:
    """A window of the clerk's own, signed in anew: what it does to its session stays with it."""
    opened = window(browser, "")
    sign_in(opened.new_page(), "clerk")
    yield opened
    opened.close()


def fill_in(opened: BrowserContext, path: str, text: str) -> tuple[Page, str]:
    """Open a form and type into its first field of words; the page and the field's name."""
    page = opened.new_page()
    page.clock.install()
    page.goto(path)
    field = page.locator(WRITTEN).locator("visible=true").first
    name = field.get_attribute("name") or ""
    assert name, f"{path} has no field to type in"
    field.press_sequentially(text)
    return page, name


def kill(page: Page) -> None:
    """The page ends like one whose program was killed: nothing of it runs any more."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")  # nobody is left to answer


def new(ledger: str) -> str:
    return f"/{TOWN}/ledger/{ledger}/new/"


@pytest.mark.parametrize("ledger", FORMS)
def test_a_page_killed_within_five_seconds_of_typing_has_lost_nothing(clerk, ledger):
    page, name = fill_in(clerk, new(ledger), SAID)
    page.clock.run_for(4500)
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存")
    key = page.input_value("[name=draft]")
    kill(page)
    page = clerk.new_page()
    page.goto(f"/{TOWN}/ledger/new/")
    page.locator(f".begun a[href*='{key}']").click()
    assert page.input_value(f"[name={name}]").endswith(SAID)
    page.locator("[data-discard]").click()
    expect(page.locator("main")).to_contain_text("草稿扔掉了")


@pytest.mark.parametrize("waited", [0, 3000], ids=["at once", "once saved"])
def test_a_form_loaded_again_has_what_was_typed_and_begins_no_second_draft(clerk, waited):
    page = clerk.new_page()
    page.on("dialog", lambda one: one.accept())
    page.goto(f"{new('activities')}?kind=lecture")
    said = f"刷新以后还在的一句话，等了{waited}毫秒"
    page.fill("[name=title]", said)
    page.wait_for_timeout(waited)
    for _again in range(3):
        page.reload()
        expect(page.locator("[name=title]")).to_have_value(said)
        expect(page.locator(".again")).to_contain_text("刚才写的还在")
        expect(page.locator("#f-kind")).to_have_value("lecture")
    page.fill("[name=title]", f"{said}，接着写")
    page.wait_for_timeout(3000)
    page.goto(f"/{TOWN}/ledger/new/")
    mine = page.locator(".begun li", has_text=said)
    assert mine.count() == 1
    mine.locator("a").click()
    page.locator("[data-afresh]").click()
    expect(page.locator("[name=title]")).to_have_value("")
    assert "/ledger/activities/new/" in page.url
    page.goto(f"/{TOWN}/ledger/new/")
    assert page.locator(".begun li", has_text=said).count() == 0


def test_begin_afresh_keeps_the_kind_that_was_asked_for(clerk):
    page = clerk.new_page()
    page.on("dialog", lambda one: one.accept())
    page.goto(f"{new('activities')}?kind=lecture")
    page.fill("[name=title]", "不要了的一句")
    page.wait_for_timeout(3000)
    page.reload()
    page.get_by_role("button", name="不要了，从头写").click()
    expect(page.locator("[name=title]")).to_have_value("")
    expect(page.locator("#f-kind")).to_have_value("lecture")


def test_enter_in_a_field_saves_and_throws_nothing_away(clerk):
    page, name = fill_in(clerk, f"{new('activities')}?kind=party_day", SAID)
    page.clock.run_for(2500)
    expect(page.locator("[data-discard]")).to_be_visible()
    page.locator(f"[name={name}]").press("Enter")
    expect(page.locator("main")).to_contain_text("存好了")


def test_who_types_without_a_pause_loses_no_more_than_five_seconds(clerk):
    page, name = fill_in(clerk, new("activities"), "起")
    field = page.locator(f"[name={name}]")
    for second in range(1, 15):
        field.press_sequentially("字")
        page.clock.run_for(1000)
        if second == 9:
            expect(page.locator("[data-draft-said]")).not_to_be_empty()
    key = page.input_value("[name=draft]")
    expect(page.locator("[data-discard]")).to_be_visible()
    kill(page)
    page = clerk.new_page()
    page.goto(f"{new('activities')}?draft={key}")
    assert len(page.input_value(f"[name={name}]")) >= 1 + 14 - 5


def test_without_a_network_what_was_typed_waits_here_and_is_delivered(clerk):
    page, name = fill_in(clerk, new("activities"), SAID)
    clerk.set_offline(True)
    page.clock.run_for(2500)
    expect(page.locator("[data-draft-said]")).to_contain_text("离线：已存在这台电脑上")
    page.locator(".form-end .btn-main").click()
    expect(page.locator("[data-draft-note]")).to_contain_text("还没有记进台账")
    assert page.input_value(f"[name={name}]") == SAID
    assert stored(page) == 1
    page.close()
    clerk.set_offline(False)
    page = clerk.new_page()
    page.goto(f"/{TOWN}/ledger/new/")
    page.locator("[data-found-note] a").click()
    assert page.input_value(f"[name={name}]") == SAID
    assert stored(page) == 0, "what has arrived is not kept on a shared computer"


def test_a_network_that_comes_back_takes_the_draft_along(clerk):
    page, _name = fill_in(clerk, new("activities"), SAID)
    clerk.set_offline(True)
    page.clock.run_for(2500)
    expect(page.locator("[data-draft-said]")).to_contain_text("离线")
    clerk.set_offline(False)
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=20_000)
    assert stored(page) == 0


def test_a_form_sent_after_the_session_ended_comes_back_after_signing_in(clerk):
    page, name = fill_in(clerk, new("activities"), SAID)
    clerk.clear_cookies(name="jishi_session")
    page.locator(".form-end .btn-main").click()
    note = page.locator("[data-draft-note]")
    expect(note).to_contain_text("登录过期了")
    note.locator("a").click()
    again(page, "clerk")
    page.wait_for_url(re.compile("draft="))
    assert page.input_value(f"[name={name}]") == SAID
    assert stored(page) == 0


def test_signing_in_beside_an_open_form_costs_nothing(clerk):
    page, name = fill_in(clerk, new("activities"), SAID)
    clerk.clear_cookies(name="jishi_session")
    beside = clerk.new_page()
    sign_in(beside, "clerk")  # the open form's token is older than this
    page.locator(f"[name={name}]").press_sequentially("。")
    page.clock.run_for(2500)
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存")
    page.fill("[name=on]", "2024-09-30")
    page.select_option("[name=kind]", "party_day")
    page.fill("[name=title]", SAID)
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("存好了")
    assert re.search(r"/activities/[0-9a-f-]{36}/", page.url)


def test_another_account_on_the_same_computer_is_shown_nothing(clerk):
    page, name = fill_in(clerk, new("activities"), SAID)
    clerk.clear_cookies(name="jishi_session")
    beside = clerk.new_page()
    sign_in(beside, "village")
    page.locator(f"[name={name}]").press_sequentially("。")
    page.clock.run_for(2500)
    expect(page.locator("[data-draft-note]")).to_contain_text("换了人登录")
    beside.goto(f"/{TOWN}203/ledger/new/")
    beside.goto(f"/{TOWN}203/ledger/activities/new/")
    expect(beside.locator("form[data-draft]")).to_be_visible()
    assert SAID not in beside.content()
    assert stored(beside) == 1, "it waits for its writer"
    clerk.clear_cookies(name="jishi_session")
    sign_in(beside, "clerk")
    beside.goto(f"/{TOWN}/ledger/new/")
    expect(beside.locator("[data-found-note]")).to_be_visible()
    assert stored(beside) == 0


def test_kinds_are_found_by_initials_and_the_first_is_taken_by_enter(clerk):
    page = clerk.pages[0]
    page.goto(f"/{TOWN}/ledger/new/")
    page.fill("#find", "rhzf")
    expect(page.locator(".every li:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kind=household_visit"))
    page.goto(f"/{TOWN}/ledger/new/")
    page.fill("#find", "没有这种事")
    expect(page.locator("[data-none]")).to_be_visible()


def again(page: Page, username: str) -> None:
    """Sign in on the page that asks for it."""
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def stored(page: Page) -> int:
    """How many copies of drafts this computer holds."""
    return int(
        page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('jishi-')).length")
    )
