"""Signing in, tokens, content policy, and addresses that nobody would type in good faith."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from jishi.web.pages import PAGES
from tests.contracts import conftest
from tests.contracts.asking import address, ask, without_tokens
from tests.contracts.matrix import FAMILIES, ROWS
from tests.contracts.world import NO_RECORD, ONE, PASSWORD, TOWN, World

SIGN_IN, PASSWORD_PAGE = "/sign-in/", "/password/"
READERS = ("administrator", "county_reader", "town_clerk", "village", "grid_member", "auditor")
#: What may stand after ? on any page, each as wrong as can be.
ODD = (
    "as_of=garbage", "as_of=2024-02-30", "as_of=0001-01-01", "as_of=9999-12-31", "as_of=",
    "as_of=2024-13-01&as_of=", "page=-1", "page=9999", "page=abc", "page=1e9", "page=%00",
    "page=99999999999999999999999", "sort=%3Bdrop+table", "sort=-", "sort=--number", "sort=pk",
    "sort=person__birth_on", "sort=number%00", "q=" + "%E7%BB%A9" * 5000, "q=%00", "q=%FF%FE",
    "q=%25_%5C%27%22", "q=%F0%9F%8C%BE", "q=%ED%A0%80", "kind=%00", "kind=x&kind=y", "channel=%00",
    "programme=%7C", "programme=%00", "programme=%25", "state=%00", "state=all&state=current",
    "from=2024-99-99", "from=0001-01-01&to=9999-12-31", "to=%00", "from=9999-12-31&to=0001-01-01",
    "figure=nothing", "figure=%00", "show=%00", "show=excluded&page=99", "actor=%00",
    "actor=" + "a" * 9000, "ledger=%00", "ledger=nothing", "next=%00", "user=%00", "next=//a.b",
    "place=%00", "lead=%00", "on=garbage", "attendance=-1", "&&==&=", "%00=%00", "[]=x",
)  # fmt: skip


#: Who asks the pages that understand most whatever there is; the trail is the auditor's alone.
WHOLE = ("town_clerk", "auditor", "anonymous")
#: Pages that take long to make.
SLOW = ("report", "report_word", "town_export", "import_check", "import_faults", "import_template")


built, world = conftest.built, conftest.world


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


# --- Signing in --------------------------------------------------------------------------
def test_signing_in_gives_a_new_session(world):
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    sign_in(client, "town_clerk")
    assert client.session.session_key != planted
    assert client.session[SESSION_KEY] == str(world.users["town_clerk"].pk)
    old = Client()
    old.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert SIGN_IN in old.get("/").url


def test_a_changed_password_ends_every_other_session(world):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, "town_clerk")
        assert client.get(PASSWORD_PAGE).status_code == 200
    key = here.session.session_key
    new = {"old": PASSWORD, "new": "quite another 77", "again": "quite another 77"}
    assert here.post(PASSWORD_PAGE, new).status_code == 302
    assert here.get(PASSWORD_PAGE).status_code == 200
    assert here.session.session_key != key
    assert there.get(PASSWORD_PAGE).status_code == 302
    assert sign_in(Client(), "town_clerk").status_code == 200
    assert sign_in(Client(), "town_clerk", "quite another 77").status_code == 302


def test_after_signing_out_the_session_is_worth_nothing(world):
    client = Client()
    sign_in(client, "town_clerk")
    key = client.session.session_key
    client.post(reverse("sign_out"))
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = key
    assert stolen.get(PASSWORD_PAGE).status_code == 302


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(world):
    client = Client()
    sign_in(client, "town_clerk")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("elsewhere", [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
    "javascript:alert(1)", "http:///evil.example", "https:evil.example", "\t//evil.example",
])  # fmt: skip
def test_nobody_is_led_off_the_site(world, elsewhere):
    client = Client()
    assert client.get(SIGN_IN, {"next": elsewhere}).context["next"] == ""
    assert sign_in(client, "town_clerk", next=elsewhere).url == "/"
    assert client.get(SIGN_IN, {"next": elsewhere}).url == "/"
    said = client.post(reverse("language"), {"language": "en", "next": elsewhere})
    assert said.url == "/"


def test_one_is_led_to_the_page_that_was_asked_for(world):
    client, wanted = Client(), f"/{TOWN}/cockpit/?as_of=2024-09-30"
    asked = client.get(wanted)
    assert asked.url.startswith(SIGN_IN)
    assert sign_in(client, "town_clerk", next=wanted).url == wanted


def test_an_unknown_name_an_ended_account_and_a_wrong_password_are_told_alike(world):
    def told(username: str) -> tuple[int, str]:
        AccessAttempt.objects.all().delete()
        answer = sign_in(Client(), username, "certainly wrong 1")
        said = answer.content.decode().replace(username, "NAME")
        return answer.status_code, without_tokens(said)

    assert told("town_clerk") == told("nobody-at-all") == told("suspended")
    assert "用户名或密码不对" in told("town_clerk")[1]
    # With the right password an ended account is answered no differently.
    assert sign_in(Client(), "suspended").status_code == 200


def test_repeated_failures_lock_and_say_what_to_do(world):
    for attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(Client(), "town_clerk", f"wrong {attempt}")
    assert attempt + 1 <= 10
    assert answer.status_code == 429
    assert "15分钟" in answer.content.decode()
    assert sign_in(Client(), "town_clerk").status_code == 429, "the right password comes too late"
    assert sign_in(Client(), "village").status_code == 302, "others sign in as before"


def test_an_unknown_name_is_locked_like_a_known_one(world):
    for attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(Client(), "nobody-at-all", f"wrong {attempt}")
    assert answer.status_code == 429


# --- Tokens ------------------------------------------------------------------------------
def test_every_form_without_its_token_is_refused(world):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(
        world.users["town_clerk"], backend="django.contrib.auth.backends.ModelBackend"
    )
    posts = [row for row in ROWS if row.method == "POST"]
    assert {row.page for row in posts} == {p.name for p in PAGES if "POST" in p.methods}
    for row in posts:
        for ledger in row.ledgers:
            url = address(world, row, "town_clerk", ledger, "own")
            answer = strict.post(url, {"place": TOWN})
            if (row.page, ledger) == ("new", "town"):
                assert answer.status_code == 404, url  # a town is opened by a workbook
                continue
            assert answer.status_code == 403, url
            # A record's form and a draft come back as they were typed; of any other one is told
            # to load anew.
            again = {
                "new": "请再点一次“保存”",
                "edit": "请再点一次“保存”",
                "report_draft": "再存一次",
            }
            said = again.get(row.page, "刷新")
            assert said in answer.content.decode(), url
    assert strict.get(PASSWORD_PAGE).status_code == 200, "signed out without a token"


def test_a_form_with_its_token_is_taken(world):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(SIGN_IN)
    token = str(page.context["csrf_token"])
    assert sign_in(strict, "town_clerk", csrfmiddlewaretoken=token).status_code == 302


def test_more_than_the_server_takes_is_refused_on_a_page_that_says_how_much_it_may_be(world):
    client, most = world.client("town_clerk"), settings.JISHI.import_max_mb
    answer = client.post(
        f"/{TOWN}/import/", {}, CONTENT_LENGTH=str((most + 2) * 1024 * 1024)
    )  # fmt: skip
    assert answer.status_code == 413
    assert f"超过{most}MB" in answer.content.decode()


# --- What the browser is told ------------------------------------------------------------
class Faults(HTMLParser):
    """What a strict content policy would refuse in a page, and what leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self._inline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Data in JSON is not run, and a policy has nothing to say of it.
        self._inline = tag == "script" and ("type", "application/json") not in attrs
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name == "id":
                self.ids.append(value or "")
            if name in ("src", "href", "action", "formaction", "poster", "data", "srcset"):
                address = (value or "").strip().lower()
                if ":" in address.split("/")[0].split("?")[0] or address.startswith("//"):
                    self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._inline and data.strip():
            self.found.append("inline script")

    def handle_endtag(self, tag: str) -> None:
        self._inline = False


