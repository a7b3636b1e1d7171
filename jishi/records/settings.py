"""The town's own sheets 镇情: its settings, villager groups, kinds and programmes."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Fault, Ledger
from jishi.kernel.kinds import families
from jishi.kernel.models import Programme
from jishi.places.models import Place, TownLedger
from jishi.records.columns import forward
from jishi.values import placecode


def _settle_group(row: Any) -> None:
    row.level = placecode.level(row.code) if placecode.is_code(row.code) else ""
    row.parent = placecode.parent(row.code) or "" if row.level else ""


def _group(row: Any) -> Iterator[Fault]:
    if row.level != "group":
        yield Fault(
            "code", _("村民组编号要14位：村的12位代码，再加两位组号。"), _("例如34182410320001。")
        )
    yield from forward(row, "since", "until", zh=(_("设立日"), _("撤销日")), strict=True)


def settle_kind(row: Any) -> None:
    """A town's own kind is coded by town, ledger and number; its family may be said in Chinese."""
    named = {zh: code for code, zh in families(row.ledger).items()}
    row.family = named.get(row.family, row.family)
    row.code = f"{row.town}:{row.ledger}:{row.number}"


def check_kind(row: Any) -> Iterator[Fault]:
    """A kind belongs to a family of its ledger, or to none."""
    known = families(row.ledger)
    if row.family and row.family not in known:
        yield Fault(
            "family", _("这张表里没有“%(family)s”这一类。"), _("可以填：%(known)s。"),
            {"family": row.family, "known": "、".join(known.values()) or "（空着）"},
        )  # fmt: skip


def _programme(row: Any) -> Iterator[Fault]:
    yield from forward(row, "since", "until", zh=(_("开始日"), _("结束日")), strict=True)


TOWN = Ledger(
    key="town", model=TownLedger, zh=_("镇情"), prefix="", title="name", identity="code",
    help=_("一行：这个镇的代码、名称、台账从哪天记起。"),
    columns=(
        Column("code", _("区划代码"), "code", required=True),
        Column("name", _("名称"), required=True),
        Column("start", _("台账起始日"), "date", required=True,
               help=_("这一天以前的情况没有记，算不出的数会说明。")),
    ),
)  # fmt: skip
GROUPS = Ledger(
    key="groups", model=Place, zh=_("村民组"), prefix="", title="name", identity="code",
    settle=_settle_group, check=_group,
    help=_("编号是村的12位代码加两位组号。"),
    columns=(
        Column("code", _("编号"), "code", required=True),
        Column("name", _("名称"), required=True),
        Column("since", _("设立日"), "date", help=_("空着表示一直有。")),
        Column("until", _("撤销日（当日不计）"), "date"),
    ),
)  # fmt: skip
PROGRAMMES = Ledger(
    key="programmes", model=Programme, zh=_("归口项目"), prefix="GK", title="zh",
    check=_programme,
    help=_("开展的活动、行动、工程；开始日是“先后”“累计”的起点。"),
    columns=(
        Column("number", _("编号"), "code", required=True),
        Column("zh", _("名称"), required=True),
        Column("since", _("开始日"), "date"),
        Column("until", _("结束日（当日不计）"), "date"),
        Column("note", _("备注"), "longtext", listed=False),
    ),
)  # fmt: skip
