"""Parts and wholes that the ledger tells beside a figure 部分与整体.

A cohort's figure holds its whole as well (29 of 30), and so does a share: 调处30件、成功29件 tells
both, 还有1件没有调成 what is between them, 列首项的24次 how many a share is of. They are held
against the ledger's own part and whole. A sum that comes out otherwise may be another one: then
nothing is said here, and the number is judged by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from jishi.draftcheck.asking import bearing_on
from jishi.draftcheck.counting import LEFT_OUT, LEFT_OUT_AHEAD, Match, fits
from jishi.draftcheck.holding import GOOD, Holder, derived
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.verdicts import Asked, Candidate, Checked, compare, worked_out
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.measures import Groups, Share

#: Behind a number of what was tried, the words of the number that tells how much of it was done:
#: 调处30件、成功29件; 调处30件中的29件. A rate behind it tells no whole: 29 are 96.7 % of 30.
_THEN_DONE = re.compile(
    r"(?:次|件|起)?(?:[、，,；;]|其中)*(?:已经?|最终|全部)?(?:调[解处]|化解)?成功(?:化解|调[解处])?[为达有是]*$"
    r"|(?:当)?[中里]的?$"
)
_DONE = re.compile("成功|达成|握手|成$|和解")
#: 还有3件没有调成, 仅1起还在做工作, 除1件还在磨合: what is not done yet.
_STILL = re.compile(r"(?:[尚还仍]有|[尚还]?剩下?的?|余下|尚余|仅|只|除了?|另有?|其余)[的有]?$")
_NOT_YET = re.compile(
    r"(?:还|仍|尚|正)(?:在|处于)|正在"
    r"|[还尚仍]?(?:未|没有?)(?:能|得到)?(?:彻底|完全|最终)?"
    r"(?:调[解成处好]|化解|办[结成完]|落实|解决|结案|和解|握手|谈成)"
)
#: 其余29件都有了好结果, behind 除1件还在磨合: those that are done.
_THE_REST = re.compile("(?:其余|其他|余下)的?$")
_SHARE_OF = re.compile(r"没[有能做到]|未|还有|尚有")
#: 镇直支部3次: the town's own, beside what its villages have.
_OWN_LEVEL = re.compile(r"(?:镇直|镇本级|镇机关|(?<![\u4e00-\u9fff])本级)[\u4e00-\u9fff]{0,6}$")
_BY_VILLAGES = re.compile(
    r"(?<![\d全])各村(?:自行|自主)?(?:组织|开展|举办)了?的?[\u4e00-\u9fff]{0,8}$"
)
#: The bar that they do not reach, and what may stand behind their number.
_BAR = re.compile(r"(?P<bar>\d+(?:\.\d+)?)(?P<ten_thousand>万?)元?(?:以下)?")
_BEFORE = 8  # signs before 以下的村 in which its bar stands
_OF_VILLAGES = re.compile(r"(?:行政)?村|[，,；;。、\s]|$")
_TOWN = 9  # signs of the code of a town


def tried(around: Around) -> bool:
    """True of a number of what was tried, behind which it stands how much of it was done."""
    return bool(_THEN_DONE.match(around.following)) and not _DONE.search(around.before)


def of_whole(
    holder: Holder, around: Around, found: Sequence[Match], readings: Sequence[Asked],
    told: Sequence[Checked],
) -> Checked | None:  # fmt: skip
    """The verdict on a number that a part and its whole give; None where they do not give it."""
    if around.cell:
        return None
    return (
        _tried(holder, around, found, readings)
        or _not_yet(holder, around, found, readings, told)
        or _of_a_share(holder, around, readings, told)
        or _own_level(holder, around, found, readings, told)
        or _left_out(holder, around, readings)
    )


def _tried(
    holder: Holder, around: Around, found: Sequence[Match], readings: Sequence[Asked]
) -> Checked | None:  # fmt: skip
    if not tried(around):
        return None
    for match in found:
        if match.indicator.of_whole:
            for asked, part in _parts(holder, match.indicator, readings):
                if one := _held(around, match, asked, part, value=Fraction(part.of or 0)):
                    return one
    return None


def _not_yet(
    holder: Holder, around: Around, found: Sequence[Match], readings: Sequence[Asked],
    told: Sequence[Checked],
) -> Checked | None:  # fmt: skip
    still = _STILL.search(around.between)
    rest = _THE_REST.search(around.between)
    if not still or not (rest or _NOT_YET.search(around.after + around.ahead)):
        return None
    for match in (*found, *_of_the_sentence(around, told)):
        for indicator in holder.ledger.indicators:
            alike = indicator.of_whole and indicator.fact == match.indicator.fact
            if not alike or not fits(indicator, around.mention.unit):
                continue
            whole = Match(indicator, match.score, match.words)
            for asked, part in _parts(holder, indicator, readings):
                done = Fraction(part.numerator or 0)
                values = [Fraction(part.of or 0) - done, *([done] if rest else ())]
                for value in values:
                    if one := _held(around, whole, asked, part, value=value):
                        return one
    return None


def _of_a_share(
    holder: Holder, around: Around, readings: Sequence[Asked], told: Sequence[Checked]
) -> Checked | None:
    """将第一议题列在首项的24次, of the 26次 told before; 还有2次没有落实."""
    if around.mention.unit == "%":
        return None
    before = _last_of(around, told)
    if before is None or before.best is None or before.best.figure.value is None:
        return _left_of_a_share(holder, around, readings, told)
    # Only what the number itself is of: 谈心谈话22次 is no 第一议题, whatever was told before it.
    for match in holder.vocabulary.matches(around, "%"):
        if not isinstance(match.indicator.measure, Share):
            continue
        for asked, part in _parts(holder, match.indicator, readings):
            if part.of is None or part.of != before.best.figure.value:
                continue
            left = _SHARE_OF.search(around.between + around.after)
            some, unit = Fraction(part.numerator or 0), before.best.figure.indicator.unit
            value = part.of - some if left else some
            if one := _held(around, match, asked, part, value=value, unit=unit):
                return one
    return None


def _left_of_a_share(
    holder: Holder, around: Around, readings: Sequence[Asked], told: Sequence[Checked]
) -> Checked | None:  # fmt: skip
    """第一议题落实率92.3%，也就是说有两次没做到: what a share leaves of what it is of."""
    match = next(iter(_of_the_sentence(around, told[-1:])), None)
    if match is None or not isinstance(match.indicator.measure, Share):
        return None
    if not _SHARE_OF.search(around.after):
        return None
    for asked, part in _parts(holder, match.indicator, readings):
        left = Fraction((part.of or 0) - (part.numerator or 0))
        if one := _held(around, match, asked, part, value=left, unit=around.mention.unit):
            return one
    return None


def _own_level(
    holder: Holder, around: Around, found: Sequence[Match], readings: Sequence[Asked],
    told: Sequence[Checked],
) -> Checked | None:  # fmt: skip
    """镇直支部3次: all of the town's less what its villages have; 由各村组织的150次: theirs."""
    own = _OWN_LEVEL.search(around.between)
    theirs = _BY_VILLAGES.search(around.between) or around.after.startswith("由各村")
    if not (own or theirs):
        return None
    for match in (*found, *_of_the_sentence(around, told)):
        indicator = match.indicator
        if not indicator.measure.additive or not fits(indicator, around.mention.unit):
            continue
        for asked in bearing_on(indicator, readings):
            question = (indicator, asked.place, asked.as_of, asked.period)
            whole, itself = holder.ledger.figure(*question), holder.ledger.own(*question)
            if len(asked.place) != _TOWN or whole.value is None or itself.value is None:
                continue
            value = Fraction(itself.value)
            if not own:
                value = Fraction(whole.value) - value
            if one := _held(around, match, asked, whole, value=value):
                return one
    return None


