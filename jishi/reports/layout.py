"""The official layout (公文格式, GB/T 9704-2012): sizes, fonts, paragraph styles.

Never a seal: that makes a document official, and only its issuer may.

Lengths are in twips (1/20 pt), as Word keeps them. Clause numbers are of the standard.
Fonts are named, never shipped: 方正小标宋 and the GB2312 faces are commercial. Digits and
Latin letters are set in the same 仿宋, as 5.2.2 names one face for the body
(docs/decisions/0012).
"""

from __future__ import annotations

from typing import NamedTuple

from jishi.reports.report import Level


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)  # A4 (5.1)
MARGIN_TOP, MARGIN_LEFT = twips(37), twips(28)  # 天头, 订口 (5.2.1)
MARGIN_BOTTOM, MARGIN_RIGHT = (
    twips(35),
    twips(26),
)  # what a type area of 156 × 225 mm leaves
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

CELL_MARGINS = (28, 57, 28, 57)  # ½ mm above and below, 1 mm at the sides

LINES, CHARACTERS = 22, 28  # to a page, to a line (5.2.3)
BODY_POINTS = 16  # 三号
TITLE_POINTS = 22  # 二号
PAGE_NUMBER_POINTS = 14  # 四号
TABLE_POINTS = 10.5  # 五号; the standard leaves tables free

#: 28.95 pt: the largest whole number of twips of which 22 fit into the type area
#: (29 pt would need 12 760 twips of 12 756, and Word would set 21 lines).
LINE_PITCH = TEXT_HEIGHT // LINES
#: What each character gives up so that 28 of 16 pt fit, twice: for the grid of the section
#: in 1/4096 pt (−0.206), and in whole twips for the paragraph styles (−0.25 pt).
CHARACTER_SPACE = (TEXT_WIDTH * 4096 // 20) // CHARACTERS - BODY_POINTS * 4096
CHARACTER_SPACING = TEXT_WIDTH // CHARACTERS - BODY_POINTS * 20

#: The dash of the page number stands 7 mm under the type area (7.5); half of its line
#: of 16 pt reaches below it.
PAGE_NUMBER_LINE = 320
FOOTER_DISTANCE = MARGIN_BOTTOM - twips(7) - PAGE_NUMBER_LINE // 2
#: The page of the annex lies across: its lower margin is the upright page's left one.
FOOTER_DISTANCE_ACROSS = MARGIN_LEFT - twips(7) - PAGE_NUMBER_LINE // 2
HEADER_DISTANCE = twips(15)
#: Side of the QR code with its quiet zone, centred at the foot, level with the page number.
QR_MM = 18
#: Side of the code in a row of the annex: 41 modules of a third of a millimetre.
PIN_QR_MM = 14

#: Red header (版头, 7.2): the issuer's name begins 35 mm below the top of the type area; the
#: red rule runs 4 mm under the number of the document.
ISSUER_DROP, RULE_DROP_POINTS = twips(35), round(4 / 25.4 * 72)
ISSUER_POINTS = 48  # at most; a long name is set smaller, so that it fits on one line
RED = "FF0000"
#: Rules of the imprint (版记, 7.4.1) in 1/8 pt: outer 0.35 mm, inner 0.25 mm.
RULE_OUTER, RULE_INNER = 8, 6


class Font(NamedTuple):
    """A font by the name that Word looks for, and the one to take where it is missing."""

    name: str
    fallback: str
    family: str  # roman, modern … as Word groups them


FANGSONG = Font("仿宋_GB2312", "仿宋", "modern")
HEITI = Font("黑体", "SimHei", "modern")
KAITI = Font("楷体_GB2312", "楷体", "modern")
SONGTI = Font("宋体", "SimSun", "roman")
XIAOBIAOSONG = Font("方正小标宋简体", "华文中宋", "roman")
FONTS = (FANGSONG, HEITI, KAITI, SONGTI, XIAOBIAOSONG)


class Style(NamedTuple):
    """A paragraph style. `indent` is of the first line, in characters."""

    style_id: str
    name: str  # Word's own name, which it shows in the reader's language
    font: Font
    points: float = BODY_POINTS
    indent: int = 0
    align: str = "both"
    outline: int | None = None
    line: int | None = LINE_PITCH


STYLES = {
    Level.TITLE: Style("Title", "Title", XIAOBIAOSONG, TITLE_POINTS, align="center"),
    Level.SUBTITLE: Style("Subtitle", "Subtitle", KAITI, align="center"),
    Level.FIRST: Style("Heading1", "heading 1", HEITI, indent=2, outline=0),
    Level.SECOND: Style("Heading2", "heading 2", KAITI, indent=2, outline=1),
    Level.THIRD: Style("Heading3", "heading 3", FANGSONG, indent=2, outline=2),
    Level.FOURTH: Style("Heading4", "heading 4", FANGSONG, indent=2, outline=3),
    Level.BODY: Style("BodyText", "Body Text", FANGSONG, indent=2),
}
RECIPIENT = Style("Recipient", "主送机关", FANGSONG)  # flush left (7.3.2)
SIGNATURE = Style("SignatureBlock", "落款", FANGSONG, align="right")
ISSUER = Style("Issuer", "发文机关标志", XIAOBIAOSONG, ISSUER_POINTS, align="center")
DOCUMENT_NUMBER = Style("DocumentNumber", "发文字号", FANGSONG, align="center")
IMPRINT = Style("Imprint", "版记", FANGSONG, PAGE_NUMBER_POINTS, align="left", line=None)
ANNEX_MARK = Style("AnnexMark", "附件标识", HEITI)  # 附件, flush left (7.3.4)
TABLE_TEXT = Style("TableText", "表格文字", FANGSONG, TABLE_POINTS, align="left", line=None)
TABLE_HEAD = Style("TableHead", "表头", HEITI, TABLE_POINTS, align="center", line=None)
FOOTER = Style("Footer", "footer", SONGTI, PAGE_NUMBER_POINTS, line=PAGE_NUMBER_LINE)
ALL_STYLES = (
    *STYLES.values(), RECIPIENT, SIGNATURE, ISSUER, DOCUMENT_NUMBER, IMPRINT, ANNEX_MARK,
    TABLE_TEXT, TABLE_HEAD, FOOTER,
)  # fmt: skip
