"""Why a number may differ 可能的原因: what else on the ledger, or what slip, gives just it.

Each guess is tried in turn; only those that give the draft's number, or round to it, are told.
They are guesses, and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.ledger import Ledger
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.verdicts import DIFFERS, Candidate, Checked
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.timing import InForce, YearToDate, dated_by
from jishi.kernel.columns import Text
from jishi.values.figures import written
from jishi.values.period import Period, last_full_year, month_end, year_to_date
from jishi.values.prose import Mention

#: Month ends that are tried, back from the day.
_MONTHS_BACK = 24
_MOST = 3
#: A smaller count is found somewhere on any ledger.
_TELLING = 10
_SCALES = (
    (Fraction(10_000), _("多了四个0：像是把万写成了亿。")),
    (Fraction(1, 10_000), _("少了四个0：像是把亿写成了万，或漏了“万”。")),
    (Fraction(10), _("多了一位数。")), (Fraction(1, 10), _("少了一位数。")),
    (Fraction(100), _("多了两位数。")), (Fraction(1, 100), _("少了两位数。")),
)  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """A likely reason: its kind, in words, and the figure that gives the draft's number."""

    kind: str
    words: Text
    figure: Figure | None = None


def guesses(checked: Checked, ledger: Ledger, places: Places) -> list[Guess]:
    """Why the number may differ, the likeliest first; empty where nothing gives it."""
    best = checked.best
    if checked.verdict != DIFFERS or best is None or checked.mention.universal:
        return []
    found: list[Guess] = []
    for guess in _all(checked.mention, best, ledger, places):
        if guess.kind not in {one.kind for one in found}:
            found.append(guess)
        if len(found) == _MOST:
            break
    return found


def _all(
    mention: Mention, best: Candidate, ledger: Ledger, places: Places
) -> Iterator[Guess]:  # fmt: skip
    yield from _slips(mention, best.figure)
    if best.derived:  # another day's or village's figure is no growth
        return
    yield from _parts(mention, best, ledger)
    yield from _days(mention, best, ledger)
    yield from _periods(mention, best, ledger)
    yield from _places(mention, best, ledger, places)


def _slips(mention: Mention, figure: Figure) -> Iterator[Guess]:
    assert figure.value is not None
    value = Fraction(figure.value)
    # 超过160次 and 10支以上 hold ten times as much, too: that is no slip.
    bounded = mention.allowed.low is not None and mention.allowed.high is not None
    for scale, words in _SCALES if bounded else ():
        if value and value * scale in mention.allowed:
            yield Guess("scale", words)
            return
    if mention.value is None or mention.value < 0 or mention.comparator != "exact":
        return
    for swapped in _swaps(mention.value):
        near = mention.allowed.high - mention.value if mention.allowed.high is not None else 0
        if abs(swapped - value) <= near:
            yield Guess("swapped", _("像是两个数字写反了。"))
            return


def _swaps(value: Fraction) -> Iterator[Fraction]:
    """The value with two neighbouring digits exchanged, written to the last that says something."""
    places = 0
    while (value * 10**places).denominator != 1 and places < 4:
        places += 1
    digits = str(int(value * 10**places))
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield Fraction(int(other), 10**places)


def _parts(mention: Mention, best: Candidate, ledger: Ledger) -> Iterator[Guess]:
    """A part taken for its whole, or the other way round."""
    figure, indicator = best.figure, best.figure.indicator
    if figure.of is not None and Fraction(figure.of) in mention.allowed and indicator.unit != "%":
        yield Guess("whole", _whole(best, ledger))
        return
    for other in ledger.indicators:
        if other.key == indicator.key or other.unit != indicator.unit:
            continue
        if other.fact != indicator.fact or not _akin(other, indicator):
            continue
        there = ledger.figure(other, best.asked.place, best.asked.as_of)
        small = mention.unit != "元" and (mention.value or 0) < _TELLING
        if there.value is not None and Fraction(there.value) in mention.allowed and not small:
            told = (
                _("正好是“%(name)s”的数。")
                if _just(mention, there)
                else _("和“%(name)s”的数大致一样。")
            )
            yield Guess("part", told % {"name": other.zh}, there)


