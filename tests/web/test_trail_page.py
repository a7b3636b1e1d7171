"""The auditor's list: who, when, which fields, within reach; and never a value."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from tests.web import smalltown

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> Client:
    smalltown.build()
    matter = Matter.rows.get(number="SX-4")
    draft = Draft({"title": "邻居之间的纠纷，秘密"}, row=matter)
    write(BY_KEY["matters"], [draft], by=operator())
    return smalltown.account("auditor", "auditor", smalltown.COUNTY)


def test_a_change_is_told_by_its_fields_and_not_by_its_values(auditor):
    page = auditor.get(reverse("trail"), {"ledger": "matters"})
    changed = next(row for row in page.context["rows"] if str(row["action"]) == "更正")
    assert changed["fields"] == "什么事"
    assert "秘密" not in page.content.decode()
    assert "SX-4" not in page.content.decode()


def test_filters_narrow_the_list(auditor):
    total = auditor.get(reverse("trail")).context["total"]
    narrowed = auditor.get(reverse("trail"), {"ledger": "groups"}).context["total"]
    assert 0 < narrowed < total
    assert auditor.get(reverse("trail"), {"actor": "nobody"}).context["total"] == 0
    assert auditor.get(reverse("trail"), {"to": "2001-01-01"}).context["total"] == 0
    assert auditor.get(reverse("trail"), {"from": "nonsense"}).context["total"] == total


def test_a_town_s_auditor_sees_that_town_s_chain_alone(auditor):
    own = smalltown.account("own", "auditor", smalltown.NEIGHBOUR)
    places = {row["where"] for row in own.get(reverse("trail")).context["rows"]}
    assert places == {"长安镇"}
    county = {row["where"] for row in auditor.get(reverse("trail")).context["rows"]}
    assert {"", "上庄镇"} <= county


def test_offices_are_for_those_whose_office_it_is(auditor):
    administrator = smalltown.account("admin", "administrator", smalltown.COUNTY)
    clerk = smalltown.account("clerk", "town_clerk", smalltown.TOWN)
    for name, allowed in (
        ("trail", auditor),
        ("accounts", administrator),
        ("places", administrator),
    ):
        for client in (auditor, administrator, clerk):
            expected = 200 if client is allowed else 403
            assert client.get(reverse(name)).status_code == expected


def test_accounts_and_places_say_what_is_there(auditor):
    administrator = smalltown.account("admin", "administrator", smalltown.COUNTY)
    told = administrator.get(reverse("accounts")).content.decode()
    assert "auditor" in told
    assert "绩溪县" in told
    towns = {t["code"]: t for t in administrator.get(reverse("places")).context["towns"]}
    assert towns[smalltown.TOWN]["start"] == smalltown.SINCE
    assert towns[smalltown.TOWN]["villages"] == 7
