"""The town's own sheets 镇情: its settings, villager groups, kinds and programmes."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Fault, Ledger
from jishi.kernel.kinds import families, shipped
from jishi.kernel.models import Programme, ProgrammeItem
from jishi.places.models import Place, TownLedger
from jishi.records.columns import forward
from jishi.values import placecode
from jishi.values.period import in_chinese


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
    """A kind belongs to a family of its ledger, or to none; a shipped one's name is taken."""
    taken = (
        one for one in shipped() if one["ledger"] == row.ledger and row.zh in (one["zh"], one["en"])
    )
    if row.zh and any(taken):
        yield Fault(
            "zh", _("自带的种类里已经有“%(zh)s”。"), _("直接用自带的，或换个名称。"), {"zh": row.zh}
        )
    known = families(row.ledger)
    if row.family and row.family not in known:
        yield Fault(
            "family", _("这张表里没有“%(family)s”这一类。"), _("可以填：%(known)s。"),
            {"family": row.family, "known": "、".join(known.values()) or "（空着）"},
        )  # fmt: skip


def check_county_kind(row: Any) -> Iterator[Fault]:
    """As `check_kind`, of a kind that all towns of a county may use."""
    yield from check_kind(row)
    if placecode.level(row.town) != "county":
        yield Fault("zh", _("这个种类是镇里自己的，由镇办事员来改。"))


def _programme(row: Any) -> Iterator[Fault]:
    yield from forward(row, "since", "until", zh=(_("开始日"), _("结束日")), strict=True)


def _settle_item(row: Any) -> None:
    row.place = row.programme.place if row.programme_id else ""
    row.town = row.place[:9]


def _item(row: Any) -> Iterator[Fault]:
    begun = row.programme.since if row.programme_id else None
    if row.done_on and begun and row.done_on < begun:
        yield Fault(
            "done_on", _("做完的日子早于归口项目的开始日（%(day)s）。"), _("核对这两个日期。"),
            {"day": in_chinese(begun)},
        )  # fmt: skip


TOWN = Ledger(
    key="town", model=TownLedger, zh=_("镇情"), prefix="", title="name", identity="code",
    help=_("一行：这个镇的代码、名称、台账从哪天记起。"),
    columns=(
        Column("code", _("区划代码"), "code", required=True,
               help=_("镇的9位区划代码，是国家定的，要照填。")),
        Column("name", _("名称"), required=True),
        Column("start", _("台账起始日"), "date", ahead=True, required=True,
               help=_("这一天以前的情况没有记，算不出的数会说明。")),
    ),
)  # fmt: skip
GROUPS = Ledger(
    key="groups", model=Place, zh=_("村民组"), prefix="", title="name", identity="code",
    settle=_settle_group, check=_group,
    help=_("编号是村的12位代码加两位组号。"),
    columns=(
        Column("code", _("编号"), "code", required=True,
               help=_("村的12位区划代码加两位组号，组在哪个村全凭它，要照填。")),
        Column("name", _("名称"), required=True),
        Column("since", _("设立日"), "date", ahead=True, help=_("空着表示一直有。")),
        Column("until", _("撤销日（当日不计）"), "date", ahead=True),
    ),
)  # fmt: skip
PROGRAMMES = Ledger(
    key="programmes", model=Programme, zh=_("归口项目"), prefix="GK", title="zh",
    check=_programme,
    help=_("开展的活动、行动、工程；开始日是“先后”“累计”的起点。"),
    columns=(
        Column("number", _("编号"), "code", required=True),
        Column("zh", _("名称"), required=True),
        Column("since", _("开始日"), "date", ahead=True),
        Column("until", _("结束日（当日不计）"), "date", ahead=True),
        Column("owner", _("谁牵头"), help=_("哪位领导、哪个办公室。")),
        Column("definition", _("是什么"), "longtext", listed=False,
               help=_("一两句话：干什么、哪些算在里面。")),
        Column("note", _("备注"), "longtext", listed=False),
    ),
)  # fmt: skip
PROGRAMME_ITEMS = Ledger(
    key="programme_items", model=ProgrammeItem, zh=_("归口项目事项"), prefix="GS", title="what",
    settle=_settle_item, check=_item,
    help=_("归口项目里一件一件要做的事：谁负责、什么时候做完、哪天做完的。"),
    columns=(
        Column("number", _("编号"), "code", required=True),
        Column("programme", _("归口项目"), "link", to="programmes", required=True),
        Column("what", _("要做什么"), required=True),
        Column("owner", _("谁负责")),
        Column("due_on", _("什么时候做完"), "date", ahead=True),
        Column("done_on", _("哪天做完的"), "date", help=_("没做完就空着。")),
        Column("note", _("备注"), "longtext", listed=False),
    ),
)  # fmt: skip
