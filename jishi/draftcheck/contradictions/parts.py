"""Parts and wholes 部分与全部: 人次 below 批, a part above its whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, stated
from jishi.draftcheck.surroundings import Around

PART = re.compile(
    r"其中|^[、，]?(?:调解成功|成功调解|化解|办结|完成|解决|已|达成|整改到位|兑现|通过|合格)"
)
#: 过50万元门槛的村, 其中上庄村170万元.
_BAR = re.compile(r"的?(?:门槛|大关|关口|线)")
_INCLUDED = re.compile("[（(，,](?:其中)?(?:含|包括|包含)")
_BATCHES = ("批", "批次")
_FOLLOWS = ("", "、", "，", "共")
#: Signs between a whole and a part that no 其中 ties to it.
_CLOSE = 8


def heads_below_batches(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """5批3人次: each batch is at least one person."""
    for one, other in itertools.pairwise(sentence):
        pair = sorted((found[one].mention, found[other].mention), key=lambda m: m.unit in _BATCHES)
        heads, batches = pair
        if batches.unit not in _BATCHES or heads.unit != "人次":
            continue
        if found[other].between not in _FOLLOWS or batches.low is None or heads.high is None:
            continue
        if heads.high < batches.low:
            said = _("%(heads)s比%(batches)s还少：一批至少有1人。")
            told = said % {"heads": heads.surface, "batches": batches.surface}
            yield Finding("heads_below_batches", (one, other), told)


def part_above_whole(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """摸排30件、调解成功31件."""
    for one, other in itertools.pairwise(sentence):
        whole, part = found[one], found[other]
        if whole.mention.unit != part.mention.unit or not PART.search(part.between):
            continue
        if "其中" not in part.between and (part.gap > _CLOSE or "其中" in whole.lead):
            continue  # 其中邻里9件、家庭7件，已化解29件: the parts are no wholes
        if (
            "分别" in part.between
            or _INCLUDED.search(whole.between)
            or "新增" in whole.between
            or _BAR.match(whole.after)
        ):
            continue  # parts of several wholes in their order; a bar that is no whole
        high, low = whole.mention.high, part.mention.low
        if not (stated(whole) and stated(part)) or high is None or low is None or low <= high:
            continue
        said = _("其中的%(part)s比全部的%(whole)s还多。")
        told = said % {"part": part.mention.surface, "whole": whole.mention.surface}
        yield Finding("part_above_whole", (one, other), told)


RULES = (heads_below_batches, part_above_whole)
