"""Laws of every test run: which database, which order, and that nothing is passed over."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.selection import asks_for_database

#: A busy machine is slow for reasons of its own: what must be quick is measured in bench/.
settings.register_profile("jishi", deadline=None)
settings.load_profile("jishi")

_DATABASE = os.environ.get("JISHI_TEST_DATABASE", "sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the run's order; xdist's workers inherit it, so that all agree."""
    os.environ.setdefault("JISHI_TEST_SEED", str(random.SystemRandom().randrange(10**6)))


def pytest_report_header() -> str:
    """How to run the same again."""
    return f"database: {_DATABASE}; order: JISHI_TEST_SEED={os.environ['JISHI_TEST_SEED']}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database, and shuffle files and the tests in them.

    Nor is it run again on PostgreSQL if it opens no database: its answer would be the same.
    """
    dice = random.Random(os.environ["JISHI_TEST_SEED"])
    place = {path: dice.random() for path in sorted({item.path for item in items})}
    kept, left_out = [], []
    for item in items:
        (kept if _concerned(item) else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    dice.shuffle(kept)
    items[:] = sorted(kept, key=lambda item: place[item.path])


def _concerned(item: pytest.Item) -> bool:
    """True where this run's database has something to say to the test."""
    if _DATABASE == "sqlite":
        return item.get_closest_marker("postgresql") is None
    return item.get_closest_marker("sqlite") is None and (
        asks_for_database(item) or item.get_closest_marker("postgresql") is not None
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: a missing browser or database must not look like success."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        reporter.write_line("skipped tests fail the run", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the sources."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample town and its neighbour, for the tests of one module, which carry `django_db`
    themselves; nothing of them stays behind."""
    from tests.indicators import sampletown  # models are imported once Django stands

    with sampletown.loaded(django_db_blocker):
        yield
