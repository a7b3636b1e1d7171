"""A whole drawn as cells: 29 full ones of 30, and the one that is left out."""

from dataclasses import dataclass
from math import ceil

from jishi.web.charts.columns import tidy

MOST_CELLS = 60  # more than this nobody counts by eye: a single bar says it better
PER_ROW = 30
GAP = 2.0


@dataclass(frozen=True, slots=True)
class Cells:
    """Places of full and empty cells; or one bar of length ``share`` where there are too many."""

    n: int
    of: int
    width: float
    height: float
    cell: tuple[float, float]
    full: tuple[tuple[float, float], ...] = ()
    empty: tuple[tuple[float, float], ...] = ()
    share: float | None = None


def cells(n: int, of: int, *, cell: tuple[float, float] = (12, 12)) -> Cells:
    """Lay out n of a whole, 30 to a row. Raises ``ValueError`` unless 0 ≤ n ≤ of."""
    if not 0 <= n <= of:
        raise ValueError(f"{n} is not a part of {of}")
    wide, high = cell
    if of > MOST_CELLS:
        width = PER_ROW * (wide + GAP) - GAP
        return Cells(n, of, tidy(width), high, cell, share=tidy(width * n / of))
    spots = tuple(
        (tidy(i % PER_ROW * (wide + GAP)), tidy(i // PER_ROW * (high + GAP))) for i in range(of)
    )
    width = max(1, min(of, PER_ROW)) * (wide + GAP) - GAP
    height = max(1, ceil(of / PER_ROW)) * (high + GAP) - GAP
    return Cells(n, of, tidy(width), tidy(height), cell, full=spots[:n], empty=spots[n:])
