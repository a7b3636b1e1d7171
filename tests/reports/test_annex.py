"""The table of proofs names every figure, and the text leads to it."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from jishi.reports import annex, document, drafting
from jishi.reports.template import load
from tests.reports import sample


@pytest.fixture(scope="module")
def template():
    return load(drafting.shipped(), sample.TOWN)


def opened(report):
    return Document(BytesIO(document.to_word(report)))


def rows(word):
    return [[cell.text for cell in row.cells] for row in word.tables[0].rows]


def test_every_figure_has_a_row_with_its_proof(template):
    head, *table = rows(opened(sample.town(template)))
    assert head == [name for name, _width in annex.COLUMNS]
    assert [row[1] for row in table] == [f"指标{key}" for key in sample.TOWN]
    by_key = dict(zip(sample.TOWN, table, strict=True))
    assert by_key["theory_lectures"][2:4] == ["50余次", "57次"]
    assert by_key["collective_income"][2:4] == ["585万元", "5850000元"]
    assert by_key["team_under_40_share"][2:4] == ["58.3%", "7/12，58.3333…%"]
    assert by_key["households"][4:] == [
        "截至2024年9月30日",
        "按台账逐条统计，取消的不计。",
        "12",
        "a3f09c11de77",
    ]


def test_a_figure_that_does_not_exist_here_says_why(template):
    table = rows(opened(sample.village(template)))[1:]
    row = table[list(sample.TOWN).index("committee_meetings")]
    assert row[2:4] == ["—", "只统计到镇，村里没有这个数字"]
    assert row[6:] == ["—", "—"]


def test_the_head_row_repeats_and_no_row_breaks(template):
    table = opened(sample.town(template)).tables[0]._tbl
    assert [tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for tr in table.tr_lst] == [
        True,
        *[False] * len(sample.TOWN),
    ]
    assert all(tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for tr in table.tr_lst)


def test_the_heads_of_the_audit_trail_are_printed_in_full(template):
    texts = [p.text for p in opened(sample.town(template)).paragraphs]
    assert f"上庄镇：第41234条，{'9f' * 32}" in texts
    assert f"绩溪县：第120条，{'7c' * 32}" in texts
    assert "附件：数字依据表" in texts
    assert "附件" in texts


def test_a_figure_in_the_text_leads_to_its_row(template):
    body = opened(sample.town(template)).element.body
    links = {e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))}
    marks = [e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))]
    assert links == set(marks) == {f"figure_{key}" for key in sample.TOWN}
    assert len(marks) == len(set(marks))
    linked = {e.get(qn("w:anchor")): e.text for e in body.iter(qn("w:hyperlink"))}
    assert linked["figure_total_investment"] == "2.54亿元"
