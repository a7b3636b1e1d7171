"""Spans of a Word file's text replaced; form and everything else stays as it was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from jishi.draftcheck.papers.wordpaper import Paper, read_word
from jishi.draftcheck.papers.wordparts import Paragraph, Piece
from jishi.draftcheck.papers.wordsplice import Splice, piece_end, spliced, written

#: From, to (within the piece), and what stands there instead.
_Cut = tuple[int, int, str]


def correct(content: bytes, changes: Sequence[tuple[int, int, str]], longest: int) -> bytes:
    """The file with each span replaced. Raises Unreadable, ValueError.

    `changes` are checked against each other before (`wordedit.checked`); here against the text.
    """
    paper = read_word(content, longest)
    pieces, starts = paper.pieces, [piece.at for piece in paper.pieces]
    cuts: dict[Piece, list[_Cut]] = defaultdict(list)
    for start, end, text in changes:
        if end > len(paper.text):
            raise ValueError(f"no text at {start}–{end}: it has {len(paper.text)} characters")
        covered = pieces_within(pieces, starts, start, end)
        _refuse_crossing(covered, start, end)
        _cut(covered, start, end, text, cuts)
        paragraph = covered[0].paragraph
        if paragraph.twin is not None:
            twin = _laid_beside(paragraph, paragraph.twin)
            at = [piece.at for piece in twin]
            _cut(pieces_within(twin, at, start, end), start, end, text, cuts)
    return paper.file.rewritten(_changed(paper, cuts))


def pieces_within(pieces: list[Piece], starts: list[int], start: int, end: int) -> list[Piece]:
    """The pieces of which a character lies in the span; `starts` are their offsets."""
    first, last = max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)
    return [piece for piece in pieces[first:last] if piece.at + len(piece.text) > start]


def _refuse_crossing(covered: list[Piece], start: int, end: int) -> None:
    inside = sum(min(end, piece.at + len(piece.text)) - max(start, piece.at) for piece in covered)
    if inside != end - start or len({piece.paragraph for piece in covered}) != 1:
        raise ValueError(f"the span {start}–{end} reaches over the end of a paragraph")


def _cut(
    covered: list[Piece], start: int, end: int, text: str, cuts: dict[Piece, list[_Cut]]
) -> None:
    """A text of the same length goes sign by sign where the old ones stood, each in its own form;
    any other goes into the first piece as a whole, the others only lose theirs."""
    alike = len(text) == end - start
    for piece in covered:
        since = max(start - piece.at, 0)
        until = min(end - piece.at, len(piece.text))
        own = until - since if alike else len(text)
        cuts[piece].append((since, until, text[:own]))
        text = text[own:]


def _laid_beside(paragraph: Paragraph, twin: Paragraph) -> list[Piece]:
    """The twin's pieces with the offsets of the paragraph that is read."""
    at = paragraph.pieces[0].at
    for piece in twin.pieces:
        piece.at = at
        at += len(piece.text)
    return twin.pieces


def _changed(paper: Paper, cuts: dict[Piece, list[_Cut]]) -> dict[str, bytes]:
    splices: dict[str, list[Splice]] = defaultdict(list)
    for piece, wanted in cuts.items():
        xml = paper.sources[piece.part]
        text, at = [], 0
        for since, until, instead in wanted:
            text += [piece.text[at:since], instead]
            at = until
        new = "".join((*text, piece.text[at:]))
        splices[piece.part].append((piece.start, piece_end(xml, piece), written(xml, piece, new)))
    return {part: spliced(paper.sources[part], found) for part, found in splices.items()}
