"""A table of an annex: it lies across the page, its head repeats, no row breaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from jishi.reports import layout
from jishi.reports.layout import Style
from jishi.reports.wordml import Element, paragraph, run, w


def table(
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Sequence[Element]]],
    *,
    centred: Collection[int] = (),
) -> Element:
    """Heading and width in mm of each column; rows of cells, each the runs of one paragraph.

    The last column takes what is left of the page's width. `centred` are columns by position.
    """
    widths = [layout.twips(mm) for _name, mm in columns]
    widths[-1] += layout.TEXT_HEIGHT - sum(widths)  # the page across: its text is this wide
    return ruled(widths, [_head(columns, widths), *(_row(row, widths, centred) for row in rows)])


def ruled(widths: Sequence[int], rows: Iterable[Element]) -> Element:
    """A table of ruled rows; `widths` of its columns in twips."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(widths), type="dxa"),
            w("tblBorders", *_borders()),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *_margins()),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *rows,
    )


def _head(columns: Sequence[tuple[str, int]], widths: Sequence[int]) -> Element:
    cells = [
        _cell(width, [run(name)], layout.TABLE_HEAD)
        for (name, _mm), width in zip(columns, widths, strict=True)
    ]
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(
    row: Sequence[Sequence[Element]], widths: Sequence[int], centred: Collection[int]
) -> Element:
    cells = []
    for index, (content, width) in enumerate(zip(row, widths, strict=True)):
        align = w("jc", val="center") if index in centred else None
        cells.append(_cell(width, content, layout.TABLE_TEXT, align))
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(
    width: int, content: Sequence[Element], style: Style, align: Element | None = None
) -> Element:
    extra = [] if align is None else [align]
    return w(
        "tc",
        w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")),
        paragraph(style, content, *extra),
    )


def _borders() -> Iterator[Element]:
    """The rules of a table, all alike."""
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        yield w(side, val="single", sz=4, space=0, color="auto")


def _margins() -> Iterator[Element]:
    """The room that a cell keeps free at its sides."""
    for side, width in zip(("top", "left", "bottom", "right"), layout.CELL_MARGINS, strict=True):
        yield w(side, w=width, type="dxa")
