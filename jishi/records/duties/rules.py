"""What a responsibility must satisfy, and which place it sits on."""

from collections.abc import Hashable, Iterator
from typing import Any

from jishi.kernel.columns import Fault
from jishi.records.columns import interval, placed


def settle_link(row: Any) -> None:
    """A link to one household sits where the household is."""
    if row.household_id:
        row.place = row.household.place
        row.town = row.place[:9]


def link(row: Any) -> Iterator[Fault]:
    """Intervals run forward; guidance goes to a village."""
    yield from interval(row)
    yield from placed(row)


def one_link(row: Any) -> Iterator[Hashable]:
    """The same person is not linked twice at once, in one role, to one place or household."""
    yield (row.kind, row.holder_id, row.place, row.household_id)
