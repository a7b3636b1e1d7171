"""The process that opens a stranger's workbook: bound in memory and time, it writes out rows.

Started by `reading.py` through `confining`; never imported by the server. It writes one line of
JSON per message (plain values only, so that the parent need not trust it): ``{"refused": …}``
alone, or ``{"sheet": …}``, lists of [row number, cells], and at last ``{"end": true}``.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from jishi.workbook.limits import LONGEST_NAME, Limits, RefusedWorkbook, broken
from jishi.workbook.scanning import SheetScan
from jishi.workbook.screening import screen

_ROWS_PER_LINE = 256
_MERGED = 100_000

Cells = list[object]


def main() -> None:
    """Answer on standard output for the file named by the arguments."""
    answer(Path(sys.argv[1]), Limits(**json.loads(sys.argv[2])), sys.stdout.buffer)


def answer(path: Path, limits: Limits, output: BinaryIO) -> None:
    """Write the messages for one file."""
    try:
        screened = screen(path, limits)
        if screened.text is not None:
            messages = _text_messages(path, screened.text)
        else:
            messages = _messages(path, screened.sheets)
        output.writelines(_line(message) for message in messages)
        output.write(_line({"end": True}))
    except RefusedWorkbook as refusal:
        output.write(_line({"refused": [refusal.message, refusal.hint, refusal.params]}))
    output.flush()


def _messages(path: Path, scans: dict[str, SheetScan]) -> Iterator[object]:
    try:
        book = _opened(path)
        for meta in book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(meta.name)
                merged = sheet.merged_cell_ranges or []
                yield {
                    "sheet": meta.name,
                    "hidden": meta.visible != SheetVisibleEnum.Visible,
                    # first row, first column, last row, last column, as Excel counts
                    "merged": [
                        [first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1]
                        for first, last in merged[:_MERGED]
                    ],
                }
                yield from _batches(_rows(sheet, scans.get(meta.name, SheetScan())))
    except CalamineError as fault:
        raise broken() from fault


def _opened(path: Path) -> CalamineWorkbook:
    """By its name where that says what the content is: many an .xls is an .xlsx in truth."""
    with path.open("rb") as file:
        plain = file.read(4) == b"PK\x03\x04"
        if plain == (path.suffix.lower() == ".xlsx") and (plain or path.suffix.lower() == ".xls"):
            return CalamineWorkbook.from_path(path)
        file.seek(0)
        return CalamineWorkbook.from_filelike(file)


def _text_messages(path: Path, rows: list[list[str]]) -> Iterator[object]:
    yield {"sheet": path.stem[:LONGEST_NAME], "hidden": False, "merged": []}
    yield from _batches(
        (number, [cell if cell.strip() else None for cell in cells])
        for number, cells in enumerate(rows, start=1)
        if any(cell.strip() for cell in cells)
    )


def _batches(rows: Iterator[tuple[int, Cells]]) -> Iterator[object]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_PER_LINE:
            yield batch
            batch = []
    yield batch


def _rows(sheet: CalamineSheet, scan: SheetScan) -> Iterator[tuple[int, Cells]]:
    """Rows that hold anything, numbered as in Excel, from column A, with marks laid over."""
    marks: dict[int, dict[int, Cells]] = {}
    for (row, column), formula in scan.formulas.items():
        marks.setdefault(row, {})[column] = ["f", formula]
    for (row, column), code in scan.errors.items():
        marks.setdefault(row, {})[column] = ["e", code]
    # iter_rows starts at row 1 but at the first filled column.
    indent: Cells = [None] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = indent + [None if value == "" else value for value in values]
        if number in marks:
            _lay_over(cells, marks.pop(number))
        if cells.count(None) != len(cells):
            yield number, cells
    for number in sorted(marks):
        cells = []
        _lay_over(cells, marks[number])
        yield number, cells


def _lay_over(cells: Cells, marks: dict[int, Cells]) -> None:
    cells.extend([None] * (max(marks) - len(cells)))
    for column, mark in marks.items():
        cells[column - 1] = mark


def _line(message: object) -> bytes:
    return (
        json.dumps(message, default=_tagged, ensure_ascii=False, separators=(",", ":")).encode()
        + b"\n"
    )


def _tagged(value: object) -> list[str]:
    """A value that JSON does not know, as a tagged list; cells are never lists otherwise."""
    if isinstance(value, dt.datetime):
        return ["t", value.isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    if isinstance(value, dt.time):
        return ["h", value.isoformat()]
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return ["s", f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"]
    raise TypeError(f"a cell cannot be a {type(value).__name__}")
