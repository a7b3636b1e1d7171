"""Parts and their total 分项与合计: 上庄村10件、余川村8件、旺川村9件，合计28件 are 27."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.contradictions.finding import Finding, exactly, shown
from jishi.draftcheck.contradictions.labels import Part, complete, row_from
from jishi.draftcheck.surroundings import Around
from jishi.kernel.columns import Text
from jishi.values.prose import Mention

#: The words of a total; 全镇共, 全年共 tell of more than the parts may name.
_TOTAL = re.compile(
    r"^[^，,、。]{0,6}[，,、](?P<all>全[镇县乡村市区年]|今年(?:以来)?|一年来|累计)?"
    r"(?P<sum>合计|共计|总计|一共|总共|共(?![产青同]))?(?P<what>[^，,、：:（(）)]{0,10})$"
)
_WHAT = frozenset({"", "有", "为", "达", "是", "达到", "计"})
#: Words of a whole before its parts: 投入200万元，其中县级120万元.
_OF_IT = re.compile(r"^[^，,。]{0,8}[，,（(：:]其中[：:，,]?")
_ALL_OF_IT = re.compile("[男女]|半年|季度|完工|竣工|建成|在建|[开动]工|办结|化解|整改|达标|完成")
_OF_IT_BARE = re.compile(r"^[，,（(：:](?:其中)?[：:，,]?")
#: Parts that make up nearly all of 全镇共…: fewer may be a choice of them.
_MOST, _ENOUGH = Fraction(4, 5), 4
#: Numbers that are shown in a sum; a longer one is told by its result.
_SHOWN = 12
_TEN_THOUSANDS = (("亿", 10**8), ("万", 10**4))


def parts_and_total(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """上庄村10件、余川村8件、旺川村9件，合计28件."""
    place = 0
    while place < len(sentence):
        row = row_from(found, sentence, place)
        end = place + len(row)
        if len(row) > 1 and end < len(sentence) and sentence[end] == row[-1].at + 1:
            total = found[sentence[end]]
            if _totals(total, row, found):
                indexes = [part.at for part in row]
                apart = _apart(found, indexes, total)
                if apart and not (apart > 0 and _chosen(total, row, found)):
                    yield _told(found, indexes, sentence[end])
        place = max(end, place + 1)


def parts_of_a_whole(found: Sequence[Around], sentence: Sequence[int]) -> Iterator[Finding]:
    """投入200万元，其中县级120万元、镇级50万元、村级40万元."""
    for place, at in enumerate(sentence[:-2]):
        whole, begins = found[at], found[sentence[place + 1]].between
        if not (_OF_IT.search(begins) or _ALL_OF_IT.search(begins)):
            continue
        row = row_from(found, sentence, place + 1)
        if len(row) < 2 or row[0].at != at + 1 or exactly(whole) is None:
            continue
        all_of = complete(row)
        if not (_OF_IT_BARE if all_of else _OF_IT).search(found[row[0].at].between):
            continue
        indexes = [part.at for part in row]
        apart = _apart(found, indexes, whole)
        told = any((exactly(found[one]) or 0) > (exactly(whole) or 0) for one in indexes)
        if apart and not told and (all_of or apart < 0):
            yield _told(found, indexes, at)


RULES = (parts_and_total, parts_of_a_whole)


def sum_told(values: Sequence[str], true: str, said: str) -> Text:
    """5＋2＝7，不是9; a long sum by its result alone."""
    if len(values) > _SHOWN:
        told = {"count": len(values), "true": true, "said": said}
        return _("这%(count)s个数加起来是%(true)s，不是%(said)s。") % told
    told = {"sum": "＋".join(values), "true": true, "said": said}
    return _("%(sum)s＝%(true)s，不是%(said)s。") % told


def _totals(total: Around, row: Sequence[Part], found: Sequence[Around]) -> bool:
    """True where the words make a number the sum of the row, and of nothing else."""
    named = _TOTAL.search(total.between)
    if named is None or not (named["sum"] or named["all"]) or exactly(total) is None:
        return False
    if total.mention.unit != found[row[0].at].mention.unit or _begun_before(found, row[0].at):
        return False
    if row[0].kind == "state" and not complete(row):
        return False  # 完工3个、在建4个，共谋划12个: some have not begun
    what, about = named["what"], row[0].about
    if what in _WHAT:
        return True
    if row[0].kind == "sex" or not named["sum"]:
        return False
    return not about or any(what[i : i + 2] in about for i in range(len(what) - 1))


def _begun_before(found: Sequence[Around], first: int) -> bool:
    """True where a number of the same unit stands before the row: it may belong to it, though it is
    not told exactly (上庄村10余件、余川村8件)."""
    last, own = found[first - 1] if first else None, found[first]
    together = last is not None and last.sentence_start == own.sentence_start
    return together and last is not None and last.mention.unit == own.mention.unit


def _chosen(total: Around, row: Sequence[Part], found: Sequence[Around]) -> bool:
    """True where the parts may be some of those that the total tells of: 全镇共, 累计."""
    named = _TOTAL.search(total.between)
    if named is None or not named["all"] or complete(row):
        return False
    parts = sum((exactly(found[one.at]) or Fraction(0) for one in row), Fraction(0))
    whole = exactly(total) or Fraction(0)
    return row[0].kind != "place" or len(row) < _ENOUGH or parts < whole * _MOST


def _apart(found: Sequence[Around], parts: Sequence[int], total: Around) -> int:
    """1 where the total is above the sum of its parts, −1 where it is below, 0 where it may be it;
    what was rounded leaves room."""
    ends = [ends_of(found[at].mention) for at in parts]
    least, most = (sum((one[side] for one in ends), Fraction(0)) for side in (0, 1))
    low, high = ends_of(total.mention)
    return 1 if low > most else -1 if high < least else 0


def ends_of(mention: Mention) -> tuple[Fraction, Fraction]:
    """Least and greatest true value of an exact number; one in 万 or 亿 may have been rounded."""
    value = mention.value or Fraction(0)
    low = value if mention.low is None else mention.low
    high = value if mention.high is None else mention.high
    for sign, worth in _TEN_THOUSANDS:
        if sign in mention.surface and low == high:
            return value - Fraction(worth, 2), value + Fraction(worth, 2)
    return low, high


def _told(found: Sequence[Around], parts: Sequence[int], total: int) -> Finding:
    unit = found[total].mention.unit
    values = [exactly(found[at]) or Fraction(0) for at in parts]
    said = sum_told(
        [found[at].mention.surface for at in parts], shown(sum(values, Fraction(0)), unit),
        found[total].mention.surface,
    )  # fmt: skip
    return Finding("parts_sum", tuple(sorted((*parts, total))), said)
