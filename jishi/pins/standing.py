"""The records of a figure as they stand: which they are, what each counts, what is read of it.

A pin keeps this list, so that years later it can be told which were added, corrected or taken
back. Of a share, and of a part told with its whole, the rest of the whole is listed too.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from jishi.indicators.engines import live
from jishi.indicators.expression import And, Column, Compare, Has, In, Missing, Node, Not, Or
from jishi.indicators.figures import Ground, at_of, covered
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.measures import Distinct, Groups, Share, Sum
from jishi.indicators.proof import digest_of
from jishi.kernel.record import canonical

_SHORT = 12  # hexadecimal digits: told from the 4 508 others of its list, and from itself before


class Stood(NamedTuple):
    """One record: `counts` is its weight as a fraction in the unit of the value, `part` False for
    the rest of a whole; `read` is a digest of what the figure reads of it, and of nothing else."""

    id: str
    number: str
    place: str
    on: str
    counts: str
    group: str
    part: bool
    read: str


Standing = Mapping[str, Stood]


def standing(figure: Figure, on: Ground) -> dict[str, Stood]:
    """The records of a figure by id, as the ledger has them now; none where it has no meaning."""
    if figure.covers is None or figure.period is None or not figure.covers.on_ledger:
        return {}
    places = on.places(covered(figure.indicator, on, figure.period))
    at = at_of(on, figure.period)
    measure = figure.indicator.measure
    if isinstance(measure, Groups) or (isinstance(measure, Share) and measure.reaches):
        return {one.id: one for one in _grouped(figure.indicator, places, at)}
    return _listed(figure.indicator, places, at)


def digest(held: Standing) -> str:
    """The 依据摘要 of these records: the same as `indicators.proof.digest` of their proof."""
    return digest_of((one.id, one.counts, one.group) for one in held.values() if one.part)


def packed(held: Standing) -> bytes:
    """The list as a pin keeps it."""
    rows = [list(held[key]) for key in sorted(held)]
    return zlib.compress(canonical(rows).encode(), 9)


def unpacked(kept: bytes | memoryview) -> dict[str, Stood]:
    """The list that a pin keeps."""
    rows = (Stood(*row) for row in json.loads(zlib.decompress(bytes(kept))))
    return {one.id: one for one in rows}


def columns_read(indicator: Indicator) -> list[str]:
    """Columns of the fact that decide whether, when and for how much a row counts."""
    measure = indicator.measure
    nodes = [indicator.kind, indicator.where, indicator.time.condition]
    named = [indicator.source.on]
    if isinstance(measure, Share) and measure.part:
        nodes.append(measure.part)
    if isinstance(measure, Distinct | Share):
        named.append(measure.key)
    if isinstance(measure, Sum):
        named.append(measure.column)
    found = [*named, *(name for node in nodes for name in _columns(node))]
    return list(dict.fromkeys(found))


def _listed(indicator: Indicator, places: live.Places, at: Any) -> dict[str, Stood]:
    measure = indicator.measure
    key = measure.key if isinstance(measure, Distinct | Share) else ""
    weight = measure.column if isinstance(measure, Sum) else ""
    read = columns_read(indicator)
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in live.lines(indicator, places, at, read):
        part = bool(row["dated"] and row["met"] and row["part"])
        if part or _in_whole(indicator, row):
            rows.setdefault(plain(row["id"]), []).append({**row, "counted": part})
    found = {}
    for identity, held in rows.items():
        counted = [row for row in held if row["counted"]]
        one = (counted or held)[0]
        said = sorted({tuple(plain(row[name]) for name in read) for row in counted or held})
        counts = live.exact(indicator, one[weight] or 0) if weight else 1
        found[identity] = Stood(
            id=identity, number=str(one["number"]), place=one["place"],
            on=plain(one[indicator.source.on]), counts=str(counts) if counted else "0",
            group=plain(one[key]) if key else "", part=bool(counted), read=_short(tuple(said)),
        )  # fmt: skip
    return found


def _grouped(indicator: Indicator, places: live.Places, at: Any) -> Iterator[Stood]:
    of_share = isinstance(indicator.measure, Share)
    for row in live.groups(indicator, places, at):
        if row["reached"] or of_share:
            amount = live.exact(indicator, int(row["amount"]))
            reached = bool(row["reached"])
            counts = (1 if of_share else amount) if reached else 0
            yield Stood(
                id=plain(row["id"]), number=str(row["number"]), place=row["place"],
                on=plain(row["on"]), counts=str(counts), group=plain(row["id"]), part=reached,
                read=_short(((str(amount),),)),
            )  # fmt: skip


def _in_whole(indicator: Indicator, row: Mapping[str, Any]) -> bool:
    """True where a row belongs to the whole that the figure is told as a part of."""
    if isinstance(indicator.measure, Share):
        return bool(row["dated"] and row["met"])
    return indicator.of_whole and bool(row["dated"])


def _columns(node: Node) -> Iterator[str]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _columns(part)
        case Not(part):
            yield from _columns(part)
        case Compare(column, _op, operand):
            yield column
            if isinstance(operand, Column):
                yield operand.name
        case In(column) | Has(column) | Missing(column):
            yield column


def plain(value: Any) -> str:
    """A stored value as text, the same from both databases: a UUID with its hyphens, a truth as 1
    or 0, nothing as ''."""
    if value is None:
        return ""
    text = str(int(value)) if isinstance(value, bool) else str(value)
    return str(UUID(text)) if len(text) == 32 and not text.isdigit() else text


@lru_cache(maxsize=4096)  # households of a town read alike by the hundred
def _short(said: tuple[tuple[str, ...], ...]) -> str:
    return hashlib.sha256(canonical(said).encode()).hexdigest()[:_SHORT]
