"""Finding every figure in running Chinese text 找出文中的数字.

A figure is a number with what compares it and what it counts in: 50余次, 不少于2次, 5000万元以上,
58.3%, 六成, 近百人, 3—5个. Its span leaves out the verb before it and the noun behind it. What looks
like a figure and is none is told with the reason.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from jishi.values.prose import comparing, passing
from jishi.values.prose.comparing import Allowed, allowed
from jishi.values.prose.numerals import ARABIC_AMOUNT, DIGITS, Amount, arabic, han
from jishi.values.prose.roles import role_of
from jishi.values.prose.script import Plain, plain
from jishi.values.prose.units import PERCENT, PER, POINTS, UNIT, plain_unit

_D = "".join(DIGITS)
_HAN_SIGN = rf"(?:[{_D}十百千万亿拾佰仟廿卅]|[几数](?=[十百千万亿])|(?<=[十百千])几)"
_HAN_RUN = rf"{_HAN_SIGN}++(?:点[{_D}]++[万亿]*+)?(?:[余多来](?=[十百千]?[万亿]|{UNIT}|%)[十百千]?[万亿]*)?"
_NUMBER = rf"(?:{ARABIC_AMOUNT}|{_HAN_RUN})"
_FIGURE = re.compile(
    rf"(?:{comparing.BEFORE_PATTERN} ?)?(?:"
    rf"(?P<parts>百分之|千分之|(?P<whole>{_HAN_SIGN}{{1,4}})分之)(?P<share>{_NUMBER}|几)(?P<share_more>[余多]?)"
    r"|(?P<over>(?<![\d/.])\d{1,3}/\d{1,3}(?![\d/.]))"
    r"|(?P<half>过半数|过半|一半|半数)"
    r"|(?P<semi>(?<![一二两三四五六七八九十上下前后大多过小])半(?P<semi_unit>个月|天|个?小时|个学期|亩|里(?=路|地)|公里|吨|斤))"
    rf"|(?P<sign>(?<=[长为比降升：:达率])-|零下)?(?P<first>{_NUMBER})"
    rf"(?:(?P<first_unit>(?:{UNIT}|%)?)(?P<joint>-|至|到)(?:{comparing.BEFORE_PATTERN.replace('?P<b_', '?P<x_')})?"
    rf"(?P<second>{_NUMBER})(?=%|{UNIT}|[万亿千百]))?"
    r"(?:个(?P<odd>多|半)(?P<odd_unit>月|小时|星期|学期)|个(?P<odd_size>亿)(?P<odd_yuan>元?)|"
    rf"(?P<unit>(?:{UNIT}|%|‰){PER})?)"
    r")"
    r"(?P<tail>(?:半(?![数年径月天夜途个价身路])|(?<=成)[一二三四五六七八九](?![成个年月])|还?[余多](?![个年家数次种元样名项]))?)"
    rf"(?:{comparing.AFTER_PATTERN})?(?P<within>(?<=[日天时月周年钟])内(?![部外容涵需地心]))?"
)
_UNIVERSAL = re.compile(
    r"全覆盖|全面覆盖(?=[，。；、]|$)|应[\u4e00-\u9fff]{1,2}尽[\u4e00-\u9fff]{1,2}?(?=[，。；、”’的）\s]|$)|"
    r"(?:(?<=[^人户年月日平亩村])|(?<=\d户)|(?<=村)(?!均[达不超可有]))均(?=(?:已|由|为|有|能|按|在|实|建|配|落|完|召|达|设|安|开|纳|签|参|得|"
    r"通|未|无|不|可|以|做|正|获|取|顺|被|成|明|与|接|到|制|报|办|符|进|保|没|采|运|创|属|较))"
)
_STOP = re.compile(r"[，。；！？\n]")
#: A bare number that stands for a figure: behind a word, before a stop, or alone in a cell.
_BARE_BEFORE = re.compile(r"[\u4e00-\u9fff：:”）\t\n、]$|^$")
_BARE_AFTER = re.compile(
    r"[ ]?(?:[，。；、！？\n\t）)]|$|和|及|与|/|(?:缩小|扩大|提高|降低|下降|上升|增加|减少|调整|上调|升|降|增)[至到为])"
)
#: Measure words that a number in characters is not read with: 三分, 五里, 二线 are words.
_NOT_WITH_HAN = frozenset(
    "分 里 度 点 面 头 路 口 方 把 步 句 回 国 日 周 角 升 米 克 排 列 行 章 首 号人 例 层 道 门 顶 包 "
    "声 手 线 级 代 单 封 具 杆 炮 站 园 院 校 对 双 副 管 圈 秒 期 段 讲 节 卷".split()
)
_POINTS_MADE = re.compile(r"要求|意见|建议|希望|体会|做法|启示|经验|思考|想法|感受")
#: 一 with a measure word is an article unless something counts: a verb, a frequency, a bound.
_COUNTING_ONE = re.compile(
    r"(?:召开|开展|举办|举行|组织|新建|建成|新增|修建?|架|完成|培育|引进|仅有?|共有?|只有|安排|每[^，。；]{1,6}|"
    r"至少|不少于|增加|减少|[少多](?!于)|开设|达成|设立|配备|选派|派出|慰问|走访|调解|接待|查处|发现|发生|"
    r"捐[赠献]|发放|获得?|(?<!没)有|建|买|种|拆除|更换|化解|办|各)了?(?:掉)?$"
)
_ONE_AFTER = re.compile(
    r"(?:重要|整体|系统|新的?|好|大(?!会)|小(?!学|组|时)|更|良|长|共同|中心|目标|方面|样|缩影|过程|亮点|难题|名字|时期|"
    r"个|环节|支点|抓手|体系|字|地方|以|由|又|接|国家|政党|民族|时代|完整|全|别开|特殊|深刻|生动|场|次)"
)
#: With these 一 counts unless a word around it says otherwise.
_COUNTS_ONE = frozenset("次 起 座 所 栋 台 辆 亩 元 吨 公里 票 年 月 小时 例 处 口 株 头".split())
_NO_COUNT_BEFORE = re.compile(
    r"(?:又|再|有|这|那|同|新的|前|后|上|下|头|另|某|哪|近|统|唯|第|从|任何|每)$"
)
_NO_COUNT_AFTER = re.compile(
    r"(?:性|次|度|年|天|来|直|律|致|系列|定|样|共|又|再|比|贯|如|到|生|代|辈)"
)
#: 八大功能 counts, 五大行动 is a name.
_GENERAL = re.compile(
    r"(?:功能|类|板块|领域|片区|举措|问题|难题|短板|环节|方面|模块|场景|平台|中心(?!任务)|项目|载体|阵地|产业|"
    r"系列|单元|节点|要素|措施|重点)"
)
#: 零 before these says that there were none; before others it is a word (零距离).
_NONE_OF = re.compile(
    r"(?:重大|较大|一般|安全|责任|生产|信访|刑事)?(?:事故|上访|发生|案件|新增|投诉|伤亡|死亡|火灾|"
    r"返贫|复发|发案|越级|积压|遗漏|差错|信访|违规|隐患|火情|失误|感染)"
)
_IN_A_ROW = ("、", "和", "及", "与", "/", "，", "以及")
_WRITTEN_UNIT = re.compile(rf"(?P<size>[万亿]*)(?P<unit>(?:{UNIT}|%){PER})$")
_SMALLER = {
    ("小时", "分钟"): 60,
    ("分钟", "秒"): 60,
    ("小时", "分"): 60,
    ("年", "月"): 12,
    ("天", "小时"): 24,
}
_STARTS = "百千万亿"
#: Digits of cheques; one alone is a part of a word (队伍, 佰).
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
LONGEST_HAN = 20


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as it stands in a text.

    `start`, `end`: offsets into the text as given. `value` in the plain unit (None for a range or
    a vague number), `allowed` the true values that the wording allows. `plain_start`, `plain_end`
    are offsets into `Reading.plain`. `written_han`: the digits are characters (二十二).
    """

    start: int
    end: int
    surface: str
    value: Fraction | None
    allowed: Allowed
    unit: str
    comparator: str
    role: str
    plain_start: int
    plain_end: int
    universal: bool = False

    @property
    def low(self) -> Fraction | None:
        """Least true value that the wording allows; None: no end."""
        return self.allowed.low

    @property
    def high(self) -> Fraction | None:
        """Greatest true value that the wording allows; None: no end."""
        return self.allowed.high


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A span of the text as given that looks like a figure and is none; `reason` as in REASONS."""

    start: int
    end: int
    surface: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, in its order."""

    text: str
    plain: Plain
    figures: tuple[Mention, ...]
    passed_over: tuple[PassedOver, ...]


