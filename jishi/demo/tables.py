"""Hand-written rows of the sample: readable tables in `data/`, a file per subject.

Their headings are the ledgers' column names; `trap` says for which figures a row is there and why.
"""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from jishi.demo.book import Row

_DATES = ("on", "since", "until")
_READ: dict[str, Callable[[str], Any]] = {
    "heads": int,
    "low": int,
    "high": int,
    "venues": lambda text: text.split("|"),
    "titles": lambda text: text.split("|"),
}


def table(name: str) -> list[Row]:
    """The rows of `data/<name>.csv` with dates and amounts read; empty cells are left out."""
    text = files("jishi.demo").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return [
        {column: _read(column, cell) for column, cell in row.items() if cell}
        for row in csv.DictReader(text.splitlines())
    ]


def _read(column: str, cell: str) -> Any:
    if column in _DATES or column.endswith("_on"):
        return date.fromisoformat(cell)
    if column.endswith("_fen"):
        return Decimal(cell)
    return _READ.get(column, str)(cell)
