"""What is not run again on PostgreSQL opens no database there."""

from __future__ import annotations

from pathlib import Path

import pytest

from jishi.places.models import Place
from tests.selection import asks_for_database

ADDRESS = "JISHI_TEST_" + "POSTGRESQL_URL"
FOLDER = Path(__file__).parent


@pytest.fixture
def among_places(db):
    """A fixture on top of the database."""
    return Place.objects


@pytest.fixture(scope="module")
def kept_for_the_module(django_db_setup, django_db_blocker):
    """As modules do that build a town once."""
    with django_db_blocker.unblock():
        held = Place.objects.count()
        with django_db_blocker.block():
            yield held


def test_who_does_not_ask_is_left_out_and_refused_the_database(request):
    assert not asks_for_database(request.node)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Place.objects.exists()


@pytest.mark.django_db
def test_a_mark_asks(request):
    assert asks_for_database(request.node)
    assert not Place.objects.exists()


def test_a_fixture_asks(request, among_places):
    assert asks_for_database(request.node)
    assert not among_places.exists()


def test_a_fixture_of_a_module_asks(request, kept_for_the_module):
    assert asks_for_database(request.node)
    assert kept_for_the_module == 0
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Place.objects.exists()  # it may look at what was made of the database; not at that itself


def test_no_test_goes_to_the_server_by_itself():
    """A program that a test starts has its own SQLite; none but the settings know the address."""
    knowing = [path for path in FOLDER.rglob("*.py") if ADDRESS in path.read_text("utf-8")]
    assert knowing == [FOLDER / "settings.py"]
    direct = [path for path in FOLDER.rglob("*.py") if "import psy" + "copg" in path.read_text()]
    assert direct == []
