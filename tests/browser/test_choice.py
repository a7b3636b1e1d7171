"""The choice field by keyboard and by touch: it offers, and never stands in the way."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from jishi.desk.models import FormDraft
from jishi.records.duties.models import Link
from tests.web import smalltown
from tests.web.smalltown import TOWN, VILLAGE, add

pytestmark = pytest.mark.django_db(transaction=True)
FORM = f"/{TOWN}/ledger/links/new/"


@pytest.fixture
def clerk():
    smalltown.build()
    add("persons", *(
        {"number": f"RY-1{n}", "name": name, "place": VILLAGE}
        for n, name in enumerate(["仇建国", "单晓霞", "曾乐", "朴行", "查重", "区明"])
    ))  # fmt: skip
    return smalltown.account("clerk", "town_clerk", TOWN)


def test_a_person_is_chosen_by_keyboard_alone(clerk, visit):
    page = visit(FORM, client=clerk)
    field = page.get_by_role("combobox", name="责任人")
    field.focus()
    page.keyboard.type("qiu")
    option = page.get_by_role("option", name="仇建国")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(field).to_have_value("RY-10 仇建国")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    assert page.url.split("?")[0].endswith(FORM)  # Enter chose; it did not send the form


def test_a_person_who_is_missing_is_added_on_the_way_and_comes_back_chosen(clerk, visit):
    page = visit(f"{FORM}?kind=grid_member", client=clerk)
    page.get_by_label("备注").evaluate("one => one.closest('details').open = true")
    page.get_by_label("备注").fill("先写好的一句")
    field = page.get_by_role("combobox", name="责任人")
    field.focus()
    page.keyboard.type("程新来")
    add_one = page.get_by_role("option", name="没有找到？新增一个人")
    expect(add_one).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(add_one).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_label("姓名")).to_have_value("程新来")
    assert "程新来" not in unquote(page.url)  # names have no place in an address
    expect(page.get_by_text("就回到刚才的包保责任")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("combobox", name="责任人")).to_have_value(re.compile("RY.* 程新来"))
    expect(page.get_by_label("备注")).to_have_value("先写好的一句")
    page.get_by_label("村或组").select_option(VILLAGE)
    page.get_by_label("自", exact=True).fill("2024-03-01")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("main")).to_contain_text("存好了：BB")
    assert Link.rows.filter(holder__name="程新来", kind="grid_member").exists()
    assert not FormDraft.objects.exclude(ledger="").exists()


def test_the_way_back_without_adding_keeps_the_form(clerk, visit):
    page = visit(FORM, client=clerk)
    page.get_by_role("combobox", name="农户").press_sequentially("没有这户")
    page.get_by_role("option", name="没有找到？新增一户").click()
    expect(page.get_by_role("heading", name="记一条农户")).to_be_visible()
    page.get_by_role("link", name="不记了").click()
    expect(page.get_by_role("combobox", name="农户")).to_have_value("没有这户")


def test_escape_closes_the_list_and_keeps_what_was_typed(clerk, visit):
    page = visit(FORM, client=clerk)
    field = page.get_by_role("combobox", name="责任人")
    field.focus()
    page.keyboard.type("zeng")
    expect(page.get_by_role("option", name="曾乐")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("zeng")


def test_a_touch_chooses_on_the_phone_and_rows_are_large_enough(clerk, visit):
    page = visit(FORM, client=clerk, screen="phone")
    field = page.get_by_role("combobox", name="责任人")
    field.tap()
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    assert all(one.bounding_box()["height"] >= 44 for one in options.all())
    field.press_sequentially("pxing")
    option = page.get_by_role("option", name="朴行")
    expect(options).to_have_count(2)  # and, as the last, the way to add one
    option.tap()
    expect(field).to_have_value("RY-13 朴行")


def test_nobody_found_and_no_line_are_said_and_the_form_still_takes_a_name(clerk, visit):
    page = visit(FORM, client=clerk, quiet=False)
    field = page.get_by_role("combobox", name="责任人")
    field.fill("qqqq")
    expect(page.get_by_text("没找到", exact=False)).to_be_visible()
    page.context.set_offline(True)
    field.fill("qiu")
    expect(page.get_by_text("现在查不了", exact=False)).to_be_visible()
    page.context.set_offline(False)
    field.fill("区明")
    page.select_option("[name=kind]", "village_link")
    page.select_option("[name=place]", VILLAGE)
    page.fill("[name=since]", "2021-01-01")
    page.fill("[name=until]", "2021-02-01")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page).to_have_url(re.compile(r"/ledger/links/[0-9a-f-]{36}/"))


@pytest.mark.parametrize("scheme", ["light", "dark"], ids=str)
def test_the_open_list_and_the_search_page_have_no_accessibility_faults(clerk, visit, axe, scheme):
    add("links", {
        "number": "BB-9", "holder_id": smalltown.person().pk, "kind": "grid_member",
        "place": smalltown.GROUPS[1], "since": date(2024, 1, 1),
    })  # fmt: skip
    page = visit(FORM, client=clerk, scheme=scheme, bypass_csp=True)
    page.get_by_role("combobox", name="责任人").click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    # What lies under the open list cannot be judged; its colours are judged with the list closed.
    found = axe(page, ignore_incomplete=frozenset({"color-contrast"}))
    for query in ("", "qiu", "no such thing", "tiaojie"):
        page.goto(f"/{TOWN}/search/?q={query}")
        found += axe(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_search_box_offers_while_one_types_and_opens_what_is_chosen(clerk, visit, screen):
    asked = []
    page = visit(f"/{TOWN}/search/" if screen == "phone" else f"/{TOWN}/today/",
                 client=clerk, screen=screen)  # fmt: skip
    page.on("request", lambda one: asked.append(one.url) if "/suggest/" in one.url else None)
    if screen == "desktop":
        page.keyboard.press("/")
        box = page.locator("[data-search]")
    else:
        box = page.locator("main [name=q]")
        box.tap()
    expect(box).to_have_attribute("role", "combobox")
    page.keyboard.type("q")
    page.wait_for_timeout(400)
    option = page.get_by_role("option", name="仇建国")
    expect(option).to_be_visible()  # an initial is enough to be offered something
    asked.clear()
    with page.expect_response(lambda one: one.url.endswith("q=qjg")):
        page.keyboard.type("jg", delay=20)
    expect(page.get_by_role("option")).to_have_count(1)
    assert len(asked) <= 2
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    if screen == "desktop":
        page.keyboard.press("Enter")
    else:
        option.tap()
    expect(page.locator("h1")).to_contain_text("仇建国")


def test_a_search_that_finds_nothing_says_so_calmly_and_enter_leads_to_the_search_page(
    clerk, visit, axe
):
    page = visit(f"/{TOWN}/today/", client=clerk, bypass_csp=True)
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_have_attribute("role", "combobox")
    page.keyboard.type("qqqq")
    expect(page.locator(".find .finder-say")).to_contain_text("没有找到")
    # What lies under the list cannot be judged.
    assert axe(page, ignore_incomplete=frozenset({"color-contrast"})) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=qqqq")


def test_a_search_box_that_finds_has_no_accessibility_faults(clerk, visit, axe):
    page = visit(f"/{TOWN}/today/", client=clerk, bypass_csp=True)
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_have_attribute("role", "combobox")
    page.keyboard.type("上")
    expect(page.locator(".find").get_by_role("option").first).to_be_visible()
    # What lies under the list cannot be judged.
    assert axe(page, ignore_incomplete=frozenset({"color-contrast"})) == []
