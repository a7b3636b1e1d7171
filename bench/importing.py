"""A town's 4 508 households with their links from a workbook, against the bare essentials."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import transaction

from bench import growth
from bench.plainimport import import_plainly
from bench.timing import Result, interleaved
from jishi.access.actor import operator
from jishi.demo import town as sample
from jishi.records.ledgers import BY_KEY
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import read_workbook
from jishi.workbook.writing import save

HOUSEHOLDS = 4508
AS_OF = date(2024, 9, 30)
MOST, MOST_SECONDS = 10.0, 4.0
_SHEETS = ("town", "persons", "households", "links")
_COMMANDS = 3


def run() -> Iterator[Result]:
    """Both read the same file and keep the same rows, with an audit row each, and undo it.

    The command itself is measured apart; what it imports is kept, each time in another town.
    """
    with tempfile.TemporaryDirectory() as folder:
        towns = growth.empty_towns(1 + _COMMANDS)
        files = [_workbook(Path(folder) / f"{code}.xlsx", code) for code in towns]
        ours = _undone(lambda: _ours(files[0], towns[0]))
        floor = _undone(lambda: import_plainly(files[0], towns[0]))
        seconds = interleaved(ours, floor)
        what = f"import, {HOUSEHOLDS} households with links"
        yield Result(
            what, *seconds, "calamine, plain checks, bulk_create with audit rows", most=MOST
        )
        taken = [_command(file, code) for file, code in zip(files[1:], towns[1:], strict=True)]
        yield Result(
            # The quickest: an absolute time speaks of whatever else the machine does, too.
            "jishi import, the command, start and all", min(taken), seconds[1],
            "as above", most_seconds=MOST_SECONDS,
        )  # fmt: skip


def _ours(file: Path, town: str) -> int:
    outcome = import_sheets(read_workbook(file), town, by=operator("import"))
    if outcome.faults:
        raise AssertionError(outcome.faults[:3])
    return outcome.created


def _undone(work: Callable[[], int]) -> Callable[[], None]:
    """The work in a transaction that is rolled back, so that the next run finds nothing."""
    wanted = sum(len(rows) for rows in _rows("").values())

    def once() -> None:
        with transaction.atomic():
            created = work()
            transaction.set_rollback(True)
        if created != wanted:
            raise AssertionError(f"{created} rows of {wanted}")

    return once


def _command(file: Path, town: str) -> float:
    """Seconds of `jishi import` in a process of its own."""
    begun = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "jishi.cli.main", "import", str(file), "--place", town],
        check=True, capture_output=True,
    )  # fmt: skip
    return perf_counter() - begun


def _workbook(path: Path, town: str) -> Path:
    save(path, _rows(town), ledgers=[BY_KEY[key] for key in _SHEETS])
    return path


def _rows(town: str) -> dict[str, list[dict[str, Any]]]:
    found = {key: sample.sheets()[key] for key in _SHEETS}
    found["town"] = [{"code": town, "name": "样镇", "start": date(2023, 1, 1)}]
    found["households"] = [
        {**row, "note": "示例数据"}
        for row in found["households"]
        if row["since"] <= AS_OF and (not row.get("until") or row["until"] > AS_OF)
    ]
    if len(found["households"]) != HOUSEHOLDS:
        raise AssertionError(f"{len(found['households'])} households")
    return found
