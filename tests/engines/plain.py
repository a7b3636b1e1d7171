"""A plain reading of every declaration: loops over record objects, no SQL, no engine.

Written from the meaning of the facts and rules, not from the live engine, so that the two can
be held against each other. It knows a ledger (`Books`), a place and a day, and gives what the
figure should be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from jishi.indicators import measures, timing
from jishi.indicators.expression import ALWAYS, At, Node
from jishi.indicators.indicator import Indicator

Row = dict[str, Any]


@dataclass
class Books:
    """All record objects of an installation, by the name of their ledger."""

    rows: dict[str, list[Any]] = field(default_factory=dict)
    mergers: list[Any] = field(default_factory=list)
    ledgers: list[Any] = field(default_factory=list)

    def __getitem__(self, name: str) -> list[Any]:
        return self.rows.get(name, [])

    def by_id(self, name: str) -> dict[Any, Any]:
        return {row.pk: row for row in self[name]}

    def family(self, kind: str) -> str:
        return next(one.family for one in self["kinds"] if one.code == kind)


@dataclass(frozen=True)
class Answer:
    """What a figure should be; `value` None means: null, with a reason."""

    value: Fraction | int | None
    numerator: int | None = None
    of: int | None = None
    records: int = 0


# --- Place ---------------------------------------------------------------------------------


def answers_for(books: Books, asked: str, code: str, day: date) -> bool:
    """True where the place `asked` answers on a day for a record that carries `code`.

    The record follows the mergers one by one. Whoever holds the place where it ends answers for
    it; the merged place itself, and what lies in it, still answer when asked by their own code.
    """
    where = code
    while True:
        left = _merged(books, where, day)
        if where.startswith(asked) and (left is None or len(asked) >= len(left.predecessor)):
            return True
        if left is None:
            return False
        where = left.successor


def _merged(books: Books, code: str, day: date) -> Any:
    held = [m for m in books.mergers if m.on <= day and code.startswith(m.predecessor)]
    return max(held, key=lambda merger: len(merger.predecessor), default=None)


def covered_towns(books: Books, place: str, rule: timing.TimeRule, first: date | None) -> list[str]:
    """Towns on the ledger at, above or below the place whose ledger reaches back far enough."""
    found = []
    for ledger in books.ledgers:
        if not ledger.code.startswith(place[:9]):
            continue
        if isinstance(rule, timing.Happened) or (first is not None and ledger.start <= first):
            found.append(ledger.code)
    return found


# --- Time ----------------------------------------------------------------------------------


def period_of(rule: timing.TimeRule, day: date) -> tuple[date | None, date] | tuple[None, None]:
    """First and last day that the rule speaks of; (None, None) where it begins later."""
    match rule:
        case timing.InForce():
            return day, day
        case timing.Happened():
            return None, day
        case timing.UnderWay(first=first) | timing.Since(first=first):
            return (first, day) if day >= first else (None, None)
        case timing.YearToDate():
            return date(day.year, 1, 1), day
        case timing.LastFullYear():
            year = day.year if (day.month, day.day) == (12, 31) else day.year - 1
            return date(year, 1, 1), date(year, 12, 31)
    raise TypeError(rule)


def in_time(rule: timing.TimeRule, row: Row, first: date | None, last: date) -> bool:
    """True where a row belongs to the period."""
    match rule:
        case timing.InForce(since, until):
            begun = row[since] is None or row[since] <= last
            return begun and (row[until] is None or row[until] > last)
        case timing.UnderWay(since, until):
            assert first is not None
            days = row[since] is not None and row[since] <= last
            return days and (row[until] is None or row[until] > first)
    day = row[rule.on]
    return day is not None and (first is None or first <= day) and day <= last


# --- Facts ---------------------------------------------------------------------------------


def fact(books: Books, name: str) -> list[Row]:
    """The flat rows of a fact."""
    return list(_FACTS[name](books))


def _plain(*names: str) -> Callable[[Any], Row]:
    def take(one: Any) -> Row:
        return {
            "id": one.pk, "number": one.number, "place": one.place,
            **{name: getattr(one, name) for name in names},
        }  # fmt: skip

    return take


def _simple(ledger: str, *names: str) -> Callable[[Books], Iterator[Row]]:
    take = _plain(*names)
    return lambda books: (take(one) for one in books[ledger])


def _with_family(ledger: str, *names: str) -> Callable[[Books], Iterator[Row]]:
    take = _plain("kind", *names)
    return lambda books: ({**take(one), "family": books.family(one.kind)} for one in books[ledger])


def _places(books: Books) -> Iterator[Row]:
    for one in books["places"]:
        yield {
            "id": one.code, "number": one.code, "place": one.code, "level": one.level,
            "since": one.since, "until": one.until,
        }  # fmt: skip


def _links_of(books: Books, household: Any) -> Iterator[Any]:
    """Links that sit on the household itself, its group, or its village."""
    for link in books["links"]:
        if link.household_id is not None:
            if link.household_id == household.pk:
                yield link
        elif link.place in (household.place, household.place[:12]):
            yield link


def _household_links(books: Books) -> Iterator[Row]:
    for household in books["households"]:
        own = _plain("since", "until")(household)
        own["household"] = household.pk
        linked = [
            {**own, "role": link.kind, "link_since": link.since, "link_until": link.until}
            for link in _links_of(books, household)
        ]
        yield from linked or [{**own, "role": None, "link_since": None, "link_until": None}]


def _group_links(books: Books) -> Iterator[Row]:
    empty = {
        "household": None, "household_since": None, "household_until": None, "role": None,
        "household_role": None, "link_since": None, "link_until": None,
    }  # fmt: skip
    inside = list(_household_links(books))
    for group in books["places"]:
        if group.level != "group":
            continue
        own = {
            "id": group.code, "number": group.code, "place": group.code, "group": group.code,
            "since": group.since, "until": group.until,
        }  # fmt: skip
        held = [row for row in inside if row["place"] == group.code]
        for row in held:
            role = (row["household"], row["role"]) if row["role"] else None
            yield {
                **own, "household": row["household"], "household_since": row["since"],
                "household_until": row["until"], "role": row["role"], "household_role": role,
                "link_since": row["link_since"], "link_until": row["link_until"],
            }  # fmt: skip
        if not held:
            yield {**own, **empty}


def _link_posts(books: Books) -> Iterator[Row]:
    for link in books["links"]:
        own = {**_plain("kind", "since", "until")(link), "person": link.holder_id}
        held = [post for post in books["posts"] if post.person_id == link.holder_id]
        for post in held:
            yield {
                **own, "post_family": books.family(post.kind), "post_since": post.since,
                "post_until": post.until,
            }  # fmt: skip
        if not held:
            yield {**own, "post_family": None, "post_since": None, "post_until": None}


def _posts(books: Books) -> Iterator[Row]:
    people = books.by_id("persons")
    for post in books["posts"]:
        yield {
            **_plain("kind", "since", "until")(post), "family": books.family(post.kind),
            "person": post.person_id, "birth_on": people[post.person_id].birth_on,
        }  # fmt: skip


def _post_honours(books: Books) -> Iterator[Row]:
    for row in _posts(books):
        held = [one for one in books["honours"] if one.person_id == row["person"]]
        for honour in held:
            yield {**row, "honour_level": honour.level, "awarded_on": honour.on}
        if not held:
            yield {**row, "honour_level": None, "awarded_on": None}


def _postings(books: Books) -> Iterator[Row]:
    for one in books["postings"]:
        yield {**_plain("kind", "since", "until")(one), "person": one.person_id}


def _reserves(books: Books) -> Iterator[Row]:
    for one in books["reserves"]:
        begun = [
            programme.since
            for programme in books["programmes"]
            if programme.town == one.town and programme.number == "young_eagle"
        ]
        yield {
            **_plain("kind", "since", "until")(one), "person": one.person_id,
            "programme_since": begun[0] if begun else None,
        }  # fmt: skip


def _organisations(books: Books) -> Iterator[Row]:
    known = books.by_id("organisations")
    for row, one in zip(
        _with_family("organisations", "since", "until")(books), books["organisations"], strict=True
    ):
        yield {**row, "host_sector": known[one.host_id].sector if one.host_id else None}


def _meeting_items(books: Books) -> Iterator[Row]:
    for meeting in books["activities"]:
        own = {**_plain("kind", "on", "cancelled_on")(meeting), "meeting": meeting.pk}
        held = [item for item in books["agenda"] if item.meeting_id == meeting.pk]
        for item in held:
            yield {**own, "position": item.position, "first_topic": item.first_topic}
        if not held:
            yield {**own, "position": None, "first_topic": None}


def _income(books: Books) -> Iterator[Row]:
    for row in _with_family("income", "on", "amount_fen")(books):
        yield {**row, "village": row["place"][:12] if len(row["place"]) >= 12 else None}


def _plans(books: Books) -> Iterator[Row]:
    zones = books.by_id("zones")
    for one in books["plans"]:
        kind = zones[one.zone_id].kind if one.zone_id else None
        yield {**_plain("kind", "drafted_on", "approved_on")(one), "zone_kind": kind}


_FACTS: dict[str, Callable[[Books], Iterator[Row]]] = {
    "place": _places,
    "household": _simple("households", "since", "until"),
    "household_link": _household_links,
    "group_link": _group_links,
    "link_post": _link_posts,
    "post": _posts,
    "post_honour": _post_honours,
    "posting": _postings,
    "reserve": _reserves,
    "organisation": _organisations,
    "duty_unit": _simple("duty_units", "kind", "since", "until"),
    "activity": _with_family("activities", "on", "cancelled_on", "attendance"),
    "meeting_item": _meeting_items,
    "classroom": _simple("classrooms", "kind", "since", "until"),
    "matter": _with_family("matters", "channel", "opened_on", "closed_on", "outcome"),
    "reception": _simple("receptions", "kind", "on", "heads"),
    "measure": _simple("measures", "kind", "drawn_up_on", "carried_out_on"),
    "income": _income,
    "project": _simple(
        "projects", "programmes", "planned_on", "started_on", "closed_on", "outcome", "planned_fen"
    ),
    "plan": _plans,
}


# --- The figure ----------------------------------------------------------------------------


def answer(
    books: Books,
    indicator: Indicator,
    place: str,
    day: date,
    rows: list[Row] | None = None,
    period: tuple[date, date] | None = None,
) -> Answer:
    """What the figure should be. `rows` saves flattening the fact again."""
    null = Answer(None)
    if indicator.level == "town" and len(place) > 9:
        return null
    first, last = period_of(indicator.time, day)
    if period and not isinstance(indicator.time, timing.InForce):
        first, last = period
    towns = covered_towns(books, place, indicator.time, first)
    if last is None or not towns:
        return null
    at = At(day, first, last)
    asked = [place] if len(place) >= 9 else towns
    dated = [
        row
        for row in (fact(books, indicator.fact) if rows is None else rows)
        if indicator.kind.holds(row, at)
        and in_time(indicator.time, row, first, last)
        and any(answers_for(books, code, row["place"], day) for code in asked)
    ]
    counted = [row for row in dated if indicator.where.holds(row, at)]
    return _measured(indicator, dated, counted, at)


def _measured(indicator: Indicator, dated: list[Row], counted: list[Row], at: At) -> Answer:
    records = len({row["id"] for row in counted})
    match indicator.measure:
        case measures.Count():
            if indicator.of_whole:
                return Answer(len(counted), len(counted), len(dated), records)
            return Answer(len(counted), records=records)
        case measures.Distinct(key):
            return Answer(len({row[key] for row in counted} - {None}), records=records)
        case measures.Sum(column, per):
            total = sum(row[column] or 0 for row in counted)
            return Answer(Fraction(total, per), records=records)
        case measures.Share(key, part, reaches):
            if part is not None:
                reached = [row for row in counted if part.holds(row, at)]
                having = {row[key] for row in reached}
                number = len({row["id"] for row in reached})
            else:
                assert reaches is not None
                having = _groups_that_reach(counted, key, reaches, at)
                number = len(having)
            whole = {row[key] for row in counted}
            if not whole:
                return Answer(None, 0, 0)
            share = Fraction(100 * len(having), len(whole))
            return Answer(share, len(having), len(whole), number)
        case measures.Groups(key, reaches):
            keyed = [row for row in counted if row[key] is not None]
            having = _groups_that_reach(keyed, key, reaches, at)
            return Answer(len(having), records=len(having))
    raise TypeError(indicator.measure)


def _groups_that_reach(
    rows: Iterable[Row], key: str, reaches: measures.Reaches, at: At
) -> set[Any]:
    held: dict[Any, list[Row]] = {}
    for row in rows:
        held.setdefault(row[key], []).append(row)
    found = set()
    for group, inside in held.items():
        right = reaches.times * (amount(inside, reaches.other, at) if reaches.other else 1)
        left = amount(inside, reaches.total, at)
        if {"=": left == right, ">=": left >= right}[reaches.op]:
            found.add(group)
    return found


def amount(rows: Iterable[Row], total: measures.Total, at: At) -> int:
    """A total over the rows of one group."""
    condition: Node = total.where or ALWAYS
    held = [row[total.column] for row in rows if condition.holds(row, at)]
    there = [value for value in held if value is not None]
    return sum(there) if total.of == "sum" else len(set(there))