def read(text: str, names: Collection[str] = ()) -> Reading:
    """Every figure of a text. `names` are phrases with a number (六大课堂) that are figures."""
    return _Reader(text, names).reading()


class _Reader:
    def __init__(self, text: str, names: Collection[str]) -> None:
        self.given = text
        self.plain = plain(text)
        self.text = self.plain.text
        self.figures: list[Mention] = []
        self.passed: list[PassedOver] = []
        self.names = _named(names)
        self.covered = bytearray(len(self.text))

    def reading(self) -> Reading:
        for one in passing.passed_over(self.text, self.names):
            self.covered[one.start : one.end] = b"\x01" * (one.end - one.start)
            self._pass(one.start, one.end, one.reason)
        self._named_figures()
        for match in _FIGURE.finditer(self.text):
            self._candidate(match)
        self.figures.sort(key=lambda one: one.start)
        self._share_units()
        self._join_stretches()
        self._universals()
        self.figures.sort(key=lambda one: one.start)
        self.passed.sort(key=lambda one: (one.start, one.end))
        return Reading(self.given, self.plain, tuple(self.figures), tuple(self.passed))

    # --- Candidates ---------------------------------------------------------------------------
    def _candidate(self, match: re.Match[str]) -> None:
        core, end = _core(match)
        if 1 in self.covered[core : match.end()]:
            # A name or date begins within: what stands before it may still be a figure.
            if 1 in self.covered[core : core + 1] or match["unit"] is None:
                return
            if 1 in self.covered[core:end]:
                return
        read = _amount(match, self.text)
        if isinstance(read, str):
            if read:
                self._pass(core, end, read)
            return
        amount, unit, comparator = read
        reason = self._not_counted(match, amount, unit, comparator)
        if reason:
            self._pass(core, end, reason)
            return
        self._figure(match.start(), match.end(), amount, unit, comparator)

    def _figure(self, start: int, end: int, amount: Amount, unit: str, comparator: str) -> None:
        given = self.plain.given(start, end)
        value = None if amount.ends else amount.value
        role = role_of(self.text, start, end, comparator, unit)
        self.figures.append(Mention(
            *given, self.given[slice(*given)], value, allowed(amount, comparator, unit), unit,
            comparator, role, start, end,
        ))  # fmt: skip
        self.covered[start:end] = b"\x02" * (end - start)

    def _not_counted(
        self, match: re.Match[str], amount: Amount, unit: str, comparator: str
    ) -> str:  # fmt: skip
        """Why the number of a match is no figure after all; '' where it is one."""
        first = match["first"]
        if first is None:
            return ""
        after = self.text[match.end() : match.end() + 8]
        before = self.text[max(0, match.start() - 12) : match.start()]
        if first[0].isdigit():
            return _not_counted_arabic(match, unit, before, after)
        return _not_counted_han(match, unit, before, after)

    # --- What grammar alone does not tell -------------------------------------------------------
    def _named_figures(self) -> None:
        """六大课堂 and the like: a name that is a figure's."""
        if self.names is None:
            return
        for match in self.names.finditer(self.text):
            amount = han(match.group()[0])
            if amount is not None:
                self._figure(match.start(), match.start() + 2, amount, match.group()[1], "exact")

    def _share_units(self) -> None:
        """1.2、3.5、2.7个百分点: numbers in a row take the multiplier and unit of the last."""
        shared: re.Match[str] | None = None
        for at in range(len(self.figures) - 2, -1, -1):
            one, following = self.figures[at], self.figures[at + 1]
            between = self.text[one.plain_end : following.plain_start]
            if one.unit or between not in _IN_A_ROW or not following.unit or one.value is None:
                shared = None
                continue
            shared = shared or _WRITTEN_UNIT.search(
                self.text[following.plain_start : following.plain_end]
            )
            digits = self.text[one.plain_start : one.plain_end]
            amount = _number(digits + shared["size"]) if shared else None
            if amount is None or shared is None or not digits[0].isdigit():
                continue
            unit, factor = plain_unit(shared["unit"])
            scaled = amount.times(factor)
            self.figures[at] = replace(
                one, value=scaled.value, unit=unit, role=following.role,
                allowed=allowed(scaled, one.comparator, unit),
            )  # fmt: skip

    def _join_stretches(self) -> None:
        """3小时20分钟 is one stretch of time, told in the smaller unit."""
        joined: list[Mention] = []
        for one in self.figures:
            last = joined[-1] if joined else None
            factor = _SMALLER.get((last.unit, one.unit)) if last else None
            if last is None or factor is None or last.plain_end != one.plain_start:
                joined.append(one)
                continue
            if last.value is None or one.value is None:
                joined.append(one)
                continue
            value = last.value * factor + one.value
            joined[-1] = replace(
                one, start=last.start, surface=self.given[last.start : one.end], value=value,
                allowed=allowed(Amount(value, Fraction(1)), one.comparator, one.unit),
                plain_start=last.plain_start,
            )  # fmt: skip
        self.figures = joined

    def _universals(self) -> None:
        """全覆盖, 应建尽建, 均: claims without exception, told as a full share."""
        found = list(_UNIVERSAL.finditer(self.text))
        for match, following in itertools.zip_longest(found, found[1:]):
            if 1 in self.covered[match.start() : match.end()]:
                continue
            if match.group() == "均" and following is not None:
                between = self.text[match.end() : following.start()]
                if not _STOP.search(between) and following.group() != "均":
                    continue  # 均由…全覆盖 is one claim
            given = self.plain.given(match.start(), match.end())
            full = Fraction(100)
            role = role_of(self.text, match.start(), match.end(), "exact", PERCENT)
            self.figures.append(Mention(
                *given, self.given[slice(*given)], full, Allowed(full, full), PERCENT, "exact",
                role if role != "change" else "stated", match.start(), match.end(), universal=True,
            ))  # fmt: skip

    def _pass(self, start: int, end: int, reason: str) -> None:
        given = self.plain.given(start, end)
        self.passed.append(PassedOver(*given, self.given[slice(*given)], reason))


