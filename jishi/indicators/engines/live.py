"""The live engine: declarations asked of the ledger's own database, inside the reader's scope."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection

from jishi.indicators.engines import alike
from jishi.indicators.engines.compile import Compiler, bind
from jishi.indicators.expression import At
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Distinct, Groups, Share, Sum
from jishi.places.tree import Territory
from jishi.values import placecode

Row = tuple[Any, ...]
_PLACE = re.compile(r"\{place(?: ([\w.]+))?\}")
_OWN_SLOT = re.compile(r":p(\d+)\b")
_AT_ONCE = 100  # places in one statement: a database takes some hundred parts in a union


class Statement:
    """The compiled parts of one indicator."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator
        self.compiler = Compiler(indicator.fact)
        compiled = self.compiler.condition
        self.kind = compiled(indicator.kind)
        self.where = compiled(indicator.where)
        self.time = compiled(indicator.time.condition)
        measure = indicator.measure
        self.key = self.compiler.column(measure.key) if hasattr(measure, "key") else ""
        self.part = compiled(measure.part) if isinstance(measure, Share) and measure.part else ""
        reaches = getattr(measure, "reaches", None)
        self.having = self.compiler.reaches(reaches) if reaches else ""
        self.amount = self.compiler.amount(reaches.total) if reaches else ""
        self.row_id = self.compiler.source.id
        self.present = compiled(reaches.total.where) if reaches else ""

    def select(self) -> str:
        """SELECT list and grouping that answer with value parts; the filters are left open."""
        measure = self.indicator.measure
        source = f"FROM {self.compiler.source.tables} WHERE {{place}} AND {self.kind}"
        counted = f"{self.where} AND {self.time}"
        rows = f"COUNT(DISTINCT {self.row_id})" if self.indicator.source.joined else "COUNT(*)"
        match measure:
            case Count() if self.indicator.of_whole:
                part = f"COUNT(CASE WHEN {self.where} THEN 1 END)"
                return f"SELECT {part}, {part}, COUNT(*) {source} AND {self.time}"
            case Count():
                return f"SELECT COUNT(*), COUNT(*) {source} AND {counted}"
            case Distinct():
                return f"SELECT COUNT(DISTINCT {self.key}), {rows} {source} AND {counted}"
            case Sum(column):
                total = f"COALESCE(SUM({self.compiler.column(column)}), 0)"
                return f"SELECT {total}, COUNT(*) {source} AND {counted}"
            case Share() if self.part:
                inside = f"CASE WHEN {self.part} THEN {{}} END"
                return (
                    f"SELECT COUNT(DISTINCT {inside.format(self.key)}), "
                    f"COUNT(DISTINCT {inside.format(self.row_id)}), COUNT(DISTINCT {self.key}) "
                    f"{source} AND {counted}"
                )
            case Share() | Groups():
                condensed = alike.select(self.indicator, self.compiler)
                if condensed:
                    return condensed
                reached = f"CASE WHEN {self.having} THEN 1 ELSE 0 END"
                inner = (
                    f"SELECT {reached} AS reached {source} AND {counted} "
                    f"AND {self.key} IS NOT NULL GROUP BY {self.key}"
                )
                count = "COALESCE(SUM(reached), 0)"
                return f"SELECT {count}, {count}, COUNT(*) FROM ({inner}) AS grouped"
        raise TypeError(f"no statement for {measure}")


@cache
def statement(indicator: Indicator) -> Statement:
    """The indicator's statement, compiled once."""
    return Statement(indicator)


@cache
def _select(indicator: Indicator) -> str:
    return statement(indicator).select()


