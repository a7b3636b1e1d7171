"""Numbers for rows that came without: the record's own where the ledger has it, else a new one.

Which record a row is shows by columns that the clerk chose (his key 凭什么认出). The same file
brought again so finds its records again, and makes none twice: also those that were edited since
in a column of the key, by what they said when an import had written them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.access.acts import brought
from jishi.access.numbering import Numbers
from jishi.kernel.columns import Column, Ledger
from jishi.values.complaint import Complaint
from jishi.values.entries import date_or_none, is_blank
from jishi.workbook import entry
from jishi.workbook.lookups import Lookups
from jishi.workbook.reading import CellError, FormulaWithoutValue, Undecided

Key = tuple[Any, ...]

#: How two rows alike are told apart: in a clerk's own sheet, and in ours.
ITS_NUMBER = (
    N_("删掉一行；若是两条，各写一个编号来区分。"),
    N_("是其中一条的，写上它的编号：%(numbers)s；是新的，写一个没用过的编号。"),
)
_ANOTHER_COLUMN = (
    N_("删掉一行；若是两条，多选一列来区分。"),
    N_("多选一列来区分，或在表里写上编号：%(numbers)s。"),
)


def numbers_for(
    ledger: Ledger,
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    keys: Sequence[str],
    names: Lookups,
    town: str,
    *,
    taken: Collection[str] = (),
    apart: tuple[str, str] = _ANOTHER_COLUMN,
) -> list[str | Complaint]:
    """A number for each row, or why it has none; '' where its key cannot be read (told elsewhere).

    `rows` hold the row's number in its sheet, and its entries by column name. Two rows of one
    key, and a key that several records share, are told: which is which is not ours to choose.
    `taken` are numbers that other rows of the sheet bear; `apart` says what is done about each of
    the two.
    """
    held = _by_key(ledger, keys, names, taken)
    own = [_key(ledger, row, keys, names) for _at, row in rows]
    held |= _edited_since(ledger, keys, names, held, {key for key in own if key})
    numbers = Numbers(ledger, town)
    numbers.take(*taken)
    seen: dict[Key, int] = {}
    found: list[str | Complaint] = []
    for (at, row), key in zip(rows, own, strict=True):
        if key is None:
            found.append("")
        elif all(part in ("", None) for part in key):
            found.append(Complaint(
                N_("认出这一行要凭的几列都空着。"), N_("补上，才能给它编号。")
            ))  # fmt: skip
        elif key in seen:
            found.append(Complaint(
                N_("和第%(row)s行一样，分不清是不是同一条。"),
                apart[0], row=seen[key],
            ))  # fmt: skip
        elif len(held[key]) > 1:
            found.append(Complaint(
                N_("台账里有%(count)s条和这一行一样，分不清是哪一条。"),
                apart[1],
                count=len(held[key]), numbers="、".join(sorted(held[key])[:6]),
            ))  # fmt: skip
        elif held[key]:
            found.append(held[key][0])
        else:
            found.append(numbers.next(date_or_none(row.get(ledger.date))))
        if key is not None:
            seen.setdefault(key, at)
    return found


def own_keys(ledger: Ledger, present: Collection[str]) -> list[str]:
    """By what a row without a number is found again in our own sheet, of the columns there are:
    all that must be filled in, what it is about, and what else tells two apart."""
    return [
        column.name for column in ledger.columns
        if column.name in present and column.name != ledger.identity
        and (column.required or column.apart or column.instead or column.name == ledger.title)
    ]  # fmt: skip


def _edited_since(
    ledger: Ledger, keys: Sequence[str], names: Lookups,
    held: Mapping[Key, Sequence[str]], wanted: Collection[Key],
) -> dict[Key, list[str]]:  # fmt: skip
    """Numbers of records that answer to a wanted key no longer, but did when an import came.

    A record that another row is by what it says now is that row's.
    """
    lost = {key for key in wanted if key not in held}
    taken = {number for key in wanted for number in held.get(key, ())}
    records = {
        str(record.pk): number for number, record in names.records(ledger.key).items()
        if number not in taken and getattr(record, "version", 1) > 1
    } if lost else {}  # fmt: skip
    found: dict[Key, dict[str, None]] = defaultdict(dict)
    for record, then in brought(ledger, names.town, list(records)):
        key = _held_key(ledger, then, keys)
        if key in lost:
            found[key][records[record]] = None
    return {key: list(numbers) for key, numbers in found.items()}


def _by_key(
    ledger: Ledger, keys: Sequence[str], names: Lookups, taken: Collection[str]
) -> dict[Key, list[str]]:
    """The ledger's numbers by what their records say, those that are taken left out."""
    held: dict[Key, list[str]] = defaultdict(list)
    for record in names.records(ledger.key).values():
        number = getattr(record, ledger.identity)
        if number not in taken:
            held[_held_key(ledger, record, keys)].append(number)
    return held


def _held_key(ledger: Ledger, record: Any, keys: Sequence[str]) -> Key:
    return tuple(_entered(ledger, record, ledger.column(name)) for name in keys)


def _entered(ledger: Ledger, record: Any, column: Column) -> Any:
    """What a sheet holds of a record; a place that came with the household is not written there."""
    if column.instead and getattr(record, ledger.column(column.instead).attname):
        return ""
    return _stored(getattr(record, column.attname))


def _key(ledger: Ledger, row: Mapping[str, Any], keys: Sequence[str], names: Lookups) -> Key | None:
    found = []
    for name in keys:
        cell = row.get(name)
        if isinstance(cell, CellError | FormulaWithoutValue | Undecided):
            return None
        if is_blank(cell):
            found.append("")
            continue
        try:
            found.append(_stored(entry.read(ledger.column(name), cell, ledger, names)))
        except Complaint:
            return None
    return tuple(found)


def _stored(value: Any) -> Any:
    """A value as it is compared: a linked record by its key, nothing as ''."""
    if value is None:
        return ""
    return getattr(value, "pk", value)
