"""Reading a template (模板): a Word file of headings, sentences, tables and placeholders.

A template says *what* is told, in which order; its look, headers, footers and properties
are not taken over, because the official layout is fixed (`layout`): what a header says is told
as a note. It holds no language to run: what stands between double braces is looked up in a list
of names and a few marks (`placeholders`), and anything else is refused (docs/decisions/0010, 0024).
Nothing of the file is evaluated or copied.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jishi.reports.foreign import said_of
from jishi.reports.nesting import Nest, edges
from jishi.reports.parts import (
    CONTEXT,
    VILLAGE,
    Block,
    Box,
    Condition,
    Grid,
    Passage,
    Row,
    references,
    repeats,
    taken_apart,
)
from jishi.reports.placeholders import IF, Mark, Unread, Vocabulary
from jishi.reports.placeholders import read as read_word
from jishi.reports.report import Level, Paragraph, Segment
from jishi.reports.safefile import TemplateError
from jishi.reports.wordfile import CellText, Line, TableText, Unit, margins, read

__all__ = [
    "CONTEXT", "HOW_COUNTED", "Template", "TemplateError", "compiled", "level_by_mark", "load",
]  # fmt: skip

#: Figures asked for each village, and all figures asked: each is a question to the ledger.
MOST_EACH, MOST_ASKED = 30, 200

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
#: A pair of braces alone, or full-width ones: none of the language, but easily typed for it.
_SLIP = re.compile(r"[{｛]{1,2}([^{}｛｝]{1,60})[}｝]{1,2}")
_MARKS = (
    (Level.FIRST, re.compile(r"[一二三四五六七八九十]+、")),
    (Level.SECOND, re.compile(r"[（(][一二三四五六七八九十]+[）)]")),
    (Level.THIRD, re.compile(r"\d{1,2}[.．](?!\d)\s*")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,2}[）)]")),
)
_STYLES = {
    "title": Level.TITLE,
    "subtitle": Level.SUBTITLE,
    "heading 1": Level.FIRST,
    "heading 2": Level.SECOND,
    "heading 3": Level.THIRD,
    "heading 4": Level.FOURTH,
}
#: How the numbers in faults are counted, told once beside them.
HOW_COUNTED = gettext_lazy("第几段是从头数有字的段：空行不算，表格里的不算；第几张表另数。")
_MARGIN_SHOWN = 40  # characters of a header by which it is named
_SHOWN = 12  # characters of a paragraph by which it is named
_COLUMN = 1000  # width of a column where the file does not say


@dataclass(frozen=True, slots=True)
class Template:
    """Blocks whose segments with a `key` are placeholders: a figure's reference or a word.

    Numbers of headings (一、) are taken off on reading and set anew by `story.build`. `notes`
    say what works, but hardly as meant.
    """

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures asked for of the place itself, in order of appearance, each once."""
        return self._asked(inside=False)

    @property
    def village_keys(self) -> tuple[str, ...]:
        """The figures asked for of each village."""
        return self._asked(inside=True)

    @property
    def repeats(self) -> bool:
        """True where something is said for each village."""
        return repeats(self.blocks)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its plain paragraphs outside of what is repeated or conditional."""
        return tuple(one for one in self.blocks if isinstance(one, Paragraph))

    def _asked(self, *, inside: bool) -> tuple[str, ...]:
        found = (ref for ref, each in references(self.blocks) if each is inside)
        return tuple(dict.fromkeys(found))


def load(
    source: bytes | Path,
    keys: Collection[str] | Vocabulary,
    names: Mapping[str, str | Collection[str]] | None = None,
) -> Template:
    """Read a template from a Word file.

    `keys` are the figures that may be asked for; `names` gives further words for them
    (Chinese name or alias → key), so that {{ 矛盾纠纷摸排 }} works in Word as well.
    Raises TemplateError naming every faulty paragraph or cell by number and first words.
    """
    units, problems = read(source)
    words = keys if isinstance(keys, Vocabulary) else Vocabulary(keys, names)
    template = compiled(units, words, problems)
    return replace(template, notes=(*template.notes, *map(_left_out, margins(source))))


def _left_out(margin: tuple[bool, str]) -> str:
    """That a header or footer is not taken over, and what in it so does not become a number."""
    above, text = margin
    said = _("页眉“%(text)s”不会带进报告，报告用自己的版式。") if above else _(
        "页脚“%(text)s”不会带进报告，报告用自己的版式。")  # fmt: skip
    told = said % {"text": text[:_MARGIN_SHOWN]}
    return told + _("里面的双花括号也不会换成数。") if "{{" in text else told


def compiled(units: Sequence[Unit], words: Vocabulary, problems: Iterable[str] = ()) -> Template:
    """The template of paragraphs and tables already read. Raises TemplateError."""
    reader = _Reader(words)
    general: list[tuple[str, int | None]] = [(one, None) for one in problems]
    if not general and not units:
        general.append((_("模板里没有文字。"), None))
    template = Template(reader.blocks(units))
    # As one reads: that a mark was never closed is found only at the end of the file.
    found = sorted(reader.faults, key=lambda one: one[0].order)
    placed = [(said, where.block) for where, said in found]
    told = dict.fromkeys([*general, *placed, *((one, None) for one in _too_much(template))])
    if told:
        raise TemplateError([one for one, _place in told], [place for _one, place in told])
    return Template(template.blocks, tuple(dict.fromkeys(reader.notes)))


def _too_much(template: Template) -> Iterable[str]:
    """What would ask the ledger too much."""
    most = {"each": MOST_EACH, "most": MOST_ASKED}
    if len(template.village_keys) > MOST_EACH:
        yield _("每村要算的数太多，最多%(each)s个。") % most
    if len(template.keys) > MOST_ASKED:
        yield _("要算的数太多，最多%(most)s个。") % most


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in the template: the block's position, the words that name the place, and row and
    cell within the block."""

    block: int
    said: str
    cell: tuple[int, int] = (0, 0)

    @property
    def order(self) -> tuple[int, tuple[int, int]]:
        """By this the places of a template stand as one reads them."""
        return self.block, self.cell