class Places:
    """Which codes count: a place's territory inside the reader's, or only the place itself."""

    def __init__(self, held: Territory, scope: Sequence[Territory], own: tuple[str, ...] = ()):
        self.held, self.scope, self.own = held, scope, own

    def sql(self, column: str) -> tuple[str, dict[str, str]]:
        """Condition with slots, and the slots' values."""
        values: dict[str, str] = {}

        def below(code: str, to: str = "") -> str:
            first, last = f"p{len(values)}", placecode.beyond(to or code)
            values[first] = code
            if last is None:
                return f"{column} >= :{first}"
            values[f"p{len(values)}"] = last
            return f"({column} >= :{first} AND {column} < :p{len(values) - 1})"

        def among(codes: Sequence[str]) -> str:
            """Many places of one level: one range, and a look at the code's beginning in it."""
            bounds = below(min(codes), max(codes))
            slots = []
            for code in codes:
                slots.append(f":p{len(values)}")
                values[f"p{len(values)}"] = code
            return f"({bounds} AND substr({column}, 1, {len(codes[0])}) IN ({', '.join(slots)}))"

        def inside(territory: Territory) -> str:
            codes = territory.include
            of_a_level = len(codes) > 1 and len({len(code) for code in codes}) == 1
            parts = (
                among(codes) if of_a_level else f"({' OR '.join(below(code) for code in codes)})"
            )
            return parts + "".join(f" AND NOT {below(code)}" for code in territory.exclude)

        parts = [inside(self.held)]
        # The nation's scope bounds nothing; asking for it again costs an index.
        bounded = [t for t in self.scope if t.include != ("",) and t != self.held]
        if bounded and not any(t == self.held or t.include == ("",) for t in self.scope):
            parts.append("(" + " OR ".join(f"({inside(t)})" for t in bounded) + ")")
        parts += [f"NOT {below(code)}" for code in self.own]
        return " AND ".join(parts), values


def ask(indicator: Indicator, places: Places, at: At) -> Row:
    """Value parts: (value or part, records[, whole]) in stored units."""
    return run(statement(indicator), _select(indicator), places, at)[0]


def ask_each(indicator: Indicator, places: Sequence[Places], at: At) -> list[Row]:
    """As `ask`, of several places at once: one statement, and a row for each place in turn."""
    found: list[Row] = []
    for start in range(0, len(places), _AT_ONCE):
        found += _ask_each(indicator, places[start:][:_AT_ONCE], at)
    return found


def _ask_each(indicator: Indicator, places: Sequence[Places], at: At) -> list[Row]:
    if len(places) == 1:
        return [ask(indicator, places[0], at)]
    compiled, sql = statement(indicator), _select(indicator)
    parts, values = [], dict(compiled.compiler.constants)
    for number, one in enumerate(places):
        placed, held = _placed(compiled, sql, one)
        # Each place has slots of its own.
        own = _OWN_SLOT.sub(rf":n{number}p\1", placed)
        parts.append(f"SELECT {number} AS nth, asked.* FROM ({own}) AS asked")
        values |= {f"n{number}{name}": value for name, value in held.items()}
    text, bound = bind(" UNION ALL ".join(parts), at, values)
    with connection.cursor() as cursor:
        cursor.execute(text, bound)
        rows = sorted(cursor.fetchall(), key=itemgetter(0))
    return [row[1:] for row in rows]


def _placed(compiled: Statement, sql: str, places: Places) -> tuple[str, dict[str, str]]:
    """A statement with its filter on places, and the values of the filter's slots."""
    column = compiled.compiler.source.place
    # The slots are the same for whichever column: only its name differs.
    _, values = places.sql(column)
    return _PLACE.sub(lambda found: places.sql(found[1] or column)[0], sql), values


def run(compiled: Statement, sql: str, places: Places, at: At) -> list[Row]:
    """Rows of a statement whose filter on places is still open."""
    placed, values = _placed(compiled, sql, places)
    text, bound = bind(placed, at, {**compiled.compiler.constants, **values})
    with connection.cursor() as cursor:
        cursor.execute(text, bound)
        found: list[Row] = cursor.fetchall()
    return found


