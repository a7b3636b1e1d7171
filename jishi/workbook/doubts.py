"""What faulty rows leave in doubt, so that one fault does not show as many.

A person whose number is missing still stands behind a name in other sheets; a group whose code
is mistyped still has households. Nothing is kept of a workbook with a fault, so a stand-in may
take their place while the rest is looked through.
"""

import re
from collections import defaultdict
from typing import Any

from django.db import models

from jishi.kernel.columns import Ledger
from jishi.kernel.models import Kind, Programme
from jishi.kernel.record import Record
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.values import placecode
from jishi.values.complaint import Complaint
from jishi.values.entries import clean_text, is_blank
from jishi.workbook.lookups import Lookups
from jishi.workbook.placenames import normal


class DoubtfulNames(Lookups):
    """Lookups of a workbook being read: where a name fails for a fault already told, a stand-in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._unreadable: set[str] = set()
        self._unnamed: dict[str, int] = defaultdict(int)
        self._excused: dict[str, set[str]] = defaultdict(set)
        self._guessed: dict[str, dict[str, models.Model]] = defaultdict(dict)

    def cannot_read(self, ledger: str) -> None:
        """A sheet as a whole told us nothing: whatever is said to be in it may be."""
        self._unreadable.add(ledger)

    def nameless(self, ledger: str) -> None:
        """One row of a ledger lacks its name: one name that nobody knows may be its."""
        self._unnamed[ledger] += 1

    def guess(self, ledger: Ledger, row: models.Model, title: Any, numbers: set[str]) -> None:
        """A row without a usable number: it may be named by its title, or by these numbers."""
        name = "" if is_blank(title) else clean_text(str(title))
        if name and ledger.column(ledger.title).type == "text":
            setattr(row, ledger.title, name)
            self._guessed[ledger.key].setdefault(normal(name), row)
        for number in numbers:
            self._guessed[ledger.key].setdefault(number, row)

    def stand_in(self, ledger: Ledger, row: Any, numbers: set[str]) -> None:
        """Let later sheets name a faulty row by what is sound of it, and by what it may be."""
        if isinstance(row, Place):
            self._stand_in_group(row, numbers)
        elif isinstance(row, Kind):
            if not row.zh:
                self.nameless("kinds")
            for one in [row.ledger] if row.ledger else [key for key in BY_KEY if _has_kinds(key)]:
                for name in filter(None, (row.zh, row.number)):
                    self.kinds(one).setdefault(normal(name), row)
        elif isinstance(row, Programme):
            if not row.zh:
                self.nameless("programmes")
            number = row.number or next(iter(sorted(numbers)), "?")
            for name in filter(None, (row.zh, row.number, *numbers)):
                self.programmes.setdefault(normal(name), number)
        elif isinstance(row, Record) and not row.place:
            row.place = _somewhere(self.town, ledger)
            row.town = self.town

    def _stand_in_group(self, row: Place, numbers: set[str]) -> None:
        own = row.code if len(row.code) == 14 and row.code.startswith(self.town) else ""
        codes = {own} if own and own[:12] in self.places else numbers
        if not own and len(row.code) == 14:
            codes = codes | {self.town + row.code[9:]}
        for code in codes:
            if placecode.is_code(code) and len(code) == 14 and code[:12] in self.places:
                for name in filter(None, (row.name, f"第{int(code[-2:])}组")):
                    self.places.add(_group(code, name))
        if not own and row.name:
            # Of which village is not known: it may be any.
            for village in self.places.of_level("village"):
                self.places.also(village.name + row.name.removeprefix(village.name), _group(
                    f"{village.code}00", row.name
                ))  # fmt: skip

    def place(self, text: str, column: Any) -> str:
        """As Lookups.place; where the sheet of groups is unreadable any group may be meant."""
        try:
            return super().place(text, column)
        except Complaint:
            if self._excuses("groups", text) and "group" in column.levels:
                return f"{self.town}00000"
            raise

    def kind(self, text: str, ledger: str) -> str:
        """As Lookups.kind, with doubts."""
        try:
            return super().kind(text, ledger)
        except Complaint:
            if self._excuses("kinds", text):
                return f"{self.town}:{ledger}:?"
            raise

    def _programme(self, name: str) -> str:
        try:
            return super()._programme(name)
        except Complaint:
            if self._excuses("programmes", name):
                return "?"
            raise

    def record(self, text: str, ledger: str) -> models.Model:
        """As Lookups.record, with doubts."""
        try:
            return super().record(text, ledger)
        except Complaint:
            held = self._guessed[ledger]
            found = held.get(text) or held.get(normal(text))
            if found is not None:
                return found
            if self._excuses(ledger, text):
                one = BY_KEY[ledger]
                row: Any = one.model(place=_somewhere(self.town, one), town=self.town)
                held[text] = row
                return row
            raise

    def _excuses(self, ledger: str, text: str) -> bool:
        if ledger in self._unreadable or text in self._excused[ledger]:
            return True
        # A number is not a name: what looks like one is not the row that lacks its name.
        if len(self._excused[ledger]) < self._unnamed[ledger] and not re.search(r"\d", text):
            self._excused[ledger].add(text)
            return True
        return False


def neighbours(before: str, after: str) -> set[str]:
    """The numbers that a row between two others may have had: 甲04 … 甲06 → 甲05."""
    return {n for n in (_step(before, 1), _step(after, -1)) if n}


def _step(number: str, by: int) -> str:
    match = re.fullmatch(r"(.*?)(\d{1,18})", number)
    if not match or int(match[2]) + by < 0:
        return ""
    return match[1] + str(int(match[2]) + by).zfill(len(match[2]))


def _has_kinds(ledger: str) -> bool:
    return any(column.type == "kind" for column in BY_KEY[ledger].columns)


def _group(code: str, name: str) -> Place:
    return Place(code=code, name=name, level="group", parent=code[:12])


def _somewhere(town: str, ledger: Ledger) -> str:
    """A code of the level that the ledger's records lie at, of no real place."""
    levels = [level for column in ledger.columns for level in column.levels]
    return town.ljust(placecode.LENGTHS[levels[-1] if levels else "town"], "0")
