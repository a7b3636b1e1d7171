"""Out as a workbook, into an empty installation: the same 37 figures, by the commands alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jishi.demo import town
from jishi.workbook.writing import save
from tests.figures37 import FIGURES, TOWN

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]  # each has a SQLite of its own
DATED = ("--place", TOWN, "--as-of", "2024-09-30", "--format", "json")


class Installation:
    """An installation of its own, worked by commands as anyone would."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.run("init", "--county", "341824", "--no-input")

    def run(self, *arguments: str) -> str:
        """What a command prints; it must succeed."""
        done = subprocess.run(
            [sys.executable, "-m", "jishi.cli.main", *arguments],
            capture_output=True, text=True, encoding="utf-8", check=False,
            env={**{n: v for n, v in os.environ.items() if not n.startswith(("JISHI_", "DJANGO_"))},
                 "JISHI_HOME": str(self.home)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def bring(self, book: Path) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(
            self.run("import", str(book), "--place", TOWN, "--format", "json")
        )
        return said

    def figures(self) -> dict[str, Any]:
        said = json.loads(self.run("figures", *DATED))
        return {figure["key"]: figure for figure in said["figures"]}


def test_an_exported_town_gives_the_same_figures_elsewhere(tmp_path: Path) -> None:
    book, exported = tmp_path / "made.xlsx", tmp_path / "exported.xlsx"
    save(book, town.sheets())
    first = Installation(tmp_path / "first")
    brought = first.bring(book)
    assert brought["errors"] == []
    figures = first.figures()
    wrong = [key for key, due in FIGURES.items() if not due.equals(figures[key]["value"])]
    assert not wrong

    first.run("export", "--place", TOWN, "-o", str(exported))
    second = Installation(tmp_path / "second")
    again = second.bring(exported)
    assert (again["created"], again["updated"]) == (brought["created"], 0)
    assert second.figures() == figures

    for one, same in ((second, exported), (first, book), (first, exported)):
        nothing = one.bring(same)
        assert (nothing["created"], nothing["updated"], nothing["errors"]) == (0, 0, [])
        assert nothing["unchanged"] == nothing["rows"] == brought["rows"]

    proof = json.loads(second.run("proof", "disputes_mediated", *DATED))
    assert proof["value"] == len(proof["records"]) == 29
    second.run("audit", "verify")
