"""Building WordprocessingML elements: one helper for names, a few for runs and paragraphs.

Written directly and not through python-docx, whose blank document brings an author, a
date and theme fonts that override the Chinese ones (docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from lxml import etree

from jishi.reports.layout import Font, Style
from jishi.reports.wording import clean

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIX = f"{{{NAMESPACE}}}"
_NSMAP = {"w": NAMESPACE, "r": RELATIONS}

Element: TypeAlias = Any  # an lxml element; lxml ships no types


def w(tag: str, *children: Element, **attributes: str | float) -> Element:
    """`<w:tag w:attribute="…">children</w:tag>`."""
    element = etree.Element(_PREFIX + tag, nsmap=_NSMAP)
    for name, value in attributes.items():
        element.set(_PREFIX + name, str(value))
    element.extend(children)
    return element


def serialised(root: Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def fonts(font: Font) -> Element:
    """The same face for all scripts; the hint puts “ ” — … into it as well."""
    return w("rFonts", hint="eastAsia", ascii=font.name, hAnsi=font.name, eastAsia=font.name,
             cs=font.name)  # fmt: skip


def run(text: str, font: Font | None = None) -> Element:
    """Text in the font of its style, or in another one."""
    node = w("t")
    node.text = clean(text)
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", w("rPr", fonts(font) if font else w("rFonts", hint="eastAsia")), node)


def paragraph(style: Style, content: Iterable[Element] = (), *extra: Element) -> Element:
    """A paragraph; `extra` are further paragraph properties, in schema order."""
    return w("p", w("pPr", w("pStyle", val=style.style_id), *extra), *content)


def link(anchor: str, text: str) -> Element:
    """Text that leads to a bookmark of this file; it looks like the text around it."""
    return w("hyperlink", run(text), anchor=anchor, history=1)


def bookmark(number: int, name: str) -> tuple[Element, Element]:
    return w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)


def page_field() -> list[Element]:
    """— 1 — : the page number between dashes (GB/T 9704-2012, 7.5)."""
    code = w("instrText")
    code.text = "PAGE"
    return [
        run("— "),
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        run("1"),
        w("r", w("fldChar", fldCharType="end")),
        run(" —"),
    ]
