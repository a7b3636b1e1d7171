"""The trail as an auditor reads it: who, when, what and which fields; never a value."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, When
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.models import Grant, User
from jishi.audit.models import ChainHead, Entry
from jishi.audit.trail import county_chain
from jishi.places import tree
from jishi.places.models import Installation
from jishi.records.audited import numbered
from jishi.records.ledgers import LEDGERS
from jishi.values import placecode
from jishi.web.history import names_of
from jishi.web.pages import day_of

ACTIONS = {
    "create": _("新增"), "update": _("更正"), "end": _("结束"), "restart": _("重新启用"),
    "withdraw": _("撤回"), "restore": _("恢复"), "password": _("改密码"), "unlock": _("解锁"),
    "sign_in": _("登录"), "sign_out": _("退出"), "end_session": _("结束登录"),
    "load": _("载入"), "merge": _("合并"), "erase": _("抹去内容"), "verify": _("核对"),
}  # fmt: skip
ORIGINS = {"web": _("网页"), "command": _("命令"), "import": _("导入")}
OFFICES = {
    "accounts": _("账号"), "grants": _("授权"), "places": _("区划"), "mergers": _("合并"),
    "figure_names": _("指标的叫法"), "county_forms": _("上级表格"),
    "report_templates": _("报告模板"), "template_files": _("模板文件"),
    "report_drafts": _("改稿"), "draft_texts": _("存下的稿"),
    "form_fillings": _("填好的表"), "attachments": _("附件"), "trail": _("留痕"),
}  # fmt: skip
_OWN_FIELDS = {
    "is_active": _("在用"), "role": _("角色"), "user_id": _("账号"), "username": _("用户名"),
    "password": _("密码"), "town": _("镇"), "version": _("版本"), "places": _("处数"),
    "digest": _("摘要"), "id": _("内部编号"), "name": _("名称"), "person": _("人员"),
    "level": _("级别"), "parent": _("上级"), "must_change": _("要他改密码"),
    "since": _("自"), "until": _("止"), "place": _("地方"), "aliases": _("别的说法"),
    "number": _("编号"), "entries": _("留痕条数"), "records": _("记录条数"),
    "problems": _("对不上几处"),
}  # fmt: skip
_SHORT = 8  # characters of an id that the list shows
_UNTOLD = {"id", "version", "town", "level", "parent"}  # they follow from the rest


@dataclass(frozen=True)
class Wanted:
    """What a reader asks of the trail; anything unreadable is as if not asked.

    `chain` is a town's code or the county's chain, `record` a number or the end of an id,
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

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """As the address says."""
        return cls(
            query.get("actor", "").strip()[:150], query.get("ledger", ""),
            day_of(query.get("from", "")), day_of(query.get("to", "")),
            query.get("action", ""), query.get("origin", ""), query.get("chain", ""),
            query.get("record", "").strip()[:60], query.get("act", "").strip()[:36],
        )  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One deed as a list shows it: its last entry in a chain, and how many it left there."""

    entry: Entry
    entries: int


def entries(wanted: Wanted, by: Actor) -> "QuerySet[Entry]":
    """Entries of the chains in the reader's reach, the newest first."""
    reach = chains(by)
    found = Entry.objects.filter(chain__in=reach).order_by("-id")
    named: dict[str, tuple[str, Collection[str]]] = {
        "ledger": (wanted.ledger, names()), "action": (wanted.action, ACTIONS),
        "origin": (wanted.origin, ORIGINS), "chain": (wanted.chain, reach),
        "act": (wanted.act, {wanted.act} - {""}),
    }  # fmt: skip
    found = found.filter(**{name: one for name, (one, known) in named.items() if one in known})
    if wanted.actor:
        users = User.objects.filter(name=wanted.actor).values_list("username", flat=True)
        found = found.filter(actor__in=[wanted.actor, *users])
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found.filter(_about(wanted.record, reach)) if wanted.record else found


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
    page = list(groups.annotate(n=Count("id"), top=Max("id")).order_by("-top")[: size + 1])
    top = Entry.objects.in_bulk([group["top"] for group in page[:size]])
    shown = [Deed(top[group["top"]], group["n"]) for group in page[:size]]
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


def rows(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries in words."""
    held = list(found)
    people = names_of(one.actor for one in held)
    towns = tree.names(one.chain for one in held if placecode.is_code(one.chain))
    accounts = _accounts(held)
    return [
        {
            "at": timezone.localtime(one.at),
            "who": people[one.actor],
            "username": one.actor,
            "origin": ORIGINS.get(one.origin, one.origin),
            "action": ACTIONS.get(one.action, one.action),
            "where": towns.get(one.chain, ""),
            "ledger": names().get(one.ledger, one.ledger),
            "record": accounts.get(one.record)
            or (one.record if len(one.record) < 20 else one.record[-8:]),
            "version": one.version,
            "fields": "、".join(_fields(one)),
            "seq": one.seq,
            "act": one.act,
        }
        for one in held
    ]


def _accounts(held: Iterable[Entry]) -> dict[str, str]:
    """Whose account or role an entry is about, by the record's id."""
    ids = {ledger: [one.record for one in held if one.ledger == ledger and _is_id(one.record)]
           for ledger in ("accounts", "grants")}  # fmt: skip
    users = User.objects.filter(pk__in=ids["accounts"]).values_list("pk", "name", "username")
    grants = Grant.objects.filter(pk__in=ids["grants"])
    found = [*users, *grants.values_list("pk", "user__name", "user__username")]
    return {str(key): str(_("%(name)s（%(username)s）") % {"name": name, "username": username})
            for key, name, username in found}  # fmt: skip


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


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
