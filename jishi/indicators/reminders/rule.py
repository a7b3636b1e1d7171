"""A reminder rule 提醒规则: one declaration; the sentence, the list and the button come from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.indicators.reminders.ground import Ground
from jishi.kernel.columns import Text

#: What the one button does: open a new record prefilled, or the record itself for a change.
NEW, EDIT = "new", "edit"


@dataclass(frozen=True)
class Item:
    """One thing to do at a place.

    `due` is the last day, or the first day on which something is no longer in force. `row` is
    the record it is about, its links loaded; `missing` the kinds that are wanted; `count` how
    many households a missing kind leaves uncovered; `prefill` what a new record starts with.
    """

    place: str
    due: date | None = None
    row: Any = None
    missing: tuple[str, ...] = ()
    count: int = 0
    prefill: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """What is to be reminded of, to whom, and how it is settled.

    `ledger` is read, and decides who is reminded: whoever may see its records. `settles` is the
    ledger that the button writes to, the same where empty. `zh` names one item, `many` (with
    %(n)s) several. `soft`: generally, not strictly; what is past it is amber, never a violation.
    """

    key: str
    zh: Text
    many: Text
    ledger: str
    find: Callable[[Ground], list[Item]]
    button: Text
    act: str = NEW
    settles: str = ""
    soft: bool = False
    ends: bool = False  # `due` is the first day without, not the last day with
    why: tuple[str, ...] = ()  # rows of statutes.csv that it stands on

    def __post_init__(self) -> None:
        if self.act not in (NEW, EDIT):
            raise ValueError(f"{self.key}: no button {self.act}")

    def __str__(self) -> str:
        return self.key

    @property
    def writes(self) -> str:
        """The ledger that the button writes to."""
        return self.settles or self.ledger


@dataclass(frozen=True)
class Found:
    """What a rule found at a place and day, the most urgent first; never empty."""

    rule: Rule
    items: tuple[Item, ...]

    @property
    def due(self) -> date | None:
        """When the first of them is due."""
        return self.items[0].due
