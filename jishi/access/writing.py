"""The one way to write records: rules, policy, version, trail, one transaction.

A form passes one draft, an import thousands; the same code checks, writes and records both.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.kernel.columns import Fault, Ledger
from jishi.kernel.record import facts, plain
from jishi.kernel.unscoped import rows as all_rows
from jishi.places.models import TownLedger

BATCH = 400

_LEDGERS: dict[type[models.Model], Ledger] = {}


def register(ledgers: Iterable[Ledger]) -> None:
    """Say which ledger a model's rows are kept in, so that rows follow what they lie at."""
    _LEDGERS.update((ledger.model, ledger) for ledger in ledgers)


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
    `act` is what the trail's entries of this deed share; None where nothing was written.
    """

    created: list[models.Model] = field(default_factory=list)
    updated: list[models.Model] = field(default_factory=list)
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
        changed.append((draft, row, before))
    drafted = [(draft, row) for draft, row, _before in changed]
    faults += _taken(ledger, drafted)
    # A row with a fault of its own would clash for the fault's sake.
    faulty = {id(draft) for draft, _fault in faults}
    faults += _clashes(ledger, [pair for pair in drafted if id(pair[0]) not in faulty])
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
    followers = list(_followers(ledger, changed))
    result.following = [trail.of_row(row, "update", before) for _one, row, before in followers]
    if not dry_run:
        _store(ledger, result.created, result.updated)
        for one in {one.key: one for one, _row, _before in followers}.values():
            _store(one, [], [row for other, row, _before in followers if other is one])
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
    found = list(ledger.check(row))
    if not row.place and all(fault.column != "place" for fault in found):  # type: ignore[attr-defined]
        found.append(Fault("place", _("这里不能空着。"), _("填上地方。")))
    key = row._meta.pk.attname
    if before is not None and before[key] != plain(row.pk):
        setattr(row, key, before[key])
        found.append(Fault(ledger.identity, _("编号定了就不能再改。"), _("另加一条，这一条停用。")))
    return found


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
    field_name: str = ledger.model.PLACE_FIELD  # type: ignore[attr-defined]
    beyond = []
    for _draft, row, before in changed:
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


def _taken(ledger: Ledger, drafted: list[tuple[Draft, models.Model]]) -> list[tuple[Draft, Fault]]:
    """Numbers that another record of the town already has, here or in the ledger."""
    towns = {row.town for _draft, row in drafted}  # type: ignore[attr-defined]
    numbers = [getattr(row, ledger.identity) for _draft, row in drafted]
    holders: dict[tuple[str, str], Any] = {}
    for start in range(0, len(numbers), BATCH):
        part = {f"{ledger.identity}__in": numbers[start:][:BATCH]}
        if ledger.identity == "number":
            part["town__in"] = towns  # type: ignore[assignment]
        for held in all_rows(ledger.model).filter(**part):
            holders[held.town, getattr(held, ledger.identity)] = held.pk  # type: ignore[attr-defined]
    found = []
    for draft, row in drafted:
        number = getattr(row, ledger.identity)
        # Where the number is the key, a new row is not the one that has it already.
        own: Any = row.pk if _stored(row) or ledger.identity == "number" else ("new", id(row))
        if holders.setdefault((row.town, number), own) != own:  # type: ignore[attr-defined]
            fault = Fault(
                ledger.identity,
                _("编号%(number)s已经用在另一条记录上。"),
                _("换一个编号；若是同一件事，请改那一条。"),
                {"number": number},
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
    # Two writers who look at once would each find the seat free: one waits for the other.
    list(TownLedger.objects.select_for_update().filter(code__in=towns).order_by("code"))
    for row in all_rows(ledger.model).filter(town__in=towns).iterator(2000):
        if row.pk not in drafted_ids:
            for key in ledger.exclusive(row):
                if key in keyed:
                    keyed[key].append((None, row))
    found: dict[int, tuple[Draft, Fault]] = {}
    for held in keyed.values():
        for draft, fault in _overlaps(held):
            # The same two rows may clash as one person and as one seat: told once.
            found.setdefault(id(draft), (draft, fault))
    return list(found.values())


def _overlaps(held: list[tuple[Draft | None, Any]]) -> Iterable[tuple[Draft, Fault]]:
    held.sort(key=lambda pair: (pair[1].since, pair[1].number))
    last_draft, last = held[0]
    for draft, row in held[1:]:
        if last.until is None or row.since < last.until:
            if draft is not None:
                yield draft, _clash(last)
            elif last_draft is not None:
                yield last_draft, _clash(row)
        if last.until is not None and (row.until is None or row.until > last.until):
            last_draft, last = draft, row


def _clash(other: Any) -> Fault:
    return Fault(
        "since",
        _("与编号%(number)s时间重叠，两条不能并存（对方%(since)s起%(until)s）。"),
        _("先给前一条填上结束之日，或核对开始之日。"),
        {
            "number": other.number,
            "since": _day(other.since),
            "until": f"，{_day(other.until)}止" if other.until else "，至今",
        },
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _followers(
    ledger: Ledger, changed: list[tuple[Draft, models.Model, dict[str, Any] | None]]
) -> Iterable[tuple[Ledger, models.Model, dict[str, Any]]]:
    """Rows of other ledgers that lie where a moved row lies: their ledger's `settle` says so."""
    field_name: str = ledger.model.PLACE_FIELD  # type: ignore[attr-defined]
    moved = {
        row.pk: row
        for _draft, row, before in changed
        if before is not None and before[field_name] != row.place  # type: ignore[attr-defined]
    }
    wanted = sorted(moved)
    for relation in ledger.model._meta.related_objects:
        one = _LEDGERS.get(relation.related_model)
        if one is None:
            continue
        name = relation.field.name
        for start in range(0, len(wanted), BATCH):
            part = {f"{name}__in": wanted[start:][:BATCH]}
            found = all_rows(one.model).select_for_update().filter(**part).order_by("pk")
            for row in found:
                before = facts(row)
                setattr(row, name, moved[getattr(row, relation.field.attname)])
                one.settle(row)
                if facts(row) != before:
                    row.version += 1  # type: ignore[attr-defined]
                    yield one, row, before


def _store(ledger: Ledger, created: list[models.Model], updated: list[models.Model]) -> None:
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
