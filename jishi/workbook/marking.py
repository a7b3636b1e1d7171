"""The marked copy of a faulty workbook: the same sheets and values, faults red with a comment.

A new file written from the values read (RULES §6): no formula, link or macro comes along.
"""

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import override

from jishi.values.entries import is_blank
from jishi.workbook.faults import SheetFault
from jishi.workbook.limits import LONGEST_CELL, LONGEST_NAME
from jishi.workbook.own.layout import shown
from jishi.workbook.reading import Sheet
from jishi.workbook.staging import Place

_LARGEST_MERGE = 10_000  # cells; beyond it a file is out to fill the memory
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
        at = _lines(kept, packed=only is not None)
        _merge(page, sheet, at, formats, packed=only is not None)
        _write(page, kept, mine, formats, at)
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


def _lines(rows: Sequence[Any], *, packed: bool) -> dict[int, int]:
    """Where each row of the file goes, from 0: to its own line, or packed to the next."""
    return {
        row.number: line if packed else row.number - 1 for line, row in enumerate(rows)
    }  # fmt: skip


def _merge(page: Any, sheet: Sheet, at: Mapping[int, int], formats: Any, *, packed: bool) -> None:
    """Merge what the file had merged; packed, as far as its rows are written.

    A value whose own row is left out stands in the first row that is there. Of two that lap over
    each other the second is left out, and what is out to fill the memory.
    """
    values = {row.number: row.cells for row in sheet.rows}
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        if (bottom - top + 1) * (right - left + 1) > _LARGEST_MERGE:
            continue
        there = [at[row] for row in range(top, bottom + 1) if row in at]
        if not there:
            continue
        first, end = (there[0], there[-1]) if packed else (top - 1, bottom - 1)
        cells = {
            (row, column) for row in range(first, end + 1) for column in range(left, right + 1)
        }
        if not cells & taken:
            taken |= cells
            if len(cells) > 1:
                page.merge_range(first, left - 1, end, right - 1, "")
            held = values.get(top, [])[left - 1 : left]
            if held and not is_blank(held[0]):
                _cell(page, first, left - 1, held[0], wrong=False, formats=formats)


def _write(
    page: Any, rows: Sequence[Any], faults: Sequence[SheetFault], formats: Any,
    at: Mapping[int, int],
) -> None:  # fmt: skip
    said: dict[tuple[int, int], list[SheetFault]] = {}
    for fault in faults:
        said.setdefault((fault.row, max(fault.cell, 0)), []).append(fault)
    for row in rows:
        for position, cell in enumerate(row.cells):
            wrong = (row.number, position) in said
            if not is_blank(cell):
                _cell(page, at[row.number], position, cell, wrong=wrong, formats=formats)
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
