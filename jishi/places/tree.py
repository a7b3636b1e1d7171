"""Questions to the tree of places: names, paths, children, the prefixes a place answers for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jishi.places.models import Merger, Place, TownLedger
from jishi.values import placecode


def in_force(on: date) -> Q:
    """Places valid on a day; without dates a place is valid always."""
    return (Q(since__isnull=True) | Q(since__lte=on)) & (Q(until__isnull=True) | Q(until__gt=on))


def place(code: str) -> Place | None:
    """The place of that code, or None."""
    return Place.objects.filter(code=code).first()


def names(codes: Iterable[str]) -> dict[str, str]:
    """Names of many places by code; unknown codes are left out."""
    return dict(Place.objects.filter(code__in=set(codes)).values_list("code", "name"))


def path(code: str, *, below: str = "") -> list[Place]:
    """The places from the province down to `code` itself, those above `below` left out."""
    wanted = [c for c in [*placecode.ancestors(code), code] if len(c) > len(below)]
    return list(Place.objects.filter(code__in=wanted).order_by("code"))


def full_name(code: str) -> str:
    """County, town and village in a row: towns share names, so a name alone misleads."""
    return full_names([code])[code]


def full_names(codes: Iterable[str]) -> dict[str, str]:
    """The full names of many places by code, '' for one that is not known."""
    wanted = set(codes)
    above = {code: [*placecode.ancestors(code), code] for code in wanted}
    known = dict(
        Place.objects.filter(code__in={one for path in above.values() for one in path})
        .exclude(level__in=("province", "city")).values_list("code", "name")
    )  # fmt: skip
    return {code: "".join(known.get(one, "") for one in above[code]) for code in wanted}


def children(code: str, on: date) -> list[Place]:
    """Places directly below that are valid on a day, in the order of their codes."""
    return list(Place.objects.filter(in_force(on), parent=code).exclude(code="").order_by("code"))


@dataclass(frozen=True)
class Territory:
    """The prefixes a place answers for: those it holds, less those merged out of it."""

    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()

    def __contains__(self, code: str) -> bool:
        return code.startswith(self.include) and not (
            self.exclude and code.startswith(self.exclude)
        )


def territory(code: str, on: date) -> Territory:
    """What `code` answers for on a day: itself and whatever merged into it by then.

    A place merged into another is answered for by the successor from the day of the merger,
    so one that left this subtree no longer counts here; asked by its own code it still does.
    """
    return _territory(code, mergers(on))


def territories(codes: Iterable[str], on: date) -> dict[str, Territory]:
    """The territories of many places, by code."""
    merged = mergers(on)
    return {code: _territory(code, merged) for code in codes}


def _territory(code: str, merged: Mapping[str, str]) -> Territory:
    def answers(place: str) -> bool:
        return heir(place, merged, seen_from=code).startswith(code)

    include = (code, *(old for old in merged if not old.startswith(code) and answers(old)))
    exclude = tuple(old for old in merged if old.startswith(include) and not answers(old))
    return Territory(include, exclude)


def mergers(on: date) -> dict[str, str]:
    """What had merged into what by a day: predecessor → successor."""
    return dict(Merger.objects.filter(on__lte=on).values_list("predecessor", "successor"))


def heir(code: str, merged: Mapping[str, str], *, seen_from: str) -> str:
    """The place that answers for a place's records, followed through its mergers.

    A place asked by its own code still answers for what it holds: mergers of `seen_from`, or of
    what it lies in, are not followed from inside it.
    """
    while True:
        left = max((old for old in merged if code.startswith(old)), key=len, default=None)
        inside = code.startswith(seen_from) and len(seen_from) >= len(left or "")
        if left is None or inside:
            return code
        code = merged[left]


def gone(code: str, on: date) -> bool:
    """True where a place had merged into another by that day."""
    return Merger.objects.filter(predecessor=code, on__lte=on).exists()


def towns_on_ledger(code: str) -> list[TownLedger]:
    """The towns at or below a place that keep their ledger here."""
    last = placecode.beyond(code)
    found = TownLedger.objects.filter(code__gte=code).order_by("code")
    return list(found.filter(code__lt=last) if last else found)


def towns_below(code: str, on: date) -> int:
    """Number of towns at or below a place that are valid on a day.

    Town codes 4xx and 5xx are quasi-towns (GB/T 10114: development zones, farms), listed for
    statistics; they keep no ledger of a town and are not counted among those that could.
    """
    last = placecode.beyond(code)
    found = Place.objects.filter(in_force(on), level="town", code__gte=code)
    found = found.exclude(code__regex=r"^[0-9]{6}[45]")
    return (found.filter(code__lt=last) if last else found).count()


def within(field: str, held: Territory) -> Q:
    """Condition that `field` lies in a territory."""
    condition = Q(pk__in=[])
    for code in held.include:
        condition |= _below(field, code)
    for code in held.exclude:
        condition &= ~_below(field, code)
    return condition


def _below(field: str, code: str) -> Q:
    last = placecode.beyond(code)
    part = Q(**{f"{field}__gte": code})
    return part & Q(**{f"{field}__lt": last}) if last else part


def subtree_of(field: str, code: str) -> Q:
    """Condition that `field` is the place `code` or lies below it, mergers aside."""
    return _below(field, code)


def is_open(town: str) -> bool:
    """True where the town keeps its ledger here."""
    return TownLedger.objects.filter(code=town).exists()
