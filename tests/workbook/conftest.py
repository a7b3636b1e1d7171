"""The county's places for every test here that asks for a database."""

import pytest

from tests.workbook import littletown


@pytest.fixture
def county(db, settings, tmp_path):
    """An installation with the county's places and no town yet."""
    settings.JISHI_HOME = tmp_path
    littletown.load_county()


@pytest.fixture
def town(county):
    """The little town, imported."""
    from jishi.access.actor import operator
    from jishi.workbook.importing import import_sheets

    outcome = import_sheets(littletown.book().sheets(), littletown.TOWN, by=operator())
    assert not outcome.faults, outcome.faults
    return outcome
