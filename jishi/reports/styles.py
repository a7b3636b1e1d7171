"""The parts of the Word file that carry the layout: styles, fonts, settings, page numbers."""

from __future__ import annotations

from collections.abc import Iterable

from jishi.reports import layout
from jishi.reports.layout import Font, Style
from jishi.reports.wordml import RELATIONS, Element, fonts, page_field, paragraph, w


def styles() -> Element:
    """All styles. Digits and Latin letters are marked as English: LibreOffice breaks a number
    in two (1|00%) where they are marked as Chinese."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts(layout.FANGSONG), *_size(layout.BODY_POINTS),
                          w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault", w("pPr")),
    )  # fmt: skip
    normal = w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        w(
            "pPr",
            w("widowControl", val=0),  # else a page may lose a line
            w("autoSpaceDE", val=0),  # no gap between Chinese and letters, digits
            w("autoSpaceDN", val=0),
            _spacing(layout.LINE_PITCH),
        ),
        # The grid counts its characters in the size of this very style.
        w("rPr", fonts(layout.FANGSONG), *_size(layout.BODY_POINTS)),
        type="paragraph", default=1, styleId="Normal",
    )  # fmt: skip
    return w(
        "styles",
        defaults,
        normal,
        *(_style(style) for style in layout.ALL_STYLES),
    )


def _style(style: Style) -> Element:
    properties = [w("keepNext")] if style.outline is not None else []
    # The grid of the section says 22 × 28 to those who ask; lines and characters are set
    # exactly by the style, because programs disagree about grids (docs/decisions/0012).
    properties.append(w("snapToGrid", val=0))
    if style.line is None:
        properties.append(w("spacing", before=0, after=0, line=240, lineRule="auto"))
    else:
        properties.append(_spacing(style.line))
    if style.indent:
        # The count of characters rules; the twips are for programs that ignore it.
        twips = round(style.indent * style.points * 20)
        properties.append(w("ind", firstLineChars=style.indent * 100, firstLine=twips))
    properties.append(w("jc", val=style.align))
    if style.outline is not None:
        properties.append(w("outlineLvl", val=style.outline))
    squeezed = style.points == layout.BODY_POINTS
    custom = {} if style.name.isascii() else {"customStyle": 1}
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val="Normal"),
        *([w("next", val="BodyText")] if style.outline is not None else []),
        w("qFormat"),
        w("pPr", *properties),
        w(
            "rPr",
            fonts(style.font),
            *([w("spacing", val=layout.CHARACTER_SPACING)] if squeezed else []),
            *_size(style.points),
        ),
        type="paragraph",
        styleId=style.style_id,
        **custom,
    )


def _spacing(line: int) -> Element:
    return w("spacing", before=0, after=0, line=line, lineRule="exact")


def _size(points: float) -> tuple[Element, Element]:
    half_points = round(points * 2)
    return w("sz", val=half_points), w("szCs", val=half_points)


def font_table() -> Element:
    return w("fonts", *(_font(font) for font in layout.FONTS))


def _font(font: Font) -> Element:
    return w(
        "font",
        w("altName", val=font.fallback),
        w("charset", val="86"),
        w("family", val=font.family),
        w("pitch", val="variable"),
        name=font.name,
    )


def settings() -> Element:
    return w(
        "settings",
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=640),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=layout.LINE_PITCH),
        # Squeezed punctuation would make lines of 29 characters.
        w("characterSpacingControl", val="doNotCompress"),
        w("compat",
          w("compatSetting", name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word", val=15)),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )  # fmt: skip


def footer(*, odd: bool, picture: Iterable[Element] = ()) -> Element:
    """Odd pages right, even pages left, one character in from the edge of the text (7.5).

    `picture` are runs that hang on the same line.
    """
    one = round(layout.PAGE_NUMBER_POINTS * 20)
    side = "right" if odd else "left"
    indent = w("ind", **{f"{side}Chars": 100, side: one})
    return w("ftr", paragraph(layout.FOOTER, [*page_field(), *picture], indent, w("jc", val=side)))


def section(
    *, landscape: bool, grid: bool, footers: tuple[str, str], begins: str = "nextPage"
) -> Element:
    """Page size, margins and grid of a section; `footers` are the ids (odd, even).

    `begins` is where its first page stands: nextPage, evenPage …
    """
    width, height = layout.PAGE_WIDTH, layout.PAGE_HEIGHT
    top, right = layout.MARGIN_TOP, layout.MARGIN_RIGHT
    bottom, left = layout.MARGIN_BOTTOM, layout.MARGIN_LEFT
    size: dict[str, str | int] = {"w": width, "h": height}
    if landscape:
        # The page turned with its top to the left, so its margins turn with it.
        size = {"w": height, "h": width, "orient": "landscape"}
        top, right, bottom, left = left, bottom, right, top
    references = []
    for kind, identity in zip(("default", "even"), footers, strict=True):
        reference = w("footerReference", type=kind)
        reference.set(f"{{{RELATIONS}}}id", identity)
        references.append(reference)
    grid_element = (
        w("docGrid", type="linesAndChars", linePitch=layout.LINE_PITCH,
          charSpace=layout.CHARACTER_SPACE)
        if grid
        else w("docGrid", linePitch=layout.LINE_PITCH)
    )  # fmt: skip
    return w(
        "sectPr",
        *references,
        w("type", val=begins),
        w("pgSz", **size),
        w("pgMar", top=top, right=right, bottom=bottom, left=left,
          header=layout.HEADER_DISTANCE, gutter=0,
          footer=layout.FOOTER_DISTANCE_ACROSS if landscape else layout.FOOTER_DISTANCE),
        grid_element,
    )  # fmt: skip
