"""The header of a sheet: which row it is, and which column each heading names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Column, Ledger
from jishi.values.entries import clean_text, nearest

VERSION = "版本"
_HEADER_WITHIN = 10

Said = tuple[str, str, str, Mapping[str, Any]]  # heading, message, hint, their values


@dataclass
class Named:
    """What a header row says: position → column name (or VERSION); what is wrong; what lacks.

    `bare` are the positions without a heading. `missing` holds required columns that no
    heading names: whether that is wrong depends on the rows below.
    """

    columns: dict[int, str] = field(default_factory=dict)
    faults: list[Said] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)
    bare: set[int] = field(default_factory=set)


def find_header(rows: Sequence[Any], ledger: Ledger) -> int | None:
    """Index of the header among the first rows: the one with most known headings, above ties.

    Two headings are asked for, so that a title is not taken for a header; one does where the
    ledger has no more than three columns.
    """
    known = _headings(ledger)
    best, found = 0, None
    least = 1 if len(ledger.columns) <= 3 else 2
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        score = sum(normal(cell) in known for cell in row.cells)
        if score >= least and score > best:
            best, found = score, index
    return found


def likeness(rows: Sequence[Any], ledger: Ledger) -> float:
    """Share of the ledger's headings that a sheet has: 1.0 where all are there."""
    known = _headings(ledger)
    return max(
        (
            len({known[normal(cell)].name for cell in row.cells if normal(cell) in known})
            / len(ledger.columns)
            for row in rows[:_HEADER_WITHIN]
        ),
        default=0.0,
    )


def name_columns(cells: Sequence[Any], ledger: Ledger) -> Named:
    """Read a header row.

    An unknown heading that stands where a required column lacks, or is nearly its name, is
    read as that column: one misspelt heading is one fault, not one a row.
    """
    known = _headings(ledger)
    named = Named()
    unknown: list[tuple[int, str]] = []
    for position, cell in enumerate(cells):
        heading = normal(cell)
        column = known.get(heading)
        if not heading:
            named.bare.add(position)
        elif heading == VERSION:
            named.columns[position] = VERSION
        elif column is None:
            unknown.append((position, clean_text(cell)))
        elif column.name in named.columns.values():
            named.faults.append((
                str(column.zh), N_("“%(heading)s”这个表头有两列。"),
                N_("留一列，另一列删掉或改名。"), {"heading": column.zh},
            ))  # fmt: skip
        else:
            named.columns[position] = column.name
    named.missing = [
        column
        for column in ledger.columns
        if (column.required or column.name == ledger.identity)
        and column.name not in named.columns.values()
    ]
    for position, text in unknown:
        named.faults.append(_unknown(named, ledger, position, text))
    return named


def _unknown(named: Named, ledger: Ledger, position: int, text: str) -> Said:
    meant = _meant(named, ledger, position, text)
    if meant is not None:
        named.columns[position] = meant.name
        named.missing.remove(meant)
        near: str | None = str(meant.zh)
    else:
        absent = [str(c.zh) for c in ledger.columns if c.name not in named.columns.values()]
        near = nearest(text, absent) or nearest(text, [str(c.zh) for c in ledger.columns])
    return (
        text,
        N_("不认识“%(heading)s”这个表头。"),
        N_("是不是“%(near)s”？改成它，或删掉这一列。") if near
        else N_("改成模板里的表头，或删掉这一列。"),
        {"heading": text, "near": near or ""},
    )  # fmt: skip


def _meant(named: Named, ledger: Ledger, position: int, text: str) -> Column | None:
    near = nearest(text, [str(column.zh) for column in named.missing])
    for column in named.missing:
        if str(column.zh) == near:
            return column
    order = [column.name for column in ledger.columns]
    for column in named.missing:
        index = order.index(column.name)
        before = order[index - 1] if index else None
        after = order[index + 1] if index + 1 < len(order) else None
        if position and named.columns.get(position - 1) == before:
            return column
        if named.columns.get(position + 1, VERSION) == after:
            return column
    return None


def _headings(ledger: Ledger) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in ledger.columns:
        found.setdefault(normal(str(column.zh)), column)
    for column in ledger.columns:
        for alias in column.aliases:
            found.setdefault(normal(alias), column)
        if column.unit:
            found.setdefault(normal(f"{column.zh}（{column.unit}）"), column)
    return found


def normal(cell: Any) -> str:
    """A heading as it is compared: without spaces, stars and colons, brackets all alike."""
    text = clean_text(cell) if cell is not None and isinstance(cell, str | int | float) else ""
    return text.replace(" ", "").replace("(", "（").replace(")", "）").rstrip("*＊:：")
