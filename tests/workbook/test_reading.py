"""Reading: true row numbers, plain values, marks for none, and a child that may die."""

import datetime as dt
import io
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jishi.workbook import child
from jishi.workbook.limits import Limits, RefusedWorkbook
from jishi.workbook.reading import (
    CellError,
    FormulaWithoutValue,
    Row,
    Sheet,
    _sheets,
    read_workbook,
)
from tests.workbook import hostile


@pytest.fixture
def save(tmp_path: Path):
    def write(book: openpyxl.Workbook) -> Path:
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return write


def test_rows_keep_the_numbers_that_excel_shows(save):
    book = openpyxl.Workbook()
    book.active["C4"] = "编号"
    book.active["C9"] = 7
    assert read_workbook(save(book)) == [
        Sheet("Sheet", False, [Row(4, [None, None, "编号"]), Row(9, [None, None, 7.0])])
    ]


def test_values_arrive_as_what_they_are(save):
    book = openpyxl.Workbook()
    values = [
        "上庄",
        1.5,
        3,
        True,
        dt.date(2024, 3, 5),
        dt.datetime.fromisoformat("2024-03-05T08:30"),
        dt.time(8, 30),
    ]
    book.active.append([*values, dt.timedelta(hours=30), None, "尾"])
    (sheet,) = read_workbook(save(book))
    assert sheet.rows[0].cells == [*values, "30:00:00", None, "尾"]
    assert [type(cell) for cell in sheet.rows[0].cells[3:6]] == [bool, dt.date, dt.datetime]


@pytest.mark.parametrize("mac", [False, True])
def test_dates_are_the_same_in_both_of_excels_calendars(mac, tmp_path):
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": mac}) as writer:
        form = writer.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        writer.add_worksheet().write_datetime(0, 0, dt.datetime.fromisoformat("2024-03-05"), form)
    assert read_workbook(path)[0].rows[0].cells == [dt.date(2024, 3, 5)]


def test_the_1904_calendar_is_read_from_another_writer_too(save):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2024, 2, 29)
    assert read_workbook(save(book))[0].rows[0].cells == [dt.date(2024, 2, 29)]


def test_a_formula_counts_by_its_stored_value(tmp_path):
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as writer:
        sheet = writer.add_worksheet()
        for column, value in enumerate([7, "好", True]):
            sheet.write_formula(0, column, "=1+6", None, value)
    assert read_workbook(path)[0].rows[0].cells == [7.0, "好", True]


