"""A template as plain pieces to edit on a page, and back: what Word holds, without Word.

A piece is a paragraph of a level, or a table: a line for each row, cells apart by “|”; “←” is a
cell taken together with the one to its left, “↑” with the one above. Placeholders are written by
their Chinese names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from jishi.reports import whens
from jishi.reports.document import to_template
from jishi.reports.parts import taken_apart
from jishi.reports.placeholders import IF, Mark, Unread, Vocabulary
from jishi.reports.placeholders import read as read_word
from jishi.reports.report import Cell, Level, Paragraph, Segment, Table, TableRow
from jishi.reports.template import PLACEHOLDER, compiled, levelled
from jishi.reports.wordfile import CellText, Line, TableText, Unit, heads_of, read
from jishi.reports.wording import clean

TABLE = "table"
KINDS: dict[str, Level] = {
    "title": Level.TITLE, "subtitle": Level.SUBTITLE, "first": Level.FIRST,
    "second": Level.SECOND, "third": Level.THIRD, "fourth": Level.FOURTH, "body": Level.BODY,
}  # fmt: skip
_OF_LEVEL = {level: kind for kind, level in KINDS.items()}
_LEFT, _UP = "←", "↑"
_WIDEST = 24
_COLUMN = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """One of KINDS, or TABLE; and its text."""

    kind: str
    text: str


def pieces_of(source: bytes | Path, words: Vocabulary) -> list[Piece]:
    """The pieces of a Word template. Raises TemplateError where it could not be used."""
    units, problems = read(source)
    compiled(units, words, problems)
    found, is_first = [], True
    for unit in units:
        if isinstance(unit, TableText):
            found.append(Piece(TABLE, _table_said(unit, words)))
            continue
        found.append(_paragraph_said(unit, words, is_first=is_first))
        is_first = False
    return found


def units_of(pieces: Iterable[Piece]) -> list[Unit]:
    """What `template.compiled` takes, a unit for each piece."""
    return [
        _table_read(piece.text) if piece.kind == TABLE
        else Line(clean(piece.text).strip(), level=KINDS[piece.kind])
        for piece in pieces
    ]  # fmt: skip


def word_of(pieces: Sequence[Piece]) -> bytes:
    """The pieces as a Word file to copy and change, with their placeholders as text."""
    blocks: list[Paragraph | Table] = []
    for unit in units_of(pieces):
        if isinstance(unit, TableText):
            rows = tuple(
                TableRow(tuple(_cell(cell) for cell in row), place in unit.heads)
                for place, row in enumerate(unit.rows)
            )
            if rows:
                columns = max(sum(cell.span for cell in row.cells) for row in rows)
                blocks.append(Table(rows, (_COLUMN,) * columns))
        elif unit.text:
            blocks.append(Paragraph(unit.level or Level.TITLE, (Segment(unit.text),)))
    return to_template(blocks)


def spelled(text: str, words: Vocabulary) -> str:
    """A text with its placeholders under their Chinese names; what cannot be read stays."""
    said, end = "", 0
    for match in PLACEHOLDER.finditer(text):
        said += text[end : match.start()]
        try:
            said += "{{ " + _name(read_word(match.group(1), words), words) + " }}"
        except Unread:
            said += match.group(0)
        end = match.end()
    return said + text[end:]


def _name(token: Segment | Mark, words: Vocabulary) -> str:
    if isinstance(token, Segment):
        return _called(token.key or "", words)
    condition = token.condition
    if condition is None:
        return token.kind
    name = _called(condition.ref, words)
    if condition.operator:
        return f"{IF} {name} {condition.operator} {_number(condition.bound)}"
    return f"{IF} 无 {name}" if condition.negated else f"{IF} {name}"


def _called(ref: str, words: Vocabulary) -> str:
    key, when, _place = taken_apart(ref)
    name = words.called(key)
    return f"{name}@{whens.said(when)}" if when else name


def _number(bound: Fraction) -> str:
    return str(bound.numerator) if bound.denominator == 1 else f"{float(bound):.6f}".rstrip("0")


def _paragraph_said(line: Line, words: Vocabulary, *, is_first: bool) -> Piece:
    """Marks in front stay in front of the text; the number of a heading goes."""
    marks, rest = "", line.text
    while (match := PLACEHOLDER.match(rest)) and isinstance(read_word(match.group(1), words), Mark):
        marks += match.group(0)
        rest = rest[match.end() :].lstrip()
    level, text = levelled(line, rest, is_first=is_first)
    return Piece(_OF_LEVEL[level], spelled(marks + text, words))


def _table_said(table: TableText, words: Vocabulary) -> str:
    lines = []
    for row in table.rows:
        cells = []
        for cell in row:
            text = spelled(" ".join(line.text for line in cell.lines), words)
            cells.append(_UP if cell.merge == "continue" else text.replace("|", "／"))
            cells += [_LEFT] * (cell.span - 1)
        lines.append(" | ".join(cells))
    return "\n".join(lines)


def _table_read(text: str) -> TableText:
    lines = [line.replace("｜", "|") for line in text.splitlines() if line.strip()]
    grid = [[cell.strip() for cell in line.split("|")][:_WIDEST] for line in lines]
    columns = max(map(len, grid), default=0)
    grid = [[*row, *[""] * (columns - len(row))] for row in grid]
    rows = tuple(_row(grid, place) for place in range(len(grid)))
    return TableText(rows, heads_of(rows), ())


def _row(grid: list[list[str]], place: int) -> tuple[CellText, ...]:
    cells: list[CellText] = []
    for column, text in enumerate(grid[place]):
        below = grid[place + 1][column] if place + 1 < len(grid) else ""
        if text == _LEFT and cells:
            last = cells[-1]
            cells[-1] = CellText(last.lines, last.span + 1, last.merge)
        elif text == _UP and place:
            cells.append(CellText((), 1, "continue"))
        else:
            said = clean(text).strip()
            merge = "restart" if below == _UP else ""
            cells.append(CellText((Line(said),) if said else (), 1, merge))
    return tuple(cells)


def _cell(cell: CellText) -> Cell:
    return Cell(tuple((Segment(line.text),) for line in cell.lines), cell.span, cell.merge)
