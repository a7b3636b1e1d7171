"""Numbers that the ledger gives only worked out 推算: shares of all, averages, what is left, gaps.

占全镇的三成, 村均2名, 尚有1件, 还差16万元 are sums of what was told before them, and are held
against the same sums of the ledger's own figures. Where a sum comes out otherwise it is asked
about, since another one may be meant; only a share of all that is told beside its part differs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.asking import bearing_on
from jishi.draftcheck.counting import ANY_UNIT, fits, settled
from jishi.draftcheck.holding import GOOD, Holder, derived
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.together import parts
from jishi.draftcheck.verdicts import (
    AGREE,
    AMBIGUOUS,
    ROUNDED,
    Asked,
    Candidate,
    Checked,
    compare,
    worked_out,
)
from jishi.indicators.indicator import Figure, Indicator
from jishi.values.figures import written
from jishi.values.prose import Mention

_ALL = r"(?:全[镇乡]|[本我]镇)(?:的?总[数量额])?"
#: 占全镇43次的三成: the number of all, told on the way to the share.
_OF_ALL = re.compile(rf"占(?:了|到|据)?{_ALL}$")
#: 占全镇的七成, 合计超过全镇四成, 占全镇村数的近六成.
_SHARE_OF_ALL = re.compile(
    rf"(?:占(?:了|到|据)?|[达超接][到过近]){_ALL}(?P<what>[村户组]?)[\u4e00-\u9fff]{{0,4}}$"
)
#: 上庄村就占全镇集体经营性收入的近3成, 占全镇总投资的36%: what it is a share of is named.
_SHARE_OF_NAMED = re.compile(rf"占(?:了|到|据)?{_ALL}[\u4e00-\u9fff]{{2,14}}的$")
_SUMMED = re.compile(r"合计|共计|合占|共占|加起来|一共")
#: 村均2名, 月均17次: a total by how many it is told for each.
_EACH = re.compile(
    r"(?P<each>[村户组月])均[^，,；;。\d]{0,10}$|平均每个?(?P<one>村|月|组|户)[^，,；;。\d]{0,6}$"
)
#: 每村都有1名: so it is in each of them.
_IN_EACH = re.compile(r"(?:每个?|各)(?:行政)?村[^，,；;。\d]{0,6}$")
_COUNTED_BY = {"村": "villages", "户": "households", "组": "villager_groups"}
_LEFT = re.compile(r"(?:[尚还仍]有|还?剩下?的?|余下|尚余|其余|剩余)$")
#: 还差16万元, 超出50万元强村线75万元: how far two numbers lie apart.
GAP = re.compile(r"差(?:了|距为?)?$|^的?(?:强村|达标)?(?:门槛|标准|线)$")
#: 已完成去年全年的近九成: what was told of last year is the whole.
_SHARE_OF_LAST_YEAR = re.compile(
    r"(?:完成|达到?|占|相当于)了?(?:去年|上年)(?:全年|同期)?(?:总[数量额])?的$"
)
_TOWN = 9  # signs of the code of a town
_BACK = 12  # numbers before, among which the one is that a sum is of


def of_all(holder: Holder, around: Around, told: Sequence[Checked]) -> Checked | None:
    """占全镇43次: what is told is of the whole town, and of the time of one told before it."""
    if not _OF_ALL.search(around.between):
        return None
    found: list[Candidate] = []
    for one in _stated(around, told):
        best, mention = one.best, around.mention
        if best is None or best.derived or not _in_its_unit(best, mention):
            continue
        figure = _at_town(holder, best)
        found.append(Candidate(best.match, figure, _town(best), compare(mention, figure)))
    # The first number of a sentence is what it is about; 去年同期7次 stands behind it.
    best = next((one for one in found if one.verdict in GOOD), found[-1] if found else None)
    return Checked(around, best.verdict, "", best, (best,), best.asked) if best else None


def share_of_all(holder: Holder, around: Around, told: Sequence[Checked]) -> Checked | None:
    """占全镇的七成: the part told before it, or the sum of several, by the whole town's figure."""
    said = _SHARE_OF_ALL.search(around.between)
    behind = bool(told) and around.between == "的" and _OF_ALL.search(told[-1].around.between)
    if around.mention.unit == "%" and _SHARE_OF_LAST_YEAR.search(around.between):
        return _share_of_last_year(around, told)
    if around.mention.unit == "%" and not said and _SHARE_OF_NAMED.search(around.between):
        return _share_of_named(holder, around)
    if around.mention.unit != "%" or not (said or behind):
        return None
    counted = _COUNTED_BY.get(said["what"] if said else "")
    tried: list[Checked] = []
    for part in _parts_told(around, told):
        share = _share(holder, part, counted)
        if share is None:
            continue
        verdict = compare(around.mention, share)
        why = _("台账算下来是%(share)s。") % {"share": written(Fraction(share.value or 0), "%")}
        if verdict not in GOOD and part.verdict not in GOOD:
            verdict = AMBIGUOUS
        tried.append(derived(around, part, share, verdict, "" if verdict in GOOD else why))
    good = (one for one in tried if one.verdict in GOOD)
    return next(good, tried[0] if tried else None)


