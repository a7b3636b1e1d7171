"""What is owed at a place: every rule that the reader may be reminded of, the most urgent first."""

from collections.abc import Iterable
from datetime import date

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.indicators.reminders.ground import Ground
from jishi.indicators.reminders.rule import Found, Item, Rule
from jishi.indicators.reminders.table import RULES
from jishi.places import tree
from jishi.values import placecode


def owed(place: str, as_of: date, by: Actor, rules: Iterable[Rule] = RULES) -> list[Found]:
    """What the rules find; those that find nothing are left out.

    A rule speaks to whoever may see its ledger at the place. Above the town there is nothing to
    do: its records are not the county's to settle; nor in a town that keeps no ledger yet.
    """
    town = placecode.at_level(place, "town")
    if town is None or not tree.is_open(town):
        return []
    ask = Ground(place, as_of, by)
    found = [
        Found(rule, tuple(sorted(items, key=_urgency)))
        for rule in rules
        if policy.allows(by, f"{rule.ledger}.view")
        and door.reaches(by, f"{rule.ledger}.view", place)
        and (items := rule.find(ask))
    ]
    return sorted(found, key=lambda one: _pressing(one, as_of))


def _urgency(item: Item) -> tuple[bool, date, str]:
    return (item.due is not None, item.due or date.max, item.place)


def _pressing(found: Found, as_of: date) -> tuple[int, date]:
    """Overdue first, then what is simply missing, then what comes, the soft ones after."""
    due = found.due
    if found.rule.soft:
        return (3, due or date.max)
    if due is not None and due <= as_of:
        return (0, due)
    return (1 if due is None else 2, due or date.min)
