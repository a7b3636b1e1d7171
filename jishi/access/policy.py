"""Policy rows 谁可以: role × record kind × action × where. What is not listed is refused."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from jishi.access.actor import Actor, Held
from jishi.places import tree

Where = Callable[[Actor, Held, type[models.Model]], Q]


@dataclass(frozen=True)
class Rule:
    """Roles that may do an action on rows of one ledger, and on which of them."""

    action: str
    roles: frozenset[str]
    where: Where


class Forbidden(Exception):
    """The actor may not do this at all (403)."""


_RULES: dict[str, list[Rule]] = {}


def may(action: str, roles: frozenset[str], where: Where | None = None) -> Rule:
    """One policy row; without `where` it speaks of the subtree of the grant's place."""
    return Rule(action, roles, where or subtree)


def register(rules: list[Rule]) -> None:
    """Add a room's rows to the table; called once at start-up."""
    for rule in rules:
        _RULES.setdefault(rule.action, []).append(rule)


def table() -> list[Rule]:
    """All rows, for the permission matrix."""
    return [rule for rules in _RULES.values() for rule in rules]


def allows(by: Actor, action: str) -> bool:
    """True where the actor may do the action somewhere."""
    return by.operator or any(by.has(rule.roles) for rule in _RULES.get(action, ()))


def condition(by: Actor, action: str, model: type[models.Model]) -> Q:
    """Which rows of `model` the actor may do `action` on. Raises Forbidden where none may be."""
    if by.operator:
        return Q()
    found = [
        rule.where(by, held, model)
        for rule in _RULES.get(action, ())
        for held in by.held
        if held.role in rule.roles
    ]
    if not found:
        raise Forbidden(action)
    combined = found[0]
    for part in found[1:]:
        combined |= part
    return combined


def territories(by: Actor, action: str) -> list[tree.Territory]:
    """The territories in which the actor may do an action that follows places only."""
    if by.operator:
        return [tree.Territory(("",))]
    return [
        by.territory(held.place)
        for rule in _RULES.get(action, ())
        for held in by.held
        if rule.where is subtree and held.role in rule.roles
    ]


def subtree(by: Actor, held: Held, model: type[models.Model]) -> Q:
    """Rows at or below the grant's place."""
    field: str = model.PLACE_FIELD  # type: ignore[attr-defined]
    return tree.within(field, by.territory(held.place))
