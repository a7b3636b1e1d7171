"""Files of other shapes: mapped or refused with the reason; never a wrong cell in the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jishi.access.actor import operator
from jishi.access.door import see
from jishi.kernel.record import plain
from jishi.records.ledgers import BY_KEY, RECORDS
from jishi.values.complaint import Complaint
from jishi.workbook.importing import Outcome, import_sheets
from jishi.workbook.own.applying import apply
from jishi.workbook.own.guessing import all_headings, guess, settle
from jishi.workbook.own.layout import table
from jishi.workbook.own.mapping import SheetMap, check
from jishi.workbook.reading import Sheet, read_workbook
from tests.workbook.littletown import TOWN
from tests.workbook.shapes import SHAPES, Shape


def mapping(sheet: Sheet, answers: dict[str, Any]) -> SheetMap:
    """As the page guesses it, with what the clerk sets. Raises Complaint as the page would."""
    found = guess(sheet, {}).map
    if "ledger" in answers and answers["ledger"] != found.ledger:
        found = guess(sheet, {}, ledger=answers["ledger"]).map
    if not found.ledger:
        return found
    held = table(sheet, found.first, found.last, _known())
    settle(found, held.headings, above=held.unit)
    for heading, name in answers.get("columns", {}).items():
        found.columns[held.headings.index(heading)] = name
    found.units.update(answers.get("units", {}))
    found.ends.update(answers.get("ends", {}))
    found.keys = answers.get("keys", [])
    found.defaults = {
        name: text
        for name, text in answers.get("defaults", {}).items()
        if name not in found.columns.values()
    }
    found.year = answers.get("year", 0)
    for complaint in check(found, held):
        raise complaint
    return found


def _known() -> dict[str, None]:
    return dict.fromkeys(all_headings())


def bring(made: Shape, folder: Path) -> Outcome:
    """Read, map and import a shape. Raises Complaint where it is refused before its cells are."""
    path = folder / f"file{made.suffix}"
    path.write_bytes(made.content)
    sheets = read_workbook(path)
    maps = [
        mapping(sheet, made.answers.get(sheet.name, made.answers.get("*", {}))) for sheet in sheets
    ]
    applied = apply(sheets, maps)
    return import_sheets(applied.sheets, TOWN, by=operator())


def ledger_rows() -> dict[str, dict[str, tuple[Any, ...]]]:
    """Every cell of every record: ledger → number → values."""
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for ledger in RECORDS:
        rows = see(ledger.model, by=operator())
        found[ledger.key] = {
            row.number: tuple(plain(getattr(row, c.attname)) for c in ledger.columns)
            for row in rows
        }
    return found


def truth(key: str, row: dict[str, Any]) -> tuple[Any, ...]:
    """The cells that a row must have, in the ledger's order; its number is looked at apart."""
    ledger = BY_KEY[key]
    found = []
    for column in ledger.columns:
        blank = "" if column.type in ("text", "longtext", "choice", "phone", "code") else None
        value = row.get(column.name, [] if column.type == "programmes" else blank)
        if column.type == "link" and value:
            value = see(BY_KEY[column.to].model, by=operator()).get(number=value).pk
        found.append(plain(value))
    return tuple(found)


def test_there_are_thirty_shapes_and_more():
    assert len(SHAPES) >= 30
    assert sum(bool(make().refused) for make in SHAPES.values()) >= 10
    assert sum(bool(make().stored) for make in SHAPES.values()) >= 20


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_of_another_shape_is_mapped_or_refused_and_no_cell_is_wrong(name, town, tmp_path):
    made = SHAPES[name]()
    before = ledger_rows()
    try:
        outcome = bring(made, tmp_path)
        said = "".join(fault.message + fault.hint for fault in outcome.faults)
    except Complaint as complaint:
        said = str(complaint) + complaint.advice
    after = ledger_rows()
    if made.refused:
        assert made.refused in said
        assert after == before
        return
    assert said == ""
    for key, rows in after.items():
        changed = {number: row for number, row in rows.items() if before[key].get(number) != row}
        wanted = made.stored.get(key, [])
        at = [c.name for c in BY_KEY[key].columns].index("number")
        given = sorted(((*row[:at], *row[at + 1 :]) for row in changed.values()), key=repr)
        expected = [truth(key, row) for row in wanted]
        assert given == sorted(((*row[:at], *row[at + 1 :]) for row in expected), key=repr), key
        numbers = {row["number"] for row in wanted if "number" in row}
        assert numbers <= set(changed)
        assert set(before[key]) <= set(rows)


@pytest.mark.parametrize("name", [name for name, make in SHAPES.items() if make().stored])
def test_the_same_file_again_changes_nothing(name, town, tmp_path):
    made = SHAPES[name]()
    bring(made, tmp_path)
    before = ledger_rows()
    outcome = bring(made, tmp_path)
    assert (outcome.faults, outcome.created, outcome.updated) == ([], 0, 0)
    assert ledger_rows() == before


def test_a_wrong_truth_is_found_out(town, tmp_path):
    made = SHAPES["old_excel"]()
    bring(made, tmp_path)
    row = see(BY_KEY["activities"].model, by=operator()).get(title="防汛")
    told = {**made.stored["activities"][0], "attendance": 13}
    assert truth("activities", told) != tuple(
        plain(getattr(row, c.attname)) for c in BY_KEY["activities"].columns
    )
