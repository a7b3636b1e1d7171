"""How a figure is written: from the exact value to what stands on paper and screen.

Three faces of one value, all in Chinese as officials write it:

* `written` is for running text (22次, 50余次, 58.3%, 585万元, 2.54亿元);
* `display` is for the cockpit, number and unit apart (4 508 | 户);
* `exact` is for the table of proofs, nothing rounded (5850000元, 58.3333…%).

Values are int, Fraction or Decimal, in the unit named beside them (yuan for 元, a
number of per cent for %). A float is refused: it has already lost what is rounded here.

Rounding is half-up on the magnitude (四舍五入), also where that claims a little more
than the exact value. Trailing zeros are dropped. The usage is GB/T 15835 for Arabic
digits; the limits of 万 and 亿 are our choice.
"""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Number = int | Fraction | Decimal
Style = Literal["exact", "more_than"]

PERCENT = "%"
YUAN = "元"

#: Decimals kept when the caller names none.
_DECIMALS = {PERCENT: 1, "个百分点": 1, YUAN: 2}
_OTHER_DECIMALS = 2

#: Money is told in the largest of these that it reaches after rounding.
_MONEY_STEPS = (
    (Fraction(1), "元"),
    (Fraction(10_000), "万元"),
    (Fraction(100_000_000), "亿元"),
)

#: Below this a round number with 余 would say less than the number itself.
_SMALLEST_MORE_THAN = 20

NARROW_SPACE = "\u202f"


def written(value: Number, unit: str, style: Style = "exact", decimals: int | None = None) -> str:
    """The figure as running text has it, unit included.

    `exact`: a count as it is; a share (%) with one decimal; money (元) from 1 亿 in 亿元,
    from 1 万 in 万元, with two decimals, else in 元. `decimals` sets another number of
    them. A share that is not whole is never written as 100% (nor one above zero as 0%):
    it takes further decimals until the difference shows (4 507 of 4 508 → 99.98%),
    because 100% is read as "without exception".

    `more_than` (余): a whole number down to the ten, 57 → 50余; exact below 20 and at
    a full ten.

    Raises TypeError for a float, ValueError for `more_than` of a share, of money or of
    a number that is not whole, and for an unknown style.
    """
    exact_value = _fraction(value)
    if style == "more_than":
        return _more_than(exact_value, unit)
    if style != "exact":
        raise ValueError(f"unknown style {style!r}")
    number, shown_unit = _rounded(exact_value, unit, decimals)
    return number + shown_unit


def display(value: Number, unit: str) -> tuple[str, str]:
    """Number and unit apart, for a screen: ("585", "万元"), ("4 508", "户"), ("58.3", "%").

    Rounded as `written` does; thousands set apart by a narrow no-break space.
    """
    number, shown_unit = _rounded(_fraction(value), unit, None)
    return _grouped(number), shown_unit


def exact(value: Number, unit: str) -> str:
    """The unrounded value with its own unit: 5850000元, 58.3333…% (cut, not rounded)."""
    fraction = _fraction(value)
    places = _terminating_places(fraction)
    if places is not None:
        return _plain(fraction, places) + unit
    sign = "-" if fraction < 0 else ""
    whole, rest = divmod(abs(fraction), 1)
    return f"{sign}{whole}.{rest * 10_000 // 1:04d}…{unit}"


def exact_of(value: Number, unit: str, numerator: int | None, of: int | None) -> str:
    """The unrounded value, behind the part and the whole where there are such: 29/30，29件."""
    text = exact(value, unit)
    return text if numerator is None or of is None else f"{numerator}/{of}，{text}"


def as_written(value: Number, unit: str) -> tuple[Fraction, Fraction]:
    """The value as `written` rounds it, in `unit`, and the place value of its last decimal.

    58.333…% → 58.3 and 1/10; 1702345元 (170.23万元) → 1702300 and 100.
    """
    fraction = _fraction(value)
    places = _DECIMALS.get(unit, _OTHER_DECIMALS)
    if unit == YUAN:
        size, _unit = _money_step(fraction, places)
        return _half_up(fraction / size, places) * size, size / 10**places
    if unit == PERCENT:
        places = _telling_places(fraction, places)
    return _half_up(fraction, places), Fraction(1, 10**places)


def unrounded(value: Number, unit: str) -> str:
    """The value as `written`, with as many decimals as money in 万 or 亿 needs to lose nothing, up
    to four: 224500000元 → 2.245亿元, and not 2.25亿元."""
    fraction = _fraction(value)
    for decimals in range(_DECIMALS[YUAN], 5) if unit == YUAN else ():
        size, _unit = _money_step(fraction, decimals)
        if _half_up(fraction / size, decimals) * size == fraction:
            return written(value, unit, decimals=decimals)
    return written(value, unit)


def spaced(number: int) -> str:
    """A whole number with its thousands set apart: 4508 → "4 508" (narrow no-break space)."""
    return _grouped(str(number))


def _fraction(value: Number) -> Fraction:
    if isinstance(value, float):
        raise TypeError("a figure is written from an exact value, not from a float")
    return Fraction(value)


def _more_than(value: Fraction, unit: str) -> str:
    if unit in _DECIMALS or value.denominator != 1:
        raise ValueError("余 is written only for whole counts")
    count = value.numerator
    if count < _SMALLEST_MORE_THAN or count % 10 == 0:
        return f"{count}{unit}"
    return f"{count // 10 * 10}余{unit}"


def _rounded(value: Fraction, unit: str, decimals: int | None) -> tuple[str, str]:
    places = _DECIMALS.get(unit, _OTHER_DECIMALS) if decimals is None else decimals
    if unit == YUAN:
        return _money(value, places)
    if unit == PERCENT:
        places = _telling_places(value, places)
    return _plain(_half_up(value, places), places), unit


def _money(value: Fraction, places: int) -> tuple[str, str]:
    size, unit = _money_step(value, places)
    return _plain(_half_up(value / size, places), places), unit


def _money_step(value: Fraction, places: int) -> tuple[Fraction, str]:
    # A step is left only when the *rounded* amount reaches the next one, so that
    # 99 999 999 yuan become 1亿元 and not 10000万元.
    for (size, unit), (next_size, _next_unit) in itertools.pairwise(_MONEY_STEPS):
        if abs(_half_up(value / size, places)) * size < next_size:
            return size, unit
    return _MONEY_STEPS[-1]


def _telling_places(value: Fraction, places: int) -> int:
    """More decimals for a share that would otherwise round to a full 100 or to 0."""
    for edge in (Fraction(100), Fraction(0)):
        if value != edge:
            while _half_up(value, places) == edge:
                places += 1
    return places


def _half_up(value: Fraction, places: int) -> Fraction:
    scale = 10**places
    magnitude = (abs(value) * scale + Fraction(1, 2)) // 1
    return Fraction(magnitude if value >= 0 else -magnitude, scale)


def _plain(value: Fraction, places: int) -> str:
    """Digits of a value that ends within `places` decimals, without trailing zeros."""
    digits = str(abs(value) * 10**places // 1).rjust(places + 1, "0")
    whole, rest = (
        digits[: len(digits) - places],
        digits[len(digits) - places :].rstrip("0"),
    )
    text = f"{whole}.{rest}" if rest else whole
    return f"-{text}" if value < 0 else text


def _terminating_places(value: Fraction) -> int | None:
    """How many decimals the value has, or None when they never end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}".replace(",", NARROW_SPACE) + point + rest
