"""Numbers as they are written in running text: 4,508 · 2.54亿 · 二十二 · 50余 · 十几 · 三五.

`Amount` keeps beside the value what the writing says of its exactness: `step` is the place value
of the last sign that says something (10 for 50余, a million for 2.54亿), `loose` that the number
is more than it says (余 多), `ends` the two ends where only these are said (几十 → 20…99).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)),
    **dict(zip("○两壹贰叁肆伍陆柒捌玖", (0, 2, *range(1, 10)), strict=True)),
}
PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_TENS = {"廿": 20, "卅": 30}
#: An Arabic number longer than this is a code, never an amount.
LONGEST = 18

_D = "".join(DIGITS)
# What has been read as digits is not given back (++): a run of them is gone through once.
ARABIC = r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d++)?|\d++(?:\.\d++)?"
_HAN = rf"(?:[{_D}十百千万亿拾佰仟廿卅几数]|(?<=[十百千])好(?=几))"  # 五十好几
#: Digits with a multiplier between and behind them, loosely (余) or not.
ARABIC_AMOUNT = (
    rf"(?:{ARABIC})(?:[余多几来]?[十百千]?[万亿]{{1,2}}|[余多几来]?[百千](?![米克瓦伏升卡帕]))?"
    r"(?:\d++[百千万]?万?(?![米克瓦伏升卡帕]))?[余多来]?"
)

_ARABIC_PARTS = re.compile(
    rf"(?P<digits>{ARABIC})(?P<more>[余多几来]?)(?P<size>[十百千万亿]*)"
    r"(?:(?P<rest>\d+)(?P<rest_size>[百千万]*))?(?P<after>[余多来]?)"
)
_HAN_PARTS = re.compile(
    rf"(?P<digits>{_HAN}*?)(?:点(?P<decimals>[{_D}]+))?(?P<size>[万亿]*)"
    r"(?:(?P<more>[余多来])(?P<size_after>[十百千万亿]*))?"
)
_NEXT_TO = re.compile(r"([一二两三四五六七八])([二三四五六七八九])(?=[十百千万亿]|$)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written: value, exactness (see the module), and the two ends of a loose one."""

    value: Fraction
    step: Fraction
    #: Half of this may have been lost in rounding; 0 for a number told to the last one.
    rounded: Fraction = Fraction(0)
    loose: bool = False
    about: bool = False  # 50来
    ends: tuple[Fraction, Fraction] | None = None

    def times(self, factor: Fraction | int) -> Amount:
        """The same amount in a unit `factor` times smaller (万元 → 元)."""
        ends = (self.ends[0] * factor, self.ends[1] * factor) if self.ends else None
        return replace(
            self, value=self.value * factor, step=self.step * factor,
            rounded=self.rounded * factor, ends=ends,
        )  # fmt: skip


def arabic(text: str) -> Amount | None:
    """What matches ARABIC_AMOUNT, read; None where the signs make no number."""
    found = _ARABIC_PARTS.fullmatch(text)
    if found is None or len(found["digits"]) > LONGEST:
        return None
    if found["more"] == "几":
        return None
    digits = found["digits"].replace(",", "")
    size = _size(found["size"])
    decimals = len(digits.partition(".")[2])
    unit = Fraction(size, 10**decimals)
    value = Fraction(digits) * size
    loose = any(found[part] in ("余", "多") for part in ("after", "more"))
    about = "来" in (found["after"], found["more"])
    step = _last_place(digits) * size
    # 585万 and 2.54亿 are rounded at their last digit; 5850 and 4508 are not.
    rounded = unit if decimals or size >= 10**4 else Fraction(0)
    if found["rest"]:
        if not found["size"] or len(found["rest"]) > LONGEST:
            return None
        rest_size = _size(found["rest_size"]) if found["rest_size"] else 1
        value += int(found["rest"]) * rest_size
        if int(found["rest"]) * rest_size >= size:
            return None
        step = _last_place(found["rest"]) * rest_size
        rounded = Fraction(rest_size if rest_size >= 10**4 else 0)
    return Amount(value, step, Fraction(0) if loose else rounded, loose, about)


