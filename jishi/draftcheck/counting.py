"""Which indicator a number speaks of 对上指标: by what is counted and the measure word together.

Never by value alone: the sample town has 8件 twice, and 8支 beside 8个. Each indicator says how
running text speaks of it (`Indicator.said`); the longest wording that stands about the number wins,
and two that are equally near are both told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jishi.draftcheck.surroundings import Around
from jishi.indicators.indicator import Indicator

#: Measure words that a unit is told in as well.
_ALIKE: dict[str, frozenset[str]] = {
    "次": frozenset({"次", "场", "期", "场次", "回", "轮", "轮次", "堂", "期次", "趟", "遍"}),
    "人": frozenset({"人", "名", "位", "号人"}),
    "个": frozenset({"个", "家", "处", "所", "项", "座", "片", "类", "份", "条"}),
    "支": frozenset({"支", "个"}),
    "件": frozenset({"件", "起", "宗", "例", "桩", "件次", "个", "项"}),
    "类": frozenset({"类", "大", "个", "种"}),
    "户": frozenset({"户"}),
    "批": frozenset({"批", "批次"}),
    "人次": frozenset({"人次"}),
    "条": frozenset({"条", "项", "个", "件"}),
    "元": frozenset({"元"}),
    "%": frozenset({"%"}),
}
_ALIKE["名"] = _ALIKE["人"]
ANY_UNIT = "*"  # of a rate, which says nothing of what it is a rate of
#: A bare number may stand for any count.
_BARE = frozenset(_ALIKE) - {"元", "%", "批", "人次", "户"}
_MEASURED = ("元", "%")  # 零来访 is of any count
_SIZED = re.compile(r"[万亿][多余+]*(?:出头|左右|上下|开外|有余|以上|以下|以内)?$")
_REACH_BEFORE, _REACH_AFTER = 26, 14
#: A long word means what it says farther off: 两名干部分赴上庄村和五联村任村委会主任助理.
_REACH_FAR, _LONG = 24, 4
#: Lost where a word of the phrase stands beyond a stop, or the number before; where it is weak.
_BEYOND_STOP, _BEYOND_ANOTHER, _WEAK = 15, 30, 20
#: Disputes of one kind, of which the ledger's figure has all.
_KINDS = (
    "欠薪", "工资", "历史遗留", "交通事故", "交通", "物业", "合同", "债务", "借贷", "宅基地",
    "征地", "拆迁", "边界", "地界", "用水", "赡养", "医疗", "医患", "消费", "劳动",
)  # fmt: skip
_OF_A_KIND = "|".join(_KINDS)
#: Words that make of what is counted something narrower than the indicator counts.
_NARROWER = re.compile(
    r"(?:当场|就地|现场|新增|净增|新发展|(?<![创最更全革翻])新|拟|尚未|未|女性?|年轻|党外|重大|疑难|积案|规上|国有|家庭|邻里|婚姻|土地|山林|林权|劳资|"
    rf"{_OF_A_KIND}|"
    r"涉法涉诉|跨村|困难|贫困|脱贫|留守|流动|预备|发展|培训|参训|参会|参加|参与)$"
)
#: Words about a number that make it the rest of what is counted: 尚有1件矛盾纠纷未化解.
_REST = re.compile(
    r"尚未|(?:尚|仍)有|还有$|剩余|其余|(?<=^村)(?:还|仍|均)?(?:未|没有?)(?=达|超|突破)|(?:未|未能|没有?|正在)(?:得到)?(?:化解|调[解处]|办[结理]|解决|完成|整改)"
    r"|因[^，。；]{1,8}(?:取消|终止|撤销)"
)
#: Those that a bound leaves out: 不足50万元的村有3个, 3个村不到50万元.
_UNDER = r"(?:不足|不到|不满|未[达满]到?|没有?达到?|低于|未突破)"
LEFT_OUT = re.compile(
    rf"{_UNDER}[\d.]+万?元?(?:以下)?的?(?:行政)?村[^，,；;。]{{0,6}}$|以下的?(?:行政)?村[^，,；;。]{{0,6}}$"
    rf"|{_UNDER}[\d.]+万?元?的[还尚就只]?有$"
)
LEFT_OUT_AHEAD = re.compile(rf"(?:行政)?村[^，,；;。\d]{{0,8}}{_UNDER}")
#: Between what is counted and the number: some of it only, 党委会专题研究党建工作2次.
_SOME = re.compile(
    r"研究|听取|传达|专题(?!研究)|培训|基地|选调生|大学生|(?:推进|动员|座谈)会|(?:室|员|站|平台|机制|制度|清单|台账|信访件)$"
    rf"|(?:家庭|邻里|婚姻|土地|山林|林权|劳资|涉法涉诉|跨村|{_OF_A_KIND})(?:矛盾)?纠纷"
)
#: Households of one sort, and places that something reached: 脱贫户217户, 覆盖六个村.
_HOUSEHOLDS_OF_A_SORT = re.compile(
    r"(?:脱贫|监测|低保|特困|五保|困难|贫困|危房|独居|空巢|残疾|边缘|返贫|搬迁|示范|大|散)[\u4e00-\u9fff]{0,2}户[^，,；;。]{0,4}$"
)
_REACHED = re.compile(r"(?:覆盖|涉及|惠及|辐射|遍布|走遍|跑遍|分布[在于到]|延伸到)了?$")
#: 9个村民组的组长: those who belong to what is counted took part, and of it maybe some only.
_OF_WHOM = re.compile(
    r"^[\u4e00-\u9fff]{0,6}?的(?:组长|书记|支书|主任|会计|文书|带头人|负责人|代表|干部|党员|村民|群众|乡亲|老人|妇女"
    r"|网格员|志愿者|党组织书记|党支部书记|年轻人)"
)
#: 七个村的村庄规划: so many villages have of it, and not so many of it are there.
_OF_VILLAGES = re.compile(r"^(?:行政)?村的(?=[\u4e00-\u9fff]{2})(?!规划)")
#: Of one undertaking by its name: 双基项目总投资, 环村路工程总投资, 总投资120万元的余川村道路项目.
_ONE_OF_THEM = re.compile(
    r"(?<!谋划)(?<!实施)(?<!方案)(?<!全部)(?<!所有)(?<!各类)(?<!全镇)(?<!储备)(?<!在建)(?<!上述)(?<!以上)"
    r"(?<=[\u4e00-\u9fff])(?:项目|工程)(?:的|计划)?(?:总投资额?)?$"
)
#: The town's own, beside what its villages have: the ledger tells of both together; and （含扩大
#: 会议3次）, some of what stands before the bracket.
_OF_A_PART = re.compile(
    r"镇(?:直|本级|机关)|机关(?:党?支部|本级)|(?<![\u4e00-\u9fff])本级"
    r"|[（(，,](?:其中)?(?:含|包括|包含)(?=[\u4e00-\u9fff])"
)
#: 7个村中, 30件里: the whole of which another number tells a part.
_WHOLE_OF = re.compile(r"[\u4e00-\u9fff]{0,4}[中里](?:的?有|，|$)")
_OF_ONE = re.compile(r"的[^，。；]{1,14}(?:项目|工程)")


@dataclass(frozen=True)
class Match:
    """An indicator that a number may speak of: how well, by which words, and whether weakly."""

    indicator: Indicator
    score: int
    words: str
    weak: bool = False
    narrower: str = ""


@dataclass(frozen=True)
class Phrase:
    """A wording read: the words that must stand about the number, the last nearest."""

    words: tuple[str, ...]
    head: str
    behind: bool  # the head stands right behind the number
    weak: bool
    part: bool = False  # with these words about it, it is a part of what the indicator counts

    @property
    def length(self) -> int:
        """Signs of all its words."""
        return len(self.head) + sum(map(len, self.words))


def phrases(indicator: Indicator) -> tuple[Phrase, ...]:
    """The wordings of an indicator: what running text says, its name and its aliases."""
    names = [_unmarked(name) for name in (str(indicator.zh), *indicator.aliases)]
    weak = {one.lstrip("?^!") for one in indicator.said if one.startswith("?")}
    # 村 alone stands in too many words to name the figure.
    named = [name for name in names if len(name) > 1 and name not in weak]
    return tuple(map(_phrase, dict.fromkeys((*indicator.said, *named))))


def _unmarked(name: str) -> str:
    return re.sub(r"[“”、\s]", "", name)


def _phrase(said: str) -> Phrase:
    mark = said[0] if said[0] in "?!" else ""
    *words, head = said.removeprefix(mark).split()
    behind = head.startswith("^")
    return Phrase(tuple(words), head.removeprefix("^"), behind, mark == "?", mark == "!")


class Vocabulary:
    """The wordings of all indicators, a town's own names included."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.known = [(one, phrases(one)) for one in indicators]
        self._found: dict[tuple[str | bool, ...], list[Match]] = {}

    def matches(self, around: Around, unit: str | None = None) -> list[Match]:
        """Indicators that the number may speak of, best first; of each the best wording.

        `unit` asks for another measure word than the number's own: 5批11人次 speaks of one thing.
        """
        if unit is None and money_unsaid(around):
            money = self.matches(around, "元")
            if money:
                return money
        unit = around.mention.unit if unit is None else unit
        # The search for one thing told twice asks once more for every number.
        key = (around.before, around.after, around.word, around.between, around.ahead, around.lead,
               around.mention.unit, unit, around.mention.universal)  # fmt: skip
        if key not in self._found:
            self._found[key] = self._matches(around, unit)
        return self._found[key]

    def _matches(self, around: Around, unit: str) -> list[Match]:
        universal = around.mention.universal
        found = []
        near = f"{around.before}\n{around.after}\n{around.word}\n{around.mention.unit}"
        for indicator, said in self.known:
            none = unit == "" and around.mention.value == 0 and indicator.unit not in _MEASURED
            if not (none or fits(indicator, unit)) or (universal and not indicator.universal):
                continue
            said_here = (phrase for phrase in said if phrase.head in near)
            best = max(
                filter(None, (_score(phrase, around) for phrase in said_here)),
                key=lambda one: one[0], default=None,
            )  # fmt: skip
            if best is not None:
                score, phrase, narrower = best
                words = "…".join((*phrase.words, phrase.head))
                found.append(Match(indicator, score, words, phrase.weak, narrower))
        return sorted(found, key=lambda one: -one.score)


