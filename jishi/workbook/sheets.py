"""From the cells of a sheet to drafts: find the header, name the columns, read each entry."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Column, Ledger, Text
from jishi.records.ledgers import LEDGERS
from jishi.values.complaint import Complaint, excerpt
from jishi.values.entries import clean_text, is_blank, nearest
from jishi.workbook import entry
from jishi.workbook.faults import SheetFault, in_words
from jishi.workbook.lookups import Lookups
from jishi.workbook.reading import CellError, FormulaWithoutValue

GUIDE, LISTS = "说明", "选项"
VERSION = "版本"
_HEADER_WITHIN = 10


@dataclass
class SheetRow:
    """A row on its way in: its Excel number, its entries, its values once read."""

    number: int
    entries: dict[str, Any]
    row: models.Model | None = None
    values: dict[str, Any] = field(default_factory=dict)
    sound: bool = True


@dataclass
class Reading:
    """A sheet as read: its rows, and what is wrong with it."""

    name: str
    order: int
    ledger: Ledger
    rows: list[SheetRow] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)

    def fault(
        self, row: SheetRow | None, column: str, message: Text, hint: Text,
        params: Mapping[str, Any] | None = None,
    ) -> SheetFault:  # fmt: skip
        """The fault of one entry of a row, or of the sheet as a whole."""
        heading, value = "", ""
        if column:
            heading = next((str(c.zh) for c in self.ledger.columns if c.name == column), column)
        if row is not None and column:
            value = _quoted(row.entries.get(column))
        return SheetFault(
            self.order, self.name, row.number if row else 0, heading, value,
            in_words(message, params or {}), in_words(hint, params or {}),
        )  # fmt: skip


def sheets_by_ledger(sheets: Sequence[Any]) -> tuple[dict[str, Any], list[SheetFault]]:
    """Which sheet holds which ledger, by its name; sheets nobody knows are faults."""
    known = {str(ledger.zh): ledger.key for ledger in LEDGERS}
    found: dict[str, Any] = {}
    faults = []
    for order, sheet in enumerate(sheets):
        name = clean_text(sheet.name)
        key = known.get(name)
        if key:
            found[key] = sheet
        elif name not in (GUIDE, LISTS) and any(_filled(row.cells) for row in sheet.rows):
            near = nearest(name, known)
            hint = (
                in_words(N_("是不是“%(near)s”？把表名改过来。"), {"near": near})
                if near
                else in_words(N_("表名只能是这些：%(names)s。"), {"names": "、".join(known)})
            )
            message = in_words(N_("不认识“%(name)s”这张表。"), {"name": name})
            faults.append(SheetFault(100 + order, sheet.name, 0, "", "", message, hint))
    return found, faults


def read_sheet(sheet: Any, ledger: Ledger, names: Lookups, town: str, order: int) -> Reading:
    """Read all rows of a sheet. Every fault is in the result; rows with one are not sound."""
    reading = Reading(sheet.name, order, ledger)
    header = _find_header(sheet.rows, ledger)
    if header is None:
        if any(_filled(row.cells) for row in sheet.rows):
            reading.faults.append(_no_header(reading, sheet))
        return reading
    columns = _columns(reading, sheet.rows[header])
    if columns is None:
        return reading
    for row in sheet.rows[header + 1 :]:
        if _filled(row.cells):
            reading.rows.append(_entries(reading, row, columns))
    _identify(reading, names)
    for one in reading.rows:
        _read_row(reading, one, set(columns.values()), names, town)
    return reading


def _find_header(rows: Sequence[Any], ledger: Ledger) -> int | None:
    known = _headings(ledger)
    best, found = 1, None
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        score = sum(_heading(cell) in known for cell in row.cells)
        if score > best or (score == 1 and best == 1 and found is None and len(known) <= 3):
            best, found = score, index
    return found


def _headings(ledger: Ledger) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in ledger.columns:
        found.setdefault(_heading(str(column.zh)), column)
    for column in ledger.columns:
        for alias in column.aliases:
            found.setdefault(_heading(alias), column)
    return found


def _columns(reading: Reading, header: Any) -> dict[int, str] | None:
    """Position → column name, or None where the sheet cannot be read at all."""
    known = _headings(reading.ledger)
    found: dict[int, str] = {}
    sound = True
    for position, cell in enumerate(header.cells):
        heading = _heading(cell)
        if not heading:
            continue
        if heading == VERSION:
            found[position] = VERSION
            continue
        column = known.get(heading)
        if column is None:
            near = nearest(heading, [str(c.zh) for c in reading.ledger.columns])
            reading.faults.append(_at_header(reading, header, clean_text(str(cell)), (
                N_("不认识“%(heading)s”这个表头。"),
                N_("是不是“%(near)s”？改成它，或删掉这一列。") if near
                else N_("改成模板里的表头，或删掉这一列。"),
                {"heading": clean_text(str(cell)), "near": near or ""},
            )))  # fmt: skip
        elif column.name in found.values():
            reading.faults.append(_at_header(reading, header, str(column.zh), (
                N_("“%(heading)s”这个表头有两列。"), N_("留一列，另一列删掉或改名。"),
                {"heading": column.zh},
            )))  # fmt: skip
        else:
            found[position] = column.name
    for column in reading.ledger.columns:
        if column.name == reading.ledger.identity and column.name not in found.values():
            sound = False
            reading.faults.append(_at_header(reading, header, str(column.zh), (
                N_("缺“%(heading)s”这一列。"), N_("补上这一列；每行要有自己的编号。"),
                {"heading": column.zh},
            )))  # fmt: skip
    return found if sound else None


def _at_header(
    reading: Reading, header: Any, heading: str, said: tuple[str, str, dict[str, Any]]
) -> SheetFault:
    message, hint, params = said
    return SheetFault(
        reading.order, reading.name, header.number, heading, heading,
        in_words(message, params), in_words(hint, params),
    )  # fmt: skip


def _no_header(reading: Reading, sheet: Any) -> SheetFault:
    first = next(row for row in sheet.rows if _filled(row.cells))
    known = "、".join(str(c.zh) for c in reading.ledger.columns)
    return SheetFault(
        reading.order, reading.name, first.number, "", "",
        in_words(N_("找不到表头。"), {}),
        in_words(N_("前10行里要有一行表头，写着：%(known)s。"), {"known": known}),
    )  # fmt: skip


def _entries(reading: Reading, row: Any, columns: Mapping[int, str]) -> SheetRow:
    found = SheetRow(row.number, {})
    for position, cell in enumerate(row.cells):
        name = columns.get(position)
        if name:
            found.entries[name] = cell
    return found


def _identify(reading: Reading, names: Lookups) -> None:
    """Give each row its record: the ledger's by number, or a new one under that number."""
    ledger = reading.ledger
    column = ledger.column(ledger.identity)
    seen: dict[str, int] = {}
    known = names.records(ledger.key)
    for row in reading.rows:
        try:
            _whole(row.entries.get(column.name))
            number = entry.read(column, row.entries.get(column.name), ledger, names)
        except Complaint as complaint:
            row.sound = False
            reading.faults.append(
                reading.fault(
                    row, column.name, complaint.message, complaint.hint, complaint.params
                )
            )
            continue
        if number in seen:
            row.sound = False
            reading.faults.append(reading.fault(
                row, column.name, N_("编号和第%(row)s行重复。"),
                N_("两行是不是同一条？删掉一行，或换个编号。"), {"row": seen[number]},
            ))  # fmt: skip
            continue
        seen[number] = row.number
        row.row = known.get(number)
        if row.row is None:
            row.row = ledger.model(**{ledger.identity: number})
            if ledger.column(ledger.title).type == "text":
                # Rows of one sheet may name each other (a branch its enterprise).
                title = row.entries.get(ledger.title)
                setattr(row.row, ledger.title, "" if is_blank(title) else clean_text(str(title)))
            names.add_record(ledger, row.row)


