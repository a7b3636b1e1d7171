"""A check as JSON: what `jishi check --format json` prints."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jishi.draftcheck.checking import Check
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.timesaid import periods_words
from jishi.draftcheck.verdicts import Candidate, Checked
from jishi.indicators.answers import figure_json
from jishi.values.prose import REASONS

#: Verbs and marks that stand around what is counted and are not it.
_LONGEST_SUBJECT = 16


def check_json(check: Check) -> dict[str, Any]:
    """The whole check. Offsets count characters of the text as given."""
    return {
        "text_length": len(check.reading.text),
        "figures": [
            _figure(one, [str(guess.words) for guess in check.guesses.get(at, ())])
            for at, one in enumerate(check.figures)
        ],
        "passed_over": [
            {"start": one.start, "end": one.end, "surface": one.surface,
             "reason": REASONS[one.reason]}
            for one in check.reading.passed_over
        ],
        "findings": [
            {"kind": one.kind, "figures": list(one.figures), "explanation": str(one.explanation)}
            for one in check.findings
        ],
    }  # fmt: skip


def _figure(one: Checked, why: list[str]) -> dict[str, Any]:
    mention, best = one.mention, one.best
    told = [_ledger(candidate) for candidate in one.candidates]
    asked = one.asked
    reason = str(one.reason) or " ".join(why)
    return {
        "start": mention.start, "end": mention.end, "surface": mention.surface,
        "value": _number(mention.value), "low": _number(mention.low), "high": _number(mention.high),
        "unit": mention.unit, "comparator": mention.comparator, "role": mention.role,
        "subject": subject(one.around, best),
        "period": _period(one), "place": asked.place if asked else None,
        "indicator": best.figure.key if best else None,
        "verdict": one.verdict or None,
        "ledger": _ledger(best) if best else None,
        "reason": reason or None,
        "candidates": told if not best or why else [],
    }  # fmt: skip


def subject(around: Around, best: Candidate | None = None) -> str:
    """What the number counts, in the text's own words."""
    if best is not None:
        return best.match.words
    own = around.after if around.after and not around.before else around.before
    own = own.lstrip("的等、，,共计达到为是有")
    return own[-_LONGEST_SUBJECT:] if own == around.before else own[:_LONGEST_SUBJECT]


def _period(one: Checked) -> dict[str, Any] | None:
    words = one.asked.words if one.asked else periods_words(one.around.lead, one.around.past)
    period = one.figure.period if one.figure else None
    if not words and period is None:
        return None
    return {
        "words": words or None,
        "from": period.start.isoformat() if period and period.start else None,
        "to": period.end.isoformat() if period else None,
    }


def _ledger(one: Candidate) -> dict[str, Any]:
    return figure_json(one.figure) | {
        "place": one.asked.place, "as_of": one.figure.as_of.isoformat(), "verdict": one.verdict
    }  # fmt: skip


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
