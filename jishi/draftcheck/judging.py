"""Holding a number against the ledger 核对: agrees, agrees as rounded, differs, or cannot be told.

Norms, targets and bounds are no results and are not held against it. Where the words leave the
period open, each reading is tried, and none that agrees is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.counting import ANY_UNIT, Match, Vocabulary, fits, phrases, settled
from jishi.draftcheck.doubting import averaged
from jishi.draftcheck.fromto import came_from, reached
from jishi.draftcheck.growing import COMPARED, YEAR_END, YEAR_ON_YEAR, compared_with, judge_growth
from jishi.draftcheck.ledger import Ledger
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.settling import settle
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import Said, periods
from jishi.draftcheck.together import in_turn, leant_on, of_those_named, opens, parts_told
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
    far,
    worked_out,
)
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.timing import Happened, InForce
from jishi.kernel.columns import Text
from jishi.values.period import Period, years_before
from jishi.values.prose import Mention

_NOT_HELD = {
    "norm": _("这是要求的标准，不和台账比。"), "target": _("这是要达到的目标，不和台账比。"),
    "threshold": _("这是门槛，不和台账比。"), "change": _("这是增减的幅度，台账只比数本身。"),
}  # fmt: skip
_LAST_STOP = re.compile(r"[，,；;：:。]|其中")
#: From where the numbers of several things are told together.
_TOGETHER = re.compile(r"(?:分别|依次|各)(?:(?!分别|依次|各).)*$")
#: What a share of responsibility may be of.
_SHARED_OUT = re.compile("[组户]")
_GRAVEST_FIRST = (DIFFERS, AMBIGUOUS, ABSENT, ROUNDED, AGREE, "")
#: Words around a number that leave open what it counts.
_SAYS_NOTHING = re.compile(
    r"[、，,；;：:（）()和及与]|其中|分别|共|计|达到?|有|是|为|就|则|占|村级|各|约|合计|累计|开展|组织|召开|设立?|建有|完成|制定"
)
#: So many numbers may be told together and summed up.
_MOST_TOGETHER = 30
#: 比去年同期多3次，…: a comparison ends with its number; what is told after is of now.
_COMPARED_AND_TOLD = re.compile(
    f"(?:{COMPARED.pattern})[^，,。；;]{{0,8}}?[0-9〇零一二两三四五六七八九十百千]"
)
#: Open words that sum up over the period said before them.
_LEANING = frozenset({"累计", "先后"})


class Judge:
    """Holds the numbers of one draft against one ledger."""

    def __init__(self, ledger: Ledger, places: Places) -> None:
        self.ledger, self.places = ledger, places
        self.vocabulary = Vocabulary(ledger.indicators)
        # A sentence is read for its periods once, though each number after it asks again.
        self._said: dict[str, list[Said]] = {}
        self._placed: dict[tuple[tuple[str, ...], ...], str | None] = {}

    def check_all(self, found: Sequence[Around]) -> list[Checked]:
        """The verdicts on all numbers of a text, in order: one may lean on the one before it."""
        checked: list[Checked] = []
        turns = in_turn(found)
        for at, around in enumerate(found):
            if at in turns:
                of, words = turns[at]
                one = self.check(words, checked[of]) if of is not None else None
                checked.append(one or Checked(around, "", _NOT_HELD["change"]))
                continue
            one = self.check(around, leant_on(around, checked[-_MOST_TOGETHER:]))
            checked.append(of_those_named(one, checked[-_MOST_TOGETHER:]))
        return checked

    def check(self, around: Around, last: Checked | None = None) -> Checked:
        """The verdict on one number; `last` is the one before it in the text."""
        mention = around.mention
        if mention.role == "change":
            return self._changed(around, last)
        if mention.role in _NOT_HELD:
            return Checked(around, "", _NOT_HELD[mention.role])
        if came_from(around):
            return Checked(around, "", _NOT_HELD["change"])
        if averaged(around):
            said = _("这是平均数，台账只有总数，请自己核实。")
            return Checked(around, ABSENT, said, asked=self._readings(around)[0])
        if around.shares:
            return self._shared(around, last)
        around = reached(around, last.around) if last else around
        readings = self._readings(around)
        around = self._whole(around)
        found = settled(self.vocabulary.matches(around))
        if all(match.weak for match in found):
            found = settled(self._leaning(around, last)) or found
        if not found:
            rate = self._rate(around, readings)
            return rate or Checked(
                around, ABSENT, _("台账没有这一类，请自己核实。"), asked=readings[0]
            )
        found = [self._said_alone(match, around) for match in found]
        candidates = tuple(self._candidate(match, mention, readings) for match in found)
        return self._either_share(around, readings, settle(around, candidates))

    def _either_share(
        self, around: Around, readings: Sequence[Asked], one: Checked
    ) -> Checked:  # fmt: skip
        """63个村民组、4531户，包保覆盖率98.7%: of which is open where its clause names none."""
        if one.verdict != DIFFERS or around.mention.unit != "%" or one.best is None:
            return one
        if _SHARED_OUT.search(around.before):
            return one
        for match in self.vocabulary.matches(around):
            other = self._candidate(match, around.mention, readings)
            if match.indicator.universal and other.verdict in (AGREE, ROUNDED):
                return Checked(around, other.verdict, "", other, (other,), other.asked)
        return one

    def _shared(self, around: Around, last: Checked | None) -> Checked:
        """Of several things told together: the gravest of what is found of each."""
        found = []
        for words in map(self.places.spelt, around.shares):
            lead = words if self.places.named(words) else _TOGETHER.sub("", around.whole_lead)
            one = replace(around, before=words, between=words, after="", whole_lead=lead, shares=())
            found.append(replace(self.check(one, last), around=around))
        return min(found, key=lambda one: _GRAVEST_FIRST.index(one.verdict))

    def against(self, around: Around, indicator: Indicator) -> Candidate:
        """The number held against an indicator that a person named."""
        match = Match(indicator, 0, str(indicator.zh))
        return self._candidate(match, around.mention, self._readings(around))

    def _rate(self, around: Around, readings: Sequence[Asked]) -> Checked | None:
        """调解成功率: the share that a part shown with its whole makes of it."""
        if around.mention.unit != "%":
            return None
        for indicator in self.ledger.indicators:
            if not indicator.of_whole or not (said_as := _rate_said(indicator, around.before)):
                continue
            said = Match(indicator, 0, said_as)
            found = [self._share(around, said, asked) for asked in _for(indicator, readings)]
            told = [one for one in found if one is not None]
            if not told:
                return None
            best = next((one for one in told if one.verdict in (AGREE, ROUNDED)), told[0])
            return Checked(around, best.verdict, "", best, (best,), best.asked)
        return None

    def _share(self, around: Around, said: Match, asked: Asked) -> Candidate | None:
        part = self.ledger.figure(said.indicator, asked.place, asked.as_of, asked.period)
        if not part.of or part.numerator is None:
            return None
        share = worked_out(part, Fraction(part.numerator * 100, part.of), "%")
        return Candidate(said, share, asked, compare(around.mention, share), part)

    def _changed(self, around: Around, last: Checked | None) -> Checked:
        """同比增长12.3%: the figure told before it, against the same period of the year before."""
        before = self._own(around) or (last.best if last and not around.cell else None)
        before = before.grown or before if before else None  # 同比增长10%，比上年增加2次
        if (
            before is None
            or (before.match.weak and before.verdict not in (AGREE, ROUNDED))
            or before.derived  # of a rate the ledger has no year before
            or before.figure.value is None
        ):
            return Checked(around, "", _NOT_HELD["change"])
        since = compared_with(around.between)
        if not since and _goes_on(around, last):
            since = compared_with(around.lead)
        if since == YEAR_END and not isinstance(before.figure.indicator.time, InForce | Happened):
            since = ""  # what is done in a year begins anew
        if not since:
            return Checked(around, "", _NOT_HELD["change"])
        was = self._year_before(before) if since == YEAR_ON_YEAR else self._year_end(before)
        if not was.value:
            return Checked(around, ABSENT, _no_year_before(was, since), asked=before.asked)
        return judge_growth(around, before, was, since)

    def _own(self, around: Around) -> Candidate | None:
        """志愿活动较去年同期增加28次: the figure that a change names itself, where it names one."""
        mention = around.mention
        unit = ANY_UNIT if mention.unit in ("%", "倍", "番") else mention.unit
        found = settled(self.vocabulary.matches(self._whole(around), unit))
        if around.cell:  # 农户 | 同比增减: the head of its row is all that names it
            name = COMPARED.sub("", around.before)[: -len("增减")]
            row = replace(around, before=name, lead=name)
            found = [self._said_alone(match, row) for match in found]
        if len(found) != 1 or found[0].weak or found[0].narrower:
            return None
        # Last year is what it is held against, and not the time that it speaks of.
        now = replace(around, lead=COMPARED.sub("", around.lead))
        return self._candidate(found[0], mention, self._readings(now))

    def _year_before(self, before: Candidate) -> Figure:
        figure, asked = before.figure, before.asked
        day = years_before(asked.as_of, 1)
        start = figure.period.start if figure.period else None
        if start is None or figure.period is None or isinstance(figure.indicator.time, InForce):
            # A state, or what has come together by the day: 项目总投资.
            return self.ledger.figure(figure.indicator, asked.place, day)
        period = Period(years_before(start, 1), years_before(figure.period.end, 1))
        return self.ledger.figure(figure.indicator, asked.place, day, period)

    def _year_end(self, before: Candidate) -> Figure:
        last = date(before.asked.as_of.year - 1, 12, 31)
        return self.ledger.figure(before.figure.indicator, before.asked.place, last)

    def _whole(self, around: Around) -> Around:
        """The words with the town's own name told as 全镇."""
        name = self.places.name
        if not name or name not in around.lead:
            return around
        return replace(
            around, before=around.before.replace(name, "全镇"),
            lead=around.lead.replace(name, "全镇"), between=around.between.replace(name, "全镇"),
        )  # fmt: skip

    def _leaning(self, around: Around, last: Checked | None) -> list[Match]:
        """What a number without words of its own counts: what the one before it does.

        5批11人次 has the same words about both; 其中余川村3次 is the same indicator elsewhere.
        """
        if last is None or not around.lead.endswith(around.between) or not last.candidates:
            return []
        if last.around.sentence_start != around.sentence_start and not opens(around):
            return []  # a cell of a table leans on no sentence before it
        near = around.mention.plain_start - len(around.between) - 40
        if not parts_told(around) and last.mention.plain_end <= near:
            return []
        own = _LAST_STOP.split(around.between)[-1] + around.after
        if _telling(self.places.pattern.sub("", own)):
            return []
        same = [
            one.match for one in last.candidates if fits(one.match.indicator, around.mention.unit)
        ]
        return same or self.vocabulary.matches(last.around, around.mention.unit)

    def _said_alone(self, match: Match, around: Around) -> Match:
        """余川村农户548户。 says of the village nothing else: there the words mean the whole."""
        own = self.places.pattern.sub("", around.before)
        alone = own != around.before or around.before == around.lead
        if match.weak and alone and not _telling(around.after):
            return replace(match, weak=_telling(own) != match.words)
        return match

    def _candidate(
        self, match: Match, mention: Mention, readings: Sequence[Asked]
    ) -> Candidate:  # fmt: skip
        tried: list[Candidate] = []
        for asked in _for(match.indicator, readings):
            figure = self.ledger.figure(match.indicator, asked.place, asked.as_of, asked.period)
            verdict = AMBIGUOUS if far(mention, figure) else compare(mention, figure)
            if match.weak and verdict == DIFFERS:
                verdict = AMBIGUOUS
            tried.append(Candidate(match, figure, asked, verdict))
        order = (AGREE, ROUNDED, AMBIGUOUS)
        for wanted in order[:2]:
            for one in tried:
                if one.verdict == wanted:
                    return one
        return next((one for one in tried if one.verdict != ABSENT), tried[0])

    def _readings(self, around: Around) -> list[Asked]:
        """Where and when the number may be meant, what the text says first."""
        named = self.places.named(around.whole_lead)
        own = named or self.places.labelled(around.line)
        if own is None:
            own = self._place_before(around)
            places = list(dict.fromkeys(filter(None, (own, self.ledger.place))))
            return [asked for place in places for asked in self._readings_at(place, around)]
        found = self._readings_at(own, around)
        here = self.places.named(around.lead)
        if named and not here and around.whole_lead.endswith(around.lead):
            # It stands before a semicolon, over which a place may go on, or at which it may end.
            found += [replace(one, place=self.ledger.place) for one in found]
        return found

    def _place_before(self, around: Around) -> str | None:
        """The place named by the sentences before in the paragraph, or by the heading above."""
        said = around.past, around.headings
        if said not in self._placed:
            speaks = next(filter(self.places.goes_on, reversed(around.past)), "")
            section = self.places.of_section(around.headings)
            self._placed[said] = self.places.subject(speaks) or section
        return self._placed[said]

    def _readings_at(self, place: str, around: Around) -> list[Asked]:
        day = self.ledger.as_of
        said = self._periods(_COMPARED_AND_TOLD.sub("", around.lead))
        if said:
            bound = [one for one in said if one.period is not None][-1:]
            last = said[-1]
            if not bound or bound == [last]:
                return [_asked(place, day, last)]
            # An open word leans on the period said before it, or on none.
            leaning = last.words in _LEANING
            return [_asked(place, day, bound[0]),
                    replace(_asked(place, day, last), leaning=leaning)]  # fmt: skip
        default = Asked(place, day)
        carried = self._carried(around.past)
        if carried is None or carried.period is None:
            return [default]
        return [default, _asked(place, day, carried)]

    def _carried(self, past: Iterable[str]) -> Said | None:
        for sentence in reversed(tuple(past)):
            said = self._periods(sentence)
            if said:
                return next((one for one in reversed(said) if one.period), said[-1])
        return None

    def _periods(self, text: str) -> list[Said]:
        if text not in self._said:
            self._said[text] = periods(text, self.ledger.as_of)
        return self._said[text]


