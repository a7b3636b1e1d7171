"""From the cells of a sheet to drafts: each row's record, each entry, every fault once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Ledger
from jishi.values.complaint import Complaint
from jishi.values.entries import clean_text, is_blank
from jishi.workbook import entry, stale
from jishi.workbook.doubts import DoubtfulNames
from jishi.workbook.faults import SheetFault, in_words, quoted
from jishi.workbook.headings import (
    VERSION,
    Named,
    Said,
    find_header,
    name_columns,
    normal,
)
from jishi.workbook.identifying import give_numbers, identify, number_the_bare
from jishi.workbook.reading import Given
from jishi.workbook.rows import Reading, SheetRow, filled, text_of, whole
from jishi.workbook.scanning import column_letters

__all__ = ["FILES", "GUIDE", "LISTS", "VERSION", "Reading", "SheetRow", "read_sheet"]

GUIDE, LISTS, FILES = "说明", "选项", "附件"
_TOLD_EVERY = 50  # rows


def read_sheet(
    sheet: Any, ledger: Ledger, names: DoubtfulNames, town: str, order: int, *,
    told: Callable[[int], None] = lambda _done: None,
) -> Reading:  # fmt: skip
    """Read all rows of a sheet. Every fault is in the result; rows with one are not sound.

    `told` hears now and then how many rows are done.
    """
    reading = Reading(sheet.name, order, ledger, origins=getattr(sheet, "origins", {}))
    header = find_header(sheet.rows, ledger)
    if header is None:
        if any(filled(row.cells) for row in sheet.rows):
            reading.faults.append(_no_header(reading, sheet))
            names.cannot_read(ledger.key)
        return reading
    named = name_columns(sheet.rows[header].cells, ledger)
    reading.head = sheet.rows[header].number
    reading.positions = {name: at for at, name in named.columns.items()}
    below = [row for row in sheet.rows[header + 1 :] if filled(row.cells)]
    reading.faults += [_at_header(reading, sheet.rows[header], said) for said in named.faults]
    reading.faults += _without_heading(reading, sheet.rows[header], below, named)
    reading.rows += [_entries(row, named.columns) for row in below]
    keys: Sequence[str] = getattr(sheet, "keys", ())
    if keys:
        give_numbers(reading, reading.rows, keys, names, town)
    elif ledger.numbers_itself:
        number_the_bare(reading, named, names, town)
    numbered = ledger.numbers_itself or ledger.identity in named.columns.values()
    identify(reading, names, numbered=numbered)
    _complete(reading, named, sheet.rows[header], names)
    present = set(named.columns.values())
    lacking = {column.name for column in named.missing}
    if ledger.numbers_itself:
        lacking -= {ledger.identity}
    for done, one in enumerate(reading.rows):
        if not done % _TOLD_EVERY:
            told(done)
        _read_row(reading, one, present, lacking, names)
        _fit_to_town(reading, one, town, names)
        if one.sound and one.row is not None and not one.row._state.adding:
            _hold_against(reading, one, names)
    return reading


def _complete(reading: Reading, named: Named, header: Any, names: DoubtfulNames) -> None:
    """A required column that lacks is one fault, where any row needs it."""
    ledger = reading.ledger
    new = any(row.row is None or row.row._state.adding for row in reading.rows)
    for column in named.missing:
        if column.name == ledger.identity and ledger.numbers_itself:
            continue
        if new or (column.name == ledger.identity and reading.rows):
            reading.faults.append(_at_header(reading, header, (
                str(column.zh), N_("缺“%(heading)s”这一列。"),
                N_("补上这一列；每行都要填。"), {"heading": column.zh},
            )))  # fmt: skip
            if column.name in (ledger.identity, ledger.title):
                names.cannot_read(ledger.key)


def _at_header(reading: Reading, header: Any, said: Said) -> SheetFault:
    heading, message, hint, params = said
    at = next((at for at, cell in enumerate(header.cells) if normal(cell) == normal(heading)), -1)
    name, at = reading.where(header.number, at)
    row = getattr(header.number, "row", header.number)
    return SheetFault(
        reading.order, name, row, heading, heading,
        in_words(message, params), in_words(hint, params), cell=at, head=row,
        suggestion=str(params.get("near") or ""),
    )  # fmt: skip


def _without_heading(
    reading: Reading, header: Any, below: Sequence[Any], named: Named
) -> list[SheetFault]:
    """Columns with entries but no heading: what stands there would be passed over silently."""
    width = len(header.cells)
    first: dict[int, Any] = {}
    for row in below:
        for position, cell in enumerate(row.cells):
            if (position >= width or position in named.bare) and not is_blank(cell):
                first.setdefault(position, cell)
    return [
        SheetFault(
            reading.order, reading.name, header.number, column_letters(position + 1),
            quoted(cell), in_words(N_("%(letters)s列没有表头，下面却有内容。"),
                                    {"letters": column_letters(position + 1)}),
            in_words(N_("写上表头，或删掉这一列。"), {}),
        )
        for position, cell in sorted(first.items())
    ]  # fmt: skip


def _no_header(reading: Reading, sheet: Any) -> SheetFault:
    first = next(row for row in sheet.rows if filled(row.cells))
    known = "、".join(str(c.zh) for c in reading.ledger.columns)
    return SheetFault(
        reading.order, reading.name, first.number, "", "",
        in_words(N_("找不到表头。"), {}),
        in_words(N_("前10行里要有一行表头，写着：%(known)s。"), {"known": known}),
    )  # fmt: skip


def _entries(row: Any, columns: Mapping[int, str]) -> SheetRow:
    cells = row.cells
    width = len(cells)
    held = {name: cells[at] for at, name in columns.items() if at < width}
    given = {name: cell for name, cell in held.items() if isinstance(cell, Given)}
    entries = held | {name: cell.text or None for name, cell in given.items()}
    return SheetRow(row.number, entries, given=set(given))


def _read_row(
    reading: Reading, row: SheetRow, present: set[str], lacking: set[str], names: DoubtfulNames
) -> None:
    ledger = reading.ledger
    new = row.row is None or row.row._state.adding
    if new and lacking:
        row.sound = False
    for column in ledger.columns:
        name = column.name
        if name == ledger.identity:
            number = getattr(row.row, name)
            if number:
                row.values[name] = number
            continue
        if name not in present or (row.known and name in row.given):
            continue
        cell = row.entries.get(name)
        if row.known and column.type == "place" and not column.required and is_blank(cell):
            continue  # filled from what the row lies at when it came; a record stays where it was
        if cell == entry.MASK:
            if not (new and column.required):
                continue
            cell = None
        try:
            whole(cell)
            row.values[name] = entry.read(column, cell, ledger, names)
        except Complaint as complaint:
            reading.blame(row, name, complaint)


def _fit_to_town(reading: Reading, row: SheetRow, town: str, names: DoubtfulNames) -> None:
    """The town's own sheets carry its code; a code of another town does not belong here."""
    ledger = reading.ledger
    if ledger.key == "kinds":
        row.values["town"] = town
    elif ledger.key == "programmes":
        row.values["place"] = town
    elif ledger.identity == "code" and "code" in row.values:
        code = str(row.values["code"])
        if not code.startswith(town) or (ledger.key == "town" and code != town):
            reading.blame(row, "code", Complaint(
                N_("这个代码不在正在导入的镇（%(town)s）里。"),
                N_("核对代码，或换一个镇导入。"), town=town,
            ))  # fmt: skip
        elif ledger.key == "groups" and len(code) == 14 and code[:12] not in names.places:
            reading.blame(row, "code", Complaint(
                N_("没有代码为%(village)s的村。"), N_("前12位要是本镇一个村的代码，请核对。"),
                village=code[:12],
            ))  # fmt: skip


def _hold_against(reading: Reading, row: SheetRow, names: DoubtfulNames) -> None:
    """A row that differs, while the ledger's has changed since the export, must not overwrite."""
    version = row.entries.get(VERSION)
    held: Any = row.row
    if is_blank(version):
        return
    row.seen = held.version
    if clean_text(text_of(version)) == str(held.version):
        return
    differing = stale.differing(reading.ledger, held, row.values)
    if differing:
        column = reading.ledger.column(differing[0])
        reading.blame(row, column.name, stale.complaint(column, held, row.entries, names))
