"""Choosing a way of writing for a value: what is true of it, and what an official would write."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.draftcheck.numerals import FORMS, Spoken
from tests.draftcheck.phrases import BEFORE_BARE, ROUGH, UNITS

LEAST_ROUGH = 12
#: Without one of these, 不少于 sounds like a norm.
ALREADY = ("已", "累计", "共召开")
_ROUND = {
    "余": 10,
    "多": 4,
    "近": 6,
    "约": 2,
    "左右": 1,
    "超过": 5,
    "逾": 2,
    "以上": 1,
    "不少于": 1,
}


@dataclass(frozen=True)
class Hand:
    """How one writer writes: mostly one kind of digits, always the same measure words."""

    digits: str
    rough: float
    strays: float = 0.12
    units: dict[tuple[str, ...], str] = field(default_factory=dict)

    def unit(self, key: str, rng: random.Random) -> str:
        """The measure word for an indicator and those that have the same choice."""
        choice = UNITS[key]
        return self.units.setdefault(choice, rng.choice(choice))

    def draw(self, rng: random.Random) -> str:
        """Digits for one figure."""
        if rng.random() < self.strays:
            return rng.choice(("arabic", "hanzi", "wide"))
        return self.digits


def drawn_hand(rng: random.Random) -> Hand:
    """A writer."""
    digits = rng.choices(("arabic", "hanzi", "wide"), (8, 1, 1))[0]
    return Hand(digits, rng.choice((0.0, 0.3, 0.6)))


def wordings(
    key: str, value: Fraction, mark: str, hand: Hand, rng: random.Random,
    before: str = "", after: str = "",
) -> Spoken:  # fmt: skip
    """A true way of writing the value that fits between what stands before and after it.

    Raises ValueError where there is none, which would be a mistake of this module.
    """
    spoken = _drawn(key, value, mark, hand, rng)
    if spoken.form and FORMS[spoken.form][1] == "before" and before.endswith(BEFORE_BARE):
        spoken = _drawn(key, value, "!", hand, rng)
    if spoken.form and FORMS[spoken.form][1] == "after" and after:
        spoken = _drawn(key, value, "!", hand, rng)
    if spoken.form == "不少于" and not any(one in before for one in ALREADY):
        spoken = _drawn(key, value, "!", hand, rng)
    if spoken.unit == "人" and after and after[0] not in "，、":
        spoken = spoken.saying(unit="名")
    if not spoken.accepts(value):
        raise ValueError(f"{key} is {value}, not {spoken.surface()}")
    return spoken


def _drawn(key: str, value: Fraction, mark: str, hand: Hand, rng: random.Random) -> Spoken:
    unit, digits = hand.unit(key, rng), hand.draw(rng)
    if mark == "^":
        return Spoken(Decimal(int(value)), "大", hand="hanzi")
    if unit == "%":
        return _share(value, digits, mark, hand, rng)
    rough = not mark and key in ROUGH and rng.random() < hand.rough
    if unit == "元":
        return _money(value, digits, rough, rng)
    if rough and value >= LEAST_ROUGH:
        return _rough(int(value), Spoken(unit=unit, hand=digits), rng)
    if value == 0 and unit == "件":
        digits = "arabic"  # 零件 is a spare part
    if digits == "arabic" and value >= 1000 and rng.random() < 0.1:
        digits = "grouped"
    return Spoken(Decimal(int(value)), unit, hand=digits)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half up, to so many decimals."""
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(step, rounding=ROUND_HALF_UP)


def _share(value: Fraction, digits: str, mark: str, hand: Hand, rng: random.Random) -> Spoken:
    if value == 100:
        return Spoken(Decimal(100), "%", hand="wide" if digits == "wide" else "arabic")
    tenths, over = divmod(value, 10)
    if not mark and over and 2 <= tenths <= 8 and rng.random() < hand.rough / 4:
        form = rng.choice(("超过", "近"))
        near = Spoken(Decimal(int(tenths) + (form == "近")), "%", "成", form, "hanzi")
        if near.accepts(value):
            return near
    decimals = 0 if value.denominator == 1 and rng.random() < 0.7 else rng.choice((1, 1, 1, 2))
    spoken = Spoken(rounded(value, decimals), "%", hand=digits)
    # 99.97 % is never rounded into all of it.
    return spoken if spoken.number < 100 else Spoken(rounded(value, 2), "%", hand=digits)


def _money(value: Fraction, digits: str, rough: bool, rng: random.Random) -> Spoken:
    if rough and value >= 200_000:
        spoken = _rough(int(value // 10_000), Spoken(unit="元", times="万", hand=digits), rng)
        if spoken.accepts(value):
            return spoken
    ways = [_scaled(value, "万", 2, digits)]
    if value % 10_000 == 0:
        ways += [_scaled(value, "万", 0, digits)] * 4
    elif value >= 10**6:
        ways += [_scaled(value, "万", 0, digits)]
    if value >= 10**8:
        ways += [_scaled(value, "亿", 2, digits)] * 4
    elif value >= 10**6 and value % 10_000 == 0:
        ways += [_scaled(value, "亿", 4, "wide" if digits == "wide" else "arabic")]
    if value < 10**8 and value.denominator == 1:
        plain = "arabic" if digits == "hanzi" else digits
        ways += [Spoken(Decimal(int(value)), "元", hand=plain)]
        ways += [Spoken(Decimal(int(value)), "元", hand="grouped")]
    return rng.choice([way for way in ways if way.accepts(value)])


def _scaled(value: Fraction, times: str, decimals: int, digits: str) -> Spoken:
    number = rounded(value / (10_000 if times == "万" else 10**8), decimals)
    tidy = number.normalize() if decimals else number
    if tidy == tidy.to_integral_value():
        tidy = tidy.quantize(Decimal(1))
    elif times == "万" and digits == "hanzi":
        digits = "arabic"  # nobody writes 四百七十七点九九万元
    return Spoken(tidy, "元", times, hand=digits)


def _rough(count: int, like: Spoken, rng: random.Random) -> Spoken:
    """A rounded number with its word: 57 → 50余, 近60, 超过50; exact where none is natural."""
    power = 10 ** max(len(str(count)) - 2, 1)
    under = count // power * power
    ways: list[Spoken] = []
    for form, weight in _ROUND.items():
        numbers = [Decimal(under)]
        if form == "近":
            numbers = [Decimal(under + power)]
        elif form in ("约", "左右"):
            numbers = [rounded(Fraction(count, power), 0) * power]
        for number in numbers:
            way = like.saying(number=number, form=form)
            value = Fraction(count) * way.plain / Fraction(number) if number else Fraction(count)
            natural = form != "近" or count >= under + power * Fraction(6, 10)
            if number > 0 and count != number and natural and way.accepts(value):
                ways += [way] * weight
    return rng.choice(ways) if ways else like.saying(number=Decimal(count))
