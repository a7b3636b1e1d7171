"""An import undone after other edits: exactly as before, or refused with the list (RULES §6)."""

from __future__ import annotations

import io

import openpyxl
import pytest

from jishi.access.actor import operator
from jishi.access.door import see
from jishi.access.refusing import NotUndone
from jishi.access.undoing import refusals, undo
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.workbook.exporting import export_town
from jishi.workbook.headings import VERSION
from jishi.workbook.importing import Outcome, import_sheets
from jishi.workbook.models import ImportRun
from tests.workbook.littletown import TOWN, book


def exported() -> dict[str, list[tuple[object, ...]]]:
    """Every cell of the town's workbook but the versions, which go on."""
    held = io.BytesIO()
    export_town(held, TOWN, by=operator())
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(held.getvalue())):
        rows = list(sheet.iter_rows(values_only=True))
        out = rows[0].index(VERSION) if rows and VERSION in rows[0] else None
        found[sheet.title] = [
            tuple(cell for at, cell in enumerate(row) if at != out) for row in rows
        ]
    return found


def brought() -> Outcome:
    """An import that changes two records and adds two that lean on each other."""
    made = book("persons", "activities")
    made["活动"].set(2, "人次", 77)
    made["活动"].set(3, "内容", "改过的")
    made["人员"].rows.append(
        ["RY99", "新来的", "上庄镇"] + [None] * (len(made["人员"].headings) - 3)
    )
    row = list(made["活动"].rows[0])
    made["活动"].rows.append(row)
    made["活动"].set(len(made["活动"].rows) + 1, "编号", "HD99")
    made["活动"].set(len(made["活动"].rows) + 1, "牵头人", "RY99")
    outcome = import_sheets(made.sheets(), TOWN, by=operator("import"), name="补记.xlsx")
    assert (outcome.faults, outcome.created, outcome.updated) == ([], 2, 2)
    return outcome


def edit(number: str, **values: object) -> None:
    row = see(Activity, by=operator()).get(number=number)
    write(BY_KEY["activities"], [Draft(values, row=row, seen=row.version)], by=operator())


def test_an_import_shares_one_act_and_is_listed_by_it(town):
    outcome = brought()
    assert Entry.objects.filter(act=outcome.act).count() == 4
    run = ImportRun.objects.get(act=outcome.act)
    assert (run.name, run.town, run.created, run.updated) == ("补记.xlsx", TOWN, 2, 2)


def test_a_dry_run_and_an_import_that_changes_nothing_are_no_acts(town):
    held = ImportRun.objects.count()
    import_sheets(book().sheets(), TOWN, by=operator(), dry_run=True)
    assert import_sheets(book().sheets(), TOWN, by=operator()).act is None
    assert ImportRun.objects.count() == held


def test_an_import_undone_at_once_leaves_the_ledger_as_it_was(town):
    before = exported()
    outcome = brought()
    assert exported() != before
    undo(outcome.act, by=operator())
    assert exported() == before


def test_edits_elsewhere_do_not_hinder_and_are_kept(town):
    outcome = brought()
    edit("HD05", title="别处的改动")
    undo(outcome.act, by=operator())
    other = exported()
    assert any("别处的改动" in row for row in other["活动"])
    assert not any("RY99" in row for row in other["人员"])
    assert not any("改过的" in row for row in other["活动"])


@pytest.mark.parametrize(
    ("number", "values"),
    [("HD02", {"title": "又改了"}), ("HD99", {"attendance": 5}), ("HD05", {"lead": "RY99"})],
    ids=["a_changed_one", "a_created_one", "one_that_leans_on_a_created_one"],
)
def test_what_was_changed_since_is_listed_and_nothing_is_undone(town, number, values):
    outcome = brought()
    if "lead" in values:
        person = see(BY_KEY["persons"].model, by=operator()).get(number=values["lead"])
        values = {"lead_id": person.pk}
    edit(number, **values)
    before = exported()
    with pytest.raises(NotUndone) as refused:
        undo(outcome.act, by=operator())
    said = " ".join(map(str, refused.value.reasons))
    assert number in said
    assert said == " ".join(map(str, refusals(outcome.act, operator())))
    assert exported() == before