def _left_out(holder: Holder, around: Around, readings: Sequence[Asked]) -> Checked | None:
    """不足50万元的村还有3个: all villages less those that reach the bar."""
    bar = _bar_not_reached(around)
    if bar is None:
        return None
    villages = next((one for one in holder.ledger.indicators if one.key == "villages"), None)
    for indicator in holder.ledger.indicators:
        measure = indicator.measure
        if villages is None or not isinstance(measure, Groups):
            continue
        own_bar = Fraction(measure.reaches.times, measure.per)
        if own_bar != bar or not fits(indicator, around.mention.unit):
            continue
        match = Match(indicator, 0, str(indicator.zh))
        for asked in bearing_on(indicator, readings):
            reached = holder.ledger.figure(indicator, asked.place, asked.as_of, asked.period)
            there = holder.ledger.figure(villages, asked.place, asked.as_of)
            if reached.value is None or there.value is None:
                continue
            value = Fraction(there.value) - Fraction(reached.value)
            if one := _held(around, match, asked, reached, value=value):
                return one
    return None


def _bar_not_reached(around: Around) -> Fraction | None:
    """The bar, in yuan, that a number of villages does not reach: 不足50万元的村有3个, 3个村不到
    50万元; None where none is told, or of what is no village."""
    if ahead := LEFT_OUT_AHEAD.match(around.ahead):
        said = _BAR.match(around.ahead, ahead.end())
    else:
        behind = LEFT_OUT.search(around.lead)
        if behind is None or not _OF_VILLAGES.match(around.after):
            return None
        said = _BAR.search(around.lead, max(behind.start() - _BEFORE, 0))
    if said is None:
        return None
    return Fraction(said["bar"]) * (10**4 if said["ten_thousand"] else 1)


def _parts(
    holder: Holder, indicator: Indicator, readings: Sequence[Asked]
) -> Iterator[tuple[Asked, Figure]]:  # fmt: skip
    """The figures of a part with its whole, in each reading."""
    for asked in bearing_on(indicator, readings):
        part = holder.ledger.figure(indicator, asked.place, asked.as_of, asked.period)
        if part.of and part.numerator is not None:
            yield asked, part


def _held(
    around: Around, match: Match, asked: Asked, part: Figure, *, value: Fraction, unit: str = ""
) -> Checked | None:  # fmt: skip
    figure = worked_out(part, value, unit or part.indicator.unit)
    verdict = compare(around.mention, figure)
    if verdict not in GOOD:
        return None
    return derived(around, Candidate(match, part, asked, verdict), figure, verdict)


def _of_the_sentence(around: Around, told: Sequence[Checked]) -> list[Match]:
    """What the numbers before it in its sentence are of, the nearest first."""
    here = [one for one in reversed(told) if one.around.sentence_start == around.sentence_start]
    return [one.best.match for one in here if one.best is not None]


def _last_of(around: Around, told: Sequence[Checked]) -> Checked | None:
    """The last result in the unit of a number before it in its sentence that is the ledger's."""
    for one in reversed(told):
        if one.around.sentence_start != around.sentence_start:
            return None
        best = one.best
        if best is not None and not best.derived and one.mention.unit == around.mention.unit:
            return one
    return None
