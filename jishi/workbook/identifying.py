"""Which record a row is: the ledger's by its number, the one that says the same, or a new one."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.values.complaint import Complaint
from jishi.values.entries import clean_text, is_blank
from jishi.workbook import entry, numbering
from jishi.workbook.doubts import DoubtfulNames, neighbours
from jishi.workbook.faults import in_words
from jishi.workbook.headings import Named
from jishi.workbook.rows import Reading, SheetRow, text_of, whole


def identify(reading: Reading, names: DoubtfulNames, *, numbered: bool) -> None:
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
                setattr(row.row, ledger.title, clean_text(text_of(title)))
            names.add_record(ledger, row.row)
        else:
            row.row, row.known = held, True
            if named and clean_text(text_of(title)) != getattr(held, ledger.title):
                names.add_name(ledger.key, clean_text(text_of(title)), held)


def number_the_bare(reading: Reading, named: Named, names: DoubtfulNames, town: str) -> None:
    """Rows of our own sheet that leave their number out: the record's that says the same in all
    that must be filled in, else a new one."""
    held = [row.entries.get(reading.ledger.identity) for row in reading.rows]
    bare = [row for row, cell in zip(reading.rows, held, strict=True) if is_blank(cell)]
    if not bare:
        return
    taken = {clean_text(text_of(cell)) for cell in held if not is_blank(cell)}
    present = set(named.columns.values())
    if reading.origins:  # a clerk's own sheet, laid out as ours: what it has no column for is blank
        present = {name for name in present if any(not is_blank(row.entries[name]) for row in bare)}
    keys = numbering.own_keys(reading.ledger, present)
    give_numbers(reading, bare, keys, names, town, taken=taken, apart=numbering.ITS_NUMBER)
    reading.said.append(in_words(
        N_("“%(sheet)s”有%(n)s行没写编号：必填各栏和台账里都一样的，认作那一条；别的自动编。"),
        {"sheet": reading.name, "n": len(bare)},
    ))  # fmt: skip


def give_numbers(
    reading: Reading, rows: Sequence[SheetRow], keys: Sequence[str], names: DoubtfulNames,
    town: str, **how: Any,
) -> None:  # fmt: skip
    """The numbers of rows that bear none, by what they say; why one has none is told."""
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
        whole(cell)
        return str(entry.read(ledger.column(ledger.identity), cell, ledger, names))
    except Complaint as complaint:
        reading.blame(row, ledger.identity, complaint)
        return ""


def _between(numbers: Sequence[str], position: int) -> set[str]:
    before = numbers[position - 1] if position else ""
    after = numbers[position + 1] if position + 1 < len(numbers) else ""
    return neighbours(before, after)