def by_month(indicator: Indicator, column: str, places: Places, at: At) -> dict[str, int]:
    """Counted rows (or their sum) by month `YYYY-MM` of a date column, in stored units."""
    compiled = statement(indicator)
    measure = indicator.measure
    amount = (
        f"COALESCE(SUM({compiled.compiler.column(measure.column)}), 0)"
        if isinstance(measure, Sum)
        else "COUNT(*)"
    )
    dated = compiled.compiler.column(column)
    # A cast to text spells a date as YYYY-MM-DD in both engines.
    month = f"substr(CAST({dated} AS VARCHAR(10)), 1, 7)"
    sql = (
        f"SELECT {month}, {amount} FROM {compiled.compiler.source.tables} WHERE {{place}} "
        f"AND {compiled.kind} AND {compiled.where} AND {compiled.time} GROUP BY {month}"
    )
    return {row[0]: int(row[1]) for row in run(compiled, sql, places, at)}


def lines(
    indicator: Indicator, places: Places, at: At, columns: Iterable[str]
) -> list[dict[str, Any]]:
    """Every row of the indicator's kind with `counted`, `dated` and the columns asked for."""
    compiled = statement(indicator)
    compiler = compiled.compiler
    named = {
        "id": compiler.source.id, "number": compiler.source.number,
        "place": compiler.source.place,
        **{name: compiler.column(name) for name in columns},
        "dated": _flag(compiled.time), "met": _flag(compiled.where),
        "part": _flag(compiled.part) if compiled.part else "1",
    }  # fmt: skip
    listed = ", ".join(f'{sql} AS "{name}"' for name, sql in named.items())
    sql = f"SELECT {listed} FROM {compiler.source.tables} WHERE {{place}} AND {compiled.kind}"
    found = run(compiled, sql, places, at)
    return [dict(zip(named, row, strict=True)) for row in found]


def groups(indicator: Indicator, places: Places, at: At) -> list[dict[str, Any]]:
    """Each group with its id, number, place, amount and whether it reaches."""
    compiled = statement(indicator)
    compiler = compiled.compiler
    by_place = isinstance(indicator.measure, Groups)
    shown = compiled.key if by_place else compiler.source.id
    number = compiled.key if by_place else compiler.source.number
    place = compiled.key if by_place else compiler.source.place
    title = "''" if by_place else compiler.column("title")
    on = "NULL" if by_place else compiler.column(indicator.source.on)
    grouping = compiled.key if by_place else f"{shown}, {number}, {place}, {title}, {on}"
    sql = (
        f"SELECT {shown}, {number}, {place}, {title}, {on}, {compiled.amount}, "
        f"CASE WHEN {compiled.having} THEN 1 ELSE 0 END "
        f"FROM {compiler.source.tables} WHERE {{place}} AND {compiled.kind} "
        f"AND {compiled.where} AND {compiled.time} AND {compiled.key} IS NOT NULL "
        f"GROUP BY {grouping}"
    )
    names = ("id", "number", "place", "title", "on", "amount", "reached")
    return [dict(zip(names, row, strict=True)) for row in run(compiled, sql, places, at)]


def present(indicator: Indicator, places: Places, at: At) -> dict[Any, set[str]]:
    """For a group condition on different values: which values each group has."""
    compiled = statement(indicator)
    measure = indicator.measure
    assert isinstance(measure, Share | Groups) and measure.reaches
    found: dict[Any, set[str]] = {}
    total = measure.reaches.total
    column = compiled.compiler.column(total.column)
    sql = (
        f"SELECT DISTINCT {compiled.compiler.source.id}, {column} "
        f"FROM {compiled.compiler.source.tables} WHERE {{place}} AND {compiled.kind} "
        f"AND {compiled.where} AND {compiled.time} AND {compiled.present}"
    )
    for key, value in run(compiled, sql, places, at):
        found.setdefault(key, set()).add(value)
    return found


def _flag(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def exact(indicator: Indicator, stored: int) -> Fraction | int:
    """A stored amount in the unit of the value."""
    per = getattr(indicator.measure, "per", 1)
    found = Fraction(int(stored), per)
    return found.numerator if found.denominator == 1 else found
