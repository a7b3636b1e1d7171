"""Leaving out what cannot be said: clauses (分句) whose figure does not exist here.

A text is a list of pieces, each with the mark that closes it. A piece with a figure that
has no value is dropped with its mark; the marks between what remains are mended. What a
piece is: the text between two of the marks ，、：；。！？ (outside brackets and quotation
marks, so that “……、……” stays whole).

When every figure of a sentence (up to 。！？；) is gone, the sentence goes, too: what is
left of it ("今年以来，") was there only to lead up to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jishi.reports.report import Segment

#: Marks that end a piece, weak to strong. Between two kept pieces the strongest of the
#: marks stays that stood between them; of two equal ones the first.
_STRENGTH = {"、": 0, "，": 1, "：": 1, "；": 2, ";": 2, "。": 3, "！": 3, "？": 3}
_SENTENCE = 2

_OPENING = "（(《〈【〔“‘「『"
_CLOSING = "）)》〉】〕”’」』"


@dataclass(slots=True)
class _Piece:
    segments: list[Segment]
    mark: str = ""

    @property
    def keys(self) -> list[str]:
        return [segment.key for segment in self.segments if segment.key]


def without(segments: Iterable[Segment], missing: Callable[[str], bool]) -> tuple[Segment, ...]:
    """The segments without the clauses of missing figures, punctuation mended.

    `missing(key)` tells whether the figure has no value. Text without any missing figure
    comes back as it was; nothing is left of a paragraph that had only such clauses.
    """
    segments = tuple(segments)
    if not any(segment.key and missing(segment.key) for segment in segments):
        return segments
    pieces = list(_pieces(segments))
    kept = _kept(pieces, missing)
    return _joined(pieces, kept)


def _pieces(segments: Iterable[Segment]) -> Iterator[_Piece]:
    piece, depth = _Piece([]), 0
    for segment in segments:
        if segment.key:
            piece.segments.append(segment)
            continue
        start = 0
        for index, character in enumerate(segment.text):
            if character in _OPENING:
                depth += 1
            elif character in _CLOSING:
                depth = max(0, depth - 1)
            elif depth == 0 and character in _STRENGTH:
                _add_text(piece, segment.text[start:index])
                piece.mark = character
                yield piece
                piece, start = _Piece([]), index + 1
        _add_text(piece, segment.text[start:])
    if piece.segments:
        yield piece


def _add_text(piece: _Piece, text: str) -> None:
    if text:
        piece.segments.append(Segment(text))


def _kept(pieces: list[_Piece], missing: Callable[[str], bool]) -> list[bool]:
    kept: list[bool] = []
    for sentence in _sentences(pieces):
        sayable = [not any(missing(key) for key in piece.keys) for piece in sentence]
        had_figures = any(piece.keys for piece in sentence)
        has_figures = any(piece.keys for piece, ok in zip(sentence, sayable, strict=True) if ok)
        kept += [ok and (has_figures or not had_figures) for ok in sayable]
    return kept


def _sentences(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    sentence: list[_Piece] = []
    for piece in pieces:
        sentence.append(piece)
        if _STRENGTH.get(piece.mark, -1) >= _SENTENCE:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _joined(pieces: list[_Piece], kept: list[bool]) -> tuple[Segment, ...]:
    """Put the kept pieces together, each followed by the strongest mark up to the next."""
    out: list[Segment] = []
    mark = ""
    for piece, keep in zip(pieces, kept, strict=True):
        if keep:
            if out and mark:
                out.append(Segment(mark))
            out += piece.segments
            mark = piece.mark
        elif not piece.mark or _STRENGTH[piece.mark] > _STRENGTH.get(mark, -1):
            mark = piece.mark  # without one, the text itself ended unmarked
    if out and mark:
        out.append(Segment(mark))
    return merged(out)


def merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Neighbouring stretches of plain text as one."""
    out: list[Segment] = []
    for segment in segments:
        if out and out[-1].key is None and segment.key is None:
            out[-1] = Segment(out[-1].text + segment.text)
        elif segment.text or segment.key:
            out.append(segment)
    return tuple(out)
