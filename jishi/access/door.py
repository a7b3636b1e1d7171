"""The one door: every query on records passes `see`, which applies role × place."""

from datetime import date
from typing import TypeVar

from django.db import models

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.kernel.unscoped import rows
from jishi.places import tree

M = TypeVar("M", bound=models.Model)


def see(model: type[M], *, by: Actor, to: str = "view") -> "models.QuerySet[M]":
    """Rows of `model` on which the actor may do `to` (view, write). Raises Forbidden."""
    action = f"{model.LEDGER}.{to}"  # type: ignore[attr-defined]
    return rows(model).filter(policy.condition(by, action, model))


def in_place(queryset: "models.QuerySet[M]", place: str, on: date) -> "models.QuerySet[M]":
    """Rows at or below a place as it stood on a day."""
    field: str = queryset.model.PLACE_FIELD  # type: ignore[attr-defined]
    return queryset.filter(tree.within(field, tree.territory(place, on)))


def reaches(by: Actor, action: str, place: str) -> bool:
    """True where the actor may do `action` at `place`. A place out of reach is a 404.

    Roles that follow links reach the places of their grant; which rows they see there is
    `see`'s to say.
    """
    if by.operator:
        return True
    return any(
        place in by.territory(held.place)
        for rule in policy.table()
        if rule.action == action
        for held in by.held
        if held.role in rule.roles
    )
