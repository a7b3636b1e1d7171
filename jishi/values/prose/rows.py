"""Figures that are read together: numbers in a row that share a unit, and stretches of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from jishi.values.prose.amounts import number
from jishi.values.prose.comparing import allowed
from jishi.values.prose.mentions import Mention
from jishi.values.prose.numerals import Amount
from jishi.values.prose.units import PER, UNIT, plain_unit

_BETWEEN = frozenset(("、", "和", "及", "与", "/", "，", "以及"))
_WRITTEN_UNIT = re.compile(rf"(?P<size>[万亿]*)(?P<unit>(?:{UNIT}|%){PER})$")
#: How many of the second there are in the first.
_SMALLER = {
    ("小时", "分钟"): 60,
    ("小时", "分"): 60,
    ("分钟", "秒"): 60,
    ("年", "月"): 12,
    ("天", "小时"): 24,
}


def with_shared_units(figures: Sequence[Mention], text: str) -> list[Mention]:
    """1.2、3.5、2.7个百分点: numbers in a row take the multiplier and unit of the last.

    `figures` in order of their place in the plain text.
    """
    shared: re.Match[str] | None = None
    backwards = list(reversed(figures[-1:]))
    for one in reversed(figures[:-1]):
        following = backwards[-1]
        between = text[one.plain_end : following.plain_start]
        if one.unit or between not in _BETWEEN or not following.unit or one.value is None:
            shared = None
        else:
            last = text[following.plain_start : following.plain_end]
            shared = shared or _WRITTEN_UNIT.search(last)
        backwards.append(_in_unit(one, shared, following.role, text) if shared else one)
    return backwards[::-1]


def _in_unit(one: Mention, shared: re.Match[str], role: str, text: str) -> Mention:
    digits = text[one.plain_start : one.plain_end]
    amount = number(digits + shared["size"]) if digits[0].isdigit() else None
    if amount is None:
        return one
    unit, factor = plain_unit(shared["unit"])
    scaled = amount.times(factor)
    within = allowed(scaled, one.comparator, unit)
    return replace(one, value=scaled.value, unit=unit, role=role, allowed=within)


def with_stretches_joined(figures: Sequence[Mention], given: str) -> list[Mention]:
    """3小时20分钟 is one stretch of time, told in the smaller unit. `given`: text as given."""
    joined: list[Mention] = []
    for one in figures:
        last = joined[-1] if joined else None
        both = _joined(last, one, given) if last else None
        if both is None:
            joined.append(one)
        else:
            joined[-1] = both
    return joined


def _joined(last: Mention, one: Mention, given: str) -> Mention | None:
    factor = _SMALLER.get((last.unit, one.unit))
    if factor is None or last.plain_end != one.plain_start:
        return None
    if last.value is None or one.value is None:
        return None
    value = last.value * factor + one.value
    return replace(
        one,
        start=last.start,
        surface=given[last.start : one.end],
        value=value,
        allowed=allowed(Amount(value, Fraction(1)), one.comparator, one.unit),
        plain_start=last.plain_start,
    )
