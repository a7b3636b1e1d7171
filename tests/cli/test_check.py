"""`jishi check` and what commands say of files that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import COULD_NOT, DONE, FOUND_WRONG, TOWN, Program, book, save

WRONG = "党员队伍\n全镇有党员30人，其中女党员20人，\n占党员总数的58.4%。"


@pytest.fixture
def alone(tmp_path) -> Program:
    return Program(tmp_path / "none")


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Program:
    program = Program(tmp_path_factory.mktemp("home"))
    program("init", "--county", "341824", "--no-input")
    folder = tmp_path_factory.mktemp("files")
    program("import", save(book(), folder / "town.xlsx"), "--place", TOWN)
    return program


def draft(folder: Path, text: str) -> Path:
    path = folder / "draft.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_that_contradicts_itself_differs(alone, tmp_path):
    path = draft(tmp_path, WRONG)
    found = alone.json("check", path, "--no-ledger", code=FOUND_WRONG)
    assert found["findings"]
    alone("check", draft(tmp_path, "全镇有党员30人。"), "--no-ledger", code=DONE)


def test_a_finding_tells_where_it_stands_and_in_which_words(alone, tmp_path):
    said = alone("check", draft(tmp_path, WRONG), "--no-ledger", code=FOUND_WRONG)
    finding = next(line for line in said.splitlines() if line.startswith("对不上："))
    assert "第3行第7字“58.4%”" in finding
    assert "第2行第6字“30人”" in finding


def test_a_text_without_figures_says_so(alone, filled, tmp_path):
    path = draft(tmp_path, "没有数字的话。")
    assert alone("check", path, "--no-ledger") == "没有找到数字。\n"
    told = filled("check", path, "--place", TOWN, "--as-of", "2024-09-30")
    assert told == "没有找到数字。\n"


def test_the_ledgers_values_are_printed_as_on_the_pages(filled, tmp_path):
    at = ("--place", TOWN, "--as-of", "2024-09-30")
    share = next(
        one for one in filled.json("figures", *at)["figures"]
        if one["key"] == "household_coverage"
    )  # fmt: skip
    assert share["value"] is not None
    path = draft(tmp_path, "全镇农户包保覆盖率12.34567%。")
    told = filled("check", path, *at, code=FOUND_WRONG)
    held = told.split("台账：")[1].split("%")[0]
    assert len(held.partition(".")[2]) <= 2 and abs(float(held) - share["value"]) < 0.06
    exact = filled.json("check", path, *at, code=FOUND_WRONG)
    assert exact["figures"][0]["ledger"]["value"] == share["value"]


@pytest.mark.parametrize(("arguments", "name"), [
    (("check", "{}", "--no-ledger"), "none.txt"), (("check", "{}", "--no-ledger"), ""),
    (("pin", "verify", "{}"), "none.docx"), (("pin", "verify", "{}"), ""),
    (("report", "--place", TOWN, "-o", "out.docx", "--template", "{}"), "none.docx"),
    (("report", "--place", TOWN, "-o", "out.docx", "--template", "{}"), ""),
    (("export", "--place", TOWN, "-o", "{}"), "none/out.xlsx"),
    (("template", "-o", "{}"), ""),
])  # fmt: skip
def test_what_cannot_be_opened_is_told_with_what_to_do(filled, tmp_path, arguments, name):
    path = tmp_path / name
    filled(*(one.format(path) for one in arguments), code=COULD_NOT)
    assert str(path) in filled.said
    told = filled.said.split(str(path))[1]
    assert ("指明一个文件" if not name else "核对路径") in told
    assert "directory" not in told and told.endswith("。\n")


def test_what_is_wrong_and_what_to_do_are_two_sentences(alone, tmp_path):
    alone("check", draft(tmp_path, ""), "--no-ledger", code=COULD_NOT)
    assert alone.said == "jishi check: 文件是空的。请重新选择文件。\n"
