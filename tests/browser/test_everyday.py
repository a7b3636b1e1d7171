"""The everyday tasks of docs/tasks.md, by keyboard on the desktop and by touch on the phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.demo import TOWN, window
from tests.browser.hands import Hands

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.parametrize("screen", ["phone", "desktop"]),
]
Sit = Callable[[str], Hands]


@pytest.fixture
def sit(browser, screen) -> Iterator[Sit]:
    """`sit("clerk")` → hands at that account's 今日. What a page complains of fails the test."""
    opened, complaints = [], []

    def down(username: str) -> Hands:
        own = window(browser, username, screen)
        opened.append(own)
        page = own.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/")
        return Hands(page, screen)

    yield down
    for one in opened:
        one.close()
    assert not complaints, "\n".join(complaints)


def said(hands: Hands, text: str) -> None:
    expect(
        hands.page.locator("[role=status], .messages").filter(has_text=text).first
    ).to_be_visible()


def go(hands: Hands, name: str) -> None:
    """A column of the rail: `record`, `ledger_home`, `cockpit`, `report`."""
    hands.tap(hands.page.locator(f"[data-go='{name}']"))


def open_form(hands: Hands, kind: str, address: str) -> None:
    """记一笔, and the kind among all."""
    go(hands, "record")
    hands.tap(hands.page.get_by_role("link", name=kind, exact=True))
    hands.page.wait_for_url(f"**/{address}/new/**")
    hands.reached()


def save(hands: Hands) -> None:
    hands.tap(hands.page.locator(".form-end .btn-main"))


def take_back(hands: Hands) -> None:
    """撤销 in the message."""
    hands.tap(hands.page.locator(".note-undo button"))
    said(hands, "撤")


def test_01_a_committee_meeting_is_recorded_with_its_number_and_07_taken_back(sit):
    hands = sit("clerk")
    open_form(hands, "党委会", "activities")
    hands.type(hands.page.locator("[name=title]"), "研究秋种工作")
    hands.type(hands.page.locator("[name=attendance]"), "9")
    save(hands)
    said(hands, "存好了")
    hands.done()
    take_back(hands)
    hands.page.goto(f"/{TOWN}/ledger/activities/?q=研究秋种工作")
    expect(hands.page.locator("table[data-rows] tbody tr")).to_have_count(0)


def test_02_another_like_the_last_is_begun_with_one_button(sit):
    hands = sit("clerk")
    open_form(hands, "党委会", "activities")
    hands.type(hands.page.locator("[name=title]"), "研究防火工作")
    hands.tap(hands.page.locator(".form-end button").filter(has_text="再记一条"))
    said(hands, "存好了")
    expect(hands.page.locator("[name=kind]")).to_have_value("committee_meeting")
    hands.done()
    take_back(hands)


def search_box(hands: Hands, screen: str) -> Locator:
    """Where one types to find: a key away at a desk, a page of its own on a phone."""
    if screen == "desktop":
        hands.key("/")
        return hands.page.locator("[data-search]")
    hands.tap(hands.page.locator(".topbar a[href*='/search/']"))
    hands.page.wait_for_url("**/search/**")
    return hands.page.locator("main [name=q]")


def test_03_a_person_is_found_by_initials_and_opened(sit, screen):
    hands = sit("clerk")
    box = search_box(hands, screen)
    hands.reached()
    hands.type(box, "dmj")
    if screen == "desktop":
        hands.page.keyboard.press("Enter")
        hands.tap(hands.page.locator("main").get_by_role("link", name="戴梦洁"))
    else:
        hands.page.locator("main [role=option]", has_text="戴梦洁").tap()
    expect(hands.page.locator("h1")).to_contain_text("戴梦洁")
    hands.done()


def test_08_what_a_rule_found_is_opened_as_a_list(sit):
    hands = sit("leader")
    hands.tap(hands.page.locator(".todo a[href*='/today/']"))
    hands.page.wait_for_url(re.compile(r"/today/\w+/"))
    expect(hands.page.locator("main table tbody tr").first).to_be_visible()
    hands.reached()
    hands.done()