def money_unsaid(around: Around) -> bool:
    """True of 2.54亿, 585万: so much is money wherever what is counted is told in money."""
    return around.mention.unit == "" and bool(_SIZED.search(around.word))


def units_of(around: Around) -> tuple[str, ...]:
    """The measure words that a number may be told in, money that does not say so first."""
    own = around.mention.unit
    return ("元", own) if money_unsaid(around) else (own,)


def fits(indicator: Indicator, unit: str) -> bool:
    """True where a number with this measure word can be of the indicator."""
    own = indicator.unit
    return (
        unit == ANY_UNIT
        or unit in indicator.counted_in
        or unit in _ALIKE.get(own, frozenset({own}))
        or (unit == "" and own in _BARE)
    )


def _score(phrase: Phrase, around: Around) -> tuple[int, Phrase, str] | None:
    """How well a wording stands about a number: longer is better, nearer is better."""
    placed = _head_at(phrase, around)
    if placed is None:
        if not around.mention.universal or phrase.head not in around.word:
            return None
        placed = 0, "", ""
    farther = 0
    for word in phrase.words:
        away = _away(word, around)
        if away is None:
            return None
        if away == _BEYOND_ANOTHER and _told_before(word, phrase.head, around):
            return None
        farther = max(farther, 0 if phrase.part else away)
    distance, front, within = placed
    narrower = (
        _NARROWER.search(front) or _SOME.search(within) or _REST.search(around.before)
        or _REST.search(around.after) or LEFT_OUT.search(around.lead)
        or _HOUSEHOLDS_OF_A_SORT.search(around.before) or _REACHED.search(around.before)
        or LEFT_OUT_AHEAD.match(around.ahead) or _OF_A_PART.search(around.between)
        or _OF_WHOM.match(around.after) or _OF_VILLAGES.match(around.after)
    )  # fmt: skip
    if around.mention.unit == "元" and narrower is None:
        narrower = _ONE_OF_THEM.search(front + phrase.head) or _OF_ONE.match(around.after)
    held = narrower.group() if narrower and narrower.group() not in "".join(phrase.words) else ""
    held = "".join(phrase.words) if phrase.part else held
    score = 10 * phrase.length - distance - farther - (_WEAK if phrase.weak else 0)
    return score, phrase, held


