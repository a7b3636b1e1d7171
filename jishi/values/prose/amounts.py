"""What a written figure says 读出数量: amount in the plain unit, unit, comparator."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from jishi.values.prose.comparing import Allowed, allowed
from jishi.values.prose.grammar import Written
from jishi.values.prose.numerals import DIGITS, Amount, arabic, han
from jishi.values.prose.units import PERCENT, plain_unit

#: Digits of cheques; one alone is a part of a word or a name (队伍, 陆家, 放肆) unless it is one of
#: those that make no words, with what is counted behind it: 捌支.
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_NO_WORDS, _COUNTED = frozenset("壹贰叁柒捌玖"), frozenset("支次个件名户元批项条场处座篇")
#: A number in characters longer than this is none.
_LONGEST_HAN = 20
_FEW = {"俩": 2, "仨": 3, "半打": 6}
_SIZE = re.compile(r"[万亿千百]+$")
_MORE = ("余", "多", "还多")


@dataclass(frozen=True, slots=True)
class Told:
    """What a figure says: amount and the values it allows in the plain unit."""

    amount: Amount
    unit: str
    comparator: str
    allowed: Allowed


Answer = tuple[Amount, str, str] | str


def told(figure: Written, apart: str | None) -> Told | str:
    """What a figure says; or why it is none: a reason, '' for one that nobody need be told.

    `apart` is the comparator that stands apart from the number, used where none stands at it.
    """
    comparator = figure.comparator or apart
    answer = _answer(figure, comparator)
    if isinstance(answer, str):
        return answer
    amount, unit, comparator = answer
    return Told(amount, unit, comparator, allowed(amount, comparator, unit))


def number(text: str) -> Amount | None:
    """A number in digits or characters, read; None where the signs make none."""
    if text[0].isdigit():
        return arabic(text)
    return han(text) if len(text) <= _LONGEST_HAN else None


def _answer(figure: Written, comparator: str | None) -> Answer:
    if figure.semi_unit:
        semi = Amount(Fraction(1, 2), Fraction(1, 2))
        bound = comparator or ("at_most" if figure.within else "exact")
        return semi, plain_unit(figure.semi_unit)[0], bound
    if figure.few:
        # The measure word is not said: it counts whatever stands there in ones.
        return Amount(Fraction(_FEW[figure.few]), Fraction(1)), "", comparator or "exact"
    if figure.half:
        half = Amount(Fraction(50), Fraction(1))
        return half, PERCENT, comparator or ("more_than" if "过" in figure.half else "exact")
    if figure.over:
        return _over(figure.over, comparator)
    if figure.parts and figure.share:
        return _parts(figure, figure.parts, figure.share, comparator)
    assert figure.first is not None  # the grammar has no other way to begin
    return _counted(figure, figure.first, comparator)


def _over(written: str, comparator: str | None) -> Answer:
    """3/5 as per cent; what is no proper part of at most a hundred is a code."""
    part, whole = map(int, written.split("/"))
    if not 0 < part < whole <= 100:
        return "code"
    return Amount(Fraction(part * 100, whole), Fraction(1)), PERCENT, comparator or "exact"


def _parts(figure: Written, parts: str, share: str, comparator: str | None) -> Answer:
    """百分之五十八点三, 三分之二 as per cent, 千分之三 per mille."""
    amount = number("十" + share if share == "几" else share)
    if amount is None:
        return "word"
    if parts == "千分之":
        return amount, "‰", comparator or "exact"
    base = None if figure.whole is None else number(figure.whole)
    whole = Fraction(100) if parts == "百分之" else base.value if base else Fraction(0)
    if not whole:
        return "word"
    if figure.tail == "弱":
        comparator = comparator or "nearly"
    scaled = amount.times(100 / whole)
    if amount.loose or figure.share_more or figure.tail in (*_MORE, "强"):
        scaled = Amount(scaled.value, scaled.step, loose=True)
        comparator = comparator or "more_than"
    return scaled, PERCENT, comparator or ("vague" if amount.ends else "exact")


def _counted(figure: Written, first: str, comparator: str | None) -> Answer:
    """A number with its unit, or two ends."""
    if first in _FORMAL and not (first in _NO_WORDS and _unit(figure) in _COUNTED):
        return ""
    amount = number(first)
    if amount is None:
        return "long" if len(first) > _LONGEST_HAN else "word"
    unit, factor = plain_unit(_unit(figure))
    if figure.odd_size:
        amount = Amount(amount.value, amount.step, Fraction(1), amount.loose).times(10**8)
    amount = _with_tail(_in_tenths(amount.times(factor), figure, factor), figure, factor)
    if figure.sign in ("-", "零下"):
        amount = amount.times(-1)
    if figure.second:
        return _range(amount, figure, first, unit, factor)
    return amount, unit, _comparator(amount, figure, first, comparator)


def _comparator(amount: Amount, figure: Written, first: str, comparator: str | None) -> str:
    """What the number itself says of its exactness goes before the word beside it."""
    if amount.ends:
        return "vague" if "几" in first or "数" in first else "range"
    if amount.loose:
        return "more_than"
    if comparator is None and amount.about:
        return "approx"
    return comparator or ("at_most" if figure.within else "exact")


def _in_tenths(amount: Amount, figure: Written, factor: Fraction) -> Amount:
    """六成 is told to the tenth, and 58.3% rounds to it."""
    if _unit(figure) != "成" or amount.loose or amount.value.denominator != 1:
        return amount
    return replace(amount, rounded=factor)


def _with_tail(amount: Amount, figure: Written, factor: Fraction) -> Amount:
    """六成半, 两年半, 一个半月, 3年多: what stands behind or within the unit."""
    extra = figure.odd or figure.tail
    if extra and extra in DIGITS:
        return Amount(amount.value + DIGITS[extra] * factor / 10, factor / 10, ends=amount.ends)
    if extra == "半":
        return Amount(amount.value + factor / 2, factor / 2, ends=amount.ends)
    if extra in _MORE:
        return Amount(amount.value, amount.step, loose=True, ends=amount.ends)
    return amount


def _unit(figure: Written) -> str:
    if figure.odd_unit:
        return "个" + figure.odd_unit
    return figure.odd_yuan or figure.unit or ""


def _range(low: Amount, figure: Written, first: str, unit: str, factor: Fraction) -> Answer:
    """3—5个; in 50—80万元 the multiplier of the second is the first's too."""
    second = figure.second or ""
    end = number(second)
    if end is None:
        return "word"
    high = end.times(factor)
    begin = low.value
    if not figure.first_unit and "万" not in first and "亿" not in first:
        size = _SIZE.search(second)
        if size and second[0].isdigit() and first[0].isdigit():
            shared = number(first + size.group())
            begin = shared.value * factor if shared else begin
    if begin > high.value:
        return "code"
    return Amount(begin, high.step, ends=(begin, high.value)), unit, "range"
