"""A process of its own for what reads strangers' files: no file takes the server down."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

logger = logging.getLogger(__name__)

# -I keeps the environment and the current folder out; so the child is told where this package lies.
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1));"
    " from jishi.workbook.confined import enter; enter()"
)
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the child may use: bytes of `memory`, `seconds` of processor, of `wait` by the clock.

    `answer`: bytes that it may write in all.
    """

    memory: int = 512 * 2**20
    seconds: int = 20
    wait: float = 60.0
    answer: int = 512 * 2**20


class Child:
    """A child at work. Going through it gives the lines of its answer as they come."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes], bounds: Bounds) -> None:
        self._process = process
        self._errors = errors
        self._bounds = bounds

    def __iter__(self) -> Iterator[bytes]:
        """Whole lines only; they end early where the child died or wrote beyond all bounds."""
        size = 0
        for line in self._process.stdout or ():
            size += len(line)
            if size > self._bounds.answer or not line.endswith(b"\n"):
                return
            yield line

    def tell_end(self, doing: str) -> None:
        """Log how the child ended; `doing` names its work, in English, without the file's name."""
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        logger.warning(
            "%s ended with %s: %s", doing, self._process.returncode, self._errors.read(2000)
        )


@contextmanager
def confined(
    module: str, *arguments: str, bounds: Bounds, given: bytes | None = None
) -> Iterator[Child]:
    """Run `main` of a module in a child under bounds; it lives no longer than the block.

    `given` lies on its standard input. What it writes is not to be trusted more than the file.
    """
    command = [
        sys.executable, "-I", "-c", _START, _ROOT,
        str(bounds.memory), str(bounds.seconds), module, *arguments,
    ]  # fmt: skip
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as paper:
        if given is not None:
            paper.write(given)
            paper.seek(0)
        with subprocess.Popen(  # noqa: S603 - our own interpreter and code; each is one argument
            command,
            stdin=subprocess.DEVNULL if given is None else paper,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process:
            timer = threading.Timer(bounds.wait, process.kill)
            timer.start()
            try:
                yield Child(process, errors, bounds)
            finally:
                timer.cancel()
                process.kill()
