"""Writing the trail: changes become entries, chained at the end of the transaction."""

import hashlib
import os
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat
from django.conf import settings
from django.db import models, transaction

from jishi.audit.models import ChainHead, Entry, EntryValues
from jishi.kernel.record import canonical, facts

BATCH = 500


@dataclass(frozen=True)
class Change:
    """One thing done to one row: `before` and `after` are its stored values, None where absent."""

    chain: str
    action: str
    ledger: str
    record: str
    version: int = 0
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None

    @property
    def fields(self) -> list[str]:
        """Names of the columns that differ."""
        old, new = self.before or {}, self.after or {}
        return sorted(n for n in old.keys() | new.keys() if old.get(n) != new.get(n))


def of_row(row: models.Model, action: str, before: dict[str, Any] | None) -> Change:
    """The change that left `row` as it stands; `before` as `facts()` told it."""
    town: str = row.town  # type: ignore[attr-defined]
    return Change(
        chain=town or county_chain(),
        action=action,
        ledger=row.LEDGER,  # type: ignore[attr-defined]
        record=str(row.pk),
        version=row.version,  # type: ignore[attr-defined]
        before=before,
        after=facts(row),
    )


def county_chain() -> str:
    """The installation's own chain, for what belongs to no town: accounts, divisions, reading."""
    return "county"


def append(changes: Iterable[Change], *, actor: str, origin: str) -> UUID:
    """Add entries for the changes to their chains; the act they share. Call last, inside the
    transaction.

    The chain's head row is locked only here, so writers of one town wait for each other as
    shortly as can be. The new heads are also written to the home's log after the commit: a
    chain whose tail was cut no longer matches it.
    """
    by_chain: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_chain[change.chain].append(change)
    act = uuid_utils.compat.uuid7()
    for chain in sorted(by_chain):
        _extend(chain, by_chain[chain], actor=actor, origin=origin, act=act)
    return act


def link_hash(entry: Entry) -> str:
    """Hash of one link: everything the entry says, and the hash of the link before."""
    said = [
        entry.chain, entry.seq, entry.at.astimezone(UTC).isoformat(), entry.actor, entry.origin,
        entry.action, entry.ledger, entry.record, entry.version, entry.fields,
        entry.before, entry.after, entry.previous,
    ]  # fmt: skip
    if entry.act:  # entries from before acts had none keep their hash
        said.append(entry.act)
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def digest(salt: str, values: str) -> str:
    """Salted digest of a row's values in canonical spelling; '' where there was no row."""
    return hashlib.sha256(f"{salt}{values}".encode()).hexdigest() if values else ""


def head_log() -> Path:
    """Where heads are kept outside the database: `chain seq hash` a line."""
    return Path(settings.JISHI_HOME) / "heads.log"


def _extend(chain: str, changes: list[Change], *, actor: str, origin: str, act: UUID) -> None:
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    now = datetime.now(UTC)
    entries, values = [], []
    for change in changes:
        salt = secrets.token_hex(16)
        before = canonical(change.before) if change.before is not None else ""
        after = canonical(change.after) if change.after is not None else ""
        entry = Entry(
            chain=chain, seq=head.seq + 1, at=now, actor=actor, origin=origin, act=str(act),
            action=change.action, ledger=change.ledger, record=change.record,
            version=change.version, fields=" ".join(change.fields),
            before=digest(salt, before), after=digest(salt, after), previous=head.hash,
        )  # fmt: skip
        entry.hash = link_hash(entry)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
        values.append(EntryValues(salt=salt, before=before, after=after))
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    for entry, held in zip(entries, values, strict=True):
        held.entry = entry
    EntryValues.objects.bulk_create(values, batch_size=BATCH)
    head.save(update_fields=["seq", "hash"])
    line = f"{chain} {head.seq} {head.hash}\n"
    transaction.on_commit(lambda: _log_head(line))


def _log_head(line: str) -> None:
    # O_APPEND keeps lines whole when a command writes beside the server.
    handle = os.open(head_log(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