def han(text: str) -> Amount | None:
    """A number in characters, read: 二十二, 廿二, 两百余, 十几, 几十, 二点五四亿, 三五."""
    text = text.replace("好", "")
    found = _HAN_PARTS.fullmatch(text)
    if found is None:
        return None
    digits, more = found["digits"], found["more"]
    size = _size(found["size"]) * _size(found["size_after"] or "")
    if found["decimals"]:
        whole = _integer(digits)
        if whole is None:
            return None
        places = len(found["decimals"])
        fraction = Fraction(int("".join(str(DIGITS[d]) for d in found["decimals"])), 10**places)
        unit = Fraction(size, 10**places)
        return Amount(
            (whole + fraction) * size, unit, unit if not more else Fraction(0), bool(more)
        )
    behind = _size(found["size_after"] or "")  # 三千多万
    vague = _vague(digits + found["size"])
    if vague is not None:
        return vague.times(behind)
    whole = _integer(digits + found["size"])
    if whole is None:
        return None
    value, step = Fraction(whole * behind), Fraction(_last_place(str(whole)) * behind)
    loose = more in ("余", "多")
    size = _size(found["size"])
    rounded = Fraction(size if size >= 10**4 and not loose else 0)
    return Amount(value, step, rounded, loose, more == "来")


def _size(signs: str) -> int:
    size = 1
    for sign in signs:
        size *= PLACES.get(sign) or MYRIADS[sign]
    return size


def _last_place(digits: str) -> Fraction:
    """Place value of the last digit that is not zero: 150 → 10, 2.5 → 1/10."""
    whole, _, rest = digits.partition(".")
    rest = rest.rstrip("0")
    if rest:
        return Fraction(1, 10 ** len(rest))
    bare = whole.rstrip("0")
    return Fraction(10 ** (len(whole) - len(bare))) if bare else Fraction(1)


def _vague(text: str) -> Amount | None:
    """几十, 数百, 十几, 二十几万; 两三百, 十七八, 三五: only the two ends are said."""
    if "几" in text or "数" in text:
        low = _integer(text.replace("数", "几").replace("几", "一" if text[0] in "几数" else ""))
        if text[0] in "几数":
            base = _integer(text[1:]) if text[1:] else 1
            if base is None:
                return None
            return _ends(Fraction(2 * base), Fraction(10 * base - 1))
        head, _, tail = text.partition("几")
        if head.endswith("十") and not tail.strip("万亿") and low is not None:
            base = _integer(head)
            size = _size(tail)
            return _ends(Fraction((base or 0) + 1) * size, Fraction((base or 0) + 9) * size)
        return None
    joined = _NEXT_TO.search(text)
    if joined is None:
        return None
    first, second = DIGITS[joined[1]], DIGITS[joined[2]]
    if not (second == first + 1 or (first, second) == (3, 5)):
        return None
    ends = [_integer(text[: joined.start()] + d + text[joined.end() :]) for d in joined.groups()]
    if ends[0] is None or ends[1] is None:
        return None
    return _ends(Fraction(ends[0]), Fraction(ends[1]))


def _ends(low: Fraction, high: Fraction) -> Amount:
    return Amount(low, Fraction(1), ends=(low, high))


def _integer(text: str) -> int | None:
    """二十二, 一千零五, 三千五 (3500), 一亿两千万; None for digits in a row (二〇二四)."""
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(sign)
        if found:
            left = _integer(head) if head else 1
            right = _integer(tail) if tail else 0
            if left is None or right is None or right >= size:
                return None
            if len(tail) == 1 and 0 < right < 10:
                right *= size // 10  # 两万三 is 23 000
            return left * size + right
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    total, digit, last = 0, None, 1
    for sign in text:
        if sign in DIGITS:
            if digit:
                return None
            digit = DIGITS[sign]
        elif sign in _TENS:
            total, digit, last = total + _TENS[sign], None, 10
        elif sign in PLACES:
            last = PLACES[sign]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            return None
    if digit and last >= 100 and "零" not in text[-2:] and len(text) > 1:
        digit *= last // 10  # 三千五 is 3 500
    return total + (digit or 0) if text else None
