"""Appointing: within a territory, never oneself, somebody always left; and hand-over in one act."""

from __future__ import annotations

import datetime as dt

import pytest

from jishi.access import accounts, grants, handover, passwords
from jishi.access.accounts import NewAccount
from jishi.access.actor import Actor, actor_of, operator
from jishi.access.managing import AccountFault
from jishi.access.models import Grant, User
from jishi.access.policy import Forbidden
from jishi.audit.models import Entry
from jishi.audit.verifier import Problem, verify
from jishi.records.audited import AUDITED
from jishi.values.period import in_chinese
from tests.access.conftest import PASSWORD
from tests.workbook.littletown import TOWN

pytestmark = pytest.mark.usefixtures("town")
START, DAY = dt.date(2024, 1, 1), dt.date(2024, 7, 1)
COUNTY, VILLAGE = "341824", f"{TOWN}200"


def someone(name: str, role: str = "town_clerk", place: str = TOWN, **dates: dt.date) -> User:
    new = NewAccount(name, f"{name}（虚构）", role, place, PASSWORD)
    return accounts.add(new, by=operator(), since=dates.pop("since", START), **dates)


@pytest.fixture
def county() -> Actor:
    someone("second", "administrator", COUNTY)
    return actor_of(someone("first", "administrator", COUNTY))


def unfit() -> list[Problem]:
    """What does not agree with the trail; heads are logged on commit, which no test reaches."""
    return [problem for problem in verify(AUDITED).problems if problem.record]


def holders(role: str, place: str, on: dt.date) -> list[str]:
    return sorted(
        g.user.username for g in Grant.objects.filter(role=role, place=place)
        if g.since <= on and (g.until is None or on < g.until)
    )  # fmt: skip


@pytest.mark.parametrize("until", [None, dt.date(2025, 1, 1)], ids=["open", "ending"])
@pytest.mark.parametrize(
    "on", [dt.date(2024, 7, 1), dt.date(2024, 1, 2), dt.date(2023, 6, 1)],
    ids=["later", "next-day", "before-it-begins"],
)  # fmt: skip
def test_at_each_day_exactly_one_of_the_two_holds_the_role(county, on, until):
    old, new = someone("old", until=until), someone("new", "village", VILLAGE)
    grants.give("old", "town_leader", TOWN, by=operator(), since=dt.date(2024, 3, 1))
    handover.hand_over(old, new, on=on, by=county)
    for days in range(800):
        day = dt.date(2023, 5, 1) + dt.timedelta(days)
        for role, since, end in (
            ("town_clerk", START, until), ("town_leader", dt.date(2024, 3, 1), None)
        ):  # fmt: skip
            held = holders(role, TOWN, day)
            due = since <= day and (end is None or day < end)
            expected = ["old" if day < on else "new"] if due else []
            assert held == expected, (role, day)
    assert unfit() == []


def test_a_hand_over_is_one_act_in_the_trail(county):
    old, new = someone("old"), someone("new", "village", VILLAGE)
    grants.give("old", "town_leader", TOWN, by=operator(), since=START)
    handover.hand_over(old, new, on=DAY, by=county)
    told = Entry.objects.filter(actor="first")
    assert len({entry.act for entry in told}) == 1
    assert sorted(entry.action for entry in told) == ["create", "create", "end", "end"]


def test_what_the_successor_holds_already_is_not_given_twice(county):
    old, new = someone("old"), someone("new")
    found = handover.hand_over(old, new, on=DAY, by=county)
    assert [move.held is not None for move in found.moves] == [True]
    assert holders("town_clerk", TOWN, DAY) == ["new"]
    later, other = someone("later", since=DAY), someone("other")
    handover.hand_over(later, other, on=START, by=county)
    assert not later.grants.exists()
    assert unfit() == []


