"""A block of cells on its way into a ledger 成批填: read as an import reads a sheet, row by row.

Nothing is stored before every cell is sound; then all of it is, as one act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from jishi.access import policy, writing
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.access.numbering import Numbers
from jishi.access.writing import Draft, Rejected, Stale, Written
from jishi.kernel.columns import Column, Ledger
from jishi.values.entries import clean_text, complete_date, date_or_none, is_blank
from jishi.web.forms import read_as
from jishi.workbook.doubts import DoubtfulNames
from jishi.workbook.entry import Shown, show
from jishi.workbook.faults import in_words
from jishi.workbook.headings import VERSION, find_header, name_columns
from jishi.workbook.reading import Cell, Row, Sheet
from jishi.workbook.rows import Reading, SheetRow
from jishi.workbook.sheets import read_sheet

#: What can be looked over on one page; more comes as a workbook.
MOST = 500
_TRIES = 5
_HEADER = 1  # the sheet row of the headings; those of the grid follow
Typed = Mapping[str, str]


@dataclass(frozen=True)
class CellFault:
    """What is wrong with one cell: `row` counts the grid's rows from 0, `column` is its name."""

    row: int
    column: str
    text: str


@dataclass
class Checked:
    """Rows as read: what each would do (`new`, `change`, `same`, `wrong`, `` for a blank one).

    `numbers` are those given to rows without, `completed` days written by half, and numbers with
    their unit (1.2万), as they were understood: row → column → text.
    """

    states: list[str]
    faults: list[CellFault] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    completed: dict[int, dict[str, str]] = field(default_factory=dict)
    written: Written | None = None

    def count(self, state: str) -> int:
        """How many rows would do so."""
        return self.states.count(state)


def columns(ledger: Ledger) -> list[Column]:
    """The columns of the grid: all that an import reads, in the order of the sheet."""
    return list(ledger.columns)


def recognise(cells: Sequence[str], ledger: Ledger) -> dict[int, str] | None:
    """Position → column name where a row of cells is a row of headings; None where it is not.

    A heading that is only nearly one of ours is left out: what it means is for the writer to say.
    """
    for language in (get_language() or "zh-hans", "zh-hans"):  # files are written in the town's
        with override(language):
            row = Row(_HEADER, list(cells))
            if find_header([row], ledger) is not None:
                named = name_columns(row.cells, ledger)
                doubtful = {heading for heading, *_said in named.faults}
                return {
                    position: name
                    for position, name in named.columns.items()
                    if clean_text(row.cells[position]) not in doubtful
                }
    return None


def cells(ledger: Ledger, row: Any, names: Shown) -> dict[str, str]:
    """A record as the grid writes it; reading it back gives the same."""
    found = {column.name: _text(show(column, row, names)) for column in columns(ledger)}
    return {**found, VERSION: str(row.version)}


def check(ledger: Ledger, typed: Sequence[Typed], town: str, *, by: Actor, on: date) -> Checked:
    """What storing the rows would do, and all that is wrong with them; nothing is stored.

    `on` is the page's day: 9月3日 is understood as of its year.
    """
    completed = _completed(ledger, typed, on)
    whole = [{**row, **completed.get(index, {})} for index, row in enumerate(typed)]
    checked = _go(ledger, whole, town, by, keep=False)
    checked.completed = completed
    return checked


def good(ledger: Ledger, typed: Sequence[Typed], town: str, *, by: Actor, on: date) -> list[Typed]:
    """The rows with those that something is wrong with left blank."""
    states = check(ledger, typed, town, by=by, on=on).states
    return [{} if states[index] == "wrong" else row for index, row in enumerate(typed)]


def save(ledger: Ledger, typed: Sequence[Typed], town: str, *, by: Actor, on: date) -> Checked:
    """Store the rows, all or nothing; `written` is None where anything is wrong."""
    completed = _completed(ledger, typed, on)
    typed = [{**row, **completed.get(index, {})} for index, row in enumerate(typed)]
    checked = _go(ledger, typed, town, by, keep=True)
    for _try in range(_TRIES):
        # A number that we gave may have been taken between our look and our insert.
        given = {fault.row for fault in checked.faults if fault.column == ledger.identity}
        if checked.written or not given or not given <= checked.numbers.keys():
            break
        checked = _go(ledger, typed, town, by, keep=True)
    return checked


