"""Word comments set at spans of the text; those of other hands stay.

A comment can stand in the body only. What concerns a text box stands at the box, what concerns a
footnote or endnote at its number in the body, what concerns a header or footer at the beginning of
the document; each then says where it belongs.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from jishi.draftcheck.papers.commentpart import CommentPart
from jishi.draftcheck.papers.refusing import Unreadable
from jishi.draftcheck.papers.wordchanges import pieces_within
from jishi.draftcheck.papers.wordpaper import Paper, note_run, read_word
from jishi.draftcheck.papers.wordparts import Piece, Run
from jishi.draftcheck.papers.wordsplice import (
    Splice,
    closed,
    piece_end,
    run_closing,
    run_opening,
    spliced,
    tag_at,
    written,
)

#: At one place, what ends comes before what begins.
_ENDS, _BEGINS = 0, 1

_Mark = tuple[int, int, bytes]  # place, _ENDS or _BEGINS, what is set there


def comment(
    content: bytes,
    notes: Sequence[tuple[int, int, str]],
    *,
    author: str,
    at: dt.datetime,
    places: Mapping[str, str],
    longest: int,
) -> bytes:
    """The file with a comment for each span. Raises Unreadable, ValueError.

    `places`: kind of part, or ``box`` → how a comment begins that cannot stand at its words, with
    %(words)s for them.
    """
    paper = read_word(content, longest)
    part = CommentPart(paper)
    setter = _Setter(paper)
    texts = []
    for number, (start, end, text) in enumerate(notes, part.next_id):
        where = setter.set(number, start, end)
        words = " ".join(paper.text[start:end].split())
        texts.append(places[where] % {"words": words} + "\n" + text if where else text)
    return paper.file.rewritten(setter.body() | part.with_comments(texts, author, at))


class _Setter:
    """Marks gathered for the body, then set all at once."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.xml = paper.sources[paper.file.main]
        self.starts = [piece.at for piece in paper.pieces]
        self.inside: dict[Piece, list[_Mark]] = defaultdict(list)
        self.between: list[_Mark] = []
        self.lonely: list[bytes] = []  # what stands in a body without a word
        root = tag_at(self.xml, paper.body.start)[1]
        prefix = root.rpartition(b":")[0]
        self.prefix = prefix or b"w"
        #: Attributes need a prefix; where the document has none, each mark brings its own.
        self.brought = b"" if prefix else b' xmlns:w="%s"' % paper.body.space.encode()

    def set(self, number: int, start: int, end: int) -> str:
        """Set both ends of a comment; "" where it stands at its words, else where those are."""
        covered = pieces_within(self.paper.pieces, self.starts, start, end)
        if end > len(self.paper.text) or not covered:
            raise ValueError(f"no text at {start}–{end}")
        first = covered[0]
        last = [piece for piece in covered if piece.paragraph is first.paragraph][-1]
        kind = self.paper.kinds[first.part]
        paragraph = first.paragraph
        begin, finish = self._marks(number)
        if kind in {"header", "footer"}:
            self._at_beginning(begin, finish)
            return kind
        run = paragraph.host if kind == "body" else note_run(self.paper, paragraph)
        if run is not None:
            self._around(run, begin, finish)
            return "box" if kind == "body" else kind
        self._place(first, max(start - first.at, 0), _BEGINS, begin)
        self._place(last, min(end - last.at, len(last.text)), _ENDS, finish)
        return ""

    def body(self) -> dict[str, bytes]:
        """The main part with all marks set."""
        splices: list[Splice] = [
            (place, place, content) for place, _, content in sorted(self.between, key=_order)
        ]
        for piece, marks in self.inside.items():
            splices.append((piece.start, piece_end(self.xml, piece), self._parted(piece, marks)))
        if self.lonely:
            splices.append(self._into_empty(b"".join(self.lonely)))
        return {self.paper.file.main: spliced(self.xml, splices)}

    def _marks(self, number: int) -> tuple[bytes, bytes]:
        def mark(name: bytes) -> bytes:
            return b'<%s:%s%s %s:id="%d"/>' % (
                self.prefix, name, self.brought, self.prefix, number,
            )  # fmt: skip

        run = b"<%s:r%s>%s</%s:r>" % (
            self.prefix, self.brought, mark(b"commentReference"), self.prefix,
        )  # fmt: skip
        return mark(b"commentRangeStart"), mark(b"commentRangeEnd") + run

    def _at_beginning(self, begin: bytes, finish: bytes) -> None:
        own = [one for one in self.paper.body.paragraphs if one.host is None]
        for paragraph in own:
            if paragraph.pieces:
                self._around(paragraph.pieces[0].run, begin, finish)
                return
        if not own:
            raise Unreadable("这份文档的正文是空的，批注没有地方放", "请直接看页面上的核对结果")
        self.lonely.append(begin + finish)

    def _into_empty(self, content: bytes) -> Splice:
        """What has no word to stand at goes into the first paragraph, which is empty."""
        paragraph = next(one for one in self.paper.body.paragraphs if one.host is None)
        tag = tag_at(self.xml, paragraph.start)
        if tag[3]:
            whole = b"<%s%s>%s</%s>" % (tag[1], tag[2], content, tag[1])
            return paragraph.start, tag.end(), whole
        return paragraph.end, paragraph.end, content

    def _around(self, run: Run, begin: bytes, finish: bytes) -> None:
        self.between.append((run.start, _BEGINS, begin))
        self.between.append((closed(self.xml, run.start, run.end), _ENDS, finish))

    def _place(self, piece: Piece, offset: int, side: int, content: bytes) -> None:
        """Between two runs where that can be, else within the piece."""
        run = piece.run
        if run.whole:
            offset = 0 if side == _BEGINS else len(piece.text)
        if (run.whole and side == _BEGINS) or (offset == 0 and piece is run.first):
            self.between.append((run.start, side, content))
        elif run.whole or (offset == len(piece.text) and piece is run.last):
            self.between.append((closed(self.xml, run.start, run.end), side, content))
        else:
            self.inside[piece].append((offset, side, content))

    def _parted(self, piece: Piece, marks: list[_Mark]) -> bytes:
        """The piece with its run ended and begun again at each mark."""
        opening, closing = run_opening(self.xml, piece.run), run_closing(self.xml, piece.run)
        made, at = [], 0
        for offset, _, content in sorted(marks, key=_order):
            if offset > at:
                made.append(written(self.xml, piece, piece.text[at:offset]))
                at = offset
            made += [closing, content, opening]
        if at < len(piece.text):
            made.append(written(self.xml, piece, piece.text[at:]))
        return b"".join(made)


def _order(mark: _Mark) -> tuple[int, int]:
    return mark[:2]
