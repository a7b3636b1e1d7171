"""A sheet as it is read: its rows on their way in, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop as N_

from jishi.kernel.columns import Ledger, Text
from jishi.values.complaint import Complaint
from jishi.values.entries import is_blank
from jishi.workbook.faults import SheetFault, in_words, quoted
from jishi.workbook.reading import CellError, FormulaWithoutValue, Undecided


@dataclass
class SheetRow:
    """A row on its way in: its Excel number, its entries, its record, its values once read.

    `known`: the ledger has the record already.
    `guesses` are the numbers that it may have had, where its own cannot be read. `seen` is the
    ledger's version that its values were held against, where it came with one. `given`: columns
    that the sheet lacks; what was given for them (own.applying) goes to new records only.
    """

    number: int
    entries: dict[str, Any]
    row: models.Model | None = None
    values: dict[str, Any] = field(default_factory=dict)
    sound: bool = True
    known: bool = False
    guesses: set[str] = field(default_factory=set)
    seen: int | None = None
    given: set[str] = field(default_factory=set)


@dataclass
class Reading:
    """A sheet as read: its rows, and what is wrong with it."""

    name: str
    order: int
    ledger: Ledger
    rows: list[SheetRow] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)
    head: int = 0
    positions: dict[str, int] = field(default_factory=dict)  # column → position in the sheet
    origins: Mapping[str, Sequence[int]] = field(default_factory=dict)  # see own.applying
    said: list[str] = field(default_factory=list)  # what was put otherwise than it stands

    def fault(
        self, row: SheetRow | None, column: str, message: Text, hint: Text,
        params: Mapping[str, Any] | None = None,
    ) -> SheetFault:  # fmt: skip
        """The fault of one entry of a row, or of the sheet as a whole."""
        heading, value, lacks = "", "", ""
        known = next((one for one in self.ledger.columns if one.name == column), None)
        if column:
            heading = str(known.zh) if known else column
        if row is not None and column:
            value = quoted(row.entries.get(column))
        number = row.number if row else 0
        name, at = self.where(number, self.positions.get(column, -1))
        if row and known and self.origins and at < 0 and column != self.ledger.identity:
            lacks = column
        return SheetFault(
            self.order, name, getattr(number, "row", number), heading, value,
            in_words(message, params or {}), in_words(hint, params or {}),
            cell=at, head=getattr(self.head, "row", self.head),
            suggestion=_suggestion(hint, params or {}), lacks=lacks,
            choices=tuple(str(zh) for _code, zh in known.choices) if known and lacks else (),
        )  # fmt: skip

    def where(self, number: int, position: int) -> tuple[str, int]:
        """The clerk's own sheet and position of an entry; a mapped sheet has them elsewhere."""
        name = getattr(number, "sheet", self.name)
        if position >= 0 and name in self.origins:
            position = self.origins[name][position]
        return name, position

    def blame(self, row: SheetRow, column: str, complaint: Complaint) -> None:
        """Note what is wrong with one entry of a row, which is then not sound."""
        row.sound = False
        self.faults.append(
            self.fault(row, column, complaint.message, complaint.hint, complaint.params)
        )


def _suggestion(hint: Text, params: Mapping[str, Any]) -> str:
    """The entry that a hint names as the one meant."""
    for name in ("near", "number"):
        if f"%({name})s" in str(hint) and ("最接近" in str(hint) or str(hint) == "改成%(number)s"):
            return str(params.get(name) or "")
    return ""


def whole(cell: Any) -> None:
    """Raise the complaint of a cell that holds no value of its own."""
    if isinstance(cell, FormulaWithoutValue):
        raise Complaint(N_("公式没有存下结果。"), N_("在Excel里打开，算好后保存一次，再导入。"))
    if isinstance(cell, Undecided):
        raise Complaint(cell.message, cell.hint)
    if isinstance(cell, CellError):
        raise Complaint(
            N_("这一格是Excel的错误值%(code)s。"), N_("改好公式，或直接填上值。"), code=cell.code
        )


def text_of(cell: Any) -> Any:
    """A cell as text can be made of it; of one without a value nothing."""
    return "" if isinstance(cell, FormulaWithoutValue | CellError | Undecided) else cell


def filled(cells: Sequence[Any]) -> bool:
    """True of a row with any entry."""
    return not all(is_blank(cell) for cell in cells)
