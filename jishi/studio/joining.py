"""Two texts of one draft side by side, and the two put together: by themselves where they changed
different paragraphs of the text that both began from, else as somebody chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

Text = Sequence[Sequence[str]]
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True)
class Stretch:
    """Some paragraphs: as the draft has them now, and as the other text has them."""

    theirs: tuple[tuple[str, str], ...]
    mine: tuple[tuple[str, str], ...]

    @property
    def agree(self) -> bool:
        """True where both are the same."""
        return self.theirs == self.mine

    @property
    def usual(self) -> str:
        """What is proposed: what only one of them has stays, else what was typed last."""
        if not self.mine:
            return THEIRS
        return MINE

    def chosen(self, choice: str) -> list[list[str]]:
        """The paragraphs of a choice."""
        taken = {THEIRS: self.theirs, MINE: self.mine, BOTH: (*self.theirs, *self.mine)}
        return [list(one) for one in taken.get(choice, self.mine)]


def side_by_side(theirs: Text, mine: Text) -> list[Stretch]:
    """The two texts in stretches that agree or do not, in order."""
    left, right = [(k, t) for k, t in theirs], [(k, t) for k, t in mine]
    found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [
        Stretch(tuple(left[start:end]), tuple(right[first:last]))
        for _kind, start, end, first, last in found
    ]


def together(stretches: Sequence[Stretch], choices: Mapping[int, str]) -> list[list[str]]:
    """One text: what agrees, and of each other stretch what was chosen (by its position)."""
    return [
        one
        for place, stretch in enumerate(stretches)
        for one in stretch.chosen(choices.get(place, stretch.usual))
    ]


def joined(base: Text, theirs: Text, mine: Text) -> list[list[str]] | None:
    """Both changes of `base` in one text; None where they touch the same paragraphs."""
    changes = sorted({*_changes(base, theirs), *_changes(base, mine)})
    if any(_meet(one, other) for one, other in pairwise(changes)):
        return None
    found = [list(one) for one in base]
    for start, end, words in reversed(changes):
        found[start:end] = [list(one) for one in words]
    return found


_Change = tuple[int, int, tuple[tuple[str, str], ...]]


def _changes(base: Text, text: Text) -> list[_Change]:
    """Stretches of `base` from … up to, and what stands there instead."""
    left, right = [(k, t) for k, t in base], [(k, t) for k, t in text]
    return [
        (start, end, tuple(right[first:last]))
        for kind, start, end, first, last in SequenceMatcher(
            None, left, right, autojunk=False
        ).get_opcodes()
        if kind != "equal"
    ]


def _meet(one: _Change, other: _Change) -> bool:
    """True where two changes, in order, touch the same paragraphs, or put words at one place."""
    return other[0] < one[1] or other[:2] == one[:2]
