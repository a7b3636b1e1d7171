"""A small town, and a clerk of it who is signed in."""

import pytest

from tests.web import smalltown


@pytest.fixture
def town():
    smalltown.build()
    return smalltown.TOWN


@pytest.fixture
def clerk(town):
    return smalltown.account("banshi", "town_clerk", town)


@pytest.fixture
def other(town):
    """A second clerk of the town, in a window of his own."""
    return smalltown.account("tongshi", "town_clerk", town)