def _share_of_named(holder: Holder, around: Around) -> Checked | None:
    """What the place before it has of what is named, by what the whole town has."""
    before, _at, named = around.whole_lead.rpartition("占")
    place = holder.places.named(holder.places.spoken(before))
    found = holder.vocabulary.matches(replace(around, before=named, lead=named), ANY_UNIT)
    if place is None or len(place) <= _TOWN or not found:
        return None
    indicator = found[0].indicator
    for asked in bearing_on(indicator, holder.asking.readings(around)):
        figure = holder.ledger.figure(indicator, place, asked.as_of, asked.period)
        there = replace(asked, place=place)
        part = Candidate(found[0], figure, there, AMBIGUOUS)
        share = _share(holder, part, None)
        if share is not None and compare(around.mention, share) in GOOD:
            return derived(around, part, share, compare(around.mention, share))
    return None


def _share_of_last_year(around: Around, told: Sequence[Checked]) -> Checked | None:
    found = [one.best for one in _stated(around, told) if one.best and not one.best.derived]
    for was, now in itertools.permutations(found[:_BACK], 2):
        if now.figure.key != was.figure.key or not (was.figure.value and now.figure.value):
            continue
        if _year(was) >= _year(now):
            continue
        value = Fraction(now.figure.value) * 100 / Fraction(was.figure.value)
        share = worked_out(now.figure, value, "%")
        if (verdict := compare(around.mention, share)) in GOOD:
            return derived(around, now, share, verdict)
    return None


def _year(one: Candidate) -> int:
    period = one.figure.period
    return min(one.asked.as_of, period.end).year if period else one.asked.as_of.year


def average(holder: Holder, around: Around, told: Sequence[Checked]) -> Checked | None:
    """村均2名, 月均17次: the total told before it by the number of villages, or of months."""
    said = _EACH.search(around.between)
    if not said and _IN_EACH.search(around.between):
        return _in_each(holder, around, told)
    before = [one.best for one in _stated(around, told) if said]
    for best in (*_own_total(holder, around, named=bool(said)), *before):
        if best is None or best.derived or not _in_its_unit(best, around.mention):
            continue
        number = _how_many(holder, best, said["each"] or said["one"])  # type: ignore[index]
        if not number or best.figure.value is None or best.figure.indicator.unit == "%":
            return None
        value = Fraction(best.figure.value) / number
        figure = worked_out(best.figure, value, best.figure.indicator.unit)
        if compare(around.mention, figure) in GOOD or _rounds_to(around.mention, value):
            return derived(around, best, figure, ROUNDED)
        asked = _("台账的总数平均下来是%(value)s，请看说的是不是这个。")
        shown = {"value": written(value, figure.indicator.unit)}
        return derived(around, best, figure, AMBIGUOUS, asked % shown)
    return None


def _own_total(holder: Holder, around: Around, *, named: bool) -> list[Candidate]:
    """村均志愿活动22次: the total of what an average names itself."""
    found = settled(holder.vocabulary.matches(around)) if named else []
    readings = holder.asking.readings(around)
    return [holder.candidate(match, around.mention, readings) for match in found[:1]]


def what_is_left(around: Around, told: Sequence[Checked]) -> Checked | None:
    """摸排30件、化解29件，尚有1件: all of which a part was told, less that part."""
    if not _LEFT.search(around.between):
        return None
    for one in _stated(around, told):
        best = one.best
        figure = best.figure if best and not best.derived else None
        if best is None or figure is None or not figure.of or figure.numerator is None:
            continue
        if not figure.indicator.of_whole or not _in_its_unit(best, around.mention):
            continue
        rest = worked_out(figure, Fraction(figure.of - figure.numerator), figure.indicator.unit)
        if compare(around.mention, rest) in GOOD:
            return derived(around, best, rest, AGREE)
        asked = _("台账里除去前面的还有%(rest)s，请看说的是不是这个。")
        shown = {"rest": written(Fraction(rest.value or 0), figure.indicator.unit)}
        return derived(around, best, rest, AMBIGUOUS, asked % shown)
    return None


def gap(around: Around, told: Sequence[Checked]) -> Checked | None:
    """离50万元的标准还差16万元: a bar and a figure told before it, or two figures, apart."""
    values = [
        (one.best, Fraction(one.best.figure.value or 0))
        for one in _stated(around, told, paragraph=True)
        if one.best and not one.best.derived and _in_its_unit(one.best, around.mention)
    ]
    bars = [
        one.mention.value for one in told[-_BACK:]
        if one.mention.role == "threshold" and one.mention.unit == around.mention.unit
    ]  # fmt: skip
    others = [*filter(None, bars), *(value for _best, value in values[1:2])]
    for best, value in values[:1]:
        for other in others:
            apart = worked_out(best.figure, abs(value - other), best.figure.indicator.unit)
            if compare(around.mention, apart) in GOOD:
                return derived(around, best, apart, compare(around.mention, apart))
    return None


