"""Putting what marks open and close into one another: 每村 … 每村完, 若 … 若完.

Used three times: for stretches within a line, for rows of a table, for paragraphs and tables. A
mark that stands at the edge of a paragraph or row and has no partner inside it, or whose partner
stands at the other edge, speaks of whole paragraphs or rows; any other of the text between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jishi.reports.parts import Only, Repeat
from jishi.reports.placeholders import CLOSES, EACH, OPENS, Mark
from jishi.reports.report import Segment

DEEPEST = 8
#: Told of a fault: what is wrong, and where (None: where one is now).
Fail = Callable[[str, Any], None]


@dataclass(slots=True)
class _Frame:
    mark: Mark | None
    where: Any
    parts: list[Any] = field(default_factory=list)


class Nest:
    """Collects parts, one in another. `fail` is told of every fault; what comes out is whole."""

    def __init__(self, fail: Fail, *, repeating: bool = False) -> None:
        self._fail, self._repeating = fail, repeating
        self._held = [_Frame(None, None)]

    @property
    def repeating(self) -> bool:
        """True where one stands inside 每村, here or further out."""
        return self._repeating or any(_is_each(one.mark) for one in self._held)

    def add(self, part: Any) -> None:
        """One more part where one is now."""
        self._held[-1].parts.append(part)

    def mark(self, mark: Mark, where: Any) -> None:
        """Open or close."""
        if mark.kind in OPENS:
            self._open(mark, where)
        else:
            self._close(mark, where)

    def closed(self, unclosed: str) -> tuple[Any, ...]:
        """All parts; `unclosed` says, with `%(mark)s` and `%(end)s`, that something is open."""
        while len(self._held) > 1:
            frame = self._held[-1]
            assert frame.mark is not None
            said = {"mark": _braced(frame.mark.typed), "end": _braced(OPENS[frame.mark.kind])}
            self._fail(unclosed % said, frame.where)
            self._pop()
        return tuple(self._held[0].parts)

    def _open(self, mark: Mark, where: Any) -> None:
        if mark.kind == EACH and self.repeating:
            self._fail(_("{{ 每村 }}里面不能再套{{ 每村 }}，先写{{ 每村完 }}。"), where)
        if len(self._held) > DEEPEST:
            self._fail(_("一层套一层，太深了，最多%(most)s层。") % {"most": DEEPEST}, where)
        self._held.append(_Frame(mark, where))

    def _close(self, mark: Mark, where: Any) -> None:
        wanted = CLOSES[mark.kind]
        kinds = [one.mark.kind for one in self._held if one.mark]
        if wanted not in kinds:
            said = {"mark": _braced(mark.typed), "start": _braced(wanted)}
            self._fail(_("%(mark)s前面没有%(start)s。") % said, where)
            return
        while True:
            inner = self._held[-1].mark
            assert inner is not None
            if inner.kind == wanted:
                self._pop()
                return
            said = {"mark": _braced(mark.typed), "inner": _braced(inner.typed),
                    "end": _braced(OPENS[inner.kind])}  # fmt: skip
            self._fail(_("%(inner)s还没有收，先写%(end)s，再写%(mark)s。") % said, where)
            self._pop()

    def _pop(self) -> None:
        frame = self._held.pop()
        mark, parts = frame.mark, tuple(frame.parts)
        assert mark is not None
        if mark.kind == EACH:
            self.add(Repeat(parts))
        else:
            assert mark.condition is not None
            self.add(Only(mark.condition, parts))


def edges(tokens: Sequence[Segment | Mark]) -> tuple[int, int]:
    """How many tokens at the beginning and at the end are marks about the whole."""
    marks = [isinstance(one, Mark) for one in tokens]
    if all(marks):
        return len(tokens), 0
    lead = marks.index(False)
    trail = len(tokens) - marks[::-1].index(False)
    partner = _partners(tokens)
    whole_lead = 0
    while whole_lead < lead and _whole(tokens[whole_lead], partner.get(whole_lead), trail):
        whole_lead += 1
    kept = len(tokens)
    while kept > trail:
        other = partner.get(kept - 1)
        if other is not None and other >= whole_lead:
            break
        kept -= 1
    return whole_lead, len(tokens) - kept


def _whole(token: Segment | Mark, partner: int | None, trail: int) -> bool:
    if isinstance(token, Mark) and token.kind in CLOSES:
        return partner is None
    return partner is None or partner >= trail


def _partners(tokens: Sequence[Segment | Mark]) -> dict[int, int]:
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if not isinstance(token, Mark):
            continue
        if token.kind in OPENS:
            opened.append(place)
            continue
        top = tokens[opened[-1]] if opened else None
        if isinstance(top, Mark) and top.kind == CLOSES[token.kind]:
            found[place], found[opened[-1]] = opened[-1], place
            opened.pop()
    return found


def _is_each(mark: Mark | None) -> bool:
    return mark is not None and mark.kind == EACH


def _braced(typed: str) -> str:
    return f"{{{{ {typed} }}}}"
