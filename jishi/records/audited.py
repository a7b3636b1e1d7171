"""Everything whose rows must agree with the trail: records, settings, accounts, mergers."""

from collections.abc import Collection, Iterator
from typing import Any

from jishi.access.managing import told
from jishi.access.models import Grant, User
from jishi.audit.verifier import Audited, Problem
from jishi.kernel.kinds import shipped
from jishi.kernel.models import Kind
from jishi.kernel.unscoped import rows
from jishi.places.models import Merger, Place
from jishi.records.ledgers import LEDGERS


def _rows(model: Any) -> Any:
    if model is Place:
        return Place.objects.filter(level="group")
    if model is Kind:
        return rows(Kind).exclude(town="")
    return rows(model)


def numbered(number: str, towns: Collection[str]) -> set[str]:
    """Ids of the towns' records that bear a number, in whichever ledger: the trail knows ids."""
    found: set[str] = set()
    for one in LEDGERS:
        held = rows(one.model).filter(**{one.identity: number})
        if one.identity == "number":
            held = held.filter(town__in=towns)
        found |= {str(row.pk) for row in held if row.town in towns}  # type: ignore[attr-defined]
    return found


def shipped_as_they_were() -> Iterator[Problem]:
    """What no entry tells of but figures lean on: shipped kinds, and villages in force."""
    known = {row["code"]: row for row in shipped()}
    for kind in rows(Kind).filter(town=""):
        row = known.pop(kind.code, None)
        if row is None or (kind.ledger, kind.zh, kind.family) != (
            row["ledger"], row["zh"], row["family"],
        ):  # fmt: skip
            yield Problem("", 0, "自带的种类在数据库里被改过", kind.code)
    for code in known:
        yield Problem("", 0, "自带的种类在数据库里不见了", code)
    merged = dict(Merger.objects.values_list("predecessor", "on"))
    dated = Place.objects.exclude(level="group").exclude(since=None, until=None)
    for place in dated:
        if place.since is not None or place.until != merged.get(place.code):
            yield Problem("", 0, "这个地方的起止日在数据库里被改过", place.code)


AUDITED: tuple[Audited, ...] = (
    *(Audited(one.key, lambda model=one.model: _rows(model)) for one in LEDGERS),  # type: ignore[misc]
    Audited("accounts", lambda: _rows(User), told),
    Audited("grants", lambda: _rows(Grant), told),
    Audited(
        "mergers", lambda: _rows(Merger), key=lambda row: row.predecessor,
        told=lambda row: {"successor": row.successor, "on": row.on.isoformat()},
    ),
)  # fmt: skip