def _go(ledger: Ledger, typed: Sequence[Typed], town: str, by: Actor, *, keep: bool) -> Checked:
    checked = Checked([""] * len(typed))
    filled = [index for index, row in enumerate(typed) if not all(map(is_blank, row.values()))]
    checked.numbers = _numbers(ledger, typed, filled, town)
    reading = read_sheet(
        _sheet(ledger, typed, filled, checked.numbers), ledger, DoubtfulNames(town, by=by), town, 0
    )
    labels = {str(column.zh): column.name for column in columns(ledger)}
    for fault in reading.faults:
        index = max(0, fault.row - _HEADER - 1)
        name = labels.get(fault.column, ledger.identity)
        checked.faults.append(CellFault(index, name, fault.message + fault.hint))
    _keep_to_ones_own(ledger, reading, checked, by)
    drafts = [
        Draft(row.values, row.row, seen=row.seen, mark=row) for row in reading.rows if row.sound
    ]
    written = _write(ledger, drafts, checked, by, keep=keep and not checked.faults)
    checked.written = written if keep and not checked.faults else None
    _states(reading, written, checked)
    return checked


def _sheet(
    ledger: Ledger, typed: Sequence[Typed], filled: list[int], numbers: dict[int, str]
) -> Sheet:
    names = [column.name for column in columns(ledger)]
    head = Row(_HEADER, [*(str(column.zh) for column in columns(ledger)), VERSION])
    rows = [head]
    for index in filled:
        given = {ledger.identity: numbers[index]} if index in numbers else {}
        held = {**typed[index], **given}
        found: list[Cell] = [held.get(name) or None for name in [*names, VERSION]]
        rows.append(Row(index + _HEADER + 1, found))
    return Sheet(str(ledger.zh), rows=rows)


def _numbers(
    ledger: Ledger, typed: Sequence[Typed], filled: list[int], town: str
) -> dict[int, str]:
    """Numbers for the rows that leave theirs to the program, in their order."""
    open_rows = [index for index in filled if is_blank(typed[index].get(ledger.identity))]
    if ledger.identity != "number" or not ledger.prefix or not open_rows:
        return {}
    numbers = Numbers(ledger, town)
    for row in typed:
        numbers.take(str(row.get("number", "")).strip())
    return {index: numbers.next(date_or_none(typed[index].get(ledger.date))) for index in open_rows}


def _completed(
    ledger: Ledger, typed: Sequence[Typed], on: date
) -> dict[int, dict[str, str]]:  # fmt: skip
    days = [column.name for column in columns(ledger) if column.type == "date"]
    found: dict[int, dict[str, str]] = {}
    for index, row in enumerate(typed):
        for name in days:
            day = complete_date(row.get(name, ""), on.year)
            if day is not None:
                found.setdefault(index, {})[name] = day.isoformat()
        digits = read_as(ledger, row)
        if digits:
            found.setdefault(index, {}).update(digits)
    return found


def _keep_to_ones_own(ledger: Ledger, reading: Reading, checked: Checked, by: Actor) -> None:
    """Rows of records, or at places, that are not the writer's to write."""
    held = policy.territories(by, f"{ledger.key}.write")
    known = [row.row.pk for row in reading.rows if row.known and row.row is not None]
    mine = set()
    if known:
        reached = see(ledger.model, by=by, to="write").filter(pk__in=known)
        mine = set(reached.values_list("pk", flat=True))
    for row in reading.rows:
        place = row.values.get("place")
        if row.known and row.row is not None and row.row.pk not in mine:
            _blame(checked, row, ledger.identity, _("这一条不归您改。"))
        elif place and not any(place in territory for territory in held):
            _blame(checked, row, "place", _("这个地方不归您记。"))


def _blame(checked: Checked, row: SheetRow, column: str, text: str) -> None:
    row.sound = False
    checked.faults.append(CellFault(row.number - _HEADER - 1, column, text))


def _write(
    ledger: Ledger, drafts: list[Draft], checked: Checked, by: Actor, *, keep: bool
) -> Written:
    """Store the rows, or say what it would do; of those that are refused, what the rest would."""
    try:
        return writing.write(ledger, drafts, by=by, dry_run=not keep)
    except Rejected as refusal:
        for draft, fault in refusal.faults:
            text = in_words(fault.message, fault.params) + in_words(fault.hint, fault.params)
            _blame(checked, draft.mark, fault.column or ledger.identity, text)
    except Stale as passed:
        _blame(checked, passed.draft.mark, ledger.identity,
               _("这一条刚改过，刷新以后再改。"))  # fmt: skip
    except policy.Forbidden:
        for draft in drafts:
            _blame(checked, draft.mark, ledger.identity, _("改了以后就不在您管的地方了。"))
    sound = [draft for draft in drafts if draft.mark.sound]
    return _write(ledger, sound, checked, by, keep=False) if sound else Written()


def _states(reading: Reading, written: Written, checked: Checked) -> None:
    updated = {row.pk for row in written.updated}
    wrong = {fault.row for fault in checked.faults}
    for row in reading.rows:
        index = row.number - _HEADER - 1
        if index in wrong or not row.sound or row.row is None:
            checked.states[index] = "wrong"
        elif not row.known:
            checked.states[index] = "new"
        else:
            checked.states[index] = "change" if row.row.pk in updated else "same"
    for index in wrong:
        if index < len(checked.states):
            checked.states[index] = "wrong"


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
