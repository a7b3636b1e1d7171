"""The text of a Word file, paragraph by paragraph, and a refusal of what is not text.

Only the body is read: paragraphs, and tables of cells with text. Headers, footers, notes,
properties and settings of the file are not looked at: the report gets its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml.etree import XMLSyntaxError

from jishi.reports.foreign import KNOWN_BY, name_of
from jishi.reports.parts import Grid
from jishi.reports.report import Level
from jishi.reports.safefile import DAMAGED, TemplateError, checked
from jishi.reports.wording import clean

__all__ = ["CellText", "Grid", "Line", "TableText", "TemplateError", "Unit", "margins", "read"]

#: What a paragraph may hold; anything else (pictures, fields, notes, tracked changes)
#: would be lost silently, so it is refused.
_HARMLESS = frozenset(
    qn(f"w:{name}")
    for name in (
        *("pPr", "rPr", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen"),
        *(
            "lastRenderedPageBreak",
            "proofErr",
            "bookmarkStart",
            "bookmarkEnd",
            "hyperlink",
        ),
        *("smartTag", "commentRangeStart", "commentRangeEnd", "commentReference"),
        *("permStart", "permEnd"),
    )
)
_OUTSIDE_PARAGRAPHS = frozenset(
    qn(f"w:{name}") for name in ("sectPr", "bookmarkStart", "bookmarkEnd")
)
_IN_TABLES = frozenset(
    qn(f"w:{name}")
    for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "bookmarkStart", "bookmarkEnd")
)
#: Paragraphs, and cells of tables, that a template may have.
MOST_UNITS = 3000
#: A header that says more than the number of a page: — 1 —, 第1页 共3页.
_SAYS = re.compile(r"[^\W\d第页共]")
_WIDEST = 24  # columns of a table


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the file: text, name of its style, and kinds of what is not text.

    `level` says its level where that is known already.
    """

    text: str
    style: str = ""
    foreign: tuple[str, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: its lines, how many columns it takes, and whether it begins ("restart") or goes on
    with ("continue") one that reaches down over several rows."""

    lines: tuple[Line, ...]
    span: int = 1
    merge: str = ""


@dataclass(frozen=True, slots=True)
class TableText:
    """A table of the file: rows of cells, which of the rows are heads, widths of the columns."""

    rows: tuple[tuple[CellText, ...], ...]
    heads: frozenset[int]
    widths: tuple[int, ...]


Unit: TypeAlias = Line | TableText


def read(source: bytes | Path) -> tuple[list[Unit], list[str]]:
    """The paragraphs that hold anything, the tables, and the problems of the body outside them.

    Raises TemplateError for what is no Word file, has macros or content from elsewhere, or is
    too large.
    """
    data = checked(source)
    try:
        document = Document(BytesIO(data))
        return _units(document)
    # What python-docx and its parser raise on damaged packages and broken XML.
    except (OpcError, XMLSyntaxError, KeyError, AttributeError, *DAMAGED) as error:
        if isinstance(error, TemplateError):
            raise
        raise TemplateError([_("这份Word文档已损坏，请在Word里打开后另存一份再用。")]) from error


def margins(source: bytes | Path) -> list[tuple[bool, str]]:
    """The words of headers (True) and footers (False) of a file that `read` has read, each once;
    numbers of pages alone are none."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        document = Document(BytesIO(data))
        found: dict[tuple[bool, str], None] = {}
        for section in document.sections:
            for part, above in (
                (section.header, True), (section.first_page_header, True),
                (section.even_page_header, True), (section.footer, False),
                (section.first_page_footer, False), (section.even_page_footer, False),
            ):  # fmt: skip
                if not part.is_linked_to_previous:
                    texts = part.part.element.itertext(qn("w:t"))
                    found[above, clean("".join(texts)).strip()] = None
    # As in `read`; the body may be whole where a header is not.
    except (OpcError, XMLSyntaxError, KeyError, AttributeError, *DAMAGED) as error:
        raise TemplateError([_("这份Word文档已损坏，请在Word里打开后另存一份再用。")]) from error
    return [(above, text) for above, text in found if _SAYS.search(text)]


def _units(document: Any) -> tuple[list[Unit], list[str]]:
    units: list[Unit] = []
    problems: list[str] = []
    count = 0
    for element in document.element.body.iterchildren(tag="*"):
        if element.tag == qn("w:p"):
            line = _line(element, document)
            if line.text or line.foreign:
                units.append(line)
                count += 1
        elif element.tag == qn("w:tbl"):
            table = _table(element, document)
            units.append(table)
            count += sum(map(len, table.rows))
        elif element.tag not in _OUTSIDE_PARAGRAPHS:
            problems.append(
                _("模板正文里只能有文字段落和表格，请去掉目录等内容（%(kind)s）。")
                % {"kind": name_of(_local(element))}
            )
        if count > MOST_UNITS:
            said = _("模板太长，段落和表格的格子加起来最多%(most)s个。") % {"most": MOST_UNITS}
            raise TemplateError([said])
    return units, problems


def _line(element: Any, document: Any) -> Line:
    paragraph = WordParagraph(element, document)
    style = paragraph.style.name if paragraph.style is not None else None
    return Line(clean(paragraph.text).strip(), style or "", _foreign(element))


def _table(table: Any, document: Any) -> TableText:
    rows: list[tuple[CellText, ...]] = []
    heads: set[int] = set()
    for element in table.iterchildren(tag="*"):
        if element.tag != qn("w:tr"):
            if element.tag not in _IN_TABLES:
                rows.append((CellText((Line("", foreign=(_local(element),)),)),))
            continue
        if element.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            heads.add(len(rows))
        rows.append(tuple(_cells(element, document)))
    return TableText(tuple(rows), frozenset(heads) or heads_of(rows), _widths(table))


def heads_of(rows: Sequence[Sequence[CellText]]) -> frozenset[int]:
    """The rows of a head that is not marked: the first, and those into which its cells reach."""
    if not rows:
        return frozenset()
    last = 0
    if any(cell.merge == "restart" for cell in rows[0]):
        while last + 1 < len(rows) and any(cell.merge == "continue" for cell in rows[last + 1]):
            last += 1
    return frozenset(range(last + 1))


def _cells(row: Any, document: Any) -> Iterator[CellText]:
    for element in row.iterchildren(tag="*"):
        if element.tag == qn("w:tc"):
            yield _cell(element, document)
        elif element.tag not in _IN_TABLES:
            yield CellText((Line("", foreign=(_local(element),)),))


def _cell(cell: Any, document: Any) -> CellText:
    lines: list[Line] = []
    for element in cell.iterchildren(tag="*"):
        if element.tag == qn("w:p"):
            line = _line(element, document)
            if line.text or line.foreign:
                lines.append(line)
        elif element.tag not in _IN_TABLES:
            lines.append(Line("", foreign=(_local(element),)))
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    merge = "" if down is None else down.get(qn("w:val")) or "continue"
    return CellText(
        tuple(lines),
        1 if span is None else min(_WIDEST, max(1, int(span.get(qn("w:val"))))),
        merge if merge in ("restart", "continue") else "",
    )


def _widths(table: Any) -> tuple[int, ...]:
    """Widths of the columns as the file has them, for their proportion."""
    found = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    return tuple(max(1, int(one.get(qn("w:w")) or 1)) for one in found[:_WIDEST])


def _foreign(element: Any) -> tuple[str, ...]:
    inside = (e for e in element.iterdescendants(tag="*") if not _in_properties(e))
    found = [e for e in inside if e.tag not in _HARMLESS]
    for kind, names in KNOWN_BY.items():  # a text box has five elements; it is one thing
        if any(_local(e) in names for e in found):
            return (kind,)
    # What stands inside of something foreign goes with it: a formula is not its letters, too.
    outer = (e for e in found if not any(a.tag not in _HARMLESS for a in _up_to(e, element)))
    return tuple(sorted({_local(e) for e in outer}))


def _up_to(element: Any, paragraph: Any) -> Iterator[Any]:
    """What an element of a paragraph stands in, within the paragraph."""
    for one in element.iterancestors():
        if one is paragraph:
            return
        yield one


def _in_properties(element: Any) -> bool:
    return any(a.tag in (qn("w:pPr"), qn("w:rPr")) for a in element.iterancestors())


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
