"""The part of a Word file that holds the comments, and what makes the file know of it."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from jishi.draftcheck.papers.wordfile import relations_part
from jishi.draftcheck.papers.wordpackage import HEAD, PACKAGE, TYPES, ended, root_of, typed
from jishi.draftcheck.papers.wordpaper import Paper
from jishi.draftcheck.papers.wordparts import Load, Scan
from jishi.draftcheck.papers.wordscan import scan
from jishi.draftcheck.papers.wordsplice import UNFIT
from jishi.draftcheck.papers.xmlnames import RELATIONS, WORD

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


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
            return {self._name: ended(self._xml, self._scan, made.encode())}
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
        types = file.part(TYPES)
        # A type without its part is bearable; two types of one part are not.
        base = next(
            name
            for name in ("comments.xml", *(f"comments{n}.xml" for n in range(2, 10_000)))
            if not file.has(posixpath.join(folder, name)) and f"/{name}".encode() not in types
        )
        name = posixpath.join(folder, base)
        content = f'{HEAD}<w:comments xmlns:w="{self._space()}">{made}</w:comments>'
        return {
            name: content.encode(),
            relations_part(file.main): self._relations(base),
            TYPES: typed(types, name, _KIND),
        }

    def _relations(self, target: str) -> bytes:
        taken = {one.id for one in self._paper.file.relations}
        number = next(n for n in range(1, 10_000) if f"rIdComments{n}" not in taken)
        kind = f"{RELATIONS[WORD.index(self._space())]}/comments"
        line = (
            f'<Relationship xmlns="{PACKAGE}/relationships" Id="rIdComments{number}"'
            f' Type="{kind}" Target="{target}"/>'
        ).encode()
        name = relations_part(self._paper.file.main)
        if self._paper.file.has(name):
            xml = self._paper.file.part(name)
            return ended(xml, root_of(xml), line)
        return (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'.encode()
            + line
            + b"</Relationships>"
        )
