"""Reading a form's labels: which figure and village an empty cell seems to ask for.

Only exact names count (a figure's own, an alias, a word of running text that holds one; a
village's own). What a form writes about a name without asking anything else is no obstacle: a
bare verb before or behind it (召开、开展), and the count of its unit (次数, 人数). A count of
another unit asks something else: 宣讲人数 are not 宣讲次数. A suggestion is offered to a person,
who says yes.
"""

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from operator import itemgetter
from typing import TypeVar

from jishi.countyforms.binding import Binding
from jishi.countyforms.sheetxml import Cell, Sheet, split_ref
from jishi.indicators.indicator import Indicator
from jishi.places.models import Place

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])"
)
_UNIT = re.compile(r"[（(](?:单位[:：])?([^（()）]*)[)）]")
_DROP = re.compile(r"[\s　:：*，,。]|其中")
#: What a form writes behind the name of what is counted, with the units that it suits: any where
#: none is named. Longer ones first.
_COUNTED = {
    "总数量": "", "总次数": "次", "总场次": "次场", "总人数": "人名", "总户数": "户",
    "总件数": "件", "次数": "次", "场次": "次场", "场数": "次场", "人数": "人名", "名数": "人名",
    "户数": "户", "件数": "件", "支数": "支", "类数": "类", "数量": "", "个数": "", "总数": "",
    "数": "",
}  # fmt: skip
#: Verbs that say that it was done, and not what: any other verb may ask for another figure.
_DONE = (
    "组织召开", "组织开展", "集中开展", "召开", "开展", "举行", "举办", "组织", "设立", "设置",
    "建立", "成立", "组建", "划定", "选拔", "共有", "已有", "现有",
)  # fmt: skip
_WHOLE = ("全镇", "本镇")
#: Headings of columns in which the figure itself does not stand; a table's own title is none.
_ELSE = re.compile(
    r"(?:村|社区|居委会|单位|人)$|备注|说明|目标|计划|任务|来源|比|增|减|排名|(?:年|季|月|周|日)(?!.*表$)"
)
_WHEN = {
    **dict.fromkeys(("本月", "当月", "本月数", "本月发生"), "this_month"),
    **dict.fromkeys(("本季", "本季度"), "this_quarter"),
    **dict.fromkeys(("上月", "上月数"), "whole_last_month"),
    **dict.fromkeys(("去年同月", "上年同月", "去年本月", "上年本月"), "month_last_year"),
    **dict.fromkeys(("上月末", "上月底", "截至上月", "截至上月末", "截至上月底"), "last_month"),
    **dict.fromkeys(("去年同期", "上年同期"), "last_year"),
    **dict.fromkeys(("上年末", "上年底", "去年底"), "year_end"),
    **dict.fromkeys(("累计", "本年累计", "今年累计", "年初至今"), "now"),
}
_NEAREST = 12  # labels of a row or a column that are looked at
_Known = TypeVar("_Known")
_Lines = defaultdict[int, list[tuple[int, Cell]]]
_SCALE = {"万元": "10000", "亿元": "100000000"}


def suggest(
    sheet: Sheet, indicators: Iterable[Indicator], town: str, below: Iterable[Place]
) -> dict[str, Binding]:
    """Bindings for the empty cells whose row and column headings say one thing, and one only.

    Either the row names the figure and at most one place stands at the head of row and column, or
    the column names the figure and the row its place. Where both name a figure, or two places, or
    a heading asks for something else (another village, a target, a month), nothing is suggested.
    `town` is the town's own name.
    """
    held = list(indicators)
    figures = _Figures(held)
    places = _called(town, below)
    found, labels = {}, _Labels(sheet)
    for cell in (cell for row in sheet.rows for cell in row):
        if cell.text or cell.formula:
            continue
        row, column = labels.of_row(cell), labels.of_column(cell)
        binding = _said(row, column, figures, places)
        if binding is not None:
            found[cell.ref] = _unit(binding, [*row, *column], cell, figures)
    return found


def spread(
    sheet: Sheet, ref: str, binding: Binding, *, way: str, town: str, below: Iterable[Place]
) -> dict[str, Binding]:
    """One cell's binding for the empty cells of its "row" or "column", each with the place that
    stands at its head; cells without one are left out."""
    places, labels, at = _called(town, below), _Labels(sheet), split_ref(ref)
    found = {}
    for cell in (cell for row in sheet.rows for cell in row):
        row, column = split_ref(cell.ref)
        if cell.text or cell.formula or (row if way == "row" else column) != at[way == "column"]:
            continue
        heads = labels.of_column(cell) if way == "row" else labels.of_row(cell)
        where = set(_meant(heads, places))
        if len(where) == 1:
            found[cell.ref] = replace(binding, place=where.pop())
    return found


def opening(sheet: Sheet, ref: str, town: str, below: Iterable[Place]) -> dict[str, str]:
    """What a cell's labels say of its place, time and unit, where a person says which figure."""
    cell, labels = sheet.cell(ref), _Labels(sheet)
    if cell is None:
        return {}
    heads = [*labels.of_row(cell), *labels.of_column(cell)]
    units = [m[1].strip() for text in heads if (m := _UNIT.search(text))]
    said = {
        "place": set(_meant(heads, _called(town, below))), "when": set(_meant(heads, _WHEN)),
        "scale": {_SCALE[unit] for unit in units if unit in _SCALE},
    }  # fmt: skip
    return {name: held.pop() for name, held in said.items() if len(held) == 1}


def _called(town: str, below: Iterable[Place]) -> dict[str, str]:
    """Places by what a form calls them; '' for the town itself."""
    places = {_bare(one.name): one.code for one in below}
    places |= {name.removesuffix("村"): code for name, code in places.items()}
    return places | dict.fromkeys((_bare(town), *_WHOLE), "")


