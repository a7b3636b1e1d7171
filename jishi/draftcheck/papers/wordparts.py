"""What the reader of a Word file finds: paragraphs, the pieces of their text, the runs of these."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Run:
    """A stretch of equal form. `whole`: nothing may be set between its pieces.

    `form` are the first byte and the closing tag of its w:rPr, where it has one.
    """

    start: int
    depth: int
    whole: bool = False
    form: tuple[int, int] | None = None
    end: int = 0
    first: Piece | None = None
    last: Piece | None = None


@dataclass(slots=True, eq=False)
class Piece:
    """Text of one element: a w:t, or a tab or break that counts as one character.

    `start` is its first byte; `end` its closing tag, or what follows it if it has none. `at` is the
    offset in the draft, set when all parts are known.
    """

    part: str
    start: int
    end: int
    text: str
    run: Run
    paragraph: Paragraph
    at: int = 0


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph with its pieces in order; one with `joins` runs on into the next.

    `host` is the run that holds the text box in which the paragraph stands. `note`:
    id of the footnote or endnote. `twin` is the same paragraph in the form for old programs.
    `cell`: it is the last of a table's cell, and another cell of the row follows.
    """

    part: str
    start: int
    host: Run | None = None
    note: str | None = None
    pieces: list[Piece] = field(default_factory=list)
    joins: bool = False
    cell: bool = False
    end: int = 0
    twin: Paragraph | None = None

    def text(self) -> str:
        """Its characters, without a line end."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Load:
    """How much of a file was read so far, over all its parts."""

    tags: int = 0
    pieces: int = 0


@dataclass(slots=True)
class Scan:
    """What one part holds.

    `texts`: whether it has an element for text, even an empty one. `margins`: headers and footers
    in order of use, each with the pages it is for (``first``, ``even``, ``default``) and its
    relation id. `title_page`: whether a section has a first page of its own. `notes`: (kind, id)
    → the run that refers to the note. `largest_id`: of comments. `space`, `start`, `end`:
    namespace, first byte and closing tag of a root of text or comments.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    texts: bool = False
    margins: list[tuple[str, str, str]] = field(default_factory=list)
    title_page: bool = False
    notes: dict[tuple[str, str], Run] = field(default_factory=dict)
    largest_id: int = 0
    space: str = ""
    start: int = 0
    end: int = 0
