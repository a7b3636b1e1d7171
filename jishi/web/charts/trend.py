"""Months on an axis: columns for events (last year's beside them), a line for states and shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from jishi.web.charts.columns import Column, Ground, Number, joined, place, tidy

HEAD, FOOT = 16.0, 18.0  # room for the values above, the months beneath
STEPS = (1, 2, 5, 10)
STILL = 0.25  # a stock that moves less than this against its size is not drawn from zero


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale and what it stands for."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart with axis. ``named`` and ``valued`` are the months with room for label and value."""

    kind: str
    width: float
    height: float
    base: float
    columns: tuple[Column, ...]
    previous: tuple[Column, ...] = ()
    ticks: tuple[Tick, ...] = ()
    points: str = ""
    named: frozenset[int] = frozenset()
    valued: frozenset[int] = frozenset()

    def labelled(self) -> list[tuple[Column, bool, bool]]:
        """Each column with whether its month, and whether its value, is written."""
        return [(c, i in self.named, i in self.valued) for i, c in enumerate(self.columns)]


def trend(
    rows: Sequence[Mapping[str, Any]],
    *,
    kind: str = "column",
    size: tuple[float, float] = (318, 116),
) -> Trend | None:
    """Lay out months ``{label, value, previous?}``; ``None`` where no value is known."""
    values = [row["value"] for row in rows]
    before = [row.get("previous") for row in rows]
    known = [float(v) for v in (*values, *before) if v is not None]
    if not known:
        return None
    width, height = size
    marks = scale(0.0 if kind == "column" else _lowest(known), max(known))
    axis = _Axis(marks[0], Ground(height - FOOT, height - FOOT - HEAD, marks[-1]))
    step = (width - max(_text_width(_plain(mark)) for mark in marks) - 4) / len(rows)
    ticks = tuple(Tick(axis.y(mark), _plain(mark)) for mark in marks[1:])
    names = [str(row["label"]) for row in rows]
    named = _spaced(names, step)
    if kind == "line":
        months, points = _line(values, names, axis, step)
        valued = _ends(values)
        then: tuple[Column, ...] = ()
    else:
        paired = any(v is not None for v in before)
        gap = min(8.0, step * 0.3)
        wide = (step - gap) / (2 if paired else 1)
        after = gap / 2 + (wide if paired else 0)
        months = place(values, names, axis.ground, step=step, start=after, width=wide)
        points = ""
        valued = _spaced([_plain(float(v or 0)) for v in values], step)
        then = ()
        if paired:
            then = place(before, names, axis.ground, step=step, start=gap / 2, width=wide)
    return Trend(kind, width, height, axis.ground.base, months, then, ticks, points, named, valued)


def scale(low: float, high: float) -> list[float]:
    """Choose round marks from ``low`` up to at least ``high``: steps of 1, 2 or 5 × 10ⁿ."""
    span = max(high - low, 1.0)
    power = 10.0 ** floor(log10(span / 3))
    size = next(m * power for m in STEPS if m * power >= span / 3)
    if span >= 3:
        size = max(size, 1.0)
    return [low + size * i for i in range(ceil(span / size) + 1)]


@dataclass(frozen=True, slots=True)
class _Axis:
    """A scale that need not begin at zero."""

    low: float
    ground: Ground

    def y(self, value: Number) -> float:
        part = (float(value) - self.low) / (self.ground.top - self.low)
        return tidy(self.ground.base - part * self.ground.room)


def _line(
    values: Sequence[Number | None], names: Sequence[str], axis: _Axis, step: float
) -> tuple[tuple[Column, ...], str]:
    """Points of a line as columns without height, and the line itself."""
    months, points = [], []
    for i, (value, name) in enumerate(zip(values, names, strict=True)):
        y = axis.ground.base if value is None else axis.y(value)
        last = i == len(values) - 1
        months.append(Column(tidy(step * i), y, tidy(step), 0, name, value, last))
        if value is not None:
            points.append((tidy(step * (i + 0.5)), y))
    return tuple(months), joined(points)


def _ends(values: Sequence[Number | None]) -> frozenset[int]:
    """Of a line only its first and last known values are written; the rest is in the table."""
    known = [i for i, v in enumerate(values) if v is not None]
    return frozenset({known[0], known[-1]}) if known else frozenset()


def _spaced(texts: Sequence[str], step: float) -> frozenset[int]:
    """Choose the texts that do not run into each other, the last one always among them."""
    every = ceil(max(_text_width(text) for text in texts) / step)
    return frozenset(i for i in range(len(texts)) if (len(texts) - 1 - i) % every == 0)


def _lowest(known: Sequence[float]) -> float:
    """Where a line's scale begins: zero, unless the stock moves little against its size."""
    low, high = min(known), max(known)
    if low <= 0 or high - low > low * STILL:
        return min(0.0, low)
    size = 10.0 ** floor(log10(max(high - low, 1.0)))
    return floor((low - size * 0.5) / size) * size


def _text_width(text: str) -> float:
    """About how wide a label of 12 px runs, with air on both sides."""
    return 6 + sum(7 if char.isascii() else 12 for char in text)


def _plain(value: float) -> str:
    return f"{value:,.10g}".replace(",", "\u2009")
