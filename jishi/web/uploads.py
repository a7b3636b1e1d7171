"""Workbooks between upload and confirmation: kept a day at most, seen by who brought them."""

import json
import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings

from jishi.workbook.staging import Cell

DAY = 24 * 60 * 60
_KEY = re.compile(r"[0-9a-f]{32}")
_KINDS = (".xlsx", ".xls", ".et", ".csv")
_TELL_EVERY = 0.2  # seconds between two words about how far a check is


@dataclass
class Upload:
    """A workbook on its way in: whose it is, for which town, and what it was called.

    `maps`: how its sheets are read, where its headings are not ours (own.mapping, as JSON).
    `corrections`: cells changed in the staged copy. `out`: rows that stay out, None where all
    go in. `typed`: cells that are being corrected, as far as they were typed, by the name of
    their field. `stored`: the sound rows went into the ledger already. The file itself is never
    changed.
    """

    key: str
    user: str
    town: str
    name: str
    path: Path
    maps: list[dict[str, Any]] | None = None
    corrections: dict[Cell, str] = field(default_factory=dict)
    out: set[tuple[str, int]] | None = None
    typed: dict[str, str] = field(default_factory=dict)
    stored: bool = False

    def forget(self) -> None:
        """Remove the workbook and all that lies beside it."""
        for path in (self.path, _label(self.key), _run(self.key)):
            path.unlink(missing_ok=True)

    def save(self) -> None:
        """Keep what was decided about the workbook."""
        label = {
            "user": self.user, "town": self.town, "name": self.name, "file": self.path.name,
            "maps": self.maps,
            "corrections": [[*cell, text] for cell, text in self.corrections.items()],
            "out": None if self.out is None else sorted(self.out), "typed": self.typed,
            "stored": self.stored,
        }  # fmt: skip
        _write(_label(self.key), json.dumps(label, ensure_ascii=False))

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


def keep(chunks: Iterable[bytes], name: str, *, user: str, town: str) -> Upload:
    """Store an uploaded workbook, readable to the installation's owner alone."""
    _clear()
    key = secrets.token_hex(16)
    kind = Path(name).suffix.lower()
    path = _folder() / f"{key}{kind if kind in _KINDS else '.xlsx'}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
    made = Upload(key, user, town, Path(name).name[:120], path)
    made.save()
    return made


def held(key: str, *, user: str, town: str) -> Upload | None:
    """The workbook of that key, if this person brought it for this town; else None."""
    if not _KEY.fullmatch(key) or not _label(key).exists():
        return None
    label = json.loads(_label(key).read_text(encoding="utf-8"))
    path = _folder() / label["file"]
    if (label["user"], label["town"]) != (user, town) or not path.exists():
        return None
    out = label["out"]
    return Upload(
        key, user, town, label["name"], path, label["maps"],
        {(sheet, row, at): text for sheet, row, at, text in label["corrections"]},
        None if out is None else {(sheet, row) for sheet, row in out}, label.get("typed", {}),
        label.get("stored", False),
    )  # fmt: skip


def waiting(*, user: str, town: str) -> list[tuple[Upload, datetime]]:
    """The person's workbooks of that town that are not stored yet, with when each was last at
    work; the last first."""
    found = []
    for label in _folder().glob("*.json"):
        kept = held(label.stem, user=user, town=town)
        if kept is not None:
            found.append((kept, datetime.fromtimestamp(label.stat().st_mtime, UTC)))
    return sorted(found, key=itemgetter(1), reverse=True)


class Teller:
    """Tells how far a check is, for who waits: callable as `importing.Progress`."""

    def __init__(self, kept: Upload) -> None:
        self._key, self._last = kept.key, 0.0

    def __call__(self, sheet: str, done: int, of: int) -> None:
        """Write it down, not too often."""
        now = time.monotonic()
        if now - self._last >= _TELL_EVERY or done == of:
            self._last = now
            _write(_run(self._key), json.dumps({"sheet": sheet, "done": done, "of": of}))


def how_far(kept: Upload) -> dict[str, Any]:
    """What a running check last told: `{sheet, done, of}`; empty where none ran."""
    try:
        found: dict[str, Any] = json.loads(_run(kept.key).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def _write(path: Path, text: str) -> None:
    """Whole or not at all: another thread may be reading."""
    part = path.with_name(f"{path.stem}.{secrets.token_hex(4)}")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def _clear() -> None:
    """Remove what was left lying for a day."""
    limit = time.time() - DAY
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):  # another request was quicker
            if _KEY.fullmatch(path.stem) and path.stat().st_mtime < limit:
                path.unlink()


def _folder() -> Path:
    folder = Path(settings.JISHI_HOME) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _label(key: str) -> Path:
    return _folder() / f"{key}.json"


def _run(key: str) -> Path:
    return _folder() / f"{key}.run"
