"""Sending 送出: what arrives twice is stored once.

A double click, or a page sent again because its answer was lost on the way, brings the same form
under the same key. The key is taken within the transaction that stores the form, so of two that
arrive together one waits, and is then told what the other became. What is kept is the draft's
row, emptied (`drafts`), with a digest of what was sent: the same page sent with other words, by
the way back, is another form.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from jishi.desk import drafts
from jishi.desk.models import FormDraft

Typed = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Stored:
    """What a form became: the record's key ('' for a block of rows), and the act."""

    record: str
    act: str


def take(owner: str, key: UUID, typed: Typed) -> Stored | None:
    """Take the key for what was typed; what it became, where just that was stored already.

    To be called within the transaction that stores it: rolled back, the key is free again.
    """
    digest = _digest(typed)
    with transaction.atomic():
        held = _locked(owner, key)
        if held is None:
            try:
                with transaction.atomic():
                    held = FormDraft.objects.create(owner_id=UUID(owner), key=key)
            except IntegrityError:  # another sending was first; it has committed by now
                held = _locked(owner, key)
        if held is None:  # made room for newer ones meanwhile
            return None
        if not held.ledger and held.entries.get("sent") == digest:
            return Stored(held.record, held.entries["act"])
        held.ledger = held.place = held.record = ""
        held.entries, held.saved_at = {"sent": digest, "act": ""}, timezone.now()
        held.thrown = None
        held.save()
    return None


def earlier(owner: str, key: UUID) -> Stored | None:
    """What the page of that key became when it was last sent; None where it became nothing."""
    held = FormDraft.objects.filter(owner=UUID(owner), key=key, ledger="").first()
    act = held.entries.get("act", "") if held else ""
    return Stored(held.record, act) if held and act else None


def became(owner: str, key: UUID, stored: Stored) -> None:
    """Note what the form became, in the same transaction."""
    held = _locked(owner, key)
    if held is not None:
        held.record = stored.record
        held.entries = {**held.entries, "act": stored.act}
        held.save()
        drafts.make_room(owner)


def _locked(owner: str, key: UUID) -> FormDraft | None:
    own = FormDraft.objects.select_for_update()
    return own.filter(owner_id=UUID(owner), key=key).first()


def _digest(typed: Typed) -> str:
    told = json.dumps(typed, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(told.encode()).hexdigest()
