"""What arrives twice is stored once: a double click, a page sent again for a lost answer."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.undoing import undo
from jishi.audit.models import Entry
from jishi.desk import drafts
from jishi.desk.models import FormDraft
from jishi.records.activities.models import Activity
from tests.access.test_writing import race
from tests.web import smalltown
from tests.web.smalltown import TOWN

MEETING = {
    "on": "2024-09-28", "kind": "committee_meeting", "title": "发两遍的会", "place": TOWN,
    "span": "town", "channel": "offline", "reach": "members",
}  # fmt: skip
ROW = {"on": "2024-07-01", "kind": "党委会", "title": "发两遍的会", "place": "上庄镇"}


@pytest.fixture
def clerk(db) -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def post(client: Client, key: str, **typed: str):
    url = reverse("new", kwargs={"place": TOWN, "ledger": "activities"})
    return client.post(url, {**MEETING, "draft": key, **typed})


def paste(client: Client, key: str, *rows: dict[str, str]):
    url = reverse("grid", kwargs={"place": TOWN, "ledger": "activities"})
    return client.post(url, json.dumps({"key": key, "rows": rows}), content_type="application/json")


def stored() -> list[Activity]:
    return list(Activity.rows.filter(title__startswith="发两遍的会").order_by("number"))


def test_a_form_sent_twice_is_one_record_and_both_answers_lead_to_it(clerk):
    key = str(uuid4())
    first, second = post(clerk, key), post(clerk, key)
    (row,) = stored()
    assert first["Location"] == second["Location"] == f"/{TOWN}/ledger/activities/{row.pk}/"
    assert Entry.objects.filter(record=str(row.pk)).count() == 1
    undo_urls = {message.extra_tags for message in get_messages(second.wsgi_request)}
    assert len(undo_urls) == 1 and "undo" in undo_urls.pop()


def test_the_same_words_under_another_key_are_another_record(clerk):
    post(clerk, str(uuid4()))
    post(clerk, str(uuid4()))
    assert len(stored()) == 2


def test_the_same_page_with_other_words_is_another_record(clerk):
    key = str(uuid4())
    post(clerk, key)
    post(clerk, key, title="发两遍的会之二")
    assert [row.title for row in stored()] == ["发两遍的会", "发两遍的会之二"]


def test_what_was_refused_may_be_sent_again(clerk):
    key = str(uuid4())
    assert post(clerk, key, number="HD-1").status_code == 422
    assert post(clerk, key, number="HD-88").status_code == 302
    assert [row.number for row in stored()] == ["HD-88"]


def test_what_was_taken_back_may_be_sent_again(clerk):
    key = str(uuid4())
    post(clerk, key)
    undo(Entry.objects.get(record=str(stored()[0].pk)).act, by=operator())
    post(clerk, key)
    assert len(stored()) == 1


def test_the_key_of_another_account_does_not_lead_to_his_record(clerk):
    key = str(uuid4())
    post(clerk, key)
    leader = smalltown.account("second", "town_clerk", TOWN)
    post(leader, key)
    assert len(stored()) == 2


def test_a_draft_that_was_sent_keeps_nothing_of_what_was_typed(clerk):
    key = str(uuid4())
    clerk.post(
        reverse("draft", kwargs={"place": TOWN, "ledger": "activities"}), {**MEETING, "draft": key}
    )
    post(clerk, key)
    held = FormDraft.objects.get(key=key)
    assert held.ledger == "" and "发两遍" not in json.dumps(held.entries, ensure_ascii=False)


def test_rows_of_the_grid_sent_twice_are_stored_once(clerk):
    key = str(uuid4())
    first, second = paste(clerk, key, ROW, ROW), paste(clerk, key, ROW, ROW)
    assert first.json() == second.json() and len(stored()) == 2
    paste(clerk, key, ROW)
    assert len(stored()) == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_sendings_at_once_one_is_stored_and_both_are_led_to_it():
    smalltown.build()
    clerk = smalltown.account("clerk", "town_clerk", TOWN)
    for _turn in range(4):
        key = str(uuid4())
        before = len(stored())
        answers = race(*(lambda k=key: post(clerk, k) for _ in range(3)))
        assert len({answer["Location"] for answer in answers}) == 1, answers
        assert len(stored()) == before + 1


def test_many_records_do_not_push_out_what_is_unfinished(clerk, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 3)
    draft = reverse("draft", kwargs={"place": TOWN, "ledger": "activities"})
    clerk.post(draft, {**MEETING, "title": "写了一半", "draft": str(uuid4())})
    for _n in range(6):
        post(clerk, str(uuid4()))
    assert FormDraft.objects.filter(ledger="").count() == 3
    assert [one.entries["title"] for one in FormDraft.objects.exclude(ledger="")] == ["写了一半"]
