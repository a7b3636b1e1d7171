"""A little town with the people who work in it."""

from __future__ import annotations

import datetime as dt

import pytest

from jishi.access.accounts import NewAccount, add
from jishi.access.actor import Actor, actor_of, operator
from jishi.access.door import see
from jishi.records.people.models import Person
from jishi.workbook.importing import import_sheets
from tests.workbook import littletown
from tests.workbook.littletown import TOWN

PASSWORD = "correct horse battery"


def prepare(settings, folder) -> None:
    settings.JISHI_HOME = folder
    littletown.load_county()
    outcome = import_sheets(littletown.book().sheets(), TOWN, by=operator())
    assert not outcome.faults


@pytest.fixture
def town(db, settings, tmp_path):
    """The little town."""
    prepare(settings, tmp_path)


@pytest.fixture
def committed_town(transactional_db, settings, tmp_path):
    """The little town, for tests with several connections."""
    prepare(settings, tmp_path)


def account(role: str, place: str, person: str = "", **dates: dt.date) -> Actor:
    """An account of a role at a place, as the actor that it is today."""
    held = str(see(Person, by=operator()).get(number=person).pk) if person else ""
    new = NewAccount(f"{role}.{place}.{person}", "某人", role, place, PASSWORD, held)
    since = dates.pop("since", dt.date(2020, 1, 1))
    return actor_of(add(new, by=operator(), since=since, **dates))
