"""Putting the matrix's questions to the pages, and reading whatever comes back, files too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import unquote

from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, reverse

from jishi.indicators.tables import INDICATORS
from jishi.web import urls
from jishi.web.pages import PAGES
from tests.contracts.matrix import PLACES_OF, ROWS, WHERE, Row
from tests.contracts.world import AS_OF, EVERY, NO_RECORD, SEES, World

assert urls.urlpatterns  # importing them fills PAGES
#: Asked of every ledger everywhere, on either database.
WHOLLY = {("list", "GET"), ("record", "GET"), ("new", "POST"), ("edit", "POST")}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def patterns(urls: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address of a resolver, those of includes too."""
    for one in urls:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def without_row(urls: Iterable[URLPattern | URLResolver]) -> list[str]:
    """Addresses, or methods of their pages, that the matrix says nothing about."""
    known = {(row.page, row.method) for row in ROWS}
    methods = {page.name: page.methods for page in PAGES}
    return [
        f"{method} /{one.pattern}"
        for one in patterns(urls)
        for method in methods.get(one.name or "", ("GET",))
        if (one.name, method) not in known
    ]


def address(world: World, row: Row, who: str, ledger: str, where: str) -> str | None:
    """The address that an account asks; None where the town has no such record there."""
    place = PLACES_OF[who][where]
    door = row.word(who).startswith("door") and where in ("own", "below")
    parts: dict[str, str] = {}
    page = next(page for page in PAGES if page.name == row.page)
    if "<place" in page.pattern:
        parts["place"] = place
    if "<ledger" in page.pattern:
        parts["ledger"] = ledger
    if row.page.startswith("account"):
        parts |= {"id": str(world.users["town_clerk"].pk)} if ":id>" in page.pattern else {}
    elif ":id>" in page.pattern:
        record = world.record(ledger, place, door=door)
        if record is None and where in ("own", "below", "deep"):
            return None
        parts["id"] = str(record.pk) if record else NO_RECORD
    if "<uuid:form>" in page.pattern:
        parts["form"] = world.forms.get(place[:9], NO_RECORD)
    if "<uuid:template>" in page.pattern:
        parts["template"] = world.templates.get(place, NO_RECORD)
    if "<uuid:draft>" in page.pattern:
        parts["draft"] = world.drafts.get(place, NO_RECORD)
    if "<uuid:file>" in page.pattern:
        parts["file"] = world.files.get((ledger, parts["id"]), NO_RECORD)
    if "<uuid:act>" in page.pattern:
        parts["act"] = world.act(place, door=door)
    if ":code>" in page.pattern:
        parts["code"] = world.pin
    if ":view>" in page.pattern:
        parts["view"] = NO_RECORD  # a saved view is its owner's: everybody else's does not exist
    if "<uuid:paper>" in page.pattern:
        parts["paper"] = NO_RECORD  # a paper under check is its writer's: nobody else's exists
    if "<uuid:together>" in page.pattern:
        parts["together"] = NO_RECORD  # drafts thrown away are their writer's
    if ":rule>" in page.pattern:
        parts["rule"] = "links_ending"
    if ":key>" in page.pattern:
        parts["key"] = world.upload() if row.page.startswith("import") else "volunteer_activities"
    return reverse(row.page, kwargs=parts)


def ask(world: World, who: str, method: str, url: str, **data: Any) -> tuple[int | str, str]:
    """Status and everything that was said: headers, body, the texts of files. Keeps nothing."""
    client = world.client(who)
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        try:
            response = getattr(client, method.lower())(url, **data)
            said = read(response)
            status: int | str = response.status_code
        except Exception as error:  # noqa: BLE001 - any fault is an answer that no row expects
            status, said = f"{type(error).__name__}: {error}", ""
        transaction.set_rollback(True)
    client.cookies = cookies
    return status, said


def read(response: Any) -> str:
    """Headers, and the body as text; of workbooks and Word files every part."""
    body = b"".join(response) if response.streaming else response.content
    text = unquote(str(response.headers))
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            held = (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
            return text + "".join(held)
    return text + body.decode("utf-8", "replace")  # a picture says nothing in words


def leaked(who: str, said: str, *, besides: frozenset[str] = frozenset()) -> set[str]:
    """Canaries that the account has no business reading."""
    return {one for one in EVERY - SEES.get(who, frozenset()) - besides if one in said}


def ledgers_asked(row: Row, who: str, where: str) -> Sequence[str]:
    """The ledgers that a row is asked about at a place: all of its family where it answers, and of
    those pages by which a whole ledger is read or written also where it refuses. Other refusals
    are asked of all ledgers on SQLite; on PostgreSQL, where the same Python decides once more, of
    one each, by turns."""
    if who not in SEES:  # who holds nothing is refused before the ledger is looked at
        return row.ledgers[:1]
    if connection.vendor == "sqlite":
        return row.ledgers
    if row.expected(who, where) not in (403, 404) or (row.page, row.method) in WHOLLY:
        return row.ledgers
    turn = ROWS.index(row) + WHERE.index(where)
    return row.ledgers[turn % len(row.ledgers) :][:1]


def questions(world: World, row: Row, who: str) -> Iterator[tuple[str, str]]:
    """Where, and the address: every place that a row is about, and its ledgers there."""
    places = WHERE if any("<place" in p.pattern for p in PAGES if p.name == row.page) else WHERE[:1]
    for where in places:
        for ledger in ledgers_asked(row, who, where):
            url = address(world, row, who, ledger, where)
            if url is not None:
                yield where, url


def pages(world: World, who: str, *places: str) -> Iterator[str]:
    """Every address that an account may read at some places, as of a day that figures count."""
    for row in ROWS:
        if row.method == "GET" and row.word(who) not in ("no", "go", "hidden"):
            for where, url in questions(world, row, who):
                if row.expected(who, where) != 200 or where not in places:
                    continue
                if "volunteer_activities" in url:
                    for one in INDICATORS:
                        other = url.replace("volunteer_activities", one.key)
                        yield f"{other}?as_of={AS_OF}"
                        yield f"{other}?as_of={AS_OF}&show=excluded"
                else:
                    yield f"{url}?as_of={AS_OF}"
                if row.page in ("list", "list_export"):
                    yield f"{url}?as_of={AS_OF}&state=all"


def without_tokens(said: str) -> str:
    """A page without what differs each time it is shown."""
    said = re.sub(r"'Content-Length': '\d+'", "", said)
    said = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", said)
    # An open form has a key of its own, and so have a grid and a sign-in.
    said = re.sub(r'"sending": "[^"]*"', "", said)
    said = re.sub(r'name="(draft|page|discard|end|sitting)" value="[^"]*"', "", said)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "", said)
