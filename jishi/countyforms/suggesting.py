"""Reading a form's labels: which figure and village an empty cell seems to ask for.

Only exact names count (a figure's own, or an alias; a village's own): a suggestion is offered to
a person, who says yes.
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
_DROP = re.compile(r"[\s　:：*，,。其中]")
_WHEN = {"上月": "last_month", "上月末": "last_month", "去年同期": "last_year",
         "上年同期": "last_year", "上年末": "year_end", "上年底": "year_end"}  # fmt: skip
_SCALE = {"万元": "10000", "亿元": "100000000"}


def suggest(
    sheet: Sheet, indicators: Iterable[Indicator], below: Iterable[Place]
) -> dict[str, Binding]:
    """Bindings for the empty cells whose row and column headings name a figure."""
    names = {_bare(str(name)): one.key for one in indicators for name in (*one.aliases, one.zh)}
    units = {one.key: one.unit for one in indicators}
    villages = {_bare(one.name): one.code for one in below}
    villages |= {name.removesuffix("村"): code for name, code in villages.items()}
    found = {}
    for cell in (cell for row in sheet.rows for cell in row):
        if cell.text or cell.formula:
            continue
        labels = [one.text for one in _labels(sheet, cell)]
        figure = next((names[bare] for text in labels if (bare := _bare(text)) in names), "")
        if not figure:
            continue
        binding = Binding(figure)
        for text in labels:
            bare = _bare(text)
            binding = replace(
                binding, place=villages.get(bare, binding.place),
                when=_WHEN.get(bare, binding.when),
            )  # fmt: skip
            unit = _UNIT.search(text)
            if unit and unit[1].strip() in _SCALE and units[figure] == "元":
                binding = replace(binding, scale=_SCALE[unit[1].strip()])
        if cell.percent and units[figure] == "%":
            binding = replace(binding, scale="100")
        found[cell.ref] = binding
    return found


def _labels(sheet: Sheet, cell: Cell) -> list[Cell]:
    """Texts to the left in the cell's row, nearest first, then those above it in its column."""
    row, column = split_ref(cell.ref)
    left, above = [], []
    for one in (one for held in sheet.rows for one in held if one.text):
        top, start = split_ref(one.ref)
        if start + one.columns <= column and top <= row < top + one.rows:
            left.append((column - start, one))
        elif top + one.rows <= row and start <= column < start + one.columns:
            above.append((row - top, one))
    order = [*sorted(left, key=lambda pair: pair[0]), *sorted(above, key=lambda pair: pair[0])]
    return [one for _distance, one in order]


def _bare(text: str) -> str:
    """A label without its numbering, unit and spaces."""
    return _DROP.sub("", _UNIT.sub("", _NUMBERING.sub("", text.strip())))
