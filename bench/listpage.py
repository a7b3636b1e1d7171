"""The list of 50 of 20 000 activities, against bare Django doing equal work."""

import io
from collections.abc import Callable, Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from bench import barelist, growth
from bench.timing import Result, interleaved
from jishi.access.models import User
from jishi.demo.prepare import TOWN

RECORDS = 20_000
#: At least half the floor's rate.
MOST = 2.0
PAGES_A_RUN = 5
_ADDRESS = f"/{TOWN}/ledger/activities/"


def run() -> Iterator[Result]:
    """A clerk of the sample town opens the list of activities and leafs through it."""
    count = growth.more_activities(RECORDS)
    cookie = _signed_in()
    barelist.CONTEXT.update(_context(cookie))
    ours = _pages(WSGIHandler(), cookie)
    with override_settings(MIDDLEWARE=barelist.MIDDLEWARE):
        floor = _pages(WSGIHandler(), cookie)
    _compare(ours(), floor())
    seconds = [one / PAGES_A_RUN for one in interleaved(ours, floor)]
    yield Result(
        f"list page, 50 of {count} records", *seconds, "the same page in bare Django", most=MOST
    )


def _signed_in() -> str:
    client = Client()
    clerk = User.objects.get(username="clerk")
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    return "; ".join(f"{name}={held.value}" for name, held in client.cookies.items())


def _context(cookie: str) -> dict[str, Any]:
    """What the page gave its template, as plain values: the floor need not work it out."""
    found: dict[str, Any] = {}

    def keep(context: Any, **_: Any) -> None:
        if not found:  # the page itself comes first, then its parts
            found.update(context.flatten())

    setup_test_environment()
    template_rendered.connect(keep)
    try:
        _pages(WSGIHandler(), cookie)()
    finally:
        template_rendered.disconnect(keep)
        teardown_test_environment()
    for name in ("request", "user", "csrf_token", "messages", "DEFAULT_MESSAGE_LEVELS"):
        found.pop(name, None)  # Django's own, told anew at each request
    return found


def _pages(handler: WSGIHandler, cookie: str) -> Callable[[], list[bytes]]:
    """A run: some pages one after the other, through the whole of Django, read to the end."""

    def one(number: int) -> bytes:
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": _ADDRESS, "QUERY_STRING": f"page={number}",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000", "HTTP_COOKIE": cookie, "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        said: list[str] = []
        answer = handler(environ, lambda status, headers, *_: said.append(status))
        body = b"".join(answer)
        answer.close()
        if said != ["200 OK"]:
            raise AssertionError(f"{said} for {_ADDRESS}")
        return body

    return lambda: [one(number) for number in range(1, PAGES_A_RUN + 1)]


def _compare(ours: list[bytes], floor: list[bytes]) -> None:
    """A floor that shows other rows, or much less of a page, is no floor."""
    for mine, bare in zip(ours, floor, strict=True):
        if mine.count(b"<tr") != bare.count(b"<tr") or mine.count(b"<tr") != 51:
            raise AssertionError(f"{mine.count(b'<tr')} rows, {bare.count(b'<tr')} in the floor")
        if _body(mine) != _body(bare):
            raise AssertionError("the floor shows other rows")


def _body(page: bytes) -> bytes:
    return page[page.index(b"<tbody") : page.index(b"</tbody")]
