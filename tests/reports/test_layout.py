"""The produced Word file has the measures of GB/T 9704-2012."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jishi.reports import document, drafting
from jishi.reports.template import load
from tests.reports import sample

TWIP = 635  # EMU


@pytest.fixture(scope="module")
def data():
    return document.to_word(sample.town(load(drafting.shipped(), sample.TOWN)))


@pytest.fixture(scope="module")
def word(data):
    return Document(BytesIO(data))


def close(length, expected):
    return abs(length - expected) <= TWIP


def font(style):
    return style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))


def exact_line(style):
    return style.element.pPr.find(qn("w:spacing")).get(qn("w:line"))


def test_the_page_is_a4_with_the_margins_of_the_standard(word):
    first = word.sections[0]
    assert close(first.page_width, Mm(210))
    assert close(first.page_height, Mm(297))
    assert close(first.top_margin, Mm(37))
    assert close(first.left_margin, Mm(28))
    assert close(first.bottom_margin, Mm(35))
    assert close(first.right_margin, Mm(26))
    assert close(first.page_width - first.left_margin - first.right_margin, Mm(156))
    assert close(first.page_height - first.top_margin - first.bottom_margin, Mm(225))


def test_twenty_two_lines_and_no_more_fit_on_a_page(word):
    first = word.sections[0]
    room = first.page_height - first.top_margin - first.bottom_margin
    for name in ("Body Text", "Heading 1", "Heading 2", "Heading 3", "Title", "Subtitle"):
        style = word.styles[name]
        line = int(exact_line(style))
        assert style.element.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"
        assert room // (line * TWIP) == 22, name
    assert abs(line / 20 - 29) < 0.1


def test_twenty_eight_characters_and_no_more_fit_on_a_line(word):
    first = word.sections[0]
    room = (first.page_width - first.left_margin - first.right_margin) // TWIP
    for name in ("Body Text", "Heading 1", "Heading 2", "Heading 3"):
        rpr = word.styles[name].element.rPr
        size = int(rpr.find(qn("w:sz")).get(qn("w:val"))) * 10
        squeezed = int(rpr.find(qn("w:spacing")).get(qn("w:val")))
        assert size == 320
        assert room // (size + squeezed) == 28, name


def test_the_grid_of_the_section_says_the_same(word):
    grid = word.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    room = word.sections[0]
    height = (room.page_height - room.top_margin - room.bottom_margin) // TWIP
    width = (room.page_width - room.left_margin - room.right_margin) / TWIP / 20
    assert height // int(grid.get(qn("w:linePitch"))) == 22
    assert width // (16 + int(grid.get(qn("w:charSpace"))) / 4096) == 28


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Subtitle", "楷体_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_every_level_has_its_face_and_size(word, style, face, points):
    assert font(word.styles[style]) == face
    assert word.styles[style].font.size == Pt(points)
    assert not word.styles[style].font.bold


def test_every_font_has_a_fallback_and_none_is_shipped(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        table = archive.read("word/fontTable.xml").decode()
        names = archive.namelist()
    assert table.count("<w:altName ") == table.count("<w:font ") == 5
    assert not [name for name in names if "font" in name.lower() and "fontTable" not in name]
    assert "embed" not in table


def test_text_and_headings_are_indented_by_two_characters(word):
    for name in ("Body Text", "Heading 1", "Heading 2", "Heading 3"):
        indent = word.styles[name].element.pPr.find(qn("w:ind"))
        assert indent.get(qn("w:firstLineChars")) == "200"
        assert indent.get(qn("w:firstLine")) == "640"
    assert word.styles["Title"].element.pPr.find(qn("w:jc")).get(qn("w:val")) == "center"


def test_the_levels_are_numbered_in_the_text(word):
    of_style = {}
    for paragraph in word.paragraphs:
        of_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert [t[:2] for t in of_style["Heading 1"]] == ["一、", "二、", "三、", "四、"]
    assert [t[:3] for t in of_style["Heading 2"]][:4] == ["（一）", "（二）", "（三）", "（一）"]
    assert [t[:2] for t in of_style["Heading 3"]] == ["1.", "2."]


@pytest.mark.parametrize(("part", "side"), [("footer", "right"), ("even_page_footer", "left")])
def test_the_page_number_stands_outside_one_character_in(word, part, side):
    assert word.settings.odd_and_even_pages_header_footer
    for section in word.sections:
        footer = getattr(section, part)
        assert not footer.is_linked_to_previous
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert [e.text for e in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"


def test_the_page_number_is_seven_mm_below_the_text(word):
    first = word.sections[0]
    half_line = int(exact_line(word.styles["Footer"])) * TWIP / 2
    assert abs(first.bottom_margin - first.footer_distance - half_line - Mm(7)) <= 2 * TWIP


def test_there_is_no_red_and_no_picture(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<w:color" not in whole
    assert b"drawing" not in whole.replace(b"drawingGridVerticalSpacing", b"")


def test_the_annex_lies_across_in_a_section_of_its_own(word):
    upright, across = word.sections
    assert across.orientation == WD_ORIENT.LANDSCAPE
    assert (across.page_width, across.page_height) == (upright.page_height, upright.page_width)
    (table,) = word.tables
    widths = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.iterchildren()]
    room = (across.page_width - across.left_margin - across.right_margin) // TWIP
    assert sum(widths) == room
    assert min(widths) > 0


def test_the_same_report_gives_the_same_bytes_and_names_nobody(data):
    again = document.to_word(sample.town(load(drafting.shipped(), sample.TOWN)))
    assert again == data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = Document(BytesIO(data)).core_properties
    assert properties.title == "上庄镇党建引领乡村振兴工作情况报告"
    assert properties.author == properties.last_modified_by == ""
    assert properties.created is None
    assert properties.modified is None


def test_another_figure_gives_other_bytes(data):
    other = sample.town(load(drafting.shipped(), sample.TOWN), missing=("villages",))
    assert document.to_word(other) != data
