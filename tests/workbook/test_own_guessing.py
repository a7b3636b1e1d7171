"""What is guessed of a sheet: headings merged over two rows, and how its rows are known again."""

from __future__ import annotations

from jishi.workbook.own.guessing import guess
from jishi.workbook.reading import Row, Sheet

TITLE = Row(1, ["宅坦村2024年会议活动登记表"])
HEADINGS = [
    Row(2, ["序号", "活动名称", "类别", "活动时间", None, "参加人数"]),
    Row(3, [None, None, None, "月日", "时间", None]),
]
DATA = [
    Row(4, [1, "支部党员大会", "党员大会", "2024.9.3", "上午", 32]),
    Row(5, [2, "主题党日", "主题党日", "2024.9.10", "下午", 28]),
]
OVER_BOTH = [(2, at, 3, at) for at in (1, 2, 3, 6)]


def sheet(merged):
    return Sheet("会议", rows=[TITLE, *HEADINGS, *DATA], merged=[(1, 1, 1, 6), *merged])


def test_a_heading_merged_over_two_rows_makes_two_rows_of_headings():
    found = guess(sheet([(2, 4, 2, 5), *OVER_BOTH]), {}).map
    assert (found.ledger, found.first, found.last) == ("activities", 2, 3)


def test_cells_merged_among_the_data_do_not_deepen_the_headings():
    plain = Sheet("会议", rows=[TITLE, HEADINGS[0], *DATA], merged=[(4, 3, 5, 3)])
    found = guess(plain, {}).map
    assert (found.ledger, found.first, found.last) == ("activities", 2, 2)


def test_day_name_and_place_are_proposed_where_there_are_no_numbers():
    head = Row(1, ["活动日期", "活动内容", "类别", "村", "人数"])
    rows = [Row(2, ["2024.9.3", "支部党员大会", "党员大会", "宅坦村", 32])]
    assert guess(Sheet("会议", rows=[head, *rows]), {}).map.keys == ["on", "title", "place"]
    numbered = Row(1, ["编号", *head.cells])
    found = guess(Sheet("会议", rows=[numbered, Row(2, ["HD1", *rows[0].cells])]), {}).map
    assert (found.columns[0], found.keys) == ("number", [])
    nameless = Row(1, ["活动日期", "类别", "村", "人数"])
    assert guess(Sheet("会议", rows=[nameless, *rows]), {}).map.keys == []
