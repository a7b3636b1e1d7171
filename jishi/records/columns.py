"""Columns that many ledgers share, in the words of the town's sheets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Fault
from jishi.kernel.kinds import levels
from jishi.values.period import in_chinese
from jishi.values.placecode import LENGTHS

NUMBER = Column(
    "number", _("编号"), "code", required=True,
    help=_("本镇这张表里不能重复。"),
)  # fmt: skip
KIND = Column("kind", _("种类"), "kind", required=True, aliases=("类型", "类别"))
PROGRAMMES = Column(
    "programmes", _("归口项目"), "programmes", listed=False,
    help=_("可以填几个，用顿号隔开。"),
)  # fmt: skip
NOTE = Column("note", _("备注"), "longtext", listed=False)
SINCE = Column("since", _("自"), "date", required=True, ahead=True, help=_("从这一天起算。"))
UNTIL = Column(
    "until", _("止（当日不计）"), "date", ahead=True, help=_("空着表示至今；这一天起不再算。")
)
ON = Column("on", _("日期"), "date", required=True)


def place(*levels: str, zh: Any = None, required: bool = True, instead: str = "") -> Column:
    """A place column that takes places of the given levels, by name or by code.

    `instead`: the column that may be filled in its place.
    """
    return Column(
        "place",
        zh or _("地方"),
        "place",
        required=required and not instead,
        levels=levels,
        instead=instead,
    )


def forward(row: Any, first: str, last: str, *, zh: tuple[Any, Any], strict: bool) -> list[Fault]:
    """Fault where the second of two dates lies before the first (or on it, where `strict`)."""
    a, b = getattr(row, first), getattr(row, last)
    if a is None or b is None or b > a or (b == a and not strict):
        return []
    message = (
        _("%(last)s必须晚于%(first)s（%(day)s）。")
        if strict
        else _("%(last)s早于%(first)s（%(day)s）。")
    )
    params = {"first": zh[0], "last": zh[1], "day": in_chinese(a)}
    return [Fault(last, message, _("核对这两个日期。"), params)]


def placed(row: Any) -> list[Fault]:
    """Fault where a kind that lies at one level only is given another place."""
    level = levels(row.LEDGER).get(row.kind)
    if level is None or len(row.place) == LENGTHS[level]:
        return []
    if level == "town":
        return [
            Fault("place", _("这是镇里的事，地方只能填镇。"), _("填镇名；村里的，换一个种类。"))
        ]
    return [Fault("place", _("这要落到一个村。"), _("填村名。"))]


def interval(row: Any) -> list[Fault]:
    """Fault where a state ends on or before the day it begins."""
    return forward(row, "since", "until", zh=(_("开始之日"), _("结束之日")), strict=True)
