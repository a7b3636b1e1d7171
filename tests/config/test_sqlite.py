"""The ledger's SQLite: one library, durable, and patient with other writers."""

import subprocess
import sys

import pytest
from django.db import connection

from jishi.config.sqlite.journal import journal_mode

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 4), "WAL"),
    ],
)
def test_wal_is_used_only_where_its_reset_is_mended(version, mode):
    assert journal_mode(version) == mode


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000)]
)
def test_commits_survive_a_power_cut_and_writers_wait(pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@pytest.mark.django_db
def test_the_journal_is_the_one_the_library_may_be_trusted_with():
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    assert mode.upper() == journal_mode(connection.Database.sqlite_version_info)
    assert connection.transaction_mode == "IMMEDIATE"


def test_whoever_imports_sqlite3_later_gets_the_ledgers_library():
    program = (
        "from jishi.config.sqlite import base; import sqlite3; "
        "print({sqlite3.sqlite_version, sqlite3.dbapi2.sqlite_version}"
        " == {base.Database.sqlite_version})"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout == "True\n"


def test_a_second_library_in_the_process_is_refused(tmp_path):
    (tmp_path / "planted.py").write_text(
        "import sys, types, sqlite3\n"
        "import django.db.backends.sqlite3.base\n"
        "other = types.ModuleType('pysqlite3'); other.sqlite_version = '9.9.9'\n"
        "other.dbapi2 = types.ModuleType('pysqlite3.dbapi2')\n"
        "sys.modules.update({'pysqlite3': other, 'pysqlite3.dbapi2': other.dbapi2})\n"
        "import jishi.config.sqlite.base\n"
    )
    said = subprocess.run(
        [sys.executable, tmp_path / "planted.py"], capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "two SQLite libraries in one process" in said.stderr
