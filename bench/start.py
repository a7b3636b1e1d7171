"""How soon a command answers, against Django's own. Told only."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.timing import Result, interleaved
from jishi.demo.prepare import TOWN

_BIN = Path(sys.executable).parent
_FIGURES = ("figures", "--place", TOWN, "--as-of", "2024-09-30", "--format", "json")


def run() -> Iterator[Result]:
    """Help, and all figures of the sample town, each from nothing to the end of the process."""
    floor = _command("django-admin", "version")
    for what, arguments in (("jishi --help", ("--help",)), ("jishi figures", _FIGURES)):
        seconds = interleaved(_command("jishi", *arguments), floor)
        yield Result(f"{what}, the command", *seconds, "django-admin version")


def _command(program: str, *arguments: str) -> Callable[[], object]:
    command = [str(_BIN / program), *arguments]
    # With settings named, django-admin would set up Jishi to tell Django's version.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=env)
