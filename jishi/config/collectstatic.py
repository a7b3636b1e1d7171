"""Static files gathered, hashed and compressed into the home, again only when they changed."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_MARK = ".collected"
_log = logging.getLogger(__name__)


def collect_if_changed() -> bool:
    """Bring STATIC_ROOT up to date; True where there was something to do.

    Must run before the WSGI application is made: WhiteNoise lists the files once.
    """
    root = Path(settings.STATIC_ROOT)
    mark = root / _MARK
    wanted = _fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(wanted, encoding="ascii")
    _log.info("static files collected")
    return True


def _fingerprint() -> str:
    """A digest over name, size and time of every source file, and how they are stored."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = Path(storage.path(name)).stat()
            digest.update(f"\0{name}\0{seen.st_size}\0{seen.st_mtime_ns}".encode())
    return digest.hexdigest()
