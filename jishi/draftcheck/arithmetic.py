"""Sums that cannot be 自己对不上的数: found in the text alone, without any ledger.

Each finding shows its sum. Only what the words tie together is compared: a share with the part and
the whole told in the same sentence, a growth with its two values, one thing told twice.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.counting import Vocabulary, settled
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import periods_words
from jishi.kernel.columns import Text
from jishi.values.figures import exact
from jishi.values.prose import Mention

#: A leading team of a town or village has at most this many members (the town's practice).
SMALL_TEAM = 30
_NEAR = 24  # signs between shares that are told in a row
_TEAM = re.compile(r"班子|党委委员|支委|两委(?!干部)|委员会成员")
_PART = re.compile(
    r"其中|^[、，]?(?:调解成功|成功调解|化解|办结|完成|解决|已|达成|整改到位|兑现|通过|合格)"
)
_RATE = re.compile(r"[成功完办结调解化覆盖合格落实达标整改满意参与到出]率|占比?|比例|比重")
_SHARES = re.compile(r"占|比重|比例|构成|分别为")
_LAST_YEAR = re.compile(r"上年同期|去年同期|上年|去年|上一年|前一年|\d{4}年")
_GROWN = re.compile(r"增长|上升|提高|增加|增幅|增速|上涨")
_FALLEN = re.compile(r"下降|减少|降低|回落|下跌|降幅")
_SAME_AGAIN = re.compile(
    r"[、，,；;。：:（）()“”\s]|共|累计|合计|达到?|为|是|有|约|现|已|全镇|全县|全村|今年以来|截至目前"
)


@dataclass(frozen=True)
class Finding:
    """What cannot be: its kind, the figures it ties together (by index), and the sum in words."""

    kind: str
    figures: tuple[int, ...]
    explanation: Text


def findings(
    found: Sequence[Around], vocabulary: Vocabulary, places: Places | None = None
) -> list[Finding]:  # fmt: skip
    """Everything in the text that contradicts itself."""
    told: list[Finding] = []
    for sentence in _sentences(found):
        told += _batches(found, sentence)
        told += _wholes(found, sentence)
        told += _rates(found, sentence)
        told += _teams(found, sentence)
        told += _sums(found, sentence)
        told += _growths(found, sentence)
    told += _twice(found, vocabulary, places)
    return sorted(told, key=lambda one: one.figures)


def _sentences(found: Sequence[Around]) -> Iterator[list[int]]:
    """Indexes of the figures that tell something and stand in one sentence."""
    together: list[int] = []
    for at, around in enumerate(found):
        if around.mention.role not in ("stated", "change"):
            continue
        if together and around.sentence_start != found[together[-1]].sentence_start:
            yield together
            together = []
        together.append(at)
    if together:
        yield together


def _value(around: Around) -> Fraction | None:
    mention = around.mention
    plain = mention.role == "stated" and not mention.universal and mention.comparator == "exact"
    return mention.value if plain else None


def _batches(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """人次 below 批: each batch is at least one person."""
    for one, other in itertools.pairwise(sentence):
        a, b = found[one].mention, found[other].mention
        if (
            {a.unit, b.unit} & {"批", "批次"}
            and "人次" in (a.unit, b.unit)
            and found[other].between in ("", "、", "，", "共")
        ):
            batches, heads = (a, b) if b.unit == "人次" else (b, a)
            if batches.low is not None and heads.high is not None and heads.high < batches.low:
                yield Finding("heads_below_batches", (one, other), _(
                    "%(heads)s比%(batches)s还少：一批至少有1人。"
                ) % {"heads": heads.surface, "batches": batches.surface})  # fmt: skip


def _wholes(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """A part above its whole: 摸排30件、调解成功31件."""
    for one, other in itertools.pairwise(sentence):
        whole, part = found[one], found[other]
        if not _PART.search(part.between) or whole.mention.unit != part.mention.unit:
            continue
        if "其中" not in part.between and part.gap > 8:
            continue
        high, low = whole.mention.high, part.mention.low
        if _stated(whole) and _stated(part) and high is not None and low is not None and low > high:
            yield Finding("part_above_whole", (one, other), _(
                "其中的%(part)s比全部的%(whole)s还多。"
            ) % {"part": part.mention.surface, "whole": whole.mention.surface})  # fmt: skip


def _stated(around: Around) -> bool:
    return around.mention.role == "stated" and not around.mention.universal


def _rates(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """A share that contradicts its part and whole: 30件，成功29件，成功率98%."""
    for one, other, third in zip(sentence, sentence[1:], sentence[2:], strict=False):
        a, b, share = found[one], found[other], found[third]
        if (
            share.mention.unit != "%"
            or a.mention.unit != b.mention.unit
            or not _RATE.search(share.between)
        ):
            continue
        whole, part = _value(a), _value(b)
        if not whole or part is None or part > whole or not _PART.search(b.between):
            continue
        yield from _share_of((one, other, third), part, whole, share.mention)
    for one, other in itertools.pairwise(sentence):
        yield from _pair(found, one, other)


def _pair(found: Sequence[Around], one: int, other: int) -> Iterator[Finding]:
    """12人中有7人，占58.3% written as 团队12人，40岁以下7人，占60%; here: N名…，占比p%."""
    a, b = found[one], found[other]
    whole = _value(a)
    if (
        b.mention.unit != "%"
        or not whole
        or whole > SMALL_TEAM
        or a.mention.unit not in ("人", "名", "位")
    ):
        return
    if (
        _TEAM.search(a.before + a.after)
        and re.search(r"占比?|比例", b.between)
        and _value(b) is not None
    ):
        if not _possible(b.mention, int(whole)):
            yield Finding("impossible_share", (one, other), _(
                "%(whole)s人里不管几个人，都算不出%(share)s：最近的是%(near)s。"
            ) % {"whole": int(whole), "share": b.mention.surface, "near": _nearest(b.mention, int(whole))})  # fmt: skip


def _share_of(
    at: tuple[int, ...], part: Fraction, whole: Fraction, share: Mention
) -> Iterator[Finding]:  # fmt: skip
    true = part * 100 / whole
    if true not in share.allowed:
        yield Finding("share_contradicts", at, _(
            "%(part)s÷%(whole)s＝%(true)s，不是%(said)s。"
        ) % {"part": _plain(part), "whole": _plain(whole), "true": exact(true, "%"),
             "said": share.surface})  # fmt: skip


def _teams(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """58.4% of a leading team: no number of members up to 30 gives it."""
    for at in sentence:
        around = found[at]
        mention = around.mention
        if mention.unit != "%" or _value(around) is None or mention.value in (0, 100):
            continue
        if not _TEAM.search(around.lead) or not re.search(r"占比?|比例", around.between[-8:]):
            continue
        if not any(_possible(mention, team) for team in range(1, SMALL_TEAM + 1)):
            yield Finding("impossible_share", (at,), _(
                "班子不超过%(most)s人的话，不管几个人，都算不出%(share)s。"
            ) % {"most": SMALL_TEAM, "share": mention.surface})  # fmt: skip


def _possible(share: Mention, whole: int) -> bool:
    low, high = share.low, share.high
    if low is None or high is None:
        return True
    first, last = ceil(low * whole / 100), floor(high * whole / 100)
    return first <= last


def _nearest(share: Mention, whole: int) -> str:
    assert share.value is not None
    part = round(share.value * whole / 100)
    return f"{part}÷{whole}＝{exact(Fraction(part * 100, whole), '%')}"


def _sums(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """Shares of one whole that add up to more than all of it."""
    row = [at for at in sentence if found[at].mention.unit == "%" and _value(found[at]) is not None]
    if len(row) < 3 or not _SHARES.search(found[row[0]].lead):
        return
    if any(re.search("率$", found[at].before) for at in row[1:]):
        return
    if any(_apart_by(found[a], found[b]) > _NEAR for a, b in itertools.pairwise(row)):
        return
    total = sum((_value(found[at]) or Fraction(0) for at in row), Fraction(0))
    slack = sum((_half(found[at].mention) for at in row), Fraction(0))
    if total - slack > 100 or ("分别占" in found[row[0]].lead and total + slack < 100):
        yield Finding("shares_sum", tuple(row), _(
            "%(sum)s＝%(total)s，不是100%%。"
        ) % {"sum": "＋".join(found[at].mention.surface for at in row), "total": exact(total, "%")})  # fmt: skip


def _apart_by(one: Around, other: Around) -> int:
    return other.mention.plain_start - one.mention.plain_end


def _half(mention: Mention) -> Fraction:
    if mention.high is None or mention.value is None:
        return Fraction(0)
    return mention.high - mention.value


def _growths(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """A growth that does not follow from the two values told with it."""
    for one, other, third in zip(sentence, sentence[1:], sentence[2:], strict=False):
        for now, before, rate in ((one, other, third), (one, third, other), (other, one, third)):
            a, b, growth = found[now], found[before], found[rate]
            if (
                growth.mention.unit != "%"
                or growth.mention.role != "change"
                or a.mention.unit != b.mention.unit
            ):
                continue
            was, is_now = _value(b), _value(a)
            if (
                not was
                or is_now is None
                or not _LAST_YEAR.search(b.between)
                or _LAST_YEAR.search(a.between)
            ):
                continue
            sign = -1 if _FALLEN.search(growth.between) else 1
            if sign == 1 and not _GROWN.search(growth.between):
                continue
            low = (
                sign
                * ((a.mention.low or is_now) - (b.mention.high or was))
                * 100
                / (b.mention.high or was)
            )
            high = (
                sign
                * ((a.mention.high or is_now) - (b.mention.low or was))
                * 100
                / (b.mention.low or was)
            )
            low, high = min(low, high), max(low, high)
            least, most = growth.mention.low, growth.mention.high
            if (most is not None and most < low) or (least is not None and least > high):
                yield Finding("growth", (now, before, rate), _(
                    "从%(was)s到%(now)s，变化是%(true)s，不是%(said)s。"
                ) % {"was": b.mention.surface, "now": a.mention.surface,
                     "true": exact((is_now - was) * 100 / was, "%"), "said": growth.mention.surface})  # fmt: skip
            break


def _twice(
    found: Sequence[Around], vocabulary: Vocabulary, places: Places | None
) -> Iterator[Finding]:  # fmt: skip
    """One thing given two values in two places of the text."""
    first: dict[tuple[str, ...], int] = {}
    for at, around in enumerate(found):
        mention = around.mention
        if not _stated(around) or mention.low is None and mention.high is None:
            continue
        subject = _subject(around, vocabulary)
        if subject is None:
            continue
        place = (places.named(around.lead) or "") if places else _place_words(around.lead)
        key = (subject, mention.unit, place or "", periods_words(around.lead, around.past))
        if key not in first:
            first[key] = at
            continue
        one = found[first[key]].mention
        if _apart(one, mention):
            yield Finding("two_values", (first[key], at), _(
                "同一件事前面写%(first)s，这里写%(second)s。"
            ) % {"first": one.surface, "second": mention.surface})  # fmt: skip


def _subject(around: Around, vocabulary: Vocabulary) -> str | None:
    matches = [one for one in settled(vocabulary.matches(around)) if not one.weak]
    if len(matches) == 1 and not matches[0].narrower:
        return matches[0].indicator.key
    if matches:
        return None
    own = _SAME_AGAIN.sub("", around.before[-14:])
    return own if len(own) >= 4 and around.mention.unit else None


_PLACE_WORDS = re.compile(
    r"(?!共有|现有|全部|行政|自然|建制|每个|各个|所有|示范|试点|我们)[\u4e00-\u9fff]{2}(?:村(?![民庄级集])|社区|镇(?!村|级)|乡(?!村|镇|贤)|县(?!级))"
)


def _place_words(lead: str) -> str:
    found = _PLACE_WORDS.findall(lead)
    return found[-1] if found else ""


def _apart(one: Mention, other: Mention) -> bool:
    """True where no value could be meant by both."""
    if one.high is not None and other.low is not None and other.low > one.high:
        return True
    return one.low is not None and other.high is not None and other.high < one.low


def _plain(value: Fraction) -> str:
    return exact(value, "")
