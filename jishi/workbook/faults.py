"""A fault in a workbook: which sheet, row and column, what was entered, what is wrong, the mend."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jishi.kernel.columns import Text


@dataclass(frozen=True)
class SheetFault:
    """`row` is Excel's row number, 0 for the sheet as a whole; `order` sorts the sheets."""

    order: int
    sheet: str
    row: int
    column: str
    value: str
    message: str
    hint: str


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
