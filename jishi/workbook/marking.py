"""The marked copy of a faulty workbook: the same sheets and values, faults red with a comment.

A new file written from the values read (RULES §6): no formula, link or macro comes along.
"""

import datetime as dt
import math
import re
from collections.abc import Collection, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import override

from jishi.values.entries import is_blank
from jishi.workbook.faults import SheetFault
from jishi.workbook.limits import LONGEST_CELL, LONGEST_NAME
from jishi.workbook.own.layout import shown
from jishi.workbook.reading import Sheet
from jishi.workbook.staging import Place

_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@override("zh-hans")
def marked_copy(
    target: BinaryIO,
    sheets: Sequence[Sheet],
    faults: Sequence[SheetFault],
    *,
    only: Collection[Place] | None = None,
) -> None:
    """Write the copy. With `only`, of the rows below the headings just these are written."""
    book = xlsxwriter.Workbook(target, {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True,
    })  # fmt: skip
    red = {"bg_color": "#F9E3E0", "font_color": "#A3302A", "border": 1, "border_color": "#A3302A"}
    formats = {
        (wrong, day): book.add_format(
            (red if wrong else {}) | ({"num_format": "yyyy-mm-dd"} if day else {})
        )
        for wrong in (False, True)
        for day in (False, True)
    }
    heads = {fault.sheet: fault.head for fault in faults if fault.head}
    for sheet, called in zip(sheets, _names([sheet.name for sheet in sheets]), strict=True):
        page = book.add_worksheet(called)
        if sheet.hidden:
            page.hide()
        mine = [fault for fault in faults if fault.sheet == sheet.name]
        kept = [
            row
            for row in sheet.rows
            if only is None
            or (sheet.name, row.number) in only
            or (row.number <= heads.get(sheet.name, 0))
        ]
        _write(page, kept, mine, formats, packed=only is not None)
    if all(page.hidden for page in book.worksheets()):
        book.worksheets()[0].hidden = 0
    book.close()


def _names(given: Sequence[str]) -> list[str]:
    """The sheets' names as Excel takes them: other programs write what it does not."""
    found: dict[str, str] = {}
    for name in given:
        plain = _UNFIT.sub("_", name).strip("'")[:LONGEST_NAME] or "_"
        made, number = plain, 1
        while made.lower() in found:
            number += 1
            made = f"{plain[: LONGEST_NAME - 5]}~{number}"
        found[made.lower()] = made
    return list(found.values())


def _write(
    page: Any, rows: Sequence[Any], faults: Sequence[SheetFault], formats: Any, *, packed: bool
) -> None:
    said: dict[tuple[int, int], list[SheetFault]] = {}
    for fault in faults:
        said.setdefault((fault.row, max(fault.cell, 0)), []).append(fault)
    at: dict[int, int] = {}
    last = 0
    for row in rows:
        last = last + 1 if packed else row.number
        at[row.number] = last - 1
        for position, cell in enumerate(row.cells):
            wrong = (row.number, position) in said
            if not is_blank(cell):
                _cell(page, last - 1, position, cell, wrong=wrong, formats=formats)
    filled = {
        (row.number, position)
        for row in rows
        for position, cell in enumerate(row.cells)
        if not is_blank(cell)
    }
    for (number, position), held in said.items():
        line = at.get(number, None if number else 0)
        if line is None:
            continue
        text = "\n".join(f"{fault.message}{fault.hint}" for fault in held)
        page.write_comment(line, position, text, {"x_scale": 2})
        if number and (number, position) not in filled:
            page.write_blank(line, position, None, formats[True, False])


def _cell(page: Any, row: int, column: int, cell: Any, *, wrong: bool, formats: Any) -> None:
    if isinstance(cell, dt.date):
        page.write_datetime(row, column, cell, formats[wrong, True])
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, formats[wrong, False])
    elif isinstance(cell, int | float) and math.isfinite(cell):
        page.write_number(row, column, cell, formats[wrong, False])
    else:
        text = cell if isinstance(cell, str) else shown(cell)
        page.write_string(row, column, text[:LONGEST_CELL], formats[wrong, False])
