"""Reading a part of a Word file element by element: text, runs and paragraphs as people see them.

Element meanings: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from jishi.draftcheck.papers.refusing import MAX_DEPTH, MAX_PIECES, too_much
from jishi.draftcheck.papers.wordparts import Load, Paragraph, Piece, Run, Scan
from jishi.draftcheck.papers.xmlnames import RELATIONS, Attributes, word_value

_SPACE = "http://www.w3.org/XML/1998/namespace space"
_BLANK = str.maketrans("\t\n\r", "   ")
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class _Alternative:
    """A choice of forms of one thing: the first is read, another is its twin."""

    chosen: bool = False
    first: int = 0
    last: int = 0


_Frame = tuple[Paragraph | None, Run | None, int, bool, list[bool], list[Paragraph]]
Starts = Mapping[str, Callable[["Scanner", Attributes], None]]
Ends = Mapping[str, Callable[["Scanner"], None]]


class Scanner:
    """What each element means for the text. What stands in a text box is read after the paragraph
    that holds it.

    `starts` and `ends` say by the name of an element which handler hears of it.
    """

    def __init__(
        self, part: str, load: Load, notes: set[str] | None, starts: Starts, ends: Ends
    ) -> None:
        self.part = part
        self.starts, self.ends = starts, ends
        self.load = load
        self.notes = notes
        self.found = Scan()
        self.paragraphs = self.found.paragraphs
        self.paragraph: Paragraph | None = None
        self.run: Run | None = None
        self.inner_runs = 0
        self.hidden = False
        self.fields: list[bool] = []  # of each open field: whether its result has begun
        self.in_paragraph_form = False
        self.frames: list[_Frame] = []
        self.alternatives: list[_Alternative] = []
        self.shadowing: list[bool] = []
        self.note: str | None = None
        self.skip = self.depth = 0
        self.text: list[str] = []
        self.strips = False
        self.text_start = 0
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_much()
        if self.skip:
            self.skip += 1
            return
        handler = self.starts.get(name)
        if handler is not None:
            handler(self, attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.skip:
            self.skip -= 1
            return
        handler = self.ends.get(name)
        if handler is not None:
            handler(self)

    # --- Text -------------------------------------------------------------------------------

    def start_text(self, attributes: Attributes) -> None:
        if self.run is None or self.paragraph is None or self._unseen():
            return
        self.found.texts = True
        self.text_start = self.parser.CurrentByteIndex
        self.run.whole |= self.depth != self.run.depth + 1
        self.strips = attributes.get(_SPACE) != "preserve"
        self.parser.CharacterDataHandler = self.text.append

    def end_text(self) -> None:
        if self.parser.CharacterDataHandler is None:
            return
        self.parser.CharacterDataHandler = None
        text = "".join(self.text).translate(_BLANK)
        self.text.clear()
        self._add(text.strip(" ") if self.strips else text, self.text_start)

    def start_math(self, _: Attributes) -> None:
        """A formula counts as one run: nothing is set between its bits."""
        self.start_run(_)
        if self.run is not None:
            self.run.whole = True

    def _unseen(self) -> bool:
        return self.hidden or not all(self.fields)

    def _add(self, text: str, start: int) -> None:
        if not text or self.run is None or self.paragraph is None or self._unseen():
            return
        at = self.parser.CurrentByteIndex
        self.found.texts = True
        self.load.pieces += 1
        if self.load.pieces > MAX_PIECES:
            raise too_much()
        piece = Piece(self.part, start, at, text, self.run, self.paragraph)
        self.run.first = self.run.first or piece
        self.run.last = piece
        self.paragraph.pieces.append(piece)

    def mark(self, text: str) -> None:
        """A tab or break: one character for the whole element, which has no content."""
        if self.run is not None:
            self.run.whole |= self.depth != self.run.depth + 1
        self._add(text, self.parser.CurrentByteIndex)

    # --- Runs and paragraphs ----------------------------------------------------------------

    def start_run(self, _: Attributes) -> None:
        if self.run is None:
            self.run = Run(self.parser.CurrentByteIndex, self.depth)
            self.hidden = False
        else:
            self.run.whole = True
            self.inner_runs += 1

    def end_run(self) -> None:
        if self.inner_runs:
            self.inner_runs -= 1
        elif self.run is not None:
            self.run.end = self.parser.CurrentByteIndex
            self.run, self.hidden = None, False

    def start_form(self, _: Attributes) -> None:
        if self.run is not None and not self.inner_runs and self.run.form is None:
            self.run.form = (self.parser.CurrentByteIndex, 0)

    def end_form(self) -> None:
        run = self.run
        if run is not None and not self.inner_runs and run.form is not None and not run.form[1]:
            run.form = (run.form[0], self.parser.CurrentByteIndex)

    def vanish(self, attributes: Attributes) -> None:
        if self.run is not None and word_value(attributes, "val") not in _OFF:
            self.hidden = True

    def start_paragraph(self, _: Attributes) -> None:
        self.paragraph = Paragraph(self.part, self.parser.CurrentByteIndex, note=self.note)
        if self.frames:
            self.paragraph.host = self._host()
        self.paragraphs.append(self.paragraph)

    def end_paragraph(self) -> None:
        if self.paragraph is not None:
            self.paragraph.end = self.parser.CurrentByteIndex
        self.paragraph = self.run = None
        self.inner_runs = 0

    def end_cell(self) -> None:
        if self.paragraphs:
            self.paragraphs[-1].cell = True

    def end_row(self) -> None:
        if self.paragraphs:
            self.paragraphs[-1].cell = False

    def _host(self) -> Run | None:
        return next((frame[1] for frame in self.frames if frame[1] is not None), None)

    def start_paragraph_form(self, _: Attributes) -> None:
        self.in_paragraph_form = True

    def end_paragraph_form(self) -> None:
        self.in_paragraph_form = False

    def removed(self, _: Attributes) -> None:
        if self.in_paragraph_form and self.paragraph is not None:
            self.paragraph.joins = True
        self.skip = 1

    def skipped(self, _: Attributes) -> None:
        self.skip = 1

    # --- Fields, text boxes, forms for old programs -----------------------------------------

    def field_mark(self, attributes: Attributes) -> None:
        kind = word_value(attributes, "fldCharType")
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def start_box(self, _: Attributes) -> None:
        if self._unseen():
            self.skip = 1
            return
        self._set_aside(self.paragraphs)

    def end_box(self) -> None:
        self._take_up()

    def _set_aside(self, paragraphs: list[Paragraph]) -> None:
        self.frames.append(
            (self.paragraph, self.run, self.inner_runs, self.hidden, self.fields, self.paragraphs)
        )
        self.paragraph, self.run, self.inner_runs, self.hidden = None, None, 0, False
        self.fields, self.paragraphs = [], paragraphs

    def _take_up(self) -> None:
        (
            self.paragraph,
            self.run,
            self.inner_runs,
            self.hidden,
            self.fields,
            self.paragraphs,
        ) = self.frames.pop()

    def start_alternatives(self, _: Attributes) -> None:
        self.alternatives.append(_Alternative())

    def end_alternatives(self) -> None:
        self.alternatives.pop()

    def start_choice(self, _: Attributes) -> None:
        if not self.alternatives or self.alternatives[-1].chosen:
            self.skip = 1
            return
        self.alternatives[-1].chosen = True
        self.alternatives[-1].first = len(self.paragraphs)

    def end_choice(self) -> None:
        self.alternatives[-1].last = len(self.paragraphs)

    def start_fallback(self, _: Attributes) -> None:
        if not self.alternatives:
            self.skip = 1
            return
        self.shadowing.append(self.alternatives[-1].chosen)
        if self.shadowing[-1]:
            self._set_aside([])

    def end_fallback(self) -> None:
        if not self.shadowing.pop():
            return
        shadows = self.paragraphs
        self._take_up()
        one = self.alternatives[-1]
        originals = self.paragraphs[one.first : one.last]
        if [p.text() for p in originals] == [p.text() for p in shadows]:
            for original, shadow in zip(originals, shadows, strict=True):
                original.twin = shadow

    def end_root(self) -> None:
        self.found.end = self.parser.CurrentByteIndex

    # --- Headers, footers, notes, ids ---------------------------------------------------------

    def header(self, attributes: Attributes) -> None:
        self._margin("header", attributes)

    def footer(self, attributes: Attributes) -> None:
        self._margin("footer", attributes)

    def _margin(self, kind: str, attributes: Attributes) -> None:
        for space in RELATIONS:
            if f"{space} id" in attributes:
                when = word_value(attributes, "type")
                self.found.margins.append((kind, when, attributes[f"{space} id"]))

    def title_page(self, attributes: Attributes) -> None:
        self.found.title_page |= word_value(attributes, "val") not in _OFF

    def footnote(self, attributes: Attributes) -> None:
        self._note("footnote", attributes)

    def endnote(self, attributes: Attributes) -> None:
        self._note("endnote", attributes)

    def _note(self, kind: str, attributes: Attributes) -> None:
        if self.run is not None and not self._unseen():
            self.found.notes.setdefault(
                (kind, word_value(attributes, "id")), self._host() or self.run
            )

    def start_note(self, attributes: Attributes) -> None:
        self.note = word_value(attributes, "id")
        if self.notes is not None and self.note not in self.notes:
            self.skip = 1

    def comment_mark(self, attributes: Attributes) -> None:
        number = word_value(attributes, "id")
        if number.isascii() and number.isdecimal() and len(number) < 10:
            self.found.largest_id = max(self.found.largest_id, int(number))