def _stated(
    around: Around, told: Sequence[Checked], *, paragraph: bool = False
) -> Iterator[Checked]:  # fmt: skip
    """The results told before a number in its sentence, the nearest first."""
    for one in reversed(told[-_BACK:]):
        if not paragraph and one.mention.plain_end <= (
            around.mention.plain_start - max(len(around.whole_lead), len(around.lead)) - 2
        ):
            return
        if one.mention.role == "stated":
            yield one


def _in_its_unit(best: Candidate, mention: Mention) -> bool:
    return best.figure.value is not None and fits(best.figure.indicator, mention.unit)


def _town(best: Candidate) -> Asked:
    asked = best.asked
    return Asked(asked.place[:_TOWN], asked.as_of, asked.period, asked.words)


def _at_town(holder: Holder, best: Candidate, indicator: Indicator | None = None) -> Figure:
    asked = _town(best)
    return holder.ledger.figure(
        indicator or best.figure.indicator, asked.place, asked.as_of,
        None if indicator else asked.period,
    )  # fmt: skip


def _parts_told(around: Around, told: Sequence[Checked]) -> list[Candidate]:
    """What a share may be of: the sum of several places, or each number told before it."""
    before = [one for one in _stated(around, told) if not _is_whole(one)]
    # What stands right before it is the part: 参与300人次，占全镇的两成 is of those 300.
    last = next((one for one in before if not one.mention.surface.endswith("村")), None)
    if last is None or last.best is None:
        return []
    if _SUMMED.search(around.between):
        several = parts(around, told, last.mention.unit)
        if len(several) < 2:
            return []
        value = sum((Fraction(one.figure.value or 0) for one in several), Fraction(0))
        first = several[0]
        total = worked_out(first.figure, value, first.figure.indicator.unit)
        return [Candidate(first.match, total, first.asked, first.verdict)]
    found = [one.best for one in before if one.best and one.best.figure.value is not None]
    return [one for one in found if one.figure.key == last.best.figure.key and _in_own_unit(one)]


def _is_whole(one: Checked) -> bool:
    return bool(_OF_ALL.search(one.around.between))


def _in_own_unit(one: Candidate) -> bool:
    """True of a figure of the ledger's own, or of a sum of several; not of a rate."""
    return one.source is None or one.figure.indicator.unit == one.source.indicator.unit != "%"


def _share(holder: Holder, part: Candidate, counted: str | None) -> Figure | None:
    other = _named(holder, counted) if counted else None
    if counted is None and len(part.asked.place) <= _TOWN:
        return None  # the whole itself
    whole = _at_town(holder, part, other)
    if not whole.value or part.figure.value is None:
        return None
    return worked_out(part.figure, Fraction(part.figure.value) * 100 / Fraction(whole.value), "%")


def _named(holder: Holder, key: str) -> Indicator | None:
    return next((one for one in holder.ledger.indicators if one.key == key), None)


def _how_many(holder: Holder, best: Candidate, each: str) -> Fraction:
    """How many villages, groups or households there are, or months in the period."""
    if each == "月":
        period = best.figure.period
        if period is None or period.start is None:
            return Fraction(0)
        start, end = period.start, min(period.end, best.asked.as_of)
        return Fraction((end.year - start.year) * 12 + end.month - start.month + 1)
    indicator = _named(holder, _COUNTED_BY[each])
    if indicator is None:
        return Fraction(0)
    there = holder.ledger.figure(indicator, best.asked.place, best.asked.as_of)
    return Fraction(there.value or 0)


def _rounds_to(mention: Mention, value: Fraction) -> bool:
    """村均22个 of 22.1: an average is told to its last decimal."""
    if mention.value is None or mention.unit == "元" or mention.comparator != "exact":
        return False  # what money allows is rounded already
    decimals = len(re.sub(r"\D", "", mention.surface.partition(".")[2]))
    return abs(value - mention.value) <= Fraction(1, 2 * 10**decimals)


def _in_each(holder: Holder, around: Around, told: Sequence[Checked]) -> Checked | None:
    """每村都有1名: every village has as many."""
    for one in _stated(around, told):
        best = one.best
        if best is None or best.derived or not _in_its_unit(best, around.mention):
            continue
        codes = [code for code in holder.places.codes.values()
                 if len(code) > _TOWN and code.startswith(best.asked.place)]  # fmt: skip
        found = [
            holder.candidate(
                best.match, around.mention, [Asked(code, best.asked.as_of, best.asked.period)]
            )
            for code in codes
        ]
        if found and all(each.verdict in GOOD for each in found):
            return derived(around, best, found[0].figure, ROUNDED)
        return None
    return None
