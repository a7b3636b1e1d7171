"""The folder an installation lives in: made on first use, with its secret key."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from jishi.config.errors import ConfigurationError
from jishi.values.filefaults import why


def prepare_home(home: Path) -> None:
    """Make the folder and those inside it, readable to its owner alone.

    Raises ConfigurationError where that is not allowed.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("static", "uploads"):
            (home / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            "JISHI_HOME",
            str(home),
            f"不能建立数据目录：{why(error)}",
            "请换一个可以写入的目录",
        ) from error


def secret_key(home: Path) -> str:
    """The key that signs sessions and forms; generated once into `secret.key` (0600).

    Safe when two programs start at once: whoever links the file first wins, both read it.
    Raises ConfigurationError if the file cannot be written, read, or is too short.
    """
    file = home / "secret.key"
    try:
        if not file.exists():
            _write_once(file, secrets.token_urlsafe(64))
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            "JISHI_HOME", str(home), "secret.key 不能读写", "请检查该文件的权限与内容"
        ) from error
    if len(key) < 50:
        raise ConfigurationError(
            "JISHI_HOME", str(home), "secret.key 不足 50 个字符", "请删除该文件，下次启动时重新生成"
        )
    return key


def _write_once(file: Path, content: str) -> None:
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=".secret-")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(content + "\n")
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):  # another program was first: its key holds
            os.link(draft, file)
    finally:
        Path(draft).unlink()
