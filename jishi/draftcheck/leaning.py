"""What a number without words of its own counts 承前省略: what one before it does.

5批11人次 has the same words about both; 其中余川村3次, 去年同期7次, 现在是156次 are of what was
told before, elsewhere or at another time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jishi.draftcheck.counting import Match, fits, units_of
from jishi.draftcheck.holding import Holder, telling
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import YEAR_BEHIND, without_periods
from jishi.draftcheck.verdicts import Checked
from jishi.indicators.timing import InForce
from jishi.values.prose.units import UNIT

#: 一是关于帮扶措施。 names what its item is about.
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、]|[（(][一二三四五六七八九十][)）])?"
    r"(?P<about>关于)?(?P<what>[\u4e00-\u9fff“”]{2,14}?)(?:问题|情况|方面|工作)?$"
)
_LAST_STOP = re.compile(r"[，,；;：:。]|其中|-{1,2}")
#: A sentence that parts what the one before it told: 分村看, （二）从地域看, 各村情况如下.
_OPENS = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}(?:[)）、.]|是))?(?:其中[，,：:]?|(?:"
    r"[从分按](?:各?村|地[域区方]|区域|时间|月份?|季度|时段|分布)(?:分布|情况|上)?(?:来)?看|"
    r"(?:各村|各季度?|各月|具体|分村)的?(?:具体)?(?:情况|明细|数据|分布|进度|数量|[场批人件]?次)(?:看|是|为|[如分]下|如下)?"
    r"|(?:具体|详细|明细|分布|排名)(?:情况|数据)?(?:如下|是|为)"
    r"|(?:从[高多大]到[低少小]|[由按][高多大]到[低少小])(?:依次|分别|排列|顺序)?[是为]?"
    r")[，,：:])"
)
#: Words that only set a number beside another: how it ranks, that it is all or no more.
_BESIDE = re.compile(
    r"(?:名列|位[居列]|排[名在]?|居)?(?:全[镇乡县])?(?:各村)?(?:之?首位?|第[一二三]位?|前列)|次之|紧随其后|居首|领先|走在前[头列面]|一口气|就?数得着"
    r"|一共|拢共|总共|加起来|加一块儿?|算下来|一整年|整年|已?收[了到]|已收|入账|上报|报送|填报|不到|不足|超过|接近|相当于"
    r"|最(?:多|少|高|低|好|差|强)的?|我?说的是|一个村|独占?|占了|刚好|正好|恰好|刚刚|差不多|总[数量额]|当中|[我他它]们|那时候?"
    r"|新(?![区村型农])增?|新添|同[为样]|年初|环比|[光单仅唯](?:是)?|截?[至止到]|[只仅才还已又也却则以整剩余搞了的数达现]|相比|同比|[较比]"
    r"|[开办搞做干]了|含|包括|包含|落[在户]|分布在|位于|属于|涉及|实现|的$"
)
_IN_TURN = re.compile(r"(?:分别|依次)[^，,；;。]*$")
_NEXT_CHANGE = re.compile(
    r"^(?:有所|相比|略有|又)?(?:净?[多少增减升降]|增加|减少|增长|上升|提高|提升|扩大|下降|下滑|回落|高|低)了?出?(?:不少|很多|许多|一些|一点|一大截|好多)?$"
    r"|^(?:好看|强|好|多|少|高|低|亮眼|可观)(?:得多|不少|很多|许多|一些|多了|一大截)$"
)
#: Signs between a number and the one that it leans on.
_NEAR, _FAR = 40, 60
_NUMBERS = re.compile(rf"[0-9.〇零一二两三四五六七八九十百千万亿%余多几]+(?:{UNIT})?")
_SHORT = 3  # signs of a clause that names nothing
_SOME = re.compile("完成|剩|余|落实")
_ALL_TOLD = re.compile("累计|总数|总量|共计|总共")
#: What is left over is not what was told: 还剩1件.
_LEFT = re.compile("剩|尚|未|没")


def under_its_item(around: Around) -> Around:
    """The words about a number, behind the few that its item is headed with, where it is."""
    for sentence in reversed(around.past):
        label = _LABEL.match(sentence)
        if label is not None and (label["about"] or label.start("what") > 0):
            words = label["what"] + around.before
            return replace(around, before=words, between=words, lead=label["what"] + around.lead)
    return around


def headed(around: Around) -> bool:
    """True of the first number right behind the few words that its item is headed with."""
    first = bool(around.past) and around.lead == around.between and not around.cell
    return first and under_its_item(replace(around, past=around.past[-1:])) is not around


def opens(around: Around) -> bool:
    """True in a sentence that tells the parts of what was told before: 分村看，上庄村5件."""
    return bool(_OPENS.search(around.lead)) and not around.cell


def parts_told(around: Around) -> bool:
    """True where parts are told of what stands before, in this sentence or the one before."""
    return opens(around) or ("其中" in around.lead and not around.cell)


def leant_on(holder: Holder, around: Around, before: Sequence[Checked]) -> Checked | None:
    """The number that one without words of its own may lean on: the last before it in its unit.

    接待5批11人次，去年同期4批 leans on the 5批, and so does a change, 比去年同期多1批.
    """
    last = before[-1] if before else None
    if around.mention.role == "change":
        return _of_its_unit(around, before) or last
    if last is None or around.cell:
        return last
    if not last.candidates and not around.between.strip("、，和及"):
        return last  # 集体访1批5人次: it shares what is said of the one right before it
    return _taken_from(holder, around, before) or last


def _taken_from(holder: Holder, around: Around, before: Sequence[Checked]) -> Checked | None:
    """The nearest number in the same measure word, else in one that is alike; of two that tell
    the same the one that tells it for sure (总投资2.54亿元 before 投资9150万元)."""
    unit, near = units_of(around)[0], around.mention.plain_start - _FAR
    in_reach: list[Checked] = []
    first = around.lead == around.between  # no other stands before it in its sentence
    own = _telling(holder, _LAST_STOP.split(around.between)[-1])
    for one in reversed(before):
        inside = one.around.sentence_start == around.sentence_start
        beyond = first and (_together(around, one) or one.mention.plain_end > near)
        # …总投资2.59亿元；旺川村3个、投资4660万元
        beyond |= bool(own) and _together(around, one)
        if not (inside or beyond or opens(around)):
            break
        if any(fits(told.match.indicator, unit) for told in one.candidates):
            in_reach.append(one)
    if own and not around.shares:  # 瑞川村排查7件 behind 旺川村排查7件、化解7件
        return next((one for one in in_reach if _named_by(one, own)), None)
    said_alike = [one for one in in_reach if one.mention.unit == around.mention.unit]
    for nearest in (said_alike or in_reach)[:1]:
        keys = {told.match.indicator.key for told in nearest.candidates}
        sure = (one for one in in_reach if one.best and not one.best.match.weak
                and not one.best.derived and one.best.figure.key in keys)  # fmt: skip
        return next(sure, nearest)
    return None


def _of_its_unit(around: Around, before: Sequence[Checked]) -> Checked | None:
    """The last number of the sentence in the unit of a change."""
    for one in reversed(before):
        if one.around.sentence_start != around.sentence_start:
            break
        if one.mention.role == "stated" and one.mention.unit == around.mention.unit:
            return one
    return None


def _together(around: Around, one: Checked) -> bool:
    """True for a number of the same sentence, semicolons included."""
    return one.mention.plain_end > around.mention.plain_start - len(around.whole_lead)


def leaning(
    holder: Holder, around: Around, last: Checked | None, *, short: bool = True
) -> list[Match]:
    """The indicators that a number takes from the one before it; none where its own words say
    what it counts.

    From the sentence before it takes them only with a place of its own (最少的五联村33.62万元), and
    weakly: it is never taken for a contradiction. With `short` its own words may name the same in
    short (总投资2.54亿元, 余川村投资4330万元).
    """
    if last is None or around.cell:
        return []
    if not last.candidates:
        return _aimed_at(holder, around, last)
    # 比去年同期的41次多7次: what follows is of the next number.
    after = "" if YEAR_BEHIND.match(around.ahead) else around.after
    own = "，".join((_LAST_STOP.split(around.between)[-1], _NEXT_CHANGE.sub("", after)))
    left = _telling(holder, own)
    if (left and not (short and _named_in_short(holder, last, own, left))) or (
        _LEFT.search(own) and _of_a_whole(last)
    ):
        return []
    inside = last.around.sentence_start == around.sentence_start
    if not inside and not opens(around):
        over = _over_a_stop(holder, around, last, left)
        if over is not None:
            return over
    near = around.mention.plain_start - len(around.between) - _NEAR
    if not parts_told(around) and last.mention.plain_end <= near:
        return []
    found = _taken(holder, around, last)
    if _ALL_TOLD.search(around.between):  # 新增144条，累计达1690条
        found = [replace(one, narrower="") for one in found]
    # 三村分别为…: whose it is nobody says; 已完成1500条: some of them.
    unsure = _IN_TURN.search(around.lead) or (_SOME.search(own) and not _apart(holder, own))
    if unsure or _tells_another(holder, around, last):
        return [replace(one, weak=True) for one in found]
    return found


def _over_a_stop(
    holder: Holder, around: Around, last: Checked, left: str
) -> list[Match] | None:  # fmt: skip
    """What the first number of a sentence takes from the one before; None where it takes it as
    within one sentence. 排查纠纷3件；年内登记27件 names it in short."""
    if around.lead != around.between or _telling(holder, around.between) not in ("", left):
        return []
    if _together(around, last) and not left:
        return None
    close = around.sentence_start - last.mention.plain_end < _FAR and bool(around.past)
    alone = close and _apart(holder, around.between)
    return [replace(one, weak=True) for one in _taken(holder, around, last) if alone]


def rate_before(holder: Holder, around: Around, last: Checked | None) -> str:
    """The indicator of a rate told right before in the sentence, where a number says no other."""
    best = last.best if last else None
    if last is None or best is None or best.source is None or best.figure.indicator.unit != "%":
        return ""
    inside = last.around.sentence_start == around.sentence_start
    own = _LAST_STOP.split(around.between)[-1]
    return best.match.indicator.key if inside and not _telling(holder, own) else ""


def _aimed_at(holder: Holder, around: Around, last: Checked) -> list[Match]:
    """志愿服务计划200次，已完成156次: what was aimed at is what was done; some of it, perhaps."""
    inside = last.around.sentence_start == around.sentence_start
    own = _LAST_STOP.split(around.between)[-1] + around.after
    if not inside or last.mention.role not in ("target", "norm", "change") or _telling(holder, own):
        return []
    found = holder.vocabulary.matches(last.around, units_of(around)[0])
    return [replace(one, weak=True) for one in found]


def _tells_another(holder: Holder, around: Around, last: Checked) -> bool:
    """True where a clause of its own names what is told: 最大的是贡菊加工园，3200万元."""
    since = around.mention.plain_start - last.mention.plain_end
    inside = last.around.sentence_start == around.sentence_start
    words = around.lead[-since:] if inside and since > len(around.between) + 2 else around.between
    clauses = _LAST_STOP.split(_NUMBERS.sub("", words))[:-1]
    own = [word for one in last.candidates for word in one.match.words.split("…")]
    return any(
        len(_telling(holder, clause)) > _SHORT
        and not any(word in clause for word in own)
        and not _OPENS.match(f"{clause}：")  # 各村情况如下：
        for clause in clauses
    )


def _taken(holder: Holder, around: Around, last: Checked) -> list[Match]:
    unit = units_of(around)[0]
    if unit == "人" and last.mention.unit in ("批", "批次") and not around.between:
        unit = "人次"  # 来访5批11人
    same = [one.match for one in last.candidates if fits(one.match.indicator, unit)]
    found = same or holder.vocabulary.matches(last.around, unit)
    if "新增" in around.between:  # of what is in force, the new ones are not counted
        return [one for one in found if not isinstance(one.indicator.time, InForce)]
    return found


def _telling(holder: Holder, own: str) -> str:
    """What the words say of what is counted, without place, time and rank."""
    return telling(_BESIDE.sub("", without_periods(holder.places.pattern.sub("", own))))


def _named_in_short(holder: Holder, last: Checked, own: str, left: str) -> bool:
    """True where a word is the end of what the last number counts (总投资…，投资), or a word for it
    with a place or a time of its own (上庄村摸排9件、旺川村排查7件); not 已落实1500条."""
    if len(left) > 1 and all(one.match.words.endswith(left) for one in last.candidates):
        return True
    return _apart(holder, own) and _named_by(last, left)


def _apart(holder: Holder, own: str) -> bool:
    """True of words with a place or a time of their own."""
    return without_periods(holder.places.pattern.sub("", own)) != own


def _named_by(last: Checked, word: str) -> bool:
    """True of a word that names the same in short: 总投资2.54亿元, 余川村投资4330万元."""
    return len(word) > 1 and all(
        any(word in said for said in one.match.indicator.said) for one in last.candidates
    )


def _of_a_whole(last: Checked) -> bool:
    return last.best is not None and last.best.figure.indicator.of_whole
