"""Which tests a run on PostgreSQL repeats: those that ask for the database."""

from __future__ import annotations

import pytest


def asks_for_database(item: pytest.Item) -> bool:
    """True for a test that may open the database, by a mark or by any fixture below it.

    pytest-django refuses it to every other, so that those need not run on both.
    """
    below = getattr(item, "fixturenames", ())
    return "django_db_setup" in below or item.get_closest_marker("django_db") is not None
