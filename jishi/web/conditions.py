"""Conditions of a list 条件: what an address asks of one column, read and written back.

An address names a column and how it is meant:

| in the address | asks |
|---|---|
| `title=茶` | the text stands in it; of a linked record its name or its whole number |
| `kind=a&kind=b` | one of these kinds, choices, places (with all below), programmes |
| `kind=a&kind.except=1` | all but these (除…外) |
| `opened_on.from=…&opened_on.to=…` | between, both included; numbers too, money in 元 |
| `opened_on.in=last_month` | a period counted from the as-of day |
| `until.days=30` | ends within so many days of the as-of day |
| `venue.is=empty`, `venue.is=filled` | nothing is written there; something is |

The ledger's own date is asked as plain `from` and `to`, its programmes as `programme`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from jishi.kernel.columns import Column, Ledger
from jishi.kernel.record import State
from jishi.values.complaint import Complaint
from jishi.values.entries import clean_text, parse_fen, parse_int
from jishi.web.pages import day_of
from jishi.web.within import PRESETS
from jishi.web.wording import Words
from jishi.workbook.faults import in_words

TEXTS = ("text", "longtext", "code", "phone", "link")
PICKED = ("kind", "choice", "place", "programmes", "bool")
RANGED = ("date", "int", "money")
SUFFIXES = ("", ".except", ".from", ".to", ".in", ".days", ".is")
LONGEST = 60
_MOST_DAYS = 3650


@dataclass(frozen=True)
class Condition:
    """What is asked of one column: `how` is has, is, except, between, in, within, empty or filled.

    `values` are the text, the codes, the two ends (a date, a whole number or 分; None where
    open), the period's name or the number of days.
    """

    column: Column
    how: str
    values: tuple[Any, ...] = ()

    def pairs(self, ledger: Ledger) -> list[tuple[str, str]]:
        """The condition as an address writes it."""
        name = key(self.column)
        match self.how:
            case "is":
                return [(name, code) for code in self.values]
            case "except":
                return [*((name, code) for code in self.values), (f"{name}.except", "1")]
            case "between":
                low, high = ends(self.column, ledger)
                pairs = zip((low, high), self.values, strict=True)
                return [(n, spelt(self.column, value)) for n, value in pairs if value is not None]
            case "empty" | "filled":
                return [(f"{name}.is", self.how)]
        suffix = {"has": "", "in": ".in", "within": ".days"}[self.how]
        return [(f"{name}{suffix}", str(self.values[0]))]


def key(column: Column) -> str:
    """The word by which an address names a column."""
    return "programme" if column.type == "programmes" else column.name


def ends(column: Column, ledger: Ledger) -> tuple[str, str]:
    """The words for the two ends of a range."""
    if column.name == ledger.date:
        return "from", "to"
    return f"{column.name}.from", f"{column.name}.to"


def spelt(column: Column, value: Any) -> str:
    """One end of a range as an address and a field write it: 2024-09-30, 585, 58.5."""
    if value is None:
        return ""
    if column.type == "money":
        return str(value // 100 if value % 100 == 0 else Decimal(value) / 100)
    return value.isoformat() if isinstance(value, date) else str(value)


def open_to(ledger: Ledger) -> list[Column]:
    """The columns one may see in a list and ask about: all but the private ones."""
    return [column for column in ledger.columns if not column.private]


def words_of(column: Column, ledger: Ledger) -> set[str]:
    """All words of an address that speak of a column."""
    return {f"{key(column)}{suffix}" for suffix in SUFFIXES} | set(ends(column, ledger))


def may_be_empty(column: Column) -> bool:
    """True where a record may have nothing in the column."""
    return not column.required and column.type != "bool"


def may_end(column: Column, ledger: Ledger) -> bool:
    """True for the day on which a state ends."""
    return column.name == "until" and issubclass(ledger.model, State)


def options(column: Column, ledger: Ledger, words: Words) -> dict[str, str]:
    """What one may pick of a column: code → name. Places as far as the page's own covers them."""
    match column.type:
        case "kind":
            return words.kinds(ledger.key)
        case "choice":
            return {code: str(zh) for code, zh in column.choices}
        case "programmes":
            return words.programmes
        case "bool":
            return {"1": _("是"), "0": _("否")}
        case "place":
            return {code: name for code, name in words.places.items() if code in words.here}
    return {}


