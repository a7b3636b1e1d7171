"""The one way to write records: rules, policy, version, trail, one transaction.

A form passes one draft, an import thousands; the same code checks, writes and records both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from jishi.access import beside, policy
from jishi.access.actor import Actor
from jishi.access.clashes import overlapping, taken
from jishi.access.days import misdated
from jishi.access.following import followers_of, has_moved
from jishi.audit import trail
from jishi.audit.models import Entry
from jishi.kernel.columns import Fault, Ledger
from jishi.kernel.record import facts, plain
from jishi.kernel.unscoped import rows as all_rows

BATCH = 400


@dataclass
class Draft:
    """What shall be stored: new values by attribute name, onto `row` or a new one.

    `seen` is the version the writer had before his eyes; None means he compared by content.
    `mark` is the caller's own (a sheet row, say) and comes back with each fault.
    """

    values: dict[str, Any]
    row: models.Model | None = None
    seen: int | None = None
    mark: Any = None


class Rejected(Exception):
    """Nothing was stored. `faults` holds (draft, fault) pairs, all of them at once."""

    def __init__(self, faults: Sequence[tuple[Draft, Fault]]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(faults)


class Stale(Exception):
    """The record changed since the writer read it; both versions are at hand, none is lost."""

    def __init__(self, draft: Draft, current: models.Model | None) -> None:
        super().__init__("stale version")
        self.draft, self.current = draft, current


@dataclass
class Written:
    """Outcome: rows created, rows updated, how many stood as they were.

    `changes` tells of these. `following` tells of rows in other ledgers that lie where these
    lie, and moved with them: the agenda with its meeting, a link with its household.
    `withdrawn` are rows that an undoing took out of the ledger.
    `act` is what the trail's entries of this deed share; None where nothing was written.
    """

    created: list[models.Model] = field(default_factory=list)
    updated: list[models.Model] = field(default_factory=list)
    withdrawn: list[models.Model] = field(default_factory=list)
    unchanged: int = 0
    changes: list[trail.Change] = field(default_factory=list)
    following: list[trail.Change] = field(default_factory=list)
    act: UUID | None = None


def write(ledger: Ledger, drafts: Sequence[Draft], *, by: Actor, dry_run: bool = False) -> Written:
    """Store drafts of one ledger and their trail, all or nothing.

    Raises Rejected (with every fault), Stale (a version has passed), policy.Forbidden.
    """
    fresh = [draft.row for draft in drafts if draft.row is not None and not _stored(draft.row)]
    try:
        return _write(ledger, drafts, by=by, dry_run=dry_run)
    except IntegrityError:
        # Somebody took a number between our look and our insert: look again, and name it.
        for row in fresh:
            row._state.adding = True
        return _write(ledger, drafts, by=by, dry_run=dry_run)


def _write(ledger: Ledger, drafts: Sequence[Draft], *, by: Actor, dry_run: bool) -> Written:
    with transaction.atomic():
        written = apply(ledger, drafts, by=by, dry_run=dry_run)
        changes = [*written.changes, *written.following]
        if changes and not dry_run:
            written.act = trail.append(changes, actor=by.name, origin=by.origin)
    return written


def apply(ledger: Ledger, drafts: Sequence[Draft], *, by: Actor, dry_run: bool = False) -> Written:
    """As `write`, inside the caller's transaction and without closing the trail."""
    current = _lock(ledger, drafts)
    result, changed = Written(), []
    faults: list[tuple[Draft, Fault]] = []
    for draft in drafts:
        row, before = _prepare(ledger, draft, current)
        if before is not None and facts(row) == before:
            result.unchanged += 1
            continue
        faults += [(draft, fault) for fault in _settled(ledger, row, before)]
        faults += [(draft, fault) for fault in misdated(ledger, row, before, by.today)]
        changed.append((draft, row, before))
    drafted = [(draft, row) for draft, row, _before in changed]
    faults += taken(ledger, drafted)
    # A row with a fault of its own would clash for the fault's sake.
    faulty = {id(draft) for draft, _fault in faults}
    faults += overlapping(ledger, [pair for pair in drafted if id(pair[0]) not in faulty], by=by)
    if faults:
        raise Rejected(faults)
    authorise(ledger, [(row, before) for _draft, row, before in changed], by)
    _go_on(ledger, [row for _draft, row, before in changed if before is None])
    for _draft, row, before in changed:
        if before is None:
            result.created.append(row)
        else:
            row.version += 1  # type: ignore[attr-defined]
            result.updated.append(row)
        result.changes.append(trail.of_row(row, "update" if before else "create", before))
    moved = {row.pk: row for _draft, row, before in changed if has_moved(ledger, row, before)}
    followers = list(followers_of(ledger, moved))
    result.following = [trail.of_row(row, "update", before) for _one, row, before in followers]
    if not dry_run:
        store(ledger, result.created, result.updated)
        for one in {one.key: one for one, _row, _before in followers}.values():
            store(one, [], [row for other, row, _before in followers if other is one])
    return result


