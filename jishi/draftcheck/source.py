"""A draft as text, whatever file it came in: .txt, .docx, .pdf with a text layer.

Word and PDF files are opened in a child process only, as workbooks are. Nothing here needs
Django or a home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jishi.draftcheck.papers.asking import ask
from jishi.draftcheck.papers.plaintext import decoded
from jishi.draftcheck.papers.refusing import (
    MAX_BYTES,
    MAX_CHARACTERS,
    Remark,
    Unreadable,
    no_text,
    too_long,
)
from jishi.draftcheck.papers.sniffing import Kind, kind_of

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Draft", "Part", "Remark", "Unreadable", "open_draft"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text: `body`, `header`, `footer`, `footnote`, `endnote`, or a `page`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as a person sees it; all offsets are characters of `text`.

    `paragraph_ends`: offsets of the line ends that surely end a paragraph or a cell (.docx only;
    the lines of a .txt or .pdf may end anywhere). `encoding`: of a .txt, as Python knows it, for
    writing it back. `pages_without_text`: of a .pdf, counted from 1. `signed`, `protected`: a .docx
    with an electronic signature, or whose settings forbid changes.
    """

    text: str
    kind: Kind
    file_name: str = ""
    parts: tuple[Part, ...] = ()
    paragraph_ends: tuple[int, ...] = ()
    encoding: str = ""
    pages_without_text: tuple[int, ...] = ()
    signed: bool = False
    protected: bool = False

    def remarks(self) -> list[Remark]:
        """What a person should be told before the draft is checked or changed."""
        found = []
        if self.pages_without_text:
            found.append(
                Remark(
                    "第 %(pages)s 页没有文字层，没有核对",
                    "这几页多半是扫描的；请另外对一对，或者选择原来的 .docx 文件",
                    pages="、".join(str(page) for page in self.pages_without_text),
                )
            )
        if self.signed:
            found.append(
                Remark(
                    "这份文档有电子签名，改了任何一处，签名就失效",
                    "请改好以后重新签，或者请签名的人改",
                )
            )
        if self.protected:
            found.append(
                Remark(
                    "这份文档设了“限制编辑”，改好的文件里保护还在",
                    "请先问问发文件的人可不可以改",
                )
            )
        return found


def open_draft(content: bytes, file_name: str, *, longest: int = MAX_CHARACTERS) -> Draft:
    """Read a draft of at most 20 MB and `longest` characters; what it is, its bytes tell.

    A .docx gives its body with tables and text boxes in place, then headers, footers, footnotes,
    endnotes, each beginning a line; paragraphs and cells end with a line end. A .txt is given
    exactly as it is, without its byte order mark. Raises Unreadable.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            "文件有 %(size)s MB，超过 %(limit)s MB",
            "请删去图片，或分成几个文件核对",
            size=-(-len(content) // 2**20),
            limit=MAX_BYTES // 2**20,
        )
    if not content.strip():
        raise Unreadable("文件是空的", "请重新选择文件")
    kind = kind_of(content)
    if kind == "txt":
        return _plain(content, file_name, longest)
    answer = ask(kind, content, longest=longest)
    return (_word if kind == "docx" else _pdf)(answer, file_name)


def _plain(content: bytes, file_name: str, longest: int) -> Draft:
    if len(content) > longest * 4 + 4:  # no encoding takes more bytes for a character
        raise too_long(longest)
    text, encoding = decoded(content)
    if len(text) > longest:
        raise too_long(longest)
    if not text.strip():
        raise no_text()
    return Draft(text, "txt", file_name, (Part("body", 0, len(text)),), encoding=encoding)


def _word(answer: dict[str, Any], file_name: str) -> Draft:
    return Draft(
        answer["text"],
        "docx",
        file_name,
        tuple(Part(kind, start, end) for kind, start, end in answer["stories"]),
        tuple(answer["ends"]),
        signed=answer["signed"],
        protected=answer["protected"],
    )


def _pdf(answer: dict[str, Any], file_name: str) -> Draft:
    parts, at = [], 0
    for text in answer["pages"]:
        parts.append(Part("page", at, at + len(text)))
        at += len(text) + 1
    blank = (number for number, text in enumerate(answer["pages"], 1) if not text.strip())
    return Draft(
        "\n".join(answer["pages"]),
        "pdf",
        file_name,
        tuple(parts),
        pages_without_text=tuple(blank),
    )
