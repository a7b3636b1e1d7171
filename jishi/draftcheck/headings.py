"""The headings of a text 标题: what its sections are set under, as they stand in the text as given.

A line is a heading where it is short, holds no figure and no end of a sentence, and does not go on
from the line before it. A line that was broken by the width of a page is so none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from jishi.values.prose import Reading
from jishi.values.prose.dates import with_digits

_LONGEST, _MOST = 40, 12
_NO_HEADING = re.compile(r"[。！？!?；;\t]|[，,：:、]$")
_ENDED = re.compile(r"[。！？!?；;：:”）)]$")


class Headings:
    """The headings of a text by where they stand."""

    def __init__(self, reading: Reading) -> None:
        starts = [figure.start for figure in reading.figures]
        plain = reading.plain
        self._ends: list[int] = []
        self._lines: list[str] = []
        ended = True
        for line in re.finditer(r"[^\n]+", reading.text):
            low, high = line.span()
            words = plain.text[bisect_left(plain.at, low) : bisect_left(plain.at, high)].strip()
            counted = bisect_left(starts, high) > bisect_left(starts, low)
            short = 1 < len(words) <= _LONGEST
            if ended and short and not counted and not _NO_HEADING.search(words):
                self._ends.append(high)
                self._lines.append(with_digits(words))
                continue
            ended = not words or bool(_ENDED.search(words)) or "\t" in words

    def at(self, start: int) -> tuple[str, ...]:
        """The title and the last headings above an offset into the text as given."""
        above = bisect_right(self._ends, start)
        first = max(0, above - _MOST)
        return (*self._lines[: min(1, first)], *self._lines[first:above])
