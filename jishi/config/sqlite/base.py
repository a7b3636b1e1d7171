"""The wrapper Django looks up. Import order matters here, and nowhere else.

Two SQLite libraries in one process break each other's file locks, so where pysqlite3 is
installed it takes the standard library's place before Django's backend is imported.
"""

from __future__ import annotations

import sys
from typing import Any

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ModuleNotFoundError:  # no wheel for this machine: the system's SQLite serves
    import sqlite3 as _library
else:
    _library = pysqlite3
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from sqlite3 import dbapi2 as Database  # the name Django knows it by

from django.db.backends.sqlite3 import base

from jishi.config.sqlite.journal import journal_mode

if vars(base)["Database"] is not Database or Database.sqlite_version != _library.sqlite_version:
    raise RuntimeError(
        "two SQLite libraries in one process: something imported Django's SQLite backend "
        "ahead of jishi.config.sqlite"
    )

VERSION: tuple[int, int, int] = Database.sqlite_version_info
JOURNAL_MODE = journal_mode(VERSION)


class DatabaseWrapper(base.DatabaseWrapper):
    """Commits survive a power cut (synchronous FULL), writers queue instead of failing."""

    transaction_mode: str | None
    init_commands: list[str]

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters plus ours; an explicit OPTIONS entry still wins."""
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", 20)
        # A deferred transaction that turns into a write fails at once under contention,
        # whatever the timeout; an immediate one waits its turn.
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        self.init_commands = [
            f"PRAGMA journal_mode={JOURNAL_MODE}",
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
            *self.init_commands,
        ]
        return params