class Reader:
    """Reads the conditions of one ledger from an address; `troubles` tells what makes no sense."""

    def __init__(self, ledger: Ledger, query: QueryDict, words: Words) -> None:
        self.ledger, self.query, self.words = ledger, query, words
        self.troubles: list[str] = []

    def read(self) -> Iterator[Condition]:
        """The conditions that make sense, in the order of the ledger's columns."""
        for column in open_to(self.ledger):
            if column.type in TEXTS:
                yield from self._text(column)
            elif column.type in PICKED:
                yield from self._picked(column)
            else:
                yield from self._range(column)
            yield from self._emptiness(column)

    def _text(self, column: Column) -> Iterator[Condition]:
        text = clean_text(self.query.get(key(column), ""))[:LONGEST].strip()
        if text:
            yield Condition(column, "has", (text,))

    def _picked(self, column: Column) -> Iterator[Condition]:
        asked = dict.fromkeys(code for code in self.query.getlist(key(column)) if code)
        if not asked:
            return
        known = options(column, self.ledger, self.words)
        codes = tuple(code for code in asked if code in known)
        for code in asked:
            if code not in known:
                self._trouble(_("“%(column)s”里没有“%(text)s”，这一项没有用上。"), column, code)
        if codes:
            turned = self.query.get(f"{key(column)}.except")
            yield Condition(column, "except" if turned else "is", codes)

    def _range(self, column: Column) -> Iterator[Condition]:
        low, high = (self._end(column, name) for name in ends(column, self.ledger))
        if low is not None or high is not None:
            if low is not None and high is not None and low > high:
                self._trouble(_("“%(column)s”的起点在终点后面，不会有记录。"), column)
            yield Condition(column, "between", (low, high))
        if column.type != "date":
            return
        preset = self.query.get(f"{column.name}.in", "")
        if preset in PRESETS:
            yield Condition(column, "in", (preset,))
        elif preset:
            self._trouble(_("“%(column)s”的期间“%(text)s”看不懂，这一项没有用上。"), column, preset)
        yield from self._days(column)

    def _days(self, column: Column) -> Iterator[Condition]:
        text = self.query.get(f"{column.name}.days", "")
        if not text:
            return
        if not may_end(column, self.ledger):
            self._trouble(_("“%(column)s”不是到期的日子，不能问几天内。"), column)
            return
        try:
            yield Condition(column, "within", (parse_int(text, 0, _MOST_DAYS),))
        except Complaint as complaint:
            self._unread(column, text, complaint)

    def _end(self, column: Column, name: str) -> Any:
        text = self.query.get(name, "").strip()
        if not text:
            return None
        if column.type == "date":
            day = day_of(text)
            if day is None:
                self._trouble(
                    _("“%(column)s”的日子“%(text)s”看不懂，这一项没有用上。"), column, text
                )
            return day
        try:
            if column.type == "money":
                return parse_fen(text, allow_negative=True)
            return parse_int(text, None, None)
        except Complaint as complaint:
            self._unread(column, text, complaint)
            return None

    def _emptiness(self, column: Column) -> Iterator[Condition]:
        text = self.query.get(f"{key(column)}.is", "")
        if text in ("empty", "filled") and may_be_empty(column):
            yield Condition(column, text)
        elif text:
            self._trouble(_("“%(column)s”不会空着，不能这样找。"), column)

    def _unread(self, column: Column, text: str, complaint: Complaint) -> None:
        said = in_words(complaint.message, complaint.params)
        self.troubles.append(
            _("“%(column)s”的“%(text)s”没有用上：%(why)s")
            % {"column": column.zh, "text": text[:LONGEST], "why": said}
        )

    def _trouble(self, sentence: str, column: Column, text: str = "") -> None:
        self.troubles.append(sentence % {"column": column.zh, "text": text[:LONGEST]})
