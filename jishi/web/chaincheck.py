"""The check of the chain as the auditor sees it: run, told in plain words, remembered."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.access.models import User
from jishi.audit import trail
from jishi.audit.covered import covered
from jishi.audit.models import Entry, EntryValues
from jishi.audit.verifier import Problem, verify
from jishi.places import tree
from jishi.records.audited import shipped_as_they_were
from jishi.values import placecode
from jishi.web import trailing, trailnames

_MOST = 200


@dataclass(frozen=True)
class Check:
    """The last check: when, by whom, how many entries and records, how many did not fit."""

    at: datetime
    who: str
    entries: int
    records: int
    problems: int


def run(by: Actor) -> tuple[Check, list[dict[str, str]]]:
    """Check all chains and records, and note it in the trail; what does not fit, in words.

    Problems of chains outside the reader's reach are counted and not told.
    """
    result = verify(covered())
    result.problems += shipped_as_they_were()
    told = {
        "entries": result.entries, "records": result.records, "problems": len(result.problems),
    }  # fmt: skip
    change = trail.Change(trail.county_chain(), "verify", "trail", "check", after=told)
    with transaction.atomic():
        trail.append([change], actor=by.name, origin=by.origin)
    check = Check(timezone.now(), _name(by.name), **told)
    reach = set(trailing.chains(by))
    shown = [one for one in result.problems if not one.chain or one.chain in reach]
    return check, _told(shown[:_MOST], by)


def last() -> Check | None:
    """The check that was run last from a page; None where none was."""
    entry = Entry.objects.filter(ledger="trail", action="verify").order_by("-id").first()
    values = EntryValues.objects.filter(entry=entry).first() if entry is not None else None
    if entry is None or values is None:
        return None
    try:
        told: dict[str, Any] = json.loads(values.after)
        return Check(
            timezone.localtime(entry.at), _name(entry.actor), int(told["entries"]),
            int(told["records"]), int(told["problems"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):  # tampered with: the next check says so
        return None


def _told(problems: list[Problem], by: Actor) -> list[dict[str, str]]:
    """Problems in words; a record is named as in the trail's list."""
    records = {one.record for one in problems if one.record}
    told = Entry.objects.filter(record__in=records).order_by().values("record")
    tops = [row["top"] for row in told.annotate(top=Max("id"))]
    last = {entry.record: entry for entry in Entry.objects.filter(pk__in=tops)}
    named = trailnames.names_of(last.values(), by)
    found = []
    for one in problems:
        entry = last.get(one.record)
        where = tree.full_name(one.chain) if one.chain and placecode.is_code(one.chain) else ""
        if one.chain == trail.county_chain():
            where = _("县里")
        known = named[entry.ledger, entry.record] if entry else ""
        found.append({
            "where": where, "seq": str(one.seq) if one.seq else "", "what": one.what,
            "record": known or ("" if trailnames.is_id(one.record) else one.record),
            "about": f"{entry.ledger}:{one.record}" if entry else "",
        })  # fmt: skip
    return found


def _name(username: str) -> str:
    user = User.objects.filter(username=username).first()
    return user.name if user is not None else username
