"""A draft's text as the page shows and sends it: a box for each piece, what comes out below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jishi.access.actor import Actor
from jishi.indicators.figures import Ground
from jishi.indicators.tables import CHAPTERS, INDICATORS
from jishi.kernel.columns import Text
from jishi.reports.figures import preview_of, vocabulary
from jishi.reports.placeholders import Vocabulary
from jishi.reports.report import Report, Table
from jishi.reports.source import TABLE, Piece, units_of
from jishi.reports.template import Template, TemplateError, compiled
from jishi.studio.templates import Fault
from jishi.web import reporting

KIND_NAMES: dict[str, Text] = {
    "title": _("标题"), "subtitle": _("题下说明"), "first": _("一、"), "second": _("（一）"),
    "third": _("1."), "fourth": _("（1）"), "body": _("正文"), TABLE: _("表"),
}  # fmt: skip
_NEW_TABLE = """\
村 | 党员志愿活动
{{ 每村 }}{{ 村名 }} | {{ 党员志愿活动 }}{{ 每村完 }}
本级 | {{ 党员志愿活动@本级 }}
合计 | {{ 党员志愿活动 }}"""
_PLACEHOLDER = "{{"
_CLOSING, _OPENING = "。，、；：！？）】》〉”’」』…%.,;:!?)]", "（【《〈“‘「『(["


def posted(said: QueryDict) -> list[Piece]:
    """The pieces of a form. Raises Fault where it did not arrive whole."""
    kinds, texts = said.getlist("kind"), said.getlist("text")
    if not texts or len(kinds) != len(texts) or said.get("count") != str(len(texts)):
        raise Fault("text", _("正文没有收全，什么也没有存。刷新网页看看，再存一次。"))
    return [
        Piece(kind, text.replace("\r\n", "\n").replace("\r", "\n"))
        for kind, text in zip(kinds, texts, strict=True)
    ]


def split(pieces: Sequence[Piece]) -> list[tuple[int, Piece]]:
    """The pieces, one that holds several lines as so many paragraphs; each with its position in
    the form."""
    found = []
    for place, piece in enumerate(pieces):
        lines = [one for one in piece.text.split("\n") if one.strip()]
        if piece.kind == TABLE or len(lines) < 2:
            found.append((place, replace(piece, text=piece.text.strip())))
        else:
            found += [(place, replace(piece, text=line.strip())) for line in lines]
    return found


def changed(pieces: list[Piece], do: str) -> tuple[list[Piece], int | None]:
    """The pieces after a button (`add-3`, `up-3` …), and which of them is worked on now."""
    verb, _dash, number = do.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        return pieces, None
    at = int(number)
    held = list(pieces)
    if verb in ("add", "table") and at <= len(held):
        made = Piece("body", "") if verb == "add" else Piece(TABLE, _NEW_TABLE)
        return [*held[:at], made, *held[at:]], at
    if not 0 < at <= len(held):
        return pieces, None
    if verb == "remove":
        return (held[: at - 1] + held[at:]) or [Piece("body", "")], max(0, at - 2)
    to = at - 2 if verb == "up" else at if verb == "down" else -1
    if 0 <= to < len(held):
        held[at - 1], held[to] = held[to], held[at - 1]
        return held, to
    return pieces, at - 1


@dataclass
class Shown:
    """What comes out of a text: by position of the piece its blocks for the page, its faults."""

    blocks: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    faults: dict[int, list[str]] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()


def shown(pieces: Sequence[Piece], on: Ground, by: Actor) -> Shown:
    """The text with its figures, and whatever is wrong with it, each by its piece.

    A piece that cannot be read is left out, so that the others are shown.
    """
    words = vocabulary(on.called)
    parted = split(pieces)
    found = Shown()
    template = _read([piece for _place, piece in parted], words, parted, found)
    if template is not None:
        found.notes = template.notes
        try:
            made = preview_of(on, template, by=by)
        except TemplateError as error:
            found.general += error.problems
        else:
            _fill(found, made, parted)
    return found


def _read(
    pieces: list[Piece], words: Vocabulary, parted: list[tuple[int, Piece]], found: Shown
) -> Template | None:
    try:
        return compiled(units_of(pieces), words)
    except TemplateError as error:
        faulty = set()
        for said, place in zip(error.problems, error.places, strict=True):
            if place is None:
                found.general.append(said)
            else:
                faulty.add(place)
                found.faults.setdefault(parted[place][0], []).append(said)
    kept = [replace(one, text="") if at in faulty else one for at, one in enumerate(pieces)]
    try:
        return compiled(units_of(kept), words)
    except TemplateError:
        return None  # what is left does not hold together: its faults are told already


def _fill(found: Shown, made: Report, parted: list[tuple[int, Piece]]) -> None:
    for number, block in enumerate(made.blocks, 1):
        if block.origin < 0:
            continue
        place, piece = parted[block.origin]
        if isinstance(block, Table) or _PLACEHOLDER in piece.text:
            one = _kept_whole(reporting.shown(number, block, made, None))
            found.blocks.setdefault(place, []).append(one)


def _kept_whole(block: dict[str, Any]) -> dict[str, Any]:
    """Each figure with the signs that may not stand apart from it at the edge of a line: a stop
    behind it, a bracket before it. A button alone could be left at either side."""
    for parts in (block["parts"], *_lines(block)):
        for before, part in pairwise(parts):
            if part.get("key") and not before.get("key"):
                kept = before["text"].rstrip(_OPENING)
                part["before"], before["text"] = before["text"][len(kept) :], kept
            elif before.get("key") and not part.get("key"):
                rest = part["text"].lstrip(_CLOSING)
                cut = len(part["text"]) - len(rest)
                before["after"], part["text"] = part["text"][:cut], rest
    return block


def _lines(block: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for row in block.get("rows", ()):
        for cell in row["cells"]:
            yield from (line["parts"] for line in cell["lines"])


def rows(pieces: Sequence[Piece], out: Shown) -> list[dict[str, Any]]:
    """What the page lists: `{number, kind, text, lines, shown, faults}` for each piece."""
    return [
        {"number": place + 1, "kind": piece.kind, "text": piece.text,
         "label": KIND_NAMES.get(piece.kind, piece.kind),
         "lines": max(1, piece.text.count("\n") + 1, len(piece.text) // 30 + 1),
         "shown": out.blocks.get(place, []), "faults": out.faults.get(place, [])}
        for place, piece in enumerate(pieces)
    ]  # fmt: skip


def offered(called: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures that may be written, by chapter: `{title, names}` in the town's words."""
    words = vocabulary(called)
    return [
        {"title": title,
         "names": [words.called(one.key) for one in INDICATORS if one.chapter == chapter]}
        for chapter, title in CHAPTERS.items()
    ]  # fmt: skip
