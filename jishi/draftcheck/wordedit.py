"""A draft given back: with figures put right where they stood, or with comments beside them.

Offsets are those of `source.open_draft(content, …).text`, exactly. Word files are opened in a child
process only, as for reading.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jishi.draftcheck.papers.asking import ask
from jishi.draftcheck.papers.wordsplice import UNFIT


@dataclass(frozen=True, slots=True)
class Change:
    """The characters `start` up to `end` become `text`; an empty text takes them out."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said about the characters `start` up to `end`, in one or more lines."""

    start: int
    end: int
    text: str


def corrected_text(text: str, changes: Sequence[Change]) -> str:
    """The text with its spans replaced. Raises ValueError where spans overlap or lie outside."""
    made, at = [], 0
    for change in _checked(changes):
        if change.end > len(text):
            raise ValueError(
                f"no text at {change.start}–{change.end}: it has {len(text)} characters"
            )
        made += [text[at : change.start], change.text]
        at = change.end
    return "".join((*made, text[at:]))


def corrected(content: bytes, changes: Sequence[Change]) -> bytes:
    """The .docx with spans of its text replaced; all form and all other parts stay as they were.

    A new text of the same length takes the form of what it replaces sign by sign, any other that of
    the first character. Raises ValueError for spans that overlap, lie outside or reach over the end
    of a paragraph; Unreadable as `open_draft` does.
    A signature does not survive (`Draft.signed`), a protection stays (`Draft.protected`).
    """
    wanted = [(one.start, one.end, one.text) for one in _checked(changes)]
    if not wanted:
        return content
    return base64.b64decode(ask("correct", content, changes=wanted)["file"])


def coded(content: bytes, pins: Mapping[str, str]) -> bytes:
    """The .docx with its pins among its properties, by code what each is written as in the text
    (pins.documents.bearing); all text and form stay.

    A signed file stays as it is. Raises Unreadable as `open_draft` does.
    """
    if not pins:
        return content
    return base64.b64decode(ask("code", content, pins=dict(pins))["file"])


def commented(content: bytes, notes: Sequence[Note], author: str, at: dt.datetime) -> bytes:
    """The .docx with a Word comment at each span; comments of others stay, spans may overlap.

    A span over several paragraphs is marked in its first. Word bears comments in the body only:
    one about a text box stands at the box, about a footnote or endnote at its number, about a
    header or footer at the first words of the document, and begins by naming its place. `at` is
    the time on the wall. Raises ValueError for spans outside the text, Unreadable as `open_draft`.
    """
    for note in notes:
        if not 0 <= note.start < note.end:
            raise ValueError(f"no span {note.start}–{note.end}")
    if not notes:
        return content
    places = {
        "box": _("文本框里的“%(words)s”："),
        "header": _("页眉里的“%(words)s”："),
        "footer": _("页脚里的“%(words)s”："),
        "footnote": _("脚注里的“%(words)s”："),
        "endnote": _("尾注里的“%(words)s”："),
    }
    answer = ask(
        "comment",
        content,
        notes=[(note.start, note.end, note.text) for note in notes],
        author=author,
        at=at.isoformat(),
        places=places,
    )
    return base64.b64decode(answer["file"])


def _checked(changes: Sequence[Change]) -> list[Change]:
    """The changes in order. Raises ValueError."""
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    at = 0
    for change in ordered:
        if not 0 <= change.start < change.end:
            raise ValueError(f"no span {change.start}–{change.end}")
        if change.start < at:
            raise ValueError(f"two changes at {change.start}")
        if UNFIT.search(change.text):
            raise ValueError("a new text holds a line end or what no document can hold")
        at = change.end
    return ordered