def test_a_formula_without_stored_value_is_marked_with_its_text(save):
    book = openpyxl.Workbook()
    book.active["A1"] = "数"
    book.active["B3"] = "=SUM(C1:C9)"
    assert read_workbook(save(book))[0].rows == [
        Row(1, ["数"]),
        Row(3, [None, FormulaWithoutValue("SUM(C1:C9)")]),
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f>B1</f></c>', FormulaWithoutValue("B1")),
        ('<c r="A1"><f>B1</f><v/></c>', FormulaWithoutValue("B1")),
        ('<c r="A1"><f>B1</f><v></v></c>', FormulaWithoutValue("B1")),
        ('<c r="A1"><f t="shared" si="0"/></c>', FormulaWithoutValue("")),
        ('<c r="A1"><f>B1</f><v>0</v></c>', 0.0),
        ('<c r="A1"><f t="shared" si="0"/><v>5</v></c>', 5.0),
        ('<c r="A1" t="str"><f>B1&amp;"x"</f><v>x</v></c>', "x"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A")),
    ],
)
def test_every_way_to_store_a_formula_is_told_apart(cell, value, tmp_path):
    path = tmp_path / "cell.xlsx"
    path.write_bytes(hostile.workbook(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'))
    assert read_workbook(path)[0].rows == [Row(1, [value, 1.0])]


def test_the_empty_text_that_a_formula_gives_is_an_empty_cell(tmp_path):
    path = tmp_path / "cell.xlsx"
    path.write_bytes(
        hostile.workbook(
            '<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c><c r="B1"><v>1</v></c></row>'
        )
    )
    assert read_workbook(path)[0].rows == [Row(1, [None, 1.0])]


def test_error_cells_carry_their_code(save):
    book = openpyxl.Workbook()
    book.active.append(["甲", "#REF!", "#N/A"])
    assert read_workbook(save(book))[0].rows[0].cells == [
        "甲",
        CellError("#REF!"),
        CellError("#N/A"),
    ]


def test_hidden_sheets_are_delivered_and_say_so_and_charts_are_not_sheets(save):
    book = openpyxl.Workbook()
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_sheet("深藏").sheet_state = "veryHidden"
    book.create_chartsheet("图")
    sheets = read_workbook(save(book))
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("藏", True),
        ("深藏", True),
    ]


def test_a_merged_heading_stands_in_its_first_cell(save):
    book = openpyxl.Workbook()
    book.active["A1"] = "上庄镇台账"
    book.active.merge_cells("A1:C1")
    book.active["C2"] = "尾"
    assert read_workbook(save(book))[0].rows == [
        Row(1, ["上庄镇台账", None, None]),
        Row(2, [None, None, "尾"]),
    ]


def test_a_long_number_arrives_as_the_inexact_float_that_the_file_holds(save):
    book = openpyxl.Workbook()
    book.active["A1"] = 341824198001011234
    assert read_workbook(save(book))[0].rows[0].cells == [3.418241980010113e17]


def test_a_refusal_crosses_the_process_with_its_values(tmp_path):
    with pytest.raises(RefusedWorkbook) as refusal:
        read_workbook(hostile.write(tmp_path, "corners.xlsx"))
    assert refusal.value.params["cell"] == "XFD1048576"
    assert "%(cell)s" in refusal.value.message
    assert "XFD1048576" in refusal.value.advice


def test_limits_given_by_the_caller_reach_the_child(save):
    book = openpyxl.Workbook()
    for number in range(5):
        book.active.append([number])
    path = save(book)
    assert len(read_workbook(path, max_rows=5)[0].rows) == 5
    with pytest.raises(RefusedWorkbook, match="超过 4 行"):
        read_workbook(path, max_rows=4)
    with pytest.raises(RefusedWorkbook, match="MB"):
        read_workbook(path, max_bytes=1000)


def test_a_file_that_the_parser_cannot_bear_ends_in_words_not_in_a_crash(tmp_path, caplog):
    # One text of 32 MB, named by a hundred cells: small in the file, 3 GB in any reader's table.
    text = "<sst><si><t>" + "字" * (11 << 20) + "</t></si></sst>"
    content = hostile.parts(
        "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100))
    )
    rels = "xl/_rels/workbook.xml.rels"
    content["xl/sharedStrings.xml"] = text
    content[rels] = str(content[rels]).replace(
        "</Relationships>",
        f'<Relationship Id="r2" Type="{hostile.OFFICE}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    )
    path = tmp_path / "amplified.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    with pytest.raises(RefusedWorkbook, match="读不了"):
        read_workbook(path)
    assert "ended with" in caplog.text


def test_reading_works_from_several_threads_at_once(save):
    book = openpyxl.Workbook()
    book.active.append(["甲", 1])
    path = save(book)
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(read_workbook(path))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)


def test_the_child_answers_in_process_exactly_as_across_the_pipe(save, tmp_path):
    book = openpyxl.Workbook()
    for number in range(600):
        book.active.append([number, "甲", dt.date(2024, 1, 1), "=A1"])
    path = save(book)
    output = io.BytesIO()
    child.answer(path, Limits(), output)
    output.seek(0)
    assert _sheets(output) == read_workbook(path)
    assert len(read_workbook(path)[0].rows) == 600


def test_an_answer_that_breaks_off_is_not_taken_for_a_short_file(save):
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    output = io.BytesIO()
    child.answer(save(book), Limits(), output)
    whole = output.getvalue()
    assert _sheets(whole.splitlines(keepends=True)) is not None
    assert _sheets(whole.splitlines(keepends=True)[:-1]) is None


def test_neither_side_imports_django():
    modules = "jishi.workbook.reading, jishi.workbook.child, jishi.values.entries"
    code = f"import {modules}, sys; print('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"
