"""Importing a workbook: read every sheet, name every fault, store all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction

from jishi.access import policy, writing
from jishi.access.actor import Actor
from jishi.access.writing import Draft
from jishi.audit import trail
from jishi.kernel.columns import Fault, Ledger
from jishi.places import tree
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.workbook.faults import SheetFault, in_words
from jishi.workbook.lookups import Lookups
from jishi.workbook.sheets import Reading, SheetRow, read_sheet, sheets_by_ledger

Progress = Callable[[str, int, int], None]


class Cells(Protocol):
    """A row of a sheet as read from the file: its true number and its cells."""

    number: int
    cells: Sequence[Any]


class Sheet(Protocol):
    """A sheet as read from the file."""

    name: str
    rows: Sequence[Cells]


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
    """What an import did, or would do (`dry_run`), or why it did nothing (`faults`)."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[SheetFault] = field(default_factory=list)
    by_ledger: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


class _Undo(Exception):
    """Leaves the transaction without keeping anything."""


def import_sheets(
    sheets: Sequence[Sheet],
    town: str,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Progress = lambda sheet, done, of: None,
) -> Outcome:
    """Bring a workbook's sheets into a town's ledger, in one transaction.

    Rows are found by their number; a row equal to the ledger is unchanged; rows missing from
    the file are untouched. With any fault nothing is kept. Raises policy.Forbidden.
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
            trail.append(changes, actor=by.name, origin=by.origin)
    except _Undo:
        pass
    if outcome.faults:
        outcome.created = outcome.updated = outcome.unchanged = 0
        outcome.differences = []
        outcome.faults.sort(key=lambda fault: (fault.order, fault.row))
    return outcome


def _read_and_apply(
    sheets: Sequence[Sheet], town: str, by: Actor, outcome: Outcome, progress: Progress, *, keep: bool
) -> list[trail.Change]:
    by_ledger, outcome.faults = sheets_by_ledger(sheets)
    names = Lookups(town, by=by)
    changes: list[trail.Change] = []
    outcome.faults += _town_is_open(by_ledger, town)
    for order, ledger in enumerate(LEDGERS):
        sheet = by_ledger.get(ledger.key)
        if sheet is None:
            continue
        progress(str(ledger.zh), order, len(LEDGERS))
        reading = read_sheet(sheet, ledger, names, town, order)
        outcome.rows += len(reading.rows)
        outcome.faults += reading.faults
        changes += _apply(ledger, reading, by, outcome, names, keep=keep)
    progress("", len(LEDGERS), len(LEDGERS))
    return changes


def _apply(
    ledger: Ledger, reading: Reading, by: Actor, outcome: Outcome, names: Lookups, *, keep: bool
) -> list[trail.Change]:
    drafts = [Draft(row.values, row.row, mark=row) for row in reading.rows if row.sound]
    try:
        # Once something is wrong nothing will be kept; looking on costs no writes.
        written = writing.apply(ledger, drafts, by=by, dry_run=not keep or bool(outcome.faults))
    except writing.Rejected as rejected:
        outcome.faults += [_fault(reading, draft, fault) for draft, fault in rejected.faults]
        _learn(reading, names)
        return []
    except policy.Forbidden:
        text = in_words("您不能改“%(sheet)s”这张表。", {"sheet": ledger.zh})
        hint = in_words("请镇办事员来导入。", {})
        outcome.faults.append(SheetFault(reading.order, reading.name, 0, "", "", text, hint))
        return []
    outcome.created += len(written.created)
    outcome.updated += len(written.updated)
    outcome.unchanged += written.unchanged
    outcome.by_ledger[ledger.key] = (
        len(written.created), len(written.updated), written.unchanged
    )  # fmt: skip
    numbers = {draft.row.pk: draft.mark.number for draft in drafts if draft.row is not None}
    for row, change in zip([*written.created, *written.updated], _ordered(written), strict=True):
        outcome.differences.append(
            Difference(
                ledger, getattr(row, ledger.identity), str(row), change.before,
                change.after or {}, numbers.get(row.pk, 0),
            )
        )  # fmt: skip
    _learn(reading, names)
    return written.changes


def _learn(reading: Reading, names: Lookups) -> None:
    """Later sheets may name these rows, faulty ones too: one fault must not become many."""
    for row in reading.rows:
        if row.row is None:
            continue
        if not row.sound:
            for name, value in row.values.items():
                setattr(row.row, name, value)
            reading.ledger.settle(row.row)
        names.learn(reading.ledger, row.row)


def _ordered(written: writing.Written) -> list[trail.Change]:
    """Changes in the order created, updated."""
    return [
        *(change for change in written.changes if change.before is None),
        *(change for change in written.changes if change.before is not None),
    ]


def _fault(reading: Reading, draft: Draft, fault: Fault) -> SheetFault:
    row: SheetRow = draft.mark
    return reading.fault(row, fault.column, fault.message, fault.hint, fault.params)


def _town_is_open(by_ledger: dict[str, Sheet], town: str) -> list[SheetFault]:
    """The first workbook of a town says its name and the day its ledger starts."""
    if "town" in by_ledger or tree.is_open(town):
        return []
    return [
        SheetFault(
            0, str(BY_KEY["town"].zh), 0, "", "",
            in_words("%(town)s还没有开账。", {"town": tree.full_name(town)}),
            in_words("在“镇情”表里填一行：区划代码、名称、台账起始日。", {}),
        )
    ]  # fmt: skip
