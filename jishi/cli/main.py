"""The `jishi` program: one parser, a module per family of commands.

Exits 0 (done), 1 (found something wrong), 2 (could not). With `--format json` standard output
holds JSON alone; what is said to people goes to standard error.
"""

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence

from jishi.config.errors import ConfigurationError

COMMANDS = (
    "init", "serve", "demo", "account", "places", "template", "import", "export", "figures",
    "proof", "report", "check", "pin", "audit",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jishi.config.settings")
    try:
        return _run(arguments)
    except ConfigurationError as error:
        print(f"jishi: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 2
    except KeyboardInterrupt:
        return 2


def _run(arguments: list[str]) -> int:
    from jishi.cli.parser import build

    options = build().parse_args(arguments)
    if options.command == "check" and options.no_ledger:
        with tempfile.TemporaryDirectory() as nowhere:  # it needs no home, and leaves none behind
            os.environ |= {"JISHI_HOME": nowhere, "JISHI_DATABASE_URL": ""}
            return _answer(options)
    return _answer(options)


def _answer(options: Namespace) -> int:
    if options.command == "demo":
        os.environ.setdefault("JISHI_DEMO", "1")
    import django

    django.setup()
    from django.db import connections
    from django.db.utils import OperationalError

    from jishi.cli.speaking import Trouble, say

    if options.command not in ("serve", "demo"):
        # One question, one connection: a pool would retry for long where nobody answers.
        connections.settings["default"]["OPTIONS"].pop("pool", None)
    try:
        code: int = options.run(options)
    except Trouble as trouble:
        say(f"jishi {options.command}: {trouble}")
        return trouble.code
    except OperationalError as error:
        why = " ".join(str(error).split())
        say(f"jishi {options.command}: 数据库打不开（{why}）。")
        say("核对 JISHI_HOME 和 JISHI_DATABASE_URL。")
        return 2
    return code


def program() -> None:
    """Entry point of the installed program."""
    sys.exit(main())


if __name__ == "__main__":
    program()
