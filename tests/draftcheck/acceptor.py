"""Whether a wording is true of a value: the conventions of official prose, written down once more.

On purpose nothing here comes from `jishi`: the writer of test drafts must not share a mistake with
what reads them. Source of the rules: the project's table of how figures are read and compared
(50余 → 51–59, 近N → 0.9N ≤ v < N, 约N → ±5 %, 以上/以下 inclusive and 超过/不满 exclusive by
民法典 art. 1259, money and shares as rounded at the last written place).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

EXACT, MORE, NEARLY, APPROX = "exact", "more_than", "nearly", "approx"
ABOVE, AT_LEAST, AT_MOST, BELOW = "above", "at_least", "at_most", "less_than"
UNIVERSAL, NONE = "universal", "none"
#: Beyond 5 % an approximation is false; up to this it is a matter of taste, so neither is claimed.
TASTE = Fraction(1, 10)


@dataclass(frozen=True)
class Wording:
    """What is claimed: a number in the plain unit (次, 元, %), how, and how finely it was written.

    `step` is the place value of the last written digit: 2.54亿元 → 1 000 000, 58.3 % → 1/10.
    `counted` says that the thing comes in whole pieces, so that nothing is rounded.
    """

    comparator: str
    number: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    counted: bool = True


def accepts(wording: Wording, value: Fraction) -> bool | None:
    """True or false; None where careful people disagree, so that a test may claim neither."""
    number = wording.number
    match wording.comparator:
        case "exact":
            return _exact(wording, value)
        case "more_than":
            return None if value == number else number < value < number + last_place(number)
        case "nearly":
            return None if value == number else Fraction(9, 10) * number <= value < number
        case "approx":
            return _approx(number, value)
        case "above":
            return value > number
        case "at_least":
            return value >= number
        case "at_most":
            return value <= number
        case "less_than":
            return value < number
        case "universal":
            return value == 100
        case "none":
            return value == 0
    raise ValueError(f"no such comparator: {wording.comparator}")


def _exact(wording: Wording, value: Fraction) -> bool | None:
    """Counts as they are; measured values as rounded, ends included (half up and half even)."""
    away = abs(value - wording.number)
    if wording.counted:
        return away == 0
    if away <= wording.step / 2:
        # 100 % of nearly all is rounding to one reader and a universal claim to another.
        return None if value != 100 and wording.number == 100 else True
    if wording.number and wording.step >= 1 and away <= last_place(wording.number) / 2:
        return None  # 500万元: whether the zeros were measured, nobody can see
    return False


def _approx(number: Fraction, value: Fraction) -> bool | None:
    away = abs(value - number)
    if away <= number / 20:
        return True
    return None if away <= number * TASTE else False


def last_place(number: Fraction) -> Fraction:
    """The place value of the last digit that is not zero: 50 → 10, 156 → 1, 1 600 → 100.

    Raises ValueError for zero and for what no decimal writes.
    """
    if number <= 0:
        raise ValueError(f"{number} has no last digit")
    whole = number * 10**6
    if whole.denominator != 1:
        raise ValueError(f"{number} is written with more than six decimals")
    digits = str(whole.numerator)
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 10**6)
