"""The sample town for drafts held against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.indicators import sampletown


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both towns, for the tests of one module; nothing of them stays behind."""
    with sampletown.loaded(django_db_blocker):
        yield