def _lock(ledger: Ledger, drafts: Sequence[Draft]) -> dict[Any, models.Model]:
    # Always in the same order, or two writers of many rows wait for each other forever.
    wanted = sorted(
        draft.row.pk for draft in drafts if draft.row is not None and _stored(draft.row)
    )
    found: dict[Any, models.Model] = {}
    for start in range(0, len(wanted), BATCH):
        part = (
            all_rows(ledger.model)
            .select_for_update()
            .filter(pk__in=wanted[start:][:BATCH])
            .order_by("pk")
        )
        found.update((row.pk, row) for row in part)
    return found


def _prepare(
    ledger: Ledger, draft: Draft, current: dict[Any, models.Model]
) -> tuple[models.Model, dict[str, Any] | None]:
    """The row as it would stand, and its values before (None for a new one)."""
    before: dict[str, Any] | None
    if draft.row is None or not _stored(draft.row):
        row, before = draft.row or ledger.model(), None
    else:
        held = current.get(draft.row.pk)
        if held is None or (draft.seen is not None and draft.seen != held.version):  # type: ignore[attr-defined]
            raise Stale(draft, held)
        row, before = held, facts(held)
    for name, value in draft.values.items():
        setattr(row, name, value)
    if hasattr(ledger.model, "town") and not isinstance(ledger.model.town, property):
        row.town = row.place[:9]  # type: ignore[attr-defined]
    ledger.settle(row)
    return row, before


def _settled(ledger: Ledger, row: models.Model, before: dict[str, Any] | None) -> list[Fault]:
    """What is wrong with a row: the ledger's rules, and two that all ledgers share.

    A row lies somewhere, and a key made of its number stays once given.
    """
    found = ledger.faults(row)
    if not row.place and all(fault.column != "place" for fault in found):  # type: ignore[attr-defined]
        found.append(Fault("place", _("这里不能空着。"), _("填上地方。")))
    key = row._meta.pk.attname
    if before is not None and before[key] != plain(row.pk):
        setattr(row, key, before[key])
        found.append(Fault(ledger.identity, _("编号定了就不能再改。"), _("另加一条，这一条停用。")))
    return found


def _stored(row: models.Model) -> bool:
    return not row._state.adding


def _go_on(ledger: Ledger, created: list[Any]) -> None:
    """A code that is given again after it was withdrawn goes on in its versions.

    The trail tells a record's entries apart by version, and here the code is the record.
    """
    if isinstance(ledger.model._meta.pk, models.UUIDField):
        return
    keys = [str(row.pk) for row in created]
    known: dict[str, int] = {}
    for start in range(0, len(keys), BATCH):
        told = Entry.objects.filter(ledger=ledger.key, record__in=keys[start:][:BATCH])
        known.update(told.values("record").annotate(top=models.Max("version"))
                     .values_list("record", "top"))  # fmt: skip
    for row in created:
        row.version = known.get(str(row.pk), 0) + 1


def authorise(
    ledger: Ledger, changed: Sequence[tuple[models.Model, dict[str, Any] | None]], by: Actor
) -> None:
    """Both the place a record leaves and the one it goes to must be the writer's.

    `changed` holds rows as they shall stand with the facts before, None for what comes or goes.
    Whoever writes through a responsibility link may change what he sees, but not move it.
    Raises policy.Forbidden.
    """
    if by.operator or not changed:
        return
    if ledger.beside:
        asked = [((row.ledger, row.record), row.place) for row, _before in changed]  # type: ignore[attr-defined]
        if {record for record, _place in asked} - beside.reached(by, "write", asked):
            raise policy.Forbidden(f"{ledger.key}.write")
        return
    action = f"{ledger.key}.write"
    held = policy.territories(by, action)
    field_name: str = ledger.model.PLACE_FIELD  # type: ignore[attr-defined]
    beyond = []
    for row, before in changed:
        places = {row.place, *([before[field_name]] if before else [])}  # type: ignore[attr-defined]
        if not all(any(place in territory for territory in held) for place in places):
            if before is None or len(places) > 1:
                raise policy.Forbidden(action)
            beyond.append(row.pk)
    reached = all_rows(ledger.model).filter(policy.condition(by, action, ledger.model))
    for start in range(0, len(beyond), BATCH):
        part = beyond[start:][:BATCH]
        if reached.filter(pk__in=part).count() != len(part):
            raise policy.Forbidden(action)


def store(ledger: Ledger, created: list[models.Model], updated: list[models.Model]) -> None:
    """Put rows into the table as they are: for the writer and for undoing only."""
    manager = all_rows(ledger.model)
    manager.bulk_create(created, batch_size=BATCH)
    if len(updated) == 1:
        updated[0].save(force_update=True)
    elif updated:
        # An upsert by key: many times quicker than one CASE per column and row.
        key = ledger.model._meta.pk.attname
        names = [f.attname for f in ledger.model._meta.concrete_fields if not f.primary_key]
        manager.bulk_create(
            updated, BATCH, update_conflicts=True, unique_fields=[key], update_fields=names
        )
