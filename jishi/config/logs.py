"""Log lines for the system's log: one event, one line, and no value of a record in them."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


class PlainFormatter(logging.Formatter):
    """`time level logger message`, and of an exception its type and where it arose.

    An exception's own text is left out: a database puts the offending row into it.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """File, line and function of each frame, then the chain of exception types."""
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        lines = [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        cause = error.__cause__ or error.__context__
        because = f" <- {type(cause).__qualname__}" if cause else ""
        return "\n".join([*lines, f"  {kind.__qualname__}{because}"])


def logging_to_stderr(level: str = "INFO") -> dict[str, Any]:
    """The LOGGING setting. Standard output stays free for what a command was asked for."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": "jishi.config.logs.PlainFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "jishi": {"level": level},
            # Django's own handlers write in another shape, or send mail.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # axes tells names and addresses of failed sign-ins; its table keeps them.
            "axes": {"level": "ERROR"},
        },
    }
