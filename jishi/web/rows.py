"""A list's table: its headings with the way to sort by them, its rows as cells in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jishi.access import policy
from jishi.access.door import see
from jishi.kernel.columns import Column, Ledger
from jishi.records.attachments.actions import counts
from jishi.web.listing import Asked
from jishi.web.wording import Words, number

_SORTABLE = ("text", "code", "date", "int", "money", "bool", "choice", "kind", "place", "link")
_TIGHT = ("code", "date", "kind", "choice", "bool", "place")
_COUNTED = ("int", "money")


@dataclass(frozen=True)
class Cell:
    """One entry as shown: its words and how it is set (a number `n`, not to be broken `tight`)."""

    text: str
    label: str
    css: str = ""
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One record as shown; `key` is its id, `version` what stands there now, `files` how many.

    `edit_url` leads to its form, '' where the reader may not write it.
    """

    key: str
    number: str
    version: int
    cells: list[Cell]
    files: int = 0
    edit_url: str = ""

    def __getitem__(self, index: int) -> Cell:
        return self.cells[index]


def headings(asked: Asked, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """Columns `{name, label, number, sort: ascending|descending|"", turn, url}` of a list.

    `turn` is what the address's `sort` would say for this column alone, `url` leads there.
    """
    current = {one.removeprefix("-"): one.startswith("-") for one in asked.order}
    found = []
    for column in asked.shown:
        here = column.name in current
        back = here and current[column.name]
        dated = column.type in ("date", "int", "money")
        turned = column.name if back else f"-{column.name}"
        if not here:
            turned = f"-{column.name}" if dated else column.name
        label = str(column.zh)
        if column.type == "money":
            label = f"{label}（{column.unit}）"
        sortable = column.type in _SORTABLE
        found.append({
            "name": column.name, "label": label, "number": column.type in _COUNTED,
            "sort": ("descending" if back else "ascending") if here else "",
            "turn": turned if sortable else "",
            "url": address(asked.query(sort=turned)) if sortable else "",
        })  # fmt: skip
    return found


def lines(
    rows: Sequence[Any], ledger: Ledger, words: Words, columns: Sequence[Column]
) -> list[Line]:
    """Records of a list that its reader may see, how many attachments each has, the way to change
    those that are his to write."""
    held = counts(ledger, [row.pk for row in rows])
    mine = _own(rows, ledger, words)

    def change(row: Any) -> str:
        seat = words.seat(row)
        return words.address(ledger, seat, row.pk, "edit") if row.pk in mine else ""

    return [
        replace(
            told(row, ledger, words, columns),
            files=held.get(str(row.pk), 0),
            edit_url=change(row),
        )
        for row in rows
    ]


def _own(rows: Sequence[Any], ledger: Ledger, words: Words) -> set[Any]:
    """The keys of those that the reader may write."""
    if not rows or not policy.allows(words.by, f"{ledger.key}.write"):
        return set()
    own = see(ledger.model, by=words.by, to="write").filter(pk__in=[row.pk for row in rows])
    return set(own.values_list("pk", flat=True))


def told(row: Any, ledger: Ledger, words: Words, columns: Sequence[Column]) -> Line:
    """One record; its first cell leads to its page."""
    cells: list[Cell] = []
    for column in columns:
        value = getattr(row, column.attname)
        counted = column.type in _COUNTED
        # The heading says the unit of a column; a row need not.
        text = number(column, value) if counted else words.say(column, value, ledger)
        css = "n" if counted else "tight" if column.type in _TIGHT else ""
        if column.name == ledger.title:
            css = f"{css} lead-cell".strip()
        label = str(column.zh) if counted or column.type in ("date", "link") else ""
        cells.append(Cell(text, label, css, "" if cells else words.url(ledger, row)))
    return Line(str(row.pk), str(getattr(row, ledger.identity)), row.version, cells)
