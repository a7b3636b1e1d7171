"""Processor time by the measure of what was read: a paper that only takes time is given up."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds that a paper may take before its first text, and at most.
FIRST, MOST = 0.9, 12.0
#: Seconds that each character adds, and each page at most.
PER_CHARACTER, PER_PAGE = 0.000_3, 0.1
#: A library that catches the first call is called again.
_AGAIN = 0.2


class TooSlow(BaseException):  # not an Exception: a library that catches those must not catch it
    """The time is up."""


class Pace:
    """The time that is left, as it grows."""

    def __init__(self) -> None:
        self._allowed = FIRST
        self._start = time.process_time()

    def set(self) -> None:
        """Wake when the time is up, as far as it is known now."""
        left = self._start + min(self._allowed, MOST) - time.process_time()
        signal.setitimer(signal.ITIMER_PROF, max(left, 0.001), _AGAIN)

    def page_read(self, characters: int) -> None:
        """A page gave text: more time."""
        self._allowed += min(characters * PER_CHARACTER, PER_PAGE)
        self.set()


def _up(*_: object) -> None:
    raise TooSlow


@contextmanager
def paced() -> Iterator[Pace]:
    """Raise TooSlow in the block when its time is up. For the main thread of a child only."""
    signal.signal(signal.SIGPROF, _up)
    pace = Pace()
    pace.set()
    try:
        yield pace
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
