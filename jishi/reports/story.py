"""Filling a template with figures: `build` makes the `Report`.

Plain substitution, once: what is filled in is never read again for placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from jishi.reports.clauses import merged, without
from jishi.reports.headings import numbered, with_content
from jishi.reports.parts import (
    VILLAGE,
    Box,
    Condition,
    Grid,
    Only,
    Passage,
    Repeat,
    Row,
    placed,
)
from jishi.reports.report import (
    NO_VALUE,
    Cell,
    ChainHead,
    FigureText,
    Paragraph,
    Report,
    Segment,
    Table,
    TableRow,
)
from jishi.reports.template import Template
from jishi.reports.wording import clean
from jishi.values.figures import written
from jishi.values.period import in_chinese

#: A village by code and name; ("", "") is the place of the report itself.
Village = tuple[str, str]
_ITSELF: Village = ("", "")


def build(
    template: Template,
    figures: Mapping[str, FigureText],
    *,
    place_name: str,
    place_path: str,
    as_of: date,
    heads: Sequence[ChainHead] = (),
    villages: Sequence[Village] = (),
) -> Report:
    """The report of one place on one day.

    `figures` answers every reference (`parts`) that the template asks for, of the place and of
    each of `villages` (code and name), for which 每村 is repeated. A clause or sentence whose
    figure is not written here (`written` is None) is left out, then paragraphs without text,
    then headings with nothing under them; headings are numbered anew. In a table a dash stands
    instead, and figures are written exactly. Raises KeyError naming the placeholders for which
    no figure was given.
    """
    absent = [ref for ref in needed(template, [code for code, _name in villages])
              if ref not in figures]  # fmt: skip
    if absent:
        raise KeyError(", ".join(absent))
    telling = _Telling(figures, _context(place_name, place_path, as_of), tuple(villages))
    blocks = [telling.block(block, village) for block, village in telling.flat(template.blocks)]
    return Report(
        place_name=clean(place_name),
        place_path=clean(place_path),
        as_of=as_of,
        blocks=tuple(numbered(with_content(blocks))),
        figures=dict(figures),
        heads=tuple(heads),
        left_out=tuple(telling.left_out),
    )


def needed(template: Template, villages: Iterable[str]) -> list[str]:
    """Every reference that a template asks for, where 每村 is repeated for these villages."""
    each = [placed(ref, village) for village in villages for ref in template.village_keys]
    return [*template.keys, *each]


@dataclass(slots=True)
class _Telling:
    """One template being told: the answers, and what had to be left out."""

    figures: Mapping[str, FigureText]
    context: Mapping[str, str]
    villages: tuple[Village, ...]
    left_out: dict[str, None] = field(default_factory=dict)

    def flat(self, parts: Iterable[Any], at: Village = _ITSELF) -> Iterator[tuple[Any, Village]]:
        """The parts that are said, each with the village for which it is."""
        for part in parts:
            if isinstance(part, Repeat):
                for village in self.villages:
                    yield from self.flat(part.parts, village)
            elif isinstance(part, Only):
                if self._holds(part.condition, at):
                    yield from self.flat(part.parts, at)
            else:
                yield part, at

    def block(self, block: Any, at: Village) -> Paragraph | Table:
        """A paragraph or table with its figures."""
        if isinstance(block, Grid):
            rows = [self._row(row, village) for row, village in self.flat(block.rows, at)]
            return Table(tuple(rows), block.widths, block.origin)
        parts = block.parts if isinstance(block, Passage) else block.segments
        # Names and dates first: as text they do not count as figures of a sentence.
        segments = self._segments(parts, at)
        missing = {s.key for s in segments if s.key and self.figures[s.key].written is None}
        self.left_out |= dict.fromkeys(s.key for s in segments if s.key in missing and s.key)
        kept = without(segments, missing.__contains__)
        return Paragraph(block.level, self._filled(kept), block.origin)

    def _row(self, row: Row, at: Village) -> TableRow:
        return TableRow(tuple(self._cell(box, at) for box in row.boxes), row.head)

    def _cell(self, box: Box, at: Village) -> Cell:
        lines: list[tuple[Segment, ...]] = []
        for line in box.lines:
            segments = self._segments(line, at)
            if any(s.key and self.figures[s.key].written is None for s in segments):
                lines.append((Segment(NO_VALUE),))
            elif segments:
                lines.append(self._filled(segments, exact=True))
        return Cell(tuple(lines), box.span, box.merge)

    def _segments(self, parts: Iterable[Any], at: Village) -> tuple[Segment, ...]:
        return merged(self._segment(part, village) for part, village in self.flat(parts, at))

    def _segment(self, segment: Segment, at: Village) -> Segment:
        if segment.key is None:
            return segment
        if segment.key == VILLAGE:
            return Segment(clean(at[1]))
        if segment.key in self.context:
            return Segment(clean(self.context[segment.key]))
        return Segment("", placed(segment.key, at[0]))

    def _filled(self, segments: Iterable[Segment], *, exact: bool = False) -> tuple[Segment, ...]:
        return tuple(
            s if s.key is None else Segment(clean(_said(self.figures[s.key], exact=exact)), s.key)
            for s in segments
        )

    def _holds(self, condition: Condition, at: Village) -> bool:
        figure = self.figures[placed(condition.ref, at[0])]
        value = None if figure.value is None else Fraction(figure.value)
        if not condition.operator:
            return bool(value) is not condition.negated
        return value is not None and _compared(value, condition)


def _said(figure: FigureText, *, exact: bool) -> str:
    """How a figure is written; in a table never 余: its rows are added up."""
    if exact and figure.value is not None:
        return written(figure.value, figure.unit)
    return figure.written or ""


def _compared(value: Fraction, condition: Condition) -> bool:
    match condition.operator:
        case ">":
            return value > condition.bound
        case ">=":
            return value >= condition.bound
        case "<":
            return value < condition.bound
        case "<=":
            return value <= condition.bound
        case "!=":
            return value != condition.bound
        case _:
            return value == condition.bound


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
