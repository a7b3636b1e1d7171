"""Comparing two days (环比, 同比): each figure that moved, and the records that moved it.

Both proofs are of the ledger as it stands now, so what differs is what happened between the
days and what the period took in or let go. The moves of a figure add up to its difference
exactly; of a share those of its part and those of its whole do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jishi.indicators.figures import Ground
from jishi.indicators.indicator import Figure, Indicator, Line, Proof
from jishi.indicators.measures import Distinct, Share, Sum
from jishi.indicators.proof import prove
from jishi.indicators.tables import INDICATORS
from jishi.kernel.columns import Text
from jishi.places import tree
from jishi.values import placecode
from jishi.values.period import last_month_end, same_day_last_year

MONTH, YEAR = "month", "year"
Proofs = Mapping[str, Proof]


def earlier(as_of: date, span: str) -> date:
    """The day to compare with: the end of the month before, or the same day of last year."""
    return last_month_end(as_of) if span == MONTH else same_day_last_year(as_of)


@dataclass(frozen=True, slots=True)
class Move:
    """What one subject (record, person, group) gave to a figure then and gives now.

    Amounts are in the unit of the value, None where it did not count. `why` says, where the proof
    of the other day tells, why it did not count then or does not any more. `part`: of a share,
    whether it is the part that moved (else the whole).
    """

    line: Line
    before: Fraction | int | None
    after: Fraction | int | None
    why: Text = ""
    part: bool = True

    @property
    def change(self) -> Fraction | int:
        """After less before."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure on two days. Either value may be None: then its figure says the reason.

    `merged`: what had merged into what by the later day (predecessor → successor).
    """

    now: Figure
    then: Figure
    moves: tuple[Move, ...]
    merged: Mapping[str, str] = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        """What was asked."""
        return self.now.indicator

    @property
    def known(self) -> bool:
        """Whether both days have a value."""
        return self.now.value is not None and self.then.value is not None

    @property
    def difference(self) -> Fraction | int:
        """Now less then; for a share in percentage points. Only where `known`."""
        assert self.now.value is not None and self.then.value is not None
        return self.now.value - self.then.value

    @property
    def moved(self) -> bool:
        """Whether the value differs."""
        return self.known and bool(self.difference)

    @property
    def swapped(self) -> bool:
        """Whether the value is the same, but of other records."""
        return self.known and not self.difference and bool(self.moves)

    def by_place(self, seen_from: str) -> list[PlaceMoves]:
        """The moves of each child place, and last of the place itself, in order of code.

        What lies in a place that merged by the later day is told of the successor (RULES: place);
        what merged out of the place itself, of where it lay.
        """
        held: dict[str, list[Move]] = {}
        longer = (
            length for length in sorted(placecode.LENGTHS.values()) if length > len(seen_from)
        )
        below = next(longer, len(seen_from))
        for move in self.moves:
            code = tree.heir(move.line.place, self.merged, seen_from=seen_from)
            code = code if code.startswith(seen_from) else move.line.place
            code = code[:below] if len(code) >= below else seen_from
            held.setdefault(code, []).append(move)
        order = sorted(held, key=lambda code: (code == seen_from, code))
        return [PlaceMoves(code, tuple(held[code])) for code in order]


@dataclass(frozen=True, slots=True)
class PlaceMoves:
    """The moves of one place: how many subjects came, left and changed, and their sum."""

    code: str
    moves: tuple[Move, ...]

    def of(self, *, part: bool) -> tuple[Move, ...]:
        """The moves of the part of a share, or of its whole; other figures have only a part."""
        return tuple(move for move in self.moves if move.part is part)

    @property
    def net(self) -> Fraction | int:
        """What the place adds to the difference (of a share: to its part)."""
        return sum((move.change for move in self.of(part=True)), 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All figures of a place on two days, in the order of the register."""

    place: str
    as_of: date
    earlier: date
    span: str
    changes: tuple[Change, ...]

    @property
    def moved(self) -> list[Change]:
        """Those that moved."""
        return [one for one in self.changes if one.moved]

    @property
    def swapped(self) -> list[Change]:
        """Those whose value is the same, but of other records."""
        return [one for one in self.changes if one.swapped]

    @property
    def still(self) -> list[Change]:
        """Those whose records and value are the same on both days."""
        return [one for one in self.changes if one.known and not one.moves]

    @property
    def unknown(self) -> list[Change]:
        """Those without a value on one of the days."""
        return [one for one in self.changes if not one.known]


def proofs_of(on: Ground) -> dict[str, Proof]:
    """The proof of every figure on a ground."""
    return {indicator.key: prove(indicator, on) for indicator in INDICATORS}


def compared(now: Proofs, then: Proofs, *, on: Ground, before: Ground, span: str) -> Comparison:
    """Compare the proofs of two grounds of one place."""
    merged = tree.mergers(on.as_of)
    changes = tuple(change(now[key], then[key], merged) for key in now)
    return Comparison(on.place, on.as_of, before.as_of, span, changes)


def change(now: Proof, then: Proof, merged: Mapping[str, str] | None = None) -> Change:
    """What moved one figure between two proofs of it; `merged` as `Change` has it."""
    moves: list[Move] = []
    if now.figure.value is not None and then.figure.value is not None:
        moves += _moves(_units(now), _units(then), _left_out(now), _left_out(then), part=True)
        if isinstance(now.figure.indicator.measure, Share):
            moves += _moves(_base(now), _base(then), {}, {}, part=False)
    return Change(now.figure, then.figure, tuple(moves), merged or {})


_Units = dict[str, tuple[Fraction | int, Line]]


def _units(proof: Proof) -> _Units:
    """What each subject counts for, by its id: persons or groups where those are counted."""
    return _weighed(proof, proof.records)


def _base(proof: Proof) -> _Units:
    return _weighed(proof, (*proof.records, *proof.excluded))


def _weighed(proof: Proof, lines: Iterable[Line]) -> _Units:
    measure = proof.figure.indicator.measure
    grouped = isinstance(measure, Distinct | Share)
    found: _Units = {}
    for line in lines:
        weight = line.counts if isinstance(measure, Sum) else 1
        found.setdefault(line.group or line.id if grouped else line.id, (weight, line))
    return found


def _left_out(proof: Proof) -> dict[str, Text]:
    reasons: dict[str, Text] = {}
    for line in proof.excluded:
        reasons.setdefault(line.id, line.reason)
    return reasons


def _moves(
    now: _Units, then: _Units, out_now: Mapping[str, Text], out_then: Mapping[str, Text],
    *, part: bool,
) -> Iterable[Move]:  # fmt: skip
    for key, (weight, line) in now.items():
        if key not in then:
            yield Move(line, None, weight, out_then.get(line.id, ""), part)
        elif then[key][0] != weight:
            yield Move(line, then[key][0], weight, "", part)
    for key, (weight, line) in then.items():
        if key not in now:
            yield Move(line, weight, None, out_now.get(line.id, ""), part)
