"""Bytes that are text: UTF-8, UTF-16 with its mark, GB18030; and a refusal of what is none."""

from __future__ import annotations

import re

from jishi.draftcheck.papers.refusing import Unreadable

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"\s*<(!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding as Python knows it; nothing in it is changed.

    Raises Unreadable.
    """
    _refuse_markup(content)
    if content.startswith(_UTF16_MARKS):
        return _strictly(content, "utf-16"), "utf-16"
    if b"\x00" in content:
        raise Unreadable(
            "这不是文字文件，也不是 Word 或 PDF 文件", "请选择 .docx、.txt 或 .pdf 文件"
        )
    encoding = "utf-8-sig" if content.startswith(_UTF8_MARK) else "utf-8"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as fault:
        if encoding == "utf-8-sig" or _mostly_utf8(content):
            raise _damaged(content, fault.start) from fault
    return _strictly(content, "gb18030"), "gb18030"


def _refuse_markup(content: bytes) -> None:
    start = content[:2048].removeprefix(_UTF8_MARK)
    if start.startswith(b"{\\rtf"):
        raise Unreadable("这是 RTF 文件", "请用 Word 或 WPS 打开，另存为 .docx 再试")
    if _MARKUP.match(start) or start.startswith(b"MIME-Version:"):
        raise Unreadable("这是网页文件", "请用 Word 或 WPS 打开，另存为 .docx 再试")
    if start.lstrip().startswith(b"<?xml"):
        raise Unreadable("这是 XML 文件，不是稿子", "请用 Word 或 WPS 打开，另存为 .docx 再试")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable(
            "认不出这个文字文件的编码", "请用记事本打开，另存为 UTF-8 编码再试"
        ) from fault
    if "\x00" in text:
        raise Unreadable(
            "这不是文字文件，也不是 Word 或 PDF 文件", "请选择 .docx、.txt 或 .pdf 文件"
        )
    return text


def _mostly_utf8(content: bytes) -> bool:
    """Chinese in UTF-8 with a few broken bytes also reads as GB18030, as nonsense: tell it."""
    text = content.decode("utf-8", "replace")
    beyond = sum(1 for character in text[:200_000] if character > "\x7f")
    broken = text[:200_000].count("\ufffd")
    return broken * 5 < beyond


def _damaged(content: bytes, at: int) -> Unreadable:
    return Unreadable(
        "这个文字文件第 %(line)s 行有坏掉的字",
        "请用记事本打开，改好那一行，另存为 UTF-8 编码再试",
        line=content.count(b"\n", 0, at) + 1,
    )
