"""What the trail is told: of files and texts the digest, of a draft everything but its text.

The text under work changes every few seconds and is the writers' paper (docs/decisions/0024);
what was kept of it stands in the trail.
"""

import hashlib
from typing import Any

from django.db import models

from jishi.audit import trail
from jishi.kernel.record import canonical, plain
from jishi.studio.models import DraftText, ReportDraft, TemplateFile, TownTemplate

_PAPER = frozenset({"text", "content", "digest", "state", "sitting", "writer", "written_at"})
_KEPT = frozenset({"text", "content", "digest"})
LEDGERS: dict[type[models.Model], str] = {
    TownTemplate: "report_templates", TemplateFile: "template_files",
    ReportDraft: "report_drafts", DraftText: "draft_texts",
}  # fmt: skip


def told(row: models.Model) -> dict[str, Any]:
    """A row's values as JSON can hold them."""
    left_out = _PAPER if isinstance(row, ReportDraft) else _KEPT
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.attname not in left_out:
            value = getattr(row, field.attname)
            found[field.attname] = value.isoformat() if field.attname == "at" else plain(value)
    # Of what is stored now: a row changed behind the program no longer fits.
    if isinstance(row, TemplateFile):
        found["digest"] = hashlib.sha256(bytes(row.content)).hexdigest()
    elif isinstance(row, DraftText):
        found["digest"] = digest_of(row.text)
    return found


def digest_of(text: Any) -> str:
    """Fingerprint of a draft's text."""
    return hashlib.sha256(canonical(text).encode()).hexdigest()


def change(town: str, row: Any, before: dict[str, Any] | None) -> trail.Change:
    """The change that left a row as it stands; `before` as `told` had it."""
    action = "update" if before else "create"
    return trail.Change(
        town, action, LEDGERS[type(row)], str(row.pk), row.version, before, told(row)
    )
