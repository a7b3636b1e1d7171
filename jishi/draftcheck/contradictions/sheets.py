"""Tables with a 合计: a row or a column of whole numbers that does not add up to it.

Only where nothing else can be meant: every cell a whole number, no 小计 or 其中, no rate, and not
what may be the same household in two months, or the same person in two posts.
A column 合计 is known by the rows that do fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jishi.draftcheck.contradictions.finding import Finding
from jishi.draftcheck.contradictions.totals import sum_told
from jishi.draftcheck.surroundings import Around
from jishi.draftcheck.tables import mark_of

_TOTALS = frozenset({"合计", "总计", "共计"})
_WHOLE = re.compile(r"\d{1,12}|\d{1,3}(?:[,，]\d{3}){1,3}")
_SERIAL = frozenset({"序号", "编号", "号", "No", "No."})
#: A column that is no sum of its rows, or whose rows are in several units.
_NO_SUM = re.compile(
    r"率|比|均|单价|标准|排名|名次|得分|分值|分数|年份|时间|日期|电话|编码|代码|指数|增长|%"
)
_PARTLY = re.compile(r"小计|其中|单位|累计")
_UNIT = re.compile(r"[（(]([^（）()]{1,6})[）)]")
_RULED = re.compile(r"[|\s:-]+")
#: Rows whose people and households are not each other's.
_PLACES = re.compile(r"(?:村|社区|镇|乡|街道|组|县|[男女]性?)$")
_THE_SAME_AGAIN = re.compile(r"户|人(?!次)|名|家|村|覆盖")
#: Rows and columns of a table that is looked at: larger ones are read by a workbook.
_MOST_ROWS, _MOST_COLUMNS = 200, 30


@dataclass(frozen=True)
class _Table:
    """The cells of a table, and where in the text each begins."""

    cells: Sequence[Sequence[str]]
    starts: Sequence[Sequence[int]]

    def number(self, row: int, column: int) -> int | None:
        """The whole number that stands alone in a cell."""
        text = self.cells[row][column]
        if not _WHOLE.fullmatch(text):
            return None
        return int(text.replace(",", "").replace("，", ""))


def sums(text: str, found: Sequence[Around]) -> Iterator[Finding]:
    """Every 合计 of a table that its numbers do not give."""
    if not any(word in text for word in _TOTALS):
        return
    at = {around.mention.plain_start: i for i, around in enumerate(found)}
    for table in _tables(text):
        names = _names(table)
        if names is not None:
            yield from _down(table, names, at)
            yield from _across(table, names, at)


def _down(table: _Table, names: int, at: dict[int, int]) -> Iterator[Finding]:
    """The columns over a row 合计."""
    labels = [row[0] if row[0] in _TOTALS else row[names] for row in table.cells]
    totals = [row for row, label in enumerate(labels) if label in _TOTALS]
    if len(totals) != 1 or totals[0] not in (1, len(labels) - 1) or len(labels) < 4:
        return
    total = totals[0]
    rows = [row for row in range(1, len(labels)) if row != total]
    apart = all(_PLACES.search(labels[row]) for row in rows)
    if any(_UNIT.search(labels[row]) for row in rows) or len({labels[r] for r in rows}) < len(rows):
        return
    for column in range(names + 1, len(table.cells[0])):
        head = table.cells[0][column]
        if _NO_SUM.search(head) or (not apart and _THE_SAME_AGAIN.search(head)):
            continue
        yield from _told(table, [(row, column) for row in rows], (total, column), at)


def _across(table: _Table, names: int, at: dict[int, int]) -> Iterator[Finding]:
    """The rows beside a column 合计, where more of them fit it than do not."""
    heads = table.cells[0]
    totals = [column for column, head in enumerate(heads) if _bare(head) in _TOTALS]
    columns = [
        column for column, head in enumerate(heads)
        if column > names and column not in totals and not _NO_SUM.search(head)
        and table.number(1, column) is not None
    ]  # fmt: skip
    if len(totals) != 1 or len(columns) < 2 or len({_unit(heads[one]) for one in columns}) > 1:
        return
    wrong: list[Finding] = []
    fits = 0
    for row in range(1, len(table.cells)):
        parts = [(row, column) for column in columns]
        told = list(_told(table, parts, (row, totals[0]), at))
        values = [table.number(*cell) for cell in parts]
        fits += None not in values and table.number(row, totals[0]) == sum(filter(None, values))
        wrong += told
    if fits >= 2 and fits > len(wrong):
        yield from wrong


def _told(
    table: _Table, parts: Sequence[tuple[int, int]], total: tuple[int, int], at: dict[int, int]
) -> Iterator[Finding]:
    values = [table.number(*cell) for cell in parts]
    said = table.number(*total)
    whole = [value for value in values if value is not None]
    where = at.get(table.starts[total[0]][total[1]])
    if said is None or where is None or len(whole) < len(values) or sum(whole) == said:
        return
    figures = (at.get(table.starts[row][column]) for row, column in parts)
    tied = sorted({where, *(one for one in figures if one is not None)})
    told = sum_told([str(one) for one in whole], str(sum(whole)), str(said))
    yield Finding("parts_sum", tuple(tied), told)


def _names(table: _Table) -> int | None:
    """The column that names the rows; None for a table that cannot be added up."""
    heads = table.cells[0]
    regular = all(len(row) == len(heads) for row in table.cells)
    if not regular or not 2 <= len(heads) <= _MOST_COLUMNS:
        return None
    names = 1 if _bare(heads[0]) in _SERIAL else 0
    partly = any(_PARTLY.search(head) for head in heads)
    partly = partly or any(_PARTLY.search(row[names]) for row in table.cells)
    return None if partly or names + 1 >= len(heads) else names


def _tables(text: str) -> Iterator[_Table]:
    """Lines with tabs that follow one another."""
    cells: list[list[str]] = []
    starts: list[list[int]] = []
    begin = 0
    for line in [*text.split("\n"), ""]:
        if mark := mark_of(line):
            at, places = begin, []
            row = line.split(mark)
            for cell in row:
                places.append(at + len(cell) - len(cell.lstrip()))
                at += len(cell) + 1
            # Upright strokes stand around the row as well, and a row of dashes under its heads.
            inner = slice(1, -1) if mark == "|" else slice(None)
            if not _RULED.fullmatch(line):
                cells.append([cell.strip() for cell in row[inner]])
                starts.append(places[inner])
        elif cells:
            if 3 <= len(cells) <= _MOST_ROWS:
                yield _Table(cells, starts)
            cells, starts = [], []
        begin += len(line) + 1


def _bare(head: str) -> str:
    return _UNIT.sub("", head).strip()


def _unit(head: str) -> str:
    found = _UNIT.search(head)
    return found[1] if found else ""
