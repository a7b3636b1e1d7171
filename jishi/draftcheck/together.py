"""Numbers told together 分别、合计: changes one for each number before, totals of villages named.

召开党委会22次、志愿活动156次，分别比上年同期增加3次、28次 gives each change to its own number;
上庄、余川两村26次、23次，合计49次 is the sum of those two, and not of the town.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.counting import settled
from jishi.draftcheck.holding import Holder
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.verdicts import (
    ABSENT,
    AGREE,
    AMBIGUOUS,
    DIFFERS,
    ROUNDED,
    Asked,
    Candidate,
    Checked,
    compare,
    worked_out,
)
from jishi.kernel.columns import Text
from jishi.values.figures import written

_IN_TURN = re.compile(r"分别[^，,；;。]{0,24}$")
_NEXT = re.compile(r"[、，,和及与]|以及")
#: 分别比去年同期增加3次、持平.
_AND_THE_SAME = re.compile("[、，和与]?(?:持平|不变)")
_TOTAL = re.compile(r"(?:合计|共计|总计|累计|一共|总共|加起来|共)[有是为达到开展组织实施]{0,4}$")
#: Signs between a row of results and the one that it is told of.
_CLOSE = 40
_BARE_TOTAL = re.compile(
    r"[，,、；;]?(?:合计|共计|总计|累计|一共|总共|加起来|共|总[数量])[有是为达到]{0,2}"
)
_TOTAL_ROW = re.compile(r"(?:合计|小计|总计|共计)")
#: A total of more than what is named before it.
_OF_ALL = re.compile(r"全[镇乡县市]|本[镇乡]|我[镇乡]|各村|[\d一二三四五六七八九十]+个村")


def in_turn(found: Sequence[Around]) -> dict[int, tuple[int | None, Around]]:
    """Position of a number told in a row (分别) → that of the number it is of, and its words.

    A change is of a number told before; 上半年分别15次、7次 is of what the numbers before are of,
    at another time. None stands for the number where the row of changes is not as long as that of
    the numbers before it.
    """
    turns: dict[int, tuple[int | None, Around]] = {}
    for first, around in enumerate(found):
        if not _IN_TURN.search(around.between):
            continue
        last = first + 1
        while last < len(found) and _NEXT.fullmatch(found[last].between):
            last += 1
        length = last - first + (last == first + 1 and bool(_AND_THE_SAME.match(around.ahead)))
        before = found[max(0, first - length) : first]
        told = len(before) == length and all(one.mention.role == "stated" for one in before)
        if around.mention.role == "change":
            told &= all(one.sentence_start == around.sentence_start for one in before)
            for at in range(first, last if length > 1 else first):
                mention = replace(found[at].mention, role="change")
                words = replace(found[at], mention=mention, between=around.between)
                turns[at] = (at - length if told else None, words)
        elif told and length > 1 and not around.shares and _one_by_one(before, found[first:last]):
            turns |= {at: (at - length, found[at]) for at in range(first, last)}
    return turns


def _one_by_one(before: Sequence[Around], row: Sequence[Around]) -> bool:
    """True where each of a row of results is in the unit of the one that it is told of."""
    stated = all(one.mention.role == "stated" and not one.shares for one in row)
    units = [one.mention.unit for one in before] == [one.mention.unit for one in row]
    close = row[0].mention.plain_start - before[-1].mention.plain_end < _CLOSE
    return stated and units and close


#: 党员责任区、示范岗共94个, 突击队和服务队合计16支: what is named is added up.
_JOINED = re.compile(
    r"(?:^|[，,；;。：:])(?P<names>[^，,；;。：:\d]{2,40}?)(?P<more>等[\u4e00-\u9fff]{0,6})?(?:各类|[两三四]类)?"
    r"(?:共有|共计|合计|总计|一共|总共|加起来|总数|共)(?:设立?|建有?|成立|召开|开展|组织|举办|举行)?[有达为是了到]{0,2}$"
)
_AND = re.compile("以及|[、和及与]")


def joined(holder: Holder, around: Around, readings: Sequence[Asked]) -> Checked | None:
    """党员责任区、示范岗共94个: the sum of what each thing joined there has; None where any of
    them is not known for sure, or one may be counted within another."""
    said = _JOINED.search(around.between) if not around.cell else None
    names = _AND.split(said["names"]) if said else []
    if said is None or len(names) < 2 or around.mention.unit in ("%", "元"):
        return None
    found: list[Candidate] = []
    for name in names:
        words = replace(around, before=name, between=name, after="", ahead="")
        match = settled(holder.vocabulary.matches(words))
        if len(match) != 1 or match[0].weak or match[0].narrower:
            return None
        one = holder.candidate(match[0], around.mention, readings[:1])
        if one.figure.value is None or one.verdict == ABSENT or one.asked.unsure:
            return None
        found.append(one)
    kinds = {(one.match.indicator.fact, repr(one.match.indicator.kind)) for one in found}
    if len(kinds) < len(found) or not all(one.match.indicator.measure.additive for one in found):
        return None
    first = found[0]
    value = sum((Fraction(one.figure.value or 0) for one in found), Fraction(0))
    total = worked_out(first.figure, value, first.figure.indicator.unit)
    best = replace(
        first, match=replace(first.match, words=said["names"]), figure=total,
        verdict=compare(around.mention, total), source=first.figure,
    )  # fmt: skip
    if best.verdict not in (AGREE, ROUNDED) and said["more"]:
        several = _("“分别”“共”说的是几样，请看这个数是哪一样。")
        return Checked(around, AMBIGUOUS, several, None, tuple(found), best.asked)
    why = _sum(found, value, around.mention.unit) if best.verdict == DIFFERS else ""
    return Checked(around, best.verdict, why, best, (best,), best.asked)


def _sum(found: Sequence[Candidate], value: Fraction, unit: str) -> Text:
    """What each of several things has, and what it comes to."""
    each = (
        f"{one.match.indicator.zh}{written(Fraction(one.figure.value or 0), unit)}" for one in found
    )
    told = {"parts": "、".join(each), "total": written(value, unit)}
    return _("台账里%(parts)s，加起来是%(total)s。") % told


def of_those_named(one: Checked, before: Sequence[Checked]) -> Checked:
    """A total, held against the sum of the villages told before it where it is not the town's."""
    around = one.around
    if one.verdict in ("", AGREE, ROUNDED) or not _TOTAL.search(around.between):
        return one
    told = parts(around, before, around.mention.unit)
    if len(told) < 2 or _OF_ALL.search(around.between):
        return one
    first = told[0]
    value = sum((Fraction(part.figure.value or 0) for part in told), Fraction(0))
    total = worked_out(first.figure, value, first.figure.indicator.unit)
    best = replace(first, figure=total, verdict=compare(around.mention, total), source=first.figure)
    said = _("台账里前面这几个地方加起来是%(total)s。") % {
        "total": written(value, first.figure.indicator.unit)
    }  # fmt: skip
    return Checked(
        around, best.verdict, said if best.verdict == DIFFERS else "", best, (best,), best.asked
    )


