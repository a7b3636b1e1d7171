"""Charts by place: bars by village with a threshold, and the coverage band by villager group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jishi.web.charts.columns import Number, tidy

STATES = frozenset({"full", "cut", "missing"})
CELL = (16.0, 26.0)
GAP = 2.5
CORNER = 10.0  # the corner cut off a cell whose link ends soon


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length in percent, and whether it reaches the threshold."""

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
class Cell:
    """One villager group: ``full``, ``cut`` (a link ends soon) or ``missing``."""

    x: float
    state: str
    name: str
    note: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The groups of one village, side by side."""

    name: str
    households: int | None
    url: str
    width: float
    cells: tuple[Cell, ...] = ()


def bars(rows: Iterable[Mapping[str, Any]], *, threshold: Number | None = None) -> Bars:
    """Lay out rows ``{name, value, url?, text?}`` on one scale from 0 to 100 percent."""
    rows = list(rows)
    values = [float(row["value"]) for row in rows if row["value"] is not None]
    limit = None if threshold is None else float(threshold)
    top = max([*values, limit or 0.0, 0.0]) or 1.0
    laid = tuple(
        Bar(
            name=row["name"],
            value=row["value"],
            percent=tidy(max(0.0, float(row["value"] or 0)) / top * 100),
            reaches=row["value"] is not None and (threshold is None or row["value"] >= threshold),
            url=row.get("url") or "",
            text=row.get("text") or "",
        )
        for row in rows
    )
    return Bars(laid, None if limit is None else tidy(limit / top * 100))


def band(groups: Iterable[Mapping[str, Any]]) -> list[Band]:
    """Lay out villages ``{name, url?, households?, cells: [{name, state, note?}]}``.

    Raises ``ValueError`` on a state other than full, cut, missing.
    """
    wide, _ = CELL
    bands = []
    for group in groups:
        laid = tuple(_cell(i, given) for i, given in enumerate(group["cells"]))
        bands.append(
            Band(
                name=group["name"],
                households=group.get("households"),
                url=group.get("url") or "",
                width=tidy(max(1, len(laid)) * (wide + GAP) - GAP),
                cells=laid,
            )
        )
    return bands


def _cell(index: int, given: Mapping[str, Any]) -> Cell:
    if given["state"] not in STATES:
        raise ValueError(f"no such state of a cell: {given['state']!r}")
    wide, high = CELL
    x = tidy(index * (wide + GAP))
    outline = f"M{x:g} 0h{wide - CORNER:g}l{CORNER:g} {CORNER:g}v{high - CORNER:g}h-{wide:g}z"
    return Cell(x, given["state"], given["name"], given.get("note") or "", outline)
