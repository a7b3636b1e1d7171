"""Two write in one paragraph of a long draft: told where one is, and all else goes on."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from jishi.access.actor import operator
from jishi.reports.source import Piece
from jishi.studio import drafts
from tests.browser.test_studio import FIVE_SECONDS, box, kept, opened, words
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = pytest.mark.django_db(transaction=True)
#: Whether all of what is said lies in the window, and nothing of what is typed in beneath it.
IN_SIGHT = """said => {
  const bar = said.getBoundingClientRect();
  const field = document.activeElement.getBoundingClientRect();
  const clear = field.top >= bar.bottom || field.bottom <= bar.top;
  const end = document.querySelector(".studio .form-end").getBoundingClientRect();
  return bar.height > 20 && bar.top >= 0 && bar.bottom <= end.top && clear;
}"""


@pytest.fixture
def draft(db):
    smalltown.build()
    text = [Piece("body", f"第{at}段。" + "写得很长的一段话，" * 8) for at in range(1, 31)]
    return drafts.begin(TOWN, "九月报告", text, date(2024, 9, 30), by=operator())


@pytest.fixture
def clerk(draft):
    return smalltown.account("banshi", "town_clerk", TOWN)


@pytest.fixture
def other(draft):
    return smalltown.account("tongshi", "town_clerk", TOWN)


def typed(page: Page, number: int, text: str) -> None:
    box(page, number).press("Control+End")
    box(page, number).press_sequentially(text)


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_what_two_met_at_is_told_where_one_types_and_the_rest_goes_on(
    visit, axe, draft, clerk, other, screen
):
    here = opened(visit, draft, clerk)
    there = opened(visit, draft, other, quiet=False, screen=screen, bypass_csp=True)  # 409
    typed(here, 12, "甲写的")
    kept(here)
    typed(there, 12, "乙写的")
    said = there.locator("[data-trouble]")
    expect(said).to_contain_text("第12段别人也改了", timeout=FIVE_SECONDS)
    assert said.get_attribute("role") == "status" and said.evaluate(IN_SIGHT)
    assert axe(there, ignore_incomplete=frozenset({"color-contrast"})) == []
    typed(there, 16, "乙的第十六段")
    expect(here.locator("body")).to_be_visible()
    there.wait_for_timeout(FIVE_SECONDS)
    assert said.evaluate(IN_SIGHT)
    now = words(draft)
    assert now[11].endswith("甲写的") and now[15].endswith("乙的第十六段")
    assert draft.texts.filter(why="aside").count() == 1
    # What the first writes meanwhile comes over; the second's own words stay in the box.
    typed(here, 20, "甲的第二十段")
    kept(here)
    typed(there, 26, "乙的第二十六段")
    expect(box(there, 20)).to_have_value(now[19] + "甲的第二十段", timeout=FIVE_SECONDS)
    assert box(there, 12).input_value().endswith("乙写的") and said.evaluate(IN_SIGHT)
    there.reload()
    parked = there.locator("main .note", has_text="稿里有另放的一段")
    expect(parked).to_be_visible()
    assert box(there, 12).input_value().endswith("甲写的")
    parked.get_by_role("link").click()
    expect(there.locator("tr.is-changed")).to_have_count(1)
    there.get_by_role("button", name="照挑的合起来").click()
    expect(there.locator(".note-ok")).to_contain_text("合好了")
    now = words(draft)
    assert now[11].endswith("乙写的") and now[19].endswith("甲的第二十段")
    assert now[25].endswith("乙的第二十六段")


def test_what_is_typed_while_another_s_words_are_on_their_way_goes_over_nothing(
    visit, draft, clerk, other
):
    here, there = opened(visit, draft, clerk), opened(visit, draft, other, quiet=False)  # 409
    typed(here, 3, "甲写的")
    kept(here)
    sent = []
    there.route("**/keep/*", lambda route: sent.append(route))  # noqa: PLW0108
    with there.expect_request("**/keep/*"):
        typed(there, 1, "乙写的")
    typed(there, 3, "乙也写的")
    sent[0].continue_()
    there.unroute("**/keep/*")
    expect(there.locator("[data-trouble]")).to_contain_text("第3段别人也改了", timeout=10_000)
    now = words(draft)
    assert now[0].endswith("乙写的") and now[2].endswith("甲写的")
    # Whatever is pressed meanwhile leads to the two texts.
    there.get_by_role("button", name="存下这一稿").click()
    expect(there.locator("[data-trouble] a")).to_be_focused()


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_without_signal_the_page_says_so_where_one_types(visit, draft, clerk, screen):
    page = opened(visit, draft, clerk, screen=screen, quiet=False)
    page.context.set_offline(True)
    typed(page, 26, "没有信号的时候写的")
    said = page.locator("[data-trouble]")
    expect(said).to_contain_text("没有连上", timeout=FIVE_SECONDS)
    assert said.evaluate(IN_SIGHT)
    # Where the line one types in lies under the bar, it comes out from beneath.
    page.keyboard.press("Control+Home")
    page.evaluate("scrollBy(0, document.activeElement.getBoundingClientRect().top - 4)")
    page.keyboard.type("，接着写")
    assert said.evaluate(IN_SIGHT)
