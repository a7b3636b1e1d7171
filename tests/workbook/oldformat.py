"""Old workbooks (.xls, WPS .et) made byte by byte: BIFF8 records in an OLE2 container.

Just what [MS-XLS] asks of a reader: globals with a date format, sheets of labels, numbers,
dates, truth values and errors, merged cells. No program that writes .xls is needed.
"""

from __future__ import annotations

import datetime as dt
import struct
from dataclasses import dataclass, field
from typing import Any

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_PLAIN, _DATE = 15, 16  # cell formats in the order written below
_ERRORS = {"#REF!": 0x17, "#N/A": 0x2A, "#DIV/0!": 0x07}


@dataclass
class OldSheet:
    """One sheet: rows from the first on; `merged` as (first row, first column, last, last), from 0.

    `state`: 0 shown, 1 hidden. `kind`: 0 worksheet, 1 macro sheet.
    """

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    state: int = 0
    kind: int = 0


def old_workbook(*sheets: OldSheet, stream: str = "Workbook", locked: bool = False) -> bytes:
    """The bytes of an .xls."""
    bodies = [_sheet(sheet) for sheet in sheets]
    head = _globals(sheets, [0] * len(sheets), locked=locked)
    offsets, at = [], len(head)
    for body in bodies:
        offsets.append(at)
        at += len(body)
    return container(_globals(sheets, offsets, locked=locked) + b"".join(bodies), stream)


def container(content: bytes, *names: str) -> bytes:
    """An OLE2 file whose first name is a stream with `content`; the others are empty storages."""
    content = content.ljust(4096, b"\x00")  # smaller ones would lie in a second kind of table
    data = (len(content) + _SECTOR - 1) // _SECTOR
    directory = (len(names) + 1 + 3) // 4
    tables = (data + directory + 200) // 128 + 1
    chain = [*range(1, data), _END, *range(data + 1, data + directory), _END]
    fat = chain + [_TABLE] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, data, 0, 4096, _END, 0, _END, 0)
    at = data + directory
    header += struct.pack("<109I", *range(at, at + tables), *[_FREE] * (109 - tables))
    entries = _entry("Root Entry", 5, _END, 0, child=1)
    entries += _entry(names[0], 2, 0, len(content), right=2 if len(names) > 1 else _FREE)
    for index, name in enumerate(names[1:], start=2):
        entries += _entry(name, 1, 0, 0, right=index + 1 if index < len(names) else _FREE)
    body = content.ljust(data * _SECTOR, b"\x00")
    body += entries.ljust(directory * _SECTOR, b"\x00")
    return header + body + struct.pack(f"<{len(fat)}I", *fat)


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE
) -> bytes:
    text = name.encode("utf-16-le")
    made = text.ljust(64, b"\x00") + struct.pack("<HBB", len(text) + 2, kind, 1)
    made += struct.pack("<III", _FREE, right, child) + bytes(36)
    return made + struct.pack("<III", start, size, 0)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _text(text: str, wide: str = "<HB") -> bytes:
    return struct.pack(wide, len(text), 1) + text.encode("utf-16-le")


def _globals(sheets: tuple[OldSheet, ...], offsets: list[int], *, locked: bool) -> bytes:
    made = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    if locked:
        made += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    made += _record(0x0042, struct.pack("<H", 0x04B0))
    made += _record(0x0022, struct.pack("<H", 0))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _text("Arial", "<BB")
    made += _record(0x0031, font) * 4
    made += _record(0x041E, struct.pack("<H", 164) + _text("yyyy\\-mm\\-dd"))
    for number in range(17):
        form = 164 if number == _DATE else 0
        flags = 0xFFF5 if number < _PLAIN else 0x0001
        made += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, flags, 0x20, 0, 0, 0, 0, 0, 0))
    for sheet, offset in zip(sheets, offsets, strict=True):
        place = struct.pack("<IBB", offset, sheet.state, sheet.kind)
        made += _record(0x0085, place + _text(sheet.name, "<BB"))
    return made + _record(0x000A, b"")


def _sheet(sheet: OldSheet) -> bytes:
    made = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    width = max((len(row) for row in sheet.rows), default=0)
    made += _record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            made += _cell(number, column, value)
    if sheet.merged:
        ranges = b"".join(struct.pack("<HHHH", a, c, b, d) for a, b, c, d in _by_axis(sheet.merged))
        made += _record(0x00E5, struct.pack("<H", len(sheet.merged)) + ranges)
    return made + _record(0x000A, b"")


def _by_axis(merged: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """As the record wants it: first row, last row, first column, last column (a, c, b, d)."""
    return [(top, left, bottom, right) for top, left, bottom, right in merged]


def _cell(row: int, column: int, value: Any) -> bytes:
    at = struct.pack("<HHH", row, column, _DATE if isinstance(value, dt.date) else _PLAIN)
    if value is None:
        return b""
    if isinstance(value, bool):
        return _record(0x0205, at + struct.pack("<BB", value, 0))
    if isinstance(value, dt.date):
        days = (value - dt.date(1899, 12, 30)).days
        return _record(0x0203, at + struct.pack("<d", days))
    if isinstance(value, int | float):
        return _record(0x0203, at + struct.pack("<d", value))
    if value in _ERRORS:
        return _record(0x0205, at + struct.pack("<BB", _ERRORS[value], 1))
    return _record(0x0204, at + _text(value))
