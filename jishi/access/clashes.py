"""What cannot stand beside each other: a number given twice, states that exclude each other."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Fault, Ledger
from jishi.kernel.unscoped import rows as all_rows
from jishi.places.models import TownLedger
from jishi.values.period import in_chinese

BATCH = 400
Mark = TypeVar("Mark")  # the caller's own, which comes back with the fault


def taken(
    ledger: Ledger, drafted: Sequence[tuple[Mark, models.Model]], *, apart: Collection[Any] = ()
) -> list[tuple[Mark, Fault]]:
    """Numbers that another record of the town already has, here or in the ledger.

    `apart` holds keys of rows that are about to go or to change their number.
    """
    towns = {row.town for _draft, row in drafted}  # type: ignore[attr-defined]
    numbers = [getattr(row, ledger.identity) for _draft, row in drafted]
    holders: dict[tuple[str, str], Any] = {}
    for start in range(0, len(numbers), BATCH):
        part = {f"{ledger.identity}__in": numbers[start:][:BATCH]}
        if ledger.identity == "number":
            part["town__in"] = towns  # type: ignore[assignment]
        for held in all_rows(ledger.model).filter(**part):
            if held.pk not in apart:
                holders[held.town, getattr(held, ledger.identity)] = held.pk  # type: ignore[attr-defined]
    found = []
    for draft, row in drafted:
        number = getattr(row, ledger.identity)
        # Where the number is the key, a new row is not the one that has it already.
        own: Any = (
            row.pk if not row._state.adding or ledger.identity == "number" else ("new", id(row))
        )
        if holders.setdefault((row.town, number), own) != own:  # type: ignore[attr-defined]
            fault = Fault(
                ledger.identity,
                _("编号%(number)s已经用在另一条记录上。"),
                _("换一个编号；若是同一件事，请改那一条。"),
                {"number": number},
            )
            found.append((draft, fault))
    return found


def overlapping(
    ledger: Ledger, drafted: Sequence[tuple[Mark, models.Model]], *, by: Actor
) -> list[tuple[Mark, Fault]]:
    """States that cannot hold at once, among the drafts and against the ledger.

    The whole town counts; of a record that `by` does not see he learns only that there is one.
    """
    keyed: dict[Hashable, list[tuple[Mark | None, Any]]] = defaultdict(list)
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
    # The same two rows may clash as one person and as one seat: told once.
    met: dict[int, tuple[Mark, Any]] = {}
    for held in keyed.values():
        for draft, other in _overlaps(held):
            met.setdefault(id(draft), (draft, other))
    told = drafted_ids | _seen(ledger, [other.pk for _draft, other in met.values()], by)
    return [(draft, _clash(other, told=other.pk in told)) for draft, other in met.values()]


def _seen(ledger: Ledger, keys: Sequence[Any], by: Actor) -> set[Any]:
    try:
        mine = see(ledger.model, by=by)
    except policy.Forbidden:
        return set()
    return {
        key
        for start in range(0, len(keys), BATCH)
        for key in mine.filter(pk__in=keys[start:][:BATCH]).values_list("pk", flat=True)
    }


def _overlaps(held: list[tuple[Mark | None, Any]]) -> Iterable[tuple[Mark, Any]]:
    held.sort(key=lambda pair: (pair[1].since, pair[1].number))
    last_draft, last = held[0]
    for draft, row in held[1:]:
        if last.until is None or row.since < last.until:
            if draft is not None:
                yield draft, last
            elif last_draft is not None:
                yield last_draft, row
        if last.until is not None and (row.until is None or row.until > last.until):
            last_draft, last = draft, row


def _clash(other: Any, *, told: bool) -> Fault:
    if not told:
        return Fault(
            "since",
            _("已有另一条在同一时间，两条不能并存；那一条不在您看得到的范围里。"),
            _("核对开始之日；日子没错，请管那一条的人先填上结束之日。"),
        )
    return Fault(
        "since",
        _("与编号%(number)s时间重叠，两条不能并存（对方%(since)s起%(until)s）。"),
        _("先给前一条填上结束之日，或核对开始之日。"),
        {
            "number": other.number,
            "since": in_chinese(other.since),
            "until": f"，{in_chinese(other.until)}止" if other.until else "，至今",
        },
    )
