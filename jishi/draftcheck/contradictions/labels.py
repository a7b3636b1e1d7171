"""Names of parts that count nothing twice 分项: villages, quarters, levels, men and women.

Only numbers so named may be added up: 女党员200名、35岁以下250名 are partly the same people, and
一季度帮扶100户、二季度帮扶120户 partly the same households.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jishi.draftcheck.contradictions.finding import exactly
from jishi.draftcheck.surroundings import Around

#: Words behind the name of a part: 上庄村排查5件.
_REST = r"(?P<rest>[\u4e00-\u9fff]{0,8}?)(?:[为是有达]|达到|：|:)?$"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("state", re.compile(
        r"(?:(?<=其中)|(?<![\u4e00-\u9fff]))(?:目前|现有?)?"
        r"(?P<name>(?:已经?|全部)?(?:完工投用|完工|竣工|建成|完成|办结|化解|整改|达标)"
        r"|在建|正在(?:建设|施工|办理|化解)|推进中|待开工|在办"
        r"|[尚还仍]?未(?:开工|动工|完成|办结|化解|整改|达标))"
        r"(?P<rest>(?:项目)?)(?:的?[有为是]?)$")),
    ("sex", re.compile(
        r"(?P<name>[男女])(?P<rest>性?(?:党员|干部|职工|委员|同志|村民|代表|学员|青年)?)[为是有]?$")),
    ("half", re.compile(r"(?P<name>[上下]半年)" + _REST)),
    ("quarter", re.compile(r"(?P<name>第?[一二三四]季度)" + _REST)),
    ("month", re.compile(r"(?<!\d)(?P<name>(?:1[0-2]|[1-9])月)(?:份)?" + _REST)),
    ("level", re.compile(r"(?:(?<=其中)|(?<![\u4e00-\u9fff]))"
                         r"(?P<name>中央|[省市县区镇乡村](?:级|(?=财政|自筹|配套)))"
                         r"(?P<rest>(?:财政|专项|补助|配套|自筹|投入|资金)*)$")),
    ("place", re.compile(
        r"(?P<name>(?!行政|自然|示范|试点|薄弱|重点|达标|先进|后进|中心|其他|其它|其中|各|每)"
        r"[\u4e00-\u9fff]{1,3}?(?:村(?![民庄级集])|社区|镇(?![村级])|乡(?![村镇贤])|街道))"
        + _REST)),
)  # fmt: skip
#: States of things, which are all there are where none of them is left out: 已完工、在建、未开工.
_STATES = {
    "完工": "built", "竣工": "built", "建成": "built", "完工投用": "built",
    "在建": "building", "正在建设": "building", "正在施工": "building", "推进中": "building",
    "未开工": "waiting", "待开工": "waiting", "未动工": "waiting",
    "完成": "done", "未完成": "not done", "办结": "settled", "未办结": "not settled",
    "在办": "not settled", "正在办理": "not settled", "化解": "resolved", "未化解": "not resolved",
    "正在化解": "not resolved", "整改": "mended", "未整改": "not mended",
    "达标": "reached", "未达标": "not reached",
}  # fmt: skip
_ALL_STATES = (
    {"built", "building", "waiting"}, {"done", "not done"}, {"settled", "not settled"},
    {"resolved", "not resolved"}, {"mended", "not mended"}, {"reached", "not reached"},
)  # fmt: skip
_TIMES = ("half", "quarter", "month")
#: What is counted afresh in each stretch of time; a household or a person may be the same again.
_AFRESH = ("次", "人次", "场", "场次", "件", "期", "批", "批次", "起", "元", "公里", "吨", "份")
#: Names that leave nothing out together.
_ALL = ({"男", "女"}, {"上半年", "下半年"}, {"一季度", "二季度", "三季度", "四季度"})
#: Parts of a row: a county has fewer villages in one sentence.
_MOST = 100
#: Only such marks part the numbers of a row.
_PARTED = re.compile(r"^[、，,和及与]?")
_STOP = re.compile(r"[，,、：:（(]")


@dataclass(frozen=True)
class Part:
    """A number of a row: its index, the kind of its name, the name, and what else is said."""

    at: int
    kind: str
    name: str
    about: str


def row_from(found: Sequence[Around], sentence: Sequence[int], first: int) -> list[Part]:
    """The longest row of named parts that begins with the figure `sentence[first]`."""
    row: list[Part] = []
    for place in range(first, min(len(sentence), first + _MOST)):
        at = sentence[place]
        part = _part(found, at, row[0].kind if row else "")
        if part is None or (row and not _goes_on(found, row, part)):
            break
        row.append(part)
    return row


def complete(row: Sequence[Part]) -> bool:
    """True where nothing is left out: 男 and 女, 上半年 and 下半年."""
    names = {part.name.removeprefix("第") for part in row}
    return names in _ALL or {_state(name) for name in names} in _ALL_STATES


def _state(name: str) -> str:
    return _STATES.get(re.sub("^(?:已经?|全部|[尚还仍](?=未))", "", name), "")


def _part(found: Sequence[Around], at: int, kind: str) -> Part | None:
    around = found[at]
    if exactly(around) is None or around.mention.unit == "%":
        return None
    for own, pattern in _KINDS:
        named = pattern.search(around.between)
        if named is None or kind not in ("", own):
            continue
        if own in _TIMES and around.mention.unit not in _AFRESH:
            return None
        if own == "place" and around.mention.unit in ("个", "村"):
            return None
        ahead = around.between[: named.start()]
        if kind and _PARTED.sub("", ahead, count=1):
            return None
        return Part(at, own, named["name"], _STOP.split(ahead)[-1] + named["rest"])
    return None


def _goes_on(found: Sequence[Around], row: Sequence[Part], part: Part) -> bool:
    """True where the part stands right behind the row, of one unit and with a name of its own."""
    last, about = row[-1], row[0].about
    one_unit = found[part.at].mention.unit == found[last.at].mention.unit
    apart = part.name not in {one.name for one in row}
    said = about.endswith(part.about) or all(one.about == part.about for one in row[1:])
    return part.at == last.at + 1 and one_unit and apart and said
