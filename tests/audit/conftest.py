"""A little town whose trail is whole: imported, edited, with accounts."""

import datetime as dt

import pytest

from jishi.access import passwords, writing
from jishi.access.accounts import NewAccount, add
from jishi.access.actor import operator
from jishi.access.door import see
from jishi.access.writing import Draft
from jishi.records.ledgers import BY_KEY
from jishi.records.people.models import Person
from jishi.workbook.importing import import_sheets
from tests.workbook import littletown


@pytest.fixture
def trail_of_a_town(transactional_db, settings, tmp_path):
    """Committed for real, so that the heads are logged outside the database too."""
    settings.JISHI_HOME = tmp_path
    littletown.load_county()
    outcome = import_sheets(littletown.book().sheets(), littletown.TOWN, by=operator())
    assert not outcome.faults
    for number, note in (("RY01", "第一次"), ("RY02", "第二次"), ("RY01", "第三次")):
        person = see(Person, by=operator()).get(number=number)
        writing.write(BY_KEY["persons"], [Draft({"note": note}, person)], by=operator())
    new = NewAccount("chengxm", "程某", "town_clerk", littletown.TOWN, "correct horse battery")
    user = add(new, by=operator(), since=dt.date(2024, 1, 1))
    passwords.choose(user, "another correct horse", by=operator())
