"""What is kept beside the ledger for all its readers at once: an index of names.

Such a thing cannot be built for each reader, so it is read past the door, and every answer it
gives passes `door.see` before anybody sees it. Private columns never get in: who may not read one
would otherwise learn it by asking. Only `desk.finding` may import this (import-linter).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from jishi.kernel.columns import Ledger
from jishi.kernel.unscoped import rows

_BATCH = 400


def gather(
    ledger: Ledger, town: str, names: Sequence[str], *, newest: int,
    keys: Sequence[str] | None = None,
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """Values of the columns `names` for a town's rows, the newest `newest` of them.

    With `keys` only those rows. Raises ValueError for a private column.
    """
    private = {column.attname for column in ledger.columns if column.private}
    if private & set(names):
        raise ValueError(f"{ledger.key}: private columns are not gathered")
    found = rows(ledger.model).filter(town=town).values_list(*names)
    if keys is None:
        latest = found.order_by(f"-{ledger.date or 'pk'}", "-pk")
        yield from latest[:newest].iterator(2000)
        return
    for start in range(0, len(keys), _BATCH):
        yield from found.filter(pk__in=keys[start:][:_BATCH])
