"""What leans on a record: links, kinds and programmes in use, what lies in a group or a town."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from jishi.access import ledgers
from jishi.access.beside import astray
from jishi.access.models import Grant
from jishi.kernel.columns import Ledger
from jishi.kernel.models import Kind, Programme
from jishi.kernel.record import join_codes
from jishi.kernel.unscoped import rows as all_rows
from jishi.places.models import Merger, Place, TownLedger

BATCH = 400
Leaning = tuple[Any, Ledger | None, Any]  # what is leant on, and the leaning row in its ledger


def leaning(ledger: Ledger, gone: Sequence[Any]) -> Iterator[Leaning]:
    """Stored rows that still lean on rows taken out of a ledger; `None` as ledger: an account.

    Asked after the rows went, so rows that went with them, or were set back, lean no more.
    """
    yield from _by_link(gone, ledger)
    special = _SPECIAL.get(ledger.model)
    if special is not None:
        yield from special(gone)
    if isinstance(ledger.model._meta.pk, models.UUIDField):
        yield from _by_grant(gone)


def missing(ledger: Ledger, stored: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Rows with the column in which they point to something that is not there (any more)."""
    if ledger.beside:
        yield from ((row, "record") for row in astray(stored))
    for column in ledger.columns:
        if column.type == "link":
            to = all_rows(ledger.model._meta.get_field(column.name).related_model)  # type: ignore[arg-type]
            yield from _astray(stored, column.attname, column.name, to, "pk")
        elif column.type == "kind":
            yield from _astray(stored, column.name, column.name, all_rows(Kind), "code")
        elif column.type == "place":
            yield from _astray(stored, column.name, column.name, Place.objects.all(), "code")


def _astray(
    stored: Sequence[Any], attname: str, name: str, to: "models.QuerySet[Any]", key: str
) -> Iterator[tuple[Any, str]]:
    wanted = sorted({getattr(row, attname) for row in stored} - {None, ""})
    there: set[Any] = set()
    for start in range(0, len(wanted), BATCH):
        part = {f"{key}__in": wanted[start:][:BATCH]}
        there.update(to.filter(**part).values_list(key, flat=True))
    for row in stored:
        if getattr(row, attname) not in {None, "", *there}:
            yield row, name


def _by_value(gone: Sequence[Any], one: Ledger, attname: str, value: Any) -> Iterator[Leaning]:
    by_value = {value(row): row for row in gone}
    wanted = sorted(by_value)
    for start in range(0, len(wanted), BATCH):
        part = {f"{attname}__in": wanted[start:][:BATCH]}
        for row in all_rows(one.model).filter(**part).order_by(one.identity):
            yield by_value[getattr(row, attname)], one, row


def _by_link(gone: Sequence[Any], ledger: Ledger) -> Iterator[Leaning]:
    for relation in ledger.model._meta.related_objects:
        one = ledgers.of_model(relation.related_model)
        if one is not None:
            yield from _by_value(gone, one, relation.field.attname, lambda row: row.pk)


def _by_grant(gone: Sequence[Any]) -> Iterator[Leaning]:
    """Accounts that stand for a person of the ledger, today or later."""
    open_ones = Grant.objects.filter(Q(until=None) | Q(until__gt=timezone.localdate()))
    for start in range(0, len(gone), BATCH):
        by_key = {str(row.pk): row for row in gone[start:][:BATCH]}
        for grant in open_ones.filter(person__in=list(by_key)):
            yield by_key[str(grant.person)], None, grant


def _of_kind(gone: Sequence[Any]) -> Iterator[Leaning]:
    for key in sorted({row.ledger for row in gone}):
        one = ledgers.of_key(key)
        if one is not None:
            held = [row for row in gone if row.ledger == key]
            yield from _by_value(held, one, "kind", lambda row: row.code)


def _in_programme(gone: Sequence[Any]) -> Iterator[Leaning]:
    for one in ledgers.every():
        if not any(column.type == "programmes" for column in one.columns):
            continue
        for row in gone:
            found = all_rows(one.model).filter(
                town=row.town, programmes__contains=join_codes([row.number])
            )
            yield from ((row, one, held) for held in found.order_by(one.identity))


def _in_group(gone: Sequence[Any]) -> Iterator[Leaning]:
    for one in ledgers.every():
        if any(column.type == "place" for column in one.columns):
            yield from _by_value(gone, one, "place", lambda row: row.code)
    for row in gone:
        merged = Merger.objects.filter(Q(predecessor=row.code) | Q(successor=row.code))
        yield from ((row, None, held) for held in merged)


def _in_town(gone: Sequence[Any]) -> Iterator[Leaning]:
    for one in ledgers.every():
        for town in gone:
            held = all_rows(one.model)
            if one.model is Place:
                held = held.filter(code__startswith=town.code, level="group")
            elif one.model is TownLedger:
                continue
            else:
                held = held.filter(town=town.code)
            yield from ((town, one, row) for row in held.order_by(one.identity))


_SPECIAL: dict[type[models.Model], Callable[[Sequence[Any]], Iterator[Leaning]]] = {
    Kind: _of_kind, Programme: _in_programme, Place: _in_group, TownLedger: _in_town,
}  # fmt: skip
