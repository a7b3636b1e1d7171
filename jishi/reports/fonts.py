"""Which fonts the Word file names, what each is for, and which of them a computer lacks.

The file names fonts and holds none, so it looks right only where they are installed. Nobody
can see from here which computer will print it; each asks its own.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _

from jishi.reports import layout


class Use(NamedTuple):
    """A font of the file: its name, what it sets, what stands in where it is missing."""

    name: str
    sets: str
    fallback: str


def uses() -> list[Use]:
    """The fonts of the official layout, in words for the reader."""
    sets = {
        layout.XIAOBIAOSONG: _("标题"),
        layout.FANGSONG: _("正文"),
        layout.HEITI: _("一级标题"),
        layout.KAITI: _("二级标题"),
        layout.SONGTI: _("页码"),
    }
    return [Use(font.name, what, font.fallback) for font, what in sets.items()]


def missing(installed: Collection[str]) -> list[Use]:
    """The fonts that are not among the names of installed ones."""
    return [one for one in uses() if one.name not in installed]


def installed() -> frozenset[str] | None:
    """Names of the fonts of this computer by fontconfig; None where it cannot be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    asked = subprocess.run(  # noqa: S603 - a fixed command, nothing of the user's in it
        [program, "--format", "%{family}\n"], capture_output=True, check=False, timeout=20,
    )  # fmt: skip
    if asked.returncode:
        return None
    lines = asked.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))
