"""Shelves of names: one per town and ledger, kept in memory and made current from the trail.

No table holds them. The head of the town's chain says whether anything changed since a shelf was
last looked at, and the entries since say which rows to read again; so several processes each keep
their own, and none answers from the past. Places change on the county's chain too: lists of
divisions and mergers are told there.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

from jishi.access.gathering import gather
from jishi.audit.models import ChainHead, Entry
from jishi.audit.trail import county_chain
from jishi.kernel.columns import Ledger
from jishi.kernel.record import State
from jishi.places.models import Merger, Place
from jishi.places.tree import subtree_of
from jishi.values.names import Names

#: Names that bear something lasting, and titles of what happened: only the newest of those.
MOST_NAMES, MOST_TITLES = 20_000, 2_000
_AT_ONCE = 1_000  # so many changes are read one by one; after more the shelf is filled anew
_MOST_HELD = 150_000  # names in all shelves of a process; about 1 kB each

Head = tuple[int, str]
Heads = dict[str, Head]


@dataclass(frozen=True, slots=True)
class Card:
    """What a shelf knows of a row besides its name: for the order of answers, never shown."""

    key: Any
    name: str
    number: str
    place: str
    until: date | None = None
    phone: str = ""
    on: date | None = None  # of what happened


Read = Callable[[Sequence[str] | None], Iterable[Card]]


class Shelf:
    """The names of one ledger of one town."""

    def __init__(
        self, town: str, ledger: str, read: Read, most: int, *, chains: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        """With `chains` it stands on those instead of the town's, and is filled anew each time."""
        self.names: Names[Any] = Names()
        self.cards: dict[Any, Card] = {}
        self.lock = Lock()  # held while the shelf is read or changed
        self._town, self._ledger, self._read, self._most = town, ledger, read, most
        self._chains = chains or (town,)
        self._heads: Heads = {}

    @property
    def cut(self) -> bool:
        """True where the ledger may hold more than the shelf."""
        return len(self.cards) >= self._most

    def refresh(self, now: Heads) -> None:
        """Bring the shelf up to the heads of chains. To be called with the lock held."""
        now = {chain: now[chain] for chain in self._chains}
        if self._heads == now:
            return
        changed = self._changed(now[self._town]) if self._chains == (self._town,) else None
        if changed is None:
            self.names, self.cards = Names(), {}
        for key in changed or ():
            self._forget(key)
        for card in self._read(changed):
            self.cards[card.key] = card
            self.names.put(card.key, card.name, (card.number, card.phone))
        self._heads = now

    def _changed(self, head: Head) -> list[str] | None:
        """Ids of the rows changed since; None where the shelf must be filled anew.

        So it must when the chain no longer holds the link that was its head: a transaction was
        taken back, or the database restored.
        """
        if not self._heads:
            return None
        since, known = self._heads[self._town]
        entries = Entry.objects.filter(chain=self._town)
        if since >= head[0] or not entries.filter(seq=since, hash=known).exists():
            return None
        found = entries.filter(seq__gt=since, seq__lte=head[0], ledger=self._ledger)
        changed = list(found.values_list("record", flat=True).distinct()[: _AT_ONCE + 1])
        return changed if len(changed) <= _AT_ONCE else None

    def _forget(self, key: str) -> None:
        for one in (key, _uuid(key)):
            if self.cards.pop(one, None) is not None:
                self.names.drop(one)


_SHELVES: OrderedDict[tuple[str, str], Shelf] = OrderedDict()
_GUARD = Lock()


def heads(town: str) -> Heads:
    """Where the town's chain and the county's stand."""
    chains = (town, county_chain())
    found = ChainHead.objects.filter(chain__in=chains).values_list("chain", "seq", "hash")
    return dict.fromkeys(chains, (0, "")) | {chain: (seq, hash_) for chain, seq, hash_ in found}


def names_of(ledger: Ledger, town: str) -> Shelf:
    """The shelf of a ledger; not yet refreshed."""
    most = MOST_TITLES if ledger.date and not issubclass(ledger.model, State) else MOST_NAMES
    return _shelf(town, ledger.key, lambda keys: _records(ledger, town, keys, most), most)


def places_of(town: str) -> Shelf:
    """Villages and groups of a town, a group under the village's name and its own.

    What merged into another stands there under the successor's name as well (RULES: place).
    """
    chains = (town, county_chain())
    return _shelf(town, "groups", lambda _keys: _places(town), MOST_NAMES, chains)


def _shelf(
    town: str, ledger: str, read: Read, most: int, chains: tuple[str, ...] = ()
) -> Shelf:  # fmt: skip
    with _GUARD:
        key = (town, ledger)
        if key not in _SHELVES:
            _SHELVES[key] = Shelf(town, ledger, read, most, chains=chains)
        _SHELVES.move_to_end(key)
        while sum(len(one.cards) for one in _SHELVES.values()) > _MOST_HELD and len(_SHELVES) > 1:
            _SHELVES.popitem(last=False)
        return _SHELVES[key]


def _records(
    ledger: Ledger, town: str, keys: Sequence[str] | None, most: int
) -> Iterator[Card]:  # fmt: skip
    """Cards of a ledger's rows. A title that is another record's name is not learned: who sees
    the row need not see that record."""
    title = ledger.column(ledger.title)
    columns = ["pk", "number", "place"]
    columns += [title.name] if title.type == "text" else []
    phone = next((c.name for c in ledger.columns if c.type == "phone" and not c.private), "")
    state = issubclass(ledger.model, State)
    day = "" if state else ledger.date
    columns += list(filter(None, (phone, day, "until" if state else "")))
    for row in gather(ledger, town, columns, newest=most, keys=keys):
        said = dict(zip(columns, row, strict=True))
        yield Card(
            said["pk"], said.get(title.name, ""), said["number"], said["place"],
            said.get("until"), said.get(phone, ""), said.get(day),
        )  # fmt: skip


def _places(town: str) -> Iterator[Card]:
    rows = {one.code: one for one in Place.objects.filter(subtree_of("code", town))}
    merged = dict(
        Merger.objects.filter(subtree_of("predecessor", town))
        .values_list("predecessor", "successor")
    )  # fmt: skip
    named = {}
    for code, one in rows.items():
        above = rows.get(one.parent)
        apart = one.level == "group" and above is not None and not one.name.startswith(above.name)
        named[code] = f"{above.name}{one.name}" if above and apart else one.name
        yield Card(code, named[code], "", code)
    for code, successor in merged.items():
        heir = successor
        while heir in merged:
            heir = merged[heir]
        if heir in named:
            yield Card((code, heir), named[heir], "", code)


def _uuid(text: str) -> Any:
    try:
        return UUID(text)
    except ValueError:
        return text
