"""Signing in and out: one answer for every refusal, a new session key, no way out of the site."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.access.models import User
from jishi.audit.models import Entry
from tests.web import smalltown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    smalltown.build()
    smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def test_who_reads_badly_gets_large_letters_before_signing_in(client):
    page = client.get(reverse("sign_in"))
    assert 'name="large" value="on"' in page.content.decode()
    client.post(reverse("large"), {"large": "on", "next": page.context["here"]})
    assert 'name="large" value="off"' in client.get(reverse("sign_in")).content.decode()


def sign_in(client: Client, password: str = smalltown.PASSWORD, name: str = "clerk", **more: str):
    return client.post(reverse("sign_in"), {"username": name, "password": password, **more})


def test_a_clerk_signs_in_under_a_new_key_and_lands_on_her_town_s_today(client):
    client.get(reverse("sign_in"))
    client.cookies[settings.SESSION_COOKIE_NAME] = "planted"
    answer = sign_in(client)
    assert answer.status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "planted"
    assert client.get("/").url == reverse("today", kwargs={"place": smalltown.TOWN})
    assert Entry.objects.filter(action="sign_in", actor="clerk").count() == 1


def test_an_unknown_name_and_a_wrong_password_are_refused_in_the_same_words(client):
    answers = [sign_in(client, "wrong"), sign_in(client, name="nobody")]
    told = [list(answer.context["form"].non_field_errors()) for answer in answers]
    assert told[0] == told[1] != []
    assert not Entry.objects.filter(action="sign_in").exists()


def test_after_ten_failures_even_the_right_password_is_refused_for_a_while(client):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "wrong")
    assert sign_in(client).status_code == 429
    assert settings.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    ("following", "lands"),
    [("/password/", "/password/"), ("https://example.invalid/", "/"), ("//example.invalid", "/")],
)
def test_signing_in_never_leads_off_the_site(client, following, lands):
    assert sign_in(client, next=following).url == lands


def test_a_suspended_account_is_out_at_its_next_page(client):
    sign_in(client)
    assert client.get(reverse("password")).status_code == 200
    accounts.end("clerk", by=operator())
    answer = client.get(reverse("password"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sign_in"))


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client):
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    key = client.session.session_key
    answer = client.post(
        reverse("password"),
        {"old": smalltown.PASSWORD, "new": "quite another one", "again": "quite another one"},
    )
    assert answer.status_code == 302
    assert client.get(reverse("password")).status_code == 200
    assert client.session.session_key != key
    assert elsewhere.get(reverse("password")).status_code == 302
    assert User.objects.get(username="clerk").check_password("quite another one")


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong", "quite another one", "quite another one", "old"),
        (smalltown.PASSWORD, "quite another one", "not the same one", "again"),
        (smalltown.PASSWORD, "short", "short", "new"),
        (smalltown.PASSWORD, "", "", "new"),
    ],
)
def test_a_password_that_will_not_do_is_named_at_its_field(client, old, new, again, field):
    sign_in(client)
    answer = client.post(reverse("password"), {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert User.objects.get(username="clerk").check_password(smalltown.PASSWORD)


def test_signing_out_takes_a_post_and_ends_the_session(client):
    sign_in(client)
    assert client.get(reverse("sign_out")).status_code == 405
    client.post(reverse("sign_out"))
    assert client.get(reverse("password")).status_code == 302
    assert Entry.objects.filter(action="sign_out", actor="clerk").count() == 1


def test_a_language_is_kept_and_leads_back_only_within_the_site(client):
    answer = client.post(reverse("language"), {"language": "en", "next": "//example.invalid"})
    assert answer.url == "/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    client.post(reverse("language"), {"language": "xx", "next": "/"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_an_account_without_a_role_is_told_so(client):
    new = accounts.NewAccount("later", "未到任", "town_clerk", smalltown.TOWN, smalltown.PASSWORD)
    accounts.add(new, by=operator(), since=date(2999, 1, 1))
    sign_in(client, name="later")
    answer = client.get("/")
    assert answer.status_code == 200
    assert "现在没有职务" in answer.content.decode()


def test_no_sample_accounts_are_shown_outside_the_demo(client):
    assert not client.get(reverse("sign_in")).context["samples"]


@pytest.mark.parametrize("name", ["sign_in", "password"])
def test_a_form_sent_without_any_entry_is_refused_and_not_a_fault_of_ours(client, name):
    if name == "password":
        sign_in(client)
    answer = client.post(reverse(name))
    assert answer.status_code in (200, 422)
    assert answer.context["has_errors"]


@pytest.mark.parametrize("following", ["foo", "sign_out", "//example.org", "javascript:1", "a b"])
def test_a_word_instead_of_an_address_leads_nowhere_else(client, following):
    answer = sign_in(client, next=following)
    assert answer.status_code == 302
    assert "example.org" not in answer.url
    assert client.get(reverse("sign_in"), {"next": following}).status_code == 302
    assert client.get(reverse("password")).status_code == 200


def test_who_was_an_administrator_is_not_told_as_one(client):
    for name, until in (("former", date(2024, 1, 1)), ("present", None)):
        accounts.add(
            accounts.NewAccount(name, f"{name}（虚构）", "administrator", "341824",
                                smalltown.PASSWORD),
            by=operator(), since=date(2023, 1, 1), until=until,
        )  # fmt: skip
    said = client.get(reverse("sign_in")).content.decode()
    assert "present（虚构）" in said
    assert "former" not in said