def _named(names: Collection[str]) -> re.Pattern[str] | None:
    numbered = [name for name in names if len(name) > 2 and name[0] in DIGITS]
    return re.compile("|".join(map(re.escape, numbered))) if numbered else None


def _core(match: re.Match[str]) -> tuple[int, int]:
    """The span of the match without what stands before its number."""
    for name in ("parts", "over", "half", "semi", "sign", "first"):
        if match[name] is not None:
            return match.start(name), match.end()
    return match.span()


def _amount(match: re.Match[str], text: str) -> tuple[Amount, str, str] | str:
    """Amount in the plain unit, unit and comparator of a match; or why it is none ('': silent)."""
    groups = match.groupdict()
    comparator = comparing.compared(groups)
    if comparator is None:
        before = text[max(0, match.start() - 16) : match.start()]
        comparator = comparing.compared_apart(before)
    if match["semi"]:
        semi = Amount(Fraction(1, 2), Fraction(1, 2))
        return semi, plain_unit(match["semi_unit"])[0], comparator or "exact"
    if match["half"]:
        half = Amount(Fraction(50), Fraction(1))
        return half, PERCENT, comparator or ("more_than" if "过" in match["half"] else "exact")
    if match["over"]:
        part, whole = map(int, match["over"].split("/"))
        if not 0 < part < whole or whole > 100 or match["unit"]:
            return "code"
        return Amount(Fraction(part * 100, whole), Fraction(1)), PERCENT, comparator or "exact"
    if match["parts"]:
        return _parts(match, comparator)
    return _counted(match, comparator)


