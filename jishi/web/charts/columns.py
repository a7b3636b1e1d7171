"""Columns side by side on one base line: what sparks and trends have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its box, its label, its value (``None`` where nothing is known)."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: Number | None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """Where columns stand: the base line's y, the height that ``top`` reaches above it."""

    base: float
    room: float
    top: float

    def height(self, value: Number | None) -> float:
        """How high a value stands; a known zero still shows as a stub of 1, an unknown not."""
        return 0.0 if value is None else max(1.0, float(value) / self.top * self.room)


def place(
    values: Sequence[Number | None],
    names: Sequence[str],
    ground: Ground,
    *,
    step: float,
    start: float,
    width: float,
) -> tuple[Column, ...]:
    """Put one column per value, ``step`` apart, the first at ``start``; the last is marked."""
    laid = []
    for i, (value, name) in enumerate(zip(values, names, strict=True)):
        high = ground.height(value)
        x, y = tidy(start + i * step), tidy(ground.base - high)
        laid.append(Column(x, y, tidy(width), tidy(high), name, value, i == len(values) - 1))
    return tuple(laid)


def tidy(value: float) -> float:
    """Round a length to two decimals: finer is invisible and makes pages longer."""
    return round(value, 2)


def joined(points: Sequence[tuple[float, float]]) -> str:
    """Write points as the ``points`` attribute of a polyline."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)
