"""What commands say: to people on standard error, results on standard output."""

import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jishi.values.complaint import Complaint
from jishi.values.filefaults import why


class Trouble(Exception):
    """A command cannot go on; `code` 2 = could not, 1 = found something wrong."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def unread(path: Path | str, error: OSError | ValueError) -> Trouble:
    """A file that cannot be read."""
    return Trouble(f"读不了{path}：{why(error)}。")


def unwritten(path: Path | str, error: OSError) -> Trouble:
    """A file that cannot be written."""
    return Trouble(f"写不了{path}：{why(error)}。")


def complained(complaint: Complaint) -> Trouble:
    """What is wrong and how to mend it, as sentences."""
    return Trouble(sentences(str(complaint), complaint.advice))


def sentences(*parts: str) -> str:
    """The parts in a row, each ended by a stop."""
    return "".join(part if part[-1] in "。！？" else f"{part}。" for part in parts if part)


def say(text: str) -> None:
    """Tell a person something that is not the result."""
    print(text, file=sys.stderr)


def give(value: Any) -> None:
    """Print a result as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows as columns; a Chinese character is two places wide."""
    if not rows:
        return
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(
                cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)
            ).rstrip()
        )


class Bar:
    """A progress line on a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self.on = sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that `done` of `of` steps are behind us."""
        if not self.on:
            return
        filled = 30 * done // max(of, 1)
        end = "\n" if done >= of else ""
        print(
            f"\r\033[K[{'█' * filled}{'·' * (30 - filled)}] {what}",
            end=end,
            file=sys.stderr,
            flush=True,
        )


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def typed_password() -> str:
    """A password typed twice, unseen. Raises Trouble where the two differ."""
    typed = getpass.getpass("密码（至少10个字，不显示）：")
    if getpass.getpass("再输一遍：") != typed:
        raise Trouble("两遍密码不一样，什么也没有加。再运行一次。")
    return typed
