"""What a figure does in its sentence 数字的用处: result, change, norm, target or bound.

Only what is stated is held against a ledger. The words that decide stand in the same sentence:
before the number, and for a bound (50万元以上的村) right behind it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jishi.values.prose.bounding import REACH, was_done
from jishi.values.prose.wording import any_of

STATED, CHANGE, NORM, TARGET, THRESHOLD = "stated", "change", "norm", "target", "threshold"

#: Signs before the number in which a word still governs it, and behind it in which one is a bound.
BEFORE, AIMED, AFTER = 60, 120, 16
_HARD_ENDS = "。！？!?\n"  # an aim goes on over semicolons
_SENTENCE_ENDS = "。！？!?；;\n"

#: Words of growth and difference, right before the number or parted from it by 了, 约, 近 …
_CHANGE = re.compile(
    any_of(r"""
        增长 增加 增多 增幅 升幅 增速 增产 增收 净增 涨幅 上升 上涨 提高 提升 扩大
        减少 下降 降低 回落 下跌 降幅 减产 净减 缩减 压减 压缩 缩短 短
        延长 提前 高出 多出 ^[多少](?:了|出)?
        (?<![不很许最至众过诸])[多少][\u4e00-\u9fff]{0,2}了 翻 [快慢]了?
        同比 环比 同比[少多] 较[上去前同]?[年月期]?[^，。；]{0,6} [较比][^，。；]{1,14}[少多]
        (?<![占对相同环])比(?:[上去前同]|计划|目标|全|预)[^，。；]{0,8}
        [高低]于[^，。；\d]{1,8} 分别高于[^，。；\d]{1,6}
    """)
    + "(?:了|约|近|超过?|逾|仅|又|各|整整|分别|为|达|以上)*"
    # 分别增长3%、5%和7%: the figures before it in the row
    + r"(?:[\d.%百分点个、和]{0,20})?$"
)
#: With what something is compared, right before a number: 比去年同期.
_SET_AGAINST = re.compile(
    r"[比较](?:[去上前]一?年)(?:的?同期|年?[底末]|全年|这个?时候|这会儿|此时)?(?:的?是)?(?:约|近)?$"
)
#: 增加到, 降至: what was reached is stated.
_REACHED = re.compile(r"(?:到|至|成|[^幅速差]为|[^幅]达|达到)(?:了|约|近|超过|不少于|不低于)?$")
_TARGET = re.compile(
    any_of(r"""
        力争 确保 争取(?!到|了) 努力 坚决守住 打算(?!得) 准备再 奔着
        (?<!一)再[选开办建搞添增跑走上](?=[\u4e00-\u9fff]{0,2}$) (?<=[月年][底末]前)再 (?<=月前)再
        目标(?!的|任务的?\d) 预计
        拟(?=[新建投安开实于在引培用组举召再]) 计划(?!总?投资|生育|外|完成率)
        将(?=要|在|于|建|投|新|达|实|开|完|组|举|培|推|打|使|陆|力)
        (?<![重需主必纪])要(?=[把达打建完实培发力新确做推保引开消再压扩增提使让奔])
        规划(?:建设|新建|到) 不断.{0,4}到 逐步.{0,6}到
        # a time to come; not 到2023年底，已…
        (?<!截)(?:(?<![年月日底末长加升高大展降少低])到|(?<![止截年月日底末])至)(?:20\d\d|二〇[一二三四五六七八九〇]{2})年(?!.{0,6}?[止底末]?[，,](?:已|全|累|共|现))
        (?:全年|年度|年初|下达|分解|既定|计划)的?任务(?:数|量)?[是为]?$
        # what a project is to bring: 建成后，年接待游客…
        (?:建成|投产|完工|竣工|达产|投用|投入使用|全部实施)(?:以)?后(?=[，,]|[可将年预]|每年)
        明年 下一步 下步 今后 未来 下半年.{0,8}(?:要|将|再) “?十五五”?(?:期间|时期|末)
    """)
)
#: What follows it has been done, whatever was aimed at before.
_DONE = re.compile(
    any_of(r"""
        已经? 累计 (?<![再前要将保取争])完成了? (?<![再前要将保取争])实现了?(?!.{0,4}目标)
        共[^同] 现有 了 只占 仅占 划分
        截至 截止 今年以来 年以来 去年 上年 目前
        全年(?!突破|力争|计划|要|确保|目标|任务|不[少低]|.{0,10}(?:保持|稳定|控制)在|$)
    """)
)
_NORM = re.compile(
    any_of("""
        应当?(?![急用邀对有收付届到缴参纳得]) 必须 不得 须 务必 要求 原则上 规定 一般 严禁
        标准(?![化地厂田]) 给.{1,6}核定 下达.{0,6}(?:任务|指标|计划) 上限 下限 限额 封顶
        奖励 奖补 补贴 补助(?!资金) 给予 扣除?
        公示期 期限 有效期 自.{2,8}之日起
    """)
)
_EVERY = re.compile(r"每(?:[一个]?(?:天|日|周|旬|月|个?季度?|半年|学期|年|届|次|两|三|半|\d))")
_MEASURES = ("元", "吨", "公斤", "斤", "亩", "%")
#: What is picked out by a bound: 50万元以上的村, 3万元以上农户.
_PICKED = any_of("""
    强村 村 户 人员 党员 干部 企业 老人 项目 占 群众 集体访 群体 案件 事故 死亡 党龄 居民 青年 妇女
    儿童 学历 人口 支部 农户 家庭 单位 比例 规模 工程 荣誉 示范 合同 资金 者 的
