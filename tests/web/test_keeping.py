"""Forms that are no record's keep what was typed: for their writer alone, until it is stored."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse

from jishi.access.models import User
from jishi.desk.models import FormDraft
from jishi.records.activities.models import Activity
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, TOWN

pytestmark = pytest.mark.django_db
KEY = "01a20000-0000-4000-8000-00000000000a"
ASKS = {"Accept": "application/json"}
ACCOUNT = {"name": "程晓明", "username": "chengxm", "password": "秘密", "since": "不是日子"}
FORM = {"name": "重点工作月报", "owner": "县委办", "minutes": "很久"}


@pytest.fixture(autouse=True)
def town() -> None:
    smalltown.build()


@pytest.fixture
def administrator() -> Client:
    return smalltown.account("guanli", "administrator", TOWN[:6])


@pytest.fixture
def clerk() -> Client:
    return smalltown.account("banshi", "town_clerk", TOWN)


@pytest.mark.parametrize(
    ("who", "path", "typed"),
    [("administrator", "/accounts/new/", ACCOUNT), ("clerk", f"/{TOWN}/forms/new/", FORM)],
    ids=["account", "form"],
)
def test_what_was_typed_is_in_the_form_again_until_thrown_away(request, who, path, typed):
    client = request.getfixturevalue(who)
    url = client.get(path).context["draft_url"]
    answer = client.post(url, {**typed, "draft": KEY}, headers=ASKS)
    assert answer.json()["saved"]
    entries = FormDraft.objects.get().entries
    assert entries["name"] == typed["name"] and "秘密" not in str(entries)
    page = client.get(path)
    assert page.context["draft_key"].hex == KEY.replace("-", "")
    assert f'value="{typed["name"]}"' in page.content.decode()
    assert client.post(url, {"discard": KEY}).status_code == 302
    assert f'value="{typed["name"]}"' not in client.get(path).content.decode()
    assert client.post(url, {**typed, "draft": KEY}, headers=ASKS).json() == {"done": True}


def test_a_stored_form_has_no_draft_any_more(administrator):
    url = "/accounts/new/?keep=draft"
    typed = {**ACCOUNT, "since": "2024-01-01", "role": "town_leader", "place": TOWN, "draft": KEY}
    administrator.post(url, typed, headers=ASKS)
    assert administrator.post("/accounts/new/", typed).status_code == 200
    assert User.objects.filter(username="chengxm").exists()
    assert not FormDraft.objects.exclude(ledger="").exists()
    assert administrator.get("/accounts/new/").context["draft"] is None


def test_another_account_finds_and_keeps_nothing_of_it(administrator, clerk):
    clerk.post(f"/{TOWN}/forms/new/?keep=draft", {**FORM, "draft": KEY}, headers=ASKS)
    other = smalltown.account("banshi2", "town_clerk", TOWN)
    assert FORM["name"] not in other.get(f"/{TOWN}/forms/new/").content.decode()
    assert other.get(f"/{TOWN}/forms/new/?draft={KEY}").status_code == 404
    mine = str(User.objects.get(username="banshi").pk)
    sent = {**FORM, "draft": KEY, "account": mine}
    assert other.post(f"/{TOWN}/forms/new/?keep=draft", sent, headers=ASKS).status_code == 403
    refused = [
        clerk.post("/accounts/new/?keep=draft", {**ACCOUNT, "draft": KEY}, headers=ASKS),
        clerk.post(f"/{NEIGHBOUR}/forms/new/?keep=draft", {**FORM, "draft": KEY}, headers=ASKS),
        administrator.post(f"/{TOWN}/forms/new/?keep=draft", {**FORM, "draft": KEY}, headers=ASKS),
    ]
    assert [one.status_code for one in refused] == [403, 404, 403]
    assert FormDraft.objects.count() == 1


def test_bad_drafts_are_refused_in_words(clerk):
    url = f"/{TOWN}/forms/new/?keep=draft"
    assert clerk.post(url, FORM, headers=ASKS).json()["said"]
    assert clerk.post(url, {**FORM, "draft": KEY, "name": "长" * 30_000}).status_code == 413


def test_a_form_sent_signed_out_without_scripts_comes_back_filled(clerk):
    path = f"/{TOWN}/forms/new/"
    writer = clerk.get(path).context["writer"]
    clerk.logout()
    answer = clerk.post(path, {**FORM, "draft": KEY, "writer": writer})
    assert answer.status_code == 302
    held = {key: clerk.session[key] for key in ("typed",)}
    clerk.force_login(User.objects.get(username="banshi"))
    session = clerk.session
    session.update(held)
    session.save()
    page = clerk.get(path).content.decode()
    assert 'value="县委办"' in page and "登录过期前填的" in page


def test_a_refused_form_says_that_its_file_was_not_taken(clerk):
    file = io.BytesIO(b"no workbook")
    file.name = "空表.xlsx"
    page = clerk.post(f"/{TOWN}/forms/new/", {**FORM, "file": file}).content.decode()
    assert "“空表.xlsx”没有收" in page


def row_of(number: str) -> tuple[Activity, str]:
    row = Activity.rows.get(number=number)
    parts = {"place": TOWN, "ledger": "activities", "id": row.pk}
    return row, f"{reverse('row', kwargs=parts)}?cols=number,title,on"


def test_a_line_at_work_is_kept_as_a_draft_of_its_whole_record(clerk):
    row, url = row_of("HD-1")
    sent = {"draft": KEY, "version": row.version, "title": "改到一半", "on": "某日"}
    assert clerk.post(f"{url}&keep=draft", sent, headers=ASKS).json()["saved"]
    (draft,) = FormDraft.objects.all()
    assert (draft.ledger, draft.record) == ("activities", str(row.pk))
    edit = reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": row.pk})
    page = clerk.get(edit, {"draft": KEY})
    typed = {one.name: one.value for one in page.context["fields"]}
    assert (typed["title"], typed["on"]) == ("改到一半", "某日")
    untouched = {one.name: one.value for one in clerk.get(edit).context["fields"]}
    assert {name for name in typed if typed[name] != untouched[name]} == {"title", "on"}
    assert "点这里接着改" in clerk.get(url).content.decode()
    stored = clerk.post(url, {**sent, "on": "2024-09-01"})
    assert stored.status_code == 200
    assert not FormDraft.objects.exclude(ledger="").exists()
    late = clerk.post(f"{url}&keep=draft", sent, headers=ASKS)
    assert late.json() == {"done": True}


def test_a_line_not_wanted_leaves_no_draft(clerk):
    row, url = row_of("HD-1")
    sent = {"draft": KEY, "version": row.version, "title": "改到一半"}
    clerk.post(f"{url}&keep=draft", sent, headers=ASKS)
    assert clerk.post(f"{url}&keep=draft", {"discard": KEY}, headers=ASKS).json() == {"done": True}
    assert not FormDraft.objects.exclude(ledger="").exists()
