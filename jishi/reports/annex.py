"""附件 数字依据表: for every figure what it is, how many records prove it, and their digest.

A section of its own, across the page: eight columns do not fit a page of 28 characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from jishi.reports import layout, tables
from jishi.reports.picture import inline
from jishi.reports.report import FigureText, Level, Report
from jishi.reports.wordml import Element, bookmark, paragraph, run, w
from jishi.values.figures import exact_of
from jishi.values.period import in_chinese

TITLE = "数字依据表"


class Annex(NamedTuple):
    """A further annex: its title, and its paragraphs once its number is known."""

    title: str
    blocks: Callable[[str], Iterable[Element]]


DIGEST_CHARACTERS = 12
_PLAIN = 33  # characters of a bookmark after figure_

#: Heading and width in mm of each column; together the 225 mm of the page across.
COLUMNS = (
    ("序号", 11),
    ("指标", 36),
    ("文中写法", 20),
    ("准确值", 26),
    ("期间", 30),
    ("口径", 60),
    ("记录数", 14),
    ("依据摘要", 28),
)
CODE = "编码"
#: The same where the figures are pinned: the last column holds the code and leads to the pin.
PINNED_COLUMNS = (
    ("序号", 10),
    ("指标", 30),
    ("文中写法", 20),
    ("准确值", 23),
    ("期间", 27),
    ("口径", 45),
    ("记录数", 13),
    ("依据摘要", 30),
    (CODE, 27),
)

_HOW_WRITTEN = (
    "写法：“余”是向下取到整十，不足二十或恰为整十的照实写；百分比留一位小数，"
    "一万元以上以万元、一亿元以上以亿元为单位留两位小数，四舍五入，末尾的零不写。"
    "“依据摘要”由该数字的全部依据记录算出，依据变了，摘要就变。"
)
_HOW_TO_OPEN = (
    "“编码”是这个数出门时钉下的：扫右边的码，或在“核对编码”一页输入，就看得到它由哪几条记录"
    "算出、到今天还是不是这样（要登录）。"
)
_HOW_TO_CHECK = (
    "台账操作日志的链头（生成本报告时最后一条的校验值）如下。以后用它核对，"
    "就能看出在此之前的记录有没有被改动、删除："
)


def anchor(key: str) -> str:
    """The bookmark of a figure's row: letters, digits and _ alone, 40 characters at most."""
    if key.isidentifier() and len(key) <= _PLAIN:
        return f"figure_{key}"
    # A figure of another period or of a village: the key alone would not tell it apart.
    return f"figure_{sha256(key.encode()).hexdigest()[:_PLAIN]}"


def codes(report: Report) -> list[str]:
    """The codes of the pinned figures, in the order of their rows."""
    return [figure.code for figure in report.figures.values() if figure.code]


def blocks(
    report: Report, number: str = "", pictures: Mapping[str, str] | None = None
) -> Iterator[Element]:
    """The paragraphs and the table of the annex, in order; `number` where there are several.

    `pictures` gives the relation of a pin's QR code by the pin's code.
    """
    yield paragraph(layout.ANNEX_MARK, [run(f"附件{number}")])
    yield paragraph(layout.STYLES[Level.TITLE], [run(TITLE)])
    where = f"（{report.place_path}，截至{in_chinese(report.as_of)}）"
    yield paragraph(layout.STYLES[Level.SUBTITLE], [run(where)])
    yield from _notes(report)
    yield _table(report, pictures or {})
    # Word wants a paragraph after a table; this one takes no room.
    yield paragraph(
        layout.TABLE_TEXT, [], w("spacing", before=0, after=0, line=20, lineRule="exact")
    )


def _notes(report: Report) -> Iterator[Element]:
    """How to read the table; above it, so that they never stand alone on a last page."""
    notes = [_HOW_WRITTEN, *([_HOW_TO_OPEN] if codes(report) else [])]
    if report.heads:
        notes.append(_HOW_TO_CHECK)
        notes += [f"{head.chain}：第{head.entries}条，{head.digest}" for head in report.heads]
    for note in notes:
        yield paragraph(layout.TABLE_TEXT, [run(note)])


def _table(report: Report, pictures: Mapping[str, str]) -> Element:
    told = report.in_text
    rows = [
        _row(number, figure, told.get(figure.key, ()))
        for number, figure in enumerate(report.figures.values(), start=1)
    ]
    if not codes(report):
        return tables.table(COLUMNS, rows, centred=(0, 6))
    for row, figure in zip(rows, report.figures.values(), strict=True):
        row.append(_code(figure, pictures))
    return tables.table(PINNED_COLUMNS, rows, centred=(0, 6))


def _code(figure: FigureText, pictures: Mapping[str, str]) -> list[Element]:
    if not figure.code:
        return [run("—")]
    if figure.code not in pictures:
        return [run(figure.code)]
    words = f"二维码：编码{figure.code}"
    # The footers' picture has number 1.
    number = 2 + list(pictures).index(figure.code)
    # Beneath its picture: beside it a word processor breaks the code at its hyphen.
    below = w("r", w("br"))
    picture = inline(pictures[figure.code], layout.PIN_QR_MM, words, number)
    return [picture, below, run(figure.code)]


def _row(number: int, figure: FigureText, told: tuple[str, ...]) -> list[list[Element]]:
    """The cells of a row, `told` being how the text writes the figure. It bears a bookmark where
    the text leads to it, and only then: by that a number that is gone from the text is found
    (pins.verifying)."""
    texts = (
        str(number),
        figure.name,
        "、".join(told) or figure.written or "—",
        _exact(figure),
        figure.period_text,
        figure.definition,
        str(figure.records) if figure.written is not None else "—",
        figure.digest[:DIGEST_CHARACTERS] or "—",
    )
    cells = [[run(text)] for text in texts]
    if told:
        start, end = bookmark(number, anchor(figure.key))
        cells[1] = [start, *cells[1], end]
    return cells


def _exact(figure: FigureText) -> str:
    if figure.value is None:
        return figure.reason or "无数据"
    return exact_of(figure.value, figure.unit, figure.numerator, figure.of)
