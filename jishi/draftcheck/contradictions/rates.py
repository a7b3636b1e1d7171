"""Rates 率: a 完成率 that its plan and result do not give, and a share above all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, shown, stated
from jishi.draftcheck.contradictions.totals import ends_of
from jishi.draftcheck.surroundings import Around
from jishi.values.figures import exact

#: 计划500亩; what a whole project is planned at is not the plan of a year.
_PLAN = re.compile(r"(?:计划|目标|任务)(?:数|任务)?(?:完成|建设|为|是|种植|培育|排查)?$")
_DONE = re.compile(r"^[，,；、](?:实际|已|现已|累计|共)?(?:实际)?(?:完成|建成|种植)?(?:了|为|数)?$")
_RATE = re.compile(r"^[，,、（(](?:任务|计划|目标)?完成率(?:为|达到?|是)?$")
#: Shares of a whole that none can exceed; 完成率 may, and 复种指数.
_OF_ALL = re.compile(
    r"(?:覆盖|普及|合格|满意|办结|化解|成功|知晓|入户|到会|出勤|参会|到位|整改|公开|在岗|持证)率"
    r"(?:已?达到?|为|是|实现)?了?$"
)


def of_its_plan(found: Sequence[Around]) -> Iterator[Finding]:
    """完成计划500亩，实际450亩，完成率110%: it is 90%."""
    for at, (plan, done, rate) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        if rate.mention.unit != "%" or not _RATE.match(rate.between):
            continue
        if not (_PLAN.search(plan.between) and _DONE.match(done.between) and _one(plan, done)):
            continue
        if plan.sentence_start != rate.sentence_start or rate.mention.comparator != "exact":
            continue
        (least, most), (low, high) = ends_of(done.mention), ends_of(plan.mention)
        said_low, said_high = ends_of(rate.mention)
        if low <= 0 or (least * 100 / high <= said_high and said_low <= most * 100 / low):
            continue
        assert plan.mention.value and done.mention.value is not None
        true = done.mention.value * 100 / plan.mention.value
        told = _("%(part)s÷%(whole)s＝%(true)s，不是%(said)s。") % {
            "part": shown(done.mention.value, ""), "whole": shown(plan.mention.value, ""),
            "true": exact(true, "%"), "said": rate.mention.surface,
        }  # fmt: skip
        yield Finding("share_contradicts", (at, at + 1, at + 2), told)


def above_all(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """网格覆盖率110%: no more than all can be covered."""
    for at in sentence:
        around = found[at]
        least = around.mention.low
        if around.mention.unit != "%" or not stated(around) or least is None or least <= 100:
            continue
        if _OF_ALL.search(around.between):
            said = _("%(said)s超过了100%%：这样的率最多是全部。")
            yield Finding("above_all", (at,), said % {"said": around.mention.surface})


def _one(plan: Around, done: Around) -> bool:
    """True for two exact numbers of one unit in one sentence."""
    one, other = plan.mention, done.mention
    exactly_told = one.comparator == other.comparator == "exact" and bool(one.value)
    together = plan.sentence_start == done.sentence_start
    return exactly_told and one.unit == other.unit != "%" and together


RULES = (above_all,)
