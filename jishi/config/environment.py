"""What an installation may be told from outside: the JISHI_* variables, read and checked.

Pure: reads a mapping, touches no file, so that a test can hand it any environment.
Messages are Chinese and not translated, because the language is itself configuration.
"""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jishi.config.databaseurl import DatabaseUrl, parse_database_url
from jishi.config.errors import ConfigurationError

__all__ = ["KNOWN", "ConfigurationError", "Environment", "read_environment"]

#: Every variable with what it is for, as `jishi --help` and README.md list them.
KNOWN: Mapping[str, str] = {
    "JISHI_HOME": "数据目录，默认 ~/.local/share/jishi",
    "JISHI_DATABASE_URL": "数据库地址，默认为数据目录中的 SQLite 文件",
    "JISHI_HOSTS": "允许的主机名，以逗号分隔，默认只有本机",
    "JISHI_HTTPS": "1 表示用户经 https 访问（由本机的反向代理提供），默认 0",
    "JISHI_TIMEZONE": "时区，默认 Asia/Shanghai",
    "JISHI_IMPORT_MAX_MB": "导入文件的最大兆字节数，默认 50",
    "JISHI_IMPORT_MAX_ROWS": "导入文件的最大行数，默认 200000",
    "JISHI_DEMO": "1 表示示范镇，只在本机提供服务，默认 0",
    "JISHI_DEV": "1 表示开发模式，只供修改程序的人使用，默认 0",
}

_DEFAULT_HOSTS = "127.0.0.1,localhost,[::1]"
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One installation's configuration; every field is valid.

    `home` is absolute. `unknown` names JISHI_* variables that mean nothing here,
    each with the nearest known one or an empty string.
    """

    home: Path
    database: DatabaseUrl
    hosts: tuple[str, ...]
    https: bool
    timezone: str
    import_max_mb: int
    import_max_rows: int
    demo: bool
    dev: bool
    unknown: tuple[tuple[str, str], ...]


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read the JISHI_* variables; an empty one counts as not set.

    Raises ConfigurationError, naming the variable, its value and how to mend it.
    """
    home = _home(environ)
    return Environment(
        home=home,
        database=parse_database_url(environ.get("JISHI_DATABASE_URL") or "", home=home),
        hosts=_hosts(environ.get("JISHI_HOSTS") or _DEFAULT_HOSTS),
        https=_switch(environ, "JISHI_HTTPS"),
        timezone=_timezone(environ.get("JISHI_TIMEZONE") or "Asia/Shanghai"),
        import_max_mb=_number(environ, "JISHI_IMPORT_MAX_MB", default=50, most=1024),
        import_max_rows=_number(environ, "JISHI_IMPORT_MAX_ROWS", default=200_000, most=5_000_000),
        demo=_switch(environ, "JISHI_DEMO"),
        dev=_switch(environ, "JISHI_DEV"),
        unknown=tuple((name, _nearest(name)) for name in sorted(environ) if _is_unknown(name)),
    )


def _home(environ: Mapping[str, str]) -> Path:
    value = environ.get("JISHI_HOME") or ""
    if value:
        return Path(value).expanduser().absolute()
    data_home = environ.get("XDG_DATA_HOME") or ""
    base = Path(data_home) if data_home else Path("~/.local/share").expanduser()
    return (base / "jishi").absolute()


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(part.strip() for part in value.split(",") if part.strip())
    for host in hosts:
        # "*" would let a forged Host header into every link the pages write.
        if not _HOST.fullmatch(host):
            raise ConfigurationError(
                "JISHI_HOSTS",
                value,
                f"“{host}”不是主机名",
                "请只写主机名，不带 http:// 和端口，以逗号分隔，如 jishi.example.gov.cn,10.0.0.8",
            )
    if not hosts:
        raise ConfigurationError(
            "JISHI_HOSTS", value, "没有写出主机名", "请至少写一个，如 127.0.0.1"
        )
    return hosts


def _timezone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigurationError(
            "JISHI_TIMEZONE", value, "没有这个时区", "请写“洲/城市”形式的名称，如 Asia/Shanghai"
        ) from error
    return value


def _number(environ: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    value = (environ.get(name) or "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
        raise ConfigurationError(
            name,
            value,
            f"不是 1 到 {most} 之间的整数",
            f"请改为整数，或去掉这一项以使用默认值 {default}",
        )
    return int(value)


def _switch(environ: Mapping[str, str], name: str) -> bool:
    value = (environ.get(name) or "").strip()
    if value not in {"", "0", "1"}:
        raise ConfigurationError(name, value, "只能是 0 或 1", "请写 1 表示开，0 表示关")
    return value == "1"


def _is_unknown(name: str) -> bool:
    return name.startswith("JISHI_") and not name.startswith("JISHI_TEST_") and name not in KNOWN


def _nearest(name: str) -> str:
    return next(iter(difflib.get_close_matches(name, KNOWN, n=1)), "")
