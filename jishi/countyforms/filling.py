"""From bindings to values: every cell with its figure, exact, or with the reason it has none."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access.actor import Actor
from jishi.countyforms.binding import SCALES, Binding
from jishi.countyforms.sheetxml import Value, fill
from jishi.indicators.figures import Ground, answer, ground
from jishi.indicators.indicator import Figure
from jishi.indicators.tables import BY_KEY
from jishi.kernel.columns import Text
from jishi.places import tree
from jishi.values.period import Period

_DECIMALS = 10  # beyond these a cell shows nothing; the proof has the exact fraction


@dataclass(frozen=True)
class Filled:
    """A cell as it is filled: its value as the file gets it, and what it stands on.

    `figure` is None where the cell asks for a place or a day; `reason` tells why it stays empty.
    """

    sheet: str
    ref: str
    binding: Binding
    value: Value
    place: str
    day: date
    figure: Figure | None = None
    reason: Text = ""


def cells(
    bindings: Mapping[str, Mapping[str, str]], place: str, as_of: date, *, by: Actor
) -> list[Filled]:
    """All bound cells of a form for a place and day, inside the reader's scope."""
    grounds: dict[tuple[str, date], Ground] = {}
    answers: dict[tuple[str, str, date, Period | None], Figure] = {}
    found = []
    for key, stored in bindings.items():
        sheet, _bang, ref = key.rpartition("!")
        binding = Binding.of(stored)
        there = binding.place or place
        day, period = binding.asked(as_of)
        if not binding.figure:
            text = tree.full_name(there) if binding.part == "place" else _date(day)
            if binding.part == "place":
                held = tree.place(there)
                text = held.name if held else there
            found.append(Filled(sheet, ref, binding, text, there, day))
            continue
        if binding.figure not in BY_KEY:
            found.append(Filled(sheet, ref, binding, None, there, day, None, _("没有这个指标了。")))
            continue
        asked = (binding.figure, there, day, period)
        if asked not in answers:
            on = grounds.setdefault((there, day), ground(there, day, by))
            answers[asked] = answer(BY_KEY[binding.figure], on, period=period)
        found.append(_figure(sheet, ref, binding, answers[asked]))
    return found


def _figure(sheet: str, ref: str, binding: Binding, figure: Figure) -> Filled:
    held = {
        "value": figure.value, "numerator": figure.numerator, "of": figure.of,
        "records": figure.records if figure.value is not None else None,
    }[binding.part]  # fmt: skip
    reason: Text = figure.reason
    if held is None and not reason:
        reason = _("这个数没有分子分母。")
    value = (
        None
        if held is None
        else _decimal(Fraction(held) / SCALES[binding.scale][1], binding.decimals)
    )
    return Filled(sheet, ref, binding, value, figure.place, figure.as_of, figure, reason)


def _decimal(exact: Fraction, decimals: str) -> Decimal | int:
    places = int(decimals) if decimals else _DECIMALS
    whole = int(abs(exact) * 10**places + Fraction(1, 2))  # half up, on the magnitude
    rounded = Fraction(whole if exact >= 0 else -whole, 10**places)
    if rounded.denominator == 1:
        return rounded.numerator
    return Decimal(rounded.numerator) / rounded.denominator


@override("zh-hans")  # the form is the county's, whatever the page's language
def _date(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {
        "year": day.year, "month": day.month, "day": day.day,
    }  # fmt: skip


def filled_file(content: bytes, found: list[Filled]) -> tuple[bytes, str]:
    """The form with its values, and the file's digest."""
    made = fill(content, {(one.sheet, one.ref): one.value for one in found})
    return made, hashlib.sha256(made).hexdigest()
