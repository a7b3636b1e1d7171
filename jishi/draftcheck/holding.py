"""One number held against one ledger 拿一个数对台账: what the judge and its helpers all ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jishi.draftcheck.asking import Asking, bearing_on
from jishi.draftcheck.counting import Match, Vocabulary
from jishi.draftcheck.ledger import Ledger
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import LOOSE, without_periods
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
)
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.timing import Happened, InForce, Since, UnderWay
from jishi.kernel.columns import Text
from jishi.values.prose import Mention

#: Words around a number that leave open what it counts.
_SAYS_NOTHING = re.compile(
    r"[、，,；;：:（）()和及与]|其中|上述|这[一]?块|方面|那头|分别|共|计|达到?|上报|报送|填报|有|是|为|就|则|占|村级|各|约|合计|累计|开展|组织|召开|设立?|建有|完成|制定"
)
GOOD = (AGREE, ROUNDED)


class Holder:
    """A ledger, the names of its places, and the words of its indicators, for one draft."""

    def __init__(self, ledger: Ledger, places: Places) -> None:
        self.ledger, self.places = ledger, places
        self.vocabulary = Vocabulary(ledger.indicators)
        self.asking = Asking(ledger.place, ledger.as_of, places)
        names = "|".join(map(re.escape, sorted(places.codes, key=len, reverse=True)))
        self._projects_of = re.compile(rf"(?:{names or '(?!)'})(?=项目|工程)")

    def candidate(self, match: Match, mention: Mention, readings: Sequence[Asked]) -> Candidate:
        """What the ledger says of an indicator: the first reading that agrees, else the first
        that it has anything of."""
        tried: list[Candidate] = []
        for asked in bearing_on(match.indicator, readings):
            figure = self.ledger.figure(match.indicator, asked.place, asked.as_of, asked.period)
            verdict = AMBIGUOUS if far(mention, figure) else compare(mention, figure)
            apart = _of_another_time(match.indicator, asked)
            if verdict == DIFFERS and (match.weak or apart):
                verdict = AMBIGUOUS
            if verdict in GOOD and apart and asked.period is None:
                verdict = AMBIGUOUS
            tried.append(Candidate(match, figure, asked, verdict))
        for wanted in GOOD:
            for one in tried:
                if one.verdict == wanted:
                    return one
        return next((one for one in tried if one.verdict != ABSENT), tried[0])

    def whole(self, around: Around) -> Around:
        """The words with the town's own name told as 全镇, and so that of a village whose projects
        are told: 余川村项目总投资 is of all of them."""
        name = self.places.name or "\n"
        own = self._projects_of.search(around.lead)
        if name not in around.lead and own is None:
            return around
        before, lead, between = (
            self._projects_of.sub("全镇", words.replace(name, "全镇"))
            for words in (around.before, around.lead, around.between)
        )
        return replace(around, before=before, lead=lead, between=between)

    def said_alone(self, match: Match, around: Around) -> Match:
        """余川村农户548户。 says of the village nothing else: there the words mean the whole."""
        own = self.places.pattern.sub("", around.before)
        if around.cell:  # 警示教育 | 8月当月: the head of the row, at the time of the column
            own = without_periods(own)
        alone = own != around.before or around.before == around.lead
        if match.weak and alone and not telling(around.after):
            # 余川村：549户。 the measure word alone, behind the place that a line is set under
            bare = not (around.lead or around.ahead) and match.words == around.mention.unit
            told = bare and self.places.labelled(around.line) is not None
            return replace(match, weak=telling(own) != match.words.replace("…", "") and not told)
        return match


def _of_another_time(indicator: Indicator, asked: Asked) -> bool:
    """True where a time that nobody can tell for sure is not the indicator's own: 本届党委召开
    党委会22次, but not 平台运行以来 of what is counted since then."""
    if not asked.unsure or isinstance(indicator.time, InForce):
        return False
    own = isinstance(indicator.time, Happened | Since | UnderWay)
    return not (own and asked.unsure == LOOSE)


def telling(text: str) -> str:
    """The words that say what is counted, without those that say nothing of it."""
    return _SAYS_NOTHING.sub("", text)


def derived(
    around: Around, source: Candidate, figure: Figure, verdict: str, said: Text = ""
) -> Checked:
    """The verdict on a number that the ledger gives only by working out `figure`."""
    best = replace(source, figure=figure, verdict=verdict, source=source.figure)
    meant = None if verdict == AMBIGUOUS else best  # it may be another sum: none is offered
    return Checked(around, verdict, said, meant, (best,), source.asked)
