"""The sample town for tests that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.indicators import sampletown
from tests.town import Town


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both towns, for the tests of one module; nothing of them stays behind."""
    with sampletown.loaded(django_db_blocker):
        yield


@pytest.fixture
def town(db: None) -> Town:
    """A town with nothing on its ledger yet."""
    return Town()
