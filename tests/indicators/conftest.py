"""A town for tests that write on it."""

from __future__ import annotations

import pytest

from tests.town import Town


@pytest.fixture
def town(db: None) -> Town:
    """A town with nothing on its ledger yet."""
    return Town()
