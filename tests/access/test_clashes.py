"""A clash with a record out of the writer's sight says that there is one, not which."""

from __future__ import annotations

import datetime as dt

import pytest

from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.access.writing import Draft, Rejected, write
from jishi.records.ledgers import BY_KEY
from tests.web import smalltown
from tests.web.smalltown import TOWN, VILLAGE

pytestmark = pytest.mark.django_db


def reserve(number: str, place: str) -> dict[str, object]:
    return {
        "number": number, "person_id": smalltown.person().pk, "kind": "village_reserve",
        "place": place, "since": dt.date(2024, 2, 3),
    }  # fmt: skip


@pytest.mark.parametrize(("role", "place", "named"), [
    ("village", VILLAGE, False), ("town_clerk", TOWN, True),
])  # fmt: skip
def test_a_clash_names_the_other_only_where_the_writer_sees_it(role, place, named):
    smalltown.build()
    smalltown.add("reserves", reserve("HB-77", TOWN))
    smalltown.account("writer", role, place)
    by = actor_of(User.objects.get(username="writer"))
    with pytest.raises(Rejected) as refused:
        write(BY_KEY["reserves"], [Draft(reserve("HB-78", VILLAGE))], by=by)
    ((_draft, fault),) = refused.value.faults
    said = str(fault.message) % fault.params
    assert ("HB-77" in said) is named
    assert ("2024年2月3日" in said) is named
    assert fault.column == "since"


def test_two_of_ones_own_drafts_name_each_other():
    smalltown.build()
    with pytest.raises(Rejected) as refused:
        write(
            BY_KEY["reserves"],
            [Draft(reserve("HB-1", VILLAGE)), Draft(reserve("HB-2", VILLAGE))], by=operator(),
        )  # fmt: skip
    assert "HB-1" in str(refused.value.faults[0][1].params)
