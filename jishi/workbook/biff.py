"""One pass over the records of an .xls: its sheets, their size, error cells; locks and macros.

Record numbers and layouts: [MS-XLS] Excel Binary File Format, 2.3 and 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from jishi.workbook.compound import MAGIC, Compound, broken_old
from jishi.workbook.limits import Limits, RefusedWorkbook
from jishi.workbook.scanning import SheetScan, column_letters, too_many_rows

_BOF, _EOF, _FILE_PASS, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_BIFF8 = 0x0600
_BLANKS = (0x0201, 0x00BE)
#: FORMULA, NUMBER, LABEL, LABELSST, RK, RSTRING, BOOLERR: one cell each; MULRK: several.
_CELLS = (0x0006, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, 0x0205)
_MULTIPLE = 0x00BD
_FORMULA, _BOOL_OR_ERROR = 0x0006, 0x0205
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_MACRO_SHEETS = (1, 6)  # Excel 4 macros, Visual Basic module

Record = tuple[int, int, int]  # number, where its content starts, its length


def screen_old(content: bytes, limits: Limits) -> dict[str, SheetScan]:
    """What the pass found in each worksheet, by name. Raises RefusedWorkbook."""
    if not content.startswith(MAGIC):
        raise broken_old()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedWorkbook("文件加了密码", "请在 Excel 或 WPS 里去掉打开密码，保存后再导入")
    known = ("Workbook", "Book")
    if not any(name.encode("utf-16-le") in content for name in known):
        raise RefusedWorkbook("这不是 Excel 工作簿", "请选择 .xlsx、.xls、.et 或 .csv 文件")
    container = Compound(content)
    names = container.names()
    if names & {"_vba_project_cur", "_vba_project", "vba"}:
        raise RefusedWorkbook("这个工作簿带有宏", "请另存为不带宏的 .xlsx 再导入")
    stream = container.stream(*known)
    if stream is None:
        raise broken_old()
    return _scan(stream, limits)


def _scan(stream: bytes, limits: Limits) -> dict[str, SheetScan]:
    found: dict[str, SheetScan] = {}
    rows = area = cells = 0
    for start, name in _sheets(stream):
        scan = found[name] = SheetScan()
        for number, at, length in _records(stream, start):
            if number in _BLANKS:
                scan.cells += 1
            elif number in _CELLS or number == _MULTIPLE:
                _cell(scan, stream, number, at, length)
            if scan.cells + cells > limits.max_cells:
                raise RefusedWorkbook(
                    "工作表“%(sheet)s”的单元格多得不正常",
                    "请删去没有内容的行和列，另存后再导入",
                    sheet=name,
                )
        if scan.columns > limits.max_columns:
            raise RefusedWorkbook(
                "工作表“%(sheet)s”的内容一直到 %(column)s 列，超出了能导入的 %(columns)s 列",
                "请看那里有没有多余的内容，删去后再导入",
                sheet=name, column=column_letters(scan.columns), columns=limits.max_columns,
            )  # fmt: skip
        rows, cells, area = rows + scan.rows, cells + scan.cells, area + scan.rows * scan.columns
        if rows > limits.max_rows or area > limits.max_area:
            raise too_many_rows(limits)
    return found


def _cell(scan: SheetScan, stream: bytes, number: int, at: int, length: int) -> None:
    if length < 6:
        raise broken_old()
    row, column = struct.unpack_from("<HH", stream, at)
    last = struct.unpack_from("<H", stream, at + length - 2)[0] if number == _MULTIPLE else column
    scan.cells += max(1, last - column + 1)
    scan.rows, scan.columns = max(scan.rows, row + 1), max(scan.columns, last + 1)
    error = None
    if number == _BOOL_OR_ERROR and length >= 8 and stream[at + 7]:
        error = stream[at + 6]
    elif number == _FORMULA and length >= 14 and stream[at + 12 : at + 14] == b"\xff\xff":
        error = stream[at + 8] if stream[at + 6] == 2 else None
    if error is not None:
        scan.errors[row + 1, column + 1] = _ERRORS.get(error, "#VALUE!")


def _sheets(stream: bytes) -> list[tuple[int, str]]:
    """Where each worksheet starts, and its name. Raises RefusedWorkbook for locks and macros."""
    found = []
    for number, at, length in _records(stream, 0):
        if number == _FILE_PASS:
            raise RefusedWorkbook("文件加了密码", "请在 Excel 或 WPS 里去掉打开密码，保存后再导入")
        if number != _SHEET or length < 8:
            continue
        start, _state, kind, letters, wide = struct.unpack_from("<IBBBB", stream, at)
        if kind in _MACRO_SHEETS:
            raise RefusedWorkbook("这个工作簿带有宏", "请另存为不带宏的 .xlsx 再导入")
        name = stream[at + 8 : at + length][: letters * (2 if wide & 1 else 1)]
        text = name.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        if kind == 0:
            found.append((start, text))
    if not found:
        raise broken_old()
    return found


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """Records of one substream: from its BOF to the EOF that closes it."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + length > len(stream):
            raise broken_old()
        if number == _BOF:
            if depth == 0 and (length < 4 or struct.unpack_from("<H", stream, at)[0] != _BIFF8):
                raise RefusedWorkbook(
                    "这是很早的旧格式表格（Excel 97 以前的）",
                    "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
                )
            depth += 1
        elif depth == 0:
            raise broken_old()
        elif number == _EOF:
            depth -= 1
            if depth == 0:
                return
        elif depth == 1:
            yield number, at, length
        at += length
    raise broken_old()
