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

_UNDO, _REDO, _BACK = "undo", "redo", "back"


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
        tags = f"{_REDO if undone else _UNDO}:{url}"
    messages.success(request, text, extra_tags=tags)


def say_thrown(request: PageRequest, text: str, together: UUID | None) -> None:
    """Tell that drafts were thrown away, with a button that takes them back."""
    tags = ""
    if together is not None:
        tags = f"{_BACK}:{reverse('drafts_back', kwargs={'together': together})}"
    messages.success(request, text, extra_tags=tags)


@dataclass(frozen=True)
class WayBack:
    """What takes back that which a message tells of: `url` is posted to; `act_url` is the page of
    the act, '' where there is none; `redo` is True where it is done again (重做)."""

    url: str
    act_url: str = ""
    redo: bool = False


def way_back(message: Message) -> WayBack | None:
    """The way back that a message bears; None for none."""
    told, _sign, url = (message.extra_tags or "").partition(":")
    if told in (_UNDO, _REDO):
        return WayBack(url, url.removesuffix("undo/"), redo=told == _REDO)
    return WayBack(url) if told == _BACK else None


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
