"""Comma-separated values: a table as text, in UTF-8 or GB18030, every cell as it was typed."""

from __future__ import annotations

import csv
import io

from jishi.workbook.limits import Limits, RefusedWorkbook
from jishi.workbook.scanning import too_many_rows

_PARTS = ",\t;"


def read_text_table(content: bytes, limits: Limits) -> list[list[str]]:
    """Rows of a .csv, empty ones too. Raises RefusedWorkbook."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as fault:
            raise RefusedWorkbook(
                "认不出这个 CSV 文件的文字编码", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
            ) from fault
    if "\x00" in text:
        raise RefusedWorkbook("这不是文本表格", "请选择 .xlsx、.xls、.et 或 .csv 文件")
    rows: list[list[str]] = []
    area = 0
    first = text.partition("\n")[0]
    parter = max(_PARTS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=parter, strict=True):
            rows.append(row)
            area += len(row)
            if len(rows) > limits.max_rows or area > limits.max_area:
                raise too_many_rows(limits)
            if len(row) > limits.max_columns:
                raise RefusedWorkbook(
                    "第 %(row)s 行有 %(count)s 列，超出了能导入的 %(columns)s 列",
                    "请看这一行有没有多余的逗号",
                    row=len(rows), count=len(row), columns=limits.max_columns,
                )  # fmt: skip
    except csv.Error as fault:
        raise RefusedWorkbook(
            "这个 CSV 文件的引号不成对，读不准", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
        ) from fault
    return rows
