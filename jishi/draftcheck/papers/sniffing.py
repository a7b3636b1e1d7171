"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import Literal

from jishi.draftcheck.papers.refusing import Unreadable, locked

Kind = Literal["txt", "docx", "pdf"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")
#: Junk before the mark is borne by every reader of PDF.
_PDF_WITHIN = 1024


def kind_of(content: bytes) -> Kind:
    """The kind of reader that the bytes need. Raises Unreadable for what none of ours reads."""
    head = content[:_PDF_WITHIN]
    binary = b"\x00" in content[:4096]
    if head.startswith(_OLE):
        raise _old(content)
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if b"%PDF-" in head and (head.lstrip().startswith(b"%PDF-") or b"startxref" in content):
        return "pdf"
    if head.startswith(_PACKED):
        raise Unreadable("这是压缩包", "请先解压，再选择里面的稿子")
    if (binary and head.startswith(_PICTURES)) or head[4:12] in {b"ftypheic", b"ftypmif1"}:
        raise Unreadable(
            "这是图片，里面没有文字可读", "请选择原来的 .docx 文件，或者把文字直接贴进来"
        )
    return "txt"


def _old(content: bytes) -> Unreadable:
    """The refusal of an OLE2 file, by what it holds."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return locked()
    if holds("WordDocument"):
        return Unreadable(
            "这是旧格式的文档（.doc 或 .wps）", "请用 Word 或 WPS 打开，另存为 .docx 再试"
        )
    if holds("Workbook") or holds("Book"):
        return Unreadable(
            "这是旧格式的表格（.xls 或 .et），不是稿子", "请选择 .docx、.txt 或 .pdf 文件"
        )
    return Unreadable("这是旧格式的办公文件，读不了", "请用 Word 或 WPS 打开，另存为 .docx 再试")
