"""A mapping 对应: which ledger a clerk's table goes to, and which heading to which column."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Column, Ledger
from jishi.records.ledgers import BY_KEY
from jishi.values.complaint import Complaint
from jishi.workbook.headings import normal
from jishi.workbook.own.layout import Table

#: Units that a column of money may be in; the ledger counts in 元.
UNITS = ("元", "百元", "千元", "万元", "百万元", "千万元", "亿元")
#: Whether the last day of an interval still counts in the clerk's file (当日算不算).
ENDS = ("excluded", "included")
#: Ledgers that own files are mapped to: those of records, not the town's own settings.
NOT_MAPPED = ("town", "groups", "kinds", "programmes", "agenda")
_IDENTITY_CARD = re.compile(r"\d{17}[\dXx]|\d{6}\*+\d{0,4}[\dXx]?")
_COUNTED_IN = re.compile(r"[（(](万|千|百|十)[^）)]*[）)]")
#: What a key can be made of: what is read to one value that the ledger holds as it stands.
KEY_TYPES = ("text", "date", "int", "money", "place", "kind", "choice", "code", "link", "phone")


@dataclass
class SheetMap:
    """How one sheet is read. `ledger` '' leaves it out.

    `first`, `last`: rows of the headings. `columns`: position → column; two positions may name
    one place (村 and 组). `units`: column of money → unit; `ends`: column 止 → one of ENDS.
    `defaults`: column → what every row gets. `keys`: columns by which rows without a number are
    found again; empty where the file has numbers. `year`: of days written as month and day alone;
    0 where nobody has said it.
    """

    sheet: str
    ledger: str = ""
    first: int = 1
    last: int = 1
    columns: dict[int, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    year: int = 0

    def as_text(self) -> str:
        """One spelling, for keeping."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "SheetMap":
        """As `as_text` wrote it."""
        held = json.loads(text)
        held["columns"] = {int(at): name for at, name in held["columns"].items()}
        return cls(**held)


def signature(headings: Sequence[str]) -> str:
    """What says that a file has the same headings as one before: a digest of them, in order."""
    said = "\n".join(normal(text) for text in headings)
    return hashlib.sha256(said.encode()).hexdigest()


def unit_in(heading: str) -> str:
    """The unit of money that a heading names in brackets or after a colon; '' where none."""
    text = normal(heading)
    for unit in sorted(UNITS, key=len, reverse=True):
        if f"（{unit}）" in text or text.endswith((f"/{unit}", f"：{unit}", f"（单位：{unit}）")):
            return unit
    return ""


def mappable() -> list[Ledger]:
    """Ledgers that a clerk's own file may go to."""
    return [ledger for ledger in BY_KEY.values() if ledger.key not in NOT_MAPPED]


def asked_ends(ledger: Ledger) -> list[Column]:
    """Columns whose day does not count with us (当日不计), which other files often count."""
    return [column for column in ledger.columns if column.name == "until"]


def check(mapped: SheetMap, found: Table) -> list[Complaint]:
    """Everything that must be settled before the sheet is read. Nothing uncertain passes."""
    ledger = BY_KEY[mapped.ledger]
    faults = [*_doubled(mapped, ledger, found), *_missing(mapped, ledger)]
    for position, name in sorted(mapped.columns.items()):
        column = ledger.column(name)
        heading = _heading(found, position)
        if any(_IDENTITY_CARD.fullmatch(text) for text in found.samples(position, 5)):
            faults.append(Complaint(
                N_("“%(heading)s”这一列像是身份证号，绩事不收。"), N_("把这一列改成“不导入”。"),
                heading=heading,
            ))  # fmt: skip
        if column.type == "int" and _COUNTED_IN.search(heading):
            faults.append(Complaint(
                N_("“%(heading)s”不是一个一个数的，直接存会差很多倍。"),
                N_("请先在表里换成个数，再导入。"), heading=heading,
            ))  # fmt: skip
        if column.type == "money" and mapped.units.get(name) not in UNITS:
            faults.append(Complaint(
                N_("“%(heading)s”没有写明单位，不知道是元还是万元。"), N_("选一下金额的单位。"),
                heading=heading,
            ))  # fmt: skip
        said = unit_in(heading)
        if column.type == "money" and said and mapped.units.get(name) not in ("", None, said):
            faults.append(Complaint(
                N_("“%(heading)s”写的单位是%(unit)s，选的不是。"), N_("把单位选成表头写的。"),
                heading=heading, unit=said,
            ))  # fmt: skip
        if column in asked_ends(ledger) and mapped.ends.get(name) not in ENDS:
            faults.append(Complaint(
                N_("“%(heading)s”那一天还算不算，要说清楚。"), N_("选一下“当日算”或“当日不算”。"),
                heading=heading,
            ))  # fmt: skip
    return faults


def _heading(found: Table, position: int) -> str:
    return found.headings[position] if position < len(found.headings) else ""


def _doubled(mapped: SheetMap, ledger: Ledger, found: Table) -> list[Complaint]:
    held: dict[str, list[str]] = {}
    for position, name in sorted(mapped.columns.items()):
        held.setdefault(name, []).append(_heading(found, position))
    return [
        Complaint(
            N_("“%(first)s”和“%(second)s”都对到了“%(column)s”。"),
            N_("留一列，另一列改成“不导入”。"),
            first=said[0], second=said[1], column=ledger.column(name).zh,
        )
        for name, said in held.items()
        if len(said) > (2 if ledger.column(name).type == "place" else 1)
    ]  # fmt: skip


def _missing(mapped: SheetMap, ledger: Ledger) -> list[Complaint]:
    given = {*mapped.columns.values(), *(name for name, text in mapped.defaults.items() if text)}
    faults = [
        Complaint(
            N_("“%(column)s”每行都要有，表里没有对到它的列。"),
            N_("选出是哪一列；整张表都一样的，在“表里没有的”里填上。"), column=column.zh,
        )
        for column in ledger.columns
        if column.required and column.name != ledger.identity and column.name not in given
    ]  # fmt: skip
    if ledger.identity not in mapped.columns.values():
        keys = [name for name in mapped.keys if name in mapped.columns.values()]
        if not keys or any(ledger.column(name).type not in KEY_TYPES for name in keys):
            faults.append(Complaint(
                N_("表里没有编号，由系统来编；要说清楚凭哪几列认出是同一条。"),
                N_("勾选合起来不会重复的几列，例如日期和内容。"),
            ))  # fmt: skip
    elif mapped.keys:
        mapped.keys = []
    return faults


def as_json(maps: Sequence[SheetMap]) -> list[dict[str, Any]]:
    """Maps of all sheets, for keeping beside an upload."""
    return [asdict(one) for one in maps]
