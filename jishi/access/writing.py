"""The one way to write records: rules, policy, version, trail, one transaction.

A form passes one draft, an import thousands; the same code checks, writes and records both.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.kernel.columns import Fault, Ledger
from jishi.kernel.record import facts
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
    """Outcome: rows created, rows updated, how many stood as they were."""

    created: list[models.Model] = field(default_factory=list)
    updated: list[models.Model] = field(default_factory=list)
    unchanged: int = 0
    changes: list[trail.Change] = field(default_factory=list)


def write(ledger: Ledger, drafts: Sequence[Draft], *, by: Actor, dry_run: bool = False) -> Written:
    """Store drafts of one ledger and their trail, all or nothing.

    Raises Rejected (with every fault), Stale (a version has passed), policy.Forbidden.
    """
    try:
        return _write(ledger, drafts, by=by, dry_run=dry_run)
    except IntegrityError:
        # Somebody took a number between our look and our insert: look again, and name it.
        return _write(ledger, drafts, by=by, dry_run=dry_run)


def _write(ledger: Ledger, drafts: Sequence[Draft], *, by: Actor, dry_run: bool) -> Written:
    with transaction.atomic():
        written = apply(ledger, drafts, by=by, dry_run=dry_run)
        if not dry_run:
            trail.append(written.changes, actor=by.name, origin=by.origin)
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
        found = list(ledger.check(row))
        faults += [(draft, fault) for fault in found]
        changed.append((draft, row, before))
    drafted = [(draft, row) for draft, row, _before in changed]
    faults += _taken(ledger, drafted)
    faults += _clashes(ledger, drafted)
    if faults:
        raise Rejected(faults)
    _authorise(ledger, changed, by)
    for _draft, row, before in changed:
        if before is None:
            result.created.append(row)
        else:
            row.version += 1  # type: ignore[attr-defined]
            result.updated.append(row)
        result.changes.append(trail.of_row(row, "update" if before else "create", before))
    if not dry_run:
        _store(ledger, result)
    return result


def _lock(ledger: Ledger, drafts: Sequence[Draft]) -> dict[Any, models.Model]:
    wanted = [draft.row.pk for draft in drafts if draft.row is not None and _stored(draft.row)]
    found: dict[Any, models.Model] = {}
    for start in range(0, len(wanted), BATCH):
        part = all_rows(ledger.model).select_for_update().filter(pk__in=wanted[start:][:BATCH])
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


def _stored(row: models.Model) -> bool:
    return not row._state.adding


def _authorise(
    ledger: Ledger, changed: list[tuple[Draft, models.Model, dict[str, Any] | None]], by: Actor
) -> None:
    """Both the place a record leaves and the one it goes to must be the writer's.

    Whoever writes through a responsibility link may change what he sees, but not move it.
    """
    if by.operator or not changed:
        return
    action = f"{ledger.key}.write"
    held = policy.territories(by, action)
    known = [row.pk for _draft, row, before in changed if before]
    linked = set(
        all_rows(ledger.model)
        .filter(policy.condition(by, action, ledger.model), pk__in=known[:BATCH])
        .values_list("pk", flat=True)
    )
    for _draft, row, before in changed:
        places = {row.place}  # type: ignore[attr-defined]
        if before:
            places.add(before[ledger.model.PLACE_FIELD])  # type: ignore[attr-defined]
        if row.pk in linked and len(places) == 1:
            continue
        for place in places:
            if not any(place in territory for territory in held):
                raise policy.Forbidden(action)


def _taken(
    ledger: Ledger, drafted: list[tuple[Draft, models.Model]]
) -> list[tuple[Draft, Fault]]:
    """Numbers that another record of the town already has, here or in the ledger."""
    if ledger.identity != "number":
        return []
    holders: dict[tuple[str, str], Any] = {}
    found = []
    numbers = [row.number for _draft, row in drafted]  # type: ignore[attr-defined]
    towns = {row.town for _draft, row in drafted}  # type: ignore[attr-defined]
    for start in range(0, len(numbers), BATCH):
        held = all_rows(ledger.model).filter(town__in=towns, number__in=numbers[start:][:BATCH])
        holders.update(((town, number), pk) for town, number, pk in held.values_list("town", "number", "pk"))
    for draft, row in drafted:
        key = (row.town, row.number)  # type: ignore[attr-defined]
        if holders.setdefault(key, row.pk) != row.pk:
            fault = Fault(
                "number",
                _("编号%(number)s已经用在另一条记录上。"),
                _("换一个编号；若是同一件事，请改那一条。"),
                {"number": key[1]},
            )
            found.append((draft, fault))
    return found


def _clashes(
    ledger: Ledger, drafted: list[tuple[Draft, models.Model]]
) -> list[tuple[Draft, Fault]]:
    """States that cannot hold at once, among the drafts and against the ledger."""
    keyed: dict[Hashable, list[tuple[Draft | None, Any]]] = defaultdict(list)
    for draft, row in drafted:
        for key in ledger.exclusive(row):
            keyed[key].append((draft, row))
    if not keyed:
        return []
    drafted_ids = {row.pk for _draft, row in drafted}
    towns = {row.town for _draft, row in drafted}  # type: ignore[attr-defined]
    for row in all_rows(ledger.model).filter(town__in=towns).iterator(2000):
        if row.pk not in drafted_ids:
            for key in ledger.exclusive(row):
                if key in keyed:
                    keyed[key].append((None, row))
    return [fault for held in keyed.values() for fault in _overlaps(held)]


def _overlaps(held: list[tuple[Draft | None, Any]]) -> Iterable[tuple[Draft, Fault]]:
    held.sort(key=lambda pair: pair[1].since)
    for (draft, row), (next_draft, next_row) in zip(held, held[1:], strict=False):
        if row.until is None or next_row.since < row.until:
            blamed = next_draft or draft
            if blamed is None:
                continue
            other = row if next_draft else next_row
            yield (
                blamed,
                Fault(
                    "since",
                    _("与编号%(number)s同时在任，两条不能并存（对方%(since)s起%(until)s）。"),
                    _("先给前一条填上结束之日，或核对开始之日。"),
                    {
                        "number": other.number,
                        "since": _day(other.since),
                        "until": f"，{_day(other.until)}止" if other.until else "，至今",
                    },
                ),
            )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _store(ledger: Ledger, result: Written) -> None:
    manager = all_rows(ledger.model)
    manager.bulk_create(result.created, batch_size=BATCH)
    if len(result.updated) == 1:
        result.updated[0].save(force_update=True)
    elif result.updated:
        # An upsert by key: many times quicker than one CASE per column and row.
        key = ledger.model._meta.pk.attname  # type: ignore[union-attr]
        names = [f.attname for f in ledger.model._meta.concrete_fields if not f.primary_key]
        manager.bulk_create(
            result.updated, BATCH, update_conflicts=True, unique_fields=[key], update_fields=names
        )