def _parts(match: re.Match[str], comparator: str | None) -> tuple[Amount, str, str] | str:
    """百分之五十八点三, 千分之三, 三分之二 as per cent."""
    share = match["share"]
    amount = _number("十" + share if share == "几" else share)
    if match["parts"] == "千分之" and amount is not None:
        return amount, "‰", comparator or "exact"
    whole = {"百分之": Fraction(100)}.get(match["parts"])
    if whole is None:
        base = _number(match["whole"])
        whole = base.value if base else Fraction(0)
    if amount is None or not whole:
        return "word"
    loose = amount.loose or bool(match["share_more"] or match["tail"] in ("余", "多"))
    scaled = amount.times(100 / whole)
    if loose:
        scaled = Amount(scaled.value, scaled.step, loose=True)
        comparator = comparator or "more_than"
    return scaled, PERCENT, comparator or ("vague" if amount.ends else "exact")


def _counted(match: re.Match[str], comparator: str | None) -> tuple[Amount, str, str] | str:
    if match["first"] in _FORMAL:
        return ""
    amount = _number(match["first"])
    if amount is None:
        return "long" if len(match["first"]) > LONGEST_HAN else "word"
    unit, factor = plain_unit(_written_unit(match))
    if match["odd_size"]:
        amount = Amount(amount.value, amount.step, Fraction(1), amount.loose).times(10**8)
    amount = amount.times(factor)
    amount = _with_tail(amount, match, factor)
    if match["sign"]:
        amount = amount.times(-1)
    if match["second"]:
        second = _number(match["second"])
        if second is None:
            return "word"
        return _range(amount, second.times(factor), match, unit)
    if amount.ends:
        vague = "几" in match["first"] or "数" in match["first"]
        return amount, unit, "vague" if vague else "range"
    if amount.loose:
        return amount, unit, "more_than"
    if amount.about and comparator is None:
        return amount, unit, "approx"
    if match["within"] and comparator is None:
        comparator = "at_most"
    return amount, unit, comparator or "exact"