""")
_BOUND_AFTER = re.compile(
    r"(?:（含）|\(含\))?(?:的(?=[\u4e00-\u9fff，,、；])"
    r"|(?=且|未[^来]|不[^断]|为(?:优秀|良好|合格|不合格|较差|一般))"
    rf"|(?P<noun>{_PICKED}))"
)
_BOUND_BEFORE = re.compile(r"(?:年满|满|凡|对于?|具有|获得?|符合|含|逾期|累计)$")
#: What is missing or over is no norm, though it is told of one: 离50万元的标准还差16万元.
_GAP = re.compile(
    r"(?<![误时温落顺逆价利偏公反补])差(?:了|距为?)?$"
    r"|[超高低][出过于][\d.]+[万亿]?元的?(?:强村)?(?:门槛|标准|线)$"
)
#: 迈过50万元门槛, 50万元强村线, 50万元的强村标准: what is held up to be reached.
_BAR = re.compile(r"的?(?:门槛|强村|这道坎)")
_BAR_TAKEN = re.compile(r"(?:^|收入)(?:超?过|达到?|满)$")
_OF_VILLAGES = re.compile("的(?:(?:行政|强)?村|[就还只]?有)")
#: 有4个村收入达到50万元, 3个村未达到50万元: what some of them reach is no total.
_REACHED_BY_SOME = re.compile(
    r"(?:有\d+个(?:行政)?村[^，,；;。：:]{0,14}|\d+个(?:行政)?村[^，,；;。：:]{0,14}(?:未|没有?|不)"
    r"|[\d一二两三四五六七八九十]+个(?:行政)?村[^，,；;。：:]{0,8}(?=[迈跨越站登冲][过上]))"
    r"(?:达到?了?|突破|超过|[迈跨越站登冲][过上])?$"
)
#: 3个村不足50万元, 4个村收入超50万元: the bound by which villages are told apart.
_SOME_VILLAGES = re.compile(
    r"[\d一二两三四五六七八九十]+个(?:行政)?村(?:[还仍均都已只就]|的?(?:集体|经济|经营性?|年?收入|村级)){0,4}$"
)
_BOUND_WORD = re.compile(r"不足|超过|低于|高于|不满|未满|不到|少于|多于|满|大于|小于|逾")
_TOLD = re.compile("上|不下(?!于)")
_STRETCHES = ("天", "日", "小时", "月", "工作日", "分钟", "年")
_BOUNDING = ("at_least", "at_most", "less_than", "more_than")


#: 【9月安排】, 五、下步措施: what stands under such a heading is to be.
_PLANNED = re.compile(
    r"(?:(?:打算|安排|要点|计划|目标|任务分解|思路|举措建议)"
    r"|(?:下一?步|下一?阶段|今后)的?[\u4e00-\u9fff]{0,6})[】）：:]?$"
)
_LABEL = re.compile(
    r"(?:任务分解|目标任务|任务目标|[体度]目标|(?:工作|季度|月份?|下步|下阶段|后续)(?:打算|安排|计划))[：:]"
)
_BEEN = re.compile(r"已|完成了|累计|截[至止]|目前")
_SENTENCE = re.compile(r"[，。；！？,;\t|]")
_SHORT = 24


class _Seen(NamedTuple):
    """A figure at `start`…`end` of a text; `clause` is what stands before it in its clause."""

    text: str
    start: int
    end: int
    clause: str
    comparator: str
    unit: str


def role_of(text: str, start: int, end: int, comparator: str, unit: str) -> str:
    """The role of the figure at `start`…`end` of the plain text."""
    sentence = _back(text, start, _SENTENCE_ENDS)
    clause = _last_clause(sentence)
    figure = _Seen(text, start, end, clause, comparator, unit)
    if _bounds(figure):
        return THRESHOLD
    if unit != "%" and _GAP.search(clause):
        return CHANGE
    if _EVERY.search(clause) and unit not in _MEASURES and comparator != "approx":
        return NORM
    if _is_target(_back(text, start, _HARD_ENDS, AIMED), clause):
        return TARGET
    if _is_norm(figure, _back(text, start, _HARD_ENDS)):
        return NORM
    if _planned(text[max(0, start - REACH) : start], sentence):
        return TARGET
    return CHANGE if _is_change(clause, unit, text[end : end + 2]) else STATED


def _planned(above: str, sentence: str) -> bool:
    """True under a heading, or behind a label, of what is to be; not of what is told as done."""
    label = _LABEL.search(_back(above, len(above), _HARD_ENDS, AIMED))
    if label is not None:
        return not _BEEN.search(above, above.rfind(label.group()))
    return bool(_PLANNED.search(_heading(above))) and not _DONE.search(sentence)


def _heading(above: str) -> str:
    """The last short line above a number that holds no sentence; '' for none."""
    for line in reversed(above.split("\n")[:-1]):
        if 1 < len(line.strip()) <= _SHORT and not _SENTENCE.search(line):
            return line.strip()
    return ""


def _bounds(figure: _Seen) -> bool:
    text, end = figure.text, figure.end
    if figure.unit in ("岁", "周岁"):
        bounding = figure.comparator in (*_BOUNDING, "range")
        return bounding or bool(_BOUND_BEFORE.search(figure.clause))
    bounded = figure.unit == "元" and figure.comparator in _BOUNDING
    if bounded and _SOME_VILLAGES.search(figure.clause):
        return True
    if figure.unit in _MEASURES and _REACHED_BY_SOME.search(figure.clause):
        return True
    if figure.unit == "元" and (
        _BAR.match(text, end)
        or (_BAR_TAKEN.search(figure.clause) and _OF_VILLAGES.match(text, end))
    ):
        return True
    after = _BOUND_AFTER.match(text, end)
    if after is None:
        return False
    if figure.comparator not in _BOUNDING:
        # 10万元至60万元的，… and 逾期3日未报送 pick out; 增长5%的 does not.
        told = figure.comparator == "range" and text[end : end + 2] in ("的，", "的,", "的；")
        return told or bool(_BOUND_BEFORE.search(figure.clause) and text[end] in "未不")
    if not after["noun"]:
        return text[end - 1] in "上下内外满" or bool(_BOUND_WORD.match(text, figure.start))
    # 半数以上党员参加 tells a result; 50万元以上强村 tells which villages.
    return text[end - 1] in "上下内外满" and figure.unit != "%"


def _is_norm(figure: _Seen, sentence: str) -> bool:
    last = figure.text[figure.end - 1]
    if figure.comparator in ("at_least", "at_most") and last not in "上下内":
        # 上百次, 不下6场 are never asked for
        return not (_TOLD.match(figure.text, figure.start) or _was_done(figure))
    if _DONE.search(sentence):
        return False
    if last == "内" and figure.unit in _STRETCHES:
        return True
    return bool(_NORM.search(figure.clause)) or (
        figure.comparator in ("at_least", "at_most") and last not in "上下"
    )


def _was_done(figure: _Seen) -> bool:
    text, start = figure.text, figure.start
    above = text[max(0, start - REACH) : start]
    paragraph = above.rpartition("\n")[2]
    sentence = _back(paragraph, len(paragraph), _HARD_ENDS, REACH)
    return was_done(above, paragraph, sentence, figure.clause, text[figure.end :])


def _is_target(sentence: str, clause: str) -> bool:
    ends = [found.end() for found in _TARGET.finditer(sentence)]
    if not ends:
        return False
    return not _DONE.search(sentence, ends[-1]) or bool(_TARGET.search(clause))


def _is_change(clause: str, unit: str, after: str) -> bool:
    if unit in ("个百分点", "个基点", "番", "倍"):
        return True
    if _SET_AGAINST.search(clause) and after[:1] in "多少高低增减上下翻":
        return False  # 比去年同期120次多了不少 tells what it was
    if clause.endswith("的") or _REACHED.search(clause):
        return False  # 比上年的500万元 tells what it was
    return bool(_CHANGE.search(clause))


def _back(text: str, start: int, ends: str, reach: int = BEFORE) -> str:
    """What stands before `start` in the sentence, at most `reach` signs."""
    low = max(0, start - reach)
    for at in range(start - 1, low - 1, -1):
        if text[at] in ends:
            return text[at + 1 : start]
    return text[low:start]


def _last_clause(sentence: str) -> str:
    for at in range(len(sentence) - 1, -1, -1):
        if sentence[at] in "，,：:（(":
            return sentence[at + 1 :]
    return sentence
