"""Two people save the same record at once, a hundred times: one is stored, the other sees both."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.kernel.unscoped import rows
from jishi.places.models import Installation, Place
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.values import placecode

RACES = 100
TOWN, VILLAGE = "341824103", "341824103201"
FIELDS = {"number": "HD0001", "on": "2024-05-05", "kind": "party_day", "place": VILLAGE}


@pytest.fixture
def activity(transactional_db):
    """A town with one record and two clerks; all invented."""
    Installation.objects.create(county="341824")
    for code, name in (("341824", "某县"), (TOWN, "某镇"), (VILLAGE, "某村")):
        level, parent = placecode.level(code), placecode.parent(code) or ""
        Place.objects.create(code=code, name=name, level=level, parent=parent)
    town = {"code": TOWN, "name": "某镇", "start": date(2023, 1, 1)}
    write(BY_KEY["town"], [Draft(town)], by=operator())
    values = {**FIELDS, "on": date(2024, 5, 5), "title": "主题党日"}
    made: Any = write(BY_KEY["activities"], [Draft(values)], by=operator()).created[0]
    for name in ("first", "second"):
        new = accounts.NewAccount(name, name, "town_clerk", TOWN, "long enough 42")
        accounts.add(new, by=operator(), since=date(2020, 1, 1))
    return made


def browser(server: str, username: str, path: str) -> Callable[[dict[str, Any]], tuple[int, str]]:
    """A signed-in browser that posts forms to an address over HTTP."""
    client = Client()
    assert client.login(username=username, password="long enough 42", request=_request())
    page = client.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token
    cookie = "; ".join(f"{name}={held.value}" for name, held in client.cookies.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    address = urlsplit(server)

    def post(data: dict[str, Any]) -> tuple[int, str]:
        line = HTTPConnection(address.hostname or "", address.port or 80, timeout=30)
        body = urlencode({**data, "csrfmiddlewaretoken": token[1]})
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        said = answer.status, answer.read().decode()
        line.close()
        return said

    return post


def _request() -> Any:
    from django.test import RequestFactory

    return RequestFactory().post("/sign-in/")


def test_of_two_who_save_at_once_one_is_stored_and_the_other_sees_both(activity, live_server):
    path = reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": activity.pk})
    people = [browser(live_server.url, name, path) for name in ("first", "second")]
    barrier = threading.Barrier(2)

    def save(post: Any, title: str, version: int) -> tuple[str, int, str]:
        barrier.wait(timeout=30)
        return (title, *post({**FIELDS, "title": title, "version": version}))

    with ThreadPoolExecutor(2) as pool:
        for race in range(RACES):
            before = rows(Activity).get()
            titles = (f"第{race}回甲", f"第{race}回乙")
            running = [
                pool.submit(save, post, title, before.version)
                for post, title in zip(people, titles, strict=True)
            ]
            answers = sorted((one.result() for one in running), key=lambda answer: answer[1])
            (winner, stored, _), (loser, refused, shown) = answers
            assert (stored, refused) == (302, 409)
            after = rows(Activity).get()
            assert (after.title, after.version) == (winner, before.version + 1)
            assert all(title in shown for title in (winner, loser, before.title))
            told = Entry.objects.filter(record=str(activity.pk), version=after.version)
            assert [entry.action for entry in told] == ["update"]
    assert Entry.objects.filter(record=str(activity.pk), action="update").count() == RACES


def test_without_the_version_one_would_overwrite_the_other(activity, live_server):
    """The control: by the version that is now in force the second save passes."""
    path = reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": activity.pk})
    post = browser(live_server.url, "first", path)
    assert post({**FIELDS, "title": "甲", "version": 1})[0] == 302
    assert post({**FIELDS, "title": "乙", "version": 1})[0] == 409
    assert post({**FIELDS, "title": "乙", "version": 2})[0] == 302
