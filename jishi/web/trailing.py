"""The trail as an auditor reads it: who, when, what and which fields; never a value."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, When
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.models import User
from jishi.audit.models import ChainHead, Entry
from jishi.audit.trail import county_chain
from jishi.places import tree
from jishi.places.models import Installation
from jishi.records.audited import numbered
from jishi.values import placecode
from jishi.web import trailnames
from jishi.web.chips import Chip
from jishi.web.history import names_of
from jishi.web.pages import day_of
from jishi.web.templatetags.ui import day
from jishi.web.trailwords import ACTIONS, ORIGINS, fields, tables

_SHORT = 8  # characters of an id that the list shows


@dataclass(frozen=True)
class Wanted:
    """What a reader asks of the trail; anything unreadable is as if not asked.

    `chain` is a town's code or the county's chain, `record` a number or the end of an id,
    `about` one row as a list's link has it, table:id (a place has its code in several tables),
    `act` one deed.
    """

    actor: str = ""
    ledger: str = ""
    first: date | None = None
    last: date | None = None
    action: str = ""
    origin: str = ""
    chain: str = ""
    record: str = ""
    act: str = ""
    about: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """As the address says."""
        return cls(
            query.get("actor", "").strip()[:150], query.get("ledger", ""),
            day_of(query.get("from", "")), day_of(query.get("to", "")),
            query.get("action", ""), query.get("origin", ""), query.get("chain", ""),
            query.get("record", "").strip()[:60], query.get("act", "").strip()[:36],
            query.get("about", "").strip()[:80],
        )  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One deed as a list shows it: its last entry in a chain, how many it left there, and in how
    many tables."""

    entry: Entry
    entries: int
    tables: int


def entries(wanted: Wanted, by: Actor) -> "QuerySet[Entry]":
    """Entries of the chains in the reader's reach, the newest first."""
    reach = chains(by)
    found = Entry.objects.filter(chain__in=reach).order_by("-id")
    table, _colon, row = wanted.about.rpartition(":")
    named: dict[str, tuple[str, Collection[str]]] = {
        "ledger": (wanted.ledger, tables()), "action": (wanted.action, ACTIONS),
        "origin": (wanted.origin, ORIGINS), "chain": (wanted.chain, reach),
        "act": (wanted.act, {wanted.act} - {""}), "record": (row, {row} - {""}),
    }  # fmt: skip
    found = found.filter(**{name: one for name, (one, known) in named.items() if one in known})
    if table in tables():
        found = found.filter(ledger=table)
    if wanted.actor:
        users = User.objects.filter(name=wanted.actor).values_list("username", flat=True)
        found = found.filter(actor__in=[wanted.actor, *users])
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found.filter(_about(wanted.record, reach)) if wanted.record else found


def chips(wanted: Wanted, query: QueryDict, by: Actor) -> list[Chip]:
    """What is asked, in words; each with the address that no longer asks it."""
    said: list[tuple[str, str, Any]] = [
        ("actor", _("谁"), wanted.actor),
        ("chain", _("哪里"), dict(chain_names(by)).get(wanted.chain)),
        ("ledger", _("哪张表"), tables().get(wanted.ledger)),
        ("action", _("做了什么"), ACTIONS.get(wanted.action)),
        ("origin", _("从哪里"), ORIGINS.get(wanted.origin)),
        ("record", _("编号"), wanted.record),
        ("from", _("从"), day(wanted.first)), ("to", _("到"), day(wanted.last)),
        ("about", _("哪条"), _("这一条") if wanted.about else ""),
        ("act", _("哪一次"), _("这一次") if wanted.act else ""),
    ]  # fmt: skip
    return [
        Chip(str(label), str(text), _without(query, name)) for name, label, text in said if text
    ]


def _without(query: QueryDict, name: str) -> str:
    left = query.copy()
    for one in (name, "before", "page"):
        left.pop(one, None)
    return f"?{left.urlencode()}"


def _about(record: str, reach: list[str]) -> Q:
    """Entries about a record, by its number, an account's name, or the end of the id."""
    users = User.objects.filter(username=record).values_list("pk", flat=True)
    ids = numbered(record, reach) | {str(key) for key in users}
    end = Q(record__endswith=record) if len(record) >= _SHORT else Q(record=record)
    return end | Q(record__in=ids)


def deeds(found: "QuerySet[Entry]", before: int | None, size: int) -> tuple[list[Deed], int | None]:
    """The newest deeds below an entry, each folded to one line; and where the next page begins."""
    told = found.order_by() if before is None else found.order_by().filter(id__lt=before)
    # An entry from before there were acts is a deed of its own.
    alone = When(act="", then=Cast("id", CharField()))
    own = Case(alone, default=F("act"), output_field=CharField())
    groups = told.annotate(deed=own).values("chain", "deed")
    told_of = Count("ledger", distinct=True)
    page = list(
        groups.annotate(n=Count("id"), top=Max("id"), of=told_of).order_by("-top")[: size + 1]
    )
    top = Entry.objects.in_bulk([group["top"] for group in page[:size]])
    shown = [Deed(top[group["top"]], group["n"], group["of"]) for group in page[:size]]
    return shown, (page[size]["top"] + 1 if len(page) > size else None)


def chain_names(by: Actor) -> list[tuple[str, str]]:
    """The chains in reach by name: the county's own, then the towns'."""
    reach = chains(by)
    towns = tree.names(code for code in reach if placecode.is_code(code))
    own = [(county_chain(), str(_("县里（账号、区划）")))] if county_chain() in reach else []
    return [*own, *sorted((code, towns.get(code, code)) for code in reach if code in towns)]


def chains(by: Actor) -> list[str]:
    """Chains in the reader's reach: his towns'; the county's own for a grant at the county."""
    held = policy.territories(by, "trail.read")
    county = Installation.objects.first()
    return [
        chain
        for chain in ChainHead.objects.values_list("chain", flat=True)
        if any(
            (county is not None and county.county in territory)
            if chain == county_chain()
            else chain in territory
            for territory in held
        )
    ]


def rows(found: Iterable[Entry], by: Actor) -> list[dict[str, Any]]:
    """Entries in words; `about` is for the link to all that the trail tells of the record."""
    held = list(found)
    people = names_of(one.actor for one in held)
    towns = tree.names(one.chain for one in held if placecode.is_code(one.chain))
    told, known = trailnames.names_of(held, by), tables()
    return [
        {
            "at": timezone.localtime(one.at),
            "who": people[one.actor],
            "username": one.actor,
            "origin": ORIGINS.get(one.origin, one.origin),
            "action": ACTIONS.get(one.action, one.action),
            "where": towns.get(one.chain, ""),
            "ledger": known.get(one.ledger, one.ledger),
            "record": told[one.ledger, one.record],
            "about": f"{one.ledger}:{one.record}" if one.ledger != "trail" else "",
            "version": one.version,
            "fields": "、".join(_fields(one)),
            "seq": one.seq,
            "act": one.act,
        }
        for one in held
    ]


def _fields(entry: Entry) -> list[str]:
    """The changed fields by name; of a new record all are new, which says nothing."""
    return [] if entry.action == "create" else fields(entry.ledger, entry.fields.split())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
