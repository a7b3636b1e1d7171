"""Settings in a real browser: a first password on the phone, and a session ended from elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import TOWN, window

pytestmark = pytest.mark.xdist_group("demo")


def test_a_new_clerk_changes_the_first_password_and_ends_a_session_by_keyboard(browser):
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
    # Signed in at the desk, too: from there the phone is signed out.
    other = window(browser, "", "desktop")
    desk = other.new_page()
    desk.goto("/sign-in/")
    desk.fill("[name=username]", "fangyi")
    desk.fill("[name=password]", "my own words 5")
    desk.press("[name=password]", "Enter")
    desk.wait_for_url(f"**/{TOWN}/today/**")
    desk.goto("/settings/sessions/")
    desk.locator("button[value=others]").press("Enter")
    expect(desk.locator(".note[role=status], .note [role=status]").first).to_be_visible()
    phone.reload()
    expect(phone).to_have_url(re.compile("/sign-in/"))
    for opened in (office, own, other):
        opened.close()
