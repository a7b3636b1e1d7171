"""Saved views: a question under a name, one's own or the town's; only its owner changes it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jishi.audit.models import Entry
from jishi.desk.models import SavedView
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def save(client: Client, name: str, query: str, at: str = TOWN, **data):
    url = reverse("views", kwargs={"place": at, "ledger": "matters"})
    return client.post(url, {"name": name, "query": query, **data})


def names(client: Client, at: str = TOWN) -> list[str]:
    page = client.get(reverse("list", kwargs={"place": at, "ledger": "matters"}))
    return [one.name for one in page.context["views"]]


def change(client: Client, view: SavedView, at: str = TOWN, **data):
    url = reverse("view", kwargs={"place": at, "ledger": "matters", "view": view.pk})
    return client.post(url, data)


def test_a_question_saved_is_asked_again_by_its_name(clerk):
    before = Entry.objects.count()
    answer = save(clerk, "没办结的", "closed_on.is=empty&cols=number,title,opened_on&junk=1")
    page = clerk.get(answer["Location"])
    assert [row[0].text for row in page.context["rows"]] == ["SX-4"]
    assert len(page.context["columns"]) == 3
    assert [one.current for one in page.context["views"]] == [True]
    assert Entry.objects.count() == before


def test_saving_under_a_name_again_replaces_the_question(clerk):
    save(clerk, "常用", "q=SX-1")
    save(clerk, "常用", "q=SX-2")
    assert SavedView.objects.get().query == "q=SX-2"


def test_a_view_is_its_owners_until_it_is_shared_with_the_town(clerk):
    leader = smalltown.account("leader", "town_leader", TOWN)
    village = smalltown.account("village", "village", VILLAGE)
    other = smalltown.account("other", "town_clerk", NEIGHBOUR)
    save(clerk, "自己的", "q=SX")
    save(clerk, "大家的", "q=SX", shared="1")
    assert names(clerk) == ["大家的", "自己的"]
    assert names(leader) == ["大家的"]
    assert names(village, VILLAGE) == ["大家的"]
    assert names(other, NEIGHBOUR) == []


def test_only_its_owner_renames_shares_or_takes_it_away(clerk):
    leader = smalltown.account("leader", "town_leader", TOWN)
    save(clerk, "大家的", "q=SX", shared="1")
    view = SavedView.objects.get()
    assert change(leader, view, name="我的").status_code == 404
    assert change(leader, view, delete="1").status_code == 404
    assert SavedView.objects.get().name == "大家的"
    assert change(clerk, view, name="改名").status_code == 302
    assert (SavedView.objects.get().name, SavedView.objects.get().shared) == ("改名", False)
    assert change(clerk, view, delete="1").status_code == 302
    assert not SavedView.objects.exists()


def test_a_name_that_is_taken_or_empty_is_told_and_changes_nothing(clerk):
    save(clerk, "甲", "q=1")
    save(clerk, "乙", "q=2")
    view = SavedView.objects.get(name="甲")
    for name in ("乙", " "):
        page = clerk.get(change(clerk, view, name=name)["Location"])
        assert [one.level_tag for one in page.context["messages"]][-1] == "error"
    assert save(clerk, "", "q=3").status_code == 302
    assert SavedView.objects.count() == 2
