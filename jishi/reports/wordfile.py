"""The text of a Word file, paragraph by paragraph, and a refusal of what is not text.

Only the body is read. Headers, footers, notes, properties and settings of the file are not
looked at: the report gets its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml.etree import XMLSyntaxError

from jishi.reports.wording import clean

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024

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


class TemplateError(ValueError):
    """The template cannot be used. `problems` are whole Chinese sentences, one per fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the file: text, name of its style, and kinds of what is not text."""

    text: str
    style: str
    foreign: tuple[str, ...]


def read(source: bytes | Path) -> tuple[list[Line], list[str]]:
    """The paragraphs that hold anything, and the problems of the body outside them.

    Raises TemplateError for what is no Word file, has macros, or is too large.
    """
    data = _checked(source)
    try:
        document = Document(BytesIO(data))
        return _lines(document)
    # What python-docx and its parser raise on damaged packages and broken XML.
    except (OpcError, XMLSyntaxError, BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise TemplateError([_("这份Word文档已损坏，请在Word里打开后另存一份再用。")]) from error


def _lines(document: Any) -> tuple[list[Line], list[str]]:
    lines, problems = [], []
    for element in document.element.body.iterchildren(tag="*"):
        if element.tag == qn("w:p"):
            paragraph = WordParagraph(element, document)
            style = paragraph.style.name if paragraph.style is not None else None
            line = Line(clean(paragraph.text).strip(), style or "", _foreign(element))
            if line.text or line.foreign:
                lines.append(line)
        elif element.tag not in _OUTSIDE_PARAGRAPHS:
            problems.append(
                _("模板正文里只能有文字段落，请去掉表格、目录等内容（%(kind)s）。")
                % {"kind": _local(element)}
            )
    return lines, problems


def _checked(source: bytes | Path) -> bytes:
    data = source if isinstance(source, bytes) else source.read_bytes()
    if len(data) > MAX_FILE_BYTES:
        raise TemplateError([_("模板超过5MB，请去掉图片后再用。")])
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            names = set(archive.namelist())
    except BadZipFile as error:
        raise TemplateError(
            [_("这不是Word文档（.docx）。旧的.doc文件请先另存为.docx。")]
        ) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise TemplateError([_("模板展开后太大，请去掉图片后再用。")])
    if "word/document.xml" not in names:
        raise TemplateError([_("这不是Word文档（.docx）。旧的.doc文件请先另存为.docx。")])
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise TemplateError([_("模板带有宏，请另存为不带宏的.docx。")])
    return data


def _foreign(element: Any) -> tuple[str, ...]:
    inside = (e for e in element.iterdescendants(tag="*") if not _in_properties(e))
    return tuple(sorted({_local(e) for e in inside if e.tag not in _HARMLESS}))


def _in_properties(element: Any) -> bool:
    return any(a.tag in (qn("w:pPr"), qn("w:rPr")) for a in element.iterancestors())


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
