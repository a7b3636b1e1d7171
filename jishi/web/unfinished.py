"""Drafts as their writer finds them again: what was begun, when, and where it goes on."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.desk import drafts
from jishi.desk.models import FormDraft
from jishi.kernel.columns import Ledger
from jishi.records.ledgers import BY_KEY
from jishi.web import ledgers
from jishi.web.pages import at

_SHOWN = 40  # characters of what a draft is about


def unfinished(
    by: Actor, town: str, as_of: date, *, of: tuple[str, str] | None = None
) -> list[dict[str, Any]]:
    """The actor's drafts in a town, still his to write: `{ledger, change, about, at, url, key}`.

    `change` is True where a record is being changed, `about` what was typed, `at` when. `of` is
    a ledger and a record ('' for new ones), where only its drafts are asked for.
    """
    if not by.user_id:
        return []
    held = [
        one for one in drafts.unfinished(by.user_id, town)
        if of in (None, (one.ledger, one.record)) and _open_to(by, one)
    ]  # fmt: skip
    mine = _records(by, held)
    return [_told(one, as_of) for one in held if not one.record or one.record in mine]


def clock(moment: datetime) -> str:
    """When something was kept: the time today, else the day with it."""
    when = localtime(moment)
    return date_format(when, "H:i" if when.date() == localdate() else _("n月j日 H:i"))


def _told(draft: FormDraft, as_of: date) -> dict[str, Any]:
    ledger = BY_KEY[draft.ledger]
    return {
        "ledger": ledger.zh, "change": bool(draft.record), "about": _about(ledger, draft),
        "at": clock(draft.saved_at), "url": draft_url(draft, as_of), "key": draft.key,
    }  # fmt: skip


def draft_url(draft: FormDraft, as_of: date) -> str:
    """Where a record's draft goes on."""
    parts = {"place": draft.place, "ledger": draft.ledger}
    url = (
        reverse("edit", kwargs={**parts, "id": draft.record})
        if draft.record else reverse("new", kwargs=parts)
    )  # fmt: skip
    return at(url, as_of, draft=str(draft.key))


def _about(ledger: Ledger, draft: FormDraft) -> str:
    """What was typed where the record says what it is about, else the first words typed."""
    names = [
        ledger.title,
        *(c.name for c in ledger.columns if c.type in ("text", "longtext", "link")),
    ]
    typed = (draft.entries.get(name) for name in names)
    return next((text[:_SHOWN] for text in typed if isinstance(text, str) and text.strip()), "")


def _open_to(by: Actor, draft: FormDraft) -> bool:
    ledger = BY_KEY.get(draft.ledger)
    if ledger is None or not policy.allows(by, f"{ledger.key}.write"):
        return False
    if not door.reaches(by, f"{ledger.key}.write", draft.place):
        return False
    return bool(draft.record) or ledgers.may_add(by, ledger, draft.place)


def _records(by: Actor, held: list[FormDraft]) -> set[str]:
    """Which of the records that are being changed the actor may still write."""
    changed: dict[str, list[str]] = {}
    for draft in held:
        if draft.record:
            changed.setdefault(draft.ledger, []).append(draft.record)
    return {
        str(key)
        for ledger, keys in changed.items()
        for key in see(BY_KEY[ledger].model, by=by, to="write")
        .filter(pk__in=keys).values_list("pk", flat=True)
    }  # fmt: skip
