"""Acts 办过的事: what one deed did to which records, as the trail tells it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from jishi.access import ledgers, policy
from jishi.access.actor import Actor
from jishi.access.beside import reached
from jishi.access.door import in_place, see
from jishi.audit.models import Entry
from jishi.audit.trail import digest
from jishi.kernel.columns import Ledger
from jishi.kernel.record import facts, row_of
from jishi.kernel.unscoped import rows as all_rows
from jishi.places import tree

BATCH = 400
#: What an undoing and a doing again leave in the trail.
WITHDRAW, RESTORE = "withdraw", "restore"
BACK = frozenset({WITHDRAW, RESTORE})
Facts = dict[str, Any] | None


@dataclass
class Step:
    """What an act did to one record: its facts before and after, None where it was not there.

    `row` is the stored row and `last` the record's last entry, as they are now. `erased` says
    that procedure took the values away, `sound` that they agree with their digests.
    """

    ledger: Ledger | None
    key: str
    record: str
    before: Facts
    after: Facts
    act: str
    erased: bool = False
    sound: bool = True
    action: str = ""
    row: Any = None
    last: Entry | None = None

    @property
    def number(self) -> str:
        """The record's number, as it was last told."""
        told = self.after or self.before or {}
        return str(told.get(self.ledger.identity if self.ledger else "number", ""))

    @property
    def stands(self) -> bool:
        """True where the record still says what the act left it saying, versions aside."""
        if self.row is None or self.after is None:
            return self.row is None and self.after is None
        now = facts(self.row)
        return all(
            now[name] == self.after.get(name, now[name]) for name in now.keys() - {"version"}
        )


def steps(act: UUID | str) -> list[Step]:
    """What an act did, record by record, in the order of the trail."""
    found: dict[tuple[str, str], Step] = {}
    entries = Entry.objects.filter(act=str(act)).exclude(before="", after="")
    for entry in entries.select_related("values_row").order_by("version", "at", "seq"):
        values = entry.values_row
        before, after = _told(values.before), _told(values.after)
        known = found.get((entry.ledger, entry.record))
        step = Step(
            ledgers.of_key(entry.ledger), entry.ledger, entry.record,
            known.before if known else before, after, entry.act,
            values.erased_by is not None or (known is not None and known.erased),
            _agrees(entry) and (known is None or known.sound), entry.action,
        )  # fmt: skip
        found[entry.ledger, entry.record] = step
    return list(found.values())


def taken_out(ledger: Ledger, record: str) -> tuple[Step, Entry] | None:
    """The last step of a record and its entry, where that took it out of the ledger; else None."""
    told = Entry.objects.filter(ledger=ledger.key, record=record).exclude(before="", after="")
    entry = told.select_related("values_row").order_by("version", "at", "seq").last()
    if entry is None or entry.after or not entry.act:
        return None
    before = _told(entry.values_row.before)
    return Step(ledger, ledger.key, record, before, None, entry.act), entry


def by_ledger(act: UUID | str) -> list[tuple[Ledger, int]]:
    """How many records of each ledger an act touched, in the order of the ledgers."""
    told = Entry.objects.filter(act=str(act)).exclude(before="", after="")
    counts = told.values_list("ledger").annotate(models.Count("record", distinct=True))
    held = dict(counts.order_by("ledger"))
    return [(one, held[one.key]) for one in ledgers.every() if one.key in held]


def find_last_entries(done: Sequence[Step]) -> None:
    """Set each step's `last`."""
    found: dict[tuple[str, str], Entry] = {}
    for key in sorted({step.key for step in done}):
        records = [step.record for step in done if step.key == key]
        for start in range(0, len(records), BATCH):
            told = Entry.objects.filter(ledger=key, record__in=records[start:][:BATCH])
            for entry in told.exclude(before="", after="").order_by("version", "at", "seq"):
                found[key, entry.record] = entry
    for step in done:
        step.last = found.get((step.key, step.record))


def seen_by(by: Actor, done: Sequence[Step], place: str, on: date) -> list[Step]:
    """Steps whose record the actor may see at or below a place, each with its `row`.

    A record that is gone is his to see where it lay in his territory; of rows that exist the
    door alone decides.
    """
    here = by.territory(place) if on == by.today else tree.territory(place, on)
    kept: list[Step] = []
    for ledger in ledgers.every():
        held = [step for step in done if step.key == ledger.key]
        if held and ledger.beside:
            kept += _beside(by, held, here)
            continue
        if not held or not policy.allows(by, f"{ledger.key}.view"):
            continue
        key = ledger.model._meta.pk
        keys = {step.record: key.to_python(step.record) for step in held}
        seen = _rows(in_place(see(ledger.model, by=by), place, on), list(keys.values()))
        there = _rows(all_rows(ledger.model), list(keys.values()))
        mine = policy.territories(by, f"{ledger.key}.view")
        for step in held:
            step.row = seen.get(keys[step.record])
            gone = keys[step.record] not in there
            lay = str((step.after or step.before or {}).get(ledger.model.PLACE_FIELD, ""))  # type: ignore[attr-defined]
            if step.row is not None or (gone and lay in here and any(lay in one for one in mine)):
                kept.append(step)
    return kept


def _beside(by: Actor, held: list[Step], here: tree.Territory) -> list[Step]:
    told = [(step, step.after or step.before or {}) for step in held]
    told = [(step, say) for step, say in told if say.get("place", "") in here]
    asked = [((say["ledger"], say["record"]), say["place"]) for _step, say in told]
    mine = reached(by, "view", asked)
    return [step for step, say in told if (say["ledger"], say["record"]) in mine]


def _rows(found: "models.QuerySet[Any]", keys: list[Any]) -> dict[Any, Any]:
    held: dict[Any, Any] = {}
    for start in range(0, len(keys), BATCH):
        held.update((row.pk, row) for row in found.filter(pk__in=keys[start:][:BATCH]))
    return held


def facts_at(ledger: Ledger, key: Any, version: int) -> Facts:
    """What a record said in one of its versions; None where that was erased or never was."""
    told = Entry.objects.filter(ledger=ledger.key, record=str(key), version=version)
    entry = told.exclude(after="").select_related("values_row").order_by("at", "seq").last()
    return _told(entry.values_row.after) if entry is not None and _agrees(entry) else None


def brought(ledger: Ledger, town: str, records: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Record and what it said when an import had written it, as a row that is not stored."""
    for start in range(0, len(records), BATCH):
        told = Entry.objects.filter(
            chain=town, ledger=ledger.key, record__in=records[start:][:BATCH], origin="import"
        ).exclude(values_row__after="")
        for entry in told.order_by("seq").select_related("values_row"):
            if _agrees(entry):
                yield entry.record, row_of(ledger.model, json.loads(entry.values_row.after))


def _agrees(entry: Entry) -> bool:
    """What somebody wrote into the trail's values must not come into the ledger by an undoing."""
    values = entry.values_row
    return digest(values.salt, values.before) == entry.before and (
        digest(values.salt, values.after) == entry.after
    )


def _told(text: str) -> Facts:
    return json.loads(text) if text else None
