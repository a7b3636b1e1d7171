"""The shape of a table in somebody's sheet: its heading rows, its data, what lies around it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.values.complaint import Complaint
from jishi.values.entries import clean_text, is_blank
from jishi.workbook.headings import normal
from jishi.workbook.own.synonyms import SERIAL
from jishi.workbook.reading import Cell, Row, Sheet

WITHIN, DEEPEST = 15, 3  # rows among which headings begin, and how many they may take
_TOTAL = re.compile(r"(全[镇村乡县]|本[页月年季镇村])?(合计|总计|小计|共计|累计)([:：（(].*)?")
_SIGNED = re.compile(
    r"(注|备注|说明|填表|制表|审核|填报|统计|单位负责|负责人|分管|联系|经办|复核|签字)"
    r"[^，。]{0,8}[:：].*|注[0-9一二三]?[、.．].*",
    re.DOTALL,
)
_UNIT = re.compile(r"(?:金额)?单位[:：]?(?:人民币)?(亿元|千万元|百万元|万元|千元|百元|元)")
#: Between the parts of a heading that stands in two rows.
PARTED = "／"


@dataclass
class Left:
    """A row that is not taken for data, and why: total, header, note, serial."""

    row: int
    why: str
    text: str


@dataclass
class Table:
    """A table found in a sheet.

    `headings`: one per position ('' where none). `rows`: its data, vertical merges filled in;
    `filled`: (row, position) of these cells; `shared`: of all cells of such merges. `left`: rows
    that are no data. `unit`: the unit of money that a line above the table names, or ''.
    """

    headings: list[str]
    rows: list[Row] = field(default_factory=list)
    filled: set[tuple[int, int]] = field(default_factory=set)
    shared: set[tuple[int, int]] = field(default_factory=set)
    left: list[Left] = field(default_factory=list)
    unit: str = ""

    def samples(self, position: int, most: int = 3) -> list[str]:
        """The first different entries of a column, as people read them."""
        found: dict[str, None] = {}
        for row in self.rows:
            cell = row.cells[position] if position < len(row.cells) else None
            if not is_blank(cell):
                found.setdefault(shown(cell)[:30])
            if len(found) == most:
                break
        return list(found)


def shown(cell: Any) -> str:
    """A cell as text; one without a value by its code or formula."""
    if isinstance(cell, str | int | float) or cell is None or hasattr(cell, "isoformat"):
        return clean_text(cell)
    return str(
        getattr(cell, "code", "") or getattr(cell, "text", "") or f"={getattr(cell, 'formula', '')}"
    )


def headings(sheet: Sheet, first: int, last: int) -> list[str]:
    """Headings that stand in the rows `first` … `last`: merged group headings over their own."""
    rows = {row.number: row.cells for row in sheet.rows if first <= row.number <= last}
    spread: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, right in sheet.merged:
        if bottom < first or top > last:
            continue
        cells = rows.get(top, [])
        value = cells[left - 1] if left <= len(cells) else None
        for number in range(max(top, first), min(bottom, last) + 1):
            for column in range(left, min(right, left + 256) + 1):
                spread[number, column - 1] = value
    width = max((len(cells) for cells in rows.values()), default=0)
    width = max([width, *(position + 1 for _row, position in spread)], default=0)
    found = []
    for position in range(width):
        parts: list[str] = []
        for number in range(first, last + 1):
            cells = rows.get(number, [])
            cell = spread.get(
                (number, position), cells[position] if position < len(cells) else None
            )
            text = "" if is_blank(cell) else shown(cell).replace(" ", "")
            if text and text not in parts:
                parts.append(text)
        found.append(PARTED.join(parts))
    while found and not found[-1]:
        found.pop()
    return found


def table(sheet: Sheet, first: int, last: int, known: Mapping[str, Any]) -> Table:
    """The table whose headings stand in the rows `first` … `last`.

    `known` holds headings of all ledgers as they are compared. Raises Complaint where the sheet
    holds several tables: which one is meant is not ours to choose.
    """
    found = Table(headings(sheet, first, last), unit=_unit(sheet, last))
    _refuse_twins(found.headings)
    serial = {at for at, text in enumerate(found.headings) if text in SERIAL}
    last_heading = next((row for row in sheet.rows if row.number == last), None)
    said = [normal(cell) for cell in last_heading.cells] if last_heading else []
    wide = {top for top, left, bottom, right in sheet.merged if right - left >= 2}
    under = _fill(sheet, last)
    found.shared = _shared(sheet, last)
    for row in sheet.rows:
        if first <= row.number <= last:
            continue
        held = {at: cell for at, cell in enumerate(row.cells) if not is_blank(cell)}
        if row.number < first:
            if _begins_another(held, known):
                raise _several(row.number, first)
            continue
        why = _why_left(held, said, serial, wide=row.number in wide)
        text = "　".join(shown(cell) for cell in held.values())[:60]
        if why:
            found.left.append(Left(row.number, why, text))
            continue
        if _begins_another(held, known):
            raise _several(first, row.number)
        cells = list(row.cells)
        for position, value in under.get(row.number, {}).items():
            cells.extend([None] * (position + 1 - len(cells)))
            if is_blank(cells[position]):
                cells[position] = value
                found.filled.add((row.number, position))
        found.rows.append(Row(row.number, cells))
    return found


def _several(first: int, second: int) -> Complaint:
    return Complaint(
        N_("这张表里有几个表格：第%(first)s行起一个，第%(second)s行起又一个。"),
        N_("请把每个表格放到单独的工作表里，再导入。"), first=first, second=second,
    )  # fmt: skip


def _unit(sheet: Sheet, last: int) -> str:
    for row in sheet.rows:
        if row.number > last:
            break
        for cell in row.cells:
            text = clean_text(cell).replace(" ", "") if isinstance(cell, str) else ""
            match = _UNIT.search(text)
            if match and len(text) < 80:
                return match[1]
    return ""


def _fill(sheet: Sheet, last: int) -> dict[int, dict[int, Cell]]:
    """Row → position → the value of the vertical merge that covers the cell."""
    rows = {row.number: row.cells for row in sheet.rows}
    found: dict[int, dict[int, Cell]] = {}
    for top, left, bottom, _right in sheet.merged:
        if top <= last or bottom == top:
            continue
        cells = rows.get(top, [])
        value = cells[left - 1] if left <= len(cells) else None
        if is_blank(value):
            continue
        for number in range(top + 1, bottom + 1):
            if number in rows:
                found.setdefault(number, {})[left - 1] = value
    return found


def _shared(sheet: Sheet, last: int) -> set[tuple[int, int]]:
    return {
        (number, left - 1)
        for top, left, bottom, _right in sheet.merged
        if last < top < bottom
        for number in range(top, min(bottom, top + 100_000) + 1)
    }


def _why_left(
    held: Mapping[int, Cell], said: Sequence[str], serial: Iterable[int], *, wide: bool
) -> str:
    texts = [shown(cell) for at, cell in held.items() if at not in serial]
    if not texts:
        return "serial"
    if all(at < len(said) and said[at] == normal(cell) for at, cell in held.items()):
        return "header"
    plain = [text.replace(" ", "") for text in (shown(cell) for cell in held.values())]
    if any(_TOTAL.fullmatch(text) for text in plain[:3]):
        return "total"
    if _SIGNED.fullmatch(plain[0]) or (len(held) == 1 and (wide or len(plain[0]) > 20)):
        return "note"
    return ""


def _begins_another(held: Mapping[int, Cell], known: Mapping[str, Any]) -> bool:
    words = [normal(cell) for cell in held.values()]
    hits = sum(word in known or word in SERIAL for word in words)
    return hits >= 3 and hits >= 0.6 * len(words)


def _refuse_twins(found: Sequence[str]) -> None:
    counts = Counter(text for text in found if text)
    twins = [text for text, number in counts.items() if number > 1 and text not in SERIAL]
    if len(twins) >= 2:
        raise Complaint(
            N_("这张表里并排放着几个表格：“%(heading)s”等%(count)s个表头有两列。"),
            N_("请把它们上下接成一个表格，或放到单独的工作表里，再导入。"),
            heading=twins[0], count=len(twins),
        )  # fmt: skip
