"""The program: every command with its help, its exit code, and JSON alone where JSON is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jishi.cli import speaking
from jishi.cli.main import COMMANDS
from jishi.cli.parser import build
from tests.workbook.littletown import TOWN, Book, book

DONE, FOUND_WRONG, COULD_NOT = 0, 1, 2


class Program:
    """`jishi` in an installation of its own."""

    def __init__(self, home: Path, **environment: str) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("JISHI_", "DJANGO_"))}
        self.environment = clean | {"JISHI_HOME": str(home), "PYTHONWARNINGS": "error"}
        self.environment |= environment

    def __call__(self, *arguments: Any, code: int = DONE, **options: Any) -> str:
        """Run a command that must end with `code`; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "jishi.cli.main", *map(str, arguments)],
            env=self.environment, capture_output=True, text=True, check=False, timeout=120,
            **{"stdin": subprocess.DEVNULL} | options if "input" not in options else options,
        )  # fmt: skip
        self.said = done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, *arguments: Any, code: int = DONE, **options: Any) -> Any:
        """The same with --format json: nothing but JSON on standard output."""
        return json.loads(self(*arguments, "--format", "json", code=code, **options))


@pytest.fixture(scope="module")
def jishi(tmp_path_factory) -> Program:
    program = Program(tmp_path_factory.mktemp("home"))
    program("init", "--county", "341824", "--no-input")
    return program


def save(made: Book, path: Path) -> Path:
    file = openpyxl.Workbook()
    file.remove(file.active)
    for table in made.values():
        sheet = file.create_sheet(table.name)
        for row in [table.headings, *table.rows]:
            sheet.append(row)
    file.save(path)
    return path


@pytest.fixture(scope="module")
def filled(jishi, tmp_path_factory) -> Program:
    """The same with the little town in it."""
    file = save(book(), tmp_path_factory.mktemp("files") / "town.xlsx")
    answer = jishi.json("import", file, "--place", TOWN)
    assert answer["errors"] == []
    assert answer["created"] == answer["rows"]
    return jishi


def _parsers(parser: Any, words: tuple[str, ...] = ()) -> Any:
    """Each command's parser that does something, with its words."""
    inner = [a for a in parser._actions if hasattr(a, "choices") and isinstance(a.choices, dict)]
    if not inner:
        yield words, parser
    for action in inner:
        for name, child in action.choices.items():
            yield from _parsers(child, (*words, name))


PARSERS = dict(_parsers(build()))


def test_the_commands_are_those_the_program_names():
    assert {words[0] for words in PARSERS} == set(COMMANDS)


