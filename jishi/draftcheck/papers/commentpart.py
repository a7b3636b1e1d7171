"""The part of a Word file that holds the comments, and what makes the file know of it."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from jishi.draftcheck.papers.wordfile import relations_part
from jishi.draftcheck.papers.wordpaper import Paper
from jishi.draftcheck.papers.wordparts import Load, Scan
from jishi.draftcheck.papers.wordscan import scan
from jishi.draftcheck.papers.wordsplice import UNFIT, spliced, tag_at
from jishi.draftcheck.papers.xmlnames import RELATIONS, WORD, Attributes, feed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"


class CommentPart:
    """Comments that are there, and the number that the next one gets."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._name = paper.file.related("comments")
        self._xml = b""
        self._scan = Scan()
        if self._name is not None:
            self._xml = paper.file.part(self._name)
            self._scan = scan(self._name, self._xml, Load())
        self.next_id = max(self._scan.largest_id, paper.body.largest_id) + 1

    def with_comments(self, texts: Sequence[str], author: str, at: dt.datetime) -> dict[str, bytes]:
        """The parts to change: comments with `next_id` and on, one for each text.

        Word takes the time of a comment as that of the clock on the wall.
        """
        made = "".join(
            self._comment(number, text, author, at)
            for number, text in enumerate(texts, self.next_id)
        )
        if self._name is not None and self._scan.space:
            return {self._name: _ended(self._xml, self._scan, made.encode())}
        return self._new_part(made)

    def _comment(self, number: int, text: str, author: str, at: dt.datetime) -> str:
        lines = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(UNFIT.sub(" ", line))}</w:t></w:r></w:p>'
            for line in text.split("\n")
        )
        who = UNFIT.sub(" ", author)
        return (
            f'<w:comment xmlns:w="{self._space()}" w:id="{number}" w:author={quoteattr(who)}'
            f' w:date="{at:%Y-%m-%dT%H:%M:%S}Z" w:initials={quoteattr(who[:2])}>'
            f"{lines}</w:comment>"
        )

    def _space(self) -> str:
        return self._scan.space or self._paper.body.space

    def _new_part(self, made: str) -> dict[str, bytes]:
        file = self._paper.file
        folder = posixpath.dirname(file.main)
        types = file.part(_TYPES)
        # A type without its part is bearable; two types of one part are not.
        base = next(
            name
            for name in ("comments.xml", *(f"comments{n}.xml" for n in range(2, 10_000)))
            if not file.has(posixpath.join(folder, name)) and f"/{name}".encode() not in types
        )
        name = posixpath.join(folder, base)
        content = f'{_HEAD}<w:comments xmlns:w="{self._space()}">{made}</w:comments>'
        return {
            name: content.encode(),
            relations_part(file.main): self._relations(base),
            _TYPES: _typed(types, name),
        }

    def _relations(self, target: str) -> bytes:
        taken = {one.id for one in self._paper.file.relations}
        number = next(n for n in range(1, 10_000) if f"rIdComments{n}" not in taken)
        kind = f"{RELATIONS[WORD.index(self._space())]}/comments"
        line = (
            f'<Relationship xmlns="{_PACKAGE}/relationships" Id="rIdComments{number}"'
            f' Type="{kind}" Target="{target}"/>'
        ).encode()
        name = relations_part(self._paper.file.main)
        if self._paper.file.has(name):
            xml = self._paper.file.part(name)
            return _ended(xml, _root(xml), line)
        return (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'.encode()
            + line
            + b"</Relationships>"
        )


def _typed(xml: bytes, name: str) -> bytes:
    line = f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{name}" ContentType="{_KIND}"/>'
    return _ended(xml, _root(xml), line.encode())


def _root(xml: bytes) -> Scan:
    """Where the root element begins and ends."""
    found, depth = Scan(), 0

    def start(_: str, __: Attributes) -> None:
        nonlocal depth
        if depth == 0:
            found.start = parser.CurrentByteIndex
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            found.end = parser.CurrentByteIndex

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    feed(parser, xml)
    return found


def _ended(xml: bytes, root: Scan, content: bytes) -> bytes:
    """The part with something put at the end of its root, which may have been empty."""
    tag = tag_at(xml, root.start)
    if not tag[3]:
        return spliced(xml, [(root.end, root.end, content)])
    opened = b"<%s%s>%s</%s>" % (tag[1], tag[2], content, tag[1])
    return spliced(xml, [(root.start, tag.end(), opened)])
