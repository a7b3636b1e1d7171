"""Verdicts on a number 结论: 一致, 约数相符, 不符, 口径不明, 台账里没有, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.counting import Match
from jishi.draftcheck.surroundings import Around
from jishi.indicators.indicator import Figure
from jishi.kernel.columns import Text
from jishi.values.figures import as_written
from jishi.values.period import Period
from jishi.values.prose import Mention

AGREE, ROUNDED, DIFFERS = "agree", "rounded_agree", "differs"
AMBIGUOUS, ABSENT = "ambiguous", "not_in_ledger"
VERDICTS = {
    AGREE: _("一致"), ROUNDED: _("约数相符"), DIFFERS: _("不符"), AMBIGUOUS: _("口径不明"),
    ABSENT: _("台账里没有"),
}  # fmt: skip
#: 约 within five per cent agrees; up to ten people disagree about it.
_ABOUT_AT_MOST = Fraction(10, 100)
#: A bound is told near what it bounds; a value so many times beyond it is of something else.
_FAR = 3


@dataclass(frozen=True)
class Asked:
    """One reading of where and when: place, day, period (None: the indicator's own rule)."""

    place: str
    as_of: date
    period: Period | None = None
    words: str = ""
    leaning: bool = False  # an open word (累计) behind a period that was said
    unsure: str = ""  # where nobody can tell when it begins: timesaid.LOOSE, UNKNOWN


@dataclass(frozen=True)
class Candidate:
    """An indicator that the number may speak of, and what the ledger says of it."""

    match: Match
    figure: Figure
    asked: Asked
    verdict: str
    source: Figure | None = None  # of a rate or a growth: the ledger's figure it is worked out from
    grown: Candidate | None = None  # of a growth: the figure that grew

    @property
    def derived(self) -> bool:
        """True of what the ledger does not hold itself."""
        return self.source is not None


@dataclass(frozen=True)
class Checked:
    """A number of the draft with its verdict ('' where it is not held against the ledger)."""

    around: Around
    verdict: str
    reason: Text = ""
    best: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    asked: Asked | None = None
    why: tuple[Text, ...] = field(default=())

    @property
    def mention(self) -> Mention:
        """The number in the text."""
        return self.around.mention

    @property
    def figure(self) -> Figure | None:
        """What the ledger says, where the number was matched to one indicator."""
        return self.best.figure if self.best else None


def worked_out(source: Figure, value: Fraction, unit: str) -> Figure:
    """A rate or a growth of a figure, in its own unit."""
    return replace(source, indicator=replace(source.indicator, unit=unit), value=value)


def far(mention: Mention, figure: Figure) -> bool:
    """True of a bound that the value keeps so that nobody would say it: 超过50万元 of 585万元."""
    bound = mention.value
    if bound is None or figure.value is None or mention.universal:
        return False
    value = Fraction(figure.value)
    if value not in mention.allowed:
        return False
    if mention.comparator in ("more_than", "at_least"):
        return value > bound * _FAR > 0
    return mention.comparator in ("less_than", "at_most") and value * _FAR < bound


def _as_the_house_writes(mention: Mention, value: Fraction, unit: str) -> bool:
    """True of the value itself, of the very number that the product writes for it, and of one
    written at least as finely (docs/decisions/0029)."""
    if mention.comparator != "exact" or mention.low is None or mention.high is None:
        return False
    rounded, step = as_written(value, unit)
    return mention.value in (value, rounded) or mention.high - mention.low <= step


def compare(mention: Mention, figure: Figure) -> str:
    """The verdict on a number against one figure."""
    if figure.value is None:
        return ABSENT
    value = Fraction(figure.value)
    if mention.universal:
        return AGREE if value == 100 else DIFFERS
    if value in mention.allowed:
        return AGREE if _as_the_house_writes(mention, value, figure.indicator.unit) else ROUNDED
    if mention.comparator in ("more_than", "nearly") and value == mention.value:
        return AMBIGUOUS
    about = mention.value if mention.comparator == "approx" else None
    if about is not None and abs(value - about) <= abs(about) * _ABOUT_AT_MOST:
        return AMBIGUOUS
    return DIFFERS
