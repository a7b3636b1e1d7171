"""A town's workbook while it is being made: rows per ledger, links, numbers, traps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = dict[str, Any]

#: The ledgers in the order of the workbook.
ORDER = (
    "town", "groups", "programmes", "programme_items", "kinds", "persons", "organisations",
    "posts", "postings",
    "reserves", "honours", "households", "links", "duty_units", "activities", "agenda",
    "classrooms", "matters", "receptions", "measures", "income", "projects", "zones", "plans",
)  # fmt: skip
#: How rows are numbered: letters, the date that gives the year ("" numbers straight on), digits.
_NUMBERS = {
    "programme_items": ("GS", "", 2), "persons": ("RY", "", 4),
    "organisations": ("ZZ", "", 3), "posts": ("RZ", "", 4),
    "postings": ("GZ", "", 2), "reserves": ("HB", "", 3), "honours": ("HY", "on", 2),
    "links": ("BB", "", 4), "duty_units": ("ZR", "", 3), "activities": ("HD", "on", 4),
    "classrooms": ("KT", "", 2), "matters": ("SX", "opened_on", 3),
    "receptions": ("JF", "on", 2), "measures": ("BF", "drawn_up_on", 4),
    "income": ("SR", "on", 3), "projects": ("XM", "planned_on", 2), "zones": ("PQ", "", 2),
    "plans": ("GH", "", 2),
}  # fmt: skip
_TRAP = "#trap"


@dataclass(frozen=True)
class Trap:
    """A record that is there to prove a declaration wrong: which figures, where, and how.

    `why` says what the record is and so what a wrong reading would make of it.
    """

    figures: tuple[str, ...]
    ledger: str
    number: str
    why: str


@dataclass
class Book:
    """The rows of one town. A link is the other row itself until `finish` writes its number."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {key: [] for key in ORDER})
    traps: list[Trap] = field(default_factory=list)

    def add(self, sheet: str, trap: str = "", **values: Any) -> Row:
        """Append a row, empty values left out, and return it for others to link to.

        `trap` reads `figure figure: why` and marks the row as one of the town's traps.
        """
        row = {name: value for name, value in values.items() if value not in (None, "")}
        if trap:
            row[_TRAP] = trap
        self.rows[sheet].append(row)
        return row

    def finish(self) -> dict[str, list[Row]]:
        """Number the rows, resolve the links, take the trap marks out. To be called once."""
        for ledger, form in _NUMBERS.items():
            _number(self.rows[ledger], *form)
        for row in self.rows["agenda"]:
            row["number"] = f"YT{row['meeting']['number'][2:]}-{row['position']}"
        self.traps = list(self._marked())
        return {ledger: [_plain(row) for row in rows] for ledger, rows in self.rows.items()}

    def _marked(self) -> Iterator[Trap]:
        for ledger, rows in self.rows.items():
            for row in rows:
                if _TRAP in row:
                    figures, why = row[_TRAP].split(": ", 1)
                    number = row["number"] if "number" in row else row["code"]
                    yield Trap(tuple(figures.split()), ledger, number, why)


def _number(rows: list[Row], letters: str, dated_by: str, digits: int) -> None:
    if dated_by:
        rows.sort(key=lambda row: row[dated_by])
    last: dict[str, int] = {}
    for row in rows:
        head = f"{letters}-{row[dated_by].year}-" if dated_by else letters
        last[head] = last.get(head, 0) + 1
        row["number"] = f"{head}{last[head]:0{digits}d}"


def _plain(row: Row) -> Row:
    return {
        name: value["number"] if isinstance(value, dict) else value
        for name, value in row.items()
        if name != _TRAP
    }


def in_force(row: Row, day: date) -> bool:
    """True where the state is in force: since ≤ day < until."""
    until = row.get("until")
    return bool(row["since"] <= day and (until is None or day < until))
