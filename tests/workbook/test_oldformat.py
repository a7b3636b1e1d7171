"""Old workbooks and text tables: read as they are, refused with the reason, never a crash."""

from __future__ import annotations

import contextlib
import datetime as dt
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jishi.workbook.limits import Limits, RefusedWorkbook
from jishi.workbook.reading import CellError, read_workbook
from jishi.workbook.screening import screen
from tests.workbook import hostile
from tests.workbook.oldformat import OldSheet, old_workbook

ROWS = [
    ["标题", None, None, None],
    ["村", "户主", "日期", "数"],
    ["上庄村", "章甲", dt.date(2024, 1, 2), 12.5],
    [None, "章乙", dt.date(2023, 12, 31), "#N/A"],
    [True],
]
BOOK = old_workbook(
    OldSheet("户", ROWS, merged=[(0, 0, 0, 3), (2, 0, 3, 0)]), OldSheet("藏", [["x"]], state=1)
)


def at(folder: Path, content: bytes, name: str = "file.xls") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["file.xls", "file.et", "wrongly_named.xlsx"])
def test_every_cell_of_an_old_workbook_is_read_whatever_it_is_called(name, tmp_path):
    shown, hidden = read_workbook(at(tmp_path, BOOK, name))
    assert (shown.name, shown.hidden, hidden.name, hidden.hidden) == ("户", False, "藏", True)
    assert [row.cells for row in shown.rows] == [
        *ROWS[:3], [None, "章乙", dt.date(2023, 12, 31), CellError("#N/A")],
        [True, None, None, None],
    ]  # fmt: skip
    assert shown.merged == [(1, 1, 1, 4), (3, 1, 4, 1)]


@pytest.mark.parametrize("name", ["file.xls", "file.et"])
def test_a_new_workbook_under_an_old_name_is_read_too(name, tmp_path):
    (sheet,) = read_workbook(at(tmp_path, hostile.workbook(), name))
    assert [row.cells for row in sheet.rows] == [[1.0]]


def test_limits_hold_for_old_workbooks_too(tmp_path):
    path = at(tmp_path, BOOK)
    assert screen(path, Limits(max_rows=6)).sheets["户"].rows == 5
    with pytest.raises(RefusedWorkbook, match="超过 5 行"):
        screen(path, Limits(max_rows=5))
    with pytest.raises(RefusedWorkbook, match="3 列"):
        screen(path, Limits(max_columns=3))
    with pytest.raises(RefusedWorkbook, match="单元格多得不正常"):
        screen(path, Limits(max_cells=9))


def test_a_table_that_leads_in_a_circle_is_refused(tmp_path):
    broken = bytearray(BOOK)
    (fat,) = struct.unpack_from("<I", broken, 76)
    struct.pack_into("<I", broken, (fat + 1) * 512, 0)  # the first sector is its own next one
    with pytest.raises(RefusedWorkbook, match="坏了"):
        screen(at(tmp_path, bytes(broken)), Limits())


def test_workbooks_before_excel_97_are_refused_as_such(tmp_path):
    early = BOOK.replace(
        struct.pack("<HHH", 0x0809, 16, 0x0600), struct.pack("<HHH", 0x0809, 16, 0x0500)
    )
    with pytest.raises(RefusedWorkbook, match="Excel 97"):
        screen(at(tmp_path, early), Limits())


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_old_workbook_passes_or_is_refused_but_never_crashes(data, tmp_path):
    damaged = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.one_of(st.integers(0, 600), st.integers(0, len(damaged) - 1)))
        damaged[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(RefusedWorkbook):
        assert screen(at(tmp_path, bytes(damaged)), Limits()).sheets


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("between", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
def test_a_text_table_is_read_cell_by_cell(encoding, between, tmp_path):
    text = between.join(["编号", "内容"]) + "\n" + between.join(["0017", '"甲""乙\n丙"']) + "\n\n"
    (sheet,) = read_workbook(at(tmp_path, text.encode(encoding), "会议.csv"))
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ["编号", "内容"]), (2, ["0017", '甲"乙\n丙']),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'a,"b\n', "引号"), (b"\xff\xfe\xfd\x81\n", "编码"), (b"a,b\nc" + b",d" * 300, "列"),
        (b"a\n" * 200_001, "200000 行"),
    ],
    ids=["open_quote", "no_encoding", "wide", "long"],
)  # fmt: skip
def test_a_text_table_that_cannot_be_read_for_certain_is_refused(content, said, tmp_path):
    with pytest.raises(RefusedWorkbook, match=said):
        screen(at(tmp_path, content, "file.csv"), Limits())
