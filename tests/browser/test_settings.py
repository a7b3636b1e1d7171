"""Settings in a real browser: a first password on the phone, and a session ended from elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import TOWN, window

pytestmark = pytest.mark.xdist_group("demo")


def test_a_new_clerk_signs_in_with_the_first_password_and_changes_it_by_keyboard(browser):
    office = window(browser, "admin", "desktop")
    page = office.new_page()
    page.goto("/accounts/new/")
    page.fill("#id_name", "方一（虚构）")
    page.fill("#id_username", "fangyi")
    page.select_option("#id_role", "town_clerk")
    page.select_option("#id_place", TOWN)
    page.locator("main form .form-end button").first.press("Enter")
    password = page.locator(".password").inner_text()
    own = window(browser, "", "phone")
    phone = own.new_page()
    phone.goto("/sign-in/")
    phone.fill("[name=username]", "fangyi")
    phone.fill("[name=password]", password)
    phone.press("[name=password]", "Enter")
    expect(phone).to_have_url(re.compile("/password/$"))
    for name, text in (("old", password), ("new", "my own words 5"), ("again", "my own words 5")):
        phone.fill(f"[name={name}]", text)
    phone.press("[name=again]", "Enter")
    expect(phone).to_have_url(re.compile(f"/{TOWN}/today/"))
    office.close()
    own.close()


def test_a_session_ended_on_the_desktop_is_over_on_the_phone(browser):
    windows = []
    for screen in ("desktop", "phone"):
        one = window(browser, "", screen)
        page = one.new_page()
        page.goto("/sign-in/")
        page.fill("[name=username]", "leader")
        page.fill("[name=password]", "jishi-demo-2024")
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"**/{TOWN}/today/**")
        windows.append((one, page))
    (first, desktop), (second, phone) = windows
    desktop.goto("/settings/sessions/")
    desktop.locator("button[value=others]").click()
    expect(desktop.locator("[role=status]").first).to_be_visible()
    phone.reload()
    expect(phone).to_have_url(re.compile("/sign-in/"))
    first.close()
    second.close()