def _told_before(word: str, head: str, around: Around) -> bool:
    """True where the words told another number already: 双基项目4个，项目15个."""
    earlier = around.lead.removesuffix(around.between)
    at = earlier.rfind(word)
    return at >= 0 and earlier.find(head, at + len(word)) >= 0


def _away(word: str, around: Around) -> int | None:
    """What is lost for a word by where it stands; None where it does not stand there."""
    if word in around.before + around.word + around.after:
        return 0
    if word in around.between:
        return _BEYOND_STOP
    # 7个村中有4个村…达到50万元: what follows is said of the 4.
    ahead = "" if _WHOLE_OF.match(around.after) else around.ahead
    return _BEYOND_ANOTHER if word in around.lead or word in ahead else None


def _head_at(phrase: Phrase, around: Around) -> tuple[int, str, str] | None:
    """Distance of the head from the number, what stands in front of it, and between it and a
    number behind it; None: not there."""
    head = phrase.head
    if phrase.behind:
        behind = around.after
        if around.mention.unit == head and _ENDS.match(behind):
            return 0, "", ""  # 63个村民组、4508户: the measure word is what is counted
        goes_on = behind[len(head) : len(head) + 1]
        if behind.startswith(head) and not (goes_on and goes_on in _GOES_ON.get(head, "")):
            return 0, "", ""
        return None
    found = []
    at = around.before.rfind(head) if _OPEN_AFTER.match(around.after) else -1
    if at >= 0 and (gap := len(around.before) - at - len(head)) <= _REACH_BEFORE:
        found.append((gap, around.before[:at], around.before[at + len(head) :]))
    at = around.after.find(head)
    if 0 <= at <= (_REACH_FAR if len(head) >= _LONG else _REACH_AFTER):
        found.append((at + 1, around.after[:at], ""))
    return min(found, key=lambda one: one[0], default=None)


