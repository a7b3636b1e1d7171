"""Last choices 最近用过: the records an account last put into a form, first in the next one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.desk.models import RecentChoice
from jishi.kernel.columns import Ledger

KEPT = 5


def remember(
    ledger: Ledger, values: Mapping[str, Any], *, by: Actor,
    before: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Note what the links of a record just stored point to. `values` are by attribute name.

    What stood there `before` (plain values, as the trail has them) was not chosen now.
    """
    if not by.user_id:
        return
    for column in ledger.links():
        key = values.get(column.attname)
        if key and str(key) != (before or {}).get(column.attname):
            RecentChoice.objects.update_or_create(
                owner_id=UUID(by.user_id),
                ledger=column.to,
                record=key,
                defaults={"at": timezone.now()},
            )
            _prune(column.to, by)


def recent(ledger: Ledger, town: str, *, by: Actor) -> list[Any]:
    """The last rows chosen that the account may still see, the latest first; five at most."""
    if not by.user_id:
        return []
    mine = _of(by, ledger.key)
    keys = list(mine.values_list("record", flat=True)[: KEPT * 2])
    rows = see(ledger.model, by=by).filter(town=town).in_bulk(keys)
    return [rows[key] for key in keys if key in rows][:KEPT]


def _prune(ledger: str, by: Actor) -> None:
    # Twice what is shown: some may lie in another town, or be gone from sight.
    mine = _of(by, ledger)
    kept = list(mine.values_list("pk", flat=True)[: KEPT * 2])
    mine.exclude(pk__in=kept).delete()


def _of(by: Actor, ledger: str) -> "QuerySet[RecentChoice]":
    mine = RecentChoice.objects.filter(owner_id=UUID(by.user_id), ledger=ledger)
    return mine.order_by("-at")
