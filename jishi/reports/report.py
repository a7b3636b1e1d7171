"""What a finished report (报告) is: paragraphs of text and figures, before any page or file.

The Word file and the page are both made from one `Report`, so they cannot say
different things. Everything here is plain data; nothing knows the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction


class Level(IntEnum):
    """The place of a paragraph in the official layout (GB/T 9704-2012, 7.3.3)."""

    TITLE = 0  # 标题
    FIRST = 1  # 一、
    SECOND = 2  # （一）
    THIRD = 3  # 1.
    FOURTH = 4  # （1）
    BODY = 5  # 正文
    SUBTITLE = 6  # 题下说明: place and as-of date, under the title


HEADINGS = (Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)


@dataclass(frozen=True, slots=True)
class FigureText:
    """One figure, worded: all that a report, its table of proofs and its page need.

    `written` is what stands in the text (50余次), or None where the figure does not
    exist here; `reason` then says why. `value`, `numerator` and `of` are exact, in `unit`
    (元, %, 次). `period_text` and `definition` are Chinese. `records` is the number of
    records in the proof, `digest` their fingerprint (hex), `version` that of the
    definition. `url` leads to the proof page, for the screen only. `code` is that of its pin,
    as printed, '' where it is not pinned.
    """

    key: str
    name: str
    written: str | None
    value: int | Fraction | Decimal | None
    unit: str
    definition: str
    period_text: str
    records: int
    digest: str
    reason: str | None = None
    version: str = ""
    numerator: int | None = None
    of: int | None = None
    url: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last link of an audit chain (审计链链头) when the report was made."""

    chain: str  # whose chain, in Chinese: 上庄镇, 绩溪县
    entries: int
    digest: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph; `key` names the figure that it writes, if it is one."""

    text: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `origin` is the position of the template's block it comes from, if any."""

    level: Level
    segments: tuple[Segment, ...]
    origin: int = field(default=-1, compare=False)

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table in the text: its lines, the columns it takes, and whether it begins
    ("restart") or goes on with ("continue") one that reaches down over several rows."""

    lines: tuple[tuple[Segment, ...], ...]
    span: int = 1
    merge: str = ""

    @property
    def is_figure(self) -> bool:
        """True where nothing but one figure, or the dash for one that is not, stands in it."""
        held = [segment for line in self.lines for segment in line]
        return len(held) == 1 and (held[0].key is not None or held[0].text == NO_VALUE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in the text."""

    cells: tuple[Cell, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text; `widths` are the shares of its columns."""

    rows: tuple[TableRow, ...]
    widths: tuple[int, ...]
    origin: int = field(default=-1, compare=False)


#: What stands in a table for a figure that does not exist.
NO_VALUE = "—"


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be shown or written.

    `blocks` are its paragraphs and tables in order. `figures` holds every figure offered, in
    the order given, also those not in the text. `left_out` names the figures whose clause was
    left out because they have no value here.
    """

    place_name: str
    place_path: str
    as_of: date
    blocks: tuple[Paragraph | Table, ...]
    figures: Mapping[str, FigureText]
    heads: tuple[ChainHead, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The blocks that are no tables."""
        return tuple(one for one in self.blocks if isinstance(one, Paragraph))

    @property
    def in_text(self) -> Mapping[str, tuple[str, ...]]:
        """How the text writes each figure that it tells, every way once: 150余次 in a sentence,
        156次 in its table. Those whose clause was left out are none of them."""
        lines = [one.segments for one in self.paragraphs]
        rows = [row for one in self.blocks if isinstance(one, Table) for row in one.rows]
        lines += [line for row in rows for cell in row.cells for line in cell.lines]
        told: dict[str, dict[str, None]] = {}
        for segment in (segment for line in lines for segment in line):
            if segment.key:
                told.setdefault(segment.key, {})[segment.text] = None
        return {key: tuple(ways) for key, ways in told.items()}

    @property
    def title(self) -> str:
        return next((p.text for p in self.paragraphs if p.level is Level.TITLE), "")