def _whole(best: Candidate, ledger: Ledger) -> Text:
    """30件 is the number of all that were found; those settled are 29件."""
    figure, indicator = best.figure, best.figure.indicator
    told = {
        "whole": written(Fraction(figure.of or 0), indicator.unit), "name": indicator.zh,
        "part": written(Fraction(figure.value or 0), indicator.unit),
    }  # fmt: skip
    for other in ledger.indicators:
        if other.fact == indicator.fact and other.unit == indicator.unit and not other.of_whole:
            there = ledger.figure(other, best.asked.place, best.asked.as_of, best.asked.period)
            if there.value == figure.of and _akin(other, indicator):
                said = _("%(whole)s是“%(all)s”的数，“%(name)s”的是%(part)s。")
                return said % {**told, "all": other.zh}
    return _("%(whole)s是全部的数，“%(name)s”的是%(part)s。") % told


def _just(mention: Mention, figure: Figure) -> bool:
    """True where the ledger has the very number that is written, and not one that rounds to it."""
    return mention.comparator == "exact" and mention.value == figure.value


def _akin(one: Indicator, other: Indicator) -> bool:
    return one.chapter == other.chapter


def _days(mention: Mention, best: Candidate, ledger: Ledger) -> Iterator[Guess]:
    """Another day: the end of one of the months before."""
    indicator, asked = best.figure.indicator, best.asked
    own = best.figure.value
    assert own is not None
    if asked.period is not None and not isinstance(indicator.time, YearToDate):
        return
    day = asked.as_of
    for _month in range(_MONTHS_BACK):
        day = day.replace(day=1) - timedelta(days=1)
        if isinstance(indicator.time, YearToDate) and day.year != asked.as_of.year:
            return  # it began anew since: a whole year is told as such, a month of it tells nothing
        there = ledger.figure(indicator, asked.place, day)
        if there.value is not None and Fraction(there.value) in mention.allowed:
            since = Fraction(own) - Fraction(there.value)
            told = _("到%(day)s正好是这个数。")
            if not _just(mention, there):
                told = _("到%(day)s大致是这个数。")
            elif since > 0 and indicator.measure.additive and day.year == asked.as_of.year:
                told = _("到%(day)s正好是这个数，后来又多了%(more)s。")
            more = written(abs(since), indicator.unit)
            yield Guess("day", told % {"day": spoken(day), "more": more}, there)
            return


def spoken(day: date) -> Text:
    """A day in words."""
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year, "month": day.month, "day": day.day
    }  # fmt: skip


def _periods(mention: Mention, best: Candidate, ledger: Ledger) -> Iterator[Guess]:
    """Another period that ends on the same day, or the year before."""
    indicator, asked = best.figure.indicator, best.asked
    if isinstance(indicator.time, InForce) or dated_by(indicator.time) is None:
        return
    day = asked.as_of
    before = day.replace(day=1) - timedelta(days=1)
    tried = (
        (last_full_year(day), _("是上一个完整年度的数。")),
        (year_to_date(day), _("是今年以来的数。")),
        (Period(date(day.year - 1, 1, 1), day), _("是从去年1月起算的数。")),
        (Period(day.replace(day=1), month_end(day)), _("是当月的数。")),
        (Period(before.replace(day=1), before), _("是上个月的数。")),
        (Period(None, day), _("是不限起始时间、累计的数。")),
    )
    for period, words in tried:
        if period in (best.figure.period, asked.period):
            continue
        there = ledger.figure(indicator, asked.place, day, period)
        if there.value is not None and Fraction(there.value) in mention.allowed:
            yield Guess("period", words, there)
            return


def _places(
    mention: Mention, best: Candidate, ledger: Ledger, places: Places
) -> Iterator[Guess]:  # fmt: skip
    """Another place: the town for a village, one village for another.

    A small number is some village's by chance: only one that tells something is looked for, and
    only one place that has it is named.
    """
    indicator, asked = best.figure.indicator, best.asked
    names = {code: name for name, code in places.codes.items()}
    found: list[Guess] = []
    if mention.value is not None and mention.unit != "元" and mention.value < _TELLING:
        return
    for code in sorted(names, key=len):
        if code == asked.place or not code.startswith(ledger.place[:9]):
            continue
        there = ledger.figure(indicator, code, asked.as_of, asked.period)
        if there.value is not None and there.value and Fraction(there.value) in mention.allowed:
            found.append(Guess("place", _("是%(place)s的数。") % {"place": names[code]}, there))
    if len(found) == 1:
        yield found[0]
