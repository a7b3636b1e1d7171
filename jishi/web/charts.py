"""Geometry of the charts: numbers in, positions out; no Django, no markup.

Templates ``charts/_*.html`` turn the geometry into SVG by attributes and classes, so that a
strict content policy needs no exception. Lengths are SVG user units (CSS pixels at size 1);
rounded to two decimals to keep pages small.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any

Number = int | float | Decimal

MOST_CELLS = 60  # more than this nobody counts by eye: a single bar says it better
CELL_FULL, CELL_CUT, CELL_MISSING = "full", "cut", "missing"


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
class Spark:
    """A small chart without axis. Columns for counts over time, a line for stocks."""

    kind: str
    width: float
    height: float
    columns: tuple[Column, ...] = ()
    points: str = ""
    dot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar by place: its length and whether it reaches the threshold."""

    name: str
    value: Number | None
    percent: float
    reaches: bool
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale; the threshold's place on it in percent, or ``None``."""

    rows: tuple[Bar, ...]
    limit: float | None


@dataclass(frozen=True, slots=True)
class Cells:
    """A whole drawn as cells, or as one bar (``share``) where there are too many."""

    n: int
    of: int
    width: float
    height: float
    cell: tuple[float, float]
    full: tuple[tuple[float, float], ...] = ()
    empty: tuple[tuple[float, float], ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class BandCell:
    """One villager group of the band: ``full``, ``cut`` (a link ends soon) or ``missing``."""

    x: float
    state: str
    name: str
    note: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class BandBlock:
    """The groups of one village."""

    name: str
    households: int | None
    url: str
    width: float
    cells: tuple[BandCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart with axis: columns (with last year's behind) or a line; every value told."""

    kind: str
    width: float
    height: float
    base: float
    columns: tuple[Column, ...]
    previous: tuple[Column, ...] = ()
    ticks: tuple[Tick, ...] = ()
    points: str = ""
    shown: frozenset[int] = field(default_factory=frozenset)

    def labelled(self) -> list[tuple[Column, bool]]:
        """Columns with whether there is room for the label beneath."""
        return [(column, index in self.shown) for index, column in enumerate(self.columns)]


def spark(
    values: Sequence[Number | None],
    *,
    kind: str = "column",
    labels: Sequence[str] | None = None,
    width: float = 72,
    height: float = 18,
    pitch: float = 6,
) -> Spark | None:
    """Lay out a small chart; ``None`` where there is nothing to see.

    A column chart of zeros and a line that never moves say nothing, so they are not drawn.
    ``None`` among the values (before the ledger's start) leaves a gap. ``pitch`` is the
    widest step from column to column. Raises ``ValueError`` on an unknown kind.
    """
    if kind not in ("column", "line"):
        raise ValueError(f"no such kind of spark: {kind!r}")
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    names = list(labels) if labels else [""] * len(values)
    if kind == "line":
        return None if min(known) == max(known) else _line(values, width, height)
    if not any(known):
        return None
    step = min(pitch, width / len(values))
    used = step * len(values)
    gap = 1 if step > 2.5 else 0.5
    return Spark("column", _r(used), height, _columns(values, names, 0, step, gap, height, height))


def bars(rows: Iterable[Mapping[str, Any]], *, threshold: Number | None = None) -> Bars:
    """Lay out rows ``{name, value, url?, text?}`` on one scale from 0 to 100 percent."""
    rows = list(rows)
    values = [row["value"] for row in rows if row["value"] is not None]
    top = float(max([*values, threshold or 0, 0])) or 1.0
    laid = tuple(
        Bar(
            name=row["name"],
            value=row["value"],
            percent=_r(max(0.0, float(row["value"] or 0)) / top * 100),
            reaches=row["value"] is not None and (threshold is None or row["value"] >= threshold),
            url=row.get("url") or "",
            text=row.get("text") or "",
        )
        for row in rows
    )
    return Bars(laid, None if threshold is None else _r(float(threshold) / top * 100))


def cells(
    n: int,
    of: int,
    *,
    cell: tuple[float, float] = (12, 12),
    gap: float = 2,
    per_row: int = 30,
) -> Cells:
    """Lay out n of a whole, row by row. Raises ``ValueError`` unless 0 ≤ n ≤ of."""
    if not 0 <= n <= of:
        raise ValueError(f"{n} is not a part of {of}")
    wide, high = cell
    if of > MOST_CELLS:
        width = per_row * (wide + gap) - gap
        return Cells(n, of, _r(width), high, cell, share=_r(width * n / of))
    places = tuple(
        (_r(i % per_row * (wide + gap)), _r(i // per_row * (high + gap))) for i in range(of)
    )
    rows = max(1, ceil(of / per_row))
    return Cells(
        n,
        of,
        _r(max(1, min(of, per_row)) * (wide + gap) - gap),
        _r(rows * (high + gap) - gap),
        cell,
        full=places[:n],
        empty=places[n:],
    )


def band(
    groups: Iterable[Mapping[str, Any]],
    *,
    cell: tuple[float, float] = (16, 26),
    gap: float = 2.5,
    cut: float = 10,
) -> list[BandBlock]:
    """Lay out villages ``{name, url?, households?, cells: [{name, state, note?}]}``.

    Raises ``ValueError`` on a state other than full, cut, missing.
    """
    wide, high = cell
    blocks = []
    for group in groups:
        laid = []
        for index, given in enumerate(group["cells"]):
            if given["state"] not in (CELL_FULL, CELL_CUT, CELL_MISSING):
                raise ValueError(f"no such state of a cell: {given['state']!r}")
            x = _r(index * (wide + gap))
            path = f"M{x:g} 0h{wide - cut:g}l{cut:g} {cut:g}v{high - cut:g}h-{wide:g}z"
            laid.append(BandCell(x, given["state"], given["name"], given.get("note") or "", path))
        blocks.append(
            BandBlock(
                name=group["name"],
                households=group.get("households"),
                url=group.get("url") or "",
                width=_r(max(1, len(laid)) * (wide + gap) - gap),
                cells=tuple(laid),
            )
        )
    return blocks


def trend(
    rows: Sequence[Mapping[str, Any]],
    *,
    kind: str = "column",
    width: float = 318,
    height: float = 116,
) -> Trend | None:
    """Lay out months ``{label, value, previous?}`` with a scale; ``None`` without any value."""
    values = [row["value"] for row in rows]
    before = [row.get("previous") for row in rows]
    known = [float(v) for v in (*values, *before) if v is not None]
    if not known:
        return None
    head, foot = 16, 18
    base = height - foot
    room = base - head
    low = 0.0 if kind == "column" else _low(known)
    marks = _scale(low, max(known))
    top = marks[-1]
    side = max(_text_width(_plain(mark)) for mark in marks) + 4
    step = (width - side) / len(rows)
    names = [str(row["label"]) for row in rows]
    told = [*names, *(_plain(float(v)) for v in values if v is not None)]
    every = ceil(max(_text_width(text) for text in told) / step)
    shown = frozenset(i for i in range(len(rows)) if (len(rows) - 1 - i) % every == 0)
    ticks = tuple(Tick(_r(base - (m - low) / (top - low) * room), _plain(m)) for m in marks[1:])
    if kind == "line":
        at = [
            None
            if v is None
            else (_r(step * (i + 0.5)), _r(base - (float(v) - low) / (top - low) * room))
            for i, v in enumerate(values)
        ]
        dots = tuple(
            Column(
                _r(step * i),
                p[1] if p else base,
                _r(step),
                0,
                names[i],
                values[i],
                i == len(at) - 1,
            )
            for i, p in enumerate(at)
        )
        points = " ".join(f"{p[0]:g},{p[1]:g}" for p in at if p)
        return Trend("line", width, height, base, dots, (), ticks, points, shown)
    paired = any(v is not None for v in before)
    gap = min(8.0, step * 0.3)
    wide = (step - gap) / (2 if paired else 1)
    now = _placed(values, names, step, gap / 2 + (wide if paired else 0), wide, base, room, top)
    then = _placed(before, names, step, gap / 2, wide, base, room, top) if paired else ()
    return Trend("column", width, height, base, now, then, ticks, "", shown)


def _line(values: Sequence[Number | None], width: float, height: float) -> Spark:
    known = [float(v) for v in values if v is not None]
    low, high, edge = min(known), max(known), 3.0
    step = (width - 2 * edge) / max(1, len(values) - 1)
    at = [
        (
            _r(edge + i * step),
            _r(height - edge - (float(v) - low) / (high - low) * (height - 2 * edge)),
        )
        for i, v in enumerate(values)
        if v is not None
    ]
    return Spark("line", width, height, points=" ".join(f"{x:g},{y:g}" for x, y in at), dot=at[-1])


def _columns(
    values: Sequence[Number | None],
    names: Sequence[str],
    start: float,
    step: float,
    gap: float,
    base: float,
    room: float,
) -> tuple[Column, ...]:
    top = max(float(v) for v in values if v is not None) or 1.0
    return _placed(values, names, step, start + gap / 2, step - gap, base, room, top)


def _placed(
    values: Sequence[Number | None],
    names: Sequence[str],
    step: float,
    start: float,
    wide: float,
    base: float,
    room: float,
    top: float,
) -> tuple[Column, ...]:
    laid = []
    for i, value in enumerate(values):
        if value is None:
            high = 0.0
        else:
            high = max(1.0, float(value) / top * room)  # a zero still shows as a stub: it is known
        laid.append(
            Column(
                _r(start + i * step),
                _r(base - high),
                _r(wide),
                _r(high),
                names[i],
                value,
                i == len(values) - 1,
            )
        )
    return tuple(laid)


def _scale(low: float, high: float) -> list[float]:
    """Round marks from low up to at least high: two to four steps of 1, 2 or 5."""
    span = max(high - low, 1.0)
    raw = span / 3
    power = 10 ** floor(log10(raw))
    size = next(m * power for m in (1, 2, 5, 10) if m * power >= raw)
    size = max(size, 1.0) if span >= 3 else size
    count = ceil(span / size)
    return [low + size * i for i in range(count + 1)]


def _low(known: Sequence[float]) -> float:
    """Where a line's scale begins: zero, unless the stock moves little against its size."""
    low, high = min(known), max(known)
    if low <= 0 or high - low > low * 0.25:
        return min(0.0, low)
    size = 10 ** floor(log10(max(high - low, 1.0)))
    return float(floor((low - size * 0.5) / size) * size)


def _text_width(text: str) -> float:
    """About how wide a label of 12 px runs, with air on both sides."""
    return 6 + sum(7 if char.isascii() else 12 for char in text)


def _plain(value: float) -> str:
    return f"{value:,.10g}".replace(",", "\u202f")


def _r(value: float) -> float:
    return round(value, 2)
