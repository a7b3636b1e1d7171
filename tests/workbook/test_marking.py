"""The marked copy is written whatever other programs put into the file."""

from __future__ import annotations

import io

import openpyxl
import pytest

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


def test_a_number_beyond_all_numbers_is_written_as_text():
    book = copied(Sheet("表", rows=[Row(1, [float("inf"), 1.5])]))
    assert [cell.value for cell in book["表"][1]] == ["inf", 1.5]
