"""Run a command beside a PostgreSQL server of its own: `tools/postgresql.py COMMAND …`.

The server lives in a temporary folder, listens on a socket there and nowhere else, forgets to
sync (it holds nothing worth keeping) and ends with the command. COMMAND finds its address in
JISHI_TEST_POSTGRESQL_URL. PostgreSQL refuses to run as root, so root lends it to `postgres`.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNSAFE_BUT_QUICK = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses='' "
    "-c max_connections=100 -c shared_buffers=64MB -c log_min_messages=fatal"
)


def programs() -> Path:
    """The folder of initdb and pg_ctl; Debian keeps it off the PATH.

    Raises FileNotFoundError naming the package.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise FileNotFoundError("PostgreSQL is missing: apt-get install postgresql")
    return Path(on_path).resolve().parent


def _version(initdb: Path) -> float:
    return float(initdb.parent.parent.name)


@contextmanager
def server() -> Iterator[str]:
    """A running server; its address, as JISHI_DATABASE_URL would have it."""
    bin_folder = programs()
    # Not below a folder that only root may enter, as a checkout in /root would be.
    home = Path(tempfile.mkdtemp(prefix="jishi-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
    data = home / "data"
    try:
        _as_postgres(
            f"{bin_folder}/initdb --pgdata={data} --username=jishi --auth=trust --no-sync "
            "--encoding=UTF8 --locale=C.UTF-8"
        )
        options = shlex.quote(f"-k {home} {_UNSAFE_BUT_QUICK}")
        _as_postgres(f"{bin_folder}/pg_ctl -D {data} -l {home}/log -w -s -o {options} start")
        try:
            yield f"postgresql://jishi@/jishi?host={home}"
        finally:
            _as_postgres(f"{bin_folder}/pg_ctl -D {data} -m immediate -w -s stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _as_postgres(command: str) -> None:
    if os.geteuid() == 0:
        arguments = ["su", "postgres", "-s", "/bin/sh", "-c", command]
    else:
        arguments = ["/bin/sh", "-c", command]
    # A folder the other user can be in; the output goes to a file, since the server
    # inherits it and would keep a pipe open.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(arguments, cwd="/", stdout=said, stderr=said, check=False)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command}\n{said.read()}")


def main(command: list[str]) -> int:
    """Run the command beside a server; its exit status."""
    if not command:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    # Stopped from outside, the server must still be stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(
            command, check=False, env={**os.environ, "JISHI_TEST_POSTGRESQL_URL": url}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
