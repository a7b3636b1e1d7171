"""Rows that go where another goes: the agenda with its meeting, a link with its household."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import models

from jishi.access import ledgers
from jishi.access.beside import beside
from jishi.kernel.columns import Ledger
from jishi.kernel.record import facts
from jishi.kernel.unscoped import rows as all_rows

BATCH = 400


def has_moved(ledger: Ledger, row: Any, before: dict[str, Any] | None) -> bool:
    """True where a stored row lay elsewhere before."""
    field_name: str = ledger.model.PLACE_FIELD  # type: ignore[attr-defined]
    return before is not None and before[field_name] != row.place


def followers_of(
    ledger: Ledger, moved: Mapping[Any, models.Model], *, apart: Collection[Any] = ()
) -> Iterator[tuple[Ledger, models.Model, dict[str, Any]]]:
    """Rows of other ledgers that lie where a moved row lies: their ledger's `settle` says so.

    Each comes as it shall stand, its version raised, with its facts before. `apart` holds keys
    of rows that the caller moves himself.
    """
    by_text = {str(key): record for key, record in moved.items()}
    for lying, row in beside(ledger, list(moved)):
        if row.pk not in apart:
            before, record = facts(row), by_text[row.record]
            row.place, row.town = record.place, record.town  # type: ignore[attr-defined]
            row.version += 1
            yield lying, row, before
    wanted = sorted(moved)
    for relation in ledger.model._meta.related_objects:
        one = ledgers.of_model(relation.related_model)
        if one is None:
            continue
        name = relation.field.name
        for start in range(0, len(wanted), BATCH):
            part = {f"{name}__in": wanted[start:][:BATCH]}
            found = all_rows(one.model).select_for_update().filter(**part).order_by("pk")
            for row in found:
                if row.pk in apart:
                    continue
                before = facts(row)
                setattr(row, name, moved[getattr(row, relation.field.attname)])
                one.settle(row)
                if facts(row) != before:
                    row.version += 1  # type: ignore[attr-defined]
                    yield one, row, before
