"""`jishi serve`: the pages over HTTP, by waitress in one process.

waitress reads a slow phone's upload without giving it a thread; eight threads then answer.
"""

from __future__ import annotations

import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

_log = logging.getLogger(__name__)

#: The server itself refuses in bare words; what is somewhat too large is refused on a page.
_TOLD_ON_A_PAGE = 4


class CannotServeError(Exception):
    """The server cannot start; the message says why and what to do (exit 2)."""


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 8,
    *,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until stopped (Ctrl-C or SIGTERM). Django must be set up.

    `ready` is called with the address once connections are accepted; without it the address
    is printed to standard error. Raises CannotServeError where the port is taken or the host
    not ours, and where the demo, whose passwords are public, would listen beyond this machine.
    """
    _refuse_open_demo(host)
    listener = _listen(host, port)
    try:
        _run(listener, host, threads, ready or _tell)
    finally:
        listener.close()


def _refuse_open_demo(host: str) -> None:
    if (settings.JISHI.demo or settings.JISHI.dev) and not is_loopback(host):
        raise CannotServeError(
            _("示范镇的账号和密码是公开的，只能在本机打开：请把 --host 改为 127.0.0.1。")
        )


def is_loopback(host: str) -> bool:
    """True for addresses that no other machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:  # any other name may point anywhere
        return False


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket. Port 0 takes any free one."""
    name = host.strip("[]")
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, OverflowError) as error:
        raise CannotServeError(
            _("找不到地址 %(host)s：请写本机的地址，如 127.0.0.1。") % {"host": host}
        ) from error
    listener = socket.socket(family, kind, protocol)
    try:
        # A port that was just closed is free; one that is in use stays refused.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except (OSError, OverflowError) as error:
        listener.close()
        raise CannotServeError(
            _(
                "%(host)s 的端口 %(port)s 不能使用（%(reason)s）："
                "请用 --port 换一个端口，或先停止占用它的程序。"
            )
            % {"host": host, "port": port, "reason": getattr(error, "strerror", None) or error}
        ) from error
    return listener


def _run(listener: socket.socket, host: str, threads: int, ready: Callable[[str], None]) -> None:
    # Imported late: a refused start should not wait for them.
    import waitress
    from django.core.wsgi import get_wsgi_application

    from jishi.config.collectstatic import collect_if_changed

    if not settings.JISHI.dev:
        collect_if_changed()
    for line in notices():
        _log.warning(line)
    server = waitress.create_server(
        get_wsgi_application(),
        sockets=[listener],
        threads=threads,
        ident=None,  # no Server header: it would only tell which faults to try
        max_request_body_size=settings.MAX_BODY * _TOLD_ON_A_PAGE,
        clear_untrusted_proxy_headers=True,
        **_behind_proxy(),
    )
    shown = f"[{host.strip('[]')}]" if ":" in host else host
    # A service manager stops with SIGTERM: answers under way are still given.
    signal.signal(signal.SIGTERM, _stop)
    ready(f"http://{shown}:{listener.getsockname()[1]}/")
    server.run()


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def _behind_proxy() -> dict[str, object]:
    """With https a proxy on this machine speaks for the browser, and only it is believed."""
    if not settings.JISHI.https:
        return {}
    return {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def notices() -> list[str]:
    """What the operator should know about this installation before it serves."""
    lines = [
        _("不认识环境变量 %(name)s，已忽略。") % {"name": name}
        + (_("是不是 %(nearest)s？") % {"nearest": nearest} if nearest else "")
        for name, nearest in settings.JISHI.unknown
    ]
    if settings.JISHI.database.engine == "sqlite":
        from jishi.config.sqlite.base import JOURNAL_MODE, VERSION

        if JOURNAL_MODE != "WAL":
            lines.append(
                _(
                    "这台机器上的 SQLite %(version)s 不宜使用 WAL 日志，改用较慢的方式："
                    "写入时其他人要等待。人多时请使用 PostgreSQL。"
                )
                % {"version": ".".join(map(str, VERSION))}
            )
    return lines


def _tell(address: str) -> None:
    sys.stderr.write(_("已启动：%(address)s（按 Ctrl-C 停止）\n") % {"address": address})
    sys.stderr.flush()
