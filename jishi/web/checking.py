"""What an import would do, or why it did nothing, as the page that asks first shows it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from jishi.audit.models import Entry
from jishi.records.ledgers import BY_KEY
from jishi.web.history import changed_columns
from jishi.web.wording import Words, learn_links
from jishi.workbook.faults import SheetFault
from jishi.workbook.importing import Difference, Outcome
from jishi.workbook.limits import LONGEST_CELL, Limits
from jishi.workbook.own.layout import shown
from jishi.workbook.staging import Cell

SHOWN = 100
ALL = "all:"  # begins the name of a field that answers for all rows
_BLANK: tuple[Any, ...] = (None, "", (), [])
_COLUMNS = Limits().max_columns
_NAMES = {column.name for ledger in BY_KEY.values() for column in ledger.columns}
_AROUND = 2  # columns shown on either side of a fault
_COLUMN_WIDTHS = (14, 8, 16, 24, 48, 48)


def sheets_told(sheets: Sequence[Any], outcome: Outcome) -> list[dict[str, Any]]:
    """Each sheet with its rows: `{name, rows, faults, created, updated, unchanged}`.

    `sheets` as they were read; a mapped file's counts stand under the ledger they go to.
    """
    wrong = Counter(fault.sheet for fault in outcome.faults)
    done = {str(BY_KEY[key].zh): counts for key, counts in outcome.by_ledger.items()}
    found = []
    # Beside faults nothing is counted that is not in the file itself.
    for name, rows in _names(sheets, {} if outcome.faults else done):
        created, updated, unchanged = done.get(name, (0, 0, 0))
        if not wrong[name] and name not in done:
            continue
        # Rows in doubt were not counted.
        told = rows if wrong[name] else created + updated + unchanged
        if told or wrong[name]:
            found.append({
                "name": name, "rows": told, "faults": wrong[name],
                "created": created, "updated": updated, "unchanged": unchanged,
            })  # fmt: skip
    return found


def _names(sheets: Sequence[Any], done: Mapping[str, Any]) -> list[tuple[str, int]]:
    found = {sheet.name: max(len(sheet.rows) - 1, 0) for sheet in sheets}
    return list(found.items()) + [(name, 0) for name in done if name not in found]


def first(outcome: Outcome) -> str:
    """Which differences are shown at first: changed ones, new ones where nothing is changed."""
    return "updated" if any(one.before is not None for one in outcome.differences) else "created"


def chosen(outcome: Outcome, ledger: str, what: str) -> list[Difference]:
    """Records that would change, those of one ledger, new ones (`created`) or changed ones."""
    return [
        one
        for one in outcome.differences
        if ledger in ("", one.ledger.key)
        and (what == "" or (what == "created") == (one.before is None))
    ]


def differences(changed: Sequence[Difference], words: Words) -> list[dict[str, Any]]:
    """As a page shows them: `{ledger, number, title, row, new, edited, diff: [{label, before,
    after}]}`; `edited` where a hand has been at it since an import brought it."""
    edited = _edited(changed)
    for one in changed:
        learn_links(words, one.ledger, [values for values in (one.before, one.after) if values])
    found = []
    for one in changed:
        before = one.before or {}
        columns = (
            changed_columns(one.ledger, before, one.after)
            if one.before is not None
            else [c for c in one.ledger.columns if one.after.get(c.attname) not in _BLANK]
        )
        found.append({
            "ledger": one.ledger.zh, "number": one.number, "title": one.title,
            "row": str(one.row) if one.row else "", "new": one.before is None,
            "edited": one.before is not None and str(one.before.get("id")) in edited,
            "diff": [
                {"label": column.zh,
                 "before": words.say(column, before.get(column.attname), one.ledger),
                 "after": words.say(column, one.after.get(column.attname), one.ledger)}
                for column in columns
            ],
        })  # fmt: skip
    return found


def _edited(changed: Sequence[Difference]) -> set[str]:
    """Records that came by an import and at which a hand has been since."""
    records = [str(one.before.get("id")) for one in changed if one.before is not None]
    told = Entry.objects.filter(
        ledger__in={one.ledger.key for one in changed}, record__in=records
    ).order_by("version", "seq")  # fmt: skip
    origins: dict[str, list[str]] = {}
    for record, origin in told.values_list("record", "origin"):
        origins.setdefault(record, []).append(origin)
    return {
        record for record, held in origins.items()
        if "import" in held and set(held[held.index("import") :]) != {"import"}
    }  # fmt: skip


def excerpt(
    sheets: Sequence[Any], faults: Sequence[SheetFault], at: int = 0
) -> dict[str, Any] | None:
    """A faulty row as it looks in its sheet, with the rows beside it and the headings.

    `{sheet, row, letters, rows: [{number, cells: [(text, wrong)]}]}`; None for a fault of no row.
    """
    held = [one for one in faults if one.row and one.cell >= 0 and one.head]
    if not held:
        return None
    fault = held[min(max(at, 0), len(held) - 1)]
    sheet = next((one for one in sheets if one.name == fault.sheet), None)
    header = next((row for row in sheet.rows if row.number == fault.head), None) if sheet else None
    if sheet is None or header is None:
        return None
    first = max(0, fault.cell - _AROUND)
    columns = [0, *range(max(first, 1), fault.cell + _AROUND + 1)]
    columns = [one for one in columns if one < max(len(header.cells), fault.cell + 1)]
    beside = [row for row in sheet.rows if abs(row.number - fault.row) <= 1 and row is not header]
    return {
        "sheet": fault.sheet, "row": fault.row,
        "letters": [xl_col_to_name(one) for one in columns],
        "rows": [
            {"number": row.number, "cells": [
                (_text(row.cells[one]) if one < len(row.cells) else "",
                 row.number == fault.row and one == fault.cell)
                for one in columns
            ]}
            for row in [header, *beside]
        ],
    }  # fmt: skip


def field_of(sheet: str, row: int, cell: int | str) -> str:
    """The name of the field in which a cell is mended, or a column that the sheet lacks."""
    return f"{row}:{cell}:{sheet}"


def editable(faults: Sequence[SheetFault], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Faults with the name of their field, '' where the cell cannot be mended on the page, and
    what stands in it: what was typed so far, else what the file has.

    A text that is shown cut short is not edited here: its end would be lost.
    """
    found = []
    for fault in faults:
        able = fault.row and (fault.cell >= 0 or fault.lacks) and not fault.value.endswith("…")
        name = field_of(fault.sheet, fault.row, fault.lacks or fault.cell) if able else ""
        value = typed.get(name, fault.value) if name else fault.value
        found.append({"fault": fault, "name": name, "value": value})
    return found


