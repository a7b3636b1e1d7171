"""Sums that cannot be 自己对不上的数: found in the text alone, without any ledger.

Each finding shows its sum. Only what the words tie together is compared: a share with the part and
the whole told in the same sentence, a growth with its two values, one thing told twice.
"""

from collections.abc import Sequence

from jishi.draftcheck.contradictions import growths, parts, repeats, shares
from jishi.draftcheck.contradictions.finding import Finding, sentences
from jishi.draftcheck.counting import Vocabulary
from jishi.draftcheck.placesaid import Places
from jishi.draftcheck.surroundings import Around

__all__ = ["Finding", "findings"]

_WITHIN_A_SENTENCE = (*parts.RULES, *shares.RULES, *growths.RULES)


def findings(
    found: Sequence[Around], vocabulary: Vocabulary, places: Places | None = None
) -> list[Finding]:  # fmt: skip
    """Everything in the text that contradicts itself, in the order of its figures."""
    told = [
        finding
        for sentence in sentences(found)
        for rule in _WITHIN_A_SENTENCE
        for finding in rule(found, sentence)
    ]
    told += repeats.twice(found, vocabulary, places)
    return sorted(told, key=lambda one: one.figures)
