"""Two texts of one draft side by side, and the two put together: by themselves where they changed
different paragraphs of the text that both began from, where they met as somebody chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Text = Sequence[Sequence[str]]
_Kept = list[list[str]]
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True)
class Stretch:
    """Some paragraphs: as the draft has them now, and as the other text has them."""

    theirs: tuple[tuple[str, str], ...]
    mine: tuple[tuple[str, str], ...]
    proposed: str = MINE

    @property
    def agree(self) -> bool:
        """True where both are the same."""
        return self.theirs == self.mine

    @property
    def usual(self) -> str:
        """What is proposed: what only one of them has stays, else what was typed last — or, of
        an earlier text, what the draft has now."""
        if not self.mine:
            return THEIRS
        return self.proposed

    def chosen(self, choice: str) -> list[list[str]]:
        """The paragraphs of a choice."""
        taken = {THEIRS: self.theirs, MINE: self.mine, BOTH: (*self.theirs, *self.mine)}
        return [list(one) for one in taken.get(choice, self.mine)]


def side_by_side(theirs: Text, mine: Text, proposed: str = MINE) -> list[Stretch]:
    """The two texts in stretches that agree or do not, in order."""
    left, right = [(k, t) for k, t in theirs], [(k, t) for k, t in mine]
    found: list[Stretch] = []
    for kind, start, end, first, last in _steps(left, right):
        pairs = [(left[start:end], right[first:last])]
        if kind == "replace" and end - start == last - first:  # each may be taken by itself
            pairs = [([one], [other]) for one, other in zip(*pairs[0], strict=True)]
        found += [Stretch(tuple(one), tuple(other), proposed) for one, other in pairs]
    return found


def together(stretches: Sequence[Stretch], choices: Mapping[int, str]) -> list[list[str]]:
    """One text: what agrees, and of each other stretch what was chosen (by its position)."""
    return [
        one
        for place, stretch in enumerate(stretches)
        for one in stretch.chosen(choices.get(place, stretch.usual))
    ]


@dataclass(frozen=True)
class Join:
    """Two changes of one text put together. Where both touch a paragraph it is told three ways:
    `text` has theirs, `mine` mine, `base` what both began from; all else is the same in the
    three. `apart` are those stretches, as places of `mine` from … up to."""

    text: list[list[str]]
    mine: list[list[str]]
    base: list[list[str]]
    apart: tuple[tuple[int, int], ...]


def join(base: Text, theirs: Text, mine: Text) -> Join:
    """Both changes of `base` in one text, paragraph by paragraph."""
    found: tuple[_Kept, _Kept, _Kept] = ([], [], [])
    apart: list[tuple[int, int]] = []
    reached = 0
    for start, end, one, other in _clusters(_changes(base, theirs), _changes(base, mine)):
        left, right = _applied(base, start, end, one), _applied(base, start, end, other)
        if not one or not other or left == right:
            ways = [left if one else right] * 3
        else:
            at = len(found[1]) + start - reached
            apart.append((at, at + len(right)))
            ways = [left, right, _lines(base[start:end])]
        for text, way in zip(found, ways, strict=True):
            text.extend(_lines(base[reached:start]) + way)
        reached = end
    for text in found:
        text.extend(_lines(base[reached:]))
    return Join(*found, tuple(apart))


def _lines(text: Text) -> list[list[str]]:
    return [list(one) for one in text]


def holds(kept: Text, text: Text, places: Sequence[tuple[int, int]]) -> bool:
    """True where a kept text has these places of another just so, at the same place of it."""
    left, right = [(k, t) for k, t in kept], [(k, t) for k, t in text]
    return not any(
        (first < end and last > start) or (start == end and first <= start <= last)
        for kind, _from, _to, first, last in _steps(left, right) if kind != "equal"
        for start, end in places
    )  # fmt: skip


def _steps(left: list[Any], right: list[Any]) -> Sequence[tuple[str, int, int, int, int]]:
    """How one becomes the other: (what, from … up to in the one, from … up to in the other)."""
    return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


_Change = tuple[int, int, tuple[tuple[str, str], ...]]


def _changes(base: Text, text: Text) -> list[_Change]:
    """Stretches of `base` from … up to, and what stands there instead. As many paragraphs for as
    many are so many changes: who wrote in one of two neighbours left the other alone."""
    left, right = [(k, t) for k, t in base], [(k, t) for k, t in text]
    found: list[_Change] = []
    for kind, start, end, first, last in _steps(left, right):
        if kind == "replace" and end - start == last - first:
            found += [
                (start + step, start + step + 1, (right[first + step],))
                for step in range(end - start)
            ]
        elif kind != "equal":
            found.append((start, end, tuple(right[first:last])))
    return found


def _clusters(
    theirs: Sequence[_Change], mine: Sequence[_Change]
) -> list[tuple[int, int, list[_Change], list[_Change]]]:
    """Changes that touch the same paragraphs, or put words at one place, in order: from … up to,
    theirs, mine."""
    found: list[tuple[int, int, list[_Change], list[_Change]]] = []
    both = [(one[0], one[1], side, one) for side, all_ in enumerate((theirs, mine)) for one in all_]
    for start, end, side, change in sorted(both):
        last = found[-1] if found else None
        if last is not None and (start < last[1] or (start, end) == last[:2]):
            found[-1] = last = (last[0], max(last[1], end), last[2], last[3])
        else:
            last = (start, end, [], [])
            found.append(last)
        last[2 + side].append(change)  # type: ignore[union-attr]
    return found


def _applied(base: Text, start: int, end: int, changes: Sequence[_Change]) -> list[list[str]]:
    """A stretch of `base` with changes that lie within it."""
    found: list[list[str]] = []
    for first, last, words in changes:
        found += _lines(base[start:first]) + _lines(words)
        start = last
    return found + _lines(base[start:end])
