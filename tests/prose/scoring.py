"""The labelled sentences, and how well a reader of figures does on them.

What a figure is, which unit and role it has, and how a block is written is told in
`labelled/README.md`. A reader is any function that takes a text and returns the figures found in
it; it is held against the labels by exact place, and only then by meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Protocol

COMPARATORS = frozenset(
    ["exact", "more_than", "nearly", "approx", "at_least", "at_most", "less_than", "range", "vague"]
)
ROLES = frozenset(["stated", "change", "norm", "target", "threshold"])
LINE_END = "⏎"  # a line end inside a surface, which itself stands on one line
NUMERALS = frozenset(
    "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两廿卅半萬億兩壹贰叁貳參"
)


class Read(Protocol):
    """What a reader says of one figure; `start` and `end` are offsets into the text as given."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def value(self) -> Fraction | None: ...
    @property
    def low(self) -> Fraction | None: ...
    @property
    def high(self) -> Fraction | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def comparator(self) -> str: ...
    @property
    def role(self) -> str: ...


Reader = Callable[[str], Iterable[Read]]


class BadLabel(ValueError):
    """A block that cannot be read: says file, line and what is wrong."""


@dataclass(frozen=True)
class Figure:
    """One labelled figure; `value` is None for a range (`low`, `high` instead) and a vague one."""

    start: int
    end: int
    surface: str
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str
    comparator: str
    role: str


@dataclass(frozen=True)
class Trap:
    """A place that looks like a figure and is none."""

    start: int
    end: int
    surface: str
    reason: str


@dataclass(frozen=True)
class Labelled:
    """One text with all its figures and its traps; `source` is file:line of its first line."""

    source: str
    text: str
    figures: tuple[Figure, ...]
    traps: tuple[Trap, ...]

    @property
    def held(self) -> bool:
        """Whether it was set aside: not to be looked at while a reader is being built."""
        return self.source.startswith("held_")

    def unlabelled(self) -> list[str]:
        """Every numeral that is neither in a figure nor in a trap, with what stands around it."""
        said = {
            place for span in (*self.figures, *self.traps) for place in range(span.start, span.end)
        }
        return [
            self.text[max(0, place - 4) : place + 5]
            for place, sign in enumerate(self.text)
            if sign in NUMERALS and place not in said
        ]


