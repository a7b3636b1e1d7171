"""The sample town on a running server of its own, and browser windows signed in there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import cache
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from jishi.demo.prepare import PASSWORD

SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1366, "height": 768}},
}
TOWN, VILLAGE, AS_OF = "341824103", "341824103203", "2024-09-30"


_running = ExitStack()  # closed with the browser (conftest): a worker's end runs no atexit


@cache
def address() -> str:
    """Where the sample town answers; prepared and started once, stopped with the run."""
    home = _running.enter_context(tempfile.TemporaryDirectory(prefix="jishi-demo-"))
    ours = ("JISHI_", "DJANGO_")  # the test run's own; the demo is started as anyone would
    known = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    server = subprocess.Popen(
        [sys.executable, "-m", "jishi.cli.main", "demo", "--port", "0"],
        env={**known, "JISHI_HOME": home, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    _running.callback(_stop, server)
    for line in server.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise RuntimeError(f"the demo did not start: exit {server.wait()}")


def stop() -> None:
    """End the server, where one was started."""
    _running.close()


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait(timeout=20)
    if server.stdout is not None:
        server.stdout.close()


@cache
def _session(browser: Browser, username: str) -> Any:
    window = browser.new_context(base_url=address(), locale="zh-CN")
    sign_in(window.new_page(), username)
    state = window.storage_state()
    window.close()
    return state


def sign_in(page: Page, username: str) -> None:
    """Sign in as a demo account by the form."""
    page.goto("/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], form:has([name=password]) button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def window(browser: Browser, username: str, screen: str = "desktop", **more: Any) -> BrowserContext:
    """A window on the sample town, signed in; nobody's where the name is empty."""
    state = _session(browser, username) if username else None
    return browser.new_context(
        base_url=address(), locale="zh-CN", storage_state=state, accept_downloads=True,
        **SCREENS[screen], **more,
    )  # fmt: skip
