"""`make bench`: print how fast Jishi is beside its floors; exit 1 where a gate fails."""

import os
import platform
import sys
import time
from importlib import import_module

from bench import home
from bench.timing import Result


def main() -> int:
    """Run the benches named on the command line, or all; the exit code."""
    begun = time.perf_counter()
    home.found()
    # Only now: these import models.
    from sqlite3 import dbapi2 as Database  # noqa: PLC0415

    # In this order: each finds the ledger as the one before left it.
    modules = {
        "start": "start", "report": "report", "draft": "draftcheck", "figures": "figures",
        "find": "finding", "list": "listpage", "import": "importing",
    }  # fmt: skip
    benches = {name: import_module(f"bench.{module}").run for name, module in modules.items()}
    wanted = sys.argv[1:] or list(benches)
    if unknown := [name for name in wanted if name not in benches]:
        print(f"no bench {', '.join(unknown)}; there are {', '.join(benches)}", file=sys.stderr)
        return 2
    print(
        f"Python {platform.python_version()}, SQLite {Database.sqlite_version}, "
        f"{os.cpu_count()} cores {platform.machine()}, load {os.getloadavg()[0]:.1f} at the start"
    )
    print(f"{'':<44} {'ours':>12} {'floor':>12} {'ratio':>7}")
    results: list[Result] = []
    for name in wanted:
        for result in benches[name]():
            results.append(result)
            print(result.line(), flush=True)
    print(f"{time.perf_counter() - begun:.0f} s in all")
    return 0 if all(result.kept for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