def _with_tail(amount: Amount, match: re.Match[str], factor: Fraction) -> Amount:
    """六成半, 两年半, 一个半月, 3年多: what stands behind or within the unit."""
    extra = match["odd"] or match["tail"]
    if extra and extra in DIGITS:
        return Amount(amount.value + DIGITS[extra] * factor / 10, factor / 10, ends=amount.ends)
    if extra == "半":
        return Amount(amount.value + factor / 2, factor / 2, ends=amount.ends)
    if extra in ("多", "余", "还多"):
        return Amount(amount.value, amount.step, loose=True, ends=amount.ends)
    return amount


def _written_unit(match: re.Match[str]) -> str:
    if match["odd"]:
        return "个" + str(match["odd_unit"])
    return match["odd_yuan"] or match["unit"] or ""


def _range(
    low: Amount, high: Amount, match: re.Match[str], unit: str
) -> tuple[Amount, str, str] | str:  # fmt: skip
    first = low.value
    if not match["first_unit"] and not re.search("[万亿]", match["first"]):
        # 50-80万元: the multiplier of the second is the first's too.
        size = re.search(r"[万亿千百]+$", match["second"])
        if size and match["second"][0].isdigit() and match["first"][0].isdigit():
            shared = _number(match["first"] + size.group())
            first = shared.value * (plain_unit(match["unit"] or "")[1]) if shared else first
    if first > high.value:
        return "code"
    return Amount(first, high.step, ends=(first, high.value)), unit, "range"


