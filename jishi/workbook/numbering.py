"""Numbers for rows that came without: the record's own where the ledger has it, else a new one.

Which record a row is shows by columns that the clerk chose (his key 凭什么认出). The same file
brought again so finds its records again, and makes none twice.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.access.numbering import Numbers
from jishi.kernel.columns import Ledger
from jishi.values.complaint import Complaint
from jishi.values.entries import date_or_none, is_blank
from jishi.workbook import entry
from jishi.workbook.lookups import Lookups
from jishi.workbook.reading import CellError, FormulaWithoutValue, Undecided


def numbers_for(
    ledger: Ledger,
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    keys: Sequence[str],
    names: Lookups,
    town: str,
) -> list[str | Complaint]:
    """A number for each row, or why it has none; '' where its key cannot be read (told elsewhere).

    `rows` hold the row's number in its sheet, and its entries by column name. Two rows of one
    key, and a key that several records share, are told: which is which is not ours to choose.
    """
    held: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for record in names.records(ledger.key).values():
        own = tuple(_stored(getattr(record, ledger.column(name).attname)) for name in keys)
        held[own].append(getattr(record, ledger.identity))
    numbers = Numbers(ledger, town)
    seen: dict[tuple[Any, ...], int] = {}
    found: list[str | Complaint] = []
    for at, row in rows:
        key = _key(ledger, row, keys, names)
        if key is None:
            found.append("")
        elif all(part in ("", None) for part in key):
            found.append(Complaint(
                N_("认出这一行要凭的几列都空着。"), N_("补上，才能给它编号。")
            ))  # fmt: skip
        elif key in seen:
            found.append(Complaint(
                N_("和第%(row)s行一样，分不清是不是同一条。"),
                N_("删掉一行；若是两条，多选一列来区分。"), row=seen[key],
            ))  # fmt: skip
        elif len(held[key]) > 1:
            found.append(Complaint(
                N_("台账里有%(count)s条和这一行一样，分不清是哪一条。"),
                N_("多选一列来区分，或在表里写上编号：%(numbers)s。"),
                count=len(held[key]), numbers="、".join(sorted(held[key])[:6]),
            ))  # fmt: skip
        elif held[key]:
            found.append(held[key][0])
        else:
            found.append(numbers.next(date_or_none(row.get(ledger.date))))
        if key is not None:
            seen.setdefault(key, at)
    return found


def _key(
    ledger: Ledger, row: Mapping[str, Any], keys: Sequence[str], names: Lookups
) -> tuple[Any, ...] | None:
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
