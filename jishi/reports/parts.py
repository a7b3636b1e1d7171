"""What a template is made of: words and placeholders, in passages and tables, some of them
repeated for each village or kept only under a condition. Plain data; nothing here is run.

A reference names a figure: `key`, `key@when` (another period), `key@when/place` (a village).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from jishi.reports.report import Level, Paragraph, Segment

#: Placeholders that are not figures, with the Chinese word for each.
CONTEXT = {
    "place": "地名",
    "place_path": "地名全称",
    "as_of": "截至日期",
    "year": "年份",
    "last_full_year": "上一完整年度",
}
#: The one that stands for the village, where something is repeated for each of them.
VILLAGE, VILLAGE_WORD = "village", "村名"


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a figure is there and not zero (`negated`: is not there, or zero); or, with an
    `operator`, how its value stands to `bound`, in the plain unit (元, %, 次)."""

    ref: str
    negated: bool = False
    operator: str = ""
    bound: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Repeat:
    """每村: its parts are said once for each village, answered for it."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """若: its parts are said only where the condition holds."""

    condition: Condition
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph some of whose stretches are repeated or conditional."""

    level: Level
    parts: tuple[Any, ...]
    origin: int = -1


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its lines, how many columns it takes; `merge`: "restart" begins, "continue" goes on
    with a cell that reaches down over several rows, "" is a cell of its own."""

    lines: tuple[tuple[Any, ...], ...]
    span: int = 1
    merge: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a head is set apart and stands again on each page."""

    boxes: tuple[Box, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows, some repeated or conditional; `widths` are shares of the whole width."""

    rows: tuple[Any, ...]
    widths: tuple[int, ...]
    origin: int = -1


Block: TypeAlias = Paragraph | Passage | Grid | Repeat | Only


def placed(ref: str, place: str) -> str:
    """The reference of a figure at a village."""
    return f"{ref}/{place}" if place else ref


def taken_apart(ref: str) -> tuple[str, str, str]:
    """Key, when and place of a reference; '' for what it does not say."""
    rest, _slash, place = ref.partition("/")
    key, _at, when = rest.partition("@")
    return key, when, place


def held_in(part: Any) -> tuple[Any, ...]:
    """What a part consists of; a stretch of text or a placeholder consists of nothing further."""
    match part:
        case Repeat() | Only() | Passage():
            return part.parts
        case Paragraph():
            return part.segments
        case Grid():
            return part.rows
        case Row():
            return tuple(one for box in part.boxes for line in box.lines for one in line)
        case _:
            return ()


def references(parts: Any, *, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Every figure asked for, in order, and whether it is asked for each village."""
    for part in parts:
        if isinstance(part, Segment) and part.key and part.key not in (*CONTEXT, VILLAGE):
            yield part.key, inside
        elif isinstance(part, Only):
            yield part.condition.ref, inside
        yield from references(held_in(part), inside=inside or isinstance(part, Repeat))


def repeats(parts: Any) -> bool:
    """True where anything is said for each village."""
    return any(isinstance(part, Repeat) or repeats(held_in(part)) for part in parts)
