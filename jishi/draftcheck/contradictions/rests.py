"""What is left beside the parts 其余: 合计100次，其中镇直支部3次，其余93次 are 96.

其余 and 其他 behind the parts of a whole leave nothing out, whatever the parts are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from jishi.draftcheck.contradictions.finding import Finding, exactly, shown
from jishi.draftcheck.contradictions.totals import ends_of, sum_told
from jishi.draftcheck.surroundings import Around

_BEGINS = re.compile(r"^[^，,。；;]{0,12}[，,（(：:](?:其中[：:，,]?|除了?)")
_REST = re.compile(r"[，,、](?:其余|余下|剩下|剩余|其他|其它)(?!方面|工作|任务)[^，,、。；;]{0,8}$")
#: Two wholes in one sentence: whose rest it is nobody can tell.
_AGAIN = re.compile("其中|合计|共计|累计|新增|增加|减少")
_MOST = 20


def rest_of_a_whole(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """A whole, parts behind 其中 or 除, and the rest: together they are the whole."""
    for place, at in enumerate(sentence[:-2]):
        first = found[sentence[place + 1]]
        if not _BEGINS.search(first.between):
            continue
        row = _row(found, sentence, place)
        if row is None:
            continue
        low, high = ends_of(found[at].mention)
        ends = [ends_of(found[one].mention) for one in row]
        least, most = (sum((one[side] for one in ends), Fraction(0)) for side in (0, 1))
        if least <= high and most >= low:
            continue
        total = sum((exactly(found[one]) or Fraction(0) for one in row), Fraction(0))
        told = sum_told(
            [found[one].mention.surface for one in row], shown(total, found[at].mention.unit),
            found[at].mention.surface,
        )  # fmt: skip
        yield Finding("parts_sum", (at, *row), told)


RULES = (rest_of_a_whole,)


def _row(found: Sequence[Around], sentence: Sequence[int], place: int) -> list[int] | None:
    """The parts up to the rest, all told exactly and in the unit of the whole; None without one."""
    unit = found[sentence[place]].mention.unit
    row: list[int] = []
    for last, at in zip(sentence[place:], sentence[place + 1 : place + _MOST], strict=False):
        around = found[at]
        alike = exactly(around) is not None and around.mention.unit == unit != "%"
        if not alike or at != last + 1 or exactly(found[last]) is None:
            return None
        if row and _AGAIN.search(around.between):
            return None
        row.append(at)
        if len(row) > 1 and _REST.search(around.between):
            return row
    return None
