"""The words around each number of a text 上下文: what may say what is counted, where and when.

Two numbers in a row share what stands between them: 召开党委会22次、中心组学习10次 gives the words
before the comma to the first, what follows to the second. Marks of quotation say nothing here and
are left out; titles of papers (《…》) speak of other things than the town's results.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jishi.draftcheck import tables
from jishi.draftcheck.headings import Headings
from jishi.draftcheck.sharing import shares
from jishi.values.prose import Mention, Reading
from jishi.values.prose.dates import with_digits

#: A line goes on where the one above ends with a colon or a semicolon (各村情况如下：), and where
#: it is a village's entry in a list: 宅坦村：10场.
_LINE = r"(?<![：:；;])\n+(?![\u4e00-\u9fff]{1,5}村[：: ]{0,2}[0-9一二两三四五六七八九十百])"
_SENTENCE = re.compile(rf"[。！？!?；;]|{_LINE}")
_HARD = re.compile(rf"[。！？!?]|{_LINE}")  # a place goes on over a semicolon, a time does not
_STOPS = re.compile(r"[，,；;。：:（(）)！？!?\n]")
_JOINTS = re.compile(r"[、和及与]")
_MARKS = re.compile(r"[“”‘’「」『』\"'\s]|《[^《》]*》")
_FAR = 80
_BOUND_REACH = 8
_LABEL, _HEADING = 16, 16


@dataclass(frozen=True)
class Around:
    """A number's own words.

    `word`: the number as read, in simplified characters. `before`, `after`: what says what it
    counts. `between`: all from the number before it. `ahead`: the rest of its
    clause. `lead`: its sentence up to it; `whole_lead`: the same back over
    semicolons. `line`: how its line begins, with the heading above it. `past`: the
    sentences before it in the paragraph, nearest last. `sentence_start`: offset into the plain
    text; `gap`: signs from the number before it, or from the start of the sentence. `shares`: the
    words of each thing it is told of together, where it is (分别, 各). `headings`: the title
    and the headings above it, nearest last. `cell`: it stands alone in a cell of a table.
    `following`: all to the number behind it in its sentence, '' where there is none.
    """

    mention: Mention
    word: str
    before: str
    after: str
    between: str
    ahead: str
    lead: str
    whole_lead: str
    line: str
    past: tuple[str, ...]
    sentence_start: int
    gap: int
    shares: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    cell: bool = False
    following: str = ""


def surroundings(reading: Reading) -> list[Around]:
    """The words around every figure, in order."""
    text = reading.plain.text
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    hard = [match.start() for match in _HARD.finditer(text)]
    lines = [match.start() for match in re.finditer("\n", text)]
    paragraphs = [match.start() for match in re.finditer(_LINE, text)]
    found: list[Around] = []
    figures = reading.figures
    shared = shares(text, figures)
    above = Headings(reading)
    for at, mention in enumerate(figures):
        cell = tables.cell_of(text, mention)
        if cell is not None:
            found.append(replace(_in_cell(cell, text), headings=above.at(mention.start), cell=True))
            continue
        low, high = _bounds(ends, mention.plain_start, mention.plain_end, len(text))
        previous = figures[at - 1].plain_end if at and figures[at - 1].plain_end > low else low
        if (
            at
            and previous > low
            and _of_a_bound(figures[at - 1], text[previous : mention.plain_start])
        ):
            # 40岁以下的将近六成: what is picked out by a bound is of the words of the number.
            previous = max(low, figures[at - 2].plain_end if at > 1 else low)
        following = figures[at + 1].plain_start if at + 1 < len(figures) else high
        before = text[max(previous, mention.plain_start - _FAR) : mention.plain_start]
        after = text[mention.plain_end : min(following, high, mention.plain_end + _FAR)]
        own = _own_before(before, shared=previous > low)
        i = bisect_left(lines, mention.plain_start)
        p = bisect_left(paragraphs, mention.plain_start)
        paragraph = paragraphs[p - 1] + 1 if p else 0
        found.append(Around(
            mention, bare(text[mention.plain_start : mention.plain_end]), bare(own),
            bare(_own_after(after, shared=following < high)), bare(before),
            bare(_STOPS.split(text[mention.plain_end : min(high, mention.plain_end + _FAR)])[0]),
            bare(text[max(low, mention.plain_start - 4 * _FAR) : mention.plain_start]),
            bare(text[max(_bounds(hard, mention.plain_start, mention.plain_end, len(text))[0],
                          mention.plain_start - 4 * _FAR) : mention.plain_start]),
            _heading(text, lines, i),
            _past(text, max(paragraph, low - 8 * _FAR), low), low, mention.plain_start - previous,
            tuple(map(bare, shared.get(at, ()))), above.at(mention.start),
            following=bare(text[mention.plain_end : following][:_FAR]) if following < high else "",
        ))  # fmt: skip
    return found


def _of_a_bound(figure: Mention, between: str) -> bool:
    """True where a number stands right behind a bound, and so is told of what it picks out."""
    return (
        figure.role == "threshold"
        and len(between) < _BOUND_REACH
        and between[:1] == "的"
        and (not _STOPS.search(between))
    )


def _in_cell(cell: tables.Cell, text: str) -> Around:
    """A number alone in a cell: its row's and its column's heads are its words."""
    words = bare(cell.words)
    start, end = cell.mention.plain_start, cell.mention.plain_end
    return Around(
        cell.mention, bare(text[start:end]), words, "", words, "", words, words, "", (), start, 0
    )


def _heading(text: str, lines: Sequence[int], at: int) -> str:
    """The beginning of line `at`, after the line before it where that is a short heading."""
    start = lines[at - 1] + 1 if at else 0
    own = text[start : start + _LABEL]
    if at:
        above = text[lines[at - 2] + 1 if at > 1 else 0 : lines[at - 1]].strip()
        if len(above) <= _HEADING and not _HARD.search(above):
            return bare(above) + "\n" + bare(own)
    return "\n" + bare(own)


def bare(text: str) -> str:
    """A stretch of text without marks of quotation, blanks and titles of papers, its months and
    years in digits."""
    return with_digits(_MARKS.sub("", text))


def _bounds(ends: Sequence[int], start: int, end: int, last: int) -> tuple[int, int]:
    i = bisect_left(ends, start)
    low = ends[i - 1] + 1 if i else 0
    j = bisect_right(ends, end - 1)
    return low, ends[j] if j < len(ends) else last


def _own_before(between: str, *, shared: bool) -> str:
    """Of what stands between two numbers, the words of the second."""
    if not shared:
        return between
    stop = _STOPS.search(between)
    if stop:
        return between[stop.end() :]
    return _JOINTS.split(between)[-1]


def _own_after(between: str, *, shared: bool) -> str:
    """Of what stands between two numbers, the words of the first."""
    stop = _STOPS.search(between)
    if stop:
        return between[: stop.start()]
    joint = max((match.start() for match in _JOINTS.finditer(between)), default=None)
    return between if joint is None or not shared else between[:joint]


def _past(text: str, start: int, end: int) -> tuple[str, ...]:
    return tuple(bare(part) for part in _SENTENCE.split(text[start:end]) if part and part.strip())
