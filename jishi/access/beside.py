"""Rows that lie beside a record of any ledger (attachments): reached as the record is reached."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jishi.access import ledgers, policy
from jishi.access.actor import Actor
from jishi.kernel.columns import Ledger
from jishi.kernel.unscoped import rows as all_rows

BATCH = 400
Record = tuple[str, str]  # ledger and key, as text


def reached(by: Actor, to: str, asked: Iterable[tuple[Record, str]]) -> set[Record]:
    """Which records the actor may do `to` (view, write) on, each asked with its place.

    A record that is gone is reached where it lay in his territory.
    """
    by_ledger: dict[str, dict[str, str]] = defaultdict(dict)
    for (key, record), place in asked:
        by_ledger[key][record] = place
    found: set[Record] = set()
    for key, places in by_ledger.items():
        ledger, action = ledgers.of_key(key), f"{key}.{to}"
        if ledger is None or not policy.allows(by, action):
            continue
        there = _keys(all_rows(ledger.model), ledger, places)
        mine = all_rows(ledger.model).filter(policy.condition(by, action, ledger.model))
        found |= {(key, record) for record in _keys(mine, ledger, places)}
        held = policy.territories(by, action)
        found |= {
            (key, record) for record, place in places.items()
            if record not in there and any(place in territory for territory in held)
        }  # fmt: skip
    return found


def beside(ledger: Ledger, keys: Sequence[Any]) -> Iterator[tuple[Ledger, Any]]:
    """Stored rows that lie beside records of a ledger, locked."""
    for one in ledgers.every():
        if not one.beside:
            continue
        for start in range(0, len(keys), BATCH):
            part = [str(key) for key in keys[start:][:BATCH]]
            found = all_rows(one.model).select_for_update()
            for row in found.filter(ledger=ledger.key, record__in=part).order_by("pk"):
                yield one, row


def astray(stored: Sequence[Any]) -> list[Any]:
    """Rows beside a record that is not there (any more)."""
    lost = []
    for row in stored:
        one = ledgers.of_key(row.ledger)
        if one is None or not _keys(all_rows(one.model), one, [row.record]):
            lost.append(row)
    return lost


def _keys(found: Any, ledger: Ledger, records: Iterable[str]) -> set[str]:
    key = ledger.model._meta.pk
    wanted = [key.to_python(record) for record in records]
    held: set[str] = set()
    for start in range(0, len(wanted), BATCH):
        part = found.filter(pk__in=wanted[start:][:BATCH]).values_list("pk", flat=True)
        held.update(str(one) for one in part)
    return held
