"""A person at a page: what is tapped, typed and counted on the way to a job done.

On the desktop everything goes by the keyboard, on the phone by touch. `reached()` holds the way
from 今日 to the form against three taps; `done()` holds the whole job against sixty seconds of
handiwork, by the keystroke-level model (Card, Moran, Newell 1980): 0.28 s a key, 1.2 s for what
has to be found and met, 1.35 s to think before it. It counts acts, so it times nothing.
"""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

KEY, MEET, THINK = 0.28, 1.2, 1.35
MOST_TAPS, MOST_SECONDS = 3, 60
_SMALLEST = 24  # CSS px, WCAG 2.5.8
#: A link that is stretched over its line (css: .stack) is as large as the line.
_REACH = """one => {
  const over = getComputedStyle(one, "::after").position === "absolute" && one.closest("tr, li");
  const box = (over || one).getBoundingClientRect();
  return [box.width, box.height];
}"""


class Hands:
    """Hands on one page; `screen` is "phone" or "desktop"."""

    def __init__(self, page: Page, screen: str) -> None:
        self.page, self.screen = page, screen
        self.taps, self.seconds = 0, 0.0

    def tap(self, target: Locator) -> None:
        """Follow a link, press a button, open a menu; without a mouse."""
        target = target.first
        expect(target).to_be_visible()
        self._count()
        if self.screen == "phone":
            target.scroll_into_view_if_needed()
            width, height = target.evaluate(_REACH)
            assert min(width, height) >= _SMALLEST, f"{width} × {height} is small for a finger"
            target.tap()
        else:
            assert target.evaluate("one => one.tabIndex >= 0"), "the keyboard does not get there"
            target.focus()
            self.page.keyboard.press("Enter")

    def key(self, name: str) -> None:
        """One of the keys that every page knows; counts as a tap."""
        self._count()
        self.page.keyboard.press(name)

    def type(self, target: Locator, text: str) -> None:
        """Write into a field."""
        expect(target.first).to_be_editable()
        target.first.fill(text)
        self.seconds += THINK + MEET + KEY * (len(text) + 1)

    def choose(self, target: Locator, value: str) -> None:
        """Choose from a list."""
        target.first.select_option(value)
        self.seconds += THINK + MEET + KEY

    def reached(self) -> None:
        """The form or page of the task stands open: by three taps at most, nothing pushed wide."""
        assert self.taps <= MOST_TAPS, f"{self.taps} taps"
        self.page.wait_for_load_state()
        assert beyond(self.page) <= 0, f"{beyond(self.page)} px too wide"

    def done(self) -> None:
        """The job is finished."""
        assert self.seconds <= MOST_SECONDS, f"{self.seconds:.0f} s"

    def _count(self) -> None:
        self.taps += 1
        self.seconds += THINK + MEET + KEY


def beyond(page: Page) -> int:
    """How many px a page is wider than its screen.

    Not than `innerWidth`: a phone zooms out until a page that is too wide fits, and widens that.
    """
    assert page.viewport_size is not None
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide - page.viewport_size["width"]


def paste(page: Page, text: str) -> None:
    """What Ctrl+V does with a block copied from Excel."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )
