"""The contracts' world, built once for each module: what a test does to it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.contracts.world import World, build


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world in the database until the last test of the module has looked at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build()
        with django_db_blocker.block():  # a test that does not ask for it is refused it still
            yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> World:
    """The world as it was built; rows, browsers and database are the test's own to change."""
    return built.copy()
