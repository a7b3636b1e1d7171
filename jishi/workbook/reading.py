"""Workbooks in: rows of plain values, read in a child so that no file takes the server down."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jishi.workbook.confining import Bounds, confined
from jishi.workbook.limits import MAX_BYTES, MAX_ROWS, Limits, RefusedWorkbook

_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class FormulaWithoutValue:
    """A cell with a formula whose result was never stored (saved without calculating)."""

    formula: str


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of Excel, such as #REF! or #N/A."""

    code: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A cell whose value cannot be told for certain: what is wrong, the mend, and its text."""

    message: str
    hint: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """A cell that the sheet lacks and its bringer gave for all rows: new records get it.

    Without a text nothing was given: the ledger's value stays as it is.
    """

    text: str = ""


Cell = (
    str
    | int
    | float
    | bool
    | dt.date
    | dt.datetime
    | dt.time
    | FormulaWithoutValue
    | CellError
    | Undecided
    | Given
    | None
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as Excel shows it, and its cells from column A on."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: rows that hold anything, in order; `hidden` in either of Excel's ways.

    `merged` are its merged cells: (first row, first column, last row, last column), from 1.
    """

    name: str
    hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_workbook(
    path: str | Path, *, max_rows: int = MAX_ROWS, max_bytes: int = MAX_BYTES
) -> list[Sheet]:
    """All worksheets of an .xlsx, .xls, .et or .csv file (a .csv is one sheet of texts).

    Values: text, float (whole numbers too), truth value, date, date-time, time; a length of time as
    text (30:00:00); None for an empty cell. A formula counts by its stored value. Merged cells: the
    value is in the first of them, `merged` tells how far it reaches. Wholly empty rows are left
    out; the numbers of the others stay true. Raises RefusedWorkbook.

    The file is opened only in a child process with 512 MB of memory and 20 s of processor time.
    """
    limits = Limits(max_rows=max_rows, max_bytes=max_bytes)
    arguments = (str(Path(path).resolve()), json.dumps(asdict(limits)))
    with confined("jishi.workbook.child", *arguments, bounds=_BOUNDS) as child:
        sheets = _sheets(child)
        if sheets is None:
            child.tell_end("reading a workbook")
            raise RefusedWorkbook(
                "这个文件读不了：内容太大，或者已经损坏",
                "请新建一个工作簿，只把数据复制过去，另存为 .xlsx 再导入",
            )
    return sheets


def _sheets(lines: Iterable[bytes]) -> list[Sheet] | None:
    """The child's answer; None where it broke off."""
    sheets: list[Sheet] = []
    for line in lines:
        message = json.loads(line)
        if isinstance(message, list):
            sheets[-1].rows.extend(
                Row(number, [_untagged(cell) if type(cell) is list else cell for cell in cells])
                for number, cells in message
            )
        elif "sheet" in message:
            merged = [(a, b, c, d) for a, b, c, d in message["merged"]]
            sheets.append(Sheet(message["sheet"], message["hidden"], merged=merged))
        elif "refused" in message:
            text, hint, params = message["refused"]
            raise RefusedWorkbook(text, hint, **params)
        else:
            return sheets
    return None


_UNTAG: dict[str, Callable[[str], Cell]] = {
    "t": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "h": dt.time.fromisoformat,
    "s": str,
    "f": FormulaWithoutValue,
    "e": CellError,
}


def _untagged(cell: list[str]) -> Cell:
    tag, content = cell
    return _UNTAG[tag](content)
