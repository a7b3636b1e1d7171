"""What a town calls its figures 指标的叫法: names and aliases, never the meaning."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.indicators.indicator import Indicator
from jishi.indicators.models import FigureName
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.kernel.record import facts
from jishi.values import placecode

LONGEST = 60


@dataclass(frozen=True)
class Called:
    """A town's own name of a figure ('' for the standard one) and its further aliases."""

    name: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamingFault:
    """A name that cannot be: which figure's, `name` or `aliases`, and why."""

    key: str
    field: str
    message: str


class Refused(Exception):
    """Nothing was renamed; `faults` says all that is wrong."""

    def __init__(self, faults: Iterable[NamingFault]) -> None:
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} faults")


def called_in(place: str) -> dict[str, Called]:
    """What the town of a place calls its figures, by key; above the town nothing is renamed."""
    town = placecode.at_level(place, "town")
    if town is None:
        return {}
    rows = FigureName.rows.filter(town=town)
    return {row.number: Called(row.name, tuple(row.aliases)) for row in rows}


def called_in_each(towns: Iterable[str]) -> dict[str, dict[str, Called]]:
    """The same of many towns, by town."""
    found: dict[str, dict[str, Called]] = {town: {} for town in towns}
    for row in FigureName.rows.filter(town__in=found):
        found[row.town][row.number] = Called(row.name, tuple(row.aliases))
    return found


def renamed(indicator: Indicator, called: Mapping[str, Called]) -> Indicator:
    """The declaration under the town's own words; its meaning, and so its version, is the same."""
    held = called.get(indicator.key)
    if held is None or held == Called():
        return indicator
    standard = (str(indicator.zh),) if held.name else ()
    return replace(
        indicator, zh=held.name or indicator.zh,
        aliases=(*held.aliases, *standard, *indicator.aliases),
    )  # fmt: skip


def rename(town: str, wanted: Mapping[str, Called], *, by: Actor) -> int:
    """Give figures a town's own names and aliases; how many changed.

    Raises Refused where a name is another figure's, policy.Forbidden.
    """
    return _stored(town, lambda now: wanted, by)


def teach(town: str, key: str, alias: str, *, by: Actor) -> None:
    """Add one alias to those a figure has by then, whoever else adds one meanwhile.

    Raises Refused where it is another figure's, policy.Forbidden.
    """

    def more(now: Mapping[str, Called]) -> Mapping[str, Called]:
        held = now.get(key, Called())
        return {key: Called(held.name, tuple(sorted({*held.aliases, alias})))}

    try:
        _stored(town, more, by)
    except IntegrityError:  # another gave the figure its first row between our look and the end
        _stored(town, more, by)


def _stored(
    town: str, wish: Callable[[Mapping[str, Called]], Mapping[str, Called]], by: Actor
) -> int:
    """Store what is wished in view of the names that hold then."""
    held = policy.territories(by, "figure_names.write")
    if not any(town in territory for territory in held):
        raise policy.Forbidden("figure_names.write")
    with transaction.atomic():
        rows = {row.number: row for row in FigureName.rows.select_for_update().filter(town=town)}
        now = {key: Called(row.name, tuple(row.aliases)) for key, row in rows.items()}
        wanted = wish(now)
        faults = list(_faults(wanted, now | dict(wanted)))
        if faults:
            raise Refused(faults)
        changes = []
        for key, called in wanted.items():
            if called == now.get(key, Called()):
                continue
            row = rows.get(key)
            before = facts(row) if row is not None else None
            row = row or FigureName(town=town, number=key)
            row.name, row.aliases = called.name, called.aliases
            row.version += before is not None
            row.save()
            changes.append(trail.of_row(row, "update" if before else "create", before))
        if changes:
            trail.append(changes, actor=by.name, origin=by.origin)
    return len(changes)


def _faults(
    wanted: Mapping[str, Called], after: Mapping[str, Called]
) -> Iterable[NamingFault]:  # fmt: skip
    taken: dict[str, set[str]] = {}
    for one in INDICATORS:
        said = after.get(one.key, Called())
        for word in (str(one.zh), *one.aliases, said.name, *said.aliases):
            taken.setdefault(_plain(word), set()).add(one.key)
    for key, said in wanted.items():
        if key not in BY_KEY:
            yield NamingFault(key, "name", _("没有这个指标。"))
            continue
        for field, words in (("name", (said.name,)), ("aliases", said.aliases)):
            for word in words:
                if len(word) > LONGEST:
                    yield NamingFault(key, field, _("太长了，最多60个字。"))
                others = taken.get(_plain(word), set()) - {key}
                if word and others:
                    other = BY_KEY[min(others)]
                    yield NamingFault(
                        key, field,
                        _("“%(word)s”已经是另一个指标“%(other)s”的叫法，换一个。")
                        % {"word": word, "other": other.zh},
                    )  # fmt: skip


def _plain(word: Any) -> str:
    return "".join(str(word).split()).casefold()
