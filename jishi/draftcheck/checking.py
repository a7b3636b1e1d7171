"""The check of a draft 核稿: every figure found, held against the ledger, told with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from jishi.access.actor import Actor
from jishi.draftcheck.ledger import Ledger
from jishi.draftcheck.placesaid import places
from jishi.draftcheck.surroundings import Around, surroundings
from jishi.draftcheck.verdicts import Checked, Judge
from jishi.indicators.indicator import Indicator
from jishi.indicators.tables import INDICATORS
from jishi.values.prose import Known, Reading, read


@dataclass(frozen=True)
class Check:
    """A draft read and checked; without a ledger the verdicts are empty."""

    reading: Reading
    figures: tuple[Checked, ...]

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
    """Every figure of the text held against the ledger of a place on a day."""
    ledger = Ledger(place, as_of, by)
    around = places(place, as_of)
    reading = read(text, known(ledger.indicators, around.codes))
    judge = Judge(ledger, around)
    return Check(reading, tuple(judge.check_all(surroundings(reading))))


def check_alone(text: str) -> Check:
    """Every figure of the text, held against nothing but the text itself."""
    reading = read(text, known())
    return Check(reading, tuple(_unheld(around) for around in surroundings(reading)))


def _unheld(around: Around) -> Checked:
    return Checked(around, "")
