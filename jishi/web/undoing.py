"""Undo for ten seconds after each act 撤销: what is said of an act carries the way back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.urls import reverse

from jishi.web.pages import PageRequest

_UNDO, _REDO = "undo:", "redo:"


def say(
    request: PageRequest, text: str, act: UUID | None, *, place: str = "", undone: bool = False
) -> None:
    """Tell what was just done, with a button that takes it back (重做 where `undone`).

    `place` is where the act's records lie, the page's own place unless said. Without an act
    (nothing was written) it is a plain message.
    """
    here = place or (request.place.code if request.place is not None else "")
    tags = ""
    if act is not None and here:
        url = reverse("undo", kwargs={"place": here, "act": act})
        tags = f"{_REDO if undone else _UNDO}{url}"
    messages.success(request, text, extra_tags=tags)


def way_back(message: Message) -> tuple[str, bool]:
    """Where a message's act is undone, and whether that does it again (重做); '' for none."""
    tags = message.extra_tags or ""
    for start in (_UNDO, _REDO):
        if tags.startswith(start):
            return tags.removeprefix(start), start == _REDO
    return "", False
