"""How each figure of a paper stands 现在怎样: the engine's verdict, and what its writer decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jishi.access.actor import Actor
from jishi.draftcheck.checking import Check
from jishi.draftcheck.counting import fits
from jishi.draftcheck.judging import Judge
from jishi.draftcheck.ledger import Ledger
from jishi.draftcheck.models import KEEP, LATER, PUT, Decision, Paper
from jishi.draftcheck.placesaid import places
from jishi.draftcheck.verdicts import ABSENT, AGREE, AMBIGUOUS, DIFFERS, Candidate, Checked
from jishi.values.prose import Mention
from jishi.values.prose.rewriting import rewritten

#: What its writer should look at, in the order in which it is told.
TO_LOOK_AT = (DIFFERS, AMBIGUOUS, ABSENT)


@dataclass(frozen=True)
class Seen:
    """One figure: the check's word on it, the writer's, and how it stands by both.

    `best` is what it is held against after all, `moved` says that the ledger has another value
    now than was put in.
    """

    at: int
    checked: Checked
    decision: Decision | None
    verdict: str
    best: Candidate | None
    moved: bool = False

    @property
    def mention(self) -> Mention:
        """The figure in the text."""
        return self.checked.mention

    @property
    def put(self) -> str:
        """What stands in its stead, '' where it stays as it is."""
        return self.decision.text if self.decision and self.decision.choice == PUT else ""

    @property
    def text(self) -> str:
        """What the corrected draft has there."""
        return self.put or self.mention.surface

    @property
    def open(self) -> bool:
        """True where something is still to be looked at."""
        settled = self.decision is not None and self.decision.choice in (KEEP, PUT)
        return self.verdict in TO_LOOK_AT and (self.moved or not settled)

    @property
    def later(self) -> bool:
        """True where its writer wants to ask somebody first."""
        return self.decision is not None and self.decision.choice == LATER


def standing(
    check: Check, decisions: Mapping[int, Decision], place: str, as_of: date, by: Actor
) -> list[Seen]:
    """Every figure of a paper as it stands, in order."""
    judge: Judge | None = None
    found = []
    for at, one in enumerate(check.figures):
        decision = decisions.get(one.mention.start)
        if decision is not None and decision.surface != one.mention.surface:
            decision = None  # the same place is read otherwise now, as after a phrase was taught
        best, verdict = one.best, one.verdict
        if decision is not None and decision.meant:
            judge = judge or Judge(Ledger(place, as_of, by), places(place, as_of))
            best, verdict = _meant(judge, one, decision.meant)
        found.append(_seen(at, one, decision, verdict, best))
    return found


def _meant(judge: Judge, one: Checked, key: str) -> tuple[Candidate | None, str]:
    for indicator in judge.ledger.indicators:
        if indicator.key == key:
            found = judge.against(one.around, indicator)
            return found, found.verdict
    return one.best, one.verdict


def _seen(
    at: int, one: Checked, decision: Decision | None, verdict: str, best: Candidate | None
) -> Seen:
    if decision is None or decision.choice != PUT:
        return Seen(at, one, decision, verdict, best)
    now = best.figure.value if best else None
    if now is None or str(Fraction(now)) != decision.value:
        return Seen(at, one, decision, DIFFERS, best, moved=True)
    return Seen(at, one, decision, AGREE, best)


def counts(seen: Sequence[Seen]) -> Counter[str]:
    """How many figures stand under each verdict; those that are not held have none."""
    return Counter(one.verdict for one in seen if one.verdict)


def replacement(one: Seen, paper: Paper) -> str | None:
    """The figure with the ledger's value, in its writer's way of writing; None where it cannot be.

    A figure that runs over the end of a paragraph is for its writer to mend.
    """
    figure = one.best.figure if one.best else None
    if figure is None or figure.value is None or _broken(one.mention, paper):
        return None
    if one.verdict not in (DIFFERS, AMBIGUOUS) or not fits(figure.indicator, one.mention.unit):
        return None
    text = rewritten(one.mention, Fraction(figure.value))
    return text if text and text != one.mention.surface and "\n" not in text else None


def _broken(mention: Mention, paper: Paper) -> bool:
    ends = paper.about["paragraph_ends"]
    return "\n" in mention.surface and (
        paper.kind != "docx" or any(mention.start <= end < mention.end for end in ends)
    )
