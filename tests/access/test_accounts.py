"""Accounts: made with a grant, changed and ended, each time in the trail."""

from __future__ import annotations

import datetime as dt

import pytest

from jishi.access import passwords
from jishi.access.accounts import NewAccount, add, end
from jishi.access.actor import actor_of, operator
from jishi.access.managing import AccountFault
from jishi.access.models import Grant, User
from jishi.audit.models import Entry, EntryValues
from tests.access.conftest import PASSWORD
from tests.workbook.littletown import TOWN

pytestmark = pytest.mark.usefixtures("town")
DAY = dt.date(2024, 1, 1)
NEW = NewAccount("chengxm", "程某", "town_clerk", TOWN, PASSWORD)


def test_an_account_holds_its_grant_and_both_are_told():
    user = add(NEW, by=operator(), since=DAY)
    (held,) = actor_of(user).held
    assert (held.role, held.place) == ("town_clerk", TOWN)
    told = Entry.objects.filter(chain="county").order_by("-seq")[:2]
    assert {entry.ledger for entry in told} == {"accounts", "grants"}


def test_no_password_nor_its_hash_is_in_the_trail():
    user = add(NEW, by=operator(), since=DAY)
    passwords.choose(user, "another correct horse", by=operator())
    for values in EntryValues.objects.all():
        for text in (values.before, values.after):
            assert PASSWORD not in text
            assert user.password not in text


@pytest.mark.parametrize(
    ("role", "place", "password", "since", "until"),
    [
        ("king", TOWN, PASSWORD, DAY, None), ("town_clerk", "999999999", PASSWORD, DAY, None),
        ("town_clerk", "341824", PASSWORD, DAY, None), ("village", TOWN, PASSWORD, DAY, None),
        ("town_clerk", TOWN, "short", DAY, None), ("town_clerk", TOWN, "1234567890123", DAY, None),
        ("town_clerk", TOWN, PASSWORD, DAY, DAY),
    ],
)  # fmt: skip
def test_a_wrong_account_is_refused_and_leaves_nothing(role, place, password, since, until):
    entries = Entry.objects.count()
    new = NewAccount("x", "某人", role, place, password)
    with pytest.raises(AccountFault):
        add(new, by=operator(), since=since, until=until)
    assert not User.objects.exists()
    assert not Grant.objects.exists()
    assert Entry.objects.count() == entries


def test_a_name_is_given_once():
    add(NEW, by=operator(), since=DAY)
    with pytest.raises(AccountFault, match="chengxm"):
        add(NEW, by=operator(), since=DAY)


def test_a_new_password_replaces_the_old_one():
    user = add(NEW, by=operator(), since=DAY)
    session = user.get_session_auth_hash()
    passwords.choose(user, "another correct horse", by=operator())
    user = User.objects.get()
    assert user.check_password("another correct horse")
    assert not user.check_password(PASSWORD)
    assert user.get_session_auth_hash() != session


def test_ending_an_account_that_there_is_not_is_said():
    with pytest.raises(AccountFault, match="nobody"):
        end("nobody", by=operator())
