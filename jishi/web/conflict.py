"""Two people edited one record: what each changed, side by side, and the two put together."""

import json
from dataclasses import dataclass
from typing import Any

from jishi.audit.models import Entry, EntryValues
from jishi.kernel.columns import Column, Ledger
from jishi.web.forms import Entries


@dataclass(frozen=True)
class Side:
    """One column in three versions, plain: as it was read, as it stands now, as it was typed."""

    column: Column
    base: Any
    theirs: Any
    mine: Any

    @property
    def clashes(self) -> bool:
        """True where both changed it, differently."""
        return self.mine not in (self.base, self.theirs) and self.theirs != self.base


def version_at(ledger: Ledger, key: Any, version: int) -> dict[str, Any] | None:
    """A record's plain values as of one of its versions, from the trail; None where erased."""
    held = (
        EntryValues.objects.filter(
            entry__ledger=ledger.key, entry__record=str(key), entry__version=version
        )
        .order_by("-entry__seq")
        .first()
    )
    return json.loads(held.after) if held and held.after else None


def sides(
    columns: list[Column], base: dict[str, Any] | None, theirs: dict[str, Any], mine: dict[str, Any]
) -> list[Side]:
    """The columns in which the three versions are not all one. Without a base, theirs is taken."""
    found = []
    for column in columns:
        name = column.attname
        read = (base or theirs).get(name)
        side = Side(column, read, theirs.get(name), mine.get(name, theirs.get(name)))
        if not side.base == side.theirs == side.mine:
            found.append(side)
    return found


def merged(found: list[Side], theirs: Entries, mine: Entries) -> Entries:
    """Both people's changes together; where both changed the same, what was typed here."""
    entries = {name: theirs.get(name, typed) for name, typed in mine.items()}
    for side in found:
        if side.mine != side.base:
            entries[side.column.name] = mine[side.column.name]
    return entries


def last_change(ledger: Ledger, key: Any) -> Entry | None:
    """The trail's latest entry about a record."""
    return Entry.objects.filter(ledger=ledger.key, record=str(key)).order_by("-at", "-seq").first()
