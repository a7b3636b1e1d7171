"""A real browser: Debian's Chromium, driven by playwright.

`visit(...)` opens a window on the running pages and watches it: whatever the page complains of
or fetches from elsewhere fails the test at its end. `axe(page)` names accessibility faults.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import demo
from tests.browser.demo import SCREENS

_AXE = Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
AXE_VERSION = "4.14.1"
#: What axe finds stays in the page as `axeFound`; of its long answer only this comes over.
_LOOK = """async () => {
  const found = await axe.run({resultTypes: ["violations", "incomplete"]});
  window.axeFound = found;
  const brief = rules => rules.map(({id, nodes}) => ({id, targets: nodes.map(n => n.target)}));
  return {
    version: found.testEngine.version, url: found.url,
    violations: brief(found.violations), incomplete: brief(found.incomplete),
  };
}"""
_FLAGS = [
    "--headless=new",
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run. Fails, not skips, where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("chromium is missing: apt-get install chromium fonts-noto-cjk")
    # playwright keeps an event loop in this thread, which Django takes for asynchronous code;
    # the tests themselves are not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield chromium
        chromium.close()
    demo.stop()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`visit(path, client=None, screen="desktop", scheme="light", quiet=True, **context)` → Page.

    `client` is a Django test client that is signed in. Unless `quiet=False`, the test fails at
    its end if the page logged an error, broke the content policy, threw, or asked another host.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    own = urlsplit(live_server.url).netloc

    def open_window(
        path: str,
        *,
        client: Any = None,
        screen: str = "desktop",
        scheme: str = "light",
        quiet: bool = True,
        **context: Any,
    ) -> Page:
        window = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            color_scheme=scheme,
            **SCREENS[screen],
            **context,
        )
        contexts.append(window)
        if client is not None:
            window.add_cookies(
                [
                    {"name": name, "value": morsel.value, "url": live_server.url}
                    for name, morsel in client.cookies.items()
                ]
            )
        page = window.new_page()
        if quiet:
            _watch(page, own, complaints)
        page.goto(path)
        return page

    yield open_window
    for window in contexts:
        window.close()
    assert not complaints, "\n".join(complaints)


def _watch(page: Page, own: str, complaints: list[str]) -> None:
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            complaints.append(f"asked {asked.url}")
            if urlsplit(asked.url).netloc not in {own, ""}
            else None
        ),
    )


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`axe(page)` → faults as `rule: selector`, of WCAG 2.2 A and AA and best practice.

    What axe was unsure of is left in the page as `axeFound.incomplete`.
    The page must have been opened with `bypass_csp=True`: its own policy refuses our script.
    """
    if not _AXE.exists():
        pytest.fail("axe-core is missing: make test installs it")

    def faults(page: Page, *, ignore_incomplete: frozenset[str] = frozenset()) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.add_script_tag(path=_AXE)
        found = page.evaluate(_LOOK)
        assert found["version"] == AXE_VERSION
        assert found["url"] == page.url
        doubtful = [rule for rule in found["incomplete"] if rule["id"] not in ignore_incomplete]
        return [
            f"{rule['id']}: {' '.join(map(str, target))}"
            for rule in [*found["violations"], *doubtful]
            for target in rule["targets"]
        ]

    return faults
