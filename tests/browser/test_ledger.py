"""The ledger by keyboard, ticks and clipboard, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from jishi.records.activities.models import Activity
from tests.browser.hands import paste
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = [pytest.mark.django_db(transaction=True)]
HEADINGS = "日期\t种类\t活动内容\t地方\t人次"


@pytest.fixture
def clerk(transactional_db: Any) -> Any:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def at(name: str, ledger: str = "activities", query: str = "state=all") -> str:
    return f"{reverse(name, kwargs={'place': TOWN, 'ledger': ledger})}?{query}"


def cell(page: Any, row: int, name: str) -> Any:
    column = page.evaluate(
        "name => [...document.querySelectorAll('#cells thead th')].findIndex("
        "head => head.dataset.name === name)",
        name,
    )
    return page.locator(f"#cells tbody tr:nth-child({row + 1}) td").nth(column)


def test_a_list_is_walked_ticked_and_narrowed_by_keyboard(visit, clerk):
    page = visit(at("list", "matters"), client=clerk)
    for key in ("j", "j", "x", "j", "j", "X"):
        page.keyboard.press(key)
    assert page.locator("tbody [name=row]:checked").count() == 3
    assert page.locator(".chosen").is_visible()
    assert "3" in page.locator("[data-chosen-words]").inner_text()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("f")
    page.keyboard.type("SX-2")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=SX-2**")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "sort=" not in page.url and "kind=" not in page.url
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('SX-2')")


def test_ticked_records_are_changed_after_a_look_without_a_mouse(visit, clerk):
    page = visit(at("list"), client=clerk)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.locator(".chosen button", has_text="改种类").press("Enter")
    page.locator("[name=kind]").select_option("volunteering")
    page.locator("button[value=see]").press("Enter")
    expect(page.locator(".bulk-plan tbody tr")).to_have_count(2)
    page.locator("button[value=write]").press("Enter")
    page.wait_for_selector("table[data-rows]")
    assert Activity.rows.filter(kind="volunteering").count() == 2
    page.go_back()
    expect(page.locator(".bulk-plan")).to_contain_text("2条本来就是这样")


def test_columns_are_chosen_and_moved(visit, clerk):
    page = visit(at("list"), client=clerk)
    page.locator(".columns-menu > summary").press("Enter")
    page.locator("[name=cols][value=venue]").uncheck()
    page.locator("li:has([value=kind]) [data-up]").press("Enter")
    page.locator("[data-columns] [type=submit]").press("Enter")
    page.wait_for_url("**cols=number,kind,on,title,place,attendance,lead")
    heads = page.locator("table[data-rows] thead th").all_inner_texts()
    assert [text.strip(" ↑↓") for text in heads[1:4]] == ["编号", "种类", "日期"]


def test_a_block_from_excel_is_pasted_checked_and_stored(visit, clerk):
    page = visit(at("grid"), client=clerk)
    title = '"扫路\n和清沟"'
    paste(
        page,
        f"{HEADINGS}\n2024-09-01\t党委会\t{title}\t上庄镇\t9\n2024-09-02\t党委会\t议事\t上庄镇\t九人",
    )
    page.wait_for_selector("#grid-errors:not([hidden])")
    assert "wrong" in (cell(page, 1, "attendance").get_attribute("class") or "")
    assert page.locator("#grid-form [data-all]").is_disabled()
    page.locator("#grid-errors button").click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.wait_for_selector("#grid-form [data-all]:not([disabled])")
    assert not Activity.rows.filter(on="2024-09-01").exists()
    page.locator("#grid-form [data-all]").press("Enter")
    page.wait_for_url("**/ledger/activities/")
    stored = Activity.rows.filter(on__gte="2024-09-01").order_by("number")
    assert [(row.number, row.attendance) for row in stored] == [("HD-3", 9), ("HD-4", 9)]
    assert "清沟" in stored[0].title


def test_sound_rows_are_stored_first_and_the_others_stay_in_the_grid(visit, clerk):
    page = visit(at("grid", query="as_of=2024-09-30"), client=clerk)
    paste(page, f"{HEADINGS}\n9月1日\t党委会\t研究\t上庄镇\t9\n9月2日\t党委会\t议事\t上庄镇\t九人")
    page.wait_for_selector("[data-good]:not([hidden])")
    assert cell(page, 0, "on").inner_text() == "2024-09-01"
    page.locator("[data-good]").press("Enter")
    page.wait_for_selector("#grid-note:not([hidden])")
    assert "1行要改" in page.locator("#grid-note").inner_text()
    assert [row.title for row in Activity.rows.filter(on__gte="2024-09-01")] == ["研究"]
    assert cell(page, 0, "title").inner_text() == "议事"
    page.wait_for_selector("#grid-errors:not([hidden])")


#: `wait_for_function` evaluates a string time and again, which the pages' policy forbids.
_KEPT = """() => new Promise(done => {
  const kept = () => Object.keys(localStorage).some(key => key.startsWith("jishi-grid:"));
  const look = () => kept() ? done() : setTimeout(look, 50);
  look();
})"""


def test_a_grid_is_filled_by_keyboard_and_kept_when_the_page_is_left(visit, clerk):
    page = visit(at("grid"), client=clerk)
    page.keyboard.press("Tab")
    page.keyboard.type("2024-09-03")
    page.keyboard.press("Tab")
    page.keyboard.type("党委会")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("F2")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    assert cell(page, 0, "on").inner_text() == "2024-09-03"
    assert cell(page, 0, "kind").inner_text() == "党委会"
    page.evaluate(_KEPT)
    page.reload()
    assert page.locator("#grid-restored").is_visible()
    assert cell(page, 0, "kind").inner_text() == "党委会"
    page.locator("[data-discard]").click()
    assert cell(page, 0, "kind").inner_text() == ""


def test_more_rows_than_fit_are_told_with_the_way_by_workbook(visit, clerk):
    page = visit(at("grid"), client=clerk)
    paste(page, "\n".join(f"HD-{n}\t2024-09-03" for n in range(503)))
    page.wait_for_selector("#grid-note:not([hidden])")
    assert "3" in page.locator("#grid-note").inner_text()
    assert page.locator("#cells tbody tr").count() == 500


@pytest.mark.parametrize("name", ["list", "grid", "views"])
def test_pages_of_the_ledger_have_no_accessibility_fault(visit, clerk, axe, name):
    page = visit(at(name, query=""), client=clerk, bypass_csp=True)
    if name == "list":
        page.locator(".chip-add").click()
        page.evaluate(
            "document.querySelectorAll('details.ask').forEach(one => { one.open = true; })"
        )
    # What lies under an open panel has no colour that axe could measure.
    assert axe(page, ignore_incomplete=frozenset({"color-contrast"})) == []


def test_a_line_is_changed_in_place_by_keyboard_and_a_fault_stays_in_its_field(visit, clerk):
    # A refusal (422) is told in the console; it is what the test is about.
    page = visit(
        at("list", query="state=all&cols=number,title,attendance"), client=clerk, quiet=False
    )
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector(".edit-row [name=title]")
    page.locator(".edit-row [name=attendance]").fill("九人")
    page.keyboard.press("Enter")
    page.wait_for_selector(".edit-row [aria-invalid]")
    page.keyboard.type("12")
    page.locator(".edit-row [name=attendance]").fill("12")
    page.keyboard.press("Enter")
    page.wait_for_selector(".edit-row", state="detached")
    assert "12" in page.locator("tbody tr").first.inner_text()
    assert Activity.rows.filter(attendance=12).count() == 1
    page.locator("tbody tr").last.locator("td").nth(2).dblclick()
    page.wait_for_selector(".edit-row [name=title]")
    page.keyboard.press("Escape")
    assert page.locator(".edit-row").count() == 0


def test_the_first_field_waits_for_the_keyboard(visit, clerk):
    page = visit(f"/{TOWN}/ledger/new/", client=clerk)
    expect(page.locator("#find")).to_be_focused()
    page.goto(at("new", "activities"))
    first = page.locator("#entry .field :is(input, select)").locator("visible=true").first
    expect(first).to_be_focused()
    assert not page.locator("[data-draft-said]").inner_text()
    phone = visit(at("new", "activities"), client=clerk, screen="phone")
    assert phone.evaluate("document.activeElement === document.body")
