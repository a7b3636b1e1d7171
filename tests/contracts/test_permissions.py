"""Every address × method × account × place answers what the matrix says, and tells no more."""

from __future__ import annotations

import re

import pytest
from django.db.models import Q
from django.urls import get_resolver, path, resolve

from jishi.access import policy
from jishi.access.policy import may
from jishi.access.roles import VILLAGE
from jishi.web.pages import PAGES, Page, addresses
from tests.contracts.asking import METHODS, ask, leaked, questions, without_row
from tests.contracts.matrix import FAMILIES, PLACES_OF, ROWS, Row
from tests.contracts.world import World

ACCOUNTS = tuple(PLACES_OF)


def faults(world: World, row: Row, who: str) -> list[str]:
    """Where an account is answered otherwise than its row says, or reads what is not for it."""
    found = []
    for where, url in questions(world, row, who):
        status, said = ask(world, who, row.method, url)
        if status != row.expected(who, where):
            found.append(f"{where} {url}: {status}, not {row.expected(who, where)}")
        if row.word(who) == "login" and "/sign-in/?next=" not in said:
            found.append(f"{where} {url}: led elsewhere than to sign in")
        found += [f"{where} {url}: tells {canary}" for canary in leaked(who, said)]
    return found


@pytest.mark.parametrize("who", ACCOUNTS)
def test_an_account_is_answered_what_the_matrix_says(world, who):
    found = [f"{row}: {fault}" for row in ROWS for fault in faults(world, row, who)]
    assert not found, "\n".join(found)


def test_a_method_that_a_page_does_not_have_is_refused(world):
    for page in PAGES:
        row = next(row for row in ROWS if row.page == page.name)
        has = {*page.methods, *({"HEAD"} if "GET" in page.methods else ())}
        for who in ("town_clerk", "village", "anonymous"):
            _where, url = next(iter(questions(world, row, who)))
            answers = {m: ask(world, who, m, url)[0] for m in METHODS if m not in has}
            assert set(answers.values()) == {405}, (url, who, answers)


def test_an_address_for_a_button_says_so_and_leads_to_where_the_button_stands(world):
    sending = [page for page in PAGES if "GET" not in page.methods]
    assert len(sending) > 10
    for page in sending:
        row = next(row for row in ROWS if row.page == page.name)
        for who in ("town_clerk", "grid_member", "anonymous"):
            _where, url = next(iter(questions(world, row, who)))
            status, said = ask(world, who, "get", f"{url}?as_of=2024-03-31")
            assert (status, leaked(who, said)) == (405, set()), url
            assert "从页面上的按钮来" in said, url
            (way,) = re.findall(r'class="btn btn-main" href="([^"]+)"', said)
            led_to, _mark, asked = way.partition("?")
            opens = next(one for one in PAGES if one.name == resolve(led_to).url_name)
            assert "GET" in opens.methods, way
            assert url.startswith(led_to), way
            assert led_to == "/" or asked == "as_of=2024-03-31"


def test_every_address_has_its_row():
    assert without_row(get_resolver().url_patterns) == []
    assert {row.page for row in ROWS} == {page.name for page in PAGES}


def test_every_ledger_is_in_one_family():
    from jishi.records.ledgers import BY_KEY

    held = [key for family in FAMILIES.values() for key in family]
    assert sorted(held) == sorted(BY_KEY)


def test_a_planted_address_without_a_row_is_found(monkeypatch):
    def view(request):
        raise AssertionError

    known = get_resolver().url_patterns
    for planted in (path("planted/", view, name="planted"), path("planted/", view)):
        assert without_row([*known, planted]) == ["GET /planted/"]
    page = Page("planted/", "planted", ("GET", "POST"), (), view)
    monkeypatch.setattr("jishi.web.pages.PAGES", [*PAGES, page])
    monkeypatch.setattr("tests.contracts.asking.PAGES", [*PAGES, page])
    assert without_row(addresses()) == ["GET /planted/", "POST /planted/"]


def test_a_planted_right_is_found(world, monkeypatch):
    row = next(row for row in ROWS if row.page == "accounts")
    assert faults(world, row, "village") == []
    monkeypatch.setitem(policy._RULES, "accounts.read", [may("accounts.read", VILLAGE)])
    assert any("200, not 403" in fault for fault in faults(world, row, "village"))


def test_a_planted_leak_is_found(world, monkeypatch):
    row = next(row for row in ROWS if str(row) == "GET list:records")
    assert faults(world, row, "village") == []
    rule = may("matters.view", VILLAGE, lambda by, held, model: Q())
    monkeypatch.setitem(policy._RULES, "matters.view", [rule])
    monkeypatch.setattr("jishi.web.listing.in_place", lambda rows, place, on: rows)
    assert any("tells canary-two-q" in fault for fault in faults(world, row, "village"))
