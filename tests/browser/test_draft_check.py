"""核稿 by hand: paste, read, correct three figures, download; by keys on the desktop, by touch on
the phone."""

from __future__ import annotations

import io

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.demo import TOWN, window
from tests.browser.hands import Hands, beyond

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.parametrize("screen", ["phone", "desktop"]),
]
LINES = (
    "上庄镇抓党建促乡村振兴情况", "（截至2024年9月30日）",
    "今年以来，召开党委会20次，理论学习中心组学习十二次，党员志愿活动160余次，开展助企活动40余次。",
    # What no other test of this town changes.
    "摸排矛盾纠纷30件，发展入党积极分子12名。",
)  # fmt: skip
RIGHT = (
    "今年以来，召开党委会22次，理论学习中心组学习十次，党员志愿活动150余次，开展助企活动40余次。"
)


@pytest.fixture
def hands(browser, screen):
    own = window(browser, "clerk", screen)
    page, complaints = own.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"/{TOWN}/report/")
    yield Hands(page, screen)
    own.close()
    assert not complaints, "\n".join(complaints)


def chip(page, word: str):
    return page.locator(".verdict-chip", has_text=word).locator("b")


def correct(hands: Hands, written: str) -> None:
    """The figure that stands beside the text is put right."""
    hands.tap(hands.page.locator(f"button[value=put]:has-text('改成{written}')"))
    expect(hands.page.locator(".check-done")).to_contain_text(f"已改成{written}")


def test_a_draft_is_pasted_read_three_figures_corrected_and_downloaded(hands):
    page = hands.page
    hands.tap(page.get_by_role("link", name="核稿", exact=True))
    page.wait_for_url("**/check/**")
    hands.reached()
    page.fill("[name=text]", "\n".join(LINES))
    hands.tap(page.get_by_role("button", name="开始核"))
    page.wait_for_selector("#check-text")
    expect(chip(page, "不符")).to_have_text("3")
    expect(chip(page, "台账里没有")).to_have_text("1")
    hands.tap(page.locator(".verdict-chip", has_text="不符"))
    expect(page.locator("#figure-title")).to_have_text("党委会")
    expect(page.locator(".apart")).to_have_text("少2")
    hands.tap(page.locator("#check-text a.v", has_text="20次"))
    expect(page.locator("#check-side.has-figure")).to_be_visible()
    for written in ("22次", "十次", "150余次"):
        correct(hands, written)
        following = page.locator(".check-done [data-step=n]")
        if following.count():
            hands.tap(following) if hands.screen == "phone" else hands.key("n")
            expect(page.locator(".check-done")).to_have_count(0)
    expect(chip(page, "不符")).to_have_text("0")
    assert beyond(page) <= 0
    if hands.screen == "phone":
        hands.tap(page.locator("[data-fold]"))
        expect(page.locator("#check-side.has-figure")).to_have_count(0)
    with page.expect_download() as taken:
        hands.tap(page.get_by_role("button", name="下载改好的文字"))
    assert taken.value.path().read_text(encoding="utf-8").split("\n")[2] == RIGHT


def test_a_word_file_comes_back_right_and_what_was_done_is_taken_back(hands):
    page, made, held = hands.page, docx.Document(), io.BytesIO()
    for line in LINES:
        made.add_paragraph(line)
    made.save(held)
    page.goto(f"/{TOWN}/check/")
    page.set_input_files("[name=file]", {
        "name": "县委材料.docx", "buffer": held.getvalue(),
        "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    })  # fmt: skip
    page.wait_for_selector("#check-text")
    hands.tap(page.locator("#check-text a.v", has_text="20次"))
    expect(page.locator("#check-side.has-figure")).to_be_visible()
    correct(hands, "22次")
    hands.tap(page.locator(".check-done button[value=undo]"))
    expect(page.locator(".check-done")).to_have_count(0)
    correct(hands, "22次")
    page.goto(page.url)
    expect(page.locator("#check-text .is-put ins")).to_have_text("22次")
    with page.expect_download() as taken:
        if hands.screen == "phone":
            hands.tap(page.locator("[data-fold]"))
        hands.tap(page.get_by_role("button", name="下载改好的Word"))
    told = [one.text for one in docx.Document(taken.value.path()).paragraphs]
    assert told[2] == LINES[2].replace("20次", "22次")
    assert taken.value.suggested_filename == "县委材料（改好）.docx"


def test_a_line_of_twenty_thousand_brackets_does_not_hang_the_page(hands):
    page = hands.page
    hands.tap(page.get_by_role("link", name="核稿", exact=True))
    page.wait_for_url("**/check/**")
    page.fill("[name=text]", "情况\n" + "（" * 10_000 + "1次" + "）" * 10_000)
    hands.tap(page.get_by_role("button", name="开始核"))
    page.wait_for_selector("#check-text", timeout=15_000)
    assert page.evaluate("document.getElementById('check-text').offsetHeight", None) > 0
