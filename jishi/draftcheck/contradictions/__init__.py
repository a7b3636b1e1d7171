"""Sums that cannot be 自己对不上的数: found in the text alone, without any ledger.

Each finding shows its sum. Only what the words tie together is compared: a share with the part and
the whole told in the same sentence, a growth with its two values, parts with their total, in a
sentence or in a table, one thing told twice.
"""

from collections.abc import Sequence

from jishi.draftcheck.contradictions import (
    growths,
    parts,
    rates,
    repeats,
    rests,
    shares,
    sheets,
    totals,
)
from jishi.draftcheck.contradictions.finding import Finding, sentences
from jishi.draftcheck.counting import Vocabulary
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.surroundings import Around

__all__ = ["Finding", "findings"]

_WITHIN_A_SENTENCE = (
    *parts.RULES,
    *totals.RULES,
    *rests.RULES,
    *shares.RULES,
    *growths.RULES,
    *rates.RULES,
)


def findings(
    found: Sequence[Around], vocabulary: Vocabulary, places: Places | None = None, text: str = ""
) -> list[Finding]:  # fmt: skip
    """Everything that contradicts itself, in the order of its figures; `text` is the plain text in
    which they stand."""
    told = [
        finding
        for sentence in sentences(found)
        for rule in _WITHIN_A_SENTENCE
        for finding in rule(found, sentence)
    ]
    told += rates.of_its_plan(found)
    told += rates.of_what_it_is_of(found)
    told += sheets.sums(text, found)
    told += repeats.twice(found, vocabulary, places)
    once = {(one.kind, one.figures): one for one in told}
    return sorted(once.values(), key=lambda one: one.figures)
