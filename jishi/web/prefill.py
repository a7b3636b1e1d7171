"""What a new form begins with: the address, the place, the day, its writer, or a record like it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.http import QueryDict

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Column, Ledger
from jishi.places import tree
from jishi.records.ledgers import BY_KEY
from jishi.web.forms import Entries, asked, filled


def blank(ledger: Ledger, place: str, as_of: date, query: QueryDict, *, by: Actor) -> Entries:
    """A new record's entries: what the address gives, else the place, the day and the writer."""
    entries: Entries = {}
    for column in asked(ledger, new=True):
        given = query.getlist(column.name)
        if column.type == "programmes":
            entries[column.name] = given
        else:
            entries[column.name] = in_full(column, given[-1], by) if given else ""
    for column in asked(ledger, new=True):
        if entries[column.name]:
            continue
        if column.type == "place" and column.required:
            entries[column.name] = place
        elif column.name == ledger.date and column.required:
            entries[column.name] = as_of.isoformat()
        elif ledger.key == "town":
            entries[column.name] = _opening(place, as_of)[column.name]
        elif column.doer:
            entries[column.name] = _oneself(column, place, by)
    return entries


def in_full(column: Column, given: str, by: Actor) -> str:
    """What the address gives; a record it gives by number as the form writes it, with its name.

    Names of people have no place in an address.
    """
    if column.type != "link" or not policy.allows(by, f"{column.to}.view"):
        return given
    ledger = BY_KEY[column.to]
    found = list(see(ledger.model, by=by).filter(**{ledger.identity: given})[:2])
    return _written(found[0], ledger) if len(found) == 1 else given


def _written(row: models.Model, ledger: Ledger) -> str:
    return f"{getattr(row, ledger.identity)} {row}"


def _opening(town: str, as_of: date) -> dict[str, str]:
    """A town that opens its ledger: its code and name, and the year's first day.

    The figures of a year are whole when the ledger begins with it.
    """
    name = tree.names([town]).get(town, "")
    return {"code": town, "name": name, "start": date(as_of.year, 1, 1).isoformat()}


def like(
    ledger: Ledger, values: Mapping[str, Any], links: Mapping[str, Mapping[str, str]]
) -> Entries:
    """Entries of another record like one: its kind, place, day and doer, and nothing it is about.

    `values` are the record's stored ones, `links` the texts of its links by column and id.
    """
    written = filled(ledger, values, links)
    return {
        column.name: written[column.name] if _same(ledger, column) else _nothing(column)
        for column in asked(ledger, new=True)
    }


def _same(ledger: Ledger, column: Column) -> bool:
    if column.type in ("kind", "place", "programmes") or column.doer:
        return True
    dated = column.name == ledger.date and column.required
    return dated or (column.type == "choice" and column.required)


def _nothing(column: Column) -> Any:
    return [] if column.type == "programmes" else ""


def _oneself(column: Column, place: str, by: Actor) -> str:
    """The writer's own entry in the ledger, as the form writes it; '' where it is not known."""
    own = sorted(
        {held.person for held in by.held if held.person and place in by.territory(held.place)}
    )
    if not own or not policy.allows(by, f"{column.to}.view"):
        return ""
    found = see(BY_KEY[column.to].model, by=by).filter(pk__in=[UUID(one) for one in own])
    row: models.Model | None = found.order_by("pk").first()
    return _written(row, BY_KEY[column.to]) if row is not None else ""
