"""Another value in the writer's own way of writing 照原来的写法改数.

二十二次 stays in characters, 叁拾伍件 in those of cheques, ２２次 in full-width digits, 2.54亿元 in
亿 with two decimals, 2亿4500万元 in 亿 and 万, 50余次 keeps its 余 while that is true. Blanks
within a number (2 5 次) are no way of writing, and go.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor

from jishi.values.prose.comparing import AFTER, BEFORE
from jishi.values.prose.mentions import Mention
from jishi.values.prose.numerals import DIGITS
from jishi.values.prose.reading import read
from jishi.values.prose.script import simplified

_HAN = "〇零一二三四五六七八九"
_WIDE = {ord(str(n)): chr(0xFF10 + n) for n in range(10)} | {ord("."): "．"}
_NUMBER = re.compile(
    rf"(?P<parts>百分之)?(?P<number>[0-9０-９][0-9０-９,，.．]*|[{''.join(DIGITS)}十百千廿卅点拾佰仟]+"
    r"(?:[百千]?)?)(?P<more>[余多餘来]?)(?P<size>[万亿萬億]*)(?P<late>[余多餘]?)"
)
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FORMAL_SIGNS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
#: 2亿4500万, 两亿四千五百万: one number in two sizes.
_SIGNS = rf"[0-9０-９]+|[{''.join(DIGITS)}十百千拾佰仟]+"
_TWO_SIZES = re.compile(rf"(?P<first>{_SIGNS})亿(?P<second>{_SIGNS})万")
_BLANKS = re.compile(r"(?<=[0-9０-９]) +(?=[0-9０-９\u4e00-\u9fff])")
_TRADITIONAL = str.maketrans("点万亿余", "點萬億餘")
_SIZES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
#: A number in 万 or 亿 that is further from its value than this part of it has lost digits.
_LOST = Fraction(1, 200)
_COMPARE = re.compile("|".join(f"(?:{words})" for words in (*BEFORE.values(), *AFTER.values())))


def rewritten(mention: Mention, value: Fraction) -> str | None:
    """The surface with another value (in the plain unit), true of it; None where it cannot be.

    A claim without exception, a range and a number only vaguely told have no number to put in.
    """
    if mention.universal or mention.value is None:
        return None
    if close := _closed_up(mention):
        return rewritten(close, value)
    plain = simplified(mention.surface)
    if two := _TWO_SIZES.search(plain):
        return _in_two_sizes(mention, two, value)
    found = _NUMBER.search(plain)
    if found is None or len(plain) != len(mention.surface):
        return None
    scale = _scale(mention, found)
    if scale is None:
        return None
    size, scale = _size(found["size"], scale, value)
    if size == found["size"]:
        size = mention.surface[found.start("size") : found.end("size")]
    size = _as_traditional(size, mention.surface)
    before, after = mention.surface[: found.start("number")], mention.surface[found.end("late") :]
    if (loose := _loosely(found, mention, value / scale)) is not None:
        number, more = loose
        # 余, 餘, 多 and 来 stay as they were written.
        at = found.start("more") if found["more"] else found.start("late")
        written = found["more"] or found["late"]
        sign = (mention.surface[at : at + 1] if written else "余") if more else ""
        number = _as_traditional(number, mention.surface)
        surface = before + number + (sign + size if found["more"] else size + sign) + after
        if _true(surface, value):
            return surface
    number = _as_traditional(_exactly(found, value / scale), mention.surface)
    surface = _COMPARE.sub("", simplified(before)) + number + size + _COMPARE.sub("", after)
    return surface if _true(surface, value) else None


def _closed_up(mention: Mention) -> Mention | None:
    """The number without blanks within it, where it has some."""
    close = _BLANKS.sub("", mention.surface)
    if close == mention.surface:
        return None
    found = read(close).figures
    same = len(found) == 1 and found[0].surface == close and found[0].value == mention.value
    return found[0] if same else None


def _in_two_sizes(mention: Mention, found: re.Match[str], value: Fraction) -> str | None:
    """2亿4500万元 with another value that 亿 and 万 tell to the last."""
    if value % 10**4 or value <= 0:
        return None
    first, second = divmod(int(value) // 10**4, 10**4)
    sizes = ((first, "亿"), (second, "万"))
    written = mention.surface[found.start("first")]
    if written.isdigit() and written not in DIGITS:
        number = "".join(f"{many}{size}" for many, size in sizes if many)
        number = number if written.isascii() else number.translate(_WIDE)
    else:
        number = _formally(in_characters(str(int(value))), found["first"])
    number = number.replace("亿", mention.surface[found.end("first")]).replace(
        "万", mention.surface[found.end() - 1]
    )
    surface = mention.surface[: found.start()] + number + mention.surface[found.end() :]
    return surface if _true(surface, value) else None


def _formally(number: str, like: str) -> str:
    """A number in characters in those of cheques where `like` is in them: 一十五 → 壹拾伍."""
    if _FORMAL_SIGNS.isdisjoint(like):
        return number
    return ("一" + number if number.startswith("十") else number).translate(_FORMAL)


def _as_traditional(number: str, surface: str) -> str:
    """The characters of a number as a text writes them that is set in traditional ones."""
    return number.translate(_TRADITIONAL) if simplified(surface) != surface else number


def _scale(mention: Mention, found: re.Match[str]) -> Fraction | None:
    """How much of the plain unit one of the written number is."""
    size = Fraction(_SIZES.get(found["size"], 1))
    if mention.unit == "%" and "成" in mention.surface:
        return Fraction(10)
    return size if found["size"] in ("", *_SIZES) else None


def _size(written: str, scale: Fraction, value: Fraction) -> tuple[str, Fraction]:
    """The size to write a value in, and its scale: a smaller one than was written, where that
    leaves only digits behind noughts: 2.6万元 rather than 0.00026亿元."""
    smaller = {"万亿": "亿", "亿": "万", "万": ""}
    while written in smaller and abs(value) < scale / 1000 and value:
        written = smaller[written]
        scale = Fraction(_SIZES.get(written, 1))
    return written, scale


def _loosely(found: re.Match[str], mention: Mention, value: Fraction) -> tuple[str, bool] | None:
    """The digits of a bound or a round number for a value in the written scale, and whether 余
    stays behind them; None where the text is exact, or its round number would tell nothing."""
    written = _plain_digits(found["number"])
    decimals = len(written.partition(".")[2])
    step = _step(written) if "点" not in found["number"] else Fraction(1, 10**decimals)
    low, high = floor(value / step) * step, ceil(value / step) * step
    kept = bool(found["more"] or found["late"])
    more = False
    match mention.comparator:
        case "more_than" if kept:
            near, more = low, low != value
        case "more_than" | "nearly" | "less_than" if low == value:
            return None  # neither over sixty nor nearly sixty: sixty
        case "more_than" | "at_least":
            near = low
        case "nearly" | "less_than":
            near = high
        case "at_most":
            near = high
        case "approx":
            near, more = round(value / step) * step, kept  # 五十来次
        case _:
            return None
    if not value / 2 <= near <= value * 2:
        return None  # 超过0亿元
    return _in_script(found, near, decimals), more


def _exactly(found: re.Match[str], value: Fraction) -> str:
    """The number with the writer's decimals; with more of them where these would lose the value:
    5.85亿元 becomes 0.0585亿元 for 585万元, never 0.06亿元."""
    decimals = len(_plain_digits(found["number"]).partition(".")[2])
    rounded = _rounded(value, decimals)
    if found["size"]:
        while abs(rounded - value) > _LOST * abs(value):
            decimals += 1
            rounded = _rounded(value, decimals)
    elif rounded != value and found["parts"] is None and decimals == 0:
        decimals = 2 if (value * 100).denominator == 1 else 1
        rounded = _rounded(value, decimals)
    return _in_script(found, rounded, decimals)


def _rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, as the offices round."""
    return Fraction(floor(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def _in_script(found: re.Match[str], value: Fraction, decimals: int) -> str:
    """The number in the signs of the old one: digits, full-width digits or characters."""
    digits = _decimal(value, decimals)
    written = found["number"]
    if written[0].isascii() and written[0].isdigit():
        if "," in written:
            whole, point, rest = digits.partition(".")
            return f"{int(whole):,}{point}{rest}"
        return digits
    if "０" <= written[0] <= "９":
        return digits.translate(_WIDE)
    return _formally(in_characters(digits), written)


def in_characters(digits: str) -> str:
    """A decimal number in characters: 22 → 二十二, 2.54 → 二点五四, 1690 → 一千六百九十."""
    whole, _point, rest = digits.partition(".")
    said = _whole(int(whole))
    return (
        said + "点" + "".join(_HAN[int(d) + 1] if d != "0" else "零" for d in rest)
        if rest
        else said
    )


def _whole(number: int) -> str:
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            head, tail = divmod(number, size)
            gap = "零" if tail and tail < size // 10 else ""
            return _whole(head) + sign + (gap + _whole(tail) if tail else "")
    said, zero = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += ("零" if zero and said else "") + _HAN[digit + 1] + sign
            zero = False
        else:
            zero = True
    said = said or "零"
    return said.removeprefix("一") if said.startswith("一十") else said


def _decimal(value: Fraction, decimals: int) -> str:
    scaled = str(abs(value) * 10**decimals // 1).rjust(decimals + 1, "0")
    whole, rest = (scaled[:-decimals], scaled[-decimals:]) if decimals else (scaled, "")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _plain_digits(number: str) -> str:
    same = "".join(str(ord(s) - 0xFF10) if "０" <= s <= "９" else s for s in number)
    same = same.replace("．", ".").replace(",", "").replace("，", "")
    if same[0].isdigit():
        return same
    head, _point, rest = same.partition("点")
    found = read(("一" if head[0] in "百千佰仟" else "") + head + "个").figures
    whole = str(found[0].value) if found and found[0].value is not None else "1"
    return whole + ("." + "".join(str(DIGITS[d]) for d in rest) if rest else "")


def _step(written: str) -> Fraction:
    """Place value of the last digit that is not zero."""
    whole, _point, rest = written.partition(".")
    if rest.strip("0"):
        return Fraction(1, 10 ** len(rest.rstrip("0")))
    bare = whole.rstrip("0")
    return Fraction(10 ** (len(whole) - len(bare)) if bare else 1)


def _true(surface: str, value: Fraction) -> bool:
    found = read(surface).figures
    return len(found) == 1 and found[0].surface == surface and value in found[0].allowed
