"""From the cells of a sheet to drafts: each row's record, each entry, every fault once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Ledger, Text
from jishi.values.complaint import Complaint
from jishi.values.entries import clean_text, is_blank
from jishi.workbook import entry, numbering, stale
from jishi.workbook.doubts import DoubtfulNames, neighbours
from jishi.workbook.faults import SheetFault, in_words, quoted
from jishi.workbook.headings import (
    VERSION,
    Named,
    Said,
    find_header,
    name_columns,
    normal,
)
from jishi.workbook.reading import CellError, FormulaWithoutValue, Given, Undecided
from jishi.workbook.scanning import column_letters

__all__ = ["FILES", "GUIDE", "LISTS", "VERSION", "Reading", "SheetRow", "read_sheet"]

GUIDE, LISTS, FILES = "说明", "选项", "附件"
_TOLD_EVERY = 50  # rows


@dataclass
class SheetRow:
    """A row on its way in: its Excel number, its entries, its record, its values once read.

    `known`: the ledger has the record already.
    `guesses` are the numbers that it may have had, where its own cannot be read. `seen` is the
    ledger's version that its values were held against, where it came with one. `given`: columns
    that the sheet lacks; what was given for them (own.applying) goes to new records only.
    """

    number: int
    entries: dict[str, Any]
    row: models.Model | None = None
    values: dict[str, Any] = field(default_factory=dict)
    sound: bool = True
    known: bool = False
    guesses: set[str] = field(default_factory=set)
    seen: int | None = None
    given: set[str] = field(default_factory=set)


@dataclass
class Reading:
    """A sheet as read: its rows, and what is wrong with it."""

    name: str
    order: int
    ledger: Ledger
    rows: list[SheetRow] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)
    head: int = 0
    positions: dict[str, int] = field(default_factory=dict)  # column → position in the sheet
    origins: Mapping[str, Sequence[int]] = field(default_factory=dict)  # see own.applying
    said: list[str] = field(default_factory=list)  # what was put otherwise than it stands

    def fault(
        self, row: SheetRow | None, column: str, message: Text, hint: Text,
        params: Mapping[str, Any] | None = None,
    ) -> SheetFault:  # fmt: skip
        """The fault of one entry of a row, or of the sheet as a whole."""
        heading, value, lacks = "", "", ""
        known = next((one for one in self.ledger.columns if one.name == column), None)
        if column:
            heading = str(known.zh) if known else column
        if row is not None and column:
            value = quoted(row.entries.get(column))
        number = row.number if row else 0
        name, at = self.where(number, self.positions.get(column, -1))
        if row and known and self.origins and at < 0 and column != self.ledger.identity:
            lacks = column
        return SheetFault(
            self.order, name, getattr(number, "row", number), heading, value,
            in_words(message, params or {}), in_words(hint, params or {}),
            cell=at, head=getattr(self.head, "row", self.head),
            suggestion=_suggestion(hint, params or {}), lacks=lacks,
            choices=tuple(str(zh) for _code, zh in known.choices) if known and lacks else (),
        )  # fmt: skip

    def where(self, number: int, position: int) -> tuple[str, int]:
        """The clerk's own sheet and position of an entry; a mapped sheet has them elsewhere."""
        name = getattr(number, "sheet", self.name)
        if position >= 0 and name in self.origins:
            position = self.origins[name][position]
        return name, position

    def blame(self, row: SheetRow, column: str, complaint: Complaint) -> None:
        """Note what is wrong with one entry of a row, which is then not sound."""
        row.sound = False
        self.faults.append(
            self.fault(row, column, complaint.message, complaint.hint, complaint.params)
        )


def _suggestion(hint: Text, params: Mapping[str, Any]) -> str:
    """The entry that a hint names as the one meant."""
    for name in ("near", "number"):
        if f"%({name})s" in str(hint) and ("最接近" in str(hint) or str(hint) == "改成%(number)s"):
            return str(params.get(name) or "")
    return ""


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
        if any(_filled(row.cells) for row in sheet.rows):
            reading.faults.append(_no_header(reading, sheet))
            names.cannot_read(ledger.key)
        return reading
    named = name_columns(sheet.rows[header].cells, ledger)
    reading.head = sheet.rows[header].number
    reading.positions = {name: at for at, name in named.columns.items()}
    below = [row for row in sheet.rows[header + 1 :] if _filled(row.cells)]
    reading.faults += [_at_header(reading, sheet.rows[header], said) for said in named.faults]
    reading.faults += _without_heading(reading, sheet.rows[header], below, named)
    reading.rows += [_entries(row, named.columns) for row in below]
    keys: Sequence[str] = getattr(sheet, "keys", ())
    if keys:
        _give_numbers(reading, reading.rows, keys, names, town)
    elif ledger.numbers_itself:
        _number_the_bare(reading, named, names, town)
    numbered = ledger.numbers_itself or ledger.identity in named.columns.values()
    _identify(reading, names, numbered=numbered)
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
    first = next(row for row in sheet.rows if _filled(row.cells))
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