def load(folder: Path) -> list[Labelled]:
    """All labelled texts of a folder, by file name and line. Raises BadLabel."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        block: list[str] = []
        for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
            if line.strip():
                block.append(line)
            elif block:
                found.append(_block(block, f"{path.name}:{number - len(block)}"))
                block = []
    return found


def _block(lines: Sequence[str], source: str) -> Labelled:
    text = "\n".join(line[2:] for line in lines if line.startswith("> "))
    if not text or not lines[0].startswith("> "):
        raise BadLabel(f"{source}: a block begins with its sentence, '> …'")
    figures: list[Figure] = []
    traps: list[Trap] = []
    for line in lines:
        if line.startswith("> "):
            continue
        parts = [part.strip() for part in line.removeprefix("~ ").split(" | ")]
        surface = parts[0].replace(LINE_END, "\n")
        if line.startswith("~ "):
            if len(parts) != 2:
                raise BadLabel(f"{source}: a trap is 'surface | reason', not {line!r}")
            start = _free(text, surface, traps[-1].end if traps else 0, figures)
        else:
            start = text.find(surface, figures[-1].end if figures else 0)
        if start < 0 or not surface:
            raise BadLabel(f"{source}: {parts[0]!r} is not in the sentence from there on")
        if line.startswith("~ "):
            traps.append(Trap(start, start + len(surface), surface, parts[1]))
        else:
            figures.append(_figure(parts, start, surface, source))
    return Labelled(source, text, tuple(figures), tuple(traps))


def _free(text: str, surface: str, since: int, figures: Sequence[Figure]) -> int:
    """The first place of a trap that lies in no figure; -1 if there is none."""
    start = text.find(surface, since)
    while start >= 0 and any(_meet(figure, start, start + len(surface)) for figure in figures):
        start = text.find(surface, start + 1)
    return start


def _meet(span: Read | Figure, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _figure(parts: Sequence[str], start: int, surface: str, source: str) -> Figure:
    if len(parts) != 5:
        raise BadLabel(f"{source}: a figure has five parts, not {' | '.join(parts)!r}")
    _, said, unit, comparator, role = parts
    if comparator not in COMPARATORS or role not in ROLES:
        raise BadLabel(f"{source}: no such comparator or role: {comparator}, {role}")
    low, between, high = said.partition("..")
    if bool(between) != (comparator == "range") or (said == "-") != (comparator == "vague"):
        raise BadLabel(f"{source}: {said!r} does not go with {comparator}")
    try:
        ends = (Fraction(low), Fraction(high)) if between else (None, None)
        value = None if between or said == "-" else Fraction(said)
    except (ValueError, ZeroDivisionError) as fault:
        raise BadLabel(f"{source}: {said!r} is not a number") from fault
    return Figure(
        start=start,
        end=start + len(surface),
        surface=surface,
        value=value,
        low=ends[0],
        high=ends[1],
        unit="" if unit == "-" else unit,
        comparator=comparator,
        role=role,
    )


@dataclass
class Score:
    """How a reader did. Shares are of 1; one over nothing is 1, since nothing went wrong."""

    labelled: int = 0  # figures in the labels
    read: int = 0  # figures the reader found
    matched: int = 0  # with the very same start and end
    values: int = 0  # of those matched: value (or both ends) and unit are right
    comparators: int = 0
    roles: int = 0
    traps: int = 0
    flagged: int = 0  # traps that a figure of the reader lies on
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the figures found that are figures."""
        return _share(self.matched, self.read)

    @property
    def recall(self) -> float:
        """Share of the figures that were found."""
        return _share(self.matched, self.labelled)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return _share(2 * self.matched, self.read + self.labelled)

    @property
    def value_accuracy(self) -> float:
        """Share of the matched whose value and unit are right."""
        return _share(self.values, self.matched)

    @property
    def comparator_accuracy(self) -> float:
        """Share of the matched whose comparator is right."""
        return _share(self.comparators, self.matched)

    @property
    def role_accuracy(self) -> float:
        """Share of the matched whose role is right."""
        return _share(self.roles, self.matched)

    @property
    def trap_rate(self) -> float:
        """Share of the traps that were taken for figures; 0 if there are none."""
        return self.flagged / self.traps if self.traps else 0.0

    def __str__(self) -> str:
        head = (
            f"spans P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"
            f" ({self.labelled} labelled, {self.read} read) · value and unit"
            f" {self.value_accuracy:.3f} · comparator {self.comparator_accuracy:.3f}"
            f" · role {self.role_accuracy:.3f} · traps {self.flagged} of {self.traps}"
        )
        return "\n".join([head, *self.differences])


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def score(labelled: Iterable[Labelled], read: Reader) -> Score:
    """Hold a reader against the labels; every difference is told in words, in order."""
    result = Score()
    for one in labelled:
        _score_one(result, one, list(read(one.text)))
    return result


def _score_one(result: Score, one: Labelled, read: list[Read]) -> None:
    """Add one text. A span read twice counts as read twice, and matches once."""

    def tell(kind: str, start: int, end: int, more: str = "") -> None:
        around = one.text[max(0, start - 6) : end + 6].replace("\n", LINE_END)
        surface = one.text[start:end].replace("\n", LINE_END)
        result.differences.append(f"{one.source} {kind} 「{surface}」 in …{around}…{more}")

    wanted = {(figure.start, figure.end): figure for figure in one.figures}
    result.labelled += len(wanted)
    result.read += len(read)
    result.traps += len(one.traps)
    for found in sorted(read, key=lambda each: (each.start, each.end)):
        figure = wanted.pop((found.start, found.end), None)
        if figure is None:
            tell("not labelled", found.start, found.end)
            continue
        result.matched += 1
        for kind, said, right in _aspects(found, figure):
            if said == right:
                setattr(result, kind, getattr(result, kind) + 1)
            else:
                tell(kind, figure.start, figure.end, f" read {said}, labelled {right}")
    for start, end in wanted:
        tell("missed", start, end)
    for trap in one.traps:
        if any(_meet(found, trap.start, trap.end) for found in read):
            result.flagged += 1
            tell("trap taken", trap.start, trap.end, f" ({trap.reason})")


def _aspects(found: Read, figure: Figure) -> list[tuple[str, str, str]]:
    """What is compared of a matched figure: name in Score, as read, as labelled."""
    return [
        ("values", _worth(found, figure), _worth(figure, figure)),
        ("comparators", found.comparator, figure.comparator),
        ("roles", found.role, figure.role),
    ]


def _worth(said: Read | Figure, figure: Figure) -> str:
    """Value and unit in words; the ends count only where the label is a range."""
    if figure.comparator == "range":
        return f"{said.value} {said.low}..{said.high} {said.unit}"
    return f"{said.value} {said.unit}"
