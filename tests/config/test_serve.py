"""A running server, as `jishi serve` starts it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import pytest

from jishi.cli.serve import is_loopback

_PROGRAM = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jishi.cli.serve import CannotServeError, serve
try:
    serve(sys.argv[1], int(sys.argv[2]))
except CannotServeError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


def _start(home, host, port, **environ):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JISHI_")}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", _PROGRAM, host, str(port)],
        env=clean
        | {"JISHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jishi.config.settings"}
        | environ,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    server = _start(home, "127.0.0.1", 0, JISHI_IMPORT_MAX_MB="1")
    said = ""
    while not (found := re.search(r"http://127\.0\.0\.1:\d+", said)):
        line = server.stderr.readline()
        assert line, said  # the server ended instead
        said += line
    yield found[0]
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=10)
    assert server.returncode == 0


def _answer(request):
    try:
        return urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as refused:
        return refused


def test_answers_carry_the_policy_and_do_not_name_the_server(address):
    with _answer(f"{address}/sign-in/") as answer:
        assert "Server" not in answer.headers
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_stylesheets_of_every_page_come_as_one_file(address):
    with _answer(f"{address}/sign-in/") as answer:
        page = answer.read().decode()
    found = re.search(r"/static/web/css/base\.[0-9a-f]+\.css", page)
    assert found is not None
    with _answer(address + found[0]) as answer:
        sheet = answer.read().decode()
    assert "@import" not in sheet
    for of_one in ("--ink:", ".rail", ".btn", ".field", "@media print"):
        assert of_one in sheet


def test_an_upload_far_beyond_the_limit_is_refused_before_it_is_sent(address):
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)) as server:
        server.putrequest("POST", "/")
        server.putheader("Content-Length", str(9 * 1024 * 1024))
        server.endheaders()
        assert server.getresponse().status == 413


def test_an_upload_beyond_the_limit_is_refused_on_a_page(address):
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)) as server:
        server.request("POST", "/sign-in/", body=b"x" * (3 * 1024 * 1024))
        answer = server.getresponse()
        assert answer.status == 413
        assert "超过1MB" in answer.read().decode()


def test_a_foreign_host_header_is_refused(address):
    request = urllib.request.Request(f"{address}/", headers={"Host": "evil.example"})
    with _answer(request) as answer:
        assert answer.status == 400


def test_a_port_in_use_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = _start(tmp_path, "127.0.0.1", port)
        said = server.communicate(timeout=60)[1]
    assert server.returncode == 2
    assert str(port) in said
    assert "--port" in said


def test_the_demo_refuses_to_be_seen_from_outside(tmp_path):
    server = _start(tmp_path, "0.0.0.0", 0, JISHI_DEMO="1")
    said = server.communicate(timeout=60)[1]
    assert server.returncode == 2
    assert "127.0.0.1" in said


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("10.0.0.8", False),
        ("jishi.example", False),
    ],
)
def test_only_an_address_of_this_machine_is_loopback(host, loopback):
    assert is_loopback(host) is loopback
