"""Words of comparison 约数词, and the true values that a wording allows.

The readings are those of 民法典 art. 1259 (以上、以下、以内 include the number, 超过、不满、以外 do
not); 余, 近 and 约 follow the usage of official prose: 50余 is 51…59, 近100 is 90…99, 约 is five
per cent to either side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from jishi.values.prose.numerals import Amount
from jishi.values.prose.units import PERCENT, counts_whole
from jishi.values.prose.wording import any_of

EXACT, MORE_THAN, NEARLY, APPROX = "exact", "more_than", "nearly", "approx"
AT_LEAST, AT_MOST, LESS_THAN, RANGE, VAGUE = "at_least", "at_most", "less_than", "range", "vague"

#: Words before a number. Within a meaning the longer stands first.
BEFORE = {
    AT_MOST: any_of("""
        不(?:得|能|应|可)?(?:超过|多于|高于|大于|超出|超)
        未超过? 没有?超过
        至多 最多 顶多
    """),
    AT_LEAST: any_of(r"""
        达到或超过 等于或大于
        # 满3年; not 圆满, 充满
        (?<![圆不未已美丰打坐挤装站住种放爬铺排塞爆充布])满(?=[\d一二两三四五六七八九十])
        不(?:得|能|应|可)?(?:少于|低于|小于|下于) 不下
        至少要? 最少 起码
        # 上百人; not 以上百分之, 网上千人
        (?<![以之网线村路地山纸晚早马月周身船车会台路])上(?=[百千万])
    """),
    LESS_THAN: any_of("不足 不满 不到 未满 未达 少于 低于 小于 (?<![是可])不够"),
    MORE_THAN: any_of("超过 超出 突破 多于 高于 大于 逾 (?<![高赶反])超"),
    # 小三十件 is a little less; not 大小二十个
    NEARLY: any_of(
        "(?<![大中幼最窄矮])小(?=[二三四五六七八九]十) 将近 接近 (?<![最附邻就远靠亲贴走临])近"
    ),
    APPROX: any_of("""
        大约 大概 差不多 约莫
        # 约30人, 折合约3亩; not 节约, 合约, 解约
        (?<![节签条预履公契制集简违邀相])(?<!(?<![调化理])解)(?<!(?<!折)合)约(?:为|计)?
    """),
}
#: Words behind the unit.
AFTER = {
    AT_LEAST: any_of(r"(?:（含）|\(含\)|及)?以上 之上 (?<=[元户人个亩%])起步"),
    AT_MOST: any_of(r"(?:（含）|\(含\)|及其?)?以下 以内 之内 封顶"),
    APPROX: any_of("左右 上下(?![级联交楼]) 前后"),
    MORE_THAN: any_of(r"有余 开外 以外 出头 \+(?!\d)"),
}
#: A comparison that stands apart from the number it bounds: 至少召开一次, 约占三成, 超过增量的20%.
_APART = {
    AT_LEAST: any_of(r"""
        (?:至少|最少(?!时|的)|起码|少说)(?:也)?(?:要|应|须)?[\u4e00-\u9fff]{1,5}$
        不(?:得)?(?:少于|低于)[^，。；、\d]{2,10}的$
    """),
    AT_MOST: any_of(r"""
        (?:至多|最多(?!时|的)|顶多)(?:只能|可以?)?[\u4e00-\u9fff]{1,5}$
        不(?:得)?(?:超过|高于|多于)[^，。；、\d]{2,10}的$
    """),
    APPROX: any_of("约(?:占|需|有|合|折合|花费|用时?|投入|完成)$"),
    MORE_THAN: any_of(r"(?<!不)(?<!不得)超过[^，。；、\d]{2,10}$"),
}


def _named(table: dict[str, str], mark: str = "") -> str:
    return "|".join(f"(?P<{mark}{name}>{pattern})" for name, pattern in table.items())


#: Patterns of the two tables; each match fills the group of its comparator.
BEFORE_PATTERN = "(?:" + "|".join(f"(?P<b_{name}>{one})了?" for name, one in BEFORE.items()) + ")"
AFTER_PATTERN = f"(?:{_named(AFTER, 'a_')})"
#: (group, comparator): a word behind the unit goes before one that stands before the number.
COMPARATOR_GROUPS = tuple(
    (mark + name, name) for mark, table in (("a_", AFTER), ("b_", BEFORE)) for name in table
)
_APART_PATTERN = re.compile(_named(_APART))

_NEAR = Fraction(9, 10)
_ABOUT = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Allowed:
    """True values that a wording allows: from `low` to `high` (None: no end).

    An end that is itself not allowed is `open`. For what counts whole things both ends are whole
    and allowed.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Fraction | int) -> bool:
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (
            self.high is not None and (value > self.high or (self.high_open and value == self.high))
        )


def compared_apart(before: str) -> str | None:
    """The comparator of a word that stands in `before`, apart from the number."""
    found = _APART_PATTERN.search(before)
    return found.lastgroup if found else None


def allowed(amount: Amount, comparator: str, unit: str) -> Allowed:
    """The values that the amount allows under a comparator, in the plain unit."""
    found = _rising(_allowed(amount, comparator, unit))
    return _whole(found) if counts_whole(unit) else found


def _allowed(amount: Amount, comparator: str, unit: str) -> Allowed:
    value = amount.value
    match comparator:
        case "range" | "vague":
            low, high = amount.ends or (value, value)
            return Allowed(low, high)
        case "more_than":
            # 余 ends below the next step; 超过 has no end.
            return Allowed(value, value + amount.step if amount.loose else None, True, True)
        case "at_least":
            return Allowed(value, None)
        case "at_most":
            return Allowed(None, value)
        case "less_than":
            return Allowed(None, value, high_open=True)
        case "nearly":
            return Allowed(value * _NEAR, value, high_open=True)
        case "approx" if amount.about:
            # 二十来次: somewhat less or somewhat more, a fifth of its last place
            apart = min(amount.step / 5, value / 10)
            return Allowed(value - apart, value + apart)
        case "approx":
            return Allowed(value * (1 - _ABOUT), value * (1 + _ABOUT))
    half = amount.rounded / 2
    whole = amount.rounded == 0 and value.denominator == 1
    if unit == PERCENT:
        # 97% is rounded to the whole; 100% claims that there is no exception.
        half = Fraction(0) if value in (0, 100) else Fraction(1, 2) if whole else half
    return Allowed(value - half, value + half)


def _rising(found: Allowed) -> Allowed:
    """The ends in their order: those of a number below zero (零下近6℃) come the other way round."""
    if found.low is None or found.high is None or found.low <= found.high:
        return found
    return Allowed(found.high, found.low, found.high_open, found.low_open)


def _whole(found: Allowed) -> Allowed:
    """The whole numbers among them; where there is none (两课半) all of them stay."""
    low, high = found.low, found.high
    if low is not None:
        low = Fraction(floor(low) + 1 if found.low_open else ceil(low))
    if high is not None:
        high = Fraction(ceil(high) - 1 if found.high_open else floor(high))
    if low is not None and high is not None and low > high:
        return found
    return Allowed(low, high)
