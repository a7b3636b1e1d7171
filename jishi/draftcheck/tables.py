"""Numbers in the cells of a table 表格里的数: named by the heads of their row and column.

A line with tabs is a row, as a sheet is pasted and a Word table is read, and so is one with upright
strokes (| 党委会 | 次 | 3 |). The first row of the table
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
#: Heads of a column that tells how much the row changed, and of one that tells it as a rate.
_CHANGED = re.compile(
    r"增减|增长|增加|增幅|增速|升降|涨跌|变化|变动|减少|下降|[±+＋]/?[-－]|同比$|^同比|较上年|比上年|较去年|比去年"
)
_RATE = re.compile(r"幅|率|速|比例|%|％")
_LAST_YEAR = re.compile(
    r"(?P<end>(?:上年|去年|上一年)年?[底末]|年初)|同比|(?:上年|去年|上一年)(?:同期|同月)?"
)
_YEAR = re.compile(r"(20\d\d)年?")
#: Heads of a column of what was aimed at, and of one of points given for the row.
_AIMED_AT = re.compile(r"目标|计划|任务(?!完成)|应完成|标准值|要求")
_GOT = re.compile(r"完成|实际|实绩|率|%|％|占")
_SCORED = re.compile(r"得分|分值|权重|排名|名次|满分|[扣加]分|评分|分数")
_POINTS = "分"
#: A change that is told as a fall: -3, ↓3, 减少3.
_FALLEN = re.compile(r"[-－−—–↓▼▽降减]")
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
    mark = mark_of(line)
    if not mark:
        return None
    cells = line.split(mark)
    at = text.count(mark, start, mention.plain_start)
    rest = cells[at].replace(text[mention.plain_start : mention.plain_end], "", 1)
    heads = _heads(text, start, mark)
    # 序号 | 工作 | 完成情况: what stands behind the serial number names the row.
    name = 0 if cells[0].strip() else 1
    name += len(cells) > 2 and bool(_SERIAL.fullmatch(cells[name].strip()))
    if at <= name or _HAN.search(rest) or (heads is None and len(cells) < 2):
        return None
    column = heads[at] if heads is not None and at < len(heads) else ""
    units = [_unit(column), _unit(cells[name])]
    if heads is not None:
        units += [cell.strip() for cell, head in zip(cells, heads, strict=False)
                  if head.strip() in _UNIT_HEADS]  # fmt: skip
    unit = next(filter(None, units), "")
    if _SCORED.search(column):
        return Cell(replace(mention, unit=_POINTS), _UNIT.sub("", column.strip()))
    if _AIMED_AT.search(column) and not _GOT.search(column):
        mention = replace(mention, role="target")
    if _CHANGED.search(column):
        words = f"{_UNIT.sub('', cells[name])}{_compared(column, heads or [])}"
        words += "减少" if _FALLEN.search(cells[at]) else "增加"
        # A rate says of itself that it is one; 增减 is told in the unit of its row.
        own = _unit(column) or ("%" if _RATE.search(column) else unit)
        return Cell(_change(mention, own), words)
    said = "" if column.strip() in _SAYS_NOTHING else column
    words = f"{cells[name].strip()}{said.strip()}"
    return Cell(_in_unit(mention, unit), _UNIT.sub("", words))


def mark_of(line: str) -> str:
    """What parts the cells of a row: a tab, or the upright strokes it is set between; '' in a line
    that is none."""
    if "\t" in line:
        return "\t"
    return "|" if line.count("|") > 1 and line.strip()[0] == line.strip()[-1] == "|" else ""


def _compared(column: str, heads: list[str]) -> str:
    """With what a column of changes compares: its own head says it, or a column beside it."""
    for head in (column, *heads):
        if match := _LAST_YEAR.search(head):
            return "比上年末" if match["end"] else "同比"
    years = [int(year) for head in heads for year in _YEAR.findall(head)]
    if len(years) == 2 and years[0] == years[1] + 1 and _a_year_apart(heads):
        return "同比"
    return ""


def _a_year_apart(heads: list[str]) -> bool:
    """True of 2024年1—9月 beside 2023年1—9月."""
    told = [_UNIT.sub("", head).strip() for head in heads if _YEAR.search(head)]
    return len({_YEAR.sub("", head) for head in told}) == 1


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", max(0, at - _LONGEST_ROW), at) + 1
    end = text.find("\n", at, at + _LONGEST_ROW)
    return start, end if end >= 0 else min(len(text), at + _LONGEST_ROW)


def _heads(text: str, start: int, mark: str) -> list[str] | None:
    """The first row of the table whose row begins at `start`; None where that is this one."""
    first: list[str] | None = None
    for _row in range(_MOST_ROWS):
        if start == 0:
            break
        above, end = _line(text, start - 1)
        if mark_of(text[above:end]) != mark or above >= start:
            break
        first, start = text[above:end].split(mark), above
    return first


def _unit(head: str) -> str:
    found = _UNIT.search(head)
    return found.group(1).strip() if found else ""


def _change(mention: Mention, unit: str) -> Mention:
    """A change: the sign before the number is told by its words, the number is how much."""
    found = read(mention.surface.lstrip("+-－−—–＋±") + (unit if not mention.unit else "")).figures
    if len(found) == 1:
        told = found[0]
        mention = replace(mention, value=told.value, allowed=told.allowed, unit=told.unit)
    return replace(mention, role="change")


def _in_unit(mention: Mention, unit: str) -> Mention:
    """The number as it reads with the table's measure word behind it (2.45 in 亿元)."""
    if mention.unit or not unit:
        return mention
    found = read(mention.surface + unit).figures
    if len(found) != 1 or found[0].surface != mention.surface + unit:
        return mention
    told = found[0]
    return replace(mention, value=told.value, allowed=told.allowed, unit=told.unit)
