"""Why an act cannot be undone, in words, record by record."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.acts import BACK, BATCH, Step
from jishi.access.clashes import overlapping, taken
from jishi.access.door import see
from jishi.access.leaning import leaning, missing
from jishi.access.models import Grant, User
from jishi.audit.models import Entry
from jishi.kernel.columns import Fault, Ledger


@dataclass(frozen=True)
class Refusal:
    """One reason: of which record (ledger, key, number; all empty for the act itself), and why."""

    ledger: Ledger | None
    record: str
    number: str
    why: str

    def __str__(self) -> str:
        if self.ledger is None:
            return self.why
        return _("“%(ledger)s”%(number)s：%(why)s") % {
            "ledger": self.ledger.zh, "number": self.number, "why": self.why,
        }  # fmt: skip


class NotUndone(Exception):
    """Nothing was stored; `reasons` holds all of them."""

    def __init__(self, reasons: list[Refusal]) -> None:
        super().__init__("；".join(str(reason) for reason in reasons[:3]))
        self.reasons = reasons


def at_once(done: Sequence[Step]) -> Iterator[Refusal]:
    """What trail and rows alone tell: changed since, values erased, not a change of a ledger.

    A record that was changed and set back since says what it said, and does not stand in the way.
    """
    if _undone_already(done):
        back = all(step.action in BACK for step in done)
        why = _("这一步退回去的已经又放回来了。") if back else _("这一步已经撤销过了。")
        yield Refusal(None, "", "", why)
        return
    actors = {step.last.actor for step in done if step.last is not None}
    names = dict(User.objects.filter(username__in=actors).values_list("username", "name"))
    for step in done:
        if step.ledger is None:
            yield Refusal(None, step.record, "", _("这一步不是台账的改动，不能在这里撤销。"))
        elif step.erased:
            yield _of(step, _("改动前的内容已按规定抹去，恢复不了。"))
        elif not step.sound or step.last is None:
            yield _of(step, _("台账里的这一条和留痕对不上，请先核对留痕。"))
        elif not step.stands and step.last.act != step.act:
            yield _of(step, _changed_since(step.last, names))
        elif not step.stands:
            yield _of(step, _("台账里的这一条和留痕对不上，请先核对留痕。"))


def unless_free(
    kept: Sequence[tuple[Ledger, list[Any]]], apart: Collection[Any]
) -> Iterator[Refusal]:
    """Numbers that were given to another record meanwhile."""
    for ledger, rows in kept:
        for row, fault in taken(ledger, [(row, row) for row in rows], apart=apart):
            yield _told(ledger, row, fault)


def unless_sound(
    ledger: Ledger, gone: Sequence[Any], kept: Sequence[Any], by: Actor
) -> Iterator[Refusal]:
    """What would not hold together: others lean on what went, what stands breaks a rule."""
    held = list(leaning(ledger, gone))
    seen = _visible(held, by)
    for row, one, other in held:
        known = one is not None and (one.key, other.pk) in seen
        yield _row(ledger, row, _leans(one, other) if known else _out_of_sight(other))
    astray = list(unless_there(ledger, kept))
    yield from astray
    lost = {reason.record for reason in astray}
    sound = [row for row in kept if str(row.pk) not in lost]
    for row in sound:
        for fault in ledger.faults(row):
            yield _told(ledger, row, fault)
    for row, fault in overlapping(ledger, [(row, row) for row in sound], by=by):
        yield _told(ledger, row, fault)


def unless_there(ledger: Ledger, kept: Sequence[Any]) -> Iterator[Refusal]:
    """What rows point to and is no longer in the ledger."""
    for row, column in missing(ledger, kept):
        why = _("这一条原来填的“%(column)s”已经不在台账里。") % {"column": ledger.column(column).zh}
        yield _row(ledger, row, why)


def _leans(one: Ledger | None, other: Any) -> str:
    return _("“%(ledger)s”%(number)s还用着这一条，先改那边。") % {
        "ledger": one.zh if one else "", "number": getattr(other, one.identity if one else "pk"),
    }  # fmt: skip


def _out_of_sight(other: Any) -> str:
    """What leans and is no record in sight; whose account it is, the administrator knows."""
    if isinstance(other, Grant):
        return _("有账号以他为本人（网格员、联村干部），请管理员先收回那个角色。")
    return _("还有别的记录用着这一条。")


def _visible(held: Sequence[tuple[Any, Ledger | None, Any]], by: Actor) -> set[tuple[str, Any]]:
    """Which of the leaning rows the actor may be told about."""
    found: set[tuple[str, Any]] = set()
    for ledger in {one.key: one for _row, one, _other in held if one}.values():
        keys = [other.pk for _row, one, other in held if one is ledger]
        try:
            mine = see(ledger.model, by=by)
        except policy.Forbidden:
            continue
        for start in range(0, len(keys), BATCH):
            part = mine.filter(pk__in=keys[start:][:BATCH]).values_list("pk", flat=True)
            found.update((ledger.key, key) for key in part)
    return found


def _undone_already(done: Sequence[Step]) -> bool:
    last = [step.last for step in done if step.last is not None and step.last.act != step.act]
    return (
        len(last) == len(done)
        and len({entry.act for entry in last}) == 1
        and all(entry.action in BACK for entry in last)
        and not any(step.stands for step in done)
    )


def _changed_since(entry: Entry, names: dict[str, str]) -> str:
    at = timezone.localtime(entry.at)
    said = {
        "who": names.get(entry.actor) or entry.actor,
        "when": _("%(month)s月%(day)s日%(time)s") % {
            "month": at.month, "day": at.day, "time": f"{at:%H:%M}",
        },
    }  # fmt: skip
    if not entry.after:
        return _("%(who)s在%(when)s把这一条撤回了。") % said
    return _("%(who)s在%(when)s又改过这一条。") % said


def _told(ledger: Ledger, row: Any, fault: Fault) -> Refusal:
    return _row(
        ledger, row, str(fault.message) % fault.params if fault.params else str(fault.message)
    )


def _row(ledger: Ledger, row: Any, why: str) -> Refusal:
    return Refusal(ledger, str(row.pk), str(getattr(row, ledger.identity)), why)


def _of(step: Step, why: str) -> Refusal:
    return Refusal(step.ledger, step.record, step.number, why)
