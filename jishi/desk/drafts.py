"""Drafts 草稿: a form as far as it was filled in, kept for its writer alone.

A draft that was saved as a record, or thrown away, leaves an empty row behind for a while: a
copy of it that arrives late, from a page still open or a network that was away, stays gone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from jishi.desk.models import FormDraft

KEPT = timedelta(days=30)
TAKEN_BACK = timedelta(hours=1)  # what was thrown away may hold of other people what nobody needs
LONGEST = 64 * 1024  # bytes of a draft's entries; a form's own limits are far below
MOST = 200  # drafts of one account, and as many done with; beyond that the oldest gives way
_EMPTY: dict[str, Any] = {"ledger": "", "place": "", "record": "", "entries": {}}


class TooLong(Exception):
    """The entries are larger than a draft may be."""


@dataclass(frozen=True)
class Form:
    """Which form: its ledger, the place it was opened at, the record changed ('' for a new one)."""

    ledger: str
    place: str
    record: str = ""


def keep(
    owner: str, key: UUID, form: Form, entries: Mapping[str, Any], *, age: timedelta = timedelta()
) -> FormDraft | None:
    """Save a form's entries as typed; None where the draft is done with. Raises TooLong.

    `age` is how long ago they were typed: what was typed since, on another computer, stands.
    """
    if len(json.dumps(entries, ensure_ascii=False).encode()) > LONGEST:
        raise TooLong
    typed_at = timezone.now() - age
    values = {
        "ledger": form.ledger, "place": form.place, "record": form.record,
        "entries": dict(entries), "saved_at": typed_at,
    }  # fmt: skip
    own = _of(owner).filter(key=key)
    newer = own.filter(saved_at__gt=typed_at).exclude(ledger="").first()
    if age and newer is not None:
        return newer
    if not own.exclude(ledger="").update(**values):
        try:
            with transaction.atomic():
                FormDraft.objects.create(owner_id=UUID(owner), key=key, **values)
                own.update(saved_at=typed_at)  # creating says now
        except IntegrityError:  # done with, or another tab was first
            if not own.exclude(ledger="").update(**values):
                return None
        make_room(owner)
        _forget()
    return own.exclude(ledger="").first()


def find(owner: str, key: UUID, form: Form) -> FormDraft | None:
    """The owner's draft of that form, wherever in it he stood; None where there is none."""
    return (
        _of(owner)
        .filter(key=key, ledger=form.ledger, record=form.record, saved_at__gt=_oldest())
        .first()
    )


def held(owner: str, key: UUID) -> FormDraft | None:
    """The owner's draft of that key, of whatever form; None where there is none."""
    own = _of(owner).filter(key=key, saved_at__gt=_oldest())
    return own.exclude(ledger="").first()


def last(owner: str, form: Form) -> FormDraft | None:
    """The owner's draft of that form that he typed in last; None where there is none."""
    own = _of(owner).filter(ledger=form.ledger, place=form.place, record=form.record)
    return own.filter(saved_at__gt=_oldest()).order_by("-saved_at", "-id").first()


def finish(owner: str, key: UUID) -> bool:
    """Empty a draft that became a record or is not wanted any more; True where there was one."""
    own = _of(owner).filter(key=key)
    own.update(thrown=None)  # thrown away, and stored from another window: nothing to take back
    return bool(own.exclude(ledger="").update(**_EMPTY, saved_at=timezone.now()))


def throw_away(owner: str, keys: Iterable[UUID]) -> UUID | None:
    """Empty the owner's drafts of these keys. What takes all of them back (`take_back`) within
    TAKEN_BACK; None where there was none."""
    together, now = uuid4(), timezone.now()
    _forget()
    with transaction.atomic():
        own = list(_of(owner).select_for_update().filter(key__in=list(keys)).exclude(ledger=""))
        for one in own:
            thrown = {"together": str(together), **{name: getattr(one, name) for name in _EMPTY}}
            _of(owner).filter(pk=one.pk).update(**_EMPTY, thrown=thrown, saved_at=now)
    return together if own else None


def take_back(owner: str, together: UUID) -> list[FormDraft]:
    """Fill again what was thrown away at once; none where it is too late, or was another's."""
    _forget()
    with transaction.atomic():
        own = _of(owner).select_for_update().filter(ledger="", thrown__together=str(together))
        held = dict(own.values_list("pk", "thrown"))
        for key, thrown in held.items():
            values = {name: held_then for name, held_then in (thrown or {}).items()
                      if name in _EMPTY}  # fmt: skip
            _of(owner).filter(pk=key).update(**values, thrown=None, saved_at=timezone.now())
    return list(_of(owner).filter(pk__in=held).order_by("id"))


def _forget() -> None:
    """Nothing remains of what was thrown away too long ago, whoever's: he may never come back."""
    late = timezone.now() - TAKEN_BACK
    FormDraft.objects.filter(thrown__isnull=False, saved_at__lte=late).update(thrown=None)


def is_done(owner: str, key: UUID) -> bool:
    """True for a draft that became a record or was thrown away lately."""
    return _of(owner).filter(key=key, ledger="").exists()


def unfinished(owner: str, town: str) -> list[FormDraft]:
    """The owner's drafts in a town, the last first; what is older than KEPT is deleted."""
    _of(owner).filter(saved_at__lte=_oldest()).delete()
    _forget()
    found = _of(owner).filter(place__startswith=town).exclude(ledger="")
    return list(found.order_by("-saved_at", "-id"))


def _of(owner: str) -> "QuerySet[FormDraft]":
    return FormDraft.objects.filter(owner=UUID(owner))


def _oldest() -> datetime:
    return timezone.now() - KEPT


def make_room(owner: str) -> None:
    """Delete what is beyond MOST: what is done with never pushes out what is unfinished."""
    for held in (_of(owner).filter(ledger=""), _of(owner).exclude(ledger="")):
        in_order = held.order_by("-saved_at", "-id")
        beyond = list(in_order.values_list("pk", flat=True)[MOST : MOST + 50])
        if beyond:
            FormDraft.objects.filter(pk__in=beyond).delete()
