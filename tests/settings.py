"""Settings of a test run: an installation of its own, in a folder that ends with the run.

JISHI_TEST_DATABASE says which database: `sqlite` (default) or `postgresql`, whose server
`tools/postgresql.py` starts and tells by JISHI_TEST_POSTGRESQL_URL.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="jishi-test-")
# xdist's workers import this file too, each with a home of its own.
atexit.register(shutil.rmtree, _home, ignore_errors=True)
_database = os.environ.get("JISHI_TEST_DATABASE", "sqlite")
if _database not in {"sqlite", "postgresql"}:
    raise RuntimeError(f"JISHI_TEST_DATABASE is sqlite or postgresql, not {_database!r}")

for _name in [name for name in os.environ if name.startswith("JISHI_")]:
    if not _name.startswith("JISHI_TEST_"):
        del os.environ[_name]  # the developer's own installation is not for testing on
os.environ["JISHI_HOME"] = _home
if _database == "postgresql":
    # Without a server this is a KeyError: a database that cannot be tested fails the run.
    os.environ["JISHI_DATABASE_URL"] = os.environ["JISHI_TEST_POSTGRESQL_URL"]

from jishi.config.settings import *  # noqa: E402, F403 - the environment comes first
from jishi.config.settings import DATABASES, STORAGES  # noqa: E402

if _database == "sqlite":
    # In a file: two connections to SQLite's memory do not lock as the ledger does.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_home, "test.sqlite3")}  # noqa: PTH118

# Addresses without a hash: pages are rendered here without collecting files first. That the
# hashed ones work is tested on a running `jishi serve`.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Argon2 is slow by design; a thousand sign-ins in tests need not be.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