def _read_row(
    reading: Reading, row: SheetRow, present: set[str], names: Lookups, town: str
) -> None:
    ledger = reading.ledger
    new = row.row is None or row.row._state.adding
    for column in ledger.columns:
        if column.name not in present and not (new and column.required):
            continue
        cell = row.entries.get(column.name)
        if cell == entry.MASK:
            continue
        try:
            _whole(cell)
            row.values[column.name] = entry.read(column, cell, ledger, names)
        except Complaint as complaint:
            if column.name == ledger.identity and not row.sound:
                continue
            row.sound = False
            reading.faults.append(
                reading.fault(
                    row, column.name, complaint.message, complaint.hint, complaint.params
                )
            )
    _fit_to_town(reading, row, town)
    if row.sound and not new:
        _check_version(reading, row)


def _fit_to_town(reading: Reading, row: SheetRow, town: str) -> None:
    """The town's own sheets carry its code; a code of another town does not belong here."""
    ledger = reading.ledger
    if ledger.key == "kinds":
        row.values["town"] = town
    elif ledger.key == "programmes":
        row.values["place"] = town
    elif ledger.identity == "code" and row.sound:
        code = row.values["code"]
        if not str(code).startswith(town) or (ledger.key == "town" and code != town):
            row.sound = False
            reading.faults.append(reading.fault(
                row, "code", N_("这个代码不在正在导入的镇（%(town)s）里。"),
                N_("核对代码，或换一个镇导入。"), {"town": town},
            ))  # fmt: skip


def _check_version(reading: Reading, row: SheetRow) -> None:
    """A row that differs, while the ledger's has changed since the export, must not overwrite."""
    version = row.entries.get(VERSION)
    held: Any = row.row
    if is_blank(version) or str(clean_text(version)) == str(held.version):
        return
    differing = [
        column
        for column in reading.ledger.columns
        if column.name in row.values and _differs(held, column, row.values[column.name])
    ]
    if differing:
        row.sound = False
        column = differing[0]
        reading.faults.append(reading.fault(
            row, column.name,
            N_("导出以后台账里这一条又改过：台账是“%(held)s”，表里是“%(given)s”。"),
            N_("重新导出，再改这一格。"),
            {"held": _quoted(getattr(held, column.name)), "given": _quoted(row.entries.get(column.name))},
        ))  # fmt: skip


def _differs(held: Any, column: Column, value: Any) -> bool:
    current = getattr(held, column.attname)
    return bool(current != (value.pk if isinstance(value, models.Model) else value))


def _whole(cell: Any) -> None:
    """Raise the complaint of a cell that holds no value of its own."""
    if isinstance(cell, FormulaWithoutValue):
        raise Complaint(N_("公式没有存下结果。"), N_("在Excel里打开，算好后保存一次，再导入。"))
    if isinstance(cell, CellError):
        raise Complaint(
            N_("这一格是Excel的错误值%(code)s。"), N_("改好公式，或直接填上值。"), code=cell.code
        )


def _heading(cell: Any) -> str:
    text = clean_text(cell) if isinstance(cell, str) else ""
    return text.replace(" ", "").replace("(", "（").replace(")", "）").rstrip("*＊:：")


def _filled(cells: Sequence[Any]) -> bool:
    return not all(is_blank(cell) for cell in cells)


def _quoted(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, FormulaWithoutValue):
        return excerpt(f"={value.formula.removeprefix('=')}")
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, int | float):
        return clean_text(value)
    return excerpt(str(value))
