"""Reading a form's labels: which figure and village an empty cell seems to ask for.

Only exact names count (a figure's own, or an alias; a village's own), and a suggestion is offered
to a person, who says yes.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from jishi.countyforms.binding import Binding
from jishi.countyforms.sheetxml import Cell, Sheet, split_ref
from jishi.indicators.indicator import Indicator
from jishi.places.models import Place

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])"
)
_UNIT = re.compile(r"[（(](?:单位[:：])?([^（()）]*)[)）]")
_DROP = re.compile(r"[\s　:：*，,。]|其中")
_WHOLE = ("全镇", "本镇")
_WHEN = {"上月": "last_month", "上月末": "last_month", "去年同期": "last_year",
         "上年同期": "last_year", "上年末": "year_end", "上年底": "year_end"}  # fmt: skip
_SCALE = {"万元": "10000", "亿元": "100000000"}


def suggest(
    sheet: Sheet, indicators: Iterable[Indicator], town: str, below: Iterable[Place]
) -> dict[str, Binding]:
    """Bindings for the empty cells whose row and column headings say one thing, and one only.

    Either the row names the figure, or the column does and the row a place. Where both name
    one, or neither, nothing is suggested. `town` is the town's own name.
    """
    held = list(indicators)
    figures = {_bare(str(name)): one for one in held for name in (*one.aliases, one.zh)}
    places = {_bare(one.name): one.code for one in below}
    places |= {name.removesuffix("村"): code for name, code in places.items()}
    places |= dict.fromkeys((_bare(town), *_WHOLE), "")
    found = {}
    for cell in (cell for row in sheet.rows for cell in row):
        if cell.text or cell.formula:
            continue
        row, column = _row_labels(sheet, cell), _column_labels(sheet, cell)
        binding = _said(row, column, figures, places)
        if binding is not None:
            found[cell.ref] = _unit(binding, [*row, *column], cell, figures)
    return found


def _said(
    row: list[str], column: list[str], figures: dict[str, Indicator], places: dict[str, str]
) -> Binding | None:
    by_row = {figures[bare].key for text in row if (bare := _bare(text)) in figures}
    by_column = {figures[bare].key for text in column if (bare := _bare(text)) in figures}
    where = {places[bare] for text in row if (bare := _bare(text)) in places}
    when = {_WHEN[bare] for text in column if (bare := _bare(text)) in _WHEN}
    if any(_bare(text) in _WHEN for text in row) or len(when) > 1:
        return None  # a row of headings, not of figures
    day = next(iter(when), "now")
    if len(by_row) == 1 and not by_column and not where:
        return Binding(by_row.pop(), when=day)
    if len(by_column) == 1 and not by_row and len(where) == 1:
        return Binding(by_column.pop(), place=where.pop(), when=day)
    return None


def _unit(
    binding: Binding, labels: list[str], cell: Cell, figures: dict[str, Indicator]
) -> Binding:
    """In the unit that a heading names, and with the decimals that people print."""
    unit = next(one.unit for one in figures.values() if one.key == binding.figure)
    if unit == "%":
        return replace(binding, scale="100") if cell.percent else replace(binding, decimals="1")
    if unit == "元":
        told = next((_SCALE[m[1].strip()] for text in labels
                     if (m := _UNIT.search(text)) and m[1].strip() in _SCALE), "1")  # fmt: skip
        return replace(binding, scale=told, decimals="2")
    return binding


def _row_labels(sheet: Sheet, cell: Cell) -> list[str]:
    """Texts at the head of the cell's row, up to the first cell without one."""
    row, column = split_ref(cell.ref)
    found = []
    for one in sorted(_over(sheet, row=row), key=lambda one: split_ref(one.ref)[1]):
        if split_ref(one.ref)[1] >= column or not one.text:
            break
        found.append(one.text)
    return found


def _column_labels(sheet: Sheet, cell: Cell) -> list[str]:
    """The block of headings nearest above the cell, one under another."""
    row, column = split_ref(cell.ref)
    above = [one for one in _over(sheet, column=column) if split_ref(one.ref)[0] < row]
    found: list[str] = []
    for one in sorted(above, key=lambda one: split_ref(one.ref)[0], reverse=True):
        if one.text and not one.formula:
            found.append(one.text)
        elif found:
            break
    return found


def _over(sheet: Sheet, *, row: int = 0, column: int = 0) -> Iterable[Cell]:
    """Cells that stand in a row, or in a column, merged ones wherever they reach."""
    for one in (one for held in sheet.rows for one in held):
        top, left = split_ref(one.ref)
        if top <= row < top + one.rows or left <= column < left + one.columns:
            yield one


def _bare(text: str) -> str:
    """A label without its numbering, unit and spaces."""
    return _DROP.sub("", _UNIT.sub("", _NUMBERING.sub("", text.strip())))
