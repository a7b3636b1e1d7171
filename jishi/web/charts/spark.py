"""Sparks: columns for counts over time, a line for stocks, nothing for what does not move."""

from collections.abc import Sequence
from dataclasses import dataclass

from jishi.web.charts.columns import Column, Ground, Number, joined, place, tidy

EDGE = 3.0  # room around a line for its dot


@dataclass(frozen=True, slots=True)
class Spark:
    """A small chart without axis; ``kind`` is ``column`` or ``line``."""

    kind: str
    width: float
    height: float
    columns: tuple[Column, ...] = ()
    points: str = ""
    dot: tuple[float, float] | None = None


def spark(
    values: Sequence[Number | None],
    *,
    kind: str = "column",
    labels: Sequence[str] | None = None,
    size: tuple[float, float] = (72, 18),
    pitch: float = 6,
) -> Spark | None:
    """Lay out a small chart; ``None`` where there is nothing to see.

    A column chart of zeros and a line that never moves say nothing, so they are not drawn.
    ``None`` among the values (before the ledger's start) leaves a gap. ``size`` is the widest
    and the height, ``pitch`` the widest step from column to column. Raises ``ValueError`` on
    an unknown kind.
    """
    if kind not in {"column", "line"}:
        raise ValueError(f"no such kind of spark: {kind!r}")
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    if kind == "line":
        return None if min(known) == max(known) else _line(values, size)
    top = float(max(known))
    if top <= 0:
        return None
    width, height = size
    step = min(pitch, width / len(values))
    gap = min(1 if step > 2.5 else 0.5, step / 3)
    laid = place(
        values,
        labels or [""] * len(values),
        Ground(base=height, room=height, top=top),
        step=step,
        start=gap / 2,
        width=step - gap,
    )
    return Spark("column", tidy(step * len(values)), height, laid)


def _line(values: Sequence[Number | None], size: tuple[float, float]) -> Spark:
    width, height = size
    known = [float(v) for v in values if v is not None]
    low, span = min(known), max(known) - min(known)
    step = (width - 2 * EDGE) / (len(values) - 1)
    room = height - 2 * EDGE
    points = [
        (tidy(EDGE + i * step), tidy(height - EDGE - (float(v) - low) / span * room))
        for i, v in enumerate(values)
        if v is not None
    ]
    return Spark("line", width, height, points=joined(points), dot=points[-1])
