"""Rows of our own workbook without a number get one, and the same file again makes no other."""

from __future__ import annotations

import io

import openpyxl
import pytest

from jishi.access.actor import operator
from jishi.records.activities.models import Activity
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.people.models import Honour
from jishi.workbook.importing import import_sheets
from jishi.workbook.recognising import is_ours
from jishi.workbook.writing import template
from tests.workbook.littletown import DAY, TOWN, book
from tests.workbook.test_importing import bring, counts, get


def bare(*keys: str):
    """Sheets of the little town without any number that the program gives."""
    made = book(*keys)
    for key in keys:
        table = made[str(BY_KEY[key].zh)]
        for row in range(2, len(table.rows) + 2):
            table.set(row, "编号", None)
    return made


def test_rows_without_a_number_get_the_towns_next_ones_and_the_same_again_changes_nothing(town):
    made = book("activities")
    made["活动"].rows = [
        [None, DAY, "党委会", "第三次党委会", "上庄镇", *[None] * (len(made["活动"].headings) - 5)],
        ["HD20", DAY, "党课", "讲第二课", "上庄村", *[None] * (len(made["活动"].headings) - 5)],
    ]
    assert counts(bring(made)) == (2, 0, 0)
    # HD20 stands in the same sheet: it is not given to the other row.
    assert Activity.rows.get(title="第三次党委会").number == "HD21"
    assert counts(bring(made)) == (0, 0, 2)


def test_a_row_that_says_what_a_record_says_is_that_record(town):
    every = ("households", "activities", "matters", "links", "honours", "income")
    found = bring(bare(*every), dry_run=True)
    assert found.faults == []
    assert (found.created, found.updated) == (0, 0)
    assert any("没写编号" in text for text in found.said)


def test_the_column_may_be_left_out_as_a_whole(town):
    made = bare("activities")
    made["活动"].drop("编号")
    assert counts(bring(made)) == (0, 0, 8)


def test_one_honour_for_two_people_is_two_records(town):
    made = book("honours")
    table = made["荣誉"]
    table.rows = table.rows[:1] * 2
    table.rows[1] = list(table.rows[1])
    for row, who in ((2, "胡三"), (3, "程五")):
        table.set(row, "编号", None)
        table.set(row, "获得者", who)
    assert counts(bring(made)) == (2, 0, 0)
    assert Honour.rows.filter(title="先进").count() == 3


def test_two_rows_that_are_alike_are_asked_about(town):
    made = book("households")
    table = made["农户"]
    table.rows = [list(table.rows[0]), list(table.rows[0])]
    for row in (2, 3):
        table.set(row, "编号", None)
        table.set(row, "户主", "程同名")
    (fault,) = bring(made).faults
    assert "各写一个编号" in fault.hint
    assert not Household.rows.filter(head="程同名").exists()


def test_a_code_of_a_place_is_not_given_by_the_program(town):
    made = book("groups")
    made["村民组"].set(2, "编号", None)
    (fault, *_more) = bring(made).faults
    assert (fault.column, fault.row) == ("编号", 2)
    assert get(Activity, "HD01")  # nothing was touched


@pytest.fixture
def blank() -> openpyxl.Workbook:
    held = io.BytesIO()
    template(held)
    held.seek(0)
    return openpyxl.load_workbook(held)


def test_the_blank_workbook_says_which_numbers_come_by_themselves(blank):
    for ledger in LEDGERS:
        cell = blank[str(ledger.zh)].cell(1, 1)
        red = cell.font.color is not None and cell.font.color.rgb == "FFA3302A"
        assert ("自动编" in cell.comment.text) is ledger.numbers_itself, ledger.key
        assert red is not ledger.numbers_itself, ledger.key
    assert "要照填" in blank["村民组"].cell(1, 1).comment.text


def test_the_blank_workbook_is_ours_even_where_the_numbers_were_left_out(blank):
    class Sheet:
        def __init__(self, name):
            self.name, self.rows = name, []

    assert is_ours([Sheet(name) for name in blank.sheetnames])


def test_an_empty_town_comes_in_without_a_single_number(county):
    keys = [one.key for one in LEDGERS if one.key not in ("measures", "agenda", "links")]
    made = book(*keys)
    for key in keys:
        if BY_KEY[key].numbers_itself and key not in ("persons", "kinds", "programmes"):
            table = made[str(BY_KEY[key].zh)]
            for row in range(2, len(table.rows) + 2):
                table.set(row, "编号", None)
    found = import_sheets(made.sheets(), TOWN, by=operator())
    assert found.faults == []
    assert found.created == found.rows
