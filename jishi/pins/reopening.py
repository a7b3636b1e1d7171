"""Opening an old pin: is it still so, which records have moved since, has the definition changed.

The figure is asked again for the pin's own place, period and day, by today's ledger and today's
declaration, and held against the list that the pin keeps.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jishi.access import ledgers, policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.audit.models import Entry
from jishi.indicators.indicator import Figure, Indicator
from jishi.indicators.measures import Groups
from jishi.indicators.tables import BY_KEY
from jishi.pins.actions import asked, whole_ground
from jishi.pins.meaning import differences, meaning
from jishi.pins.models import Pin
from jishi.pins.opening import may_open
from jishi.pins.standing import Standing, Stood, unpacked

_BATCH = 400


@dataclass(frozen=True)
class Record:
    """A record that moved. What the reader may not see has no id, number, place and day."""

    id: str = ""
    number: str = ""
    place: str = ""
    on: str = ""
    ledger: str = ""  # '' where it is a place and not a row of a ledger
    counted: bool = False  # for the figure, when it was pinned
    counts: bool = False  # for the figure, now

    @property
    def seen(self) -> bool:
        """True where the reader may see it."""
        return bool(self.id)


@dataclass(frozen=True)
class StillSo:
    """The ledger gives the same value of the same records.

    `touched` were changed since in what the figure does not read, a note or a telephone.
    """

    now: Figure
    touched: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Moved:
    """Records were added late, corrected or taken back since; the value may be the same by chance.

    A share's, or a part's, list speaks of its whole, too.
    """

    now: Figure
    added: tuple[Record, ...] = ()
    corrected: tuple[Record, ...] = ()
    gone: tuple[Record, ...] = ()
    touched: tuple[Record, ...] = ()


@dataclass(frozen=True)
class DefinitionChanged:
    """The figure is worked out otherwise now: `how`, a sentence a part. `now` is by the new way,
    None where there is no such figure any more."""

    now: Figure | None
    how: tuple[str, ...]


State = StillSo | Moved | DefinitionChanged


def state(pin: Pin, by: Actor) -> State:
    """What has become of a pinned figure. Raises policy.Forbidden for who may not open the pin."""
    if not may_open(pin, by):
        raise policy.Forbidden("figures.read")
    indicator = BY_KEY.get(pin.figure)
    if indicator is None:
        return DefinitionChanged(None, (_("这个指标现在没有了。"),))
    figure = Figure(indicator, pin.place, pin.as_of, pin.period)
    now, standing_now = asked(figure, whole_ground(pin.place, pin.as_of))
    if indicator.version != pin.definition_version:
        how = differences(pin.meaning, meaning(indicator, pin.as_of))
        return DefinitionChanged(now, tuple(how))
    return _compared(pin, now, unpacked(pin.held), standing_now, by)


def _compared(
    pin: Pin, now: Figure, then: Standing, standing_now: Standing, by: Actor
) -> StillSo | Moved:
    ledger = _ledger(now.indicator)
    came = [standing_now[key] for key in standing_now.keys() - then.keys()]
    left = [then[key] for key in then.keys() - standing_now.keys()]
    both = then.keys() & standing_now.keys()
    other = [standing_now[key] for key in both if then[key] != standing_now[key]]
    known = _known_before(pin, ledger, [one.id for one in came])
    taken_back = _taken_back(ledger, [one.id for one in left])
    show = _Shown(pin, now.indicator, ledger, by)
    added = [one for one in came if one.id not in known]
    gone = [one for one in left if not ledger or one.id in taken_back]
    # What had been there and began to count, or is there still and counts no more, was corrected.
    corrected = [
        *other,
        *(one for one in came if one.id in known),
        *(one for one in left if ledger and one.id not in taken_back),
    ]
    moved = {one.id for one in corrected}
    touched = [standing_now[key] for key in _touched(pin, ledger, both) if key not in moved]
    told = {
        "added": show(added, then, standing_now), "corrected": show(corrected, then, standing_now),
        "gone": show(gone, then, standing_now), "touched": show(touched, then, standing_now),
    }  # fmt: skip
    same = now.value is not None and now.value == pin.exact and now.of == pin.of
    if same and not (added or corrected or gone):
        return StillSo(now, told["touched"])
    return Moved(now, **told)


def _ledger(indicator: Indicator) -> str:
    """The ledger that the records of a figure are rows of; '' where they are places."""
    by_place = indicator.fact in ("place", "group_link") or isinstance(indicator.measure, Groups)
    return "" if by_place else indicator.source.ledger


class _Shown:
    """Tells moved records as far as the reader may see them."""

    def __init__(self, pin: Pin, indicator: Indicator, ledger: str, by: Actor) -> None:
        self.pin, self.by = pin, by
        self.key = ledger or indicator.source.ledger
        self.ledger = ledger

    def __call__(self, found: Iterable[Stood], then: Standing, now: Standing) -> tuple[Record, ...]:
        """The records in the order of their days."""
        listed = sorted(found, key=lambda one: (one.on, one.place, one.number))
        seen = self._seen(listed)
        return tuple(
            Record(
                one.id, one.number, one.place, one.on, self.ledger,
                counted=one.id in then and then[one.id].part,
                counts=one.id in now and now[one.id].part,
            ) if one.id in seen else Record()
            for one in listed
        )  # fmt: skip

    def _seen(self, listed: Collection[Stood]) -> set[str]:
        ledger = ledgers.of_key(self.key)
        if not listed or ledger is None or not policy.allows(self.by, f"{self.key}.view"):
            return set()
        held = policy.territories(self.by, f"{self.key}.view")
        mine = {one.id for one in listed if any(one.place in where for where in held)}
        if not self.ledger:
            return mine
        there: set[str] = set()
        for part in _parts([one.id for one in listed]):
            rows = see(ledger.model, by=self.by).filter(pk__in=part)
            there |= {str(key) for key in rows.values_list("pk", flat=True)}
        # What was taken back is nowhere to be seen: it is told to whom its place belongs.
        return there | (mine & _taken_back(self.key, [one.id for one in listed]))


def after(pin: Pin) -> Q:
    """Entries made since the pin; those of another chain than its own (a county counts records of
    towns) by their time."""
    own = Q(chain=pin.chain)
    return (own & Q(seq__gt=pin.head_seq)) | (~own & Q(at__gt=pin.at))


def _known_before(pin: Pin, ledger: str, records: list[str]) -> set[str]:
    """Those that the trail tells of before the pin."""
    found: set[str] = set()
    for entry in _entries(ledger, records):
        before = entry.seq <= pin.head_seq if entry.chain == pin.chain else entry.at <= pin.at
        if before and entry.after:
            found.add(entry.record)
    return found


def _taken_back(ledger: str, records: list[str]) -> set[str]:
    """Those whose last entry left nothing."""
    last: dict[str, Entry] = {}
    for entry in _entries(ledger, records):
        last[entry.record] = entry
    return {record for record, entry in last.items() if not entry.after}


def _touched(pin: Pin, ledger: str, records: Collection[str]) -> set[str]:
    """Those among `records` that were changed since the pin, in whatever."""
    if not ledger:
        return set()
    later = Entry.objects.filter(after(pin), ledger=ledger).exclude(before="").exclude(after="")
    return set(later.values_list("record", flat=True)) & set(records)


def _entries(ledger: str, records: list[str]) -> Iterator[Entry]:
    """Entries that tell of records, each record's in their order; none about places."""
    if not ledger:
        return
    for part in _parts(records):
        told = Entry.objects.filter(ledger=ledger, record__in=part).exclude(before="", after="")
        yield from told.order_by("version", "at", "seq")


def _parts(records: list[str]) -> Iterator[list[Any]]:
    for start in range(0, len(records), _BATCH):
        yield records[start:][:_BATCH]