def test_09_a_figure_opens_its_records_and_those_left_out(sit):
    hands = sit("leader")
    go(hands, "cockpit")
    hands.tap(hands.page.locator("a[href*='/cockpit/committee_meetings/']"))
    expect(hands.page.locator("table[data-rows] tbody tr").first).to_be_visible()
    hands.reached()
    hands.tap(hands.page.locator("a[href*='show=excluded']"))
    expect(hands.page.locator("main")).to_contain_text("没算进来")
    hands.done()


def test_10_what_moved_since_last_month_is_told(sit):
    hands = sit("leader")
    go(hands, "report")
    hands.tap(hands.page.get_by_role("link", name=re.compile("上月底?比|与上月")))
    hands.page.wait_for_url("**/report/compare/**")
    hands.reached()
    expect(hands.page.locator("main")).to_contain_text("点开一项")
    moved = hands.page.locator(".moved", has_text="党委会").first
    expect(moved.locator(".moves li").first).to_be_hidden()
    hands.tap(moved.locator("summary"))
    expect(moved.locator(".moves li").first).to_be_visible()
    hands.done()


def test_11_a_volunteer_activity_is_recorded_in_the_village(sit):
    hands = sit("village")
    open_form(hands, "党员志愿活动", "activities")
    hands.type(hands.page.locator("[name=title]"), "清理河道边")
    hands.type(hands.page.locator("[name=attendance]"), "12")
    save(hands)
    said(hands, "存好了")
    hands.done()
    take_back(hands)


def test_13_a_disputes_outcome_is_opened_for_correction(sit):
    hands = sit("village")
    go(hands, "ledger_home")
    hands.tap(hands.page.get_by_role("link", name="事项", exact=True))
    hands.page.wait_for_url("**/ledger/matters/**")
    hands.tap(hands.page.locator("table[data-rows] tbody .row-edit a"))
    hands.page.wait_for_url(re.compile(r"/matters/[0-9a-f-]{36}/edit/"))
    hands.reached()
    title = hands.page.locator("[name=title]")
    hands.type(title, title.input_value() + "，已回访")
    save(hands)
    said(hands, "改好了")
    hands.done()
    take_back(hands)


def test_14_a_household_of_the_own_door_is_found(sit, screen):
    hands = sit("grid")
    box = search_box(hands, screen)
    hands.reached()
    hands.type(box, "wxh")
    found = hands.page.locator("[role=option]:visible", has_text="汪小花").first
    if screen == "desktop":
        expect(found).to_be_visible()
        hands.page.keyboard.press("ArrowDown")
        hands.page.keyboard.press("Enter")
    else:
        found.tap()
    hands.page.wait_for_url(re.compile(r"/households/[0-9a-f-]{36}/"))
    expect(hands.page.locator("h1")).to_contain_text("汪小花")
    hands.done()


def test_16_the_households_one_answers_for_are_listed(sit):
    hands = sit("cadre")
    go(hands, "ledger_home")
    hands.page.wait_for_url("**/ledger/**")
    expect(hands.page.locator("table[data-rows] tbody tr").first).to_be_visible()
    hands.reached()
    hands.done()


def test_18_the_towns_of_a_county_are_compared(sit):
    hands = sit("county")
    hands.page.wait_for_url("**/cockpit/**")
    expect(hands.page.locator("main")).to_contain_text("上庄")
    expect(hands.page.locator("main")).to_contain_text("长安")
    hands.reached()
    hands.done()


def test_20_an_account_is_begun_with_its_first_role(sit):
    hands = sit("admin")
    hands.tap(hands.page.locator("a[href$='/accounts/new/']"))
    expect(hands.page.locator("[name=username]")).to_be_visible()
    hands.reached()
    hands.done()


def test_22_who_changed_a_record_is_found_in_the_trail(sit):
    hands = sit("auditor")
    hands.page.wait_for_url("**/trail/**")
    hands.reached()
    for lesser in ("chain", "record"):  # on a phone folded, until they are asked for
        expect(hands.page.locator(f"[name={lesser}]")).to_be_visible(
            visible=hands.screen == "desktop"
        )
    hands.type(hands.page.locator("[name=actor]"), "柯明")
    hands.tap(hands.page.locator(".trail-filters button"))
    hands.page.wait_for_url("**actor=**")
    row = hands.page.locator("main table tbody tr").first
    expect(row).to_contain_text("柯明")
    expect(row).to_be_in_viewport()  # what was found comes before what was asked
    hands.done()


