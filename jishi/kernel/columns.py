"""Columns and ledgers 列与台账: one list gives page, form, filter, import and export."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Text = str | Promise

TYPES = (
    "text", "longtext", "code", "date", "int", "money", "bool", "phone",
    "choice", "kind", "place", "link", "programmes",
)  # fmt: skip


_NOTHING: tuple[Any, ...] = (None, "")
_NEEDED = gettext_lazy("填了“%(one)s”，就要填“%(other)s”。")
_NEEDED_HINT = gettext_lazy("补上“%(other)s”，或者把“%(one)s”空着。")
_ONE_OF_TWO = gettext_lazy("“%(one)s”和“%(other)s”都空着，不知道记在哪里。")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one entry: which column, what, and how to mend it."""

    column: str
    message: Text
    hint: Text = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One column of a ledger. `name` is the model's attribute, `zh` the heading people read.

    `to` names the ledger that a link points to; `levels` the place levels allowed; `aliases`
    other headings found in clerks' own files; money is stored in 分 and shown in 元. `low` of a
    date is its first year.

    Not every need is a plain `required`: `needs` names the columns without which this one cannot
    be filled in, `instead` another column of which one or the other is needed. Form, grid,
    workbook and the writer all take it from here.
    """

    name: str
    zh: Text
    type: str = "text"
    required: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    to: str = ""
    levels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    help: Text = ""
    unit: Text = ""
    low: int | None = None
    high: int | None = None
    listed: bool = True
    total: bool = False
    private: bool = False  # shown to those who may write the record, never in a proof
    asked: str = ""  # when a form asks for it at first, see `Ledger.at_first`
    doer: bool = False  # who did it: a new form knows the writer's own person
    ahead: bool = False  # a day that may lie ahead: a term, a plan; else it has happened
    dated: str = ""  # the column with its day: how it ended is said of what has ended
    needs: tuple[str, ...] = ()
    instead: str = ""
    apart: bool = False  # though it may be empty, it tells records apart that are alike otherwise

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"column {self.name}: no type {self.type}")
        if self.asked not in ("", "new", "change", "more"):
            raise ValueError(f"column {self.name}: asked is not {self.asked}")

    @property
    def attname(self) -> str:
        """Name under which the stored value lives: a link is stored as `…_id`."""
        return f"{self.name}_id" if self.type == "link" else self.name


@dataclass(frozen=True)
class Ledger:
    """A sheet of the town's workbook, a list page and a form: the columns of one record model."""

    key: str
    model: type[models.Model]
    zh: Text
    prefix: str
    columns: tuple[Column, ...]
    title: str  # the column that says what the record is about
    date: str = ""  # the date column that lists are sorted and filtered by
    check: Callable[[Any], Iterable[Fault]] = lambda row: ()
    settle: Callable[[Any], None] = lambda row: None  # fills derived columns
    exclusive: Callable[[Any], Iterable[Hashable]] = lambda row: ()
    identity: str = "number"
    help: Text = ""
    #: Rows lie beside a record of another ledger, named by `ledger` and `record`: they go where
    #: it goes, and whoever may read or write it may read or write them.
    beside: bool = False

    def __post_init__(self) -> None:
        held = {column.name: column for column in self.columns}
        for column in self.columns:
            if column.dated and (column.dated not in held or held[column.dated].type != "date"):
                raise ValueError(f"ledger {self.key}: {column.name} is dated by no date")
            for name in (*column.needs, *filter(None, [column.instead])):
                if name not in held:
                    raise ValueError(f"ledger {self.key}: {column.name} leans on no {name}")

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def at_first(self, *, new: bool) -> list[Column]:
        """The columns that a form asks for at first, seven at most; the others wait under 更多.

        `asked` is "new" for what is settled when the record is made, "change" for what is known
        only later (how it ended), "more" for what is seldom filled in. Where it says nothing,
        what lists leave out is left out here too, and the number, which the program gives.
        """
        other = "change" if new else "new"
        return [
            column for column in self.columns
            if column.asked not in (other, "more")
            and (column.asked or (column.listed and column.name != "number"))
        ]  # fmt: skip

    @property
    def numbers_itself(self) -> bool:
        """True where a number left out is given by the program. A code of a place is not: it is
        the state's, and only people know it."""
        return self.identity == "number"

    def must(self, column: Column) -> bool:
        """Whether a new record cannot be without an entry in this column, whatever the others."""
        return column.required and not (self.numbers_itself and column.name == self.identity)

    def hint(self, column: Column) -> str:
        """What is said of a column before it is filled in: its help, and what else it asks for."""
        said = [str(column.help)] if column.help else []
        if column.needs:
            others = "、".join(f"“{self.column(name).zh}”" for name in column.needs)
            said.append(_("填了这一项，就要填%(others)s。") % {"others": others})
        if column.instead:
            other = self.column(column.instead).zh
            said.append(_("填了“%(other)s”就不用填；两个总要填一个。") % {"other": other})
        return "".join(said)

    def wanting(self, value: Callable[[Column], Any]) -> Iterable[Fault]:
        """What is needed beside what is filled in and is not there; `value` tells of a column."""
        for column in self.columns:
            filled = value(column) not in _NOTHING
            for name in column.needs if filled else ():
                other = self.column(name)
                if value(other) in _NOTHING:
                    said = {"one": column.zh, "other": other.zh}
                    yield Fault(name, _NEEDED, _NEEDED_HINT, said)
            if column.instead and not filled and value(self.column(column.instead)) in _NOTHING:
                other = self.column(column.instead)
                said = {"one": column.zh, "other": other.zh}
                yield Fault(column.name, _ONE_OF_TWO, gettext_lazy("两个填一个。"), said)

    def faults(self, row: Any) -> list[Fault]:
        """What is wrong with a row by itself: what is wanting, and the ledger's own rules."""
        found = list(self.wanting(lambda column: getattr(row, column.attname)))
        return [*found, *self.check(row)]

    def links(self) -> list[Column]:
        """The columns that point to another record."""
        return [column for column in self.columns if column.type == "link"]
