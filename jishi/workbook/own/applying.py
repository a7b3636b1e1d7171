"""From a clerk's sheet and its map to a sheet with our headings, as the importer reads it.

Cells go over as they are; what is put otherwise (a unit spelled out, a merged cell filled down,
同上, a dash for nothing) is told in `said`, so that nothing is changed silently.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Column, Ledger
from jishi.records.ledgers import BY_KEY
from jishi.values.entries import (
    is_blank,
)
from jishi.workbook import staging
from jishi.workbook.own.cells import Changes, plain, value_of
from jishi.workbook.own.guessing import all_headings
from jishi.workbook.own.layout import Left, Table, shown, table
from jishi.workbook.own.mapping import SheetMap
from jishi.workbook.reading import Cell, Given, Row, Sheet, Undecided


class Spot(int):
    """A row's number in its own sheet, ordered among the rows of several sheets."""

    sheet: str
    row: int
    several: bool

    def __new__(cls, sheet: str, row: int, rank: int = 0, *, several: bool = False) -> Self:
        made = super().__new__(cls, rank * 2_000_000 + row)
        made.sheet, made.row, made.several = sheet, row, several
        return made

    def __str__(self) -> str:
        return f"{self.row}（{self.sheet}）" if self.several else str(self.row)


@dataclass
class MappedSheet:
    """A sheet with our headings.

    `origins`: by the clerk's sheet, position here → position there, -1 where it has none.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    origins: dict[str, list[int]] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


@dataclass
class Applied:
    """The sheets for the importer; rows left out by sheet; what was put otherwise, with counts."""

    sheets: list[MappedSheet] = field(default_factory=list)
    left: list[tuple[str, Left]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    headings: dict[str, list[str]] = field(default_factory=dict)


def apply(
    sheets: Sequence[Sheet], maps: Sequence[SheetMap],
    entered: Mapping[staging.Cell, str] | None = None,
) -> Applied:  # fmt: skip
    """Read every mapped sheet; `entered` goes into columns that a sheet lacks.

    Raises Complaint where a sheet holds several tables.
    """
    result = Applied()
    by_name = {sheet.name: sheet for sheet in sheets}
    wanted = [one for one in maps if one.ledger and one.sheet in by_name]
    counts: Counter[str] = Counter(one.ledger for one in wanted)
    made: dict[str, MappedSheet] = {}
    for rank, one in enumerate(wanted):
        found = table(by_name[one.sheet], one.first, one.last, dict.fromkeys(all_headings()))
        result.headings[one.sheet] = found.headings
        result.left += [(one.sheet, left) for left in found.left]
        ledger = BY_KEY[one.ledger]
        several = counts[one.ledger] > 1
        names = _columns(one, ledger)
        sheet = made.get(one.ledger)
        if sheet is None:
            sheet = made[one.ledger] = MappedSheet(str(ledger.zh), keys=_keys(one))
            sheet.rows.append(_headings(ledger, one, several=several))
        sheet.origins[one.sheet] = [
            next((at for at, name in one.columns.items() if name == column.name), -1)
            for column in ledger.columns
        ]
        rows = _rows(found, one, names, result.said, entered or {})
        for number, cells in rows:
            sheet.rows.append(Row(Spot(one.sheet, number, rank, several=several), cells))
    result.sheets = list(made.values())
    return result


def _keys(one: SheetMap) -> tuple[str, ...]:
    """The clerk's, and the place given for the whole sheet: another village's are not these rows.

    Without it two villages' party days of one date would be taken for the same.
    """
    apart = one.keys and one.defaults.get("place") and "place" not in one.keys
    return (*one.keys, "place") if apart else tuple(one.keys)


def _headings(ledger: Ledger, one: SheetMap, *, several: bool) -> Row:
    cells: list[Cell] = [str(column.zh) for column in ledger.columns]
    return Row(Spot(one.sheet, one.last, several=several), cells)


def _columns(one: SheetMap, ledger: Ledger) -> list[tuple[Column, list[int]]]:
    return [
        (column, sorted(at for at, name in one.columns.items() if name == column.name))
        for column in ledger.columns
    ]


def _rows(
    found: Table, one: SheetMap, names: Sequence[tuple[Column, list[int]]], said: list[str],
    entered: Mapping[staging.Cell, str],
) -> list[tuple[int, list[Cell]]]:  # fmt: skip
    made: list[tuple[int, list[Cell]]] = []
    changes = Changes()
    above: dict[int, Cell] = {}
    mapped = set(one.columns)
    for row in found.rows:
        cells = dict(enumerate(row.cells))
        if all(is_blank(cells.get(at)) for at in mapped):
            changes["bare"] += 1
            continue
        for at in mapped:
            cells[at] = plain(cells.get(at), above.get(at), changes)
            above[at] = cells[at]
        changes["filled"] += sum((row.number, at) in found.filled for at in mapped)
        values = []
        for column, positions in names:
            if positions:
                held = [cells.get(at) for at in positions]
                amount = column.type in ("money", "int")
                if amount and (row.number, positions[0]) in found.shared:
                    values.append(_shared(held[0]))
                else:
                    values.append(value_of(column, held, one, changes))
            else:
                own = entered.get((one.sheet, row.number, column.name))
                values.append(own or Given(one.defaults.get(column.name, "")))
        _without_day(values, names, changes)
        made.append((row.number, values))
    said += _told(one, changes)
    return made


def _without_day(
    values: list[Cell], names: Sequence[tuple[Column, list[int]]], changes: Counter[str]
) -> None:
    """What was given for all rows about their end is not said of a row that has not ended."""
    at = {column.name: position for position, (column, _held) in enumerate(names)}
    for position, (column, _held) in enumerate(names):
        given = values[position]
        if column.dated and isinstance(given, Given) and given.text:
            day = values[at[column.dated]]
            if is_blank(day.text if isinstance(day, Given) else day):
                values[position] = Given()
                changes["open"] += 1


def _shared(cell: Cell) -> Cell:
    """An amount in a cell merged over several rows: whose it is, or how it parts, is not said."""
    return Undecided(
        N_("这个数填在几行合并的格里，不知道各行是多少。"), N_("拆开合并格，每行填各自的数。"),
        shown(cell),
    )  # fmt: skip


def _read_as(examples: Mapping[str, str]) -> str:
    said = _("“%(text)s”读作%(value)s")
    return "、".join(said % {"text": text, "value": value} for text, value in examples.items())


def _told(one: SheetMap, changes: Changes) -> list[str]:
    said = {
        "filled": _("“%(sheet)s”有%(n)s格是合并格，按合并的内容填到每一行。"),
        "ditto": _("“%(sheet)s”有%(n)s格写的是“同上”，按上一行填。"),
        "nothing": _("“%(sheet)s”有%(n)s格写的是横杠或斜杠，当作空着。"),
        "spaced": _("“%(sheet)s”有%(n)s个名字中间的空格去掉了。"),
        "ends": _("“%(sheet)s”有%(n)s个截止日当天还算，存成下一天（当日不计）。"),
        "open": _("“%(sheet)s”有%(n)s行还没有结束的日期，给整张表选的结果没有填进去。"),
        "bare": _("“%(sheet)s”有%(n)s行要导入的列全空着，没有读。"),
        "worded": _("“%(sheet)s”有%(n)s格的数写成汉字或带着字，读成了数：%(examples)s。"),
        "yearless": _("“%(sheet)s”有%(n)s个日期没写年份，按%(year)s年读：%(examples)s。"),
    }
    found = [
        text
        % {
            "sheet": one.sheet,
            "n": changes[name],
            "year": one.year,
            "examples": _read_as(changes.examples.get(name, {})),
        }
        for name, text in said.items()
        if changes[name]
    ]
    return found + [
        _("“%(sheet)s”的金额以%(unit)s为单位，已换成元。") % {"sheet": one.sheet, "unit": unit}
        for unit in sorted({unit for unit in one.units.values() if unit != "元"})
    ]