def of_several(one: Checked, before: Sequence[Checked]) -> Checked:
    """责任区70个，示范岗24个，合计94个: a total that says nothing else is of no one of them."""
    around = one.around
    if one.verdict != DIFFERS or one.best is None or not _BARE_TOTAL.fullmatch(around.between):
        return one
    told = [each.best for each in before if each.around.sentence_start == around.sentence_start
            and each.mention.unit == around.mention.unit]  # fmt: skip
    if (total_told := _of_each_of_several(one, before)) is not None:
        return total_told
    known = [each for each in told if each is not None and not each.derived]
    if len({each.figure.key for each in known}) < 2:
        return one
    value = sum((Fraction(each.figure.value or 0) for each in known), Fraction(0))
    total = worked_out(known[0].figure, value, known[0].figure.indicator.unit)
    verdict = compare(around.mention, total)
    if verdict not in (AGREE, ROUNDED):
        several = _("“分别”“共”说的是几样，请看这个数是哪一样。")
        return Checked(around, AMBIGUOUS, several, None, one.candidates, one.asked)
    best = replace(known[0], figure=total, verdict=verdict, source=known[0].figure)
    return Checked(around, verdict, "", best, (best,), best.asked)


def _of_each_of_several(one: Checked, before: Sequence[Checked]) -> Checked | None:
    """突击队和服务队各8支，总数16支: as many for each as were told to have so many."""
    last = before[-1] if before else None
    if last is None or last.best is None or last.mention.value is None or not last.around.shares:
        return None
    here = last.around.sentence_start == one.around.sentence_start
    if not here or last.verdict != AGREE or last.mention.unit != one.mention.unit:
        return None
    value = last.mention.value * len(last.around.shares)
    total = worked_out(last.best.figure, value, last.best.figure.indicator.unit)
    verdict = compare(one.mention, total)
    if verdict not in (AGREE, ROUNDED):
        return None
    best = replace(last.best, figure=total, verdict=verdict, source=last.best.figure)
    return Checked(one.around, verdict, "", best, (best,), best.asked)


