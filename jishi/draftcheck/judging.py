"""Holding a number against the ledger 核对: agrees, agrees as rounded, differs, or cannot be told.

Norms, targets and bounds are no results and are not held against it. Where the words leave the
period open, each reading is tried, and none that agrees is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck import deriving
from jishi.draftcheck.asking import bearing_on
from jishi.draftcheck.changing import NOT_HELD, changed
from jishi.draftcheck.counting import Match, fits, phrases, settled
from jishi.draftcheck.doubting import averaged
from jishi.draftcheck.fromto import came_from, reached, was_then
from jishi.draftcheck.holding import GOOD, Holder
from jishi.draftcheck.leaning import headed, leaning, leant_on, rate_before, under_its_item
from jishi.draftcheck.settling import settle
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.together import (
    in_turn,
    joined,
    of_several,
    of_the_rows_above,
    of_those_asked_about,
    of_those_named,
)
from jishi.draftcheck.verdicts import (
    ABSENT,
    AGREE,
    AMBIGUOUS,
    DIFFERS,
    ROUNDED,
    Asked,
    Candidate,
    Checked,
    compare,
    worked_out,
)
from jishi.draftcheck.wholes import of_whole
from jishi.indicators.indicator import Indicator
from jishi.indicators.tables.concerns import SETTLED
from jishi.kernel.columns import Text

_NOT_HELD = {
    "norm": _("这是要求的标准，不和台账比。"), "target": _("这是要达到的目标，不和台账比。"),
    "threshold": _("这是门槛，不和台账比。"),
}  # fmt: skip
_NO_SUCH_WHOLE = _("这是说全都做到了；台账没有这样的“全部”可以比，写得对不对请自己定。")
#: From where the numbers of several things are told together.
_TOGETHER = re.compile(r"(?:分别|依次|各|都|均)(?:(?!分别|依次|各|都|均).)*$")
#: What a share of responsibility may be of.
_SHARED_OUT = re.compile("[组户]")
_GRAVEST_FIRST = (DIFFERS, AMBIGUOUS, ABSENT, ROUNDED, AGREE, "")
#: So many numbers may be told together and summed up.
_MOST_TOGETHER = 30
_MOST_ROWS = 300  # numbers in a table above its 合计


class Judge(Holder):
    """Holds the numbers of one draft against one ledger."""

    def check_all(self, found: Sequence[Around]) -> list[Checked]:
        """The verdicts on all numbers of a text, in order: one may lean on the one before it."""
        checked: list[Checked] = []
        turns = in_turn(found)
        for at, around in enumerate(found):
            told = checked[-_MOST_TOGETHER:]
            if at not in turns:
                one = self.check(around, leant_on(self, around, told), told)
                one = of_several(of_those_named(one, told), told)
                one = of_the_rows_above(one, checked[-_MOST_ROWS:])
                checked.append(of_those_asked_about(one, told))
                continue
            of, words = turns[at]
            if words.mention.role == "stated" and of is not None:
                checked.append(self._in_turn(words, checked[of]))
            elif of is not None:
                checked.append(self.check(words, checked[of]))
            else:
                checked.append(Checked(around, "", NOT_HELD))
        return checked

    def check(
        self, around: Around, last: Checked | None = None, told: Sequence[Checked] = ()
    ) -> Checked:  # fmt: skip
        """The verdict on one number; `last` is the one before it that it may lean on, `told` are
        all those shortly before it."""
        role = around.mention.role
        if role == "change":
            if deriving.GAP.search(around.between):
                return deriving.gap(around, told) or Checked(around, "", NOT_HELD)
            return changed(self, around, last, told)
        if role in _NOT_HELD:
            return Checked(around, "", _NOT_HELD[role])
        if came_from(around):
            return was_then(self, around) or Checked(around, "", NOT_HELD)
        if averaged(around):
            said = _("这是平均数，台账只有总数，请自己核实。")
            average = deriving.average(self, around, told)
            return average or Checked(around, ABSENT, said, asked=self.asking.readings(around)[0])
        if around.shares:
            return self._shared(around, last)
        return self._result(reached(around, last.around) if last else around, last, told)

    def _result(self, around: Around, last: Checked | None, told: Sequence[Checked]) -> Checked:
        """The verdict on a number that tells a result."""
        readings = self.asking.readings(around)
        begins = readings[0].period.start if readings[0].period else None
        if begins is not None and begins > self.ledger.as_of:
            return Checked(around, "", _NOT_HELD["target"])  # 11月前完成6个, told in September
        around = self.whole(around)
        whole = deriving.of_all(self, around, told) or joined(self, around, readings)
        if whole is not None:
            return whole
        found = settled(self.vocabulary.matches(around))
        if not found and headed(around):
            found = settled(self.vocabulary.matches(under_its_item(around)))
        if (part := of_whole(self, around, found, readings, told)) is not None:
            return part
        if all(match.weak or match.narrower for match in found):
            worked = self._worked_out(around, readings, told, last)
            if worked is not None:
                return worked
        if all(match.weak for match in found):
            found = settled(leaning(self, around, last, short=not found)) or found
        found = found or settled(self.vocabulary.matches(under_its_item(around)))
        if not found:
            verdict = "" if around.mention.universal else ABSENT
            return Checked(around, verdict, self._not_known(around), asked=readings[0])
        found = [self.said_alone(match, around) for match in found]
        candidates = tuple(self.candidate(match, around.mention, readings) for match in found)
        return self._either_share(around, readings, settle(around, candidates))

    def _not_known(self, around: Around) -> Text:
        """Why nothing is found: no indicator is told in such a measure, or none was recognised."""
        mention = around.mention
        if mention.universal:
            return _NO_SUCH_WHOLE
        if any(fits(one, mention.unit) for one in self.ledger.indicators) or not mention.unit:
            return _("没认出这个数说的是什么，请自己核实；是哪个指标，可以教一次，以后都认得。")
        return _("台账没有这一类，请自己核实。")

    def _worked_out(
        self, around: Around, readings: Sequence[Asked], told: Sequence[Checked],
        last: Checked | None,
    ) -> Checked | None:  # fmt: skip
        """A number that no words name, where the ledger's own figures give it."""
        return (
            deriving.share_of_all(self, around, told)
            or deriving.what_is_left(around, told)
            or self._rate(around, readings, last)
        )

    def _in_turn(self, around: Around, of: Checked) -> Checked:
        """上半年分别15次、7次: each is of what the number is of that it is told of."""
        readings = self.asking.readings(around)
        found = [
            self.candidate(replace(one.match, narrower=""), around.mention, readings)
            for one in of.candidates
        ]
        if not found:
            return self.check(around)
        return settle(around, tuple(found))

    def _either_share(
        self, around: Around, readings: Sequence[Asked], one: Checked
    ) -> Checked:  # fmt: skip
        """63个村民组、4531户，包保覆盖率98.7%: of which is open where its clause names none."""
        if one.verdict != DIFFERS or around.mention.unit != "%" or one.best is None:
            return one
        if _SHARED_OUT.search(around.before):
            return one
        for match in self.vocabulary.matches(around):
            other = self.candidate(match, around.mention, readings)
            if match.indicator.universal and other.verdict in GOOD:
                return Checked(around, other.verdict, "", other, (other,), other.asked)
        return one

    def _shared(self, around: Around, last: Checked | None) -> Checked:
        """Of several things told together: the gravest of what is found of each."""
        found = []
        for words in map(self.places.spelt, around.shares):
            lead = words if self.places.named(words) else _TOGETHER.sub("", around.whole_lead)
            own = "，" + words if self.asking.periods(words) else ""
            one = replace(
                around, before=words, between=words, after="", whole_lead=lead, shares=(),
                lead=_TOGETHER.sub("", around.lead) + own,
            )  # fmt: skip
            told = self.check(one, last)
            if not told.candidates and (place := self.places.named(words)) is not None:
                # 只有余川、寺后没有满格，分别为…: the place alone, of what was told before
                name = self.places.called(place)
                told = self.check(replace(one, before=name, between=name), last)
            found.append(replace(told, around=around))
        return min(found, key=lambda one: _GRAVEST_FIRST.index(one.verdict))

    def against(self, around: Around, indicator: Indicator) -> Candidate:
        """The number held against an indicator that a person named."""
        match = Match(indicator, 0, str(indicator.zh))
        return self.candidate(match, around.mention, self.asking.readings(around))

    def _rate(
        self, around: Around, readings: Sequence[Asked], last: Checked | None
    ) -> Checked | None:  # fmt: skip
        """调解成功率: the share that a part shown with its whole makes of it; or one that leans on
        such a rate, 比去年同期的88.5%提高8.2个百分点."""
        if around.mention.unit != "%":
            return None
        leant = rate_before(self, around, last)
        for indicator in self.ledger.indicators:
            said_as = _rate_said(indicator, around) if indicator.of_whole else ""
            if indicator.key == leant:
                said_as = said_as or indicator.said[0]
            if not said_as:
                continue
            said = Match(indicator, 0, said_as)
            found = [self._share(around, said, asked) for asked in bearing_on(indicator, readings)]
            told = [one for one in found if one is not None]
            if not told:
                return None
            best = next((one for one in told if one.verdict in GOOD), told[0])
            return Checked(around, best.verdict, "", best, (best,), best.asked)
        return None

    def _share(self, around: Around, said: Match, asked: Asked) -> Candidate | None:
        part = self.ledger.figure(said.indicator, asked.place, asked.as_of, asked.period)
        if not part.of or part.numerator is None:
            return None
        share = worked_out(part, Fraction(part.numerator * 100, part.of), "%")
        return Candidate(said, share, asked, compare(around.mention, share), part)


def _rate_said(indicator: Indicator, around: Around) -> str:
    """调解成功率, or 成功率 alone, where it stands before the number; else ''.

    What is told of other matters too (办结率) is so where its words name a dispute, or nothing.
    """
    for phrase in phrases(indicator):
        named = any(word in around.before for word in phrase.words)
        if phrase.head in SETTLED and not named and not around.before.startswith(phrase.head):
            continue
        for name in (phrase.head, phrase.head[-2:]):
            if len(name) > 1 and f"{name}率" in around.before:
                return f"{name}率"
    return ""
