"""Attachments as the trail told of them; the bytes are held against their digest, too."""

from typing import Any

from jishi.audit.verifier import Audited
from jishi.kernel.record import facts
from jishi.records.attachments import store
from jishi.records.attachments.models import Attachment


def _told(row: Attachment) -> dict[str, Any]:
    """The row with the digest of the bytes that are really there: '' where they are missing."""
    return {**facts(row), "digest": store.digest_of(row.digest)}


AUDITED = [Audited("attachments", Attachment.rows.all, _told)]
