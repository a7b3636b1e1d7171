"""A form sent when the session or its token had passed: what was typed comes back to its writer."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from jishi.access.models import User
from jishi.desk import drafts
from jishi.desk.models import FormDraft
from jishi.records.activities.models import Activity
from jishi.records.matters.models import Matter
from tests.web import smalltown
from tests.web.smalltown import PASSWORD, TOWN

pytestmark = pytest.mark.django_db
SAID = "过期前填的"
FORM = f"/{TOWN}/ledger/activities/new/"
TYPED = {"title": SAID, "on": "2024-09-28", "kind": "committee_meeting", "place": TOWN}


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def hidden(page) -> dict[str, str]:
    """The form's hidden fields as it would send them back."""
    text = page.content.decode()
    found = dict(
        re.findall(r'<input type="hidden" name="(draft|writer|version)" value="([^"]*)"', text)
    )
    assert found["writer"]
    return found


def sign_in(client: Client, username: str, following: str):
    data = {"username": username, "password": PASSWORD, "next": following}
    return client.post(reverse("sign_in"), data)


def entries(page) -> dict[str, object]:
    return {field.name: field.value for field in page.context["fields"]}


def test_a_new_record_sent_after_the_session_ended_comes_back_after_signing_in(clerk):
    sent = TYPED | hidden(clerk.get(FORM))
    clerk.logout()
    answer = clerk.post(FORM, sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")
    assert not FormDraft.objects.exists(), "for nobody signed in, nothing is kept"
    back = sign_in(clerk, "clerk", FORM)
    page = clerk.get(back["Location"], follow=True)
    assert entries(page)["title"] == SAID
    assert "还没有存" in page.content.decode()
    assert clerk.post(FORM, TYPED | hidden(page)).status_code == 302
    assert Activity.rows.filter(title=SAID).count() == 1
    assert not FormDraft.objects.exclude(ledger="").exists()
    assert not entries(clerk.get(FORM))["title"], "it is given once"


def test_a_change_sent_after_the_session_ended_comes_back_with_its_version(clerk):
    row = Matter.rows.get(number="SX-1")
    parts = {"place": TOWN, "ledger": "matters", "id": str(row.pk)}
    url = reverse("edit", kwargs=parts)
    page = clerk.get(url)
    sent = {k: v for k, v in entries(page).items() if k != "programmes"} | hidden(page)
    clerk.logout()
    clerk.post(url, sent | {"title": SAID})
    sign_in(clerk, "clerk", url)
    page = clerk.get(url, follow=True)
    assert (entries(page)["title"], page.context["version"]) == (SAID, 1)


def test_whoever_else_signs_in_there_is_given_nothing(clerk):
    smalltown.account("other", "town_clerk", TOWN)
    sent = TYPED | hidden(clerk.get(FORM))
    clerk.logout()
    clerk.post(FORM, sent)
    sign_in(clerk, "other", FORM)
    page = clerk.get(FORM, follow=True)
    assert SAID not in page.content.decode()
    assert not FormDraft.objects.exists()


def test_nothing_is_put_aside_for_a_form_that_is_not_ours(clerk):
    sent = TYPED | hidden(clerk.get(FORM))
    clerk.logout()
    Session.objects.all().delete()
    clerk.post(FORM, TYPED)
    clerk.post(FORM, sent | {"writer": "x:y"})
    clerk.post(FORM, sent | {"note": "长" * drafts.LONGEST})
    assert not Session.objects.exists()
    clerk.post(FORM, sent)
    assert Session.objects.exists(), "ours is put aside"


def test_a_form_with_a_token_that_has_passed_stores_nothing_and_comes_back_as_typed(clerk):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    page = strict.post(FORM, TYPED)
    assert page.status_code == 403
    assert entries(page)["title"] == SAID
    assert "还没有存" in page.content.decode()
    assert not Activity.rows.filter(title=SAID).exists()
    row = Matter.rows.get(number="SX-1")
    parts = {"place": TOWN, "ledger": "matters", "id": str(row.pk)}
    page = strict.post(reverse("edit", kwargs=parts), {"title": SAID, "version": "1"})
    assert (page.status_code, entries(page)["title"]) == (403, SAID)
    assert Matter.rows.get(pk=row.pk).title != SAID


def test_without_a_token_the_right_to_write_is_asked_all_the_same(clerk):
    smalltown.account("leader", "town_leader", TOWN)
    leader = Client(enforce_csrf_checks=True)
    assert leader.post(FORM, TYPED).status_code == 302
    leader.force_login(
        User.objects.get(username="leader"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    assert leader.post(FORM, TYPED).status_code == 403
    far = FORM.replace(TOWN, "341824102")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    assert strict.post(far, TYPED).status_code == 404
