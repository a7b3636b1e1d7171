"""Undoing 撤销: an act is taken back by new actions, all of it or nothing (RULES: workbook).

Created → withdrawn, updated → as before with a new version, withdrawn → there again under its
old identity. The undoing is an act itself and can be undone. The trail only grows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jishi.access import ledgers, policy, refusing
from jishi.access.actor import Actor
from jishi.access.acts import (
    BATCH,
    RESTORE,
    WITHDRAW,
    Step,
    facts_at,
    find_last_entries,
    steps,
)
from jishi.access.beside import beside
from jishi.access.following import followers_of, has_moved
from jishi.access.refusing import NotUndone, Refusal
from jishi.access.writing import Draft, Stale, Written, authorise, store, write
from jishi.audit import trail
from jishi.kernel.columns import Ledger
from jishi.kernel.record import facts, row_of
from jishi.kernel.unscoped import rows as all_rows


@dataclass
class _Back:
    """What undoing does to one ledger: rows that go, rows set back (with facts now), rows that
    are there again."""

    gone: list[Any] = field(default_factory=list)
    changed: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    again: list[Any] = field(default_factory=list)

    @property
    def kept(self) -> list[Any]:
        """Rows that stand in the ledger afterwards."""
        return [*(row for row, _before in self.changed), *self.again]


class _OnlyAsked(Exception):
    """Leaves the transaction without keeping anything."""


def undo(act: UUID | str, *, by: Actor) -> Written:
    """Take an act back, as a new act. Raises NotUndone with every reason; nothing is stored then.

    Asked of an undoing this is 重做: what it took back holds again.
    """
    return _twice(lambda: _undo(act, by=by))


def refusals(act: UUID | str, by: Actor) -> list[Refusal]:
    """Why an act cannot be undone now; empty where it can. Nothing is stored."""
    try:
        _undo(act, by=by, dry_run=True)
    except NotUndone as refused:
        return refused.reasons
    except IntegrityError:
        return [_meanwhile()]
    return []


def withdraw(
    ledger: Ledger, taken_out: Sequence[Any], *, by: Actor, seen: dict[Any, int] | None = None
) -> Written:
    """Take mistaken records out of a ledger (撤回). The trail keeps what they said.

    `seen` holds versions by key that the actor had before his eyes. Raises Stale,
    policy.Forbidden, NotUndone where other records lean on them.
    """
    return _twice(lambda: _withdraw(ledger, taken_out, by, seen))


def _twice(take_back: Callable[[], Written]) -> Written:
    """Where somebody took a number or leant on a row between our look and the end: look again.
    Raises NotUndone where that happens twice."""
    try:
        return take_back()
    except IntegrityError:
        pass
    try:
        return take_back()
    except IntegrityError as again:
        raise NotUndone([_meanwhile()]) from again


def _meanwhile() -> Refusal:
    return Refusal(None, "", "", _("刚才有人在改同一批记录，请再试一次。"))


def _withdraw(
    ledger: Ledger, taken_out: Sequence[Any], by: Actor, seen: dict[Any, int] | None
) -> Written:
    with transaction.atomic():
        held = _locked(ledger, [row.pk for row in taken_out])
        for row in taken_out:
            current = held.get(row.pk)
            if current is None or (seen or {}).get(row.pk, current.version) != current.version:
                raise Stale(None, current)  # type: ignore[arg-type]
        back = _Back(gone=list(held.values()))
        authorise(ledger, [(row, None) for row in back.gone], by)
        return _carry_out({ledger.key: back}, by)


def restore(ledger: Ledger, row: Any, version: int, *, by: Actor, seen: int) -> Written:
    """Make a record say again what it said in one of its versions: a change like any other.

    Raises NotUndone where that version cannot be told or no longer fits, Rejected, Stale
    (`seen` is the version the actor had before his eyes), policy.Forbidden.
    """
    told = facts_at(ledger, row.pk, version)
    if told is None:
        why = _("第%(n)s版的内容已经没有了，恢复不了。") % {"n": version}
        raise NotUndone([Refusal(ledger, str(row.pk), str(getattr(row, ledger.identity)), why)])
    then = row_of(ledger.model, {**facts(row), **told})
    _raise_any(refusing.unless_there(ledger, [then]))
    values = {
        column.attname: getattr(then, column.attname)
        for column in ledger.columns
        if column.attname in told
    }
    return write(ledger, [Draft(values, row, seen=seen)], by=by)


def _undo(act: UUID | str, *, by: Actor, dry_run: bool = False) -> Written:
    try:
        with transaction.atomic():
            done = steps(act)
            if not done:
                raise NotUndone([Refusal(None, "", "", _("留痕里没有这一步。"))])
            _find_rows(done)
            find_last_entries(done)
            reasons = list(refusing.at_once(done))
            if reasons:
                raise NotUndone(reasons)
            back = _turned(done)
            _authorise(back, by)
            _raise_any(refusing.unless_free(_kept(back), _touched(back)))
            written = _carry_out(back, by)
            if dry_run:
                raise _OnlyAsked
            return written
    except _OnlyAsked:
        return Written()


def _find_rows(done: list[Step]) -> None:
    for ledger in ledgers.every():
        held = [step for step in done if step.key == ledger.key]
        key = ledger.model._meta.pk
        keys = {step.record: key.to_python(step.record) for step in held}
        found = _locked(ledger, list(keys.values())) if held else {}
        for step in held:
            step.row = found.get(keys[step.record])


def _turned(done: list[Step]) -> dict[str, _Back]:
    """Every step turned round; versions go on."""
    found: dict[str, _Back] = defaultdict(_Back)
    for step in done:
        back, model = found[step.key], step.ledger.model  # type: ignore[union-attr]
        if step.before is None and step.row is not None:
            back.gone.append(step.row)
        elif step.before is not None:
            now = facts(step.row) if step.row is not None else {}
            row = row_of(model, {**now, **step.before})
            row.version = (step.last.version if step.last else 0) + 1
            row._state.adding = step.row is None
            if step.row is None:
                back.again.append(row)
            else:
                back.changed.append((row, now))
    return found


def _authorise(backs: dict[str, _Back], by: Actor) -> None:
    for key, back in backs.items():
        ledger = ledgers.of_key(key)
        changed = [(row, None) for row in [*back.gone, *back.again]]
        try:
            authorise(ledger, [*changed, *back.changed], by)  # type: ignore[arg-type]
        except policy.Forbidden:
            why = _("这张表里有您不能改的记录。")
            raise NotUndone([Refusal(ledger, "", "", why)]) from None


def _carry_out(backs: dict[str, _Back], by: Actor) -> Written:
    """Do it, look whether the ledger then holds together, and tell the trail."""
    result = Written()
    touched = _touched(backs)
    for ledger in ledgers.every():
        gone = backs[ledger.key].gone if ledger.key in backs else []
        for one, row in beside(ledger, [row.pk for row in gone]):
            if row.pk not in touched:  # what lies beside a record goes with it
                backs.setdefault(one.key, _Back()).gone.append(row)
    order = [one for one in ledgers.every() if one.key in backs]
    for ledger in reversed(order):
        gone = backs[ledger.key].gone
        _remove(ledger, [row.pk for row in gone])
        result.withdrawn += gone
        result.changes += [_withdrawal(row) for row in gone]
    touched = _touched(backs)
    for ledger in order:
        back = backs[ledger.key]
        _free_numbers(ledger, back.changed)
        store(ledger, back.again, [row for row, _before in back.changed])
        result.created += back.again
        result.updated += [row for row, _before in back.changed]
        result.changes += [trail.of_row(row, RESTORE, before) for row, before in back.changed]
        result.changes += [trail.of_row(row, RESTORE, None) for row in back.again]
    for ledger in order:
        back = backs[ledger.key]
        moved = {row.pk: row for row, before in back.changed if has_moved(ledger, row, before)}
        for one, row, before in list(followers_of(ledger, moved, apart=touched)):
            store(one, [], [row])
            result.following.append(trail.of_row(row, "update", before))
    _raise_any(
        reason
        for ledger in order
        for reason in refusing.unless_sound(ledger, backs[ledger.key].gone,
                                            backs[ledger.key].kept, by)
    )  # fmt: skip
    changes = [*result.changes, *result.following]
    if changes:
        result.act = trail.append(changes, actor=by.name, origin=by.origin)
    return result


def _withdrawal(row: Any) -> trail.Change:
    return trail.Change(
        chain=row.town or trail.county_chain(), action=WITHDRAW, ledger=row.LEDGER,
        record=str(row.pk), version=row.version + 1, before=facts(row),
    )  # fmt: skip


def _remove(ledger: Ledger, keys: list[Any]) -> None:
    for start in range(0, len(keys), BATCH):
        found = all_rows(ledger.model).filter(pk__in=keys[start:][:BATCH])
        # Past the collector: what leans on the rows is looked for once everything is done.
        found._raw_delete(found.db)  # noqa: SLF001


def _free_numbers(ledger: Ledger, changed: list[tuple[Any, dict[str, Any]]]) -> None:
    """Two rows that take their old numbers back from each other would meet half way."""
    if ledger.identity != "number":
        return
    for row, now in changed:
        if row.number != now["number"]:
            all_rows(ledger.model).filter(pk=row.pk).update(number=f"~{row.pk}")


def _locked(ledger: Ledger, keys: list[Any]) -> dict[Any, Any]:
    wanted = sorted(keys)
    found: dict[Any, Any] = {}
    for start in range(0, len(wanted), BATCH):
        part = all_rows(ledger.model).select_for_update().filter(pk__in=wanted[start:][:BATCH])
        found.update((row.pk, row) for row in part.order_by("pk"))
    return found


def _kept(backs: dict[str, _Back]) -> list[tuple[Ledger, list[Any]]]:
    return [(one, backs[one.key].kept) for one in ledgers.every() if one.key in backs]


def _touched(backs: dict[str, _Back]) -> set[Any]:
    return {row.pk for back in backs.values() for row in [*back.gone, *back.kept]}


def _raise_any(reasons: Iterator[Refusal]) -> None:
    found = list(reasons)
    if found:
        raise NotUndone(found)
