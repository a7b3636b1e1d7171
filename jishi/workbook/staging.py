"""A staged copy: sheets as read, with the clerk's corrections laid over and rows kept out.

The uploaded file stays as it was; corrections and rows kept out are kept beside it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from jishi.workbook.reading import Row, Sheet

#: Sheet, row as Excel counts, position from 0; or the name of a column that the sheet lacks.
Cell = tuple[str, int, int | str]
Place = tuple[str, int]  # sheet, row


def corrected(sheets: Sequence[Sheet], corrections: Mapping[Cell, str]) -> list[Sheet]:
    """The sheets with corrections laid over; an empty correction empties the cell.

    What was entered for columns that a sheet lacks is not here: `own.applying` puts it in.
    """
    by_sheet: dict[str, dict[int, dict[int, str]]] = {}
    for (sheet, row, position), text in corrections.items():
        if isinstance(position, int):
            by_sheet.setdefault(sheet, {}).setdefault(row, {})[position] = text
    return [_laid_over(sheet, by_sheet.get(sheet.name, {})) for sheet in sheets]


def _laid_over(sheet: Sheet, rows: Mapping[int, Mapping[int, str]]) -> Sheet:
    if not rows:
        return sheet
    made = Sheet(sheet.name, sheet.hidden, merged=sheet.merged)
    for row in sheet.rows:
        cells: list[Any] = list(row.cells)
        for position, text in rows.get(row.number, {}).items():
            cells.extend([None] * (position + 1 - len(cells)))
            cells[position] = text or None
        made.rows.append(Row(row.number, cells))
    return made


def spot(sheet: Any, row: Any) -> Place:
    """Where a row stands in the uploaded file; a mapped sheet's rows come from several."""
    number = row.number
    return getattr(number, "sheet", sheet.name), int(getattr(number, "row", number))


def without(sheets: Sequence[Any], rows: Collection[Place]) -> list[Any]:
    """The sheets, own or mapped, without some rows."""
    if not rows:
        return list(sheets)
    found = []
    for sheet in sheets:
        made = _Part(sheet)
        made.rows = [row for row in sheet.rows if spot(sheet, row) not in rows]
        found.append(made)
    return found


class _Part:
    """A sheet with fewer rows."""

    def __init__(self, sheet: Any) -> None:
        self.name, self.rows = sheet.name, list[Any]()
        self.keys = getattr(sheet, "keys", ())
        self.origins = getattr(sheet, "origins", {})
