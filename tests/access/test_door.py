"""The door: no query without a scope, nothing beyond it, and what is not listed is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models

from jishi.access import policy
from jishi.access.accounts import NewAccount, add, end
from jishi.access.actor import Actor, Held, actor_of, operator
from jishi.access.door import reaches, see
from jishi.access.policy import Forbidden
from jishi.kernel.models import Kind, Programme
from jishi.kernel.queries import UnscopedQuery
from jishi.kernel.record import Record
from jishi.places.loading import merge
from jishi.records.activities.models import Activity
from jishi.records.assistance.models import Measure
from jishi.records.households.models import Household
from jishi.records.ledgers import LEDGERS
from jishi.records.people.models import Person
from tests.access.conftest import PASSWORD, account
from tests.workbook.littletown import TOWN

LOCKED = [model for model in apps.get_models() if issubclass(model, Record) or model is Kind]
QUESTIONS = [
    "all", "count", "exists", "first", "last", "iterator", "values", "values_list", "get", "filter",
    "exclude", "in_bulk", "aggregate", "create", "bulk_create", "update", "none", "raw", "using",
    "order_by", "select_related", "latest", "union", "distinct", "annotate", "get_or_create",
    "update_or_create", "bulk_update", "dates", "only", "defer", "extra", "aiterator",
]  # fmt: skip


@pytest.mark.parametrize("model", LOCKED, ids=lambda model: model.__name__)
def test_a_query_without_a_scope_raises(model):
    for question in QUESTIONS:
        with pytest.raises(UnscopedQuery, match="by=actor"):
            getattr(model.objects, question)(*([] if question == "all" else ["x"]))


def test_every_record_of_a_ledger_is_locked():
    assert {ledger.model for ledger in LEDGERS if issubclass(ledger.model, Record)} <= set(LOCKED)
    assert len(LOCKED) >= 20


@pytest.mark.usefixtures("town")
def test_related_records_are_locked_too():
    person = see(Person, by=operator()).get(number="RY01")
    with pytest.raises(UnscopedQuery):
        person.posts.all()
    with pytest.raises(UnscopedQuery):
        list(see(Person, by=operator()).prefetch_related("posts"))


@pytest.mark.usefixtures("town")
def test_who_has_no_right_at_all_is_refused_not_shown_nothing():
    nobody = Actor("nobody", "web")
    for ledger in LEDGERS:
        with pytest.raises(Forbidden):
            see(ledger.model, by=nobody)
    for role in ("administrator", "county_reader"):
        with pytest.raises(Forbidden):
            see(Person, by=account(role, "341824"))


@pytest.mark.usefixtures("town")
def test_what_is_not_listed_is_refused():
    clerk = account("town_clerk", TOWN)
    with pytest.raises(Forbidden):
        see(Person, by=clerk, to="shred")
    assert not policy.allows(clerk, "persons.shred")
    assert policy.allows(clerk, "persons.write")
    strange = Actor("x", "web", held=(Held("emperor", TOWN),))
    with pytest.raises(Forbidden):
        see(Person, by=strange)


@pytest.mark.usefixtures("town")
def test_a_village_sees_its_own_records_only():
    village = account("village", f"{TOWN}200")
    seen = see(Activity, by=village)
    assert {row.number for row in seen} == {"HD03", "HD07"}
    assert seen.count() == 2
    assert {row.place[:12] for row in see(Household, by=village)} == {f"{TOWN}200"}
    with pytest.raises(Forbidden):
        see(Programme, by=village)


@pytest.mark.usefixtures("town")
def test_a_neighbouring_towns_clerk_sees_nothing_of_this_town():
    assert not see(Activity, by=account("town_clerk", "341824102")).exists()


@pytest.mark.usefixtures("town")
def test_a_grid_member_sees_the_households_of_his_links_in_force():
    member = account("grid_member", f"{TOWN}200", "RY03")
    assert {row.number for row in see(Household, by=member)} == {"NH001", "NH013"}
    assert {row.number for row in see(Measure, by=member)} == {"BF01"}
    for model in (Person, Activity):
        with pytest.raises(Forbidden):
            see(model, by=member)
    single = account("grid_member", f"{TOWN}200", "RY04")  # linked to NH002 alone
    assert [row.number for row in see(Household, by=single)] == ["NH002"]


@pytest.mark.usefixtures("town")
def test_a_grid_member_without_links_sees_no_household():
    assert not see(Household, by=account("grid_member", f"{TOWN}200", "RY09")).exists()


@pytest.mark.usefixtures("town")
def test_a_grants_place_bounds_what_links_give():
    assert not see(Household, by=account("grid_member", f"{TOWN}203", "RY03")).exists()


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("since", "until"), [(-9, -2), (2, None)])
def test_a_grant_that_ended_or_has_not_begun_gives_nothing(since, until):
    today = operator().today
    days = {
        name: today + dt.timedelta(days=away)
        for name, away in (("since", since), ("until", until))
        if away is not None
    }
    with pytest.raises(Forbidden):
        see(Person, by=account("town_clerk", TOWN, **days))


@pytest.mark.usefixtures("town")
def test_the_day_a_grant_ends_does_not_count():
    new = NewAccount("x", "某人", "town_clerk", TOWN, PASSWORD)
    today = operator().today
    user = add(new, by=operator(), since=today - dt.timedelta(days=9), until=today)
    assert actor_of(user).held == ()


@pytest.mark.usefixtures("town")
def test_an_ended_account_sees_nothing():
    new = NewAccount("x", "某人", "town_clerk", TOWN, PASSWORD)
    user = add(new, by=operator(), since=dt.date(2020, 1, 1))
    assert see(Person, by=actor_of(user)).exists()
    user = end("x", by=operator())
    with pytest.raises(Forbidden):
        see(Person, by=actor_of(user))


@pytest.mark.usefixtures("town")
def test_grants_add_up():
    one, two = (Held("village", f"{TOWN}{n}") for n in (200, 201))
    both = Actor("x", "web", held=(one, two))
    assert {row.place for row in see(Activity, by=both)} == {f"{TOWN}200", f"{TOWN}201"}


@pytest.mark.usefixtures("town")
def test_the_successor_answers_for_a_merged_village():
    village = account("village", f"{TOWN}200")
    before = see(Activity, by=village).count()
    merge(f"{TOWN}201", f"{TOWN}200", dt.date(2024, 1, 1))
    village = replace(village)  # an actor lives for one request
    assert see(Activity, by=village).count() == before + 2
    assert reaches(village, "activities.view", f"{TOWN}201")


@pytest.mark.usefixtures("town")
def test_a_place_is_reached_only_below_a_grant():
    village = account("village", f"{TOWN}200")
    assert reaches(village, "activities.view", f"{TOWN}20001")
    for place in (TOWN, f"{TOWN}201", "341824", "341824102200", ""):
        assert not reaches(village, "activities.view", place)
    assert reaches(operator(), "activities.view", "")


def test_the_lock_leaves_the_plain_manager_to_the_framework():
    for model in LOCKED:
        assert isinstance(model._base_manager, models.Manager)
        assert model._meta.base_manager_name == "rows"
