"""One cell of a clerk's sheet as our importer reads it: units, words about a number, days without
their year, and 同上.

Nothing is changed silently: what is put otherwise is counted in `Changes`.
"""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from jishi.kernel.columns import Column
from jishi.values.complaint import Complaint
from jishi.values.entries import (
    Unreadable,
    clean_text,
    complete_date,
    is_blank,
    lacks_year,
    parse_date,
    parse_fen,
    parse_int,
    worded_int,
    worded_yuan,
)
from jishi.workbook.own.layout import shown
from jishi.workbook.own.mapping import SheetMap
from jishi.workbook.reading import Cell, Undecided

_DITTO = frozenset({"同上", "″", "〃", "“", "”", '"', "''"})
_NOTHING = frozenset({"/", "／", "-", "—", "——", "－", "–", "\\"})
_SPACED_NAME = re.compile(r"([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])")
_EXAMPLES = 3  # entries read otherwise that are told as they stand
_TIMES = {
    "元": 1, "百元": 10**2, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7,
    "亿元": 10**8,
}  # fmt: skip


class Changes(Counter[str]):
    """How often a thing was put otherwise, and some of the entries with what they were read as."""

    def __init__(self) -> None:
        super().__init__()
        self.examples: dict[str, dict[str, str]] = {}

    def read(self, name: str, cell: Cell, value: object) -> None:
        """An entry that was read as something that it does not say letter by letter."""
        self[name] += 1
        held = self.examples.setdefault(name, {})
        if len(held) < _EXAMPLES:
            held.setdefault(shown(cell), str(value))


def plain(cell: Cell, above: Cell, changes: Counter[str]) -> Cell:
    """A cell without what only an eye reads: 同上 is the cell above, a dash nothing."""
    if not isinstance(cell, str):
        return cell
    text = clean_text(cell)
    if text in _DITTO:
        changes["ditto"] += 1
        return (
            above
            if above is not None
            else Undecided(N_("写的是“同上”，上一行却是空的。"), N_("填上要存的内容。"), text)
        )
    if text in _NOTHING:
        changes["nothing"] += 1
        return None
    if _SPACED_NAME.fullmatch(text):
        changes["spaced"] += 1
        return _SPACED_NAME.sub(r"\1\2", text)
    return cell


def value_of(column: Column, cells: list[Cell], one: SheetMap, changes: Changes) -> Cell:
    """The entry that the cells of one row give a column of ours."""
    if column.type == "place":
        return _place(cells)
    cell = cells[0]
    if is_blank(cell):
        return None
    if column.type == "money":
        return _money(_amount(cell, changes), one.units.get(column.name, "元"))
    if column.type == "int":
        return _count(cell, column, changes)
    if column.type == "date":
        cell = _dated(cell, one.year, changes)
    if one.ends.get(column.name) == "included":
        try:
            day = parse_date(cell) + dt.timedelta(days=1)
        except Complaint:
            return cell
        changes["ends"] += 1
        return day
    return cell


def _count(cell: Cell, column: Column, changes: Changes) -> Cell:
    """A whole number out of the words around it, where it is certain."""
    if not isinstance(cell, str):
        return cell
    try:
        parse_int(cell)
    except Unreadable:
        with override("zh-hans"):  # the file is the town's, whoever looks at the page
            found = worded_int(cell, str(column.unit))
        if found is not None:
            changes.read("worded", cell, found)
            return found
    return cell


def _amount(cell: Cell, changes: Changes) -> Cell:
    """An amount in characters as digits, with its 元 where it names it."""
    if not isinstance(cell, str):
        return cell
    try:
        parse_fen(cell, allow_negative=True)
    except Unreadable:
        found = worded_yuan(cell)
        if found is not None and (found[0] * 100).denominator == 1:
            digits = f"{Decimal(found[0].numerator) / found[0].denominator:f}"
            changes.read("worded", cell, digits)
            return f"{digits}元" if found[1] else digits
    return cell


def _dated(cell: Cell, year: int, changes: Changes) -> Cell:
    """A day that is written without its year, in the year of the sheet."""
    text = cell
    if isinstance(cell, float) and year:
        text = f"{cell:.15g}"  # 9.26 typed into a cell became a number
        if re.fullmatch(r"\d{1,2}\.[123]", text):
            return Undecided(
                N_("分不清是几日：9.10在格子里会变成9.1。"), N_("写成年月日，例如2024-3-5。"), text
            )  # fmt: skip
    if not year or not isinstance(text, str) or not lacks_year(text):
        return cell
    found = complete_date(text, year)
    if found is None:
        return cell
    changes.read("yearless", cell, found.isoformat())
    return found


def _place(cells: list[Cell]) -> Cell:
    """One place of the cells: 余川村 and 3 are 余川村3组."""
    held = [cell for cell in cells if not is_blank(cell)]
    if not held or (len(cells) == 1 and len(held) == 1):
        return held[0] if held else None
    texts = [shown(cell) for cell in held]
    if len(texts) == 2 and texts[1].isdecimal():
        texts[1] += "组"
    if len(texts) == 2 and texts[1].startswith(texts[0]):
        return texts[1]
    return "".join(texts)


def _money(cell: Cell, unit: str) -> Cell:
    """The amount in 元; an entry that names its own unit stays as it is."""
    times = _TIMES[unit]
    if times == 1:
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return cell
    if isinstance(cell, str):
        text = clean_text(cell).replace(",", "").replace("，", "")
    else:
        text = f"{cell:.15g}"  # sums leave noise beyond
    if re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,14})?", text):
        return f"{Decimal(text) * times:f}"
    # What names its unit says all; the rest must not be taken for 元.
    return cell if re.search("[元圆块万亿]", text) else f"{text}（{unit}）"
