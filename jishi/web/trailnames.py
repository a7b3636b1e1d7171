"""What the trail's entries are about, by number or name: never a raw id, and no value besides."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jishi.access.models import Grant, User
from jishi.audit.models import Entry, EntryValues
from jishi.indicators.tables import BY_KEY as FIGURES
from jishi.places import tree
from jishi.records.audited import numbers
from jishi.records.ledgers import BY_KEY
from jishi.web.trailwords import tables

#: The code or day by which people know a row that has no number; what somebody called it is a
#: value, and stays out of the trail.
_NAMED_BY = {
    "pins": "code", "report_drafts": "as_of", "form_fillings": "as_of", "mergers": "predecessor",
}  # fmt: skip
_COUNTED = ("template_files", "draft_texts")
_BATCH = 400


def names_of(held: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """What entries are about: (table, record) → number or name; '' where nobody knows it."""
    entries = {(one.ledger, one.record): one for one in held}
    ids: dict[str, list[str]] = defaultdict(list)
    for table, record in entries:
        ids[table].append(record)
    found = {(table, record): text for table, records in ids.items()
             for record, text in _living(table, records).items()}  # fmt: skip
    rest = {key: one for key, one in entries.items() if key not in found}
    values = _values(rest.values())
    found |= {key: _from_values(key, values.get(one.pk, {})) for key, one in rest.items()}
    return found


def _living(table: str, records: list[str]) -> dict[str, str]:
    """Names that need no look into the trail: of rows that there are, and of places."""
    if table in BY_KEY:
        return numbers(BY_KEY[table], [one for one in records if is_id(one)])
    if table == "accounts":
        users = User.objects.filter(pk__in=filter(is_id, records))
        return _people(users.values_list("pk", "name", "username"))
    if table == "grants":
        grants = Grant.objects.filter(pk__in=filter(is_id, records))
        return _people(grants.values_list("pk", "user__name", "user__username"))
    if table in ("places", "mergers"):
        return {code: name for code, name in tree.full_names(records).items() if name}
    return {}


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


def _from_values(key: tuple[str, str], values: dict[str, Any]) -> str:
    table, record = key

    def held(name: str) -> str:
        return str(values.get(name) or "")

    if table in BY_KEY:
        return held(BY_KEY[table].identity) or ("" if is_id(record) else record)
    if table == "figure_names":
        figure = FIGURES.get(held("number"))
        return str(figure.zh) if figure else ""
    if table == "heading_maps":
        return tables().get(held("ledger"), "")
    if table == "attachments":
        beside = BY_KEY.get(held("ledger"))
        return _living(beside.key, [held("record")]).get(held("record"), "") if beside else ""
    if table in _COUNTED and values:
        return _("第%(n)s稿") % {"n": held("number")}
    return held(_NAMED_BY.get(table, ""))


def is_id(text: str) -> bool:
    """True for a row's inner id, which says nothing to people."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False
