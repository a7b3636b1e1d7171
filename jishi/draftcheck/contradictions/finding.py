"""What cannot be 对不上的数, and what a figure must be to be compared with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jishi.draftcheck.surroundings import Around
from jishi.kernel.columns import Text
from jishi.values.figures import as_written, exact, written


@dataclass(frozen=True)
class Finding:
    """What cannot be: its kind, the figures it ties together (by index), and the sum in words."""

    kind: str
    figures: tuple[int, ...]
    explanation: Text


def sentences(found: Sequence[Around]) -> Iterator[list[int]]:
    """Indexes of the figures that tell a result or a change, sentence by sentence."""
    together: list[int] = []
    for at, around in enumerate(found):
        if around.mention.role not in ("stated", "change"):
            continue
        if together and around.sentence_start != found[together[-1]].sentence_start:
            yield together
            together = []
        together.append(at)
    if together:
        yield together


def stated(around: Around) -> bool:
    """True for a number told as a result, and not a claim without exception."""
    return around.mention.role == "stated" and not around.mention.universal


def exactly(around: Around) -> Fraction | None:
    """The value of a number told exactly as a result; None for any other."""
    plain = stated(around) and around.mention.comparator == "exact"
    return around.mention.value if plain else None


def shown(value: Fraction, unit: str) -> str:
    """A sum as papers write it (210万元), unless that would round it."""
    return written(value, unit) if as_written(value, unit)[0] == value else exact(value, unit)
