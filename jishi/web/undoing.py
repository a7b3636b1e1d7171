"""Undo for ten seconds after each act 撤销: what is said of an act carries the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.urls import reverse

from jishi.access.refusing import Refusal
from jishi.records.ledgers import BY_KEY
from jishi.web.pages import PageRequest, at

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


@dataclass(frozen=True)
class Hindrance:
    """One reason why an act is not undone, in words, and the record it is about; '' where none."""

    text: str
    url: str


def hindrances(reasons: Sequence[Refusal], place: str, as_of: date) -> list[Hindrance]:
    """The reasons as a page lists them: each leads to the record that stands in the way."""
    found = []
    for one in reasons:
        url = ""
        if one.record and one.ledger is not None and one.ledger.key in BY_KEY:
            parts = {"place": place, "ledger": one.ledger.key, "id": one.record}
            url = at(reverse("record", kwargs=parts), as_of)
        found.append(Hindrance(str(one), url))
    return found
