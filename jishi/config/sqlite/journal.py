"""Which journal a version of SQLite may be trusted with."""

from __future__ import annotations

from typing import Literal

#: Releases from 3.7.0 on can corrupt a WAL file on reset (sqlite.org, "The WAL-reset bug");
#: mended in 3.51.3 and in these two maintenance lines.
_MENDED_IN = (3, 51, 3)
_BACKPORTS = {(3, 50): 7, (3, 44): 6}


def journal_mode(version: tuple[int, int, int]) -> Literal["WAL", "DELETE"]:
    """WAL (readers beside a writer) where it is safe; otherwise the old rollback journal."""
    if version >= _MENDED_IN:
        return "WAL"
    backport = _BACKPORTS.get(version[:2])
    return "WAL" if backport is not None and version[2] >= backport else "DELETE"
