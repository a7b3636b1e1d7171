"""Importing a workbook: read every sheet, name every fault, store all or nothing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from jishi.access import policy, writing
from jishi.access.actor import Actor
from jishi.access.writing import Draft
from jishi.audit import trail
from jishi.kernel.columns import Fault, Ledger
from jishi.places import tree
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.workbook.doubts import DoubtfulNames
from jishi.workbook.faults import SheetFault, in_words
from jishi.workbook.models import ImportRun
from jishi.workbook.recognising import sheets_by_ledger
from jishi.workbook.rows import Reading, SheetRow
from jishi.workbook.sheets import read_sheet

#: Told: the sheet that is being read, the rows of the workbook behind us, all its rows.
Progress = Callable[[str, int, int], None]


class Cells(Protocol):
    """A row of a sheet as read from the file: its true number and its cells."""

    @property
    def number(self) -> int: ...

    @property
    def cells(self) -> Sequence[Any]: ...


class Sheet(Protocol):
    """A sheet as read from the file."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> Sequence[Cells]: ...


@dataclass
class Difference:
    """One record that an import would create or change, for the page that asks first."""

    ledger: Ledger
    number: str
    title: str
    before: dict[str, Any] | None
    after: dict[str, Any]
    row: int


@dataclass
class Outcome:
    """What an import did, or would do (`dry_run`), or why it did nothing (`faults`).

    `act` is shared by its entries in the trail: by it the import is told and undone as one. `said`
    tells what was read otherwise than it stands; `moved` counts by ledger the rows that go along
    with what they lie at, besides the rows of the file.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[SheetFault] = field(default_factory=list)
    by_ledger: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    act: UUID | None = None
    said: list[str] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=dict)
    _followed: dict[tuple[str, str], Any] = field(default_factory=dict)

    def follow(self, written: writing.Written) -> set[Any]:
        """Note the rows of other ledgers that moved with these; the keys of those among these that
        only went where an earlier sheet had moved them already.

        A check stores nothing, so that it meets such a row as it was: it must not count it as
        another change than the import itself does, which finds it moved.
        """
        found = {
            row.pk for row, change in zip(written.updated, _ordered(written)[len(written.created):],
                                          strict=True)
            if self._followed.get((change.ledger, change.record)) == change.after
        }  # fmt: skip
        for change in written.following:
            self._followed[change.ledger, change.record] = change.after
            if change.ledger in BY_KEY:
                self.moved[change.ledger] = self.moved.get(change.ledger, 0) + 1
        return found

    def count(self, ledger: Ledger, written: writing.Written, followed: Collection[Any]) -> None:
        """Add what became of a sheet's rows."""
        counts = (
            len(written.created), len(written.updated) - len(followed),
            written.unchanged + len(followed),
        )  # fmt: skip
        self.created += counts[0]
        self.updated += counts[1]
        self.unchanged += counts[2]
        self.by_ledger[ledger.key] = counts


class _Undo(Exception):
    """Leaves the transaction without keeping anything."""


@override("zh-hans")  # headings, choices and what is said of them are in the town's language
def import_sheets(
    sheets: Sequence[Sheet],
    town: str,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Progress = lambda sheet, done, of: None,
    name: str = "",
) -> Outcome:
    """Bring a workbook's sheets into a town's ledger, in one transaction.

    Rows are found by their number; a row equal to the ledger is unchanged; rows missing from
    the file are untouched. With any fault nothing is kept. `name` is what the file was called,
    for the list of past imports. Raises policy.Forbidden.
    """
    if not by.operator and not any(
        town in held for held in policy.territories(by, "workbook.import")
    ):
        raise policy.Forbidden("workbook.import")
    outcome = Outcome()
    try:
        with transaction.atomic():
            changes = _read_and_apply(sheets, town, by, outcome, progress, keep=not dry_run)
            if outcome.faults or dry_run:
                raise _Undo
            if changes:
                outcome.act = trail.append(changes, actor=by.name, origin=by.origin)
                ImportRun.objects.create(
                    act=outcome.act, town=town, name=name[:120], by=by.name,
                    created=outcome.created, updated=outcome.updated,
                )  # fmt: skip
    except _Undo:
        pass
    if outcome.faults:
        outcome.created = outcome.updated = outcome.unchanged = 0
        outcome.differences = []
        outcome.faults.sort(key=lambda fault: (fault.order, fault.sheet, fault.row))
    return outcome


