"""A change held against two values of the ledger 增减: 增长12.3%, 减少28次, 增长2倍, 翻一番."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.verdicts import (
    AMBIGUOUS,
    DIFFERS,
    ROUNDED,
    Candidate,
    Checked,
    compare,
    worked_out,
)
from jishi.indicators.indicator import Figure
from jishi.values.figures import unrounded

_FALLEN = re.compile(r"下降|减少|降低|回落|下跌|少|降|[净缩递]减")
#: With what a number is compared: the year before, its end, a day of this year, or what was told.
YEAR_ON_YEAR, YEAR_END, DAY, TOLD = "year_on_year", "year_end", "day", "told"
_LAST_YEAR = r"(?:上年度?|去年|上一年度?)"
#: 年初 is the end of the year before.
COMPARED = re.compile(
    r"(?P<day>[较比与](?:今年)?(?:\d{1,2}月份?[底末]|第?[一二三四]季度末|上?半年末|年中))"
    rf"|(?P<end>(?:[较比同与](?:{_LAST_YEAR}年?[底末]|(?:今年|本年)?年?初)))"
    rf"|(?P<other>环比|[较比同与](?:{_LAST_YEAR}(?:[上下]半年|全年|第?[一二三四1-4]季度|\d{{1,2}}月)"
    r"|上个?(?:月|季度?|旬|周|半年)|计划|目标|年度?(?:计划|目标))"
    r"|(?<!同)[较比](?![上去])[\u4e00-\u9fff]{2,6}[村镇乡县])"
    rf"|(?P<year>同比|[较比同与]{_LAST_YEAR}(?:同期)?)"
)
_BETWEEN = {
    YEAR_ON_YEAR: _("上年同期是%(was)s，现在是%(now)s。"),
    YEAR_END: _("上年末是%(was)s，现在是%(now)s。"), DAY: _("那时是%(was)s，现在是%(now)s。"),
    TOLD: _("台账前一个数是%(was)s，后一个数是%(now)s。"),
}  # fmt: skip
#: 翻一番 is said of what nearly doubled, and of what more than doubled a little.
_DOUBLED = (Fraction(95, 100), Fraction(115, 100))
_MOST_DOUBLED = 20


def compared_with(text: str) -> str:
    """What the last comparison of a text is with: the year before, its end, a day of this year;
    '' for all else."""
    found = list(COMPARED.finditer(text))
    if not found or found[-1]["other"]:
        return ""
    if found[-1]["day"]:
        return DAY
    return YEAR_END if found[-1]["end"] else YEAR_ON_YEAR


def judge_growth(around: Around, before: Candidate, was: Figure, since: str) -> Checked:
    """The verdict on a change of the figure `before`, which was `was` at the time `since` that it
    is compared with; neither value is missing, and `was` is not zero."""
    then, now = Fraction(was.value or 0), Fraction(before.figure.value or 0)
    figure = _change(before.figure, then, now, around.mention.unit)
    verdict = compare(around.mention, figure)
    unit = was.indicator.unit
    said = _BETWEEN[since] % {"was": unrounded(then, unit), "now": unrounded(now, unit)}
    if around.mention.unit == "番":
        verdict = _doubled(around, now / then)
    elif bool(_FALLEN.search(around.between)) == (now > then) and now != then:
        said += _("是增加，不是减少。") if now > then else _("是减少，不是增加。")
        verdict = DIFFERS
    elif around.mention.unit == "倍" and now / then in around.mention.allowed:
        said += _("现在是上年的%(n)s倍，就是增长了%(less)s倍，请看要写的是哪一个。") % {
            "n": f"{float(now / then):.3g}", "less": f"{float(now / then - 1):.3g}",
        }  # fmt: skip
        verdict = AMBIGUOUS
    best = replace(before, figure=figure, verdict=verdict, source=before.figure, grown=before)
    return Checked(around, verdict, said, best, (best,), before.asked)


def _change(figure: Figure, then: Fraction, now: Fraction, said_in: str) -> Figure:
    """How much it changed, as the text says it: in its own unit, in per cent, or in times."""
    own, change = figure.indicator.unit, abs(now - then)
    if said_in in ("倍", "番"):
        return worked_out(figure, change / then, "倍")
    if own == "%":
        return worked_out(figure, change, "个百分点")
    if said_in == "%":
        return worked_out(figure, change * 100 / then, "%")
    return worked_out(figure, change, own)


def _doubled(around: Around, times: Fraction) -> str:
    value = around.mention.value
    if value is None or not 0 < value <= _MOST_DOUBLED:
        return AMBIGUOUS
    least, most = (bound * Fraction(2) ** int(value) for bound in _DOUBLED)
    return ROUNDED if least <= times <= most and value.denominator == 1 else DIFFERS
