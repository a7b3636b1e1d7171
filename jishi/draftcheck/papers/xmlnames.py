"""XML of office files: its namespaces, both editions of each, and one safe way to parse it."""

from __future__ import annotations

from xml.parsers import expat

from jishi.draftcheck.papers.refusing import Unreadable, broken

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)

Attributes = dict[str, str]


def feed(parser: expat.XMLParserType, xml: bytes) -> None:
    """Parse a whole part; document types are refused. Raises Unreadable."""
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        raise broken() from fault


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(
        "这份文件里夹带了不该有的指令（DOCTYPE）", "请用 Word 或 WPS 打开，另存为 .docx 再试"
    )


def word_value(attributes: Attributes, name: str) -> str:
    """An attribute of the word processor's own, or ""."""
    for space in WORD:
        if f"{space} {name}" in attributes:
            return attributes[f"{space} {name}"]
    return ""
