"""What is found in a text: figures, what was passed over, and what the place knows of its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from jishi.values.prose.comparing import Allowed
from jishi.values.prose.script import Plain


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as it stands in a text.

    `start`, `end`: offsets into the text as given. `value` in the plain unit (None for a range or
    a vague number), `allowed` the true values that the wording allows. `plain_start`, `plain_end`
    are offsets into `Reading.plain`. `universal`: a claim without exception (全覆盖), 100 %.
    """

    start: int
    end: int
    surface: str
    value: Fraction | None
    allowed: Allowed
    unit: str
    comparator: str
    role: str
    plain_start: int
    plain_end: int
    universal: bool = False

    @property
    def low(self) -> Fraction | None:
        """Least true value that the wording allows; None: no end."""
        return self.allowed.low

    @property
    def high(self) -> Fraction | None:
        """Greatest true value that the wording allows; None: no end."""
        return self.allowed.high


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A span of the text as given that looks like a figure and is none; `reason` as in REASONS."""

    start: int
    end: int
    surface: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, in its order."""

    text: str
    plain: Plain
    figures: tuple[Mention, ...]
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a place knows of its own words.

    `names`: phrases with a number that are figures (六大课堂). `proper`: proper names that may hold
    a number (千亩田村). `duties`: what 严格落实 or 全部 claims without exception (第一议题).
    """

    names: Collection[str] = ()
    proper: Collection[str] = ()
    duties: Collection[str] = ()