def _number(text: str) -> Amount | None:
    if text[0].isdigit():
        return arabic(text)
    return han(text) if len(text) <= LONGEST_HAN else None


def _not_counted_arabic(match: re.Match[str], unit: str, before: str, after: str) -> str:
    """Why a number in digits is none."""
    first = match["first"]
    if unit or match["second"]:
        if unit == "年" and len(first) == 4 and match["second"] is None:
            return "date"
        return ""
    if any(sign in first for sign in "万亿") or comparing.compared(match.groupdict()):
        return ""
    if len(first) > 8 or (first.startswith("0") and first[1:2] not in ("", ".")):
        return "long" if len(first) > 8 else "code"
    if _BARE_BEFORE.search(before) and _BARE_AFTER.match(after):
        return ""
    return "bare"


def _not_counted_han(match: re.Match[str], unit: str, before: str, after: str) -> str:
    """Why a number in characters is none: without a measure word it is a word."""
    first = match["first"]
    compared = any((
        comparing.compared(match.groupdict()), match["tail"], match["within"],
        re.search("[余多来几]", first),
    ))  # fmt: skip
    if match["odd"] or (unit == "番" and before.endswith(("翻", "翻了"))):
        return ""
    if first == "零" and (before.endswith("为") or _NONE_OF.match(after)):
        return ""
    if not unit:
        sized = len(first) > 1 and re.search(r"[万亿][余多]?$", first) is not None
        return "" if (sized or compared) and _BARE_AFTER.match(after) else "word"
    if unit in _NOT_WITH_HAN and not (unit == "点" and _POINTS_MADE.match(after)):
        many = len(first) > 2 and any(sign in first for sign in "十百千")
        return "" if many or (compared and unit not in ("分", "点")) else "word"
    if unit == "大" and not _GENERAL.match(after):
        return "name"
    if first[0] in _STARTS and not compared:
        if unit in ("亩", "元", "吨", "斤") and "\u4e00" <= after[:1] <= "\u9fff":
            return ""  # 千亩茶园, 亿元项目; not 单位：万元
        return "word" if len(first) == 1 or not set(first) & set(DIGITS) else ""
    if first == "一" and not compared and not _one_counts(unit, before, after):
        return "word"
    if first in "零〇":
        return "" if unit in ("起", "例", "人", "次", "户") else "word"
    return ""


def _one_counts(unit: str, before: str, after: str) -> bool:
    if unit in ("种", "样", "片", "段", "道", "点", "块", "类", "层", "面"):
        return False
    if unit in _COUNTS_ONE:
        if _COUNTING_ONE.search(before) or before.endswith(
            ("每周", "每月", "每年", "每日", "每天")
        ):
            return not _NO_COUNT_AFTER.match(after)
        return not (_NO_COUNT_BEFORE.search(before) or _NO_COUNT_AFTER.match(after))
    return bool(_COUNTING_ONE.search(before)) and not _ONE_AFTER.match(after)


def iter_lines(reading: Reading) -> Iterator[str]:
    """The reading in lines a person can check: for tests and for the curious."""
    for one in reading.figures:
        value = "-" if one.value is None else str(one.value)
        yield f"{one.surface} | {value} | {one.unit} | {one.comparator} | {one.role}"


__all__ = ["POINTS", "Mention", "PassedOver", "Reading", "read"]
