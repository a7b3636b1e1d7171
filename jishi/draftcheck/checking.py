"""The check of a draft 核稿: every figure found, held against the ledger, told with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from jishi.access.actor import Actor
from jishi.draftcheck.contradictions import Finding, findings
from jishi.draftcheck.counting import Vocabulary
from jishi.draftcheck.explaining import Guess, guesses
from jishi.draftcheck.judging import Judge
from jishi.draftcheck.ledger import Ledger
from jishi.draftcheck.placesaid import places
from jishi.draftcheck.surroundings import surroundings
from jishi.draftcheck.verdicts import Checked
from jishi.indicators.indicator import Indicator
from jishi.indicators.tables import INDICATORS
from jishi.values.complaint import Complaint
from jishi.values.prose import Known, Reading, read

#: The longest text that is checked: some four hundred pages.
LONGEST = 300_000
#: The most figures that are checked at once: a book has fewer.
MOST_FIGURES = 6_000
#: Numbers that are plainly figures; a reader finds more.
_PLAINLY = re.compile(r"\d[余多]?(?:[万亿]?[次个名人户件元亩场条家项批处]|%)")
#: The annex of a report of ours: every number in it is the ledger's own already.
_OWN_ANNEX = re.compile(r"\n附件\d?\n数字依据表\n")


class TooLong(Complaint):
    """A text longer than is checked at once."""


@dataclass(frozen=True)
class Check:
    """A draft read and checked; without a ledger the verdicts are empty.

    `findings`: what contradicts itself in the text. `guesses`: why a number may differ, by its
    index.
    """

    reading: Reading
    figures: tuple[Checked, ...]
    findings: tuple[Finding, ...] = ()
    guesses: Mapping[int, Sequence[Guess]] = field(default_factory=dict)

    def counts(self) -> Counter[str]:
        """How many figures have each verdict."""
        return Counter(one.verdict for one in self.figures)


def known(indicators: Sequence[Indicator] = INDICATORS, proper: Collection[str] = ()) -> Known:
    """What the reader of figures should know: names that are figures, places, duties."""
    return Known(
        [name for one in indicators for name in one.aliases], proper,
        [name for one in indicators if one.universal for name in one.aliases if name != "全覆盖"],
    )  # fmt: skip


def check(text: str, place: str, as_of: date, by: Actor) -> Check:
    """Every figure of the text held against the ledger of a place on a day. Raises TooLong."""
    ledger = Ledger(place, as_of, by)
    around = places(place, as_of)
    reading = _read(text, known(ledger.indicators, around.codes))
    judge = Judge(ledger, around)
    words = surroundings(reading)
    checked = tuple(judge.check_all(words))
    return Check(
        reading, checked, tuple(findings(words, judge.vocabulary, around, reading.plain.text)),
        {at: why for at, one in enumerate(checked) if (why := guesses(one, ledger, around))},
    )  # fmt: skip


def countable(text: str) -> None:
    """Raises TooLong for a text with more figures than are checked at once."""
    _read(text, known())


def check_alone(text: str) -> Check:
    """Every figure of the text, held against nothing but the text itself. Raises TooLong."""
    reading = _read(text, known())
    words = surroundings(reading)
    told = findings(words, Vocabulary(INDICATORS), text=reading.plain.text)
    return Check(reading, tuple(Checked(around, "") for around in words), tuple(told))


def _read(text: str, words: Known) -> Reading:
    """The text read, our own table of proofs at its end left out. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong(
            "文字太长，有%(length)s个字，一次最多核%(most)s个字。", "分成几份来核。",
            length=len(text), most=LONGEST,
        )  # fmt: skip
    own = _OWN_ANNEX.search(text)
    draft = text[: own.start()] if own else text
    # What is far too much is refused before it is read, which takes seconds.
    plainly = sum(1 for _each in _PLAINLY.finditer(draft))
    if plainly > 2 * MOST_FIGURES:
        raise _too_many(plainly)
    reading = read(draft, words)
    if len(reading.figures) > MOST_FIGURES:
        raise _too_many(len(reading.figures))
    return replace(reading, text=text)


def _too_many(figures: int) -> TooLong:
    return TooLong(
        "文里有%(n)s个数，一次最多核%(most)s个。", "分成几份来核。",
        n=figures, most=MOST_FIGURES,
    )  # fmt: skip
