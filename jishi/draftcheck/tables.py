"""Numbers in the cells of a table 表格里的数: named by the heads of their row and column.

A line with tabs is a row, as a sheet is pasted and a Word table is read. The first row of the table
holds the heads of its columns, the first cell the head of its row, or the one behind a serial
number (序号); the measure word stands in brackets in one of them (党员责任区（个）), or in a
column of its own (单位).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jishi.values.prose import Mention, read

#: Rows that a table is followed upwards to find its heads.
_MOST_ROWS = 80
#: Signs of a line that are looked at on either side of a number.
_LONGEST_ROW = 600
_UNIT = re.compile(r"[（(]([^（）()]{1,6})[）)]")
_UNIT_HEADS = ("单位", "计量单位")
_SERIAL = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]?")
#: Heads of a column in which the figure itself stands.
_SAYS_NOTHING = frozenset(
    {"完成情况", "完成数", "数量", "数", "数值", "实绩", "进展", "进展情况", "落实情况"}
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Cell:
    """A number in a cell, in the unit that the table gives it, and the words of its heads."""

    mention: Mention
    words: str


def cell_of(text: str, mention: Mention) -> Cell | None:
    """The cell in which a number stands alone; None where it stands in a sentence."""
    start, end = _line(text, mention.plain_start)
    line = text[start:end]
    if "\t" not in line:
        return None
    cells = line.split("\t")
    at = text.count("\t", start, mention.plain_start)
    rest = cells[at].replace(text[mention.plain_start : mention.plain_end], "", 1)
    heads = _heads(text, start)
    # 序号 | 工作 | 完成情况: what stands behind the serial number names the row.
    name = 1 if len(cells) > 2 and _SERIAL.fullmatch(cells[0].strip()) else 0
    if at <= name or _HAN.search(rest) or (heads is None and len(cells) < 2):
        return None
    column = heads[at] if heads is not None and at < len(heads) else ""
    units = [_unit(column), _unit(cells[name])]
    if heads is not None:
        units += [cell.strip() for cell, head in zip(cells, heads, strict=False)
                  if head.strip() in _UNIT_HEADS]  # fmt: skip
    said = "" if column.strip() in _SAYS_NOTHING else column
    named = _UNIT.sub("", f"{cells[name]}{said}")
    return Cell(_in_unit(mention, next(filter(None, units), "")), named)


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", max(0, at - _LONGEST_ROW), at) + 1
    end = text.find("\n", at, at + _LONGEST_ROW)
    return start, end if end >= 0 else min(len(text), at + _LONGEST_ROW)


def _heads(text: str, start: int) -> list[str] | None:
    """The first row of the table whose row begins at `start`; None where that is this one."""
    first: list[str] | None = None
    for _row in range(_MOST_ROWS):
        if start == 0:
            break
        above, end = _line(text, start - 1)
        if "\t" not in text[above:end] or above >= start:
            break
        first, start = text[above:end].split("\t"), above
    return first


def _unit(head: str) -> str:
    found = _UNIT.search(head)
    return found.group(1).strip() if found else ""


def _in_unit(mention: Mention, unit: str) -> Mention:
    """The number as it reads with the table's measure word behind it (2.45 in 亿元)."""
    if mention.unit or not unit:
        return mention
    found = read(mention.surface + unit).figures
    if len(found) != 1 or found[0].surface != mention.surface + unit:
        return mention
    told = found[0]
    return replace(mention, value=told.value, allowed=told.allowed, unit=told.unit)
