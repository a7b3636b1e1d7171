"""That the watch on pages sees something at all."""

import pytest


@pytest.fixture
def blank(browser):
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def test_chinese_has_a_font(blank):
    blank.set_content("<p><span id=a>绩</span><span id=b>\U0010fffd</span>")
    picture = "id => document.getElementById(id).offsetWidth"
    assert blank.evaluate(picture, "a") > 0
    assert blank.locator("#a").screenshot() != blank.locator("#b").screenshot()


def test_axe_finds_a_planted_fault_and_nothing_in_a_clean_page(blank, axe):
    clean = "<!doctype html><html lang=zh-CN><title>绩事</title><main><h1>绩事</h1>%s</main></html>"
    blank.set_content(clean % "")
    assert axe(blank) == []
    blank.set_content(clean % '<img src="data:,">')
    assert [fault.split(":")[0] for fault in axe(blank)] == ["image-alt"]
