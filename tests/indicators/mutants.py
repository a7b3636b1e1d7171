"""Wrong versions of a declaration: one thing left out, moved by a day, or taken for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jishi.indicators.expression import (
    ALWAYS,
    And,
    Column,
    Compare,
    Has,
    In,
    Missing,
    Moment,
    Node,
    Not,
    Or,
)
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Distinct, Groups, Share, Sum
from jishi.indicators.timing import TimeRule
from jishi.kernel.kinds import shipped, shipped_programmes
from jishi.values.period import Period

ONE = timedelta(days=1)
_OUTCOMES = ("agreement", "completed", "no_agreement", "terminated", "withdrawn")


@dataclass(frozen=True)
class Asked:
    """A time rule with another condition or period than its own."""

    rule: TimeRule
    condition: Node
    first: int = 0  # days by which the period's start is moved
    last: int = 0

    @property
    def name(self) -> str:
        return self.rule.name

    def period(self, day: date) -> Period | None:
        held = self.rule.period(day)
        if held is None:
            return None
        start = held.start + self.first * ONE if held.start else None
        end = held.end + self.last * ONE
        return Period(start, end) if start is None or start <= end else Period(end, end)


def mutants(indicator: Indicator) -> Iterator[tuple[str, Indicator]]:
    """Every mutant of a declaration with what was done to it."""
    for name in ("kind", "where"):
        for told, node in changed(getattr(indicator, name), indicator):
            yield f"{name}: {told}", replace(indicator, **{name: node})
    yield from _times(indicator)
    yield from _measures(indicator)


def changed(node: Node, indicator: Indicator) -> Iterator[tuple[str, Node]]:
    """A condition with one part dropped or changed, at any depth."""
    match node:
        case And(parts) | Or(parts):
            kind = type(node)
            for n, part in enumerate(parts):
                others = parts[:n] + parts[n + 1 :]
                yield f"without {told_short(part)}", kind(others) if others else ALWAYS
                for told, other in changed(part, indicator):
                    if other != ALWAYS:
                        yield told, kind((*parts[:n], other, *parts[n + 1 :]))
            if isinstance(node, Or):
                yield f"all of {told_short(node)}", And(parts)
        case Not(part):
            yield f"without not {told_short(part)}", ALWAYS
            for told, other in changed(part, indicator):
                yield f"not {told}", Not(other)
        case In(column, values):
            yield f"without {column}", ALWAYS
            for n, value in enumerate(values):
                yield f"{column} without {value}", In(column, values[:n] + values[n + 1 :])
            for value in _beside(column, indicator):
                if value not in values:
                    yield f"{column} or {value}", In(column, (*values, value))
        case Has(column, code):
            yield f"without {code}", ALWAYS
            for row in shipped_programmes():
                if row["code"] != code:
                    yield f"{row['code']} for {code}", Has(column, row["code"])
        case Missing(column):
            yield f"without {column} missing", ALWAYS
            yield f"{column} not missing", Not(node)
        case Compare(column, op, operand):
            yield f"without {column}", ALWAYS
            yield from _compared(column, op, operand, indicator)


def _compared(
    column: str, op: str, operand: object, indicator: Indicator
) -> Iterator[tuple[str, Node]]:
    turned = {"<=": "<", "<": "<=", ">=": ">", ">": ">="}
    if op in turned:
        yield f"{column} {turned[op]}", Compare(column, turned[op], operand)  # type: ignore[arg-type]
    if isinstance(operand, Moment) and operand.years:
        for years in (operand.years - 1, operand.years + 1):
            yield f"{years} years", Compare(column, op, replace(operand, years=years))
    if isinstance(operand, bool):
        yield f"{column} not", Compare(column, op, not operand)
    elif isinstance(operand, int):
        yield f"{column} {operand + 1}", Compare(column, op, operand + 1)
    elif isinstance(operand, str):
        for value in _beside(column, indicator):
            if value != operand:
                yield f"{column} {value}", Compare(column, op, value)
    elif isinstance(operand, Column):
        yield f"{column} against nothing", Missing(operand.name)


def _beside(column: str, indicator: Indicator) -> list[str]:
    """Other values that one could take for the right one."""
    rows = shipped()
    if column in ("kind", "zone_kind"):
        ledger = "zones" if column == "zone_kind" else indicator.source.ledger
        return [row["code"] for row in rows if row["ledger"] == ledger]
    if column in ("family", "post_family"):
        ledger = "posts" if column == "post_family" else indicator.source.ledger
        return sorted({row["family"] for row in rows if row["ledger"] == ledger and row["family"]})
    return {
        "level": ["town", "village", "group"],
        "channel": ["found", "visit", "platform", "hotline", "order"],
        "outcome": list(_OUTCOMES),
        "honour_level": ["nation", "province", "city", "county", "town"],
        "host_sector": ["nonpublic", "public"],
        "role": [row["code"] for row in rows if row["ledger"] == "links"],
    }.get(column, [])


def _times(indicator: Indicator) -> Iterator[tuple[str, Indicator]]:
    rule = indicator.time
    whole = rule.condition
    yield "time: left out", replace(indicator, time=Asked(rule, ALWAYS))  # type: ignore[arg-type]
    for told, node in changed(whole, indicator):
        yield f"time: {told}", replace(indicator, time=Asked(rule, node))  # type: ignore[arg-type]
    moves = [("ends a day sooner", 0, -1), ("ends a day later", 0, 1)]
    if rule.period(date(2024, 9, 30)).start and rule.name != "in_force":  # type: ignore[union-attr]
        moves += [("starts a day sooner", -1, 0), ("starts a day later", 1, 0)]
    if rule.name != "in_force":
        for told, first, last in moves:
            moved = Asked(rule, whole, first, last)
            yield f"time: {told}", replace(indicator, time=moved)  # type: ignore[arg-type]
    else:
        yield from _other_dates(indicator)
    for column in _dates(indicator):
        yield f"time: by {column}", replace(indicator, time=replace(rule, on=column))  # type: ignore[call-arg]


def _other_dates(indicator: Indicator) -> Iterator[tuple[str, Indicator]]:
    """A state counted as if it were an event of the year, or everything that ever was."""
    since = indicator.time.since  # type: ignore[union-attr]
    ever = Or((Missing(since), Compare(since, "<=", Moment())))
    yield "time: ever", replace(indicator, time=Asked(indicator.time, ever))  # type: ignore[arg-type]


def _dates(indicator: Indicator) -> list[str]:
    """Other dates of the fact by which an event could wrongly be dated."""
    on = getattr(indicator.time, "on", None)
    if on is None:
        return []
    dates = [c for c in indicator.source.columns if c.endswith("_on") and c != "birth_on"]
    return [column for column in dates if column not in (on, "cancelled_on")]


def _measures(indicator: Indicator) -> Iterator[tuple[str, Indicator]]:
    measure = indicator.measure
    match measure:
        case Count():
            if "person" in indicator.source.columns:
                yield "distinct person", replace(indicator, measure=Distinct("person"))
        case Distinct(key):
            yield "count rows", replace(indicator, measure=Count(), of_whole=False)
            for other in ("person", "kind"):
                if other in indicator.source.columns and other != key:
                    yield f"distinct {other}", replace(indicator, measure=Distinct(other))
        case Sum():
            yield "count", replace(indicator, measure=Count())
        case Groups(reaches=reaches):
            # One village stands exactly on the threshold, the next a little below.
            for times in (reaches.times - reaches.times // 100, reaches.times + 1):
                other = replace(measure, reaches=replace(reaches, times=times))
                yield f"threshold {times}", replace(indicator, measure=other)
            other = replace(measure, reaches=replace(reaches, op=">"))
            yield "more than the threshold", replace(indicator, measure=other)
            yield "sum", replace(indicator, measure=Sum(reaches.total.column))
        case Share():
            yield from _shares(indicator, measure)


def _shares(indicator: Indicator, measure: Share) -> Iterator[tuple[str, Indicator]]:
    if measure.part:
        for told, node in changed(measure.part, indicator):
            yield f"part: {told}", replace(indicator, measure=replace(measure, part=node))
        yield "count rows", replace(indicator, measure=Count())
    reaches = measure.reaches
    if reaches is None:
        return
    for name, total in (("total", reaches.total), ("other", reaches.other)):
        if total is None:
            continue
        for told, node in changed(total.where, indicator):
            wrong = replace(reaches, **{name: replace(total, where=node)})
            yield f"{name}: {told}", replace(indicator, measure=replace(measure, reaches=wrong))
    for times in (reaches.times - 1, reaches.times + 1):
        wrong = replace(reaches, times=times)
        yield f"threshold {times}", replace(indicator, measure=replace(measure, reaches=wrong))
    if reaches.other:
        wrong = replace(reaches, op=">=")
        yield "at least", replace(indicator, measure=replace(measure, reaches=wrong))


def told_short(node: Node) -> str:
    """A node named by its columns."""
    match node:
        case And(parts) | Or(parts):
            return "(" + " ".join(told_short(part) for part in parts) + ")"
        case Not(part):
            return f"not {told_short(part)}"
        case Compare(column, op, operand):
            return f"{column} {op} {getattr(operand, 'name', operand)}"
        case Has(code=code):
            return code
        case Missing(column):
            return f"{column} missing"
        case In(column):
            return f"{column} in"
    return "?"
