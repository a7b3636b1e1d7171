"""A change told in the text 增减: which figure it is of, and between which two times.

比去年同期增加3次 names the time itself; 由9名增至12名，增加3名 and 去年同期7次，增加4次 are between
the two numbers just told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.counting import ANY_UNIT, fits, settled
from jishi.draftcheck.fromto import came_from
from jishi.draftcheck.growing import (
    COMPARED,
    DAY,
    TOLD,
    YEAR_END,
    YEAR_ON_YEAR,
    compared_with,
    judge_growth,
)
from jishi.draftcheck.holding import GOOD, Holder, telling
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import without_periods
from jishi.draftcheck.verdicts import ABSENT, DIFFERS, Candidate, Checked, worked_out
from jishi.indicators.indicator import Figure
from jishi.indicators.timing import Happened, InForce
from jishi.kernel.columns import Text
from jishi.values.period import Period, years_before

#: Words of a change that do not say what changed.
_HOW = re.compile(
    r"增长|增加|增多|增收|净增|新增|上升|上涨|提高|提升|扩大|减少|下降|降低|回落|下跌|下滑|缩减|净减|高出|多出|超出|翻了?|增幅|升幅"
    r"|涨幅|降幅|增速|幅度|同比|环比|[较比与同跟]|同期|场次|[次件人个户]数|人次|数量|总量|总数|规模|合计|一共|均|约|近|整整|足足"
    r"|实现|仍然?|依然|还是|直接|大幅|小幅|明显|显著|稳步|持续|再|[多少增减升降高低涨出了的地也已又净]"
)
_LAST_STOP = re.compile(r"[，,；;：:。（(、]")
NOT_HELD = _("这是增减的幅度，台账只比数本身。")


def changed(
    holder: Holder, around: Around, last: Checked | None, told: Sequence[Checked] = ()
) -> Checked:  # fmt: skip
    """同比增长12.3%: the figure told before it, against the same period of the year before.

    `last`: the number that it is most likely of; `told`: all before it, for a change between two.
    """
    before = _of_what(holder, around, last)
    unheld = Checked(around, "", NOT_HELD)
    since = compared_with(around.between)
    if not since and not around.cell and (two := _between_two(around, told)) is not None:
        return two
    if before is None or not _fit(before, around.mention.unit):
        return unheld
    if not since and _goes_on(around, last):
        since = compared_with(around.lead)
    if since == YEAR_END and not isinstance(before.figure.indicator.time, InForce | Happened):
        since = ""  # what is done in a year begins anew
    if not since:
        return _against_a_period(holder, around, before) or unheld
    was = _was(holder, before, since, around)
    if was is None:
        return unheld
    if not was.value:
        # The text may tell both, though the ledger cannot go back a year from where it begins.
        if not around.cell and (two := _between_two(around, told)) is not None:
            return two
        return Checked(around, ABSENT, _no_year_before(was, since), asked=before.asked)
    return _held_against(holder, around, before, was, since)


def _held_against(
    holder: Holder, around: Around, before: Candidate, was: Figure, since: str
) -> Checked:  # fmt: skip
    one = judge_growth(around, before, was, since)
    if one.verdict != DIFFERS:
        return one
    if since == YEAR_ON_YEAR and (other := _against_year_end(holder, around, before)) is not None:
        return other
    # What agrees by chance may be of something else.
    return Checked(around, "", NOT_HELD) if before.match.weak else one


def _of_what(holder: Holder, around: Around, last: Checked | None) -> Candidate | None:
    """The figure that a change is of: the one that it names, else the one told before it."""
    before = _own(holder, around)
    if before is None and last is not None and last.best is not None and not around.cell:
        before = None if _names_another(holder, around, last.best) else last.best
    return before.grown or before if before else None  # 同比增长10%，比上年增加2次


def _against_a_period(holder: Holder, around: Around, before: Candidate) -> Checked | None:
    """比二季度增加38.38万元: of a quarter and the one before; None where it comes out otherwise,
    since it may be of other times."""
    now = before.figure.period
    if "比" not in around.between and "较" not in around.between:
        return None
    if (
        now is None
        or before.derived
        or isinstance(before.figure.indicator.time, InForce | Happened)
    ):
        return None
    for said in holder.asking.periods(_LAST_STOP.split(around.between)[-1]):
        if said.period is None or said.point or said.period.start is None:
            continue
        was = holder.ledger.figure(
            before.figure.indicator, before.asked.place, before.asked.as_of, said.period
        )
        if was.value:
            one = judge_growth(around, before, was, TOLD)
            return one if one.verdict in GOOD else None
    return None


def _names_another(holder: Holder, around: Around, before: Candidate) -> bool:
    """True where what changed is named, and is not what was told before it:
    包保全覆盖，群众满意度提高1.2个百分点."""
    own = COMPARED.sub("", _LAST_STOP.split(around.between)[-1])
    own = _HOW.sub("", telling(without_periods(holder.places.pattern.sub("", own))))
    said = "".join((str(before.match.indicator.zh), *before.match.indicator.said))
    pairs = {own[at : at + 2] for at in range(len(own) - 1)} - {"保率", "比例"}
    return len(own) > 1 and not any(pair in said for pair in pairs)


def _against_year_end(holder: Holder, around: Around, before: Candidate) -> Checked | None:
    """比上年提高1.3个百分点: of what is in force, 上年 may be its end as well."""
    if "同期" in around.between or not isinstance(before.figure.indicator.time, InForce | Happened):
        return None
    was = _year_end(holder, before)
    if not was.value:
        return None
    one = judge_growth(around, before, was, YEAR_END)
    return one if one.verdict in GOOD else None


def _fit(before: Candidate, unit: str) -> bool:
    """True of a figure that is known, of which a change may be told in the measure word: 增速提高
    5个百分点 is of no number of times."""
    if before.figure.value is None or (before.match.weak and before.verdict not in GOOD):
        return False
    if before.derived and not _of_a_part(before):
        return False
    if unit == "个百分点":
        return before.figure.indicator.unit == "%"
    return unit in ("%", "倍", "番", "") or fits(before.match.indicator, unit)


def _of_a_part(before: Candidate) -> bool:
    """True of a rate that a part makes of its whole: the year before has both as well."""
    source = before.source
    return source is not None and bool(source.of) and before.figure.indicator.unit == "%"


def _between_two(around: Around, told: Sequence[Checked]) -> Checked | None:
    """去年同期7次，增加4次: the change between the two numbers told last, of one thing twice.

    Only where both stand as the ledger has them, since the change is theirs and not the ledger's.
    """
    here = [one for one in told if one.around.sentence_start == around.sentence_start]
    while here and here[-1].mention.role == "change":
        here.pop()
    if len(here) < 2:
        return None
    one, other = here[-2].best, here[-1].best
    if one is None or other is None or one.verdict not in GOOD or other.verdict not in GOOD:
        return None
    same = one.figure.key == other.figure.key and one.asked.place == other.asked.place
    if not same or one.derived != other.derived:
        return None
    was, now = sorted((one, other), key=_when)
    if _when(was) == _when(now) or not was.figure.value or now.figure.value is None:
        return None
    told_of = judge_growth(around, now, was.figure, TOLD)
    apart = came_from(here[-2].around) or _when(was)[0].year < _when(now)[0].year
    return told_of if apart or told_of.verdict in GOOD else None


def _when(one: Candidate) -> tuple[date, date]:
    period = one.figure.period
    return (min(one.asked.as_of, period.end) if period else one.asked.as_of, one.asked.as_of)


def _own(holder: Holder, around: Around) -> Candidate | None:
    """志愿活动较去年同期增加28次: the figure that a change names itself, where it names one."""
    mention = around.mention
    unit = ANY_UNIT if mention.unit in ("%", "倍", "番") else mention.unit
    found = settled(holder.vocabulary.matches(holder.whole(around), unit))
    if around.cell:  # 农户 | 同比增减: the head of its row is all that names it
        name = COMPARED.sub("", around.before)[: -len("增减")]
        row = replace(around, before=name, lead=name)
        found = [holder.said_alone(match, row) for match in found]
    if len(found) != 1 or found[0].weak or found[0].narrower:
        return None
    # Last year is what it is held against, and not the time that it speaks of.
    now = replace(around, lead=COMPARED.sub("", around.lead))
    return holder.candidate(found[0], mention, holder.asking.readings(now))


def _was(holder: Holder, before: Candidate, since: str, around: Around) -> Figure | None:
    """The figure at the time that it is compared with; None where that cannot be told."""
    if since == YEAR_ON_YEAR:
        return _year_before(holder, before)
    if since == YEAR_END:
        return _year_end(holder, before)
    said = [one for one in holder.asking.periods(around.between) if one.point and one.period]
    if not said or not isinstance(before.figure.indicator.time, InForce | Happened):
        return None  # what is done in a year goes on from that day
    period = said[-1].period
    assert period is not None
    there = holder.ledger.figure(
        (before.source or before.figure).indicator, before.asked.place, period.end
    )
    return _as_told(there, before)


def _year_before(holder: Holder, before: Candidate) -> Figure:
    figure, asked = before.source or before.figure, before.asked
    day = years_before(asked.as_of, 1)
    start = figure.period.start if figure.period else None
    if start is None or figure.period is None or isinstance(figure.indicator.time, InForce):
        # A state, or what has come together by the day: 项目总投资.
        return _as_told(holder.ledger.figure(figure.indicator, asked.place, day), before)
    period = Period(years_before(start, 1), years_before(figure.period.end, 1))
    return _as_told(holder.ledger.figure(figure.indicator, asked.place, day, period), before)


def _as_told(was: Figure, before: Candidate) -> Figure:
    """A figure, or where the change is of a rate, the rate that it is of its whole."""
    if not before.derived or was.value is None or not was.of or was.numerator is None:
        return replace(was, value=None) if before.derived else was
    return worked_out(was, Fraction(was.numerator * 100, was.of), "%")


def _year_end(holder: Holder, before: Candidate) -> Figure:
    last = date(before.asked.as_of.year - 1, 12, 31)
    was = holder.ledger.figure((before.source or before.figure).indicator, before.asked.place, last)
    return _as_told(was, before)


def _no_year_before(was: Figure, since: str) -> Text:
    """Why a growth cannot be worked out from the figure of the year before."""
    if since == YEAR_END:
        return _("台账没有上年末的数，算不出增减。")
    if since == DAY:
        return _("台账没有那一天的数，算不出增减。")
    if was.value is not None:
        return _("台账里上年同期是0，算不出增减的幅度。")
    if was.reason:
        return _("台账没有上年同期的数，算不出增减：%(reason)s") % {"reason": was.reason}
    return _("台账没有上年同期的数，算不出增减。")


def _goes_on(around: Around, last: Checked | None) -> bool:
    """比去年同期增加3次，增长15.8%: the second of two growths is over the same time."""
    grew = last is not None and last.best is not None and last.best.grown is not None
    return grew and last is not None and last.around.sentence_start == around.sentence_start
