"""From candidates to a verdict 定论: one indicator, or several that the words leave open."""

from __future__ import annotations

import re
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.doubting import CAME_IN, doubt, received
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.verdicts import (
    ABSENT,
    AGREE,
    AMBIGUOUS,
    DIFFERS,
    ROUNDED,
    Candidate,
    Checked,
    far,
)
from jishi.kernel.columns import Text
from jishi.values.figures import written
from jishi.values.prose import Mention

_NEW = re.compile(r"新(?:谋划|上|开工|入库|签约|开建|申报)(?=[^。；]{0,12}项目)")
_REACHED = re.compile(r"达到?了?$")
#: Of a village that only whoever speaks can name.
_SOME_VILLAGE = re.compile(
    "(?:我|咱|我们|咱们|本|该)村|(?<![各全个])村里(?=共?有|现有)|(?<![健安齐完成])全村(?!级|民|规|务|庄|社|域)"
)
#: The same where the town's own figure is told: it is no village's.
_OF_THAT_VILLAGE = re.compile(
    "(?:我|该)村|本村(?=[共现有今已])|(?<![健安齐完成])全村(?=[共现有今已总农实党村建设，])"
)
_OF_A_VILLAGE = _("这句话说的是一个村，看不出是哪个村，请自己核实。")
_OF_ALL = re.compile("全[镇乡]|[本我]镇|各村")
_TOWN = 9


def settle(around: Around, candidates: tuple[Candidate, ...]) -> Checked:
    """The verdict on a number from what each indicator that it may speak of says."""
    best = candidates[0]
    if len(candidates) > 1:
        verdicts = {one.verdict for one in candidates}
        if len(verdicts) > 1 or verdicts == {DIFFERS}:
            many = _("说的可能是不止一个指标，请看是哪一个。")
            return Checked(around, AMBIGUOUS, many, None, candidates, best.asked)
    if best.verdict == ABSENT:
        return Checked(around, ABSENT, best.figure.reason, best, candidates, best.asked)
    if best.verdict == AMBIGUOUS and best.asked.unsure and not best.match.weak:
        unsure = _("“%(words)s”从哪天算起，看不准，请自己核实。") % {"words": best.asked.words}
        return Checked(around, AMBIGUOUS, unsure, None, candidates, best.asked)
    if best.verdict != ABSENT and received(around, best.match):
        return Checked(around, AMBIGUOUS, CAME_IN, None, candidates, best.asked)
    if best.verdict in (AGREE, ROUNDED) and _some_village(around, best):
        return Checked(around, AMBIGUOUS, _OF_A_VILLAGE, None, candidates, best.asked)
    if best.verdict == DIFFERS and (
        why := _some_new(around, best) or _whose(around, best) or doubt(around, best.match)
    ):
        return Checked(around, AMBIGUOUS, why, None, candidates, best.asked)
    if best.verdict == DIFFERS and _cut_down(around, best):
        said = _("台账是%(value)s，这里像是只写了整数，请自己定。")
        value = written(Fraction(best.figure.value or 0), best.figure.indicator.unit)
        return Checked(
            around, AMBIGUOUS, said % {"value": value}, best, candidates, best.asked
        )  # fmt: skip
    return Checked(
        around, best.verdict, _reason(around.mention, best), best, candidates, best.asked
    )


def _some_new(around: Around, best: Candidate) -> Text:
    """新谋划项目2个，投资1530万元: of what is new, where nothing says since when."""
    found = _NEW.search(around.lead) if not best.asked.words else None
    if found is None:
        return ""
    told = {"words": found.group(), "name": best.match.indicator.zh}
    said = _("文中有“%(words)s”，说的像是其中一部分；台账里只有“%(name)s”的全部，请自己核实。")
    return said % told


def _whose(around: Around, best: Candidate) -> Text:
    """Why the town's figure is not what is meant: some village's is, and nobody can tell whose."""
    covers = best.figure.covers
    if covers is not None and covers.on_ledger < covers.of and len(best.asked.place) < _TOWN:
        return _(
            "这句话说的好像不是本镇，请自己核实。"
        )  # of a county that is not all on the ledger
    found = _SOME_VILLAGE.search(around.whole_lead)
    all_of = found is not None and _OF_ALL.search(around.whole_lead, found.end())
    if len(best.asked.place) <= _TOWN and found is not None and not all_of:
        return _OF_A_VILLAGE
    return ""


def _some_village(around: Around, best: Candidate) -> bool:
    """True where the town's figure is told of 全村, and no village is named."""
    found = _OF_THAT_VILLAGE.search(around.whole_lead)
    town = len(best.asked.place) <= _TOWN and not best.derived
    return town and found is not None and not _OF_ALL.search(around.whole_lead, found.end())


def _cut_down(around: Around, best: Candidate) -> bool:
    """达到114万元 of 114.53万元: what was reached is now and then told without what is over."""
    mention, value = around.mention, best.figure.value
    if mention.unit != "元" or value is None or mention.value is None:
        return False
    if mention.low is None or mention.high is None or not _REACHED.search(around.before):
        return False
    return 0 <= Fraction(value) - mention.value < mention.high - mention.low


def _reason(mention: Mention, best: Candidate) -> Text:
    if best.verdict != AMBIGUOUS:
        return ""
    if far(mention, best.figure):
        return _("台账的数离这个界限远得很，说的可能不是全部。")
    if best.match.weak:
        return _("这句话说的可能只是其中一部分，台账的数是全部。")
    if mention.comparator == "approx":
        return _("和台账差了5%到10%，写“约”是不是合适，请自己定。")
    return _("台账正好是这个数，写“余”“近”“超过”就不对了，请改成准数。")
