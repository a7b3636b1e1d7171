"""Whole numbers and money as typed (数量、金额)."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, Decimal

from jishi.values.complaint import excerpt
from jishi.values.entries.text import Unreadable, empty, to_ascii

# Excel keeps 15 significant digits: beyond them a number is no longer what was typed.
LARGEST = 10**15

_UNITS = {"": 1, "万": 10**4, "亿": 10**8}
_NUMBER = (
    r"(?P<sign>[-+]?) ?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)? ?(?P<unit>[万亿]?)"
)
_PLAIN = re.compile(_NUMBER)
_MEASURED = re.compile(_NUMBER + r" ?(?P<word>[^\d\s.,%+\-余多几来近约万亿千百]{1,3})")
_MONEY = re.compile(
    r"(?P<open>\()?¥? ?(?:RMB|CNY|人民币)? ?" + _NUMBER + r" ?[元圆块]?整?(?P<close>\))?"
)

_CHINESE_DIGITS = dict(
    zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}


def parse_int(value: object, low: int | None = None, high: int | None = None) -> int:
    """A whole number between `low` and `high`, both included.

    Reads 30, 30.0, 1,234, １２, 3万. Raises `Unreadable` for fractions, for words around the number
    (30人, 30余, 三十: the hint gives the number to write where it is certain), and outside the
    bounds.
    """
    number = _float_number(value) if isinstance(value, float) else _text_number(value)
    if number != number.to_integral_value():
        raise Unreadable("“%(value)s”不是整数", "请填整数", value=excerpt(value))
    if abs(number) > LARGEST:
        raise _too_large(value)
    whole = int(number)
    if low is not None and whole < low:
        raise Unreadable(
            "%(number)s 太小", "这里不能小于 %(low)s", value=excerpt(value), number=whole, low=low
        )
    if high is not None and whole > high:
        raise Unreadable(
            "%(number)s 太大",
            "这里不能大于 %(high)s",
            value=excerpt(value),
            number=whole,
            high=high,
        )
    return whole


def parse_fen(value: object, *, allow_negative: bool = False) -> int:
    """An amount of money given in 元, as whole 分.

    Reads 5850000, 585万, 585万元, 2.54亿元, 1,234.50元, ￥12. More than two decimals of 元 are
    refused; the noise that sums leave in a float (0.1 + 0.2) is rounded away: up to a millionth of
    the amount, and never more than 0.00001 元, so that no digit a person typed is lost.
    """
    fen = _float_fen(value) if isinstance(value, float) else _text_money(value) * 100
    if fen != fen.to_integral_value():
        raise Unreadable(
            "金额“%(value)s”不足一分", "以元为单位，最多两位小数", value=excerpt(value)
        )
    if abs(fen) > LARGEST:
        raise _too_large(value)
    if fen < 0 and not allow_negative:
        raise Unreadable("金额“%(value)s”是负数", "这里不能填负数", value=excerpt(value))
    return int(fen)


def _float_number(value: float) -> Decimal:
    if not math.isfinite(value):
        raise _not_a_number(value)
    return Decimal(repr(value))


def _float_fen(value: float) -> Decimal:
    exact = _float_number(value) * 100
    if abs(exact) > LARGEST:
        raise _too_large(value)
    rounded = exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    noise = min(abs(exact) / 10**6, Decimal("0.001"))
    return rounded if abs(exact - rounded) <= noise else exact


def _from_match(match: re.Match[str]) -> Decimal:
    digits = match["digits"].replace(",", "") + (match["fraction"] or "")
    if len(digits) > 30:
        raise _too_large(match.string)
    number = Decimal(digits) * _UNITS[match["unit"]]
    return -number if match["sign"] == "-" else number


def _text_number(value: object) -> Decimal:
    text = _number_text(value)
    if match := _PLAIN.fullmatch(text):
        return _from_match(match)
    if match := _MEASURED.fullmatch(text):
        # The unit belongs to the column; a hint that gives the bare number is right for any word.
        raise Unreadable(
            "“%(value)s”里有多余的字",
            "改成%(number)s",
            value=excerpt(value),
            number=f"{_from_match(match).normalize():f}",
        )
    chinese = _chinese_number(text)
    if chinese is not None:
        raise Unreadable(
            "“%(value)s”是汉字数字", "改成%(number)s", value=excerpt(value), number=chinese
        )
    raise _not_a_number(value)


def _text_money(value: object) -> Decimal:
    text = _number_text(value).upper()
    match = _MONEY.fullmatch(text)
    if match and (match["open"] is None) == (match["close"] is None):
        amount = _from_match(match)
        # Accountants write a negative amount in brackets.
        return -abs(amount) if match["open"] else amount
    if "," in text:
        raise Unreadable("金额“%(value)s”里的逗号位置不对", "去掉逗号再填", value=excerpt(value))
    raise Unreadable(
        "“%(value)s”不是金额",
        "以元为单位写数字，例如 5850000、585万 或 1234.50",
        value=excerpt(value),
    )


def _number_text(value: object) -> str:
    if isinstance(value, bool):
        raise _not_a_number(value)
    text = to_ascii(value)
    if not text:
        raise empty()
    return text


def _chinese_number(text: str) -> int | None:
    """三十 → 30, 一百零五 → 105, a measure word after it or not; None for anything else."""
    total, digit, last_unit = 0, None, 10_000
    for index, sign in enumerate(text):
        if sign in _CHINESE_DIGITS:
            if digit:
                return None
            digit = _CHINESE_DIGITS[sign]
        elif sign in _CHINESE_UNITS and _CHINESE_UNITS[sign] < last_unit:
            last_unit = _CHINESE_UNITS[sign]
            total += (1 if digit is None else digit) * last_unit
            digit = None
        elif index and index == len(text) - 1 and sign not in "余多几来万亿":
            break
        else:
            return None
    return total + (digit or 0) if text else None


def _not_a_number(value: object) -> Unreadable:
    return Unreadable("“%(value)s”不是数字", "请填一个数字，例如 30", value=excerpt(value))


def _too_large(value: object) -> Unreadable:
    return Unreadable("“%(value)s”太大了", "请核对位数", value=excerpt(value))
