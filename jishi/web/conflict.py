"""Two people edited one record: what each changed, side by side, and the two put together."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.access.acts import BACK
from jishi.access.writing import Draft, Stale, Written, write
from jishi.audit.models import Entry, EntryValues
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.record import facts, plain
from jishi.web.forms import Entries, asked, filled
from jishi.web.history import names_of
from jishi.web.wording import Words, learn_links, link_texts

Plain = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """One column in three versions, plain: as it was read, as it stands now, as it was typed."""

    column: Column
    base: Any
    theirs: Any
    mine: Any

    @property
    def kept(self) -> bool:
        """True where only the other one changed it: theirs stays."""
        return bool(self.mine == self.base)

    @property
    def clashes(self) -> bool:
        """True where both changed it, differently."""
        return self.mine not in (self.base, self.theirs) and self.theirs != self.base


def version_at(ledger: str, key: Any, version: int) -> Plain | None:
    """A row's plain values as of one of its versions, from the trail; None where erased."""
    held = (
        EntryValues.objects.filter(
            entry__ledger=ledger, entry__record=str(key), entry__version=version
        )
        .order_by("-entry__seq")
        .first()
    )
    return json.loads(held.after) if held and held.after else None


def version_of(ledger: str, key: Any, act: str) -> int:
    """The version that a deed left of a row; 0 where it left none."""
    told = Entry.objects.filter(ledger=ledger, record=str(key), act=act)
    return told.aggregate(top=Max("version"))["top"] or 0


def undone_since(ledger: str, key: Any, version: int) -> bool:
    """True where an act was undone, or done again, upon the row after a version."""
    later = Entry.objects.filter(ledger=ledger, record=str(key), version__gt=version)
    return later.filter(action__in=BACK).exists()


def own(ledger: str, key: Any, seen: int, by: Actor) -> bool:
    """True where nobody but the writer has written the row since a version."""
    later = Entry.objects.filter(ledger=ledger, record=str(key), version__gt=seen)
    return set(later.values_list("actor", flat=True)) == {by.name}


def store(ledger: Ledger, draft: Draft, base: Plain | None, *, by: Actor) -> Written:
    """Write a change. What meets nothing but the writer's own changes is put together with them
    and asks nothing, unless one of them would be lost. `base`: the values that were read. Raises
    as `writing.write`."""
    try:
        return write(ledger, [draft], by=by)
    except Stale as stale:
        beside = _beside_own(ledger, stale, base, by)
        if beside is None:
            raise
        return write(ledger, [beside], by=by)


def _beside_own(ledger: Ledger, stale: Stale, base: Plain | None, by: Actor) -> Draft | None:
    """What was typed, as a change of what the writer wrote meanwhile; None if it met more."""
    draft, current = stale.draft, stale.current
    if current is None or base is None or not own(ledger.key, current.pk, draft.seen or 0, by):
        return None
    theirs, changed = facts(current), {}
    for name, value in draft.values.items():
        mine, read = plain(value), base.get(name)
        if mine != read:
            if theirs[name] not in (read, mine):
                return None
            changed[name] = value
    return Draft(changed, current, seen=current.version)  # type: ignore[attr-defined]


def sides(columns: list[Column], base: Plain | None, theirs: Plain, mine: Plain) -> list[Side]:
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


class Meeting:
    """A change that met another's: the three versions, ready for the page that shows them."""

    def __init__(self, ledger: Ledger, words: Words, stale: Stale, base: Plain | None) -> None:
        self.ledger, self.words, self.base = ledger, words, base
        self.current: Any = stale.current
        self.own = self.current is not None and own(
            ledger.key, self.current.pk, stale.draft.seen or 0, words.by
        )
        self.mine = {name: plain(value) for name, value in stale.draft.values.items()}

    @cached_property
    def theirs(self) -> Plain:
        """The record as it stands now."""
        return facts(self.current)

    @cached_property
    def sides(self) -> list[Side]:
        """The columns that differ, their links learned."""
        learn_links(self.words, self.ledger, [self.base, self.theirs, self.mine])
        return sides(asked(self.ledger, new=False), self.base, self.theirs, self.mine)

    @property
    def agree(self) -> bool:
        """True where both wrote the same."""
        return all(side.mine == side.theirs for side in self.sides)

    def told(self) -> list[dict[str, Any]]:
        """Rows `{label, name, base, theirs, mine, kept, clashes}` in words."""
        return [
            {
                "label": side.column.zh, "name": side.column.name,
                "clashes": side.clashes, "kept": side.kept,
                **{
                    name: self.words.say(side.column, getattr(side, name), self.ledger)
                    for name in ("base", "theirs", "mine")
                },
            }
            for side in self.sides
        ]  # fmt: skip

    def together(self, entries: Entries) -> list[tuple[str, str]]:
        """Hidden fields `(name, value)` of both people's changes put together."""
        texts = link_texts(self.ledger, self.words, [self.base, self.theirs, self.mine])
        kept = merged(self.sides, filled(self.ledger, self.theirs, texts), entries)
        return [
            (name, one)
            for name, value in kept.items()
            for one in (value if isinstance(value, list) else [value])
        ]

    def writer(self) -> dict[str, str]:
        """Who wrote the version that stands, and when: `{who, at}`."""
        told = Entry.objects.filter(ledger=self.ledger.key, record=str(self.current.pk))
        last = told.order_by("-at", "-seq").first()
        if last is None:
            return {"who": _("别人"), "at": ""}
        when = date_format(localtime(last.at), _("Y年n月j日 H:i"))
        return {"who": names_of([last.actor])[last.actor], "at": when}
