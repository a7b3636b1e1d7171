"""Workbooks between upload and confirmation: kept a day at most, seen by who brought them."""

import json
import os
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

DAY = 24 * 60 * 60
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Upload:
    """A workbook on its way in: whose it is, for which town, and what it was called."""

    key: str
    user: str
    town: str
    name: str
    path: Path

    def forget(self) -> None:
        """Remove the workbook and its label."""
        self.path.unlink(missing_ok=True)
        _label(self.key).unlink(missing_ok=True)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


def keep(chunks: Iterable[bytes], name: str, *, user: str, town: str) -> Upload:
    """Store an uploaded workbook, readable to the installation's owner alone."""
    _clear()
    key = secrets.token_hex(16)
    path = _folder() / f"{key}.xlsx"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
    label = {"user": user, "town": town, "name": Path(name).name[:120]}
    with os.fdopen(os.open(_label(key), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(label, file)
    return Upload(key, user, town, label["name"], path)


def held(key: str, *, user: str, town: str) -> Upload | None:
    """The workbook of that key, if this person brought it for this town; else None."""
    path = _folder() / f"{key}.xlsx"
    if not _KEY.fullmatch(key) or not path.exists() or not _label(key).exists():
        return None
    label = json.loads(_label(key).read_text())
    if (label["user"], label["town"]) != (user, town):
        return None
    return Upload(key, user, town, label["name"], path)


def _clear() -> None:
    """Remove what was left lying for a day."""
    limit = time.time() - DAY
    for path in _folder().iterdir():
        if _KEY.fullmatch(path.stem) and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.JISHI_HOME) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _label(key: str) -> Path:
    return _folder() / f"{key}.json"
