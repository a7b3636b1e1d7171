"""Answers as JSON: what `jishi figures` and `jishi proof` print (RULES: figures and proofs)."""

from datetime import date
from fractions import Fraction
from typing import Any

from jishi.indicators.indicator import Figure, Line, Proof
from jishi.indicators.proof import digest
from jishi.values.period import Period

Number = int | float


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure: `value` unrounded in its unit, null with `reason`; `period` names the one used."""
    indicator = figure.indicator
    covers = figure.covers
    return {
        "key": indicator.key,
        "name": str(indicator.zh),
        "value": number(figure.value),
        "unit": indicator.unit,
        "numerator": figure.numerator,
        "of": figure.of,
        "measure": indicator.measure.name,
        "level": indicator.level,
        "period": _period(figure.period),
        "covers": {"on_ledger": covers.on_ledger, "of": covers.of} if covers else None,
        "records": figure.records,
        "definition": str(indicator.definition),
        "version": indicator.version,
        "reason": str(figure.reason) or None,
    }


def proof_json(proof: Proof) -> dict[str, Any]:
    """A proof: the records that make the value, and those of its kind that do not, with why."""
    said = figure_json(proof.figure)
    kept = (
        "key", "name", "value", "unit", "numerator", "of", "measure", "period", "version",
        "definition", "reason",
    )  # fmt: skip
    return {
        **{name: said[name] for name in kept},
        "digest": digest(proof),
        "records": [_line(line) for line in proof.records],
        "excluded": [{**_line(line), "reason": str(line.reason)} for line in proof.excluded],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "number": line.number,
        "title": line.title,
        "place": line.place,
        "on": line.on.isoformat() if line.on else None,
        "counts": number(line.counts),
        "group": line.group or None,
        "group_name": line.group_name or None,
        "shown": {label: _plain(value) for label, value in line.shown.items()},
    }


def number(value: Fraction | int | None) -> Number | None:
    """A whole number as such, any other as the nearest double."""
    if value is None:
        return None
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _period(period: Period | None) -> dict[str, str | None] | None:
    if period is None:
        return None
    return {
        "from": period.start.isoformat() if period.start else None, "to": period.end.isoformat()
    }  # fmt: skip