def lacking(faults: Sequence[SheetFault], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Columns that a sheet lacks and several of its rows want: one answer may do for all of them.

    `{sheet, column, name of the field, rows, choices, value typed so far}`.
    """
    wanted = Counter((one.sheet, one.column, one.lacks, one.choices) for one in faults if one.lacks)
    return [
        {"sheet": sheet, "column": column, "name": f"{lacks}:{sheet}", "rows": rows,
         "choices": choices, "value": typed.get(f"{ALL}{lacks}:{sheet}", "")}
        for (sheet, column, lacks, choices), rows in wanted.items() if rows > 1
    ]  # fmt: skip


def asked_for_all(posted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What was answered for all rows that want a column which their sheet lacks, by field,
    and what to say of those that hold more than a cell can."""
    told = {name: text.strip() for name, text in posted.items() if name.startswith(ALL)}
    kept = {name: text for name, text in told.items() if text and len(text) <= LONGEST_CELL}
    said = _("给整张表填的写了%(length)s个字，最多%(most)s个；没有用上，写短些。")
    return kept, [
        said % {"length": len(text), "most": LONGEST_CELL}
        for text in told.values() if len(text) > LONGEST_CELL
    ]  # fmt: skip


def for_all(answers: Mapping[str, str], faults: Sequence[SheetFault]) -> dict[Cell, str]:
    """The cells to which such answers go."""
    return {
        (one.sheet, one.row, one.lacks): answers[f"{ALL}{one.lacks}:{one.sheet}"]
        for one in faults if one.lacks and f"{ALL}{one.lacks}:{one.sheet}" in answers
    }  # fmt: skip


def corrections(posted: Mapping[str, str]) -> tuple[dict[Cell, str], list[str]]:
    """The cells that a form changed: `fix:…` beside `was:…`, and the suggestion that was taken.

    Also what to say of those that hold more than a cell can: they are left as they were.
    """
    found = {}
    for name, text in posted.items():
        kind, _sep, where = name.partition(":")
        cell = _cell(where) if kind == "fix" else None
        if cell and text.strip() != posted.get(f"was:{where}", "").strip():
            found[cell] = text.strip()
    cell = _cell(posted.get("take", ""))
    if cell:
        found[cell] = posted.get(f"near:{posted['take']}", "").strip()
    long = {cell: len(text) for cell, text in found.items() if len(text) > LONGEST_CELL}
    kept = {cell: text for cell, text in found.items() if cell not in long}
    return kept, [_too_long(cell, length) for cell, length in long.items()]


def _too_long(cell: Cell, length: int) -> str:
    sheet, row, position = cell
    said = _("“%(sheet)s”%(cell)s格写了%(length)s个字，最多%(most)s个；这一格没有改，写短些。")
    return said % {
        "sheet": sheet, "length": length,
        "cell": f"{xl_col_to_name(position)}{row}" if isinstance(position, int) else row,
        "most": LONGEST_CELL,
    }  # fmt: skip


def _cell(where: str) -> Cell | None:
    row, _sep, rest = where.partition(":")
    position, _sep, sheet = rest.partition(":")
    if not (row.isdecimal() and sheet) or len(row) > 7:
        return None
    if position in _NAMES:
        return sheet, int(row), position
    if not position.isdecimal() or len(position) > 5 or int(position) >= _COLUMNS:
        return None  # no file is read that far; a row must not grow without end
    return sheet, int(row), int(position)


def fault_list(target: BinaryIO, faults: Sequence[SheetFault]) -> None:
    """Write all faults as a workbook of one sheet; no cell is ever a live formula."""
    book = xlsxwriter.Workbook(target, {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True,
    })  # fmt: skip
    sheet = book.add_worksheet(_("错误清单"))
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    headings = (_("表"), _("行"), _("列"), _("填的是"), _("哪里不对"), _("怎么改"))
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(headings, _COLUMN_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    for row, one in enumerate(faults, start=1):
        said = (one.sheet, str(one.row or ""), one.column, one.value, one.message, one.hint)
        for column, text in enumerate(said):
            sheet.write_string(row, column, text, wrap)
    book.close()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return shown(cell)[:40]
