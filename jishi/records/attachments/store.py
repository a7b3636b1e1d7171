"""Where the bytes lie: a file per digest under the installation's home, never in the web root."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

_CHUNK = 1 << 20


def folder() -> Path:
    """The folder of all attachments; made when first needed."""
    return Path(settings.JISHI_HOME) / "attachments"


def path(digest: str) -> Path:
    """The file of a digest (64 hexadecimal characters)."""
    return folder() / digest[:2] / digest


def digest(content: bytes) -> str:
    """The SHA-256 under which bytes are stored, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> None:
    """Store bytes under their digest; the same bytes are stored once.

    Written beside and renamed, so that a file is there whole or not at all. Raises OSError.
    """
    target = path(digest(content))
    if target.exists():
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(target)


def digest_of(digest: str) -> str:
    """Digest of the bytes stored under a digest: the same, or something is wrong; '' if none."""
    found = hashlib.sha256()
    try:
        with path(digest).open("rb") as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except OSError:
        return ""
    return found.hexdigest()
