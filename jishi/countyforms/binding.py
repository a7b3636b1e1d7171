"""A binding 对应: which figure, of which place, day and period, stands in a cell, in which unit."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Text
from jishi.values.period import (
    Period,
    last_month_end,
    month_to_date,
    quarter_to_date,
    same_day_last_year,
)

#: What of a figure is wanted; the last two ask for no figure.
PARTS: dict[str, Text] = {
    "value": _("数值"), "numerator": _("分子"), "of": _("总数（分母）"), "records": _("记录条数"),
    "place": _("地方名称"), "as_of": _("截止日"),
}  # fmt: skip
NO_FIGURE = ("place", "as_of")
#: The unit that the form asks for: what a value in the figure's own unit is divided by.
SCALES: dict[str, tuple[Text, Fraction]] = {
    "1": (_("照指标的单位"), Fraction(1)),
    "10000": (_("以万计（万元、万人…）"), Fraction(10_000)),
    "100000000": (_("以亿计"), Fraction(100_000_000)),
    "100": (_("百分比格式的单元格（58.3%存成0.583）"), Fraction(100)),
}
#: How many decimals the cell gets, half up; '' leaves them to the cell's own format.
DECIMALS: dict[str, Text] = {"": _("照实，不取舍"), "0": _("整数"), "1": _("1位"), "2": _("2位")}


@dataclass(frozen=True)
class When:
    """What a cell asks about, from the day the form is filled for: a day, and the period that
    ends on it where it is not the figure's own."""

    said: Text
    day: Callable[[date], date] = lambda day: day
    period: Callable[[date], Period] | None = None


WHENS: dict[str, When] = {
    "now": When(_("截止日")),
    "this_month": When(_("本月（1日到截止日）"), period=month_to_date),
    "this_quarter": When(_("本季（季初到截止日）"), period=quarter_to_date),
    "whole_last_month": When(_("上月（整月）"), last_month_end, month_to_date),
    "month_last_year": When(_("去年同月"), same_day_last_year, month_to_date),
    "last_month": When(_("上月底"), last_month_end),
    "last_year": When(_("去年同期"), same_day_last_year),
    "year_end": When(_("上年底"), lambda day: date(day.year - 1, 12, 31)),
}


@dataclass(frozen=True)
class Binding:
    """One cell's meaning. `place` is a code below the town, '' for the place it is filled for."""

    figure: str = ""
    part: str = "value"
    place: str = ""
    when: str = "now"
    scale: str = "1"
    decimals: str = ""

    def __post_init__(self) -> None:
        if (
            self.part not in PARTS
            or self.when not in WHENS
            or self.scale not in SCALES
            or (self.decimals not in DECIMALS)
        ):
            raise ValueError("unknown part, day or unit")
        if bool(self.figure) == (self.part in NO_FIGURE):
            raise ValueError("a figure is wanted, or none is")

    def stored(self) -> dict[str, str]:
        """As the form keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Binding":
        """From what a form keeps. Raises ValueError."""
        try:
            return cls(**{name: str(value) for name, value in stored.items()})
        except TypeError as error:
            raise ValueError("not a binding") from error

    def asked(self, as_of: date) -> tuple[date, Period | None]:
        """The day asked about, and the period where it is not the figure's own."""
        when = WHENS[self.when]
        day = when.day(as_of)
        return day, when.period(day) if when.period else None
