"""Attaching files to a record, finding them, and reading them; always by the record's own right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.access.writing import Draft, Written, write
from jishi.kernel.columns import Ledger
from jishi.records.attachments import store
from jishi.records.attachments.ledger import ATTACHMENTS
from jishi.records.attachments.media import Judged
from jishi.records.attachments.models import Attachment

_BATCH = 400


def attach(ledger: Ledger, row: Any, files: Sequence[Judged], *, by: Actor) -> Written:
    """Put files beside a record, as one act. Raises policy.Forbidden."""
    drafts = [
        Draft({
            "ledger": ledger.key, "record": str(row.pk), "town": row.town, "place": row.place,
            "name": file.name, "media": file.media, "size": len(file.content),
            "digest": store.digest(file.content),
        })
        for file in files
    ]  # fmt: skip
    # The right is asked first; a row whose bytes could not be stored is not there either.
    with transaction.atomic():
        written = write(ATTACHMENTS, drafts, by=by)
        for file in files:
            store.keep(file.content)
    return written


def of_record(ledger: Ledger, row: Any, *, by: Actor) -> list[Attachment]:
    """A record's attachments in the order in which they came; none where he may not see it."""
    if not see(ledger.model, by=by).filter(pk=row.pk).exists():
        return []
    found = Attachment.rows.filter(ledger=ledger.key, record=str(row.pk))
    return list(found.order_by("id"))


def of_town(town: str) -> list[Attachment]:
    """All attachments of a town's records, by ledger and in the order in which they came.

    Whether the reader may see the record is for the caller to ask.
    """
    return list(Attachment.rows.filter(town=town).order_by("ledger", "id"))


def counts(ledger: Ledger, keys: Iterable[Any]) -> dict[str, int]:
    """How many attachments records have, by the key as text; to be asked of visible rows only."""
    wanted, found = [str(key) for key in keys], Counter[str]()
    for start in range(0, len(wanted), _BATCH):
        part = Attachment.rows.filter(ledger=ledger.key, record__in=wanted[start:][:_BATCH])
        found.update(part.values_list("record", flat=True))
    return dict(found)