#: What may stand behind a number whose noun stands before it: a stop or a verb. Another noun is
#: what is counted: …纠纷，两个数字不相加.
_OPEN_AFTER = re.compile(
    r"$|[^\u4e00-\u9fff]|人(?=[，,、。；]|$)|年轻人(?=[，,、。；]|$)|中(?=[，,]|$)|[均都并已共其占较比同增减覆全以左正有是由用分参服带惠实达完建投获受等及和与的为常活在到被对向把将使让就也还又"
    r"上下开组召举累总平走入进出发成设立运集]|调解|化解|办结|落实|接待|摸排|排查|解决|指导|选派|储备|培育|推动|"
    r"促进|通过|按照|围绕|面向|深入|助力|惠民|联系|包保|合计|整|无一|没有|评为|制定|命名|授|突破|超|包|[多少]了?$|大关|关口|[嘛呢吧啊呀]"
)
#: What may stand behind a measure word that is itself what is counted.
_ENDS = re.compile(r"$|[、，,。；（(]|均|都|全部|实现|落实|由|的|农户|人家")
#: Signs with which the word goes on to mean another: 村民, 村庄, 户籍.
_GOES_ON = {
    "村": "民庄级干规史", "户": "籍口主", "组": "织建长成员干工", "措施": "", "投资": "者商人",
}  # fmt: skip


def settled(found: Sequence[Match]) -> list[Match]:
    """The best match, with those that are as good; empty where there is none."""
    if not found:
        return []
    best = found[0].score
    return [one for one in found if one.score >= best - 2]
