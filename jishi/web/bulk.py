"""One column changed in many records 成批修改: what would change, and what may not and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jishi.access import policy, writing
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.access.writing import Draft
from jishi.kernel.columns import Column, Fault, Ledger
from jishi.web import forms
from jishi.web.rows import Cell, told
from jishi.web.wording import Words
from jishi.workbook.faults import in_words

#: What can be looked through before it is confirmed; more goes by workbook.
MOST = 2000
#: A whole list changed in one of these columns still makes sense; numbers and sums differ by row.
_TYPES = ("kind", "programmes", "date", "choice", "place", "link", "bool", "text")
#: What tells one record from another of the same title: what it is, where, and about whom.
_TELLING = ("kind", "place", "link")
_BATCH = 400


@dataclass(frozen=True)
class Planned:
    """One record as it would change, put into words where it is shown: of two thousand that
    change a page shows some.
    """

    row: Any
    draft: Draft
    ledger: Ledger
    column: Column
    telling: Sequence[Column]
    words: Words
    before_value: Any

    @property
    def number(self) -> str:
        """By which people know it."""
        return str(getattr(self.row, self.ledger.identity))

    @property
    def title(self) -> str:
        """What it is about."""
        return self.words.title(self.row, self.ledger)

    @property
    def url(self) -> str:
        """Its page."""
        return self.words.url(self.ledger, self.row)

    @property
    def marks(self) -> list[Cell]:
        """The entries of `telling`, as a list would show them."""
        return told(self.row, self.ledger, self.words, self.telling).cells

    @property
    def before(self) -> str:
        """What stands there."""
        return self.words.say(self.column, self.before_value, self.ledger)

    @property
    def after(self) -> str:
        """What would stand there."""
        return self.words.say(self.column, self.draft.values[self.column.attname], self.ledger)

    @property
    def version(self) -> int:
        """The version before the reader's eyes."""
        return int(self.row.version)


@dataclass(frozen=True)
class Refused:
    """One record that stays as it is, and why."""

    number: str
    title: str
    url: str
    marks: list[Cell]
    why: str


@dataclass
class Plan:
    """What a change of one column would do to some records."""

    column: Column
    telling: list[Column]
    changes: list[Planned] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)


def changeable(ledger: Ledger) -> list[Column]:
    """The columns that may be changed in many records at once; what is settled stays."""
    if ledger.key == "town":
        return []
    fixed = {*forms.FIXED.get(ledger.key, ()), ledger.identity}
    return [
        column for column in ledger.columns
        if column.type in _TYPES and column.name not in fixed and not column.private
        and not (column.name == ledger.title and column.type == "text")
    ]  # fmt: skip


def telling(ledger: Ledger, column: Column) -> list[Column]:
    """The columns that stand beside a record's title, so that people know which one it is."""
    return [
        one for one in ledger.columns
        if one.type in _TELLING and one.name not in (column.name, ledger.title) and not one.private
    ]  # fmt: skip


def plan(
    ledger: Ledger, rows: Sequence[Any], column: Column, change: Callable[[Any], Any],
    words: Words, *, by: Actor,
) -> Plan:  # fmt: skip
    """What `change` (a record → the column's new value) would do; nothing is stored.

    A record that is not the writer's, or that the ledger's rules refuse, is named with the
    reason; the others can be changed without it.
    """
    words.meet(ledger, rows)
    found, planned = Plan(column, telling(ledger, column)), []
    mine = _mine(ledger, rows, by)
    for row in rows:
        value, held = change(row), getattr(row, column.attname)
        if value == held or (not value and not held):
            found.unchanged += 1
        elif row.pk not in mine:
            found.refused.append(_refused(ledger, row, found, words, _("这一条不归您改。")))
        else:
            planned.append((row, Draft({column.attname: value}, row, seen=row.version)))
    words.learn(column.to, [draft.values[column.attname] for _row, draft in planned])
    sound = _sound(ledger, planned, found, words, by)
    found.changes += [
        Planned(row, draft, ledger, column, found.telling, words, getattr(row, column.attname))
        for row, draft in sound
    ]
    return found


def _mine(ledger: Ledger, rows: Sequence[Any], by: Actor) -> set[Any]:
    reached = see(ledger.model, by=by, to="write")
    keys = [row.pk for row in rows]
    return {
        key
        for start in range(0, len(keys), _BATCH)
        for key in reached.filter(pk__in=keys[start:][:_BATCH]).values_list("pk", flat=True)
    }


def _sound(
    ledger: Ledger, planned: list[tuple[Any, Draft]], found: Plan, words: Words, by: Actor
) -> list[tuple[Any, Draft]]:
    """Those that the writer would take; the others go to `found.refused` with his reason."""
    while planned:
        try:
            writing.write(ledger, [draft for _row, draft in planned], by=by, dry_run=True)
        except writing.Rejected as refusal:
            faulty = {id(draft): fault for draft, fault in reversed(refusal.faults)}
            found.refused += [
                _refused(ledger, row, found, words, _why(faulty[id(draft)]))
                for row, draft in planned if id(draft) in faulty
            ]  # fmt: skip
            planned = [pair for pair in planned if id(pair[1]) not in faulty]
        except writing.Stale as passed:
            said = _("这一条刚改过，刷新以后再改。")
            found.refused += [
                _refused(ledger, row, found, words, said)
                for row, draft in planned if draft is passed.draft
            ]  # fmt: skip
            planned = [pair for pair in planned if pair[1] is not passed.draft]
        except policy.Forbidden:
            said = _("改了以后就不在您管的地方了，不能这样改。")
            found.refused += [_refused(ledger, row, found, words, said) for row, _draft in planned]
            return []
        else:
            break
    return planned


def _refused(ledger: Ledger, row: Any, found: Plan, words: Words, why: str) -> Refused:
    number, title = str(getattr(row, ledger.identity)), words.title(row, ledger)
    marks = _marks(ledger, row, found, words)
    return Refused(number, title, words.url(ledger, row), marks, why)


def _marks(ledger: Ledger, row: Any, found: Plan, words: Words) -> list[Cell]:
    return told(row, ledger, words, found.telling).cells


def _why(fault: Fault) -> str:
    return in_words(fault.message, fault.params) + in_words(fault.hint, fault.params)


def with_codes(how: str, codes: Iterable[str]) -> Callable[[Any], tuple[str, ...]]:
    """Programmes of a record with some added, some removed, or just these (`how` = set)."""
    given = set(codes)

    def change(row: Any) -> tuple[str, ...]:
        held = set(row.programmes)
        wanted = {"add": held | given, "remove": held - given}.get(how, given)
        return tuple(sorted(wanted))

    return change