def faults_of(said: str) -> list[str]:
    page = Faults()
    page.feed(said)
    twice = [one for one, times in Counter(page.ids).items() if times > 1]
    return page.found + [f"id {one} twice" for one in twice]


def test_every_page_has_a_strict_policy_and_nothing_that_it_would_refuse(world):
    seen = set()
    for who in (*READERS, "anonymous"):
        for row in ROWS:
            for url in (
                address(world, row, who, ledger, where)
                for ledger in row.ledgers[:2] for where in ("own", "other")
            ):  # fmt: skip
                answer = _kept(world, who, row.method, url)
                policy = answer.headers["Content-Security-Policy"]
                if row.page == "attachment" and answer.status_code == 200:
                    # The browser sets the picture's page itself, in a box that runs nothing.
                    assert policy.endswith("sandbox")
                    policy = policy.replace("style-src 'unsafe-inline'", "")
                assert "unsafe" not in policy
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    assert faults_of(answer.content.decode()) == [], url
                    seen.add((row.page, answer.status_code))
    pages = {page.name for page in PAGES if "GET" in page.methods}
    files = {"list_export", "proof_export", "pin_picture", "report_word", "town_export",
             "import_template", "import_faults", "home", "ledger_home", "attachment", "find",
             "suggest", "form_proofs", "import_marked", "import_progress", "trail_export",
             "report_draft_word", "report_example", "report_template_file", "check_commented",
             # led back while nothing is chosen, or nobody else wrote
             "bulk", "bulk_withdraw", "report_draft_merge", "import_undo",
             "check_paper"}  # fmt: skip # the writer's alone; the browser's tests hold its policy
    shown = {name for name, status in seen if status == 200}
    assert sorted(pages - files - shown) == []
    assert {status for _name, status in seen} >= {200, 403, 404, 422}


