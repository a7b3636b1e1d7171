"""A table in the text of a report: as wide as the text, its head repeats, no row breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jishi.reports import annex, layout
from jishi.reports.report import Cell, Segment, Table, TableRow
from jishi.reports.tables import ruled
from jishi.reports.wordml import Element, link, paragraph, run, w


def blocks(table: Table, linked: frozenset[str]) -> Iterator[Element]:
    """The table, and the paragraph Word wants after one; figures in `linked` lead to the annex."""
    widths = _twips(table.widths)
    yield ruled(widths, [_row(row, widths, linked) for row in table.rows])
    yield paragraph(
        layout.TABLE_TEXT, [], w("spacing", before=0, after=0, line=20, lineRule="exact")
    )


def _twips(shares: Sequence[int]) -> list[int]:
    whole = sum(shares)
    widths = [layout.TEXT_WIDTH * share // whole for share in shares]
    widths[-1] += layout.TEXT_WIDTH - sum(widths)
    return widths


def _row(row: TableRow, widths: Sequence[int], linked: frozenset[str]) -> Element:
    cells, at = [], 0
    for cell in row.cells:
        width = sum(widths[at : at + cell.span])
        at += cell.span
        cells.append(_cell(cell, width, linked, head=row.head))
    properties = [w("cantSplit"), *([w("tblHeader")] if row.head else [])]
    return w("tr", w("trPr", *properties), *cells)


def _cell(cell: Cell, width: int, linked: frozenset[str], *, head: bool) -> Element:
    style = layout.TABLE_HEAD if head else layout.TABLE_TEXT
    align = [w("jc", val="center")] if cell.is_figure and not head else []
    span = [w("gridSpan", val=cell.span)] if cell.span > 1 else []
    merge = [w("vMerge", val=cell.merge)] if cell.merge else []
    lines = cell.lines or ((),)
    return w(
        "tc",
        w("tcPr", w("tcW", w=width, type="dxa"), *span, *merge, w("vAlign", val="center")),
        *(paragraph(style, [_run(s, linked) for s in line], *align) for line in lines),
    )


def _run(segment: Segment, linked: frozenset[str]) -> Element:
    if segment.key in linked:
        return link(annex.anchor(segment.key), segment.text)
    return run(segment.text)