def test_23_the_trail_is_checked_with_one_button(sit):
    hands = sit("auditor")
    hands.tap(hands.page.locator(".chain-check button"))
    whole = hands.page.locator(".chain-check[role=status]")
    expect(whole).to_contain_text("链是完整的", timeout=30_000)  # it reads the whole trail
    hands.reached()
    hands.done()


def test_04_several_records_are_changed_at_once_after_a_look_and_taken_back(sit):
    hands = sit("clerk")
    go(hands, "ledger_home")
    hands.tap(hands.page.get_by_role("link", name="包保责任", exact=True))
    hands.page.wait_for_url("**/ledger/links/**")
    hands.reached()
    for position in (0, 1):
        hands.page.locator("tbody [name=row]").nth(position).press("Space")
    hands.tap(hands.page.locator(".chosen button").filter(has_text="结束"))
    hands.page.wait_for_url("**/bulk/**")
    hands.type(hands.page.locator("[name=until]"), "2024-09-30")
    hands.tap(hands.page.locator("button[value=see]"))
    expect(hands.page.locator(".bulk-plan tbody tr")).to_have_count(2)
    hands.tap(hands.page.locator("button[value=write]"))
    said(hands, "2")
    hands.done()
    take_back(hands)


def test_06_the_forms_that_others_ask_for_are_found_under_the_report(sit):
    hands = sit("clerk")
    go(hands, "report")
    hands.tap(hands.page.get_by_role("link", name="上级要的表"))
    hands.tap(hands.page.locator("a[href*='/forms/new/']"))
    expect(hands.page.locator("[name=file]")).to_be_visible()
    hands.reached()
    hands.done()


def test_12_an_income_of_the_collective_is_recorded(sit):
    hands = sit("village")
    go(hands, "record")
    hands.tap(hands.page.locator("main a[href*='/ledger/income/new/']"))
    hands.page.wait_for_url("**/ledger/income/new/**")
    hands.reached()
    expect(hands.page.locator(".form-end .btn-main")).to_be_in_viewport(ratio=1)
    hands.type(hands.page.locator("[name=amount_fen]"), "12000")
    save(hands)
    said(hands, "存好了")
    hands.done()
    take_back(hands)


def test_15_the_note_of_a_household_is_corrected_at_the_door(sit):
    hands = sit("grid")
    go(hands, "ledger_home")
    hands.tap(hands.page.locator("table[data-rows] tbody a"))
    hands.page.wait_for_url(re.compile(r"/ledger/households/[0-9a-f-]{36}/"))
    hands.tap(hands.page.locator("main a[href*='/edit/']"))
    hands.page.wait_for_url("**/edit/**")
    hands.reached()
    note = hands.page.locator("[name=note]")
    if not note.is_visible():
        hands.tap(hands.page.locator(".more > summary"))
    hands.type(note, "门前路灯已修")
    save(hands)
    said(hands, "改好了")
    hands.done()
    take_back(hands)


def test_17_the_measures_of_the_own_households_are_read(sit):
    hands = sit("cadre")
    go(hands, "ledger_home")
    hands.tap(hands.page.get_by_role("link", name="帮扶措施", exact=True))
    hands.page.wait_for_url("**/ledger/measures/**")
    hands.reached()
    hands.done()


def test_19_the_end_of_last_year_is_asked_for_instead(sit):
    hands = sit("county")
    hands.tap(hands.page.locator(".as-of-menu summary"))
    hands.tap(hands.page.locator(".as-of-menu").get_by_role("link", name="去年底"))
    hands.page.wait_for_url("**as_of=2023-12-31**")
    expect(hands.page.locator("main")).to_contain_text("上庄")
    hands.reached()
    hands.done()


def test_21_the_roles_of_an_account_are_handed_over_after_a_look(sit):
    hands = sit("admin")
    hands.tap(hands.page.locator("main table").get_by_role("link", name="程晓梅"))
    hands.tap(hands.page.locator("a[href*='/hand-over/']"))
    hands.page.wait_for_url("**/hand-over/**")
    hands.reached()
    hands.page.select_option("#id_to", index=3)
    hands.tap(hands.page.locator("main form .form-end button"))
    expect(hands.page.locator(".moves")).to_be_visible()
    hands.done()
