"""Conditions as the database is asked them; names out of the reader's sight are not looked into."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.record import State
from jishi.places import tree
from jishi.records.ledgers import BY_KEY
from jishi.web import within
from jishi.web.conditions import Condition
from jishi.web.wording import Words

_TEXTS = ("text", "longtext", "code", "phone")
NONE = Q(pk__in=[])


def condition(one: Condition, words: Words, *, by: Actor) -> Q:
    """Records that meet one condition."""
    column, name = one.column, one.column.name
    match one.how:
        case "has":
            return _holds(column, one.values[0], by)
        case "is":
            return _any_of(column, one.values, words)
        case "except":
            return ~_any_of(column, one.values, words)
        case "between":
            return _between(name, *one.values)
        case "in":
            asked = within.period(one.values[0], words.as_of)
            return _between(name, asked.start, asked.end)
        case "within":
            day = words.as_of
            return Q(**{f"{name}__gt": day, f"{name}__lte": day + timedelta(days=one.values[0])})
        case "empty":
            return _empty(column)
    return ~_empty(column)


def in_force(ledger: Ledger, words: Words) -> Q:
    """States in force on the as-of day; what happened by then, or has no date yet."""
    day = words.as_of
    if issubclass(ledger.model, State):
        return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    return Q(**{f"{ledger.date}__lte": day}) | Q(**{f"{ledger.date}__isnull": True})


def about(ledger: Ledger, text: str, words: Words, *, by: Actor) -> Q:
    """Records in which the text stands: in a text, a kind's name, or a linked record's name."""
    found = NONE
    for column in ledger.columns:
        if column.private:
            continue
        if column.type in _TEXTS or column.type == "link":
            found |= _holds(column, text, by)
        elif column.type == "kind":
            codes = [code for code, zh in words.kinds(ledger.key).items() if text in zh]
            found |= Q(**{f"{column.name}__in": codes})
    return found


def _holds(column: Column, text: str, by: Actor) -> Q:
    if column.type != "link":
        return Q(**{f"{column.name}__icontains": text})
    # Only names the reader may know are looked into, or the search would tell the others.
    target = BY_KEY[column.to]
    name = f"{target.title}__icontains"
    named = Q(**{name: text}) if target.column(target.title).type != "link" else NONE
    found = NONE
    if policy.allows(by, f"{column.to}.view"):
        number, _space, _rest = text.partition(" ")
        seen = see(target.model, by=by).filter(named | Q(**{target.identity: number}))
        found |= Q(**{f"{column.name}__in": seen.values("pk")})
    if column.to == "persons":
        town = Q(**{f"{column.name}__place": F("town")})
        found |= town & Q(**{f"{column.name}__{name}": text})
    return found


def _any_of(column: Column, codes: tuple[str, ...], words: Words) -> Q:
    match column.type:
        case "bool":
            return Q(**{f"{column.name}__in": [code == "1" for code in codes]})
        case "place" | "programmes":
            found = NONE
            for code in codes:
                if column.type == "place":
                    found |= tree.within(column.name, tree.territory(code, words.as_of))
                else:
                    found |= Q(**{f"{column.name}__contains": f"|{code}|"})
            return found
    return Q(**{f"{column.name}__in": codes})


def _between(name: str, low: Any, high: Any) -> Q:
    found = Q()
    if low is not None:
        found &= Q(**{f"{name}__gte": low})
    if high is not None:
        found &= Q(**{f"{name}__lte": high})
    return found


def _empty(column: Column) -> Q:
    if column.type in ("date", "int", "money", "link"):
        return Q(**{f"{column.name}__isnull": True})
    return Q(**{column.name: ""})
