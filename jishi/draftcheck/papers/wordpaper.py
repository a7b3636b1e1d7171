"""The whole Word file as one text: body, headers, footers, notes, each on lines of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from jishi.draftcheck.papers.refusing import broken, no_text, too_long
from jishi.draftcheck.papers.wordfile import WordFile
from jishi.draftcheck.papers.wordparts import Load, Paragraph, Piece, Run, Scan
from jishi.draftcheck.papers.wordscan import scan

_NOTES = (("footnote", "footnotes"), ("endnote", "endnotes"))


@dataclass(slots=True)
class Paper:
    """A Word file read. `stories`: (kind, start, end) of each part in the text.

    `pieces` are in the order of the text, `ends` the offsets of the line ends that end a paragraph.
    `sources` and `kinds`: bytes and kind of each part that holds text.
    """

    file: WordFile
    body: Scan
    text: str = ""
    stories: list[tuple[str, int, int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sources: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


def read_word(content: bytes, longest: int) -> Paper:
    """Read a .docx. Raises Unreadable."""
    file = WordFile(content)
    source = file.part(file.main)
    load = Load()
    body = scan(file.main, source, load)
    if not body.space:
        raise broken()
    paper = Paper(file, body, sources={file.main: source}, kinds={file.main: "body"})
    lines: list[str] = []
    builder = _Builder(paper, lines, longest)
    builder.add("body", file.main, source, body)
    for kind in ("header", "footer"):
        for name in _margins(file, body, kind):
            source = file.part(name)
            builder.add(kind, name, source, scan(name, source, load))
    for kind, relation in _NOTES:
        wanted = {number for one, number in body.notes if one == kind}
        part = file.related(relation)
        if wanted and part is not None:
            source = file.part(part)
            builder.add(kind, part, source, scan(part, source, load, wanted))
    paper.text = "".join(lines)
    if not paper.text.strip():
        raise no_text()
    return paper


def _margins(file: WordFile, body: Scan, kind: str) -> list[str]:
    """Headers or footers in the order in which the body names them, each once.

    Those of first and even pages only where the file has such pages; they are kept when it has not.
    """
    shown = {"first": body.title_page, "even": file.even_pages_differ()}
    targets = {one.id: one.target for one in file.relations if one.kind == kind}
    names = (
        targets.get(number, "")
        for one, when, number in body.margins
        if one == kind and shown.get(when, True)
    )
    return [name for name in dict.fromkeys(names) if name and file.has(name)]


class _Builder:
    def __init__(self, paper: Paper, lines: list[str], longest: int) -> None:
        self.paper = paper
        self.lines = lines
        self.longest = longest
        self.at = 0

    def add(self, kind: str, part: str, source: bytes, found: Scan) -> None:
        """Append one part's paragraphs; a part that never had text leaves no trace."""
        if not found.texts:
            return
        paper = self.paper
        paper.sources[part], paper.kinds[part] = source, kind
        if paper.stories:
            self._line_end()
        start = self.at
        joins, cell = True, False
        for paragraph in found.paragraphs:
            if not joins:
                self._line_end("\t" if cell else "\n")
            joins, cell = paragraph.joins, paragraph.cell
            for piece in paragraph.pieces:
                piece.at = self.at
                self.lines.append(piece.text)
                self.at += len(piece.text)
            paper.pieces.extend(paragraph.pieces)
            if self.at > self.longest:
                raise too_long(self.longest)
        paper.stories.append((kind, start, self.at))

    def _line_end(self, sign: str = "\n") -> None:
        """The end of a paragraph; between two cells of a row it is a tab, as in a sheet."""
        self.paper.ends.append(self.at)
        self.lines.append(sign)
        self.at += 1


def note_run(paper: Paper, paragraph: Paragraph) -> Run | None:
    """The run of the body that refers to the note in which the paragraph stands."""
    kind = paper.kinds[paragraph.part]
    return paper.body.notes.get((kind, paragraph.note or ""))
