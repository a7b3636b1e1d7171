"""An indicator 指标: one declaration; value, breakdown, trend and proof all come from it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from jishi.indicators.expression import ALWAYS, Node
from jishi.indicators.facts import FACTS, Fact
from jishi.indicators.measures import Measure
from jishi.indicators.timing import TimeRule
from jishi.kernel.columns import Text
from jishi.values.period import Period

LEVELS = ("any", "town")
WRITTEN = ("exact", "more_than")


@dataclass(frozen=True)
class Indicator:
    """What is counted, where and when.

    `kind` says which rows are of the indicator's kind at all; `where` what they must satisfy
    besides; `time` when. A row of the kind that fails one of the other two is what a proof
    calls excluded. `of_whole`: a cohort's value is shown as a part of the same measure without
    `where` (29 of 30). Other names of it are `aliases`. `said` holds
    how running text speaks of it, for the check of drafts: words between blanks that stand about
    the number, the last of them nearest. A ^ begins a word that stands right behind the number,
    a ? a phrase that speaks of a part as often as of the whole (走访农户50户): it is never taken
    for a contradiction. A ! begins words of a part that the ledger does not tell (双基项目总投资),
    wherever in the sentence the first of them stand.
    """

    key: str
    zh: Text
    unit: str
    definition: Text
    fact: str
    time: TimeRule
    measure: Measure
    chapter: str
    kind: Node = ALWAYS
    where: Node = ALWAYS
    level: str = "any"
    written: str = "exact"
    aliases: tuple[str, ...] = ()
    said: tuple[str, ...] = ()  # how running text speaks of it, see above
    counted_in: tuple[str, ...] = ()  # further measure words it is told in (8支服务队)
    of_whole: bool = False
    universal: bool = False  # 全覆盖, 第一议题: exceptions are shown first
    columns: tuple[str, ...] = ()  # of the fact, shown in the proof beside the usual ones

    def __post_init__(self) -> None:
        if self.fact not in FACTS:
            raise ValueError(f"{self.key}: no fact named {self.fact}")
        if self.level not in LEVELS or self.written not in WRITTEN:
            raise ValueError(f"{self.key}: level {self.level}, written {self.written}")

    def __str__(self) -> str:
        return self.key

    @property
    def source(self) -> Fact:
        """The fact it reads."""
        return FACTS[self.fact]

    @property
    def version(self) -> str:
        """Hash of the declaration's meaning; names may change without changing it."""
        meaning = (self.fact, self.kind, self.where, self.time, self.measure, self.level,
                   self.unit, self.of_whole)  # fmt: skip
        return hashlib.sha256(repr(meaning).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Covers:
    """How many of the towns of a place keep their ledger here."""

    on_ledger: int
    of: int


@dataclass(frozen=True)
class Figure:
    """An answer: exact value (None with a reason), the whole where there is one, its period."""

    indicator: Indicator
    place: str
    as_of: date
    period: Period | None
    value: Fraction | int | None = None
    numerator: int | None = None
    of: int | None = None
    records: int = 0
    reason: Text = ""
    covers: Covers | None = None

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.indicator.key


@dataclass(frozen=True)
class Line:
    """One record of a proof: what it counts for (in the unit of the value), and its group."""

    id: str
    number: str
    place: str
    on: date | None
    counts: Fraction | int
    group: str = ""
    group_name: str = ""
    reason: Text = ""
    title: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Proof:
    """The records that make a figure, and those of its kind that do not count, with the reason."""

    figure: Figure
    records: tuple[Line, ...]
    excluded: tuple[Line, ...]
