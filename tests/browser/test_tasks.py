"""The main job by hand: from the figure to its record, a correction, a workbook, a report."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from jishi.demo.prepare import PASSWORD
from tests.browser.demo import TOWN, sign_in, window

pytestmark = pytest.mark.xdist_group("demo")
KEY, NAME = "visit_persons", "接访"


@pytest.fixture
def page(browser):
    """A desktop window of nobody; what a page complains of fails the test."""
    opened = window(browser, "")
    page, complaints = opened.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    yield page
    opened.close()
    assert not complaints, "\n".join(complaints)


def figure(page: Page) -> int:
    """The number of persons received, as the cockpit shows it now."""
    page.goto(f"/{TOWN}/cockpit/")
    said = page.locator(f"a[href*='/{KEY}/'] .value b").inner_text()
    return int(re.sub(r"\D", "", said))


def test_a_number_leads_to_its_record_and_a_correction_changes_it_at_once(page):
    sign_in(page, "clerk")
    assert f"/{TOWN}/today/" in page.url
    before = figure(page)
    page.locator(f"a[href*='/{KEY}/']").click()
    expect(page.locator("h1")).to_contain_text("人次")
    page.locator("table[data-rows] tbody a").first.click()
    expect(page.locator("h1")).to_be_visible()
    record = page.url
    page.locator("main a[href*='/edit/']").first.click()
    heads = int(page.input_value("[name=heads]"))
    page.fill("[name=heads]", str(heads + 7))
    page.locator("main form .form-end button").first.click()
    expect(page.locator(".note [role=status], .note[role=status]").first).to_contain_text("改好了")
    assert page.url.split("?")[0] == record.split("?")[0]
    assert figure(page) == before + 7
    # The proof and the record's history tell the same.
    page.locator(f"a[href*='/{KEY}/']").click()
    expect(page.locator("main")).to_contain_text(str(before + 7))
    page.goto(record)
    expect(page.locator("main")).to_contain_text(str(heads + 7))
    expect(page.locator("main")).to_contain_text("程晓梅")


def test_a_corrected_workbook_is_checked_shown_and_stored_after_a_yes(page):
    sign_in(page, "clerk")
    before = figure(page)
    page.goto(f"/{TOWN}/ledger/receptions/?from=2024-01-01")
    with page.expect_download() as taken:
        page.locator("a[href*='/export/']").first.click()
    book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    heads = _first_cell(book[NAME], "人次")
    heads.value += 3
    held = io.BytesIO()
    book.save(held)
    page.goto(f"/{TOWN}/import/")
    page.set_input_files("[name=workbook]", {
        "name": "接访（改）.xlsx", "mimeType": "application/octet-stream",
        "buffer": held.getvalue(),
    })  # fmt: skip
    page.locator("main form.upload button[type=submit]").click()
    expect(page.locator("#alarm-title")).to_contain_text("还没有存")
    expect(page.locator("main")).to_contain_text("更正1条")
    expect(page.locator("main")).to_contain_text(str(heads.value))
    check = page.url
    assert figure(page) == before, "looking at it stores nothing"
    page.goto(check)
    page.locator("main form button.btn-main[type=submit]").first.click()
    expect(page.locator(".note [role=status], .note[role=status]").first).to_contain_text("更正1")
    assert figure(page) == before + 3


def test_the_report_tells_the_figure_of_the_moment(page):
    sign_in(page, "clerk")
    now = figure(page)
    page.goto(f"/{TOWN}/report/")
    with page.expect_download() as taken:
        page.locator("form[action*='/report/word/'] button").first.click()
    assert taken.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(taken.value.path()) as parts:
        text = re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())
    assert f"{now}人次" in text
    assert "上庄镇" in text


def test_a_list_is_walked_by_keys_alone(page):
    sign_in(page, "clerk")
    page.goto(f"/{TOWN}/ledger/matters/")
    rows = page.locator("table[data-rows] > tbody > tr")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(at)).to_have_class(re.compile("is-here"))
    number = rows.nth(1).locator("a").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ledger/matters/[0-9a-f-]{36}/"))
    expect(page.locator("main")).to_contain_text(number)


def test_the_main_path_needs_no_mouse(page):
    page.goto("/sign-in/")
    _tab_to(page, "[name=username]")
    page.keyboard.type("clerk")
    _tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/today/"))
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(re.compile("/cockpit/"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    _tab_to(page, f"a[href*='/{KEY}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/{KEY}/"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/ledger/receptions/"))
    _tab_to(page, "main a[href*='/edit/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/edit/"))
    _tab_to(page, "[name=topic]")
    page.keyboard.type("（补记）")
    page.keyboard.press("Enter")
    expect(page.locator(".note [role=status], .note[role=status]").first).to_contain_text("改好了")


def _tab_to(page: Page, selector: str) -> None:
    for _press in range(200):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {selector}")


def _first_cell(sheet: Any, heading: str) -> Any:
    header = next(row for row in sheet.iter_rows() if any(c.value == heading for c in row))
    column = next(cell.column for cell in header if cell.value == heading)
    return sheet.cell(header[0].row + 1, column)
