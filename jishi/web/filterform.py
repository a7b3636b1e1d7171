"""The form in which conditions are added to a list: a fold for each column, filled as asked."""

from dataclasses import dataclass, field
from typing import Any

from jishi.kernel.columns import Column
from jishi.web.conditions import (
    PICKED,
    TEXTS,
    Condition,
    ends,
    key,
    may_be_empty,
    may_end,
    open_to,
    options,
    spelt,
)
from jishi.web.listing import Asked
from jishi.web.within import PRESETS
from jishi.web.wording import Words

_FEW = 30  # beyond, a list to scroll in is shorter than boxes to tick


@dataclass
class Asking:
    """One column in the form. `control` is text, boxes, list or range; `names` the two ends' words.

    `options` are (code, words, picked); `low` and `high` as fields hold them; `empty` is "",
    "empty" or "filled".
    """

    column: Column
    key: str
    control: str
    may_be_empty: bool
    names: tuple[str, str] = ("", "")
    text: str = ""
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    turned: bool = False
    low: str = ""
    high: str = ""
    presets: list[tuple[str, Any, bool]] = field(default_factory=list)
    may_end: bool = False
    days: str = ""
    empty: str = ""
    asked: bool = False

    @property
    def dated(self) -> bool:
        """True where the two ends are days."""
        return self.column.type == "date"


def askings(asked: Asked, words: Words) -> list[Asking]:
    """The columns one may ask about; those that a list is mostly asked by first."""
    ledger = asked.ledger
    found = [_asking(column, asked, words) for column in open_to(ledger)]
    first = [one for one in found if one.column.name == ledger.date]
    rest = [one for one in found if one.column.name not in (ledger.date, ledger.identity)]
    rest = [one for one in rest if one.options or one.control not in ("boxes", "list")]
    kinds = [one for one in rest if one.column.type in ("kind", "place", "programmes")]
    return [*first, *kinds, *(one for one in rest if one not in kinds)]


def chosen_columns(asked: Asked) -> list[tuple[Column, bool]]:
    """All columns for the panel that chooses them: those shown in their order, then the others."""
    shown = asked.shown
    rest = [column for column in open_to(asked.ledger) if column not in shown]
    return [*((column, True) for column in shown), *((column, False) for column in rest)]


def _asking(column: Column, asked: Asked, words: Words) -> Asking:
    held = {one.how: one for one in asked.conditions if one.column is column}
    one = Asking(column, key(column), "text", may_be_empty(column), asked=bool(held))
    one.empty = next((how for how in ("empty", "filled") if how in held), "")
    if column.type in TEXTS:
        one.text = _first(held.get("has"))
    elif column.type in PICKED:
        picked = held.get("is") or held.get("except")
        codes = picked.values if picked else ()
        pairs = options(column, asked.ledger, words).items()
        one.options = [(code, name, code in codes) for code, name in pairs]
        one.control = "boxes" if len(one.options) <= _FEW else "list"
        one.turned = "except" in held
    else:
        one.control, one.names = "range", ends(column, asked.ledger)
        if "between" in held:
            one.low, one.high = (spelt(column, value) for value in held["between"].values)
        if column.type == "date":
            now = _first(held.get("in"))
            one.presets = [(name, zh, name == now) for name, (zh, _period) in PRESETS.items()]
            one.may_end = may_end(column, asked.ledger)
            one.days = _first(held.get("within"))
    return one


def _first(condition: Condition | None) -> str:
    return str(condition.values[0]) if condition else ""
