"""The gate before the parser: every hostile file is refused with its own words, plain ones pass."""

import contextlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jishi.workbook.limits import Limits, RefusedWorkbook
from jishi.workbook.screening import screen
from tests.workbook import hostile


@pytest.fixture
def scratch(tmp_path: Path):
    def write(data: bytes) -> Path:
        path = tmp_path / "file.xlsx"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_hostile_file_is_refused_and_told_why(name, tmp_path):
    with pytest.raises(RefusedWorkbook) as refusal:
        screen(hostile.write(tmp_path, name), Limits())
    assert hostile.HOSTILE[name][1] in str(refusal.value)
    assert refusal.value.advice
    assert "%(" not in str(refusal.value) + refusal.value.advice


def test_the_same_file_without_its_fault_passes(scratch):
    found = screen(scratch(hostile.workbook()), Limits()).sheets["表"]
    assert (found.rows, found.columns, found.cells) == (1, 1, 1)


def test_files_of_both_writers_pass(tmp_path):
    by_openpyxl, by_xlsxwriter = tmp_path / "o.xlsx", tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["编号", "姓名"])
    book.save(by_openpyxl)
    with xlsxwriter.Workbook(by_xlsxwriter) as writer:
        writer.add_worksheet("户").write_row(0, 0, ["编号", "姓名"])
    assert screen(by_openpyxl, Limits()).sheets["Sheet"].columns == 2
    assert screen(by_xlsxwriter, Limits()).sheets["户"].columns == 2


def test_a_file_with_a_large_directory_of_the_long_form_passes(scratch):
    # Some exporters always write the zip64 end record; it must not be taken for damage.
    data = hostile.workbook()
    end = data.rindex(b"PK\x05\x06")
    count, size, at = (
        int.from_bytes(data[end + i : end + j], "little") for i, j in ((10, 12), (12, 16), (16, 20))
    )
    long_end = b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x2d\x00" * 2 + bytes(8)
    long_end += b"".join(n.to_bytes(8, "little") for n in (count, count, size, at))
    locator = b"PK\x06\x07" + bytes(4) + end.to_bytes(8, "little") + (1).to_bytes(4, "little")
    assert (
        screen(scratch(data[:end] + long_end + locator + data[end:]), Limits()).sheets["表"].rows
        == 1
    )


def test_a_million_entries_are_refused_by_their_count_alone(scratch):
    data = bytearray(hostile.workbook())
    end = data.rindex(b"PK\x05\x06")
    data[end + 10 : end + 12] = (60_000).to_bytes(2, "little")
    with pytest.raises(RefusedWorkbook, match="零件"):
        screen(scratch(bytes(data)), Limits())


def test_formatted_but_empty_cells_far_away_do_no_harm(scratch):
    rows = hostile.CELL + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert screen(scratch(hostile.workbook(rows)), Limits()).sheets["表"].rows == 1


def test_a_formula_of_an_extension_is_not_taken_for_a_cell(scratch):
    after = '<extLst xmlns:xm="urn:x"><xm:f>A1:A9</xm:f></extLst>'
    rows = hostile.CELL + '<row r="1048576"><c r="A1048576" s="0"/></row>'
    file = scratch(hostile.pack(hostile.parts(sheet=hostile.sheet_xml(rows, after=after))))
    found = screen(file, Limits()).sheets["表"]
    assert (found.rows, found.formulas) == (1, {})


def test_cells_with_a_prefix_or_without_references_are_measured(scratch):
    sheet = (
        f'<x:worksheet xmlns:x="{hostile.MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>'
        "<x:c><x:f>A1</x:f></x:c></x:row></x:sheetData></x:worksheet>"
    )
    found = screen(scratch(hostile.pack(hostile.parts(sheet=sheet))), Limits()).sheets["表"]
    assert (found.rows, found.columns, found.formulas) == (1, 2, {(1, 2): "A1"})


def test_rows_of_all_sheets_count_together(tmp_path):
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as writer:
        for name in ("甲", "乙"):
            sheet = writer.add_worksheet(name)
            for row in range(6):
                sheet.write(row, 0, row)
    assert len(screen(path, Limits(max_rows=12)).sheets) == 2
    with pytest.raises(RefusedWorkbook, match="超过 11 行"):
        screen(path, Limits(max_rows=11))


def test_a_file_over_the_size_limit_is_refused_with_both_sizes(scratch):
    file = scratch(hostile.workbook() + bytes(2 << 20))
    with pytest.raises(RefusedWorkbook, match=r"3 MB，超过 1\.5 MB"):
        screen(file, Limits(max_bytes=3 << 19))


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(RefusedWorkbook, match="打不开"):
        screen(tmp_path / "none.xlsx", Limits())


def test_too_many_cells_are_refused(scratch):
    rows = "".join(f'<c r="A{n}"/>' for n in range(1, 12))
    with pytest.raises(RefusedWorkbook, match="单元格多得不正常"):
        screen(scratch(hostile.workbook(f'<row r="1">{rows}</row>')), Limits(max_cells=10))


def test_no_part_is_unpacked_to_disk(scratch, tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("nothing may be extracted")

    monkeypatch.setattr(zipfile.ZipFile, "extract", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", refuse)
    screen(scratch(hostile.workbook()), Limits())
    assert [path.name for path in tmp_path.iterdir()] == ["file.xlsx"]


def test_stored_parts_are_read_like_packed_ones(scratch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in hostile.parts().items():
            archive.writestr(name, data)
    assert screen(scratch(buffer.getvalue()), Limits()).sheets["表"].rows == 1


def test_a_packing_method_that_no_office_program_writes_is_refused(scratch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in hostile.parts().items():
            archive.writestr(name, data)
    with pytest.raises(RefusedWorkbook, match="坏了"):
        screen(scratch(buffer.getvalue()), Limits())


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_passes_or_is_refused_but_never_crashes(data, scratch):
    damaged = bytearray(hostile.workbook())
    for _ in range(data.draw(st.integers(1, 6))):
        mark = data.draw(st.sampled_from([b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b""]))
        at = max(damaged.find(mark), 0) + data.draw(
            st.integers(0, 60 if mark else len(damaged) - 1)
        )
        if at < len(damaged):
            damaged[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(RefusedWorkbook):
        assert list(screen(scratch(bytes(damaged)), Limits()).sheets) in (["表"], [])


@pytest.mark.parametrize("encoding", ["UTFx8", "gb2312", "cp037"])
def test_an_encoding_that_no_office_program_writes_is_refused(encoding, scratch):
    before = f'<?xml version="1.0" encoding="{encoding}"?>'
    sheet = before + hostile.sheet_xml().partition("?>")[2]
    with pytest.raises(RefusedWorkbook, match="坏了"):
        screen(scratch(hostile.pack(hostile.parts(sheet=sheet))), Limits())