def of_those_asked_about(one: Checked, before: Sequence[Checked]) -> Checked:
    """人居环境整治项目4个，总投资560万元: where the one may be of some, so may the other."""
    last = before[-1] if before else None
    if one.verdict != DIFFERS or one.best is None or last is None or last.verdict != AMBIGUOUS:
        return one
    here = last.around.sentence_start == one.around.sentence_start
    doubted = [each for each in last.candidates if each.match.weak or each.match.narrower]
    fact = one.best.match.indicator.fact
    if not here or not any(each.match.indicator.fact == fact for each in doubted):
        return one
    if one.best.match.indicator.key in {each.match.indicator.key for each in doubted}:
        return one
    said = _("前面一个数说的可能只是其中一部分，这个数也请自己核实。")
    return Checked(one.around, AMBIGUOUS, said, None, one.candidates, one.asked)


def of_the_rows_above(one: Checked, before: Sequence[Checked]) -> Checked:
    """合计 under the rows of three villages is the sum of these, and not the town's."""
    best = one.best
    if one.verdict != DIFFERS or best is None or not _in_total_row(one.around):
        return one
    column = _TOTAL_ROW.sub("", one.around.before, count=1)
    rows: dict[str, Candidate] = {}
    for part in reversed(before):
        if not rows and _in_total_row(part.around):
            continue  # the cell beside it
        if not part.around.cell or _in_total_row(part.around):
            break
        row = part.best
        alike = row is not None and row.figure.indicator.key == best.figure.indicator.key
        same = part.around.before.endswith(column)
        if row is not None and alike and same and len(row.asked.place) > len(best.asked.place):
            if row.derived or row.figure.value is None or row.asked.place in rows:
                break
            rows[row.asked.place] = row
    if len(rows) < 2 or not best.figure.indicator.measure.additive:
        return one
    value = sum((Fraction(row.figure.value or 0) for row in rows.values()), Fraction(0))
    total = worked_out(best.figure, value, best.figure.indicator.unit)
    verdict = compare(one.mention, total)
    if verdict not in (AGREE, ROUNDED):
        return one
    found = replace(best, figure=total, verdict=verdict, source=best.figure)
    return Checked(one.around, verdict, "", found, (found,), found.asked)


def _in_total_row(around: Around) -> bool:
    return around.cell and bool(_TOTAL_ROW.match(around.before))


def parts(around: Around, before: Sequence[Checked], unit: str) -> list[Candidate]:
    """The figures of one indicator in several places right before a number, told in a unit."""
    found: list[Candidate] = []
    for part in reversed(before):
        best = part.best
        if best is None and part.mention.surface.endswith("村"):
            continue  # 两村合计: so many they are
        if (
            best is None or best.derived or best.figure.value is None
            or part.around.sentence_start != around.sentence_start
            or part.mention.unit != unit
            or not best.figure.indicator.measure.additive
        ):  # fmt: skip
            break
        same = not found or found[0].figure.indicator.key == best.figure.indicator.key
        where = {other.asked.place for other in found}
        wider = any(len(place) != len(best.asked.place) for place in where)
        if not same or wider or best.asked.place in where:
            break  # 全镇585万元，其中上庄村170万元: the whole is none of its parts
        found.append(best)
    return found