def _no_year_before(was: Figure, since: str) -> Text:
    """Why a growth cannot be worked out from the figure of the year before."""
    if since == YEAR_END:
        return _("台账没有上年末的数，算不出增减。")
    if was.value is not None:
        return _("台账里上年同期是0，算不出增减的幅度。")
    if was.reason:
        return _("台账没有上年同期的数，算不出增减：%(reason)s") % {"reason": was.reason}
    return _("台账没有上年同期的数，算不出增减。")


def _goes_on(around: Around, last: Checked | None) -> bool:
    """比去年同期增加3次，增长15.8%: the second of two growths is over the same time."""
    grew = last is not None and last.best is not None and last.best.grown is not None
    return grew and last is not None and last.around.sentence_start == around.sentence_start


def _telling(text: str) -> str:
    """The words that say what is counted, without those that say nothing of it."""
    return _SAYS_NOTHING.sub("", text)


def _rate_said(indicator: Indicator, before: str) -> str:
    """调解成功率, or 成功率 alone, where it stands before the number; else ''."""
    for phrase in phrases(indicator):
        for name in (phrase.head, phrase.head[-2:]):
            if len(name) > 1 and f"{name}率" in before:
                return f"{name}率"
    return ""


def _asked(place: str, day: date, said: Said) -> Asked:
    if said.period is None:
        return Asked(place, day, words=said.words)
    if said.point:
        return Asked(place, said.period.end, words=said.words)
    return Asked(place, day, said.period, said.words)


def _for(indicator: Indicator, readings: Sequence[Asked]) -> list[Asked]:
    """The readings as they bear on an indicator: a state in a past period is one at its end."""
    found: list[Asked] = []
    for asked in readings:
        if asked.period is not None and isinstance(indicator.time, InForce):
            ended = min(asked.period.end, asked.as_of)
            found.append(Asked(asked.place, asked.as_of, words=asked.words))
            found.append(Asked(asked.place, ended, words=asked.words))
        elif asked.leaning and not isinstance(indicator.time, Happened | InForce):
            continue  # 2022年累计开展7次 is of 2022
        else:
            if asked.period is not None and isinstance(indicator.time, Happened):
                # 上年同期谋划项目14个 is what had come together by then, whenever it began.
                found.append(
                    Asked(asked.place, min(asked.period.end, asked.as_of), None, asked.words)
                )
            found.append(asked)
            if asked.period is not None and asked.period.end < asked.as_of:
                # 上半年…调解成功17件 may be told as it stood then.
                found.append(replace(asked, as_of=asked.period.end))
    return list(dict.fromkeys(found))
