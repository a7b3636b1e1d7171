"""A form of sixty cells made after a county's monthly report: merged title, two header rows,
notes, formulas, styles, a hidden sheet. Town and villages are real names, the office invented."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.styles import Border, Font, PatternFill, Side

VILLAGES = ("上庄村", "余川村", "瑞川村", "宅坦村", "旺川村", "五联村", "寺后村")


def make(columns: tuple[str, ...], town_rows: tuple[str, ...]) -> bytes:
    """The empty form: seven villages and the town × columns, formulas for totals, and rows of
    the town alone with 本期 and 上年同期."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "月报"
    thin = Side(style="thin")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns) * 2 + 1)
    sheet["A1"] = "乡镇重点工作月报表（式样，虚构）"
    sheet["A1"].font = Font(size=18, bold=True)
    sheet["A2"] = "填报单位："
    sheet["C2"] = "截至："
    for index, name in enumerate(columns):
        left = 2 + index * 2
        sheet.merge_cells(start_row=3, start_column=left, end_row=3, end_column=left + 1)
        sheet.cell(3, left, name)
        sheet.cell(4, left, "本期")
        sheet.cell(4, left + 1, "上年同期")
    for row, village in enumerate(VILLAGES, 5):
        sheet.cell(row, 1, village)
    sheet.cell(12, 1, "合计")
    for column in range(2, len(columns) * 2 + 2):
        letter = sheet.cell(4, column).column_letter
        sheet.cell(12, column, f"=SUM({letter}5:{letter}11)")
    for row, name in enumerate(town_rows, 14):
        sheet.cell(row, 1, f"（{'一二三四五六七八九十'[row - 14]}）{name}")
    sheet["A13"] = "全镇"
    sheet["B13"], sheet["C13"] = "本期", "上年同期"
    sheet["A30"] = "注：数据由各村核实后上报。"
    for line in sheet.iter_rows(min_row=3, max_row=12, max_col=len(columns) * 2 + 1):
        for cell in line:
            cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
    sheet["B5"].fill = PatternFill("solid", fgColor="FFFFCC")
    book.create_sheet("说明").sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
