"""Which sheet of a workbook holds which ledger, and whether the workbook is one of ours at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop as N_

from jishi.records.ledgers import LEDGERS
from jishi.values.entries import clean_text, is_blank, nearest
from jishi.workbook.faults import SheetFault, in_words
from jishi.workbook.headings import VERSION, find_header, likeness, normal
from jishi.workbook.sheets import FILES, GUIDE, LISTS

_RECOGNISED = 0.6  # share of a ledger's headings by which a misnamed sheet is known
#: Sheets that Jishi itself writes beside the ledgers; nothing is read from them.
BESIDE = (GUIDE, LISTS, FILES)


def is_ours(sheets: Sequence[Any]) -> bool:
    """True where some sheet bears a ledger's name and, below it, that ledger's number column, or
    the sheets that we lay beside the ledgers are there.

    Other files are a clerk's own: their headings are mapped before anything is read.
    """
    known = {str(ledger.zh): ledger for ledger in LEDGERS}
    if {GUIDE, LISTS} <= {clean_text(sheet.name) for sheet in sheets}:
        return True
    for sheet in sheets:
        ledger = known.get(clean_text(sheet.name))
        header = find_header(sheet.rows, ledger) if ledger is not None else None
        if ledger is None or header is None:
            continue
        said = {normal(cell) for cell in sheet.rows[header].cells}
        if said & {normal(str(ledger.column(ledger.identity).zh)), VERSION}:
            return True
    return False


def sheets_by_ledger(sheets: Sequence[Any]) -> tuple[dict[str, Any], list[SheetFault]]:
    """Which sheet holds which ledger, by its name; sheets nobody knows are faults.

    A misnamed sheet that is plainly one of ours is read all the same: one wrong name is one
    fault, not one for each row that leans on the sheet.
    """
    known = {str(ledger.zh): ledger.key for ledger in LEDGERS}
    found: dict[str, Any] = {}
    faults, strange = [], []
    for order, sheet in enumerate(sheets):
        name = clean_text(sheet.name)
        key = known.get(name)
        if key and key not in found:
            found[key] = sheet
        elif key:
            faults.append(_sheet_fault(order, sheet, N_("“%(name)s”这张表有两张。"),
                                       N_("并成一张，或删掉一张。"), {"name": name}))  # fmt: skip
        elif name not in BESIDE and any(_filled(row.cells) for row in sheet.rows):
            strange.append((order, sheet))
    for order, sheet in strange:
        near = _meant(sheet, found)
        if near:
            found[known[near]] = sheet
        else:
            near = nearest(clean_text(sheet.name), known)
        faults.append(_sheet_fault(
            order, sheet, N_("不认识“%(name)s”这张表。"),
            N_("是不是“%(near)s”？把表名改过来。") if near else N_("表名只能是这些：%(names)s。"),
            {"name": sheet.name, "near": near or "", "names": "、".join(known)},
        ))  # fmt: skip
    return found, faults


def _meant(sheet: Any, found: Mapping[str, Any]) -> str | None:
    absent = [ledger for ledger in LEDGERS if ledger.key not in found]
    alike = {str(ledger.zh): likeness(sheet.rows, ledger) for ledger in absent}
    near = nearest(clean_text(sheet.name), alike)
    if near and alike[near] >= _RECOGNISED:
        return near
    best = max(alike, key=lambda name: alike[name], default="")
    return best if best and alike[best] >= _RECOGNISED else None


def _sheet_fault(
    order: int, sheet: Any, message: str, hint: str, params: Mapping[str, Any]
) -> SheetFault:
    return SheetFault(
        100 + order, sheet.name, 0, "", "", in_words(message, params), in_words(hint, params)
    )


def _filled(cells: Sequence[Any]) -> bool:
    return not all(is_blank(cell) for cell in cells)
