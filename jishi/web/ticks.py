"""Ticked rows 选中的几条 on their way through a preview.

They are more than an address may hold, so the writer's own session holds them and the address
names them. The preview thus has an address: the browser's way back leads to it again.
"""

from typing import Any
from uuid import uuid4

from jishi.web.pages import PageRequest, at

_HELD = "ticked"
_MOST = 3  # selections at once; the oldest gives way


def hold(request: PageRequest, told: dict[str, Any], **query: str) -> str:
    """Keep a selection, anew or in the stead of the one the address names; where it is shown.

    `told` is plain JSON; `query` is what else the address shall ask.
    """
    known = held(request) is not None
    key = request.GET["ticked"] if known else uuid4().hex
    every: dict[str, Any] = request.session.get(_HELD, {})
    every.pop(key, None)
    every[key] = {**told, "path": request.path}
    request.session[_HELD] = dict(list(every.items())[-_MOST:])
    return at(request.path, request.as_of, ticked=key, **query)


def held(request: PageRequest) -> dict[str, Any] | None:
    """The selection that the address names; None where it was for another page, or is gone."""
    found: dict[str, Any] | None = request.session.get(_HELD, {}).get(request.GET.get("ticked", ""))
    return found if found is not None and found["path"] == request.path else None
