"""What the trail's entries are about, in words: never a raw id, and no value that its reader may
not see. Whoever may not see a record is told by which entry it came into the ledger."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.access.models import Grant, User
from jishi.audit.models import Entry, EntryValues
from jishi.indicators.tables import BY_KEY as FIGURES
from jishi.places import tree
from jishi.records.ledgers import BY_KEY
from jishi.web.trailwords import tables

#: What the trail's own values may say of a row: the figure, table or day that it is about.
_FIGURE = {"figure_names": "number", "pins": "figure"}
_TABLE = {"heading_maps": "ledger"}
_DAY = {"report_drafts": "as_of", "form_fillings": "as_of"}
_COUNTED = {"template_files": "number", "draft_texts": "number"}
_SAID = {*_FIGURE, *_TABLE, *_DAY, *_COUNTED}
_BATCH = 400


def names_of(held: Iterable[Entry], by: Actor) -> dict[tuple[str, str], str]:
    """What entries are about: (table, record) → number, name, or the entry it began with."""
    entries = {(one.ledger, one.record): one for one in held}
    ids: dict[str, list[str]] = defaultdict(list)
    for table, record in entries:
        ids[table].append(record)
    found = {(table, record): text for table, records in ids.items()
             for record, text in _known(table, records, by).items()}  # fmt: skip
    values = _values(one for (table, _record), one in entries.items() if table in _SAID)
    found |= {
        key: said for key, one in entries.items()
        if one.pk in values and (said := _said(one.ledger, values[one.pk]))
    }  # fmt: skip
    return _first_seen({key for key in entries if key not in found}) | found


def _known(table: str, records: list[str], by: Actor) -> dict[str, str]:
    """By number or name: records that the reader may see, accounts and places."""
    keys = [one for one in records if is_id(one)]
    if table in BY_KEY:
        return _numbers(table, keys, by)
    found: dict[str, str] = {}
    if table == "accounts":
        for part in _parts(keys):
            users = User.objects.filter(pk__in=part)
            found |= _people(users.values_list("pk", "name", "username"))
        return found
    if table == "grants":
        for part in _parts(keys):
            grants = Grant.objects.filter(pk__in=part)
            found |= _people(grants.values_list("pk", "user__name", "user__username"))
        return found
    if table in ("places", "mergers"):
        for part in _parts(records):
            found |= {code: name for code, name in tree.full_names(part).items() if name}
        return found
    return {"check": ""} if table == "trail" else {}


def _parts(keys: list[str]) -> Iterator[list[str]]:
    """So many at a time as one question may hold."""
    for start in range(0, len(keys), _BATCH):
        yield keys[start:][:_BATCH]


def _numbers(table: str, keys: list[str], by: Actor) -> dict[str, str]:
    if not policy.allows(by, f"{table}.view"):
        return {}
    ledger, found = BY_KEY[table], {}
    for part in _parts(keys):
        rows = see(ledger.model, by=by).filter(pk__in=part)
        found.update({str(key): str(no) for key, no in rows.values_list("pk", ledger.identity)})
    return found


def _first_seen(keys: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The number in its chain of the entry by which a row came in."""
    records, found = sorted({record for _table, record in keys}), {}
    for part in _parts(records):
        told = Entry.objects.filter(record__in=part)
        for one in told.values("ledger", "record").annotate(first=Min("seq")):
            found[one["ledger"], one["record"]] = _("留痕第%(n)s条新增的") % {"n": one["first"]}
    return {key: found.get(key, "") for key in keys}


def _people(found: Iterable[tuple[Any, str, str]]) -> dict[str, str]:
    return {str(key): _("%(name)s（%(username)s）") % {"name": name, "username": username}
            for key, name, username in found}  # fmt: skip


def _values(held: Iterable[Entry]) -> dict[int, dict[str, Any]]:
    """What the trail kept of rows, by entry; nothing where it was erased."""
    keys = [one.pk for one in held]
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(keys), _BATCH):
        for row in EntryValues.objects.filter(entry__in=keys[start:][:_BATCH]):
            found[row.entry_id] = _read(row.after or row.before)
    return found


def _read(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text or "{}")
    except ValueError:  # tampered with: the check says so
        return {}
    return values if isinstance(values, dict) else {}


def _said(table: str, values: dict[str, Any]) -> str:
    def held(names: dict[str, str]) -> str:
        return str(values.get(names.get(table, "")) or "")

    figure = FIGURES.get(held(_FIGURE))
    if figure is not None:
        return str(figure.zh)
    if held(_COUNTED):
        return _("第%(n)s稿") % {"n": held(_COUNTED)}
    return tables().get(held(_TABLE), "") or held(_DAY)


def is_id(text: str) -> bool:
    """True for a row's inner id, which says nothing to people."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False