def _kept(world: World, who: str, method: str, url: str):
    from copy import deepcopy

    from django.db import transaction

    client = world.client(who)
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method.lower())(url)
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


@pytest.mark.parametrize("planted", [
    "<p style='color:red'>", "<style>p{}</style>", "<script>alert(1)</script>",
    "<a href='https://elsewhere.example/'>", "<img src='//elsewhere.example/a.png'>",
    "<button onclick='x()'>", "<a href='javascript:x()'>", "<i id=a></i><i id=a></i>",
])  # fmt: skip
def test_what_the_policy_refuses_is_seen(planted):
    assert faults_of(f"<!doctype html><main>{planted}</main>")
    assert faults_of('<script type="module" src="/a.js"></script><a href="?a=b:c">x</a>') == []


def test_a_page_about_records_is_not_kept_by_the_browser_of_the_next_person(world):
    answer = world.client("town_clerk").get(f"/{TOWN}/ledger/persons/")
    assert "no-store" in answer.headers.get("Cache-Control", "")


# --- Odd addresses -----------------------------------------------------------------------
@pytest.mark.parametrize("who", ["town_clerk", "village", "auditor", "anonymous"])
def test_no_odd_question_brings_a_page_down(world, who):
    asked = 0
    for number, row in enumerate(row for row in ROWS if row.method == "GET"):
        for ledger in row.ledgers[:4]:
            url = address(world, row, who, ledger, "own")
            if url is None or row.expected(who, "own") == 403:
                continue
            # Lists understand the most: one account asks them all; else each its share, in turn.
            all_of_them = row.page in ("list", "trail", "sign_in") and who in WHOLE
            questions = ODD if all_of_them else ODD[number % 5 :: 5]
            for odd in questions[::9] if row.page in SLOW else questions:
                status, _said = ask(world, who, "get", f"{url}?{odd}")
                assert status in (200, 302, 400, 404), f"{url}?{odd[:60]}: {status}"
                asked += 1
    assert asked > 100


@pytest.mark.parametrize("key", [
    NO_RECORD, "x", "0", "%00", "..", "%2e%2e", "new", "-1", "1" * 400, "' or 1=1", "㍿",
    "%ED%A0%80",
    "01a20000-0000-7000-8000-00000000000", "{01a20000-0000-7000-8000-000000000000}",
])  # fmt: skip
def test_an_odd_key_in_an_address_is_not_found(world, key):
    for place in (TOWN, ONE):
        for ledger in (one for family in FAMILIES.values() for one in family[:2]):
            for tail in ("", "edit/"):
                if key == "new" and not tail:
                    continue
                url = f"/{place}/ledger/{ledger}/{key}/{tail}"
                assert ask(world, "town_clerk", "get", url)[0] == 404, url
        for url in (f"/{place}/import/{key}/", f"/{place}/import/{key}/faults/",
                    f"/{place}/cockpit/{key}/", f"/{place}/cockpit/{key}/export/"):  # fmt: skip
            assert ask(world, "town_clerk", "get", url)[0] == 404, url


@pytest.mark.parametrize("place", ["0", "34182410", "3418241039999", "99", "000000", "٣٤", "a" * 9])
def test_an_odd_place_in_an_address_is_not_found(world, place):
    for tail in ("cockpit/", "ledger/", "ledger/persons/", "report/", "import/", "export/"):
        assert ask(world, "town_clerk", "get", f"/{place}/{tail}")[0] == 404


ODD_ENTRIES = ("\x00", "'; drop table people_person;--", "<script>alert(1)</script>", "=1+1",
               "🌾" * 300, "-99999999999999999999", "9" * 400, "\ud7ff", "NaN", "1e400",
               "0000-00-00", "Infinity", "٣", "\r\n", " ")  # fmt: skip


@pytest.mark.parametrize("typed", ODD_ENTRIES, ids=range(len(ODD_ENTRIES)))
def test_no_odd_entry_brings_a_form_down(world, typed):
    from jishi.records.ledgers import BY_KEY

    for ledger in BY_KEY.values():
        if ledger.key == "town":
            continue
        url = reverse("new", kwargs={"place": TOWN, "ledger": ledger.key})
        data = {column.name: typed for column in ledger.columns}
        status, said = ask(world, "town_clerk", "post", url, data=data)
        assert status == 422, f"{ledger.key}: {status}"
        assert "<script>alert" not in said
        row = world.record(ledger.key, TOWN)
        url = reverse("edit", kwargs={"place": TOWN, "ledger": ledger.key, "id": str(row.pk)})
        status, _said = ask(world, "town_clerk", "post", url, data={**data, "version": typed})
        assert status == 422, f"{ledger.key}: {status}"
