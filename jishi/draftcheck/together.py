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

from jishi.draftcheck.counting import fits
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.verdicts import (
    AGREE,
    DIFFERS,
    ROUNDED,
    Candidate,
    Checked,
    compare,
    worked_out,
)
from jishi.values.figures import written

_IN_TURN = re.compile(r"分别[^，,；;。]{0,24}$")
_NEXT = re.compile(r"[、，,和及与]|以及")
_TOTAL = re.compile(r"(?:合计|共计|总计|累计|一共|总共|加起来|共)[有是为达到开展组织实施]{0,4}$")
#: A total of more than what is named before it.
_OF_ALL = re.compile(r"全[镇乡县市]|本[镇乡]|我[镇乡]|各村|[\d一二三四五六七八九十]+个村")


#: A sentence that parts what the one before it told.
_OPENS = re.compile(r"^(?:其中|分村(?:来)?看|按村(?:来)?看|从各村(?:来)?看|各村情况看)[，,：:]?")


def opens(around: Around) -> bool:
    """True in a sentence that tells the parts of what was told before: 分村看，上庄村5件."""
    return bool(_OPENS.search(around.lead)) and not around.cell


def parts_told(around: Around) -> bool:
    """True where parts are told of what stands before, in this sentence or the one before."""
    return opens(around) or ("其中" in around.lead and not around.cell)


def leant_on(around: Around, before: Sequence[Checked]) -> Checked | None:
    """The number that one without words of its own may lean on: the last before it.

    其中上庄村5件 tells parts of a number in its unit, that stands before others; 接待5批11人次，
    比去年同期多1批 changes the one in its unit.
    """
    last = before[-1] if before else None
    if around.mention.role == "change":
        return _of_its_unit(around, before) or last
    if last is None or not parts_told(around):
        return last
    for one in reversed(before):
        if any(fits(told.match.indicator, around.mention.unit) for told in one.candidates):
            return one
    return last


def _of_its_unit(around: Around, before: Sequence[Checked]) -> Checked | None:
    """The last number of the sentence in the unit of a change."""
    for one in reversed(before):
        if one.around.sentence_start != around.sentence_start:
            break
        if one.mention.role == "stated" and one.mention.unit == around.mention.unit:
            return one
    return None


def in_turn(found: Sequence[Around]) -> dict[int, tuple[int | None, Around]]:
    """Position of a change told in a row (分别) → that of the number it is of, and its words.

    None stands for the number where the row is not as long as that of the numbers before it.
    """
    turns: dict[int, tuple[int | None, Around]] = {}
    for first, around in enumerate(found):
        if around.mention.role != "change" or not _IN_TURN.search(around.between):
            continue
        last = first + 1
        while last < len(found) and _NEXT.fullmatch(found[last].between):
            last += 1
        length = last - first
        before = found[max(0, first - length) : first]
        same = [one for one in before if one.sentence_start == around.sentence_start]
        told = len(same) == length and all(one.mention.role == "stated" for one in same)
        for at in range(first, last if length > 1 else first):
            mention = replace(found[at].mention, role="change")
            words = replace(found[at], mention=mention, between=around.between)
            turns[at] = (at - length if told else None, words)
    return turns


def of_those_named(one: Checked, before: Sequence[Checked]) -> Checked:
    """A total, held against the sum of the villages told before it where it is not the town's."""
    around = one.around
    if one.verdict in ("", AGREE, ROUNDED) or not _TOTAL.search(around.between):
        return one
    parts = _parts(one, before)
    if len(parts) < 2 or _OF_ALL.search(around.between):
        return one
    first = parts[0]
    value = sum((Fraction(part.figure.value or 0) for part in parts), Fraction(0))
    total = worked_out(first.figure, value, first.figure.indicator.unit)
    best = replace(first, figure=total, verdict=compare(around.mention, total), source=first.figure)
    said = _("台账里前面这几个地方加起来是%(total)s。") % {
        "total": written(value, first.figure.indicator.unit)
    }  # fmt: skip
    return Checked(
        around, best.verdict, said if best.verdict == DIFFERS else "", best, (best,), best.asked
    )


def _parts(one: Checked, before: Sequence[Checked]) -> list[Candidate]:
    """The figures of one indicator in several places right before a number, in its unit."""
    found: list[Candidate] = []
    for part in reversed(before):
        best = part.best
        if (
            best is None or best.derived or best.figure.value is None
            or part.around.sentence_start != one.around.sentence_start
            or part.mention.unit != one.mention.unit
            or not best.figure.indicator.measure.additive
        ):  # fmt: skip
            break
        same = not found or found[0].figure.indicator.key == best.figure.indicator.key
        if not same or best.asked.place in {other.asked.place for other in found}:
            break
        found.append(best)
    return found