def test_a_grant_of_other_dates_is_not_guessed_at(county):
    old, new = someone("old"), someone("new", since=dt.date(2024, 9, 1))
    with pytest.raises(AccountFault) as refused:
        handover.hand_over(old, new, on=DAY, by=county)
    assert refused.value.field == "to"
    assert holders("town_clerk", TOWN, DAY) == ["old"]


def test_roles_at_the_doors_go_only_to_a_known_person(county):
    accounts.add(
        NewAccount("grid", "某", "grid_member", VILLAGE, PASSWORD, person=str(User().pk)),
        by=operator(), since=START,
    )  # fmt: skip
    old, new = User.objects.get(username="grid"), someone("new")
    assert handover.plan(old, new, on=DAY, by=county).moves[0].needs_person
    with pytest.raises(AccountFault) as refused:
        handover.hand_over(old, new, on=DAY, by=county)
    assert refused.value.field == "person"
    person = User().pk
    handover.hand_over(old, new, on=DAY, by=county, persons={TOWN: person})
    assert Grant.objects.get(user=new, role="grid_member").person == person


def test_nobody_hands_over_to_himself_or_to_who_is_gone(county):
    old = someone("old")
    someone("gone")
    accounts.end("gone", by=operator())
    me = User.objects.get(username="first")
    for taker in (old, User.objects.get(username="gone"), me):
        with pytest.raises(AccountFault):
            handover.hand_over(old, taker, on=DAY, by=county)
    with pytest.raises(AccountFault):
        handover.hand_over(me, old, on=DAY, by=county)
    assert holders("town_clerk", TOWN, DAY) == ["gone", "old"]


def test_an_administrator_appoints_within_his_county_alone(county):
    inside = NewAccount("in", "某", "town_clerk", TOWN, PASSWORD)
    accounts.add(inside, by=county, since=START)
    with pytest.raises(Forbidden):
        accounts.add(NewAccount("out", "某", "auditor", "3418", PASSWORD), by=county, since=START)
    with pytest.raises(Forbidden):
        grants.give("in", "auditor", "3418", by=county, since=START)
    above = someone("above", "county_reader", "3418")
    for act in (accounts.end, passwords.reset):
        with pytest.raises(Forbidden):
            act(above.username, by=county)
    assert holders("auditor", "3418", DAY) == []


def test_an_administrator_gives_himself_nothing(county):
    for role, place in (("town_clerk", TOWN), ("auditor", COUNTY)):
        with pytest.raises(AccountFault):
            grants.give("first", role, place, by=county, since=START)
    for act in (accounts.end, passwords.reset):
        with pytest.raises(AccountFault):
            act("first", by=county)
    assert [held.role for held in actor_of(User.objects.get(username="first")).held] == [
        "administrator"
    ]


def test_what_he_gives_others_stands_in_the_trail_under_his_name(county):
    new = NewAccount("puppet", "某", "town_clerk", TOWN, PASSWORD)
    accounts.add(new, by=county, since=START)
    told = Entry.objects.filter(actor="first", action="create")
    assert {entry.ledger for entry in told} == {"accounts", "grants"}


def test_the_last_administrator_stays():
    someone("only", "administrator", COUNTY)
    with pytest.raises(AccountFault, match="最后一个管理员"):
        accounts.end("only", by=operator())
    with pytest.raises(AccountFault, match="最后一个管理员"):
        grants.revoke("only", "administrator", COUNTY, by=operator(), on=DAY)
    someone("other", "administrator", COUNTY, until=dt.date(2999, 1, 1))
    with pytest.raises(AccountFault, match="最后一个管理员"):
        accounts.end("only", by=operator())
    someone("third", "administrator", "3418")
    accounts.end("only", by=operator())
    assert not User.objects.get(username="only").is_active


def test_an_administrator_may_hand_his_office_on():
    someone("only", "administrator", COUNTY)
    old, new = User.objects.get(username="only"), someone("new")
    handover.hand_over(old, new, on=DAY, by=operator())
    assert holders("administrator", COUNTY, DAY) == ["new"]


