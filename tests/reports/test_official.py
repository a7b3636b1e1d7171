"""落款, 版头 and 版记 stand where GB/T 9704-2012 puts them; never a seal."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from jishi.reports import document, drafting, layout, official
from jishi.reports.papers import Papers, declared
from jishi.reports.template import load
from tests.reports import sample

TWIP = 635
SAID = {
    "official": "1", "issuer": "上庄镇人民政府文件", "number": "上政〔2024〕5号",
    "recipient": "绩溪县委组织部", "copies": "县农业农村局", "printer": "上庄镇党政办公室",
}  # fmt: skip


def made(**said: str) -> bytes:
    report = sample.town(load(drafting.shipped(), sample.TOWN))
    papers = declared(said, place="上庄镇", as_of=sample.DAY)
    return document.to_word(report, papers=papers)


def opened(data: bytes):
    return Document(BytesIO(data))


def texts(word) -> list[str]:
    return [p.text for p in word.paragraphs]


def right(paragraph) -> int:
    return int(paragraph._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")))


def line(paragraph) -> int:
    return int(paragraph._p.pPr.find(qn("w:spacing")).get(qn("w:line")))


def find(word, text: str):
    return next(p for p in word.paragraphs if p.text == text)


def test_the_date_stands_four_characters_in_and_the_name_over_it():
    word = opened(made())
    name, day = find(word, "上庄镇"), find(word, "2024年9月30日")
    assert right(day) == 400
    # 2024年9月30日 is 6½ characters wide, 上庄镇 3: their middles lie one over the other.
    assert right(name) / 100 + 3 / 2 == pytest.approx(right(day) / 100 + 6.5 / 2, abs=0.01)
    assert name.style.font.size == day.style.font.size


def test_a_long_name_does_not_leave_the_type_area():
    assert official.signature_indent("中共上庄镇委员会" * 3, sample.DAY) == 0


def test_the_signature_ends_the_upright_section_and_keeps_with_the_text():
    word = opened(made())
    day = find(word, "2024年9月30日")
    assert day._p.pPr.find(qn("w:sectPr")) is not None
    before = word.paragraphs[: [p._p for p in word.paragraphs].index(day._p)]
    assert all(p._p.pPr.find(qn("w:keepNext")) is not None for p in before[-5:])


def test_the_recipient_stands_flush_left_below_the_title():
    word = opened(made(recipient="绩溪县委组织部"))
    told = texts(word)
    at = told.index("绩溪县委组织部：")
    assert told[at - 1] == ""
    assert word.paragraphs[at]._p.pPr.find(qn("w:ind")) is None
    assert word.styles["主送机关"].element.pPr.find(qn("w:ind")) is None


def test_the_red_header_begins_35_mm_below_the_text_area_and_its_rule_is_156_mm():
    word = opened(made(**SAID))
    drop, issuer, _blank, _blank2, number = word.paragraphs[:5]
    assert drop.text == ""
    assert abs(line(drop) * TWIP - Mm(35)) <= TWIP
    assert issuer.text == "上庄镇人民政府文件"
    colour = issuer._p.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:color')}")
    assert colour.get(qn("w:val")) == "FF0000"
    assert number.text == "上政〔2024〕5号"
    rule = number._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule.get(qn("w:color")) == "FF0000"
    # points under the number: 4 mm
    assert abs(int(rule.get(qn("w:space"))) * 25.4 / 72 - 4) < 0.2
    assert number._p.pPr.find(qn("w:ind")) is None  # as wide as the text: 156 mm
    assert [p.text for p in word.paragraphs[5:7]] == ["", ""]
    assert word.paragraphs[7].style.name == "Title"


def test_a_long_name_of_the_issuer_is_set_smaller():
    for issuer in ("上庄镇人民政府文件", "中共绩溪县上庄镇委员会农村工作领导小组办公室"):
        assert official.issuer_points(issuer) * len(issuer) * 20 <= layout.TEXT_WIDTH
    assert official.issuer_points("上政") == layout.ISSUER_POINTS


def test_one_that_goes_up_names_its_signer_beside_the_number():
    word = opened(made(**SAID, signer="方某某"))
    number = word.paragraphs[4]
    assert number.text == "\t上政〔2024〕5号\t签发人：方某某"
    assert number._p.pPr.find(qn("w:ind")) is None  # the rule stays 156 mm wide
    faces = [e.get(qn("w:eastAsia")) for e in number._p.iter(qn("w:rFonts"))]
    assert faces[-1] == "楷体_GB2312"


def test_the_imprint_stands_last_at_the_foot_of_an_even_page():
    word = opened(made(**SAID))
    copies, printed = word.paragraphs[-2:]
    assert copies.text == "抄送：县农业农村局。"
    assert printed.text == "上庄镇党政办公室\t2024年9月30日印发"
    assert word.sections[-1]._sectPr.find(qn("w:type")).get(qn("w:val")) == "evenPage"
    rules = [
        (side.tag.rpartition("}")[2], int(side.get(qn("w:sz"))))
        for p in (copies, printed) for side in p._p.pPr.find(qn("w:pBdr"))
    ]  # fmt: skip
    assert rules == [("top", 8), ("top", 6), ("bottom", 8)]  # eighths of a point: 0.35, 0.25 mm
    filled = sum(line(p) for p in word.paragraphs[-3:])
    assert 0 <= layout.TEXT_HEIGHT - filled < 200  # twips


def test_without_a_printer_there_is_no_imprint():
    assert not [t for t in texts(opened(made(**{**SAID, "copies": "", "printer": ""})))
                if "印发" in t]  # fmt: skip


def test_a_plain_report_has_no_red_and_a_document_never_a_seal():
    for said, red in (({}, False), (SAID, True)):
        with zipfile.ZipFile(BytesIO(made(**said))) as archive:
            whole = archive.read("word/document.xml").decode()
            names = archive.namelist()
        assert ("FF0000" in whole) is red
        assert "drawing" not in whole and "pict" not in whole
        assert not [name for name in names if "media" in name]


def test_the_same_papers_give_the_same_bytes():
    assert made(**SAID) == made(**SAID)
    other = Papers("上庄镇", date(2024, 10, 8))
    report = sample.town(load(drafting.shipped(), sample.TOWN))
    assert document.to_word(report, papers=other) != document.to_word(report)
