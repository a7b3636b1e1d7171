"""Growths 增减: a rate that does not follow from the two values told with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, exactly, shown
from jishi.draftcheck.contradictions.totals import ends_of
from jishi.draftcheck.fromto import TO, came_from
from jishi.draftcheck.surroundings import Around
from jishi.kernel.columns import Text
from jishi.values.figures import exact
from jishi.values.prose import Mention

_LAST_YEAR = re.compile(r"上年同期|去年同期|上年|去年|上一年|前一年|\d{4}年(?!以来|至今|起)")
_YEAR = re.compile(r"(\d{4})年")
_GROWN = re.compile(r"增长|上升|提高|增加|增幅|增速|上涨|多")
_FALLEN = re.compile(r"下降|减少|降低|回落|下跌|降幅|少")
#: 5850000元，折合585万元: one value told twice.
_SAME = re.compile(r"折合|折算|换算|相当于|也就是|[，,（(]即")
#: A change of what was just told, and of nothing else: not 利润增长, 年均增长.
_OF_THIS = re.compile(
    r"^[，,（(]?(?:同比|共|净|累计)?(?:增长|增加|上升|提高|上涨|增幅|下降|减少|降低|回落|下跌|降幅|多|少)"
    r"(?:了|为|达|达到|率为)?$"
)
#: 环比8月末的1612条: what another number is compared with is not what has grown.
_SET_AGAINST = re.compile(r"(?:环比|[比较])[^，,；;]{0,10}的$")
_COMPARED = re.compile(
    r"[比较](?:上年同期|去年同期|上年|去年|上一年|前一年|\d{4}年)[^，,；、]{0,8}$"
)


def growth(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """585万元，比上年的500万元增长20%: it is 17%."""
    for one, other, third in zip(sentence, sentence[1:], sentence[2:], strict=False):
        for order in ((one, other, third), (one, third, other), (other, one, third)):
            now, before, change = (found[at] for at in order)
            last = order[-1] == third
            if not (_tied(now, before, change) or (last and _told_together(now, before, change))):
                continue
            told = _wrong(now.mention, before.mention, change)
            if told is not None:
                yield Finding("growth", order, told)
            break


RULES = (growth,)


def _comparable(now: Around, before: Around, change: Around) -> bool:
    """True for a change, and two exact values of one unit that are not one told twice."""
    unit = before.mention.unit
    if change.mention.role != "change" or now.mention.unit != unit or unit == "%":
        return False
    exact_both = exactly(before) and exactly(now) is not None
    return bool(exact_both) and not _SAME.search(now.between + before.between)


def _tied(now: Around, before: Around, rate: Around) -> bool:
    """True where the words make `rate` the change from `before` to `now`.

    585万元，比上年的500万元增长20%; 比2022年增长 is of no other year's value.
    """
    if rate.mention.unit != "%" or not _comparable(now, before, rate):
        return False
    if _SET_AGAINST.search(now.between):
        return False
    of, than = _YEAR.findall(before.between), _YEAR.findall(rate.between)
    if of and than and of[-1] != than[-1]:
        return False
    return bool(_LAST_YEAR.search(before.between)) and not _LAST_YEAR.search(now.between)


def _told_together(now: Around, before: Around, change: Around) -> bool:
    """由50万元增加到65万元，增长20%; 今年6次，比去年的4次增加3次."""
    if change.mention.unit not in ("%", now.mention.unit) or not _OF_THIS.match(change.between):
        return False
    return _comparable(now, before, change) and (_moved(before, now) or _compared(now, before))


def _moved(before: Around, now: Around) -> bool:
    """由50万元增加到65万元."""
    return came_from(before) and bool(TO.fullmatch(now.between))


def _compared(now: Around, before: Around) -> bool:
    """2023年65万元，比2022年的50万元."""
    if not _COMPARED.search(before.between):
        return False
    years, was = _YEAR.findall(now.between), _YEAR.findall(before.between)
    return not (years and was) or years[-1] > was[-1]


def _wrong(now: Mention, before: Mention, told: Around) -> Text | None:
    sign = -1 if _FALLEN.search(told.between) else 1
    if sign == 1 and not _GROWN.search(told.between):
        return None
    rate = told.mention.unit == "%"
    ends = [
        sign * ((a - b) * 100 / b if rate else a - b)
        for a in ends_of(now) for b in ends_of(before) if b
    ]  # fmt: skip
    least, most = (told.mention.low, told.mention.high) if rate else _bounds(told.mention)
    over = most is not None and most < min(ends)
    under = least is not None and least > max(ends)
    if not (over or under):
        return None
    assert now.value is not None and before.value is not None
    true = now.value - before.value
    # A fall is told without its sign where one was told; a rise that was told as a fall, with it.
    mark = "+" if true > 0 > sign else ""
    true = abs(true) if true * sign > 0 else true
    return _("从%(was)s到%(now)s，变化是%(true)s，不是%(said)s。") % {
        "was": before.surface, "now": now.surface, "said": told.mention.surface,
        "true": mark + (exact(true * 100 / before.value, "%") if rate else shown(true, now.unit)),
    }  # fmt: skip


def _bounds(told: Mention) -> tuple[Fraction | None, Fraction | None]:
    """What a difference may be: rounded where it is told exactly in 万 or 亿."""
    return ends_of(told) if told.comparator == "exact" else (told.low, told.high)
