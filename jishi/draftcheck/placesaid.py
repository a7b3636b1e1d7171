"""Places as running text names them 文中的地方: 余川村, 全镇."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jishi.places import tree
from jishi.values import placecode

#: Words for the whole of a level: of the place asked about, or of what lies above it.
_WHOLE = {
    **dict.fromkeys(("全镇", "全乡", "本镇", "我镇", "镇域"), "town"),
    "全县": "county", "全市": "city", "全省": "province", "全国": "nation",
}  # fmt: skip
_SPOKEN_END = re.compile(r"(?:一个)?[就便]?$")


@dataclass(frozen=True)
class Places:
    """The names of a place, of what lies below it and beside it, for finding them in a text."""

    base: str
    codes: dict[str, str]
    pattern: re.Pattern[str]

    @property
    def name(self) -> str:
        """What the place asked about is called."""
        return self.called(self.base)

    def called(self, code: str) -> str:
        """The name of a place; '' for one that is not known."""
        return next((name for name, its in self.codes.items() if its == code), "")

    def named(self, text: str) -> str | None:
        """The code of the place that the text names last; None where it names none."""
        found = self.all_named(text)
        return found[-1] if found else None

    def all_named(self, text: str) -> list[str]:
        """The codes of the places that the text speaks of, in its order."""
        if text not in self._looked_at:
            found = (one for one in self.pattern.finditer(text) if not _passing(text, one))
            self._looked_at[text] = [self._code(one.group()) for one in found]
        return self._looked_at[text]

    def goes_on(self, text: str) -> list[str]:
        """The places of a text that may go on beyond it: none wider, 获评全市三无乡镇."""
        least = min(len(self.base), _LENGTHS["town"])
        return [code for code in self.all_named(text) if len(code) >= least]

    def subject(self, sentence: str) -> str | None:
        """The one place that a sentence is about, and the next may be; not 其中余川村2件."""
        found = set(self.goes_on(sentence))
        return found.pop() if len(found) == 1 and not _AMONG.search(sentence) else None

    def _code(self, word: str) -> str:
        if word in _WHOLE:
            return (
                placecode.at_level(self.base, _WHOLE[word]) or self.base[: _LENGTHS[_WHOLE[word]]]
            )
        return self.codes.get(word) or self.codes[word + "村"]

    def left_bare(self, text: str) -> str | None:
        """The village that a text ends with, named without 村 as a town is called too (上庄)."""
        for name, code in self.codes.items():
            bare = name[:-1]
            if name[-1] == "村" and len(bare) > 1 and not _spoken(name, self.codes):
                before = text[: -len(bare)][-1:]
                if text.endswith(bare) and not "\u4e00" <= before <= "\u9fff":
                    return code
        return None

    def labelled(self, line: str) -> str | None:
        """The place that a line, or the heading above it, is set under: 余川村：…, （一）余川村."""
        above, _end, own = line.partition("\n")
        for match in (self._label.match(own), self._label.fullmatch(above)):
            if match is not None and match["place"]:
                return self.codes[match["place"]]
        return None

    def spelt(self, words: str) -> str:
        """The words of one of several things, a place at their beginning with its whole name."""
        for name in self.codes:
            bare = name[:-1]
            begins = len(bare) > 1 and words.startswith(bare) and not words.startswith(name)
            if begins and name[-1] == "村" and not self.named(words):
                return name + words[len(bare) :]
        return words

    def spoken(self, words: str) -> str:
        """A text with the name of a village added that it ends with in short: 光上庄就 tells of
        上庄村. The longest that fits: 大上庄就 tells of 大上庄村."""
        ends = _SPOKEN_END.sub("", words)
        fits = [name for name in self.codes if name[-1] == "村" and len(name) > 2
                and ends.endswith(name[:-1])]  # fmt: skip
        return words + max(fits, key=len) if fits else words

    def of_section(self, headings: Sequence[str]) -> str | None:
        """The place of the last of a text's headings that names one: 旺川村：志愿服务暖民心."""
        for line in reversed(headings):
            if codes := self.goes_on(line):
                return codes[-1]
        return None

    @cached_property
    def _looked_at(self) -> dict[str, list[str]]:
        """The codes in texts that were looked at before: each is asked for more than once."""
        return {}

    @cached_property
    def _label(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self.codes, key=len, reverse=True)))
        numerals = "一二三四五六七八九十"
        number = rf"(?:[{numerals}]{{1,3}}[、.]|[（(][{numerals}\d]{{1,3}}[）)]|\d{{1,2}}[.、])?"
        return re.compile(rf"{number}(?P<place>{names})(?:(?:工作)?情况)?(?:[：:。]|$)")


