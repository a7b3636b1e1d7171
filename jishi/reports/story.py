"""Filling a template with figures: `build` makes the `Report`.

Plain substitution, once: what is filled in is never read again for placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from jishi.reports.clauses import merged, without
from jishi.reports.report import (
    HEADINGS,
    ChainHead,
    FigureText,
    Level,
    Paragraph,
    Report,
    Segment,
    in_chinese,
)
from jishi.reports.template import Template
from jishi.reports.wording import clean

#: A numbered paragraph that ends like this is itself text, not only a heading over some.
_SENTENCE_ENDS = ("。", "；", "！", "？")
_DIGITS = "零一二三四五六七八九"


def build(
    template: Template,
    figures: Mapping[str, FigureText],
    *,
    place_name: str,
    place_path: str,
    as_of: date,
    heads: Sequence[ChainHead] = (),
) -> Report:
    """The report of one place on one day.

    A clause or sentence whose figure is not written here (`written` is None) is left out,
    then paragraphs without text, then headings with nothing under them; headings are
    numbered anew. Raises KeyError naming the placeholders for which no figure was given.
    """
    absent = [key for key in template.keys if key not in figures]
    if absent:
        raise KeyError(", ".join(absent))
    context = _context(place_name, place_path, as_of)
    missing = {key for key in template.keys if figures[key].written is None}
    paragraphs = []
    for item in template.paragraphs:
        # Names and dates first: as text they do not count as figures of a sentence.
        segments = without(_in_context(item.segments, context), missing.__contains__)
        paragraphs.append(Paragraph(item.level, _filled(segments, figures)))
    return Report(
        place_name=clean(place_name),
        place_path=clean(place_path),
        as_of=as_of,
        paragraphs=tuple(_numbered(_with_content(paragraphs))),
        figures=dict(figures),
        heads=tuple(heads),
        left_out=tuple(key for key in template.keys if key in missing),
    )


def _context(place_name: str, place_path: str, as_of: date) -> dict[str, str]:
    # The last calendar year that ended on or before the day: on 31 December it is this one.
    last_full_year = (as_of + timedelta(days=1)).year - 1
    return {
        "place": place_name,
        "place_path": place_path,
        "as_of": in_chinese(as_of),
        "year": str(as_of.year),
        "last_full_year": str(last_full_year),
    }


def _in_context(segments: Iterable[Segment], context: Mapping[str, str]) -> tuple[Segment, ...]:
    return merged(
        Segment(clean(context[s.key])) if s.key is not None and s.key in context else s
        for s in segments
    )


def _filled(segments: Iterable[Segment], figures: Mapping[str, FigureText]) -> tuple[Segment, ...]:
    return tuple(
        s if s.key is None else Segment(clean(figures[s.key].written or ""), s.key)
        for s in segments
    )


def _with_content(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Without empty paragraphs and without headings that have no text below them."""
    kept: list[Paragraph] = []
    nearest = Level.TITLE  # level of the next paragraph kept below; TITLE: none
    for paragraph in reversed(paragraphs):
        if not paragraph.text.strip():
            continue
        is_label = paragraph.level in HEADINGS and not paragraph.text.endswith(_SENTENCE_ENDS)
        if is_label and nearest <= paragraph.level:
            continue
        nearest = paragraph.level
        kept.append(paragraph)
    return kept[::-1]


def _numbered(paragraphs: list[Paragraph]) -> Iterable[Paragraph]:
    counts = dict.fromkeys(HEADINGS, 0)
    for paragraph in paragraphs:
        if paragraph.level in HEADINGS:
            counts[paragraph.level] += 1
            for deeper in HEADINGS[HEADINGS.index(paragraph.level) + 1 :]:
                counts[deeper] = 0
            mark = Segment(_mark(paragraph.level, counts[paragraph.level]))
            yield Paragraph(paragraph.level, merged((mark, *paragraph.segments)))
        else:
            yield paragraph


def _mark(level: Level, number: int) -> str:
    if level is Level.THIRD:
        return f"{number}."
    if level is Level.FOURTH:
        return f"（{number}）"
    chinese = _chinese(number)
    return f"{chinese}、" if level is Level.FIRST else f"（{chinese}）"


def _chinese(number: int) -> str:
    """1 … 99 in Chinese digits, as headings are numbered (十, 十一, 二十)."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones or not tens else "")
