"""A list's table: its headings with the way to sort by them, its rows as cells in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jishi.kernel.columns import Ledger
from jishi.web.listing import Asked, listed
from jishi.web.wording import Words, number

_SORTABLE = ("text", "code", "date", "int", "money", "bool", "choice", "kind", "place", "link")
_TIGHT = ("code", "date", "kind", "choice", "bool", "place")


@dataclass(frozen=True)
class Cell:
    """One entry as shown: its words and how it is set (a number `n`, not to be broken `tight`)."""

    text: str
    label: str
    css: str = ""
    url: str = ""


def headings(asked: Asked, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """Columns `{label, number, sort: ascending|descending|"", url}` of a list."""
    current = asked.order
    found = []
    for column in listed(asked.ledger):
        here = column.name == current.removeprefix("-")
        back = here and current.startswith("-")
        dated = column.type in ("date", "int", "money")
        turned = column.name if back else f"-{column.name}"
        if not here:
            turned = f"-{column.name}" if dated else column.name
        label = str(column.zh)
        if column.type == "money":
            label = f"{label}（{column.unit}）"
        found.append({
            "label": label, "number": column.type in ("int", "money"),
            "sort": ("descending" if back else "ascending") if here else "",
            "url": address(asked.query(sort=turned)) if column.type in _SORTABLE else "",
        })  # fmt: skip
    return found


def told(row: Any, ledger: Ledger, words: Words) -> list[Cell]:
    """The cells of one record; the first one leads to its page."""
    cells: list[Cell] = []
    for column in listed(ledger):
        value = getattr(row, column.attname)
        counted = column.type in ("int", "money")
        # The heading says the unit of a column; a row need not.
        text = number(column, value) if counted else words.say(column, value, ledger)
        css = "n" if counted else "tight" if column.type in _TIGHT else ""
        if column.name == ledger.title:
            css = f"{css} lead-cell".strip()
        label = str(column.zh) if counted or column.type in ("date", "link") else ""
        cells.append(Cell(text, label, css, "" if cells else words.url(ledger, row)))
    return cells
