"""Shares 占比: against their part and whole, against a small team, against one another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, exactly
from jishi.draftcheck.contradictions.parts import PART
from jishi.draftcheck.surroundings import Around
from jishi.values.figures import exact
from jishi.values.prose import Mention

#: A leading team of a town or village has at most this many members (the town's practice).
SMALL_TEAM = 30
_NEAR = 24  # signs between shares that are told in a row
_TEAM = re.compile(r"班子|党委委员|支委|两委(?!干部)|委员会成员")
_RATE = re.compile(r"[成功完办结调解化覆盖合格落实达标整改满意参与到出]率|占比?|比例|比重")
_SHARE = re.compile(r"占比?|比例")
#: 调解成功率, 占比, with whatever stands before it since the last stop.
_NAMED = re.compile(
    r"([^，,、；;：:（(]*?)(?:([^，,、；;：:（(]{2})率|占|比[例重])[^，,、；;：:（(]*$"
)
_OF_IT = re.compile(r"(?:[件名人个户次处所家项起的]|其中|党员|干部|人数)*$")
_SHARES = re.compile(r"占|比重|比例|构成|分别为")
_REACH = 24  # signs before a share in which a team is what it is a share of
_OTHERS = re.compile(r"户|群众|村民|项目|会议|资金")
_PEOPLE = ("人", "名", "位")


def contradicts_its_parts(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """30件，成功29件，成功率98%: the share is another one."""
    for at in zip(sentence, sentence[1:], sentence[2:], strict=False):
        whole, part, share = (found[one] for one in at)
        if share.mention.unit != "%" or whole.mention.unit != part.mention.unit:
            continue
        if not _RATE.search(share.between) or not PART.search(part.between):
            continue
        if not _of_the_part(share, part) or "总投资" in whole.between:
            continue
        all_of, some = exactly(whole), exactly(part)
        if not all_of or some is None or some > all_of:
            continue
        true = some * 100 / all_of
        if true not in share.mention.allowed:
            told = _("%(part)s÷%(whole)s＝%(true)s，不是%(said)s。") % {
                "part": exact(some, ""), "whole": exact(all_of, ""), "true": exact(true, "%"),
                "said": share.mention.surface,
            }  # fmt: skip
            yield Finding("share_contradicts", at, told)


#: 3名，占班子总数的5.7%
_OF_MORE = re.compile(r"[，,（(]?占(?:了|到|据)?[\u4e00-\u9fff]{1,10}(?:总数|总人数|人数|总量)的?$")


def _of_the_part(share: Around, part: Around) -> bool:
    """True where a rate is that of the part just told: not 调解成功29件，群众满意率98%.

    A rate has its word in common with what the part counts, or no word of its own (占比).
    """
    named = _NAMED.search(share.between)
    if named is None:
        return False
    own, rate = named.groups()
    about = part.between + part.after
    return any(one in about for one in rate) if rate else bool(_OF_IT.match(own))


def of_a_team_told(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """班子成员12名，40岁以下占60%: no number of 12 gives it."""
    for one, other in itertools.pairwise(sentence):
        team, share = found[one], found[other]
        whole = exactly(team)
        if share.mention.unit != "%" or exactly(share) is None or not whole or whole > SMALL_TEAM:
            continue
        if _of_more(share):
            continue
        if team.mention.unit not in _PEOPLE or not _TEAM.search(team.before + team.after):
            continue
        if _SHARE.search(share.between) and not _possible(share.mention, int(whole)):
            said = _("%(whole)s人里不管几个人，都算不出%(share)s：最近的是%(near)s。")
            near = _nearest(share.mention, int(whole))
            told = said % {"whole": int(whole), "share": share.mention.surface, "near": near}
            yield Finding("impossible_share", (one, other), told)


def _of_more(share: Around) -> bool:
    """True of 占班子总数的5.7%: what is told before it is the part."""
    return bool(_OF_MORE.match(share.between))


def of_any_small_team(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """58.4% of a leading team: no number of members up to 30 gives it."""
    for at in sentence:
        mention = found[at].mention
        if mention.unit != "%" or exactly(found[at]) is None or mention.value in (0, 100):
            continue
        near = found[at].lead[-_REACH:]
        if (
            not _TEAM.search(near)
            or (_of_more(found[at]) and at and found[at - 1].mention.unit in _PEOPLE)
            or _OTHERS.search(near)
            or not _SHARE.search(found[at].between[-8:])
        ):
            continue
        if not any(_possible(mention, team) for team in range(1, SMALL_TEAM + 1)):
            told = _("班子不超过%(most)s人的话，不管几个人，都算不出%(share)s。") % {
                "most": SMALL_TEAM, "share": mention.surface
            }  # fmt: skip
            yield Finding("impossible_share", (at,), told)


def add_up(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """Shares of one whole that add up to more than all of it, or 分别占 to less."""
    row = [
        at for at in sentence if found[at].mention.unit == "%" and exactly(found[at]) is not None
    ]
    if len(row) < 3 or not _SHARES.search(found[row[0]].lead):
        return
    if any(found[at].before.endswith("率") for at in row[1:]):
        return  # rates of different things
    if any(_apart(found[a].mention, found[b].mention) > _NEAR for a, b in itertools.pairwise(row)):
        return
    total = sum((exactly(found[at]) or Fraction(0) for at in row), Fraction(0))
    slack = sum((_slack(found[at].mention) for at in row), Fraction(0))
    if total - slack > 100 or (_of_all(found[row[0]]) and total + slack < 100):
        parts = "＋".join(found[at].mention.surface for at in row)
        told = _("%(sum)s＝%(total)s，不是100%%。") % {"sum": parts, "total": exact(total, "%")}
        yield Finding("shares_sum", tuple(row), told)


RULES = (contradicts_its_parts, of_a_team_told, of_any_small_team, add_up)


def _of_all(first: Around) -> bool:
    """True where the shares are told as all there are: 分别占, and not 其中…分别占."""
    return "分别占" in first.lead and "其中" not in first.lead


def _possible(share: Mention, whole: int) -> bool:
    """True where some number of `whole` people is such a share of them."""
    if share.low is None or share.high is None:
        return True
    return ceil(share.low * whole / 100) <= floor(share.high * whole / 100)


def _nearest(share: Mention, whole: int) -> str:
    assert share.value is not None
    part = round(share.value * whole / 100)
    return f"{part}÷{whole}＝{exact(Fraction(part * 100, whole), '%')}"


def _apart(one: Mention, other: Mention) -> int:
    return other.plain_start - one.plain_end


def _slack(mention: Mention) -> Fraction:
    """What rounding may have added."""
    if mention.high is None or mention.value is None:
        return Fraction(0)
    return mention.high - mention.value
