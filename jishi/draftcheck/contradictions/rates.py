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


#: A fall of more than there was; what may be below nothing (利润) is left out.
_FALLEN = re.compile(
    r"(?:下降|减少|降低|回落|下跌|降幅|下滑|缩减|压减)(?:了|达到?|为|至少|约|近|超过?)*$"
)
_BELOW_NOTHING = re.compile("利润|净|盈|亏|差额|顺差|逆差|余额|增[速幅]|增加值")


def below_nothing(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """志愿活动下降了120%: no more than all there was can be gone."""
    for at in sentence:
        around = found[at]
        least = around.mention.low
        if around.mention.unit != "%" or around.mention.role != "change" or least is None:
            continue
        fallen = _FALLEN.search(around.between) and not _BELOW_NOTHING.search(around.lead)
        if fallen and (least > 100 or (least == 100 and around.mention.comparator == "more_than")):
            said = _("下降了%(said)s：最多只能下降100%%，那就一点也没有了。")
            yield Finding("above_all", (at,), said % {"said": around.mention.surface})


#: 党委会22次，占全年计划30次的80%: what the part is of, and the share right behind it.
_IS_OF = re.compile(r"^[，,、（(](?:已|仅|只|就)?(?:占|完成|达到|相当于)了?[\u4e00-\u9fff]{0,12}$")


def of_what_it_is_of(found: Sequence[Around]) -> Iterator[Finding]:
    """22次，占全年计划30次的80%: it is 73.3%."""
    for at, (part, whole, share) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        if share.mention.unit != "%" or share.between not in ("的", "的约", "的近"):
            continue
        if not _IS_OF.match(whole.between) or not _one(part, whole):
            continue
        if part.sentence_start != share.sentence_start or part.mention.role != "stated":
            continue
        some, all_of = part.mention.value, whole.mention.value
        assert some is not None and all_of
        (least, most), (low, high) = ends_of(part.mention), ends_of(whole.mention)
        said_low, said_high = share.mention.low, share.mention.high
        over = said_low is not None and said_low > most * 100 / low
        under = said_high is not None and said_high < least * 100 / high
        if not (over or under):
            continue
        told = _("%(part)s÷%(whole)s＝%(true)s，不是%(said)s。") % {
            "part": shown(some, ""), "whole": shown(all_of, ""),
            "true": exact(some * 100 / all_of, "%"), "said": share.mention.surface,
        }  # fmt: skip
        yield Finding("share_contradicts", (at, at + 1, at + 2), told)


def _one(plan: Around, done: Around) -> bool:
    """True for two exact numbers of one unit in one sentence."""
    one, other = plan.mention, done.mention
    exactly_told = one.comparator == other.comparator == "exact" and bool(one.value)
    together = plan.sentence_start == done.sentence_start
    return exactly_told and one.unit == other.unit != "%" and together


RULES = (above_all, below_nothing)
