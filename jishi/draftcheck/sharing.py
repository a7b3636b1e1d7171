"""Which of several named things a number is of, where a row of them is told together 分别、各.

党员责任区和示范岗分别为70个、24个 gives the first number to the first name; 突击队、服务队各8支
gives the one number to every name. Where names and numbers are not equally many nobody can tell,
and nothing is said here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jishi.values.prose import Mention

_IN_TURN = re.compile(r"分别|依次")
_EACH = re.compile(
    r"(?<![、，,；;。：:\n（(])各(?![类级村部单界种项地镇组家户位方乡县区])[^，,；;。、：:\n]{0,6}$"
)
#: 上庄、旺川两个村都超过350条.
_ALL_OF_THEM = re.compile(r"(?<=村)[都均](?:[有为是达]|达到)?$")
#: 70个、24个——分别是党员责任区、示范岗的数量: the numbers stand first.
_NUMBERS_FIRST = re.compile(
    r"(?<![-：:，,])[-：:，,]{0,3}(?:分别|依次)(?:对应|代表)?(?:是|为|系)(?P<names>[^，,；;。：:\n\d]+)"
)
_NUMBER_OF = re.compile(r"的?(?:数量|个数|总数|次数|支数|数)$")
#: 上庄村、余川村各设示范岗5个、3个.
_EACH_IN_TURN = re.compile(r"(?<![、，,；;。：:\n（(])各(?=[设有建立选派召开组])")
_PLACE_AND_MORE = re.compile(r"[\u4e00-\u9fff]{1,4}?村(?P<more>[\u4e00-\u9fff]{2,})")
_SEVERAL_PLACES = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?P<n>[两二三四五六七八九十]|\d{1,2})个?(?:行政)?村"
)
_OF_THEM = re.compile("^(?:其中|另外|[只仅]有|[只仅]剩|[除光]了?)")
#: 一季度、二季度党委会分别召开8次、7次.
_TIME = re.compile(
    r"(?:[今去本]年|20\d\d年)?(?:第?[一二三四]季度|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?)"
    r"|20\d\d年|[今去]年"
)
#: 一、二、三季度, 上、下半年: what they are stands behind the last alone.
_SHORT = re.compile("第?(?:[一二三四上下]|1[0-2]|[1-9])")
_WHAT_THEY_ARE = re.compile("第?(?:[一二三四]|[上下]|1[0-2]|[1-9])(?P<what>季度|半年|月份?)")
#: 旺川村三个季度的志愿活动分别为…
_SOME_QUARTERS = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,12}?)[前这]?三个?季度(?:的(?P<more>[\u4e00-\u9fff]{2,10}))?$"
)
_TIME_AND_MORE = re.compile(rf"(?:{_TIME.pattern})的?(?P<more>[\u4e00-\u9fff]{{2,}})")
_OF_THE_YEAR = re.compile(r"(?:^|[^前三])(?:[四4]个|各个?|每个?)季度$")
_NUMERALS = {"两": 2} | {sign: at for at, sign in enumerate("一二三四五六七八九十", 1)}
_NUMERALS |= {str(n): n for n in range(2, 21)}
_CLAUSE = re.compile(r"[，,；;。：:！？!?\n（(]")
_NAMES = re.compile(r"以及|[、和及与]")
_NEXT = re.compile(r"\s*(?:[、，,]|和|及|与|以及)\s*")
_LONGEST_NAME, _REACH = 16, 60
#: Between the word and the first number: 分别召开党委会, 分别为.
_COMMON = re.compile(r"[^，,；;。：:！？!?\n（(\d]{0,30}")
_WORDS_BEHIND = 10


def shares(text: str, figures: Sequence[Mention]) -> dict[int, tuple[str, ...]]:
    """Position of a figure → the words of each thing that it is told of; most figures have none."""
    each = _of_each(text, figures)
    found: dict[int, tuple[str, ...]] = {}
    for word in (*_IN_TURN.finditer(text), *_EACH_IN_TURN.finditer(text)):
        row = list(_row(text, figures, word.end()))
        if len(row) < 2 or row[0] in found:
            continue
        common = text[word.end() : figures[row[0]].plain_start]
        names = _names(text, word.start())
        if len(_NAMES.split(common)) > 1:  # 分别召开党委会、中心组学习22次、10次
            names, common = _NAMES.split(common), ""
        if not names and row[0] - 1 in each:  # 余川、旺川各3个，分别是4330万和5600万
            names = each[row[0] - 1][0]
        names = _named_before(text, word.start(), names)
        if 1 < len(names) < len(row) and _comma(text, figures, row[len(names)]):
            row = row[: len(names)]  # …分别13个、10个，合计23个
        if len(names) == len(row):
            behind = _behind(text, figures[row[-1]])
            for at, name in zip(row, names, strict=True):
                found[at] = (name + common + behind,)
    for at, (names, common) in each.items():
        if at not in found:
            found[at] = tuple(name + common for name in names)
    return found | _numbers_first(text, figures)


def _named_before(text: str, end: int, here: list[str]) -> list[str]:
    """只有余川、寺后没有满格，分别为…: the names in the clause before the one `end` begins, and
    7月、8月，党委会分别… the times there; those of its own clause where it has more than one."""
    if len(here) > 1:
        return here
    own = _CLAUSE.split(text[max(0, end - _REACH) : end])[-1]
    before = end - len(own) - 1
    names = _names(text, before) if before >= 0 and text[before] in "，," else []
    if own and not (len(names) > 1 and all(_TIME.fullmatch(name) for name in names)):
        return here
    return [name + own for name in names] or here


def _comma(text: str, figures: Sequence[Mention], at: int) -> bool:
    """True where a comma stands between a figure and the one before it."""
    between = text[figures[at - 1].plain_end : figures[at].plain_start]
    return between.strip() in ("，", ",")


def _of_each(text: str, figures: Sequence[Mention]) -> dict[int, tuple[list[str], str]]:
    """Position of a figure told of each of several things → their names, and what all share."""
    found: dict[int, tuple[list[str], str]] = {}
    for at, figure in enumerate(figures):
        low, end = max(0, figure.plain_start - 8), figure.plain_start
        each = _EACH.search(text, low, end) or _ALL_OF_THEM.search(text, low, end)
        names = _names(text, each.start()) if each is not None else []
        if each is not None and len(names) > 1:
            found[at] = names, text[each.start() + 1 : end] + _behind(text, figure)
    return found


def _numbers_first(text: str, figures: Sequence[Mention]) -> dict[int, tuple[str, ...]]:
    """70个、24个——分别是党员责任区、示范岗的数量: the words of numbers that stand before them."""
    ends = [figure.plain_end for figure in figures]
    found: dict[int, tuple[str, ...]] = {}
    for told in _NUMBERS_FIRST.finditer(text):
        last = bisect_left(ends, told.start())
        if last == len(ends) or ends[last] != told.start():
            continue
        first = last
        while first and _NEXT.fullmatch(text, ends[first - 1], figures[first].plain_start):
            first -= 1
        names = _NAMES.split(_NUMBER_OF.sub("", told["names"]))
        if first < last and len(names) == last - first + 1:
            found |= {first + at: (name,) for at, name in enumerate(names)}
    return found


def _names(text: str, end: int) -> list[str]:
    """The names in the clause before `end`; none where any cannot be one."""
    clause = _CLAUSE.split(text[max(0, end - _REACH) : end])[-1]
    names = [name.strip() for name in _NAMES.split(clause)]
    last = _WHAT_THEY_ARE.match(names[-1])
    if last is not None and all(_SHORT.fullmatch(name) for name in names[:-1]):
        names = [name + last["what"] for name in names[:-1]] + names[-1:]
    # 上庄、余川、瑞川村村民组: what is counted stands behind the last place.
    whole = _PLACE_AND_MORE.fullmatch(names[-1])
    if whole is not None and all(len(name.removesuffix("村")) < 4 for name in names[:-1]):
        names = [name.removesuffix("村") + "村" + whole["more"] for name in names[:-1]] + names[-1:]
    names[0] = _OF_THEM.sub("", names[0])
    times = _TIME_AND_MORE.fullmatch(names[-1])
    if times is not None and all(_TIME.fullmatch(name) for name in names[:-1]):
        names = [name + times["more"] for name in names[:-1]] + names[-1:]
    several = _SEVERAL_PLACES.fullmatch(names[-1])
    if several is not None and len(names) == _NUMERALS.get(several["n"]):  # 上庄、余川、宅坦三村
        names = [name.removesuffix("村") + "村" for name in (*names[:-1], several["name"])]
        names = [_OF_THEM.sub("", names[0]), *names[1:]]
    if len(names) == 1 and _OF_THE_YEAR.search(names[0]):
        names = ["一季度", "二季度", "三季度", "四季度"]
    three = _SOME_QUARTERS.fullmatch(names[0]) if len(names) == 1 else None
    if three is not None:
        names = [f"{three['who']}{sign}季度{three['more'] or ''}" for sign in "一二三"]
    # 镇、村两级 are no places that the words tell.
    told = all(1 < len(name) <= _LONGEST_NAME and name[-1] != "级" for name in names)
    return names if told else []


def _behind(text: str, figure: Mention) -> str:
    return _CLAUSE.split(text[figure.plain_end : figure.plain_end + _WORDS_BEHIND])[0]


def _row(text: str, figures: Sequence[Mention], start: int) -> Iterator[int]:
    """Positions of the figures that follow `start`, parted by nothing but commas."""
    at = bisect_left(figures, start, key=lambda one: one.plain_start)
    if at == len(figures) or not _COMMON.fullmatch(text, start, figures[at].plain_start):
        return
    yield at
    while at + 1 < len(figures) and _NEXT.fullmatch(
        text, figures[at].plain_end, figures[at + 1].plain_start
    ):
        at += 1
        yield at
