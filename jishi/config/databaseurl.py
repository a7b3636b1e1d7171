"""JISHI_DATABASE_URL: where the ledger is kept.

`sqlite:///name` lies in JISHI_HOME, `sqlite:////path` is absolute (four slashes);
`postgresql://user:password@host:port/name?sslmode=require`, a socket's folder as `?host=`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from jishi.config.errors import ConfigurationError

_VARIABLE = "JISHI_DATABASE_URL"
_EXAMPLES = (
    "请写 sqlite:///ledger.sqlite3（数据目录中的文件）、sqlite:////绝对路径，"
    "或 postgresql://用户:密码@主机/库名"
)
#: Connection parameters of libpq that may follow the question mark.
_POSTGRESQL_OPTIONS = frozenset(
    {
        "host",
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "connect_timeout",
        "target_session_attrs",
    }
)


@dataclass(frozen=True, kw_only=True)
class DatabaseUrl:
    """A checked address. For SQLite `name` is an absolute path and the rest is empty."""

    engine: Literal["sqlite", "postgresql"]
    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def parse_database_url(url: str, *, home: Path) -> DatabaseUrl:
    """Read an address; an empty one is `ledger.sqlite3` in `home`.

    Raises ConfigurationError, which never repeats the address: it may hold a password.
    """
    if not url:
        return DatabaseUrl(engine="sqlite", name=str(home / "ledger.sqlite3"))
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise _wrong("地址读不懂") from error
    if parts.scheme == "sqlite":
        return _sqlite(parts, home=home)
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts, port=port)
    raise _wrong("只支持 sqlite 和 postgresql 两种数据库")


def _sqlite(parts: SplitResult, *, home: Path) -> DatabaseUrl:
    path = unquote(parts.path).removeprefix("/")
    if parts.netloc or parts.query or not path or path.endswith("/"):
        raise _wrong("SQLite 的地址应为三条斜线加文件名，或四条斜线起的绝对路径")
    if path == ":memory:":
        raise _wrong("台账不能只放在内存里")
    file = (home / path).absolute()
    # A path meant as absolute but written with three slashes would quietly open an empty ledger.
    if "/" in path and not path.startswith("/") and not file.parent.is_dir():
        raise _wrong(f"目录 {file.parent} 不存在；绝对路径要写四条斜线")
    return DatabaseUrl(engine="sqlite", name=str(file))


def _postgresql(parts: SplitResult, *, port: str) -> DatabaseUrl:
    name = unquote(parts.path).strip("/")
    if not name or "/" in name:
        raise _wrong("没有写出库名")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(set(options) - _POSTGRESQL_OPTIONS):
        raise _wrong(f"不认识参数 {'、'.join(unknown)}")
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return DatabaseUrl(
        engine="postgresql",
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=host,
        port=port,
        options=options,
    )


def _wrong(problem: str) -> ConfigurationError:
    return ConfigurationError(_VARIABLE, "", problem, _EXAMPLES, secret=True)