def _said(
    row: list[str], column: list[str], figures: "_Figures", places: dict[str, str]
) -> Binding | None:
    by_row, by_column = figures.meant(row), figures.meant(column)
    named = {one.key for one in (*by_row, *by_column)}
    in_row = set(_meant(row, places))
    where = in_row | set(_meant(column, places))
    when = set(_meant(column, _WHEN))
    named_above = bool(column and figures.find(_bare(column[0])))
    if _meant(row, _WHEN) or (column and not named_above and _asks_else(_bare(column[0]), places)):
        return None  # a row of headings, not of figures; a column of something else
    if len(named) != 1 or (by_row and by_column) or len(where) > 1 or len(when) > 1:
        return None
    if by_column and not in_row:
        return None  # a figure's row that names no place may be a month, a kind, a total
    return Binding(named.pop(), place=next(iter(where), ""), when=next(iter(when), "now"))


def _meant(texts: list[str], known: Mapping[str, _Known]) -> list[_Known]:
    return [known[bare] for text in texts if (bare := _bare(text)) in known]


def _asks_else(bare: str, *known: Container[str]) -> bool:
    """True for a heading that narrows or replaces what the row asks, in words unknown here."""
    return bool(_ELSE.search(bare)) and not any(bare in one for one in (*known, _WHEN))


def _unit(binding: Binding, labels: list[str], cell: Cell, figures: "_Figures") -> Binding:
    """In the unit that a heading names, and with the decimals that people print."""
    unit = figures.units[binding.figure]
    if unit == "%":
        return replace(binding, scale="100") if cell.percent else replace(binding, decimals="1")
    if unit == "元":
        told = next((_SCALE[m[1].strip()] for text in labels
                     if (m := _UNIT.search(text)) and m[1].strip() in _SCALE), "1")  # fmt: skip
        return replace(binding, scale=told, decimals="2")
    return binding


class _Figures:
    """Figures by what a form calls them."""

    def __init__(self, held: list[Indicator]) -> None:
        self.units = {one.key: one.unit for one in held}
        own = {_bare(str(name)): one for one in held for name in (*one.aliases, one.zh)}
        # A word of running text that holds the whole name asks for nothing less: 党委会议.
        self._named = {
            word: one for name, one in own.items() for word in one.said
            if word.isalnum() and name in word
        } | own  # fmt: skip

    def find(self, bare: str) -> Indicator | None:
        """The figure that a label without its dress names; None where it names none."""
        if bare in self._named:
            return self._named[bare]
        for word, suits in _COUNTED.items():
            name = bare.removesuffix(word)
            if name != bare:
                one = self._done(name)
                if one is not None and one.unit != "%" and (not suits or one.unit in suits):
                    return one
                break
        return self._done(bare)

    def meant(self, texts: list[str]) -> list[Indicator]:
        """The figures that labels name."""
        return [one for text in texts if (one := self.find(_bare(text))) is not None]

    def _done(self, name: str) -> Indicator | None:
        readings = [name]
        readings += [name.removeprefix(verb) for verb in _DONE if name.startswith(verb)]
        readings += [name.removesuffix(verb) for verb in _DONE if name.endswith(verb)]
        return next((self._named[one] for one in readings if one in self._named), None)


class _Labels:
    """What stands at the head of each row, and in the block of headings above each cell.

    A merged cell stands in every row and column that it reaches. Only the nearest of a long
    block are kept: further away nothing is a heading any more.
    """

    def __init__(self, sheet: Sheet) -> None:
        cells = [(split_ref(one.ref), one) for row in sheet.rows for one in row]
        rows = sorted({at[0] for at, _one in cells})
        columns = sorted({at[1] for at, _one in cells})
        by_row, by_column = _Lines(list), _Lines(list)
        for (top, left), one in cells:
            for row in _between(rows, top, one.rows):
                by_row[row].append((left, one))
            for column in _between(columns, left, one.columns):
                by_column[column].append((top, one))
        self._heads = {row: _head(held) for row, held in by_row.items()}
        self._above = {
            (one.ref, column): labels
            for column, held in by_column.items()
            for one, labels in _blocks(held)
        }

    def of_row(self, cell: Cell) -> list[str]:
        """Texts at the head of the cell's row, up to the first cell without one."""
        return self._heads[split_ref(cell.ref)[0]]

    def of_column(self, cell: Cell) -> list[str]:
        """The block of headings nearest above the cell, the nearest first."""
        return self._above[cell.ref, split_ref(cell.ref)[1]]


def _between(held: list[int], first: int, count: int) -> list[int]:
    return held[bisect_left(held, first) : bisect_left(held, first + count)]


def _head(line: list[tuple[int, Cell]]) -> list[str]:
    in_order = (one for _at, one in sorted(line, key=itemgetter(0)))
    return [one.text for one in takewhile(lambda one: one.text, in_order)][:_NEAREST]


def _blocks(line: list[tuple[int, Cell]]) -> Iterator[tuple[Cell, list[str]]]:
    """Each cell of a column with the headings above it."""
    block: deque[str] = deque(maxlen=_NEAREST)
    told: list[str] = []
    open_ = False
    for _at, one in sorted(line, key=itemgetter(0)):
        yield one, told
        if one.text and not one.formula:
            if not open_:
                block.clear()
            block.appendleft(one.text)
            told, open_ = list(block), True
        else:
            open_ = False


def _bare(text: str) -> str:
    """A label without its numbering, unit and spaces."""
    return _DROP.sub("", _UNIT.sub("", _NUMBERING.sub("", text.strip())))
