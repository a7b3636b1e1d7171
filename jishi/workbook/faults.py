"""A fault in a workbook: which sheet, row and column, what was entered, what is wrong, the mend."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jishi.kernel.columns import Text
from jishi.values.complaint import excerpt
from jishi.values.entries import clean_text
from jishi.values.period import in_chinese
from jishi.workbook.reading import CellError, FormulaWithoutValue, Undecided


@dataclass(frozen=True)
class SheetFault:
    """`row` is Excel's row number, 0 for the sheet as a whole; `order` sorts the sheets.

    `cell`: the position of the entry in its row, from 0, -1 where it has none. `head`: the row of
    the headings. `suggestion`: the one entry that would be right, '' where that is not certain.
    `lacks`: the column's name where a clerk's own sheet has no such column, and `choices` what
    may stand in it, where only some words may.
    """

    order: int
    sheet: str
    row: int
    column: str
    value: str
    message: str
    hint: str
    cell: int = -1
    head: int = 0
    suggestion: str = ""
    lacks: str = ""
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # What is wrong and how to mend it are read one after the other: each ends as a sentence.
        for name in ("message", "hint"):
            text = getattr(self, name)
            if text and text[-1] not in "。！？.!?":
                object.__setattr__(self, name, f"{text}。")


def in_words(text: Text, params: Mapping[str, Any]) -> str:
    """A sentence in the reader's language with its values filled in."""
    said = _(str(text)) if isinstance(text, str) else str(text)
    return said % {name: str(value) for name, value in params.items()} if params else said


def as_json(fault: SheetFault) -> dict[str, Any]:
    """The fault in the shape that commands print."""
    return {
        "sheet": fault.sheet, "row": fault.row, "column": fault.column, "value": fault.value,
        "message": fault.message, "hint": fault.hint,
    }  # fmt: skip


def quoted(value: Any) -> str:
    """A cell or a stored value as a fault quotes it: one line, not too long."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return in_chinese(value)
    if isinstance(value, FormulaWithoutValue):
        return excerpt(f"={value.formula.removeprefix('=')}")
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Undecided):
        return excerpt(value.text)
    if isinstance(value, int | float):
        return clean_text(value)
    return excerpt(str(value))
