"""Growths 增减: a rate that does not follow from the two values told with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, exactly
from jishi.draftcheck.surroundings import Around
from jishi.kernel.columns import Text
from jishi.values.figures import exact
from jishi.values.prose import Mention

_LAST_YEAR = re.compile(r"上年同期|去年同期|上年|去年|上一年|前一年|\d{4}年")
_GROWN = re.compile(r"增长|上升|提高|增加|增幅|增速|上涨")
_FALLEN = re.compile(r"下降|减少|降低|回落|下跌|降幅")


def growth(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """585万元，比上年的500万元增长20%: it is 17%."""
    for one, other, third in zip(sentence, sentence[1:], sentence[2:], strict=False):
        for order in ((one, other, third), (one, third, other), (other, one, third)):
            now, before, rate = (found[at] for at in order)
            if not _tied(now, before, rate):
                continue
            told = _wrong(now.mention, before.mention, rate)
            if told is not None:
                yield Finding("growth", order, told)
            break


RULES = (growth,)


def _tied(now: Around, before: Around, rate: Around) -> bool:
    """True where the words make `rate` the change from `before` to `now`."""
    if rate.mention.unit != "%" or rate.mention.role != "change":
        return False
    if now.mention.unit != before.mention.unit or not exactly(before) or exactly(now) is None:
        return False
    return bool(_LAST_YEAR.search(before.between)) and not _LAST_YEAR.search(now.between)


def _wrong(now: Mention, before: Mention, rate: Around) -> Text | None:
    sign = -1 if _FALLEN.search(rate.between) else 1
    if sign == 1 and not _GROWN.search(rate.between):
        return None
    ends = [sign * (a - b) * 100 / b for a in _ends(now) for b in _ends(before) if b]
    least, most = rate.mention.low, rate.mention.high
    over = most is not None and most < min(ends)
    under = least is not None and least > max(ends)
    if not (over or under):
        return None
    assert now.value is not None and before.value is not None
    true = (now.value - before.value) * 100 / before.value
    return _("从%(was)s到%(now)s，变化是%(true)s，不是%(said)s。") % {
        "was": before.surface, "now": now.surface, "true": exact(true, "%"),
        "said": rate.mention.surface,
    }  # fmt: skip


def _ends(mention: Mention) -> tuple[Fraction, Fraction]:
    """Least and greatest value that the rounding allows."""
    value = mention.value or Fraction(0)
    return mention.low or value, mention.high or value