def _identify(reading: Reading, names: DoubtfulNames, *, numbered: bool) -> None:
    """Give each row its record: the ledger's by number, or a new one under that number."""
    ledger = reading.ledger
    numbers = [_number(reading, row, names) if numbered else "" for row in reading.rows]
    known = names.records(ledger.key)
    seen: dict[str, int] = {}
    for position, (row, number) in enumerate(zip(reading.rows, numbers, strict=True)):
        title = row.entries.get(ledger.title)
        if is_blank(title) and ledger.column(ledger.title).required:
            names.nameless(ledger.key)
        if number in seen:
            reading.blame(row, ledger.identity, Complaint(
                N_("编号和第%(row)s行重复。"),
                N_("两行是不是同一条？删掉一行，或换个编号。"), row=seen[number],
            ))  # fmt: skip
        if numbered and (not number or number in seen or ledger.identity == "code"):
            row.guesses = _between(numbers, position)
        if not number or number in seen:
            row.sound = False
            row.row = ledger.model()
            names.guess(ledger, row.row, title, row.guesses)
            continue
        seen[number] = row.number
        held = known.get(number)
        named = ledger.column(ledger.title).type == "text" and not is_blank(title)
        if held is None:
            row.row = ledger.model(**{ledger.identity: number})
            if named:
                # Rows of one sheet may name each other (a branch its enterprise).
                setattr(row.row, ledger.title, clean_text(_text(title)))
            names.add_record(ledger, row.row)
        else:
            row.row, row.known = held, True
            if named and clean_text(_text(title)) != getattr(held, ledger.title):
                names.add_name(ledger.key, clean_text(_text(title)), held)


def _number_the_bare(reading: Reading, named: Named, names: DoubtfulNames, town: str) -> None:
    """Rows of our own sheet that leave their number out: the record's that says the same in all
    that must be filled in, else a new one."""
    held = [row.entries.get(reading.ledger.identity) for row in reading.rows]
    bare = [row for row, cell in zip(reading.rows, held, strict=True) if is_blank(cell)]
    if not bare:
        return
    taken = {clean_text(_text(cell)) for cell in held if not is_blank(cell)}
    present = set(named.columns.values())
    if reading.origins:  # a clerk's own sheet, laid out as ours: what it has no column for is blank
        present = {name for name in present if any(not is_blank(row.entries[name]) for row in bare)}
    keys = numbering.own_keys(reading.ledger, present)
    _give_numbers(reading, bare, keys, names, town, taken=taken, apart=numbering.ITS_NUMBER)
    reading.said.append(in_words(
        N_("“%(sheet)s”有%(n)s行没写编号：必填各栏和台账里都一样的，认作那一条；别的自动编。"),
        {"sheet": reading.name, "n": len(bare)},
    ))  # fmt: skip


def _give_numbers(
    reading: Reading, rows: Sequence[SheetRow], keys: Sequence[str], names: DoubtfulNames,
    town: str, **how: Any,
) -> None:  # fmt: skip
    given = numbering.numbers_for(
        reading.ledger, [(row.number, row.entries) for row in rows], keys, names, town, **how
    )
    for row, number in zip(rows, given, strict=True):
        if isinstance(number, Complaint):
            reading.blame(row, keys[0], number)
        known = isinstance(number, str) and number
        row.sound = row.sound and bool(known)
        row.entries[reading.ledger.identity] = known or f"?{int(row.number)}"


def _number(reading: Reading, row: SheetRow, names: DoubtfulNames) -> str:
    """The row's number; '' where it cannot be read, which is then told."""
    ledger = reading.ledger
    try:
        cell = row.entries.get(ledger.identity)
        _whole(cell)
        return str(entry.read(ledger.column(ledger.identity), cell, ledger, names))
    except Complaint as complaint:
        reading.blame(row, ledger.identity, complaint)
        return ""


def _between(numbers: Sequence[str], position: int) -> set[str]:
    before = numbers[position - 1] if position else ""
    after = numbers[position + 1] if position + 1 < len(numbers) else ""
    return neighbours(before, after)


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
            _whole(cell)
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
    if clean_text(_text(version)) == str(held.version):
        return
    differing = stale.differing(reading.ledger, held, row.values)
    if differing:
        column = reading.ledger.column(differing[0])
        reading.blame(row, column.name, stale.complaint(column, held, row.entries, names))


def _whole(cell: Any) -> None:
    """Raise the complaint of a cell that holds no value of its own."""
    if isinstance(cell, FormulaWithoutValue):
        raise Complaint(N_("公式没有存下结果。"), N_("在Excel里打开，算好后保存一次，再导入。"))
    if isinstance(cell, Undecided):
        raise Complaint(cell.message, cell.hint)
    if isinstance(cell, CellError):
        raise Complaint(
            N_("这一格是Excel的错误值%(code)s。"), N_("改好公式，或直接填上值。"), code=cell.code
        )


def _text(cell: Any) -> Any:
    """A cell as text can be made of it; of one without a value nothing."""
    return "" if isinstance(cell, FormulaWithoutValue | CellError | Undecided) else cell


def _filled(cells: Sequence[Any]) -> bool:
    return not all(is_blank(cell) for cell in cells)