#: Where a place is named on the way to another: 位于上庄镇东部, 在上庄镇党委的领导下, 比余川村多,
#: 占全镇的16%, 在全镇排第一.
_WAY_THERE = re.compile(
    r"(?:位于|地处|坐落[于在]?|隶属于?|毗邻|紧邻|邻近|相邻|距离?|[东西南北][临邻接靠连]|[邻接]壤于?)"
    r"(?:[\u4e00-\u9fff]{2,3}[省市县])*$|[比较]$|[高低多少]于$|占了?$|[居列]$"
)
_LED_BY = re.compile(
    r"[\u4e00-\u9fff、]{0,12}?的?(?:坚强|正确|统一)?(?:领导|指导|关心|支持|帮助|部署)[\u4e00-\u9fff]{0,6}下"
    r"|率先|首[个家批创]"
    r"|(?:各村)?[里中]?(?:排|位[列居]|居|名列|领先|靠前)"
)
#: Where a place is one of several that the sentence is about.
_AMONG = re.compile(
    r"其中|例如|比如|譬如|最[多少高低大小快好]|独占|\d[个支名人条件次项户]?[\u4e00-\u9fff]{2,8}[中里]，"
)
#: 与余川村并列, 全镇独此: a place that another is only set beside.
_ALONGSIDE = re.compile("并列|持平|相当|一样|相同|同列|不相上下|接近|齐平|打平")
_BESIDE = re.compile("[与和跟同]$")
_FIRST_OF_ALL = re.compile(
    "独此|唯一|独一|[排居列]?第[一二三]|首[位个家]|之?最[，、。；]|前列|末位|垫底"
)
#: 旺川村是上庄镇农户最多的村: a wider place that another is told as one of.
_IS = re.compile("[是为系属算]$|作为$")
_ONE_OF_IT = re.compile(
    r"[^，,。；;]{0,14}?(?:最[多少大小高低强好早晚]|之一|第[一二三]?|唯一|率先)"
)
_LONGEST_WAY, _LONGEST_LED = 16, 30


def _passing(text: str, name: re.Match[str]) -> bool:
    start, end = name.span()
    if _WAY_THERE.search(text, max(0, start - _LONGEST_WAY), start):
        return True
    if _BESIDE.search(text, max(0, start - 1), start) and _ALONGSIDE.match(text, end):
        return True
    if name.group() in _WHOLE and _FIRST_OF_ALL.match(text, end):
        return True
    if _IS.search(text, max(0, start - 2), start) and _ONE_OF_IT.match(text, end):
        return True
    led = _LED_BY.match(text, end, end + _LONGEST_LED)
    return bool(led and "在" in text[max(0, start - 2) : start])


_LENGTHS = {"nation": 0, "province": 2, "city": 4, "county": 6, "town": 9}


#: 五联最少, 宅坦的同志, 旺川一个村: a village named without its last sign, as one speaks.
_AS_SPOKEN = (
    "的同志|的干部|这?一个村|最[多少高低好快]|就?占了?(?:[0-9一二三四五六七八九十近超]|全[镇乡])"
    "|(?:[就也便]?[只才仅][有是]?|[就便][有是])(?=$|[，,0-9两一二三四五六七八九十])|就?(?:只|才)?有(?:[0-9两一二三四五六七八九十]|近)|一?村(?:就|占|独)"
)
#: 光旺川就有20场, 单上庄一村: what stands before a village so named.
_SPOKEN_OF = "(?<=光)|(?<=单)|(?<=光是)|(?<=仅)|(?<=数)"


def _spoken(name: str, codes: dict[str, str]) -> bool:
    """True for a village whose name without 村 is no other place's: not 上庄 beside 上庄镇."""
    bare = name[:-1]
    return len(bare) > 1 and name[-1] == "村" and not any(bare + kind in codes for kind in "镇乡县")


def places(base: str, on: date) -> Places:
    """The names known about a place: its town and county, their villages and towns on a day."""
    codes: dict[str, str] = {}
    town, county = placecode.at_level(base, "town"), placecode.at_level(base, "county")
    for above in filter(None, (county, town)):
        codes |= {child.name: child.code for child in tree.children(above, on)}
    codes |= {name: code for code, name in tree.names(filter(None, (town, county))).items()}
    return called(base, codes)


def called(base: str, codes: dict[str, str]) -> Places:
    """The places of given names, seen from `base`."""
    names = sorted({*codes, *_WHOLE}, key=len, reverse=True)
    # A name within a longer word is another's: 上庄村 in 上庄村民, 余川村级.
    spelt = "(?:" + "|".join(map(re.escape, names)) + ")(?!民|级|庄|组(?![织建成]))"
    if spoken := [name for name in codes if _spoken(name, codes)]:
        bare = "(?:" + "|".join(re.escape(name[:-1]) for name in spoken) + ")"
        spelt += f"|{bare}(?={_AS_SPOKEN})|(?:{_SPOKEN_OF}){bare}(?![村镇乡])"
        # 上庄村26次，旺川20次, 其中瑞川2件: alone before a number; not 上庄、旺川2个村
        alone = "(?<=[，,；;：:。])|(?<=其中)|(?<=[次个件户条元人名支场起批%]、)|^"
        spelt += f"|(?:{alone}){bare}(?=$|[，,；;])"
    if alike := [name[:-1] for name in codes if name[-1] == "村" and not _spoken(name, codes)]:
        # 上庄一个村: the village, though the town is called so too
        spelt += f"|(?:{'|'.join(map(re.escape, filter(None, alike)))})(?=一个?村)"
    pattern = re.compile(spelt)
    return Places(base, codes, pattern)
