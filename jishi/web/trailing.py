"""The trail as an auditor reads it: who, when, what and which fields; never a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.models import User
from jishi.audit.models import ChainHead, Entry
from jishi.audit.trail import county_chain
from jishi.places import tree
from jishi.places.models import Installation
from jishi.records.ledgers import LEDGERS
from jishi.values import placecode
from jishi.web.pages import day_of

ACTIONS = {
    "create": _("新增"), "update": _("更正"), "end": _("停用"), "password": _("改密码"),
    "sign_in": _("登录"), "sign_out": _("退出"), "load": _("载入"), "merge": _("合并"),
}  # fmt: skip
ORIGINS = {"web": _("网页"), "command": _("命令"), "import": _("导入")}
OFFICES = {
    "accounts": _("账号"), "grants": _("授权"), "places": _("区划"), "mergers": _("合并"),
}  # fmt: skip
_OWN_FIELDS = {
    "is_active": _("在用"), "role": _("角色"), "user_id": _("账号"), "username": _("用户名"),
    "password": _("密码"), "town": _("镇"), "version": _("版本"), "places": _("处数"),
    "digest": _("摘要"), "id": _("内部编号"), "name": _("名称"), "person": _("人员"),
    "level": _("级别"), "parent": _("上级"),
}  # fmt: skip
_UNTOLD = {"id", "version", "town", "level", "parent"}  # they follow from the rest


@dataclass(frozen=True)
class Wanted:
    """What a reader asks of the trail; anything unreadable is as if not asked."""

    actor: str = ""
    ledger: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """As the address says."""
        return cls(
            query.get("actor", "").strip()[:150], query.get("ledger", ""),
            day_of(query.get("from", "")), day_of(query.get("to", "")),
        )  # fmt: skip


def entries(wanted: Wanted, by: Actor) -> "QuerySet[Entry]":
    """Entries of the chains in the reader's reach, the newest first."""
    found = Entry.objects.filter(chain__in=chains(by)).order_by("-at", "-id")
    if wanted.actor:
        users = User.objects.filter(name=wanted.actor).values_list("username", flat=True)
        found = found.filter(actor__in=[wanted.actor, *users])
    if wanted.ledger in names():
        found = found.filter(ledger=wanted.ledger)
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found


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


def rows(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries in words."""
    held = list(found)
    people = dict(User.objects.filter(username__in={one.actor for one in held})
                  .values_list("username", "name"))  # fmt: skip
    towns = tree.names(one.chain for one in held if placecode.is_code(one.chain))
    return [
        {
            "at": timezone.localtime(one.at),
            "who": people.get(one.actor) or one.actor,
            "username": one.actor,
            "origin": ORIGINS.get(one.origin, one.origin),
            "action": ACTIONS.get(one.action, one.action),
            "where": towns.get(one.chain, ""),
            "ledger": names().get(one.ledger, one.ledger),
            "record": one.record if len(one.record) < 20 else one.record[-8:],
            "version": one.version,
            "fields": "、".join(_fields(one)),
            "seq": one.seq,
        }
        for one in held
    ]


def names() -> dict[str, str]:
    """Ledgers by key with the name that people know."""
    told = {ledger.key: str(ledger.zh) for ledger in LEDGERS}
    return {**told, **{key: str(zh) for key, zh in OFFICES.items()}}


def _fields(entry: Entry) -> list[str]:
    """The changed fields by name; of a new record all are new, which says nothing."""
    if entry.action == "create":
        return []
    ledger = next((one for one in LEDGERS if one.key == entry.ledger), None)
    columns = {column.attname: str(column.zh) for column in ledger.columns} if ledger else {}
    return [
        columns.get(name) or str(_OWN_FIELDS.get(name, name))
        for name in entry.fields.split()
        if name not in _UNTOLD
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
