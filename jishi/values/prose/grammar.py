"""How a figure is written 数字的写法: comparator, number, unit, and what may stand behind it.

`FIGURE` matches all of it at once; `Written` names its parts. Whether what it matches is counted at
all is told by `counting`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jishi.values.prose.comparing import AFTER_PATTERN, BEFORE_PATTERN, COMPARATOR_GROUPS
from jishi.values.prose.numerals import ARABIC_AMOUNT, DIGITS
from jishi.values.prose.units import PER, UNIT
from jishi.values.prose.wording import any_of

_D = "".join(DIGITS)
_SIGN = (
    rf"(?:[{_D}十百千万亿拾佰仟廿卅]|[几数](?=[十百千万亿])|(?<=[十百千])几"
    r"|(?<=[十百千])好(?=几)|(?<=[十百千]好)几)"  # 五十好几
)
_RUN = (
    rf"{_SIGN}++(?:点[{_D}]++[万亿]*+)?"
    rf"(?:[余多来](?=[十百千]?[万亿]|{UNIT}|%)[十百千]?[万亿]*)?"
)
_NUMBER = rf"(?:{ARABIC_AMOUNT}|{_RUN})"

#: 百分之五十八点三, 三分之二, 百分之三十余
_PARTS = (
    rf"(?P<parts>百分之|千分之|(?P<whole>{_SIGN}{{1,4}})分之)"
    rf"(?P<share>{_NUMBER}|几)(?P<share_more>[余多]?)"
)
#: 3/5, no part of a date
_OVER = r"(?P<over>(?<![\d/.])\d{1,3}/\d{1,3}(?![\d/.]))"
_HALF = r"(?P<half>过半数|过半|一半|半数)"
#: 半个月, 半天; not 上半年, 大半天
_SEMI = (
    r"(?P<semi>(?<![一二两三四五六七八九十上下前后大多过小])"
    r"半(?P<semi_unit>个月|月(?=内)|天|个?小时|个学期|亩|里(?=路|地)|公里|吨|斤))"
)
#: A number and its measure word in one sign, or by the dozen.
_FEW = r"(?P<few>[俩仨]|半打)"
#: A sign of its own counts only where something is measured: 增长-1.2%, 零下6℃
_MINUS = r"(?P<sign>(?<=[长为比降升：:达率度温\t（])-|(?<=[长为比升：:\t（])\+|零下)?"
#: 3—5个, 50万元至80万元
_TO_SECOND = (
    rf"(?:(?P<first_unit>(?:{UNIT}|%)?)(?:-|至|到)"
    rf"(?:{BEFORE_PATTERN.replace('?P<b_', '?P<x_')})?"
    rf"(?P<second>{_NUMBER})(?=%|{UNIT}|[万亿千百]))?"
)
#: 个多月, 个半小时, 3个亿, or an ordinary unit
_IN = (
    r"(?:个(?P<odd>多|半)(?P<odd_unit>月|小时|星期|学期)|个(?P<odd_size>亿)(?P<odd_yuan>元?)|"
    rf"(?P<unit>(?:{UNIT}|%|‰){PER})?)"
)
#: What stands behind the unit and belongs to the number: 两块五, 六成半, 三年多, 三分之二强
_TAIL = any_of(r"""
    (?<=[块毛])[一二三四五六七八九](?![个年月分])
    (?<=分之.)[强弱]
    半(?![数年径月天夜途个价身路])
    (?<=成)[一二三四五六七八九](?![成个年月])
    还?[余多](?![个年家数次种元样名项了出\d一二两三四五六七八九十])
""")
_WITHIN = r"(?P<within>(?<=[日天时月周年钟])内(?![部外容涵需地心]))"

FIGURE = re.compile(
    rf"(?:{BEFORE_PATTERN} ?)?"
    rf"(?:{_PARTS}|{_OVER}|{_HALF}|{_SEMI}|{_FEW}|{_MINUS}(?P<first>{_NUMBER}){_TO_SECOND}{_IN})"
    rf"(?P<tail>{_TAIL}?)(?:{AFTER_PATTERN})?{_WITHIN}?"
)


class Written(NamedTuple):
    """The parts of a figure as written, by the names of the pattern; what is not there is None."""

    comparator: str | None
    parts: str | None
    whole: str | None
    share: str | None
    share_more: str | None
    over: str | None
    half: str | None
    semi: str | None
    semi_unit: str | None
    few: str | None
    sign: str | None
    first: str | None
    first_unit: str | None
    second: str | None
    odd: str | None
    odd_unit: str | None
    odd_size: str | None
    odd_yuan: str | None
    unit: str | None
    tail: str | None
    within: str | None


_FIELDS = [FIGURE.groupindex[name] for name in Written.__annotations__ if name != "comparator"]
_COMPARED = [FIGURE.groupindex[group] for group, _name in COMPARATOR_GROUPS]
_NAMES = [name for _group, name in COMPARATOR_GROUPS]
_CORE = ("parts", "over", "half", "semi", "few", "sign", "first")


def written(match: re.Match[str]) -> Written:
    """The parts of a match of FIGURE."""
    comparator = None
    compared = match.group(*_COMPARED)
    if any(compared):
        comparator = next(name for name, word in zip(_NAMES, compared, strict=True) if word)
    return Written(comparator, *match.group(*_FIELDS))


def core(match: re.Match[str]) -> tuple[int, int]:
    """The span of a match without the comparator before its number."""
    return next(match.start(name) for name in _CORE if match[name] is not None), match.end()
