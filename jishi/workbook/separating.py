"""The good rows of a faulty workbook: what can be stored without the bad, and without guessing.

A row that leans on a bad one stays with it, and so on until what is left stands by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jishi.access.actor import Actor
from jishi.kernel.columns import Ledger
from jishi.records.ledgers import LEDGERS
from jishi.values.entries import clean_text, is_blank
from jishi.workbook.headings import find_header, name_columns
from jishi.workbook.importing import Outcome, Progress, import_sheets
from jishi.workbook.placenames import normal
from jishi.workbook.staging import Place, spot, without

_MOST_ROUNDS = 20


@dataclass
class Separation:
    """`bad`: rows with a fault of their own; `leaning`: sound ones that need a bad one.

    `outcome` is what the rest would do; its faults are those of a whole sheet, which no leaving
    out of rows mends: then nothing can be stored.
    """

    bad: set[Place] = field(default_factory=set)
    leaning: set[Place] = field(default_factory=set)
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def out(self) -> set[Place]:
        """All rows that stay out."""
        return self.bad | self.leaning


def _nothing(_sheet: str, _done: int, _of: int) -> None:
    """No progress is shown."""


def separate(
    sheets: Sequence[Any], town: str, *, by: Actor, progress: Progress = _nothing
) -> Separation:
    """Look which rows of a faulty workbook can be stored without the others; stores nothing."""
    found = Separation(outcome=import_sheets(sheets, town, by=by, dry_run=True, progress=progress))
    found.bad = _rows(found.outcome)
    for _round in range(_MOST_ROUNDS):
        if not found.outcome.faults or not _of_rows(found.outcome):
            return found
        found.leaning |= _by_name(sheets, found.out) - found.bad
        part = without(sheets, found.out)
        found.outcome = import_sheets(part, town, by=by, dry_run=True, progress=progress)
        found.leaning |= _rows(found.outcome) - found.bad
    return found


def _rows(outcome: Outcome) -> set[Place]:
    return {(fault.sheet, fault.row) for fault in outcome.faults if fault.row > fault.head > 0}


def _of_rows(outcome: Outcome) -> bool:
    """True where every fault lies in a row of data, not in a heading or a whole sheet."""
    return all(fault.row > fault.head > 0 for fault in outcome.faults)


def _by_name(sheets: Sequence[Any], out: set[Place]) -> set[Place]:
    """Rows that name a kept-out row by its title or number.

    Without this one, the name could be taken for another record's of the same name.
    """
    tables = list(_tables(sheets))
    named_out: dict[str, set[str]] = {}
    for table in tables:
        for name in (table.ledger.title, table.ledger.identity):
            texts = {_entry(row, table.at.get(name)) for place, row in table.rows if place in out}
            named_out.setdefault(table.ledger.key, set()).update(texts - {""})
    return {
        place
        for table in tables
        for column in table.ledger.links()
        for place, row in table.rows
        if _entry(row, table.at.get(column.name)) in named_out.get(column.to, set())
    }


@dataclass
class _Table:
    """A ledger's sheet: where its columns are, and its rows by their place."""

    ledger: Ledger
    at: dict[str, int]
    rows: list[tuple[Place, Any]]


def _tables(sheets: Sequence[Any]) -> Iterator[_Table]:
    for ledger in LEDGERS:
        sheet = next((one for one in sheets if clean_text(one.name) == str(ledger.zh)), None)
        header = find_header(sheet.rows, ledger) if sheet is not None else None
        if sheet is not None and header is not None:
            named = name_columns(sheet.rows[header].cells, ledger).columns
            rows = [(spot(sheet, row), row) for row in sheet.rows[header + 1 :]]
            yield _Table(ledger, {name: at for at, name in named.items()}, rows)


def _entry(row: Any, position: int | None) -> str:
    cell = row.cells[position] if position is not None and position < len(row.cells) else None
    if is_blank(cell) or not isinstance(cell, str | int | float):
        return ""
    return normal(clean_text(cell))