def _read_and_apply(
    sheets: Sequence[Sheet],
    town: str,
    by: Actor,
    outcome: Outcome,
    progress: Progress,
    *,
    keep: bool,
) -> list[trail.Change]:
    by_ledger, outcome.faults = sheets_by_ledger(sheets)
    names = DoubtfulNames(town, by=by)
    changes: list[trail.Change] = []
    if "town" not in by_ledger:
        outcome.faults += _town_is_open(town, 0)
    behind, all_rows = 0, sum(len(sheet.rows) for sheet in by_ledger.values())
    for order, ledger in enumerate(LEDGERS):
        sheet = by_ledger.get(ledger.key)
        if sheet is None:
            continue
        told = partial(_told, progress, str(ledger.zh), behind, all_rows)
        told(0)
        reading = read_sheet(sheet, ledger, names, town, order, told=told)
        behind += len(sheet.rows)
        outcome.rows += len(reading.rows)
        outcome.faults += reading.faults
        outcome.said += reading.said
        changes += _apply(ledger, reading, by, outcome, names, keep=keep)
        if ledger.key == "town" and not reading.rows and not reading.faults:
            outcome.faults += _town_is_open(town, order)
    progress("", all_rows, all_rows)
    outcome.said += [
        in_words(N_("“%(sheet)s”里有%(n)s条跟着挪地方：它们随挪了的户或会议。"),
                 {"sheet": BY_KEY[key].zh, "n": count})
        for key, count in outcome.moved.items()
    ]  # fmt: skip
    return changes


def _told(progress: Progress, sheet: str, behind: int, all_rows: int, done: int) -> None:
    progress(sheet, behind + done, all_rows)


def _apply(
    ledger: Ledger,
    reading: Reading,
    by: Actor,
    outcome: Outcome,
    names: DoubtfulNames,
    *,
    keep: bool,
) -> list[trail.Change]:
    drafts = [
        Draft(row.values, row.row, seen=row.seen, mark=row) for row in reading.rows if row.sound
    ]
    try:
        # Once something is wrong nothing will be kept; looking on costs no writes.
        written = writing.apply(ledger, drafts, by=by, dry_run=not keep or bool(outcome.faults))
    except writing.Rejected as rejected:
        outcome.faults += [_fault(reading, draft, fault) for draft, fault in rejected.faults]
        for draft, _said in rejected.faults:
            draft.mark.sound = False
        _learn(reading, names)
        return []
    except writing.Stale as passed:
        # Somebody wrote between our reading the ledger and our writing to it.
        outcome.faults.append(reading.fault(
            passed.draft.mark, ledger.identity, N_("导入时台账里这一条刚被改过。"),
            N_("重新导出，看过新内容再改。"),
        ))  # fmt: skip
        _learn(reading, names)
        return []
    except policy.Forbidden:
        text = in_words(N_("您不能改“%(sheet)s”这张表。"), {"sheet": ledger.zh})
        hint = in_words(N_("请镇办事员来导入。"), {})
        outcome.faults.append(SheetFault(reading.order, reading.name, 0, "", "", text, hint))
        _learn(reading, names)
        return []
    followed = outcome.follow(written)
    outcome.count(ledger, written, followed)
    numbers = {draft.row.pk: draft.mark.number for draft in drafts if draft.row is not None}
    for row, change in zip([*written.created, *written.updated], _ordered(written), strict=True):
        if row.pk in followed:
            continue
        outcome.differences.append(
            Difference(
                ledger, getattr(row, ledger.identity), str(row), change.before,
                change.after or {}, numbers.get(row.pk, 0),
            )
        )  # fmt: skip
    _learn(reading, names)
    return [*written.changes, *written.following]


def _learn(reading: Reading, names: DoubtfulNames) -> None:
    """Later sheets may name these rows, faulty ones too: one fault must not become many."""
    for row in reading.rows:
        record: Any = row.row
        if row.known or not row.sound:
            # Of a known record the writer had an instance of its own; later sheets lean on this.
            for name, value in row.values.items():
                setattr(record, name, value)
            reading.ledger.settle(record)
        if row.sound:
            names.learn(record)
        else:
            names.stand_in(reading.ledger, record, row.guesses)


def _ordered(written: writing.Written) -> list[trail.Change]:
    """Changes in the order created, updated."""
    return [
        *(change for change in written.changes if change.before is None),
        *(change for change in written.changes if change.before is not None),
    ]


def _fault(reading: Reading, draft: Draft, fault: Fault) -> SheetFault:
    row: SheetRow = draft.mark
    return reading.fault(row, fault.column, fault.message, fault.hint, fault.params)


def _town_is_open(town: str, order: int) -> list[SheetFault]:
    """The first workbook of a town says its name and the day its ledger starts."""
    if tree.is_open(town):
        return []
    return [
        SheetFault(
            order, str(BY_KEY["town"].zh), 0, "", "",
            in_words(N_("%(town)s还没有开账。"), {"town": tree.full_name(town)}),
            in_words(
                N_("先到“今日”开账再核对；或在“镇情”表里填一行：区划代码、名称、台账起始日。"), {}
            ),
        )
    ]  # fmt: skip
