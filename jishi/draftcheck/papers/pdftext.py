"""The text layer of a PDF, page by page, as pypdf finds it."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Callable

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
            text = page.extract_text()
        except _PAGE_FAULTS:
            text = ""  # counted among the pages without text, and told as such
        size += len(text)
        if size > longest:
            raise too_long(longest)
        found.append(text)
        page_read(len(text))
    _check_text("".join(found))
    return [_CONTROLS.sub("", text).translate(_RADICALS) for text in found]


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
