"""The marked copy is written whatever other programs put into the file."""

from __future__ import annotations

import io

import openpyxl
import pytest

from jishi.workbook.faults import SheetFault
from jishi.workbook.marking import marked_copy
from jishi.workbook.reading import Row, Sheet


def copied(*sheets: Sheet) -> openpyxl.Workbook:
    held = io.BytesIO()
    marked_copy(held, sheets, [])
    return openpyxl.load_workbook(io.BytesIO(held.getvalue()))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["会议/纪要:一"], ["会议_纪要_一"]),
        (["'引号'"], ["引号"]),
        (["长" * 40, "长" * 41], ["长" * 31, "长" * 26 + "~2"]),
        (["Sheet", "SHEET"], ["Sheet", "SHEET~2"]),
        ([""], ["_"]),
    ],
)
def test_a_sheet_s_name_that_excel_does_not_take_is_mended(names, expected):
    assert copied(*(Sheet(name, rows=[Row(1, ["内容"])]) for name in names)).sheetnames == expected


def test_merged_cells_stay_merged_and_what_laps_over_is_left():
    rows = [Row(1, ["登记表"]), Row(2, ["村", "会议", None]), Row(3, [None, "日期", "内容"]),
            Row(5, ["上庄村", 1.0, "会"])]  # fmt: skip
    merged = [(1, 1, 1, 3), (2, 1, 3, 1), (2, 2, 2, 3), (5, 1, 6, 1), (6, 1, 7, 2), (3, 3, 3, 3),
              (1, 4, 200, 16_384)]  # fmt: skip
    page = copied(Sheet("会议", rows=rows, merged=merged))["会议"]
    assert {str(one) for one in page.merged_cells.ranges} == {"A1:C1", "A2:A3", "B2:C2", "A5:A6"}
    assert [page[ref].value for ref in ("A1", "B2", "C3", "A5")] == [
        "登记表",
        "会议",
        "内容",
        "上庄村",
    ]


def test_rows_kept_out_keep_their_headings_and_the_village_merged_over_them():
    rows = [Row(1, ["登记表"]), Row(2, ["村", "日期"]), Row(4, ["上庄村", "甲"]),
            Row(5, [None, "乙"]), Row(6, [None, "丙"])]  # fmt: skip
    fault = SheetFault(0, "会议", 5, "日期", "乙", "不是日期", "改", cell=1, head=2)
    held = io.BytesIO()
    sheet = Sheet("会议", rows=rows, merged=[(1, 1, 1, 2), (4, 1, 6, 1)])
    marked_copy(held, [sheet], [fault], only={("会议", 5), ("会议", 6)})
    page = openpyxl.load_workbook(io.BytesIO(held.getvalue()))["会议"]
    assert {str(one) for one in page.merged_cells.ranges} == {"A1:B1", "A3:A4"}
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=3)] == [
        ["上庄村", "乙"], [None, "丙"]
    ]  # fmt: skip


def test_a_number_beyond_all_numbers_is_written_as_text():
    book = copied(Sheet("表", rows=[Row(1, [float("inf"), 1.5])]))
    assert [cell.value for cell in book["表"][1]] == ["inf", 1.5]