def test_a_reset_password_is_to_be_changed_and_ends_when_it_was(county):
    someone("clerk")
    password = passwords.reset("clerk", by=county)
    user = User.objects.get(username="clerk")
    assert user.must_change
    assert user.check_password(password)
    assert unfit() == []
    passwords.choose(user, "one of my own 77", by=actor_of(user))
    assert not User.objects.get(username="clerk").must_change
    assert unfit() == []


def test_a_mark_set_behind_the_program_is_found(county):
    someone("clerk")
    User.objects.filter(username="clerk").update(must_change=True)
    assert [p for p in unfit() if "accounts" in p.what]
    assert county.name == "first"


def test_an_ended_account_starts_again_with_the_roles_that_are_left(county):
    someone("clerk")
    accounts.end("clerk", by=county)
    assert actor_of(User.objects.get(username="clerk")).held == ()
    accounts.restart("clerk", by=county)
    assert [held.role for held in actor_of(User.objects.get(username="clerk")).held] == [
        "town_clerk"
    ]
    assert unfit() == []


def test_who_hands_over_all_before_it_began_is_stopped_with_it(county):
    old, new = someone("old", since=DAY), someone("new", "village", VILLAGE)
    found = handover.hand_over(old, new, on=DAY, by=county)
    assert found.bare
    assert not User.objects.get(pk=old.pk).is_active
    assert holders("town_clerk", TOWN, DAY) == ["new"]
    told = Entry.objects.filter(actor="first")
    assert len({entry.act for entry in told}) == 1
    assert sorted(entry.action for entry in told) == ["end", "update"]


def test_an_office_of_administrator_not_yet_begun_may_change_hands(county):
    first = User.objects.get(username="first")
    later, taker = someone("later", "administrator", COUNTY, since=DAY), someone("taker")
    grants.revoke("first", "administrator", COUNTY, by=operator(), on=DAY)
    handover.hand_over(later, taker, on=DAY, by=operator())
    assert holders("administrator", COUNTY, DAY) == ["second", "taker"]
    assert first.grants.get().until == DAY


def test_a_role_that_ends_by_itself_earlier_is_said_to(county):
    someone("old")
    grants.revoke("old", "town_clerk", TOWN, by=county, on=DAY)
    with pytest.raises(AccountFault) as refused:
        grants.revoke("old", "town_clerk", TOWN, by=county, on=DAY + dt.timedelta(days=30))
    assert f"{in_chinese(DAY)}就止了" in str(refused.value) and "上庄镇" in str(refused.value)
    with pytest.raises(AccountFault) as refused:
        grants.revoke("old", "village", VILLAGE, by=county, on=DAY)
    assert "town_clerk" not in str(refused.value) and VILLAGE not in str(refused.value)


@pytest.mark.parametrize(("since", "until", "field"), [
    (dt.date(2020, 1, 1), dt.date(2021, 1, 1), "until"),
    (dt.date(2099, 1, 1), None, "since"),
])  # fmt: skip
def test_a_role_of_the_wrong_year_is_asked_about(county, since, until, field):
    someone("old")
    with pytest.raises(AccountFault) as refused:
        grants.give("old", "village", VILLAGE, by=county, since=since, until=until)
    assert refused.value.field == field
    new = NewAccount("xin", "新人（虚构）", "village", VILLAGE, PASSWORD)
    with pytest.raises(AccountFault) as refused:
        accounts.add(new, by=county, since=since, until=until)
    assert refused.value.field == field
    assert not User.objects.filter(username="xin").exists()


def test_nothing_ends_or_changes_hands_decades_ahead(county):
    old, new = someone("old"), someone("new", "village", VILLAGE)
    far = dt.date(2099, 1, 1)
    for act in (
        lambda: grants.revoke("old", "town_clerk", TOWN, by=county, on=far),
        lambda: handover.hand_over(old, new, on=far, by=county),
    ):
        with pytest.raises(AccountFault) as refused:
            act()
        assert refused.value.field == "on"
    assert old.grants.get().until is None
