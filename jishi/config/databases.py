"""From a checked address to Django's DATABASES."""

from __future__ import annotations

from typing import Any

from jishi.config.databaseurl import DatabaseUrl

#: Connections a server may hold: its eight threads (jishi/cli/serve.py) and a little room.
POOL_MAX = 12


def databases(url: DatabaseUrl) -> dict[str, dict[str, Any]]:
    """The DATABASES setting, with the one alias `default`."""
    if url.engine == "sqlite":
        return {"default": {"ENGINE": "jishi.config.sqlite", "NAME": url.name}}
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.name,
            "USER": url.user,
            "PASSWORD": url.password,
            "HOST": url.host,
            "PORT": url.port,
            "OPTIONS": {
                **url.options,
                "pool": {"min_size": 1, "max_size": POOL_MAX, "timeout": 20},
            },
        }
    }
