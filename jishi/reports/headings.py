"""Headings of a report: those with nothing under them go, the others are numbered anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jishi.reports.clauses import merged
from jishi.reports.report import HEADINGS, Level, Paragraph, Segment, Table

#: A numbered paragraph that ends like this is itself text, not only a heading over some.
_SENTENCE_ENDS = ("。", "；", "！", "？")
_DIGITS = "零一二三四五六七八九"


def with_content(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """Without what is empty and without headings that have no text or table below them."""
    kept: list[Paragraph | Table] = []
    nearest = Level.TITLE  # level of the next paragraph kept below; TITLE: none
    for block in reversed(blocks):
        if isinstance(block, Table):
            if block.rows:
                nearest = Level.BODY
                kept.append(block)
            continue
        if not block.text.strip():
            continue
        is_label = block.level in HEADINGS and not block.text.endswith(_SENTENCE_ENDS)
        if is_label and nearest <= block.level:
            continue
        nearest = block.level
        kept.append(block)
    return kept[::-1]


def numbered(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks, each heading with its number in front (GB/T 9704-2012, 7.3.3)."""
    counts = dict.fromkeys(HEADINGS, 0)
    for block in blocks:
        if isinstance(block, Paragraph) and block.level in HEADINGS:
            counts[block.level] += 1
            for deeper in HEADINGS[HEADINGS.index(block.level) + 1 :]:
                counts[deeper] = 0
            mark = Segment(_mark(block.level, counts[block.level]))
            yield Paragraph(block.level, merged((mark, *block.segments)), block.origin)
        else:
            yield block


def _mark(level: Level, number: int) -> str:
    if level is Level.THIRD:
        return f"{number}."
    if level is Level.FOURTH:
        return f"（{number}）"
    chinese = _chinese(number)
    return f"{chinese}、" if level is Level.FIRST else f"（{chinese}）"


def _chinese(number: int) -> str:
    """1 … 99 in Chinese digits, as headings are numbered (十, 十一, 二十); above, Arabic ones."""
    tens, ones = divmod(number, 10)
    if tens >= len(_DIGITS):
        return str(number)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones or not tens else "")
