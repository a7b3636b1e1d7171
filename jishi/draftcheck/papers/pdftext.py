"""The text layer of a PDF, page by page, as pypdf finds it."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from jishi.draftcheck.papers.refusing import MAX_PAGES, Unreadable, too_long

#: What pypdf raises on a page that it cannot read; the page is then named to the person.
_PAGE_FAULTS = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
_LARGEST_STREAM = 16_000_000
#: Some programs write a radical (⽭) for the character that looks the same (矛).
_RADICALS = {
    code: sign for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
    if len(sign := unicodedata.normalize("NFKC", chr(code))) == 1
}  # fmt: skip
#: A footnote's mark: its digits, which are at most so large as what they stand behind, and raised.
_MARK = re.compile(r"[\[［(（]?\d{1,2}[\]］)）]?")
_SMALL = 0.75
_MEASURE = re.compile("[mM米]$")
#: The number in the last cell of a row, the head of a column of them, what no cell holds.
_NUMBER = re.compile(r"[-－+＋]?[\d.,，]+[%％]?")
_HEAD = re.compile("数|完成|情况|实绩|金额")
_STOP = re.compile("[，。；：、！？]")
_LONGEST_CELL = 16
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
#: Signs of a font that does not tell its characters.
_UNTOLD = re.compile(r"[\x00-\x08\x0e-\x1b\ud800-\udfff\ue000-\uf8ff\ufffd]")


def read_pdf(content: bytes, longest: int, page_read: Callable[[int], None]) -> list[str]:
    """The text of each page; "" where it has none. Raises Unreadable.

    `page_read` is called after each page with the number of its characters.
    """
    logging.disable()
    pypdf.overwrite_configuration(
        zlib_maximum_output_length=_LARGEST_STREAM,
        lzw_maximum_output_length=_LARGEST_STREAM,
        run_length_maximum_output_length=_LARGEST_STREAM,
        array_based_stream_maximum_output_length=_LARGEST_STREAM,
        maximum_declared_stream_length=_LARGEST_STREAM,
        page_tree_maximum_entries=MAX_PAGES * 4,
        page_tree_maximum_page_entries=MAX_PAGES * 50,
        jbig2dec_binary=None,
    )
    try:
        pages = _pages(content)
    except DependencyError as fault:  # a way of locking that we do not open
        raise _locked() from fault
    except _PAGE_FAULTS as fault:
        raise Unreadable(
            "这份 PDF 坏了，读不出来", "请重新导出 PDF，或者选择原来的 .docx 文件"
        ) from fault
    found: list[str] = []
    size = 0
    for page in pages:
        try:
            text = with_rows(_text_of(page))
        except _PAGE_FAULTS:
            text = ""  # counted among the pages without text, and told as such
        size += len(text)
        if size > longest:
            raise too_long(longest)
        found.append(text)
        page_read(len(text))
    _check_text("".join(found))
    return [_CONTROLS.sub("", text).translate(_RADICALS) for text in found]


@dataclass(frozen=True)
class Piece:
    """A stretch of a page's text set in one size: how large, and how high on the page."""

    text: str
    size: float
    height: float


def _text_of(page: pypdf.PageObject) -> str:
    """The text of a page without the marks of its footnotes."""
    pieces: list[Piece] = []

    def visit(text: str, user: list[float], own: list[float], _font: object, size: float) -> None:
        pieces.append(Piece(text, abs(size * own[3] * user[3]), own[5] * user[3] + user[5]))

    page.extract_text(visitor_text=visit)
    return without_marks(pieces)


def without_marks(pieces: Iterable[Piece]) -> str:
    """The text without the small raised digits that stand behind a word: 28起¹. The 2 of m² stays,
    and so does the number that a footnote begins with."""
    kept: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        if "\n" in piece.text:
            last = None
        if last is not None and _is_mark(piece, last):
            continue
        kept.append(piece.text)
        if piece.text.strip():
            last = piece if not piece.text.endswith("\n") else None
    return "".join(kept)


def _is_mark(piece: Piece, last: Piece) -> bool:
    raised = piece.size < last.size * _SMALL and piece.height > last.height
    return raised and bool(_MARK.fullmatch(piece.text)) and not _MEASURE.search(last.text)


def with_rows(text: str) -> str:
    """The text with the cells of its tables parted by tabs, where heads and rows show a table.

    A page does not tell its tables: lines of as many words each, numbers at their end, below a line
    without numbers and stops, are taken for one.
    """
    lines = text.split("\n")
    heads: list[str] = []
    rows = 0
    for at, line in enumerate(lines):
        cells = line.split()
        if heads and len(cells) == len(heads) and _NUMBER.fullmatch(cells[-1]) and _short(cells):
            lines[at] = "\t".join(cells)
            rows += 1
            lines[at - rows] = "\t".join(heads)
            continue
        rows = 0
        told = len(cells) > 1 and _short(cells) and not any(map(str.isdigit, line))
        heads = cells if told and (len(cells) > 2 or _HEAD.search(cells[-1])) else []
    return "\n".join(lines)


def _short(cells: list[str]) -> bool:
    return all(len(cell) <= _LONGEST_CELL and not _STOP.search(cell) for cell in cells)


def _pages(content: bytes) -> list[pypdf.PageObject]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    # A PDF locked against changes only opens with the empty password, as for everybody.
    if reader.is_encrypted and reader.decrypt("") == pypdf.PasswordType.NOT_DECRYPTED:
        raise _locked()
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(
            "这份 PDF 超过 %(limit)s 页", "请只留要核对的那几页，再试一次", limit=MAX_PAGES
        )
    return list(reader.pages)


def _locked() -> Unreadable:
    return Unreadable(
        "这份 PDF 加了密码或权限，读不了", "请去掉密码重新导出，或者选择原来的 .docx 文件"
    )


def _check_text(text: str) -> None:
    shown = "".join(text.split())
    if not shown:
        raise Unreadable(
            "这份 PDF 没有文字层（多半是扫描件或图片）",
            "请选择原来的 .docx 文件，或者把文字直接贴进来",
        )
    if len(_UNTOLD.findall(shown)) * 4 > len(shown):
        raise Unreadable(
            "这份 PDF 的字体没有说明是哪些字，读出来是乱码",
            "请选择原来的 .docx 文件，或者把文字直接贴进来",
        )
