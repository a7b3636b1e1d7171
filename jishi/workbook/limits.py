"""What a workbook may hold, and the refusal of one that may not be read at all."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.values.complaint import Complaint

MAX_ROWS = 200_000
MAX_BYTES = 50 * 2**20
#: Characters of a sheet's name and of a cell, as Excel has them.
LONGEST_NAME, LONGEST_CELL = 31, 32_767


class RefusedWorkbook(Complaint):
    """The file as a whole is not read; see `Complaint` for `message`, `hint` and `params`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one workbook. The first two are settings; the others follow from the memory limit.

    `max_rows`: last filled row of each sheet, added up. `max_columns`: last filled column of any
    sheet. `max_area`: rows × columns of the filled rectangles, added up (a reader keeps them as
    full tables). `max_cells`: cells written in the file, empty formatted ones included.
    `max_parts`: entries of the zip archive. `max_inflated`: bytes of all entries unpacked.
    `max_ratio`: unpacked to packed, for entries over a megabyte (sheets of numbers reach 40).
    """

    max_rows: int = MAX_ROWS
    max_bytes: int = MAX_BYTES
    max_columns: int = 256
    max_area: int = 4_000_000
    max_cells: int = 8_000_000
    max_parts: int = 2_000
    max_inflated: int = 600 * 2**20
    max_ratio: int = 200


def broken() -> RefusedWorkbook:
    """The refusal of a file that says it is a workbook and then is not whole."""
    return RefusedWorkbook("这个文件坏了，读不出来", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入")
