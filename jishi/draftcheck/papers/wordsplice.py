"""Bytes of a part put in place of others: tags taken apart, texts written, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from jishi.draftcheck.papers.refusing import broken
from jishi.draftcheck.papers.wordparts import Piece, Run

TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_SPACE = re.compile(rb"""\sxml:space\s*=\s*(?:"[^"]*"|'[^']*')""")
#: What XML cannot hold or a line of text does not: told before it breaks the file.
UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Splice = tuple[int, int, bytes]


def spliced(xml: bytes, splices: Iterable[Splice]) -> bytes:
    """The part with each stretch `start:end` replaced; those at one place in the order given."""
    made, at = [], 0
    for start, end, content in sorted(splices, key=lambda one: one[:2]):
        made += [xml[at:start], content]
        at = end
    return b"".join((*made, xml[at:]))


def tag_at(xml: bytes, start: int) -> re.Match[bytes]:
    """The opening tag at that place: its name, attributes, and "/" if it is all."""
    match = TAG.match(xml, start)
    if match is None:
        raise broken()
    return match


def closed(xml: bytes, start: int, end: int) -> int:
    """The first byte after an element that starts at `start` and whose closing tag is at `end`."""
    tag = tag_at(xml, start)
    return tag.end() if tag[3] else xml.index(b">", max(end, tag.end())) + 1


def piece_end(xml: bytes, piece: Piece) -> int:
    """The first byte after the piece's element."""
    tag = tag_at(xml, piece.start)
    if not tag[3] and piece.end == piece.start:  # a break written with a closing tag
        return closed(xml, piece.start, xml.index(b"</", tag.end()))
    return closed(xml, piece.start, piece.end)


def written(xml: bytes, piece: Piece, text: str) -> bytes:
    """The piece's element with another text; a break that keeps its character stays itself."""
    tag = tag_at(xml, piece.start)
    if piece.end == piece.start:
        if text == piece.text:
            return xml[piece.start : piece_end(xml, piece)]
        name, attributes = tag[1].rpartition(b":")[0], b""
        name = name + b":t" if name else b"t"
    else:
        name, attributes = tag[1], _SPACE.sub(b"", tag[2])
    if not text:
        return b"<%s%s></%s>" % (name, attributes, name)
    shown = escape(text).encode()
    return b'<%s%s xml:space="preserve">%s</%s>' % (name, attributes, shown, name)


def run_opening(xml: bytes, run: Run) -> bytes:
    """What begins another run of the same form."""
    form = b""
    if run.form is not None:
        form = xml[run.form[0] : closed(xml, *run.form)]
    return tag_at(xml, run.start)[0] + form


def run_closing(xml: bytes, run: Run) -> bytes:
    """What ends a run."""
    return b"</%s>" % tag_at(xml, run.start)[1]
