"""A household of 4 508 found as one types, against bare Django with a LIKE; and the slow ones."""

import io
import json
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.test.utils import override_settings

from bench import barefind
from bench.timing import Result, interleaved
from jishi.access.models import User
from jishi.demo.prepare import TOWN
from jishi.records.households.models import Household
from jishi.values.pinyin import readings

#: Names asked for in a run, and how often each way of typing is asked for the slow ones.
NAMES, ROUNDS = 12, 40
#: At most this many times bare Django with a LIKE.
MOST = 2.5
MOST_SECONDS = 0.2


def run() -> Iterator[Result]:
    """A clerk of the sample town types into a form's household field."""
    names = sorted({row.head for row in Household.rows.filter(town=TOWN)})[:: 4508 // NAMES // 2]
    names = names[:NAMES]
    count = Household.rows.filter(town=TOWN).count()
    cookie = _signed_in("clerk")
    ours = _asker(WSGIHandler(), cookie)
    with override_settings(MIDDLEWARE=barefind.MIDDLEWARE):
        floor = _asker(WSGIHandler(), cookie)
        floor(names[0])  # its middleware is loaded now
    for name in names:
        if name not in ours(name) or name not in floor(name):
            raise AssertionError(f"{name} was not found")
    seconds = interleaved(lambda: [*map(ours, names)], lambda: [*map(floor, names)])
    per_question = [one / len(names) for one in seconds]
    yield Result(
        f"find a household of {count} by characters", *per_question, "LIKE in bare Django",
        most=MOST,
    )  # fmt: skip
    typed = [way for name in names for way in _typed(name)] * (ROUNDS // NAMES + 1)
    yield Result(
        f"find by pinyin and initials: p95 of {len(typed)}", _p95(ours, typed),
        _p95(floor, names * ROUNDS), "p95 of LIKE in bare Django", most_seconds=MOST_SECONDS,
    )  # fmt: skip
    few = _asker(WSGIHandler(), _signed_in("grid"))
    surnames = sorted({name[0] for name in names} | {readings(name[0])[0] for name in names})
    few(surnames[0])
    yield Result(
        f"find by surname, of few doors: p95 of {len(surnames) * ROUNDS}",
        _p95(few, surnames * ROUNDS), _p95(floor, surnames * ROUNDS),
        "p95 of LIKE in bare Django", most_seconds=MOST_SECONDS,
    )  # fmt: skip


def _typed(name: str) -> list[str]:
    """As somebody types it, letter by letter: initials, pinyin, a village word beside it."""
    syllables = [readings(char)[0] for char in name]
    whole, initials = "".join(syllables), "".join(one[0] for one in syllables)
    return [whole[:n] for n in range(1, len(whole) + 1)] + [
        initials, name[0] + initials[1:], f"余川 {name}", f"yc {whole}", "zzqx", f"未{name}",
    ]  # fmt: skip


def _p95(ask: Callable[[str], str], typed: list[str]) -> float:
    taken = []
    for text in typed:
        begun = time.perf_counter()
        ask(text)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[int(len(taken) * 0.95)]


def _signed_in(username: str) -> str:
    client = Client()
    user = User.objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return "; ".join(f"{name}={held.value}" for name, held in client.cookies.items())


def _asker(handler: WSGIHandler, cookie: str) -> Callable[[str], str]:
    """One question through the whole of Django, its answer as text."""

    def ask(text: str) -> str:
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": f"/{TOWN}/find/households/",
            "QUERY_STRING": urlencode({"q": text}),
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
            raise AssertionError(f"{said} for {text}")
        return json.dumps(json.loads(body), ensure_ascii=False)

    return ask
