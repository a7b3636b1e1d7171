"""What an import would do, or why it did nothing, as the page that asks first shows it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from jishi.records.ledgers import BY_KEY
from jishi.web.history import changed_columns
from jishi.web.wording import Words, learn_links
from jishi.workbook.faults import SheetFault
from jishi.workbook.importing import Outcome

SHOWN = 200
_AROUND = 2  # columns shown on either side of a fault
_COLUMN_WIDTHS = (14, 8, 16, 24, 48, 48)


def sheets_told(sheets: Sequence[Any], outcome: Outcome) -> list[dict[str, Any]]:
    """Each sheet with its rows: `{name, rows, faults, created, updated, unchanged}`."""
    wrong = Counter(fault.sheet for fault in outcome.faults)
    done = {str(BY_KEY[key].zh): counts for key, counts in outcome.by_ledger.items()}
    found = []
    for sheet in sheets:
        counts = done.get(sheet.name)
        if counts is None and not wrong[sheet.name]:
            continue
        created, updated, unchanged = counts or (0, 0, 0)
        rows = created + updated + unchanged
        if wrong[sheet.name]:  # rows in doubt were not counted
            rows = max(len(sheet.rows) - 1, 0)
        if rows or wrong[sheet.name]:
            found.append({
                "name": sheet.name, "rows": rows, "faults": wrong[sheet.name],
                "created": created, "updated": updated, "unchanged": unchanged,
            })  # fmt: skip
    return found


def differences(outcome: Outcome, words: Words) -> list[dict[str, Any]]:
    """Records that would change: `{ledger, number, title, row, diff: [{label, before, after}]}`."""
    changed = [one for one in outcome.differences if one.before is not None][:SHOWN]
    for one in changed:
        learn_links(words, one.ledger, [one.before, one.after])
    found = []
    for one in changed:
        before = one.before or {}
        found.append({
            "ledger": one.ledger.zh, "number": one.number, "title": one.title, "row": one.row,
            "diff": [
                {"label": column.zh,
                 "before": words.say(column, before.get(column.attname), one.ledger),
                 "after": words.say(column, one.after.get(column.attname), one.ledger)}
                for column in changed_columns(one.ledger, before, one.after)
            ],
        })  # fmt: skip
    return found


def excerpt(sheets: Sequence[Any], faults: Sequence[SheetFault]) -> dict[str, Any] | None:
    """The first faulty row as it looks in its sheet, with the rows beside it and the headings.

    `{sheet, row, letters, rows: [{number, cells: [(text, wrong)]}]}`; None for a fault of no row.
    """
    fault = next((one for one in faults if one.row and one.column), None)
    sheet = next((one for one in sheets if fault and one.name == fault.sheet), None)
    if fault is None or sheet is None:
        return None
    header = next((row for row in sheet.rows if fault.column in map(_text, row.cells)), None)
    if header is None:
        return None
    at = [_text(cell) for cell in header.cells].index(fault.column)
    first = max(0, at - _AROUND)
    columns = [0, *range(max(first, 1), at + _AROUND + 1)]
    columns = [one for one in columns if one < len(header.cells)]
    beside = [row for row in sheet.rows if abs(row.number - fault.row) <= 1 and row is not header]
    return {
        "sheet": fault.sheet, "row": fault.row,
        "letters": [xl_col_to_name(one) for one in columns],
        "rows": [
            {"number": row.number, "cells": [
                (_text(row.cells[one]) if one < len(row.cells) else "",
                 row.number == fault.row and one == at)
                for one in columns
            ]}
            for row in [header, *beside]
        ],
    }  # fmt: skip


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
    return str(cell).strip()[:40]
