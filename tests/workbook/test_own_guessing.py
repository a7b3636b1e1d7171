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


DISPUTES = [
    "序号", "登记时间", "纠纷类别", "纠纷简要情况", "发生地", "信息来源", "化解结果", "化解时间",
]  # fmt: skip
OF_DISPUTES = [
    [1, "2024.3.5", "邻里纠纷", "排水沟堵塞", "宅坦村", "网格排查", "调解成功", "2024.3.9"],
    [2, "2024.4.1", "土地山林纠纷", "山场界线", "余川村", "群众反映", "调解成功", "2024.4.8"],
]


def test_an_ordinary_ledger_of_disputes_goes_to_matters_with_all_its_columns():
    rows = [Row(1, ["2024年台账"]), Row(2, DISPUTES)]
    rows += [Row(number, cells) for number, cells in enumerate(OF_DISPUTES, 3)]
    found = guess(Sheet("Sheet1", rows=rows), {}).map
    assert (found.ledger, found.first) == ("matters", 2)
    assert list(found.columns.values()) == [
        "opened_on", "kind", "title", "place", "channel", "outcome", "closed_on"
    ]  # fmt: skip


def test_entries_say_what_an_unknown_heading_means_where_only_one_column_is_left():
    rows = [Row(1, ["编号", "某时间", "性质", "详情", "哪里", "出生时间"])]
    rows += [
        Row(number, [f"{number}", cells[1], cells[2], cells[3], cells[4], "1970-1-1"])
        for number, cells in enumerate(OF_DISPUTES, 2)
    ]
    found = guess(Sheet("矛盾纠纷", rows=rows), {}, ledger="matters").map
    assert found.columns == {0: "number", 1: "opened_on", 2: "kind", 4: "place"}


def test_entries_that_two_headings_share_or_that_disagree_say_nothing():
    rows = [Row(1, ["编号", "甲", "乙", "丙"]), Row(2, ["1", "宅坦村", "余川村", "邻里纠纷"]),
            Row(3, ["2", "余川村", "宅坦村", "别的"])]  # fmt: skip
    assert guess(Sheet("表", rows=rows), {}, ledger="matters").map.columns == {0: "number"}