@pytest.mark.parametrize("words", PARSERS, ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(words):
    text = PARSERS[words].format_help()
    assert f"例：jishi {' '.join(words)}" in " ".join(text.split())


@pytest.mark.parametrize("words", PARSERS, ids=" ".join)
def test_every_example_is_understood_as_it_is_written(words):
    example = PARSERS[words].epilog.removeprefix("例：jishi ")
    options = build().parse_args(example.split())
    assert options.command == words[0]
    assert callable(options.run)


def test_help_needs_no_installation(tmp_path):
    program = Program(tmp_path / "none")
    assert "例：" in program("import", "--help")
    assert not (tmp_path / "none" / "ledger.sqlite3").exists()
    program("--version")


def test_an_unknown_command_or_option_could_not(tmp_path):
    program = Program(tmp_path)
    for arguments in (["dance"], ["import"], ["figures", "--place", TOWN, "--as-of", "昨天"], []):
        assert program(*arguments, code=COULD_NOT) == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "x.xlsx", "--place", TOWN], ["export", "--place", TOWN, "-o", "x.xlsx"],
        ["account", "list"], ["places", "find", "上庄"], ["audit", "verify"],
        ["figures", "--place", TOWN], ["proof", "households", "--place", TOWN],
        ["account", "end", "x"], ["serve"],
        ["places", "merge", "1", "2", "--on", "2024-01-01"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_without_an_installation_the_way_to_make_one_is_told(tmp_path, arguments):
    program = Program(tmp_path)
    assert program(*arguments, code=COULD_NOT) == ""
    assert "jishi init" in program.said


def test_the_empty_workbook_needs_no_installation(tmp_path):
    Program(tmp_path)("template", "-o", tmp_path / "blank.xlsx")
    assert "活动" in openpyxl.load_workbook(tmp_path / "blank.xlsx").sheetnames


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JISHI_DATABASE_URL", "mysql://x/y"), ("JISHI_TIMEZONE", "Mars/Base"),
        ("JISHI_IMPORT_MAX_ROWS", "many"), ("JISHI_HTTPS", "perhaps"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(tmp_path, name, value):
    program = Program(tmp_path, **{name: value})
    assert program("account", "list", code=COULD_NOT) == ""
    assert name in program.said


def test_a_database_that_does_not_answer_is_told_as_such(tmp_path):
    url = f"postgresql://jishi@/jishi?host={tmp_path}"
    program = Program(tmp_path, JISHI_DATABASE_URL=url)
    program("account", "list", code=COULD_NOT)
    assert "JISHI_DATABASE_URL" in program.said
    assert "jishi init" not in program.said


def test_init_again_changes_nothing_and_another_county_is_refused(jishi):
    jishi("init", "--county", "341824", "--no-input")
    jishi("init", "--county", "341802", "--no-input", code=COULD_NOT)
    jishi("init", "--county", "3418", "--no-input", code=COULD_NOT)
    assert "--county" in jishi.said


def test_init_without_a_terminal_says_what_to_do(tmp_path):
    program = Program(tmp_path)
    program("init", "--county", "341824", code=COULD_NOT)
    assert "jishi account add" in program.said and "--role administrator" in program.said


def test_accounts_are_added_listed_and_ended(jishi):
    added = jishi.json("account", "add", "chengxm", "--name", "程某", "--role", "town_clerk",
                       "--place", TOWN)  # fmt: skip
    assert len(added["password"]) >= 12
    read = jishi.json("account", "add", "wang", "--name", "汪某", "--role", "town_leader",
                      "--place", TOWN, "--since", "2024-01-01", "--password-stdin",
                      input="correct horse battery\n")  # fmt: skip
    assert "password" not in read
    listed = {one["username"]: one for one in jishi.json("account", "list")}
    assert listed["wang"]["grants"] == [
        {"role": "town_leader", "place": TOWN, "since": "2024-01-01", "until": None}
    ]
    assert jishi.json("account", "end", "wang") == {"username": "wang", "active": False}
    listed = {one["username"]: one for one in jishi.json("account", "list")}
    assert (listed["wang"]["active"], listed["chengxm"]["active"]) == (False, True)
    assert "停用" in jishi("account", "list")
    roles = {one["role"] for one in jishi.json("account", "list", "--roles")}
    assert "grid_member" in roles
    jishi("audit", "verify")


def test_a_wrong_account_is_found_wrong(jishi):
    add = ("account", "add", "x", "--name", "某", "--place")
    jishi(*add, TOWN, "--role", "king", code=FOUND_WRONG)
    jishi(*add, "999999999", "--role", "town_clerk", code=FOUND_WRONG)
    jishi(*add, TOWN, "--role", "grid_member", code=FOUND_WRONG)
    assert "--person" in jishi.said
    assert jishi("account", "end", "nobody", "--format", "json", code=FOUND_WRONG) == ""


def test_places_are_found_with_their_path(jishi):
    found = jishi.json("places", "find", "上庄")
    assert {"code": f"{TOWN}200", "name": "绩溪县上庄镇上庄村"} in found
    assert jishi.json("places", "find", "没有这个地方", code=FOUND_WRONG) == []


def test_places_are_loaded_from_a_folder_of_lists(jishi, tmp_path):
    (tmp_path / "areas.csv").write_text('"code","name"\n"341802","宣州区"\n', encoding="utf-8")
    (tmp_path / "streets.csv").write_text("code,name\n341802100,某镇\n", encoding="utf-8")
    (tmp_path / "villages.csv").write_text(
        "code,name\n341802100200,某村村民委员会\n110101001001,远处居委会\n", encoding="utf-8"
    )
    answer = jishi.json("places", "load", "341802", "--from", tmp_path)
    assert answer == {"code": "341802", "places": 3}
    assert jishi.json("places", "find", "341802100200")[0]["name"].endswith("某镇某村")
    jishi("places", "load", "341899", "--from", tmp_path, code=COULD_NOT)
    jishi("places", "load", "341801", code=COULD_NOT)
    assert "--from" in jishi.said
    jishi("places", "load", "abc", "--from", tmp_path, code=COULD_NOT)
    (tmp_path / "villages.csv").write_text("code,name\n34180210020,半个\n", encoding="utf-8")
    jishi("places", "load", "341802", "--from", tmp_path, code=COULD_NOT)
    assert "第2行" in jishi.said


def test_an_import_again_changes_nothing_beside_its_count(filled, tmp_path):
    file = save(book("activities"), tmp_path / "again.xlsx")
    answer = filled.json("import", file, "--place", TOWN)
    assert answer == {"rows": 8, "created": 0, "updated": 0, "unchanged": 8, "errors": []}
    assert "没变8" in filled("import", file, "--place", TOWN)


def test_an_import_is_taken_back_as_one_by_the_act_it_tells(filled, tmp_path):
    made = book("activities")
    made["活动"].set(2, "内容", "要撤的")
    file = save(made, tmp_path / "undo.xlsx")
    act = filled.json("import", file, "--place", TOWN)["act"]
    assert filled.json("import", file, "--place", TOWN)["unchanged"] == 8
    assert filled.json("import", "--undo", act)["undone"]
    again = filled.json("import", "--undo", act, code=FOUND_WRONG)
    assert not again["undone"]
    assert again["reasons"]
    assert filled.json("import", file, "--place", TOWN, "--dry-run")["updated"] == 1


def test_a_dry_run_says_what_it_would_do(filled, tmp_path):
    made = book("activities")
    made["活动"].set(2, "内容", "会改的")
    file = save(made, tmp_path / "dry.xlsx")
    for _turn in range(2):
        assert filled.json("import", file, "--place", TOWN, "--dry-run")["updated"] == 1
    assert "会更正1" in filled("import", file, "--place", TOWN, "--dry-run")


def test_a_faulty_workbook_is_found_wrong_by_sheet_row_and_column(filled, tmp_path):
    made = book("activities")
    made["活动"].set(3, "日期", "去年")
    file = save(made, tmp_path / "faulty.xlsx")
    answer = filled.json("import", file, "--place", TOWN, code=FOUND_WRONG)
    assert (answer["rows"], answer["created"], answer["unchanged"]) == (8, 0, 0)
    (error,) = answer["errors"]
    assert set(error) == {"sheet", "row", "column", "value", "message", "hint"}
    assert (error["sheet"], error["row"], error["column"], error["value"]) == (
        "活动", 3, "日期", "去年",
    )  # fmt: skip
    text = filled("import", file, "--place", TOWN, code=FOUND_WRONG)
    assert "“活动”第3行“日期”（去年）" in text


def test_a_file_that_is_no_workbook_could_not_be_read(filled, tmp_path):
    file = tmp_path / "no.xlsx"
    file.write_text("not a workbook")
    for wrong in (file, tmp_path / "missing.xlsx"):
        answer = filled.json("import", wrong, "--place", TOWN, code=COULD_NOT)
        assert answer["rows"] == 0
        assert answer["errors"][0]["message"]
        assert filled("import", wrong, "--place", TOWN, code=COULD_NOT) == ""


@pytest.mark.parametrize("place", ["341824", "341824103200", "999999999", "上庄镇"])
def test_an_import_wants_a_towns_code(filled, tmp_path, place):
    file = save(book("activities"), tmp_path / "town.xlsx")
    filled("import", file, "--place", place, code=COULD_NOT)
    assert "--place" in filled.said


def test_an_export_imports_into_an_empty_installation(filled, tmp_path):
    file = tmp_path / "out.xlsx"
    answer = filled.json("export", "--place", TOWN, "-o", file)
    assert answer["rows"] == sum(answer["sheets"].values()) > 100
    other = Program(tmp_path / "other")
    other("init", "--county", "341824", "--no-input")
    assert other.json("import", file, "--place", TOWN)["created"] == answer["rows"]
    assert other.json("import", file, "--place", TOWN)["unchanged"] == answer["rows"]
    place = ("--place", TOWN, "--as-of", "2024-09-30")
    assert other.json("figures", *place) == filled.json("figures", *place)
    other("audit", "verify")


def test_what_cannot_be_written_is_said(filled, tmp_path):
    nowhere = tmp_path / "none" / "out.xlsx"
    filled("export", "--place", TOWN, "-o", nowhere, code=COULD_NOT)
    assert str(nowhere) in filled.said
    filled("template", "-o", nowhere, code=COULD_NOT)
    assert str(nowhere) in filled.said


def test_a_town_without_a_ledger_has_nothing_to_export(filled, tmp_path):
    filled("export", "--place", "341824102", "-o", tmp_path / "x.xlsx", code=FOUND_WRONG)
    assert not (tmp_path / "x.xlsx").exists()


def test_figures_and_a_proof_come_as_json(filled):
    place = ("--place", TOWN, "--as-of", "2024-09-30")
    answer = filled.json("figures", *place)
    assert (answer["place"], answer["as_of"]) == (TOWN, "2024-09-30")
    keys = {figure["key"]: figure for figure in answer["figures"]}
    assert keys["households"]["value"] == 24
    proof = filled.json("proof", "households", *place)
    assert proof["value"] == len(proof["records"]) == 24
    assert "24" in filled("figures", *place)


def test_an_unknown_figure_or_place_could_not(filled):
    filled("proof", "housholds", "--place", TOWN, code=COULD_NOT)
    assert "households" in filled.said
    filled("figures", "--place", "999", code=COULD_NOT)
    filled("figures", "--place", TOWN, "--from", "2024-02-01", "--to", "2024-01-01", code=COULD_NOT)


def test_a_trail_changed_behind_the_programs_back_is_found_wrong(tmp_path):
    import sqlite3

    program = Program(tmp_path / "home")
    program("init", "--county", "341824", "--no-input")
    program("import", save(book("town", "persons"), tmp_path / "p.xlsx"), "--place", TOWN)
    answer = program.json("audit", "verify")
    assert answer["problems"] == []
    assert set(answer["heads"]) == {"county", TOWN}
    program("audit", "verify", "--head", answer["heads"][TOWN])
    program("audit", "verify", "--head", "0" * 64, code=FOUND_WRONG)
    with sqlite3.connect(tmp_path / "home" / "ledger.sqlite3") as database:
        database.execute("UPDATE people_person SET name = '别人' WHERE number = 'RY01'")
    database.close()
    assert len(program.json("audit", "verify", code=FOUND_WRONG)["problems"]) == 1
    assert "直接改过" in program("audit", "verify", code=FOUND_WRONG)


def test_merged_places_are_told_and_the_trail_stays_whole(tmp_path):
    program = Program(tmp_path / "home")
    program("init", "--county", "341824", "--no-input")
    program("import", save(book("town", "groups"), tmp_path / "g.xlsx"), "--place", TOWN)
    merge = ("places", "merge")
    program(*merge, f"{TOWN}20001", f"{TOWN}20002", "--on", "2024-01-01")
    program.json(*merge, f"{TOWN}201", f"{TOWN}200", "--on", "2024-01-01")
    program(*merge, f"{TOWN}201", f"{TOWN}202", "--on", "2024-01-01", code=FOUND_WRONG)
    program(*merge, f"{TOWN}202", "999", "--on", "2024-01-01", code=FOUND_WRONG)
    program("audit", "verify")


def test_the_trail_names_the_systems_user_and_where_it_came_from(filled):
    import getpass
    import sqlite3

    path = Path(filled.environment["JISHI_HOME"]) / "ledger.sqlite3"
    database = sqlite3.connect(path)
    told = database.execute("SELECT DISTINCT actor, origin FROM audit_entry").fetchall()
    database.close()
    assert {actor for actor, _origin in told} == {f"operator:{getpass.getuser()}"}
    assert {origin for _actor, origin in told} == {"command", "import"}


def test_a_password_typed_unseen_is_typed_twice(monkeypatch):
    given = iter(["zhege-mima-1", "zhege-mima-2", "zhege-mima-1", "zhege-mima-1"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(given))
    with pytest.raises(speaking.Trouble, match="两遍密码不一样"):
        speaking.typed_password()
    assert speaking.typed_password() == "zhege-mima-1"
