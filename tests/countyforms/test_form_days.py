"""Days in an office's form are shown as days, not as the count that Excel keeps of them."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jishi.countyforms.sheetxml import read_form


@pytest.mark.parametrize(
    ("value", "looks", "shown"),
    [(date(2024, 9, 30), "yyyy-mm-dd", "2024年9月30日"),
     (date(2024, 9, 30), 'yyyy"年"m"月"', "2024年9月"),
     (date(2024, 9, 30), 'm"月"d"日"', "9月30日"),
     (datetime(2024, 9, 30, 8), "m/d/yy h:mm", "2024年9月30日"),
     (45565, "General", "45565"), (45565, "#,##0", "45565"), (45565, '0"day"', "45565"),
     (0.5, "h:mm", "0.5"), (0.5, "[Red]0.00", "0.5"), (-3, "yyyy-mm-dd", "-3"),
     (1, "yyyy-mm-dd", "1900年1月1日"), (99999999, "yyyy-mm-dd", "99999999")],
    ids=str,
)  # fmt: skip
def test_a_day_in_a_form_is_shown_as_a_day(value, looks, shown):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "截至", value
    book.active["B1"].number_format = looks
    held = io.BytesIO()
    book.save(held)
    (sheet,) = read_form(held.getvalue())
    assert sheet.cell("B1").text == shown


def test_a_day_of_a_form_that_counts_from_1904_is_that_day():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2024, 9, 30)
    held = io.BytesIO()
    book.save(held)
    assert read_form(held.getvalue())[0].cell("A1").text == "2024年9月30日"
