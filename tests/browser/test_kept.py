"""A browser killed while typing, in forms that are no record's: five seconds are lost at most."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jishi.records.activities.models import Activity
from tests.browser.test_drafts import kill, stored
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = pytest.mark.django_db(transaction=True)
FIVE_SECONDS = 5000
SAID = "没写完就断了"


@pytest.fixture
def clerk(settings, tmp_path):
    settings.JISHI_HOME = tmp_path
    smalltown.build()
    return smalltown.account("banshi", "town_clerk", TOWN)


@pytest.fixture
def administrator(db):
    smalltown.build()
    return smalltown.account("guanli", "administrator", TOWN[:6])


def reopened(page: Page) -> Page:
    """The browser is killed; another page of it is opened."""
    context: BrowserContext = page.context
    kill(page)
    return context.new_page()


def signed_out(page: Page) -> list[dict[str, str]]:
    """The session ends; its cookie is given back for signing in again."""
    held = [one for one in page.context.cookies() if one["name"] == "jishi_session"]
    page.context.clear_cookies(name="jishi_session")
    return held


def test_a_killed_new_account_is_there_again(administrator, visit):
    page = visit("/accounts/new/", client=administrator)
    page.locator("#id_name").press_sequentially(SAID)
    page.select_option("#id_role", "town_clerk")
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=FIVE_SECONDS)
    page = reopened(page)
    page.goto("/accounts/new/")
    expect(page.locator("#id_name")).to_have_value(SAID)
    expect(page.locator("#id_role")).to_have_value("town_clerk")
    page.locator("[data-discard]").click()
    expect(page.locator("#id_name")).to_have_value("")


def test_a_killed_county_form_is_there_again(clerk, visit):
    page = visit(f"/{TOWN}/forms/new/", client=clerk)
    page.locator("#f-name").press_sequentially(SAID)
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=FIVE_SECONDS)
    page = reopened(page)
    page.goto(f"/{TOWN}/forms/new/")
    expect(page.locator("#f-name")).to_have_value(SAID)


def test_a_session_that_ends_while_an_account_is_typed_costs_nothing(administrator, visit):
    page = visit("/accounts/new/", client=administrator, quiet=False)
    cookie = signed_out(page)
    page.locator("#id_name").press_sequentially(SAID)
    page.locator(".form-end .btn-main").click()
    expect(page.locator("[data-draft-note]")).to_contain_text("登录过期了")
    way = page.locator("[data-draft-note] a").get_attribute("href")
    assert way.startswith("/sign-in/?next=%2Faccounts%2Fnew%2F")
    page.context.add_cookies(cookie)
    page.goto(way)  # signed in, one is led on
    page.goto("/accounts/new/")
    expect(page.locator("#id_name")).to_have_value(SAID)
    assert stored(page) == 0


def line_at_work(page: Page) -> None:
    page.locator("table[data-rows] tbody tr").first.locator("td").nth(2).dblclick()
    field = page.locator(".edit-row [name=title]")
    field.fill("")
    field.press_sequentially(SAID)


def test_a_killed_line_goes_on_in_the_record_s_own_form(clerk, visit):
    page = visit(f"/{TOWN}/ledger/activities/?cols=number,title,on", client=clerk)
    with page.expect_response(lambda one: "keep=draft" in one.url, timeout=FIVE_SECONDS):
        line_at_work(page)
    page = reopened(page)
    page.goto(f"/{TOWN}/ledger/new/")
    page.locator(".begun a").first.click()
    expect(page.locator("[name=title]")).to_have_value(SAID)
    assert not Activity.rows.filter(title=SAID).exists()


def test_a_line_that_is_stored_or_left_leaves_no_draft(clerk, visit):
    page = visit(f"/{TOWN}/ledger/activities/?cols=number,title,on", client=clerk)
    with page.expect_response(lambda one: "keep=draft" in one.url):
        line_at_work(page)
    with page.expect_response(lambda one: "keep=draft" in one.url):
        page.keyboard.press("Escape")
    with page.expect_response(lambda one: "keep=draft" in one.url):
        line_at_work(page)
    page.keyboard.press("Enter")
    expect(page.locator("#row-note")).to_contain_text("改好了")
    page.goto(f"/{TOWN}/ledger/new/")
    expect(page.locator(".begun")).to_have_count(0)
    assert stored(page) == 0


def test_a_line_whose_session_has_ended_says_so_with_the_way_in(clerk, visit):
    page = visit(f"/{TOWN}/ledger/activities/?cols=number,title,on", client=clerk, quiet=False)
    line_at_work(page)
    cookie = signed_out(page)
    page.keyboard.press("Enter")
    note = page.locator("#row-note")
    expect(note).to_contain_text("登录过期了，还没有存")
    page.context.add_cookies(cookie)
    note.locator("a", has_text="重新登录").click()
    page.wait_for_url("**/edit/?draft=*")
    expect(page.locator("[name=title]")).to_have_value(SAID)
    assert stored(page) == 0


def test_killed_corrections_of_a_workbook_are_in_their_cells_again(clerk, visit, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "活动"
    for row in (("编号", "日期", "种类", "内容", "地方"),
                ("HD-81", "某月某日", "党委会", "会", "上庄镇"),
                ("HD-82", "2024-09-01", "没有的会", "会", "上庄镇")):  # fmt: skip
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    path: Path = tmp_path / "会议.xlsx"
    path.write_bytes(held.getvalue())
    page = visit(f"/{TOWN}/import/", client=clerk)
    page.set_input_files("#workbook", path)
    page.get_by_role("button", name="上传，先核对").click()
    cell = page.get_by_label("“活动”第2行日期")
    cell.wait_for()
    page.wait_for_load_state()  # what is typed before the page's scripts run is not theirs to keep
    cell.fill("2024-08-")
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存", timeout=FIVE_SECONDS)
    page = reopened(page)
    page.goto(f"/{TOWN}/import/")
    page.get_by_role("link", name="会议.xlsx").click()
    cell = page.get_by_label("“活动”第2行日期")
    expect(cell).to_have_value("2024-08-")
    cell.fill("2024-08-01")
    page.get_by_label("“活动”第3行种类").fill("党委会")
    page.locator(".form-end .btn-main").click()
    expect(page.get_by_role("heading", name="都对得上")).to_be_visible()


def test_a_number_with_its_unit_is_told_in_digits_beside_its_field(clerk, visit):
    page = visit(f"/{TOWN}/ledger/activities/new/?kind=party_day", client=clerk)
    page.locator("summary", has_text="更多").click()
    page.fill("[name=attendance]", "1.2万")
    field = page.locator(".field", has=page.locator("[name=attendance]"))
    expect(field).to_contain_text("读作12000", timeout=FIVE_SECONDS)


def test_back_to_a_form_that_was_refused_is_no_question_of_the_browser_s(clerk, visit):
    page = visit(f"/{TOWN}/ledger/activities/new/?kind=lecture", client=clerk, quiet=False)

    def sent(day: str) -> None:
        page.fill("[name=title]", SAID)
        page.fill("[name=on]", day)
        with page.expect_navigation():
            page.locator(".form-end .btn-main").click()

    sent("1900-01-01")
    expect(page.locator(".errors")).to_be_visible()
    with page.expect_navigation():
        page.reload()  # asked anew, not sent anew
    expect(page.locator(".errors")).to_have_count(0)
    sent("1900-01-01")
    expect(page.locator(".errors")).to_be_visible()
    sent("2024-06-03")
    expect(page.locator("h1")).to_contain_text(SAID)
    assert Activity.rows.filter(title=SAID).count() == 1
    page.go_back()
    expect(page.locator("[name=title]")).to_be_visible()