@dataclass(slots=True)
class _Reader:
    """Collects the faults of all paragraphs, so that they are told at once."""

    words: Vocabulary
    faults: list[tuple[_Where, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fail(self, what: str, where: Any) -> None:
        """Note a fault."""
        said = _("%(where)s：%(what)s") % {"where": where.said, "what": what}
        self.faults.append((where, said))

    def blocks(self, units: Sequence[Unit]) -> tuple[Block, ...]:
        """All paragraphs and tables, nested as their marks say."""
        nest = Nest(self.fail)
        paragraph = table = 0
        for block, unit in enumerate(units):
            if isinstance(unit, TableText):
                table += 1
                nest.add(self._grid(unit, block, table, repeating=nest.repeating))
                continue
            seen = bool(unit.text.strip() or unit.foreign)  # a blank line is none to who counts
            paragraph += seen
            named = {"number": paragraph, "start": unit.text[:_SHOWN]}
            where = _Where(block, _("第%(number)d段“%(start)s…”") % named)
            self._passage(unit, where, nest, is_first=seen and paragraph == 1)
        return nest.closed(_("%(mark)s没有收，后面要另写%(end)s。"))

    def _passage(self, line: Line, where: _Where, nest: Nest, *, is_first: bool) -> None:
        tokens = self._tokens(line, where)
        lead, trail = edges(tokens)
        for mark in tokens[:lead]:
            nest.mark(mark, where)  # type: ignore[arg-type]
        inside = tokens[lead : len(tokens) - trail]
        if inside:
            parts = self._inline(inside, where, repeating=nest.repeating)
            nest.add(_levelled(parts, line, where.block, is_first=is_first))
        for mark in tokens[len(tokens) - trail :]:
            nest.mark(mark, where)  # type: ignore[arg-type]

    def _grid(self, table: TableText, block: int, number: int, *, repeating: bool) -> Grid:
        nest = Nest(self.fail, repeating=repeating)
        columns = 0
        for place, cells in enumerate(table.rows, start=1):
            columns = max(columns, sum(cell.span for cell in cells))
            self._row(cells, nest, (block, number, place), head=place - 1 in table.heads)
        rows = nest.closed(_("%(mark)s没有收，同一张表里要写%(end)s。"))
        widths = table.widths if len(table.widths) == columns else (_COLUMN,) * columns
        return Grid(rows, widths, block)

    def _row(
        self, cells: Sequence[CellText], nest: Nest, at: tuple[int, int, int], *, head: bool
    ) -> None:
        block, table, row = at
        wheres, lines = [], []
        for place, cell in enumerate(cells, start=1):
            text = "".join(line.text for line in cell.lines)[:_SHOWN]
            named = {"table": table, "row": row, "cell": place, "start": text}
            where = _Where(block, _("第%(table)d张表第%(row)d行第%(cell)d格“%(start)s…”") % named,
                           (row, place))  # fmt: skip
            wheres.append(where)
            lines.append([self._tokens(line, where) for line in cell.lines])
        flat = [token for cell in lines for line in cell for token in line]
        lead, trail = edges(flat)
        for mark in flat[:lead]:
            nest.mark(mark, wheres[0])  # type: ignore[arg-type]
        if lead < len(flat) or not flat:
            held = _without_edges(lines, lead, len(flat) - trail)
            nest.add(Row(tuple(
                Box(
                    tuple(self._inline(line, where, repeating=nest.repeating) for line in boxed),
                    cell.span, cell.merge,
                )
                for cell, boxed, where in zip(cells, held, wheres, strict=True)
            ), head))  # fmt: skip
        for mark in flat[len(flat) - trail :]:
            nest.mark(mark, wheres[-1])  # type: ignore[arg-type]

    def _inline(
        self, tokens: Sequence[Segment | Mark], where: _Where, *, repeating: bool
    ) -> tuple[Any, ...]:
        nest = Nest(self.fail, repeating=repeating)
        for token in tokens:
            if isinstance(token, Mark):
                nest.mark(token, where)
                continue
            self._note(token, where, repeating=nest.repeating)
            nest.add(token)
        return nest.closed(_("%(mark)s写在一句话中间，同一段、同一格里要写%(end)s。"))

    def _note(self, token: Segment, where: _Where, *, repeating: bool) -> None:
        if token.key == VILLAGE and not repeating:
            self.fail(_("{{ 村名 }}只能写在{{ 每村 }}和{{ 每村完 }}之间。"), where)
        if token.key and repeating:
            key, _when, _place = taken_apart(token.key)
            if key in self.words.town_only:
                named = {"where": where.said, "name": self.words.called(key)}
                self.notes.append(_("%(where)s：“%(name)s”只按镇算，在每村里没有数。") % named)

    def _tokens(self, line: Line, where: _Where) -> list[Segment | Mark]:
        for kind in line.foreign:
            self.fail(said_of(kind), where)
        tokens: list[Segment | Mark] = []
        literal, end = "", 0
        for match in PLACEHOLDER.finditer(line.text):
            literal += line.text[end : match.start()]
            tokens += self._literal(line.text[end : match.start()], where)
            try:
                tokens.append(read_word(match.group(1), self.words))
            except Unread as unread:
                self.fail(str(unread), where)
                if match.group(1).strip().startswith(IF):
                    # What cannot be read still opens: its end is no further fault.
                    tokens.append(Mark(IF, match.group(1).strip(), Condition("")))
            end = match.end()
        literal += line.text[end:]
        tokens += self._literal(line.text[end:], where)
        if "{{" in literal or "}}" in literal:
            self.fail(_("双花括号没有配成对，应写成{{ 指标 }}。"), where)
        return _without_gaps(tokens)

    def _literal(self, text: str, where: _Where) -> list[Segment | Mark]:
        """Text as it stands; a note where a word of the language is in the wrong braces."""
        for slip in _SLIP.finditer(text):
            try:
                read_word(slip.group(1), self.words)
            except Unread:
                continue
            named = {"where": where.said, "typed": slip.group(0),
                     "meant": f"{{{{ {slip.group(1).strip()} }}}}"}  # fmt: skip
            said = _("%(where)s：“%(typed)s”会照原样印出来。要换成台账里的，写成%(meant)s。")
            self.notes.append(said % named)
        return [Segment(text)] if text else []


def _without_gaps(tokens: list[Segment | Mark]) -> list[Segment | Mark]:
    """Without the spaces beside marks: they are there for whoever writes, not for who reads."""
    marks = [isinstance(one, Mark) for one in tokens]
    return [
        token for place, token in enumerate(tokens)
        if isinstance(token, Mark) or token.key or token.text.strip()
        or not any(marks[max(0, place - 1) : place + 2])
    ]  # fmt: skip


def _without_edges(
    cells: Sequence[Sequence[list[Segment | Mark]]], lead: int, end: int
) -> list[list[list[Segment | Mark]]]:
    """The tokens of a row's cells, without the marks at its edges."""
    at = 0
    held: list[list[list[Segment | Mark]]] = []
    for cell in cells:
        lines = []
        for line in cell:
            kept = [token for place, token in enumerate(line, start=at) if lead <= place < end]
            at += len(line)
            if kept:
                lines.append(kept)
        held.append(lines)
    return held


def _levelled(
    parts: tuple[Any, ...], line: Line, origin: int, *, is_first: bool
) -> Paragraph | Passage:
    """A paragraph of its level, the number in front taken off."""
    first = parts[0]
    start = first.text if isinstance(first, Segment) and first.key is None else ""
    level, rest = levelled(line, start.lstrip(), is_first=is_first)
    if start:
        parts = (Segment(rest), *parts[1:]) if rest else parts[1:]
    if all(isinstance(part, Segment) for part in parts):
        return Paragraph(level, parts, origin)
    return Passage(level, parts, origin)


def levelled(line: Line, text: str, *, is_first: bool) -> tuple[Level, str]:
    """Level by Word style, else by the number in front; and the text without that number."""
    by_style = line.level if line.level is not None else _STYLES.get(line.style.lower())
    by_mark, rest = level_by_mark(text)
    if by_mark is not None and by_style in (None, by_mark):
        return by_mark, rest
    if by_style is not None:
        return by_style, text
    return (Level.TITLE if is_first else Level.BODY), text


def level_by_mark(text: str) -> tuple[Level | None, str]:
    """The level that the number in front (一、（一）1.) stands for, and the text after it."""
    for level, mark in _MARKS:
        match = mark.match(text)
        if match:
            return level, text[match.end() :]
    return None, text
