"""One pass over a part of a Word file: its text as a person sees it, and where each bit lies.

Deleted and hidden text, the codes of fields and pinyin over characters are left out; insertions
and fields' results are read. Positions are bytes of the part, so that a change can be put in
place without writing the XML anew. Element meanings: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

from collections.abc import Callable

from jishi.draftcheck.papers.refusing import MAX_TAGS, too_much
from jishi.draftcheck.papers.wordparts import Load, Scan
from jishi.draftcheck.papers.wordscanner import Ends, Scanner, Starts
from jishi.draftcheck.papers.xmlnames import MATH, WORD, Attributes, feed

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def scan(part: str, xml: bytes, load: Load, notes: set[str] | None = None) -> Scan:
    """Read a part. Of footnotes and endnotes only those whose ids are in `notes`.

    Adds to the `load`. Raises Unreadable.
    """
    load.tags += xml.count(b"<")
    if load.tags > MAX_TAGS:
        raise too_much()
    scanner = Scanner(part, load, notes, _STARTS, _ENDS)
    feed(scanner.parser, xml)
    return scanner.found


def _rooting(space: str) -> Callable[[Scanner, Attributes], None]:
    def root(scanner: Scanner, _: Attributes) -> None:
        scanner.found.space, scanner.found.start = space, scanner.parser.CurrentByteIndex

    return root


def _marking(text: str) -> Callable[[Scanner, Attributes], None]:
    return lambda scanner, _: scanner.mark(text)


_S = Scanner
_WORD_STARTS: dict[str, Callable[[Scanner, Attributes], None]] = {
    "t": _S.start_text,
    "r": _S.start_run,
    "rPr": _S.start_form,
    "vanish": _S.vanish,
    "p": _S.start_paragraph,
    "pPr": _S.start_paragraph_form,
    **dict.fromkeys(("tab", "ptab"), _marking("\t")),
    **dict.fromkeys(("br", "cr"), _marking("\n")),
    "noBreakHyphen": _marking("-"),
    **dict.fromkeys(("del", "moveFrom"), _S.removed),
    **dict.fromkeys(
        ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
         "tblGridChange", "tblPrExChange", "numberingChange", "rt", "sdtPr", "instrText"),
        _S.skipped,
    ),
    "fldChar": _S.field_mark,
    "txbxContent": _S.start_box,
    "headerReference": _S.header,
    "titlePg": _S.title_page,
    "footerReference": _S.footer,
    "footnoteReference": _S.footnote,
    "endnoteReference": _S.endnote,
    **dict.fromkeys(("footnote", "endnote"), _S.start_note),
    **dict.fromkeys(("comment", "commentRangeStart", "commentReference"), _S.comment_mark),
}  # fmt: skip
_WORD_ENDS: dict[str, Callable[[Scanner], None]] = {
    "t": _S.end_text,
    "r": _S.end_run,
    "rPr": _S.end_form,
    "p": _S.end_paragraph,
    "pPr": _S.end_paragraph_form,
    "tc": _S.end_cell,
    "tr": _S.end_row,
    "txbxContent": _S.end_box,
    **dict.fromkeys(("document", "comments"), _S.end_root),
}
_STARTS: Starts = (
    {f"{space} {name}": handler for space in WORD for name, handler in _WORD_STARTS.items()}
    | {f"{space} {name}": _rooting(space) for space in WORD for name in ("document", "comments")}
    | {f"{space} t": _S.start_text for space in MATH}
    | {f"{space} oMath": _S.start_math for space in MATH}
    | {
        f"{_COMPATIBILITY} AlternateContent": _S.start_alternatives,
        f"{_COMPATIBILITY} Choice": _S.start_choice,
        f"{_COMPATIBILITY} Fallback": _S.start_fallback,
    }
)
_ENDS: Ends = (
    {f"{space} {name}": handler for space in WORD for name, handler in _WORD_ENDS.items()}
    | {f"{space} t": _S.end_text for space in MATH}
    | {f"{space} oMath": _S.end_run for space in MATH}
    | {
        f"{_COMPATIBILITY} AlternateContent": _S.end_alternatives,
        f"{_COMPATIBILITY} Choice": _S.end_choice,
        f"{_COMPATIBILITY} Fallback": _S.end_fallback,
    }
)
