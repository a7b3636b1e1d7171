"""What a page of a PDF does not say by its text alone: marks of footnotes, cells of tables."""

from __future__ import annotations

from jishi.draftcheck.papers.pdftext import Piece, with_rows, without_marks


def test_a_small_raised_digit_behind_a_word_is_a_footnotes_mark():
    page = [Piece("28", 11, 367), Piece("起", 11, 367), Piece("1", 6.4, 371), Piece("。", 11, 367)]
    assert without_marks(page) == "28起。"


def test_a_digit_of_its_own_size_or_line_is_kept():
    assert without_marks([Piece("召开", 11, 367), Piece("1", 11, 367)]) == "召开1"
    assert without_marks([Piece("面积5m", 11, 367), Piece("2", 6, 371)]) == "面积5m2"
    lowered = [Piece("H", 11, 367), Piece("2", 6, 364)]
    assert without_marks(lowered) == "H2"
    below = [Piece("完。", 11, 367), Piece("\n", 11, 0), Piece("1", 6, 371), Piece(" 注", 9, 367)]
    assert without_marks(below) == "完。\n1 注"


def test_rows_below_heads_are_a_table():
    page = "二、情况\n项目 单位 数量\n党委会 次 21\n经营性收入 万元 585\n全镇 30 起。"
    told = "二、情况\n项目\t单位\t数量\n党委会\t次\t21\n经营性收入\t万元\t585\n全镇 30 起。"
    assert with_rows(page) == told


def test_lines_of_prose_are_no_table():
    page = "工作 情况 汇报\n全镇共有7 个行政村、63 个村民组，\n召开 党委会 二十三\n次 22"
    assert with_rows(page) == page
