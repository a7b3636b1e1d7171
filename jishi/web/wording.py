"""Stored values in the words of a page: names for codes, 元 for 分, dates in full."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import kinds_for, programmes_for
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY, of_model
from jishi.web.pages import at
from jishi.web.templatetags.ui import day, num

HIDDEN = gettext_lazy("（不显示）")
_BATCH = 400


@dataclass(frozen=True)
class Named:
    """A linked record as its reader may know it: by name, with number and page where he sees it."""

    name: str
    number: str = ""
    url: str = ""


class Words:
    """Names of a town's codes and of linked records, each kind looked up once for a page."""

    def __init__(self, place: Place, as_of: date, *, by: Actor) -> None:
        self.place, self.as_of, self.by = place, as_of, by
        self.town = place.code[:9]
        self._kinds: dict[str, dict[str, str]] = {}
        self._named: dict[str, dict[str, Named]] = {}

    @cached_property
    def here(self) -> tree.Territory:
        """What the page's place answers for."""
        return tree.territory(self.place.code, self.as_of)

    @cached_property
    def places(self) -> dict[str, str]:
        """Place code → its short path: the village, and the group within it."""
        own = self.place.code == self.town
        town = self.here if own else tree.territory(self.town, self.as_of)
        held = Place.objects.filter(tree.within("code", town)).order_by("code")
        rows = {one.code: one for one in held}
        return {code: _short(one, rows) for code, one in rows.items()}

    def kinds(self, ledger: str) -> dict[str, str]:
        """Kind code → name, of one ledger."""
        if ledger not in self._kinds:
            self._kinds[ledger] = {k.code: str(k) for k in kinds_for(ledger, self.town)}
        return self._kinds[ledger]

    @cached_property
    def programmes(self) -> dict[str, str]:
        """Programme code → name."""
        return programmes_for(self.town)

    def url(self, ledger: Ledger, row: Any) -> str:
        """Address of a record's page, at the page's place where that covers it."""
        return self.address(ledger, self.seat(row), row.pk)

    def seat(self, row: Any) -> str:
        """The place at which a record is shown: the page's own where that covers it."""
        return self.place.code if row.place in self.here else str(row.place)

    def address(self, ledger: Ledger, place: str, key: Any, page: str = "record") -> str:
        """Address of the record `key` as seen from a place, or of another of its pages."""
        parts = {"place": place, "ledger": ledger.key, "id": str(key)}
        return at(reverse(page, kwargs=parts), self.as_of)

    def meet(self, ledger: Ledger, rows: Iterable[Any]) -> None:
        """Learn the records that `rows` link to; to be called with rows whose links are loaded.

        A holder at the town is known by name to whoever sees the link (RULES: who may); any
        other record only to those who may see it.
        """
        rows = list(rows)
        for column in ledger.links():
            self.learn(column.to, [getattr(row, column.attname) for row in rows])
            known = self._named[column.to]
            for row in rows:
                target = getattr(row, column.name)
                if target is not None and not known[str(target.pk)].number and _of_town(target):
                    known[str(target.pk)] = Named(str(target))

    def learn(self, ledger: str, keys: Iterable[Any]) -> None:
        """Learn records of a ledger by their ids; those out of sight stay hidden."""
        known = self._named.setdefault(ledger, {})
        wanted = sorted({str(key) for key in keys if key} - known.keys())
        known.update((key, Named(str(HIDDEN))) for key in wanted)
        if not wanted or not policy.allows(self.by, f"{ledger}.view"):
            return
        found = see(BY_KEY[ledger].model, by=self.by)
        for start in range(0, len(wanted), _BATCH):
            for row in found.filter(pk__in=wanted[start:][:_BATCH]):
                where = self.url(BY_KEY[ledger], row)
                known[str(row.pk)] = Named(str(row), getattr(row, "number", ""), where)

    def named(self, ledger: str, key: Any) -> Named:
        """What the reader may know of a linked record that was learned."""
        return self._named.get(ledger, {}).get(str(key), Named(str(HIDDEN)))

    def title(self, row: Any, ledger: Ledger) -> str:
        """What a record is about, as far as the reader may know it; at least its number."""
        column = ledger.column(ledger.title)
        if column.type == "link":
            known = self.named(column.to, getattr(row, column.attname))
            return known.name if known.name != str(HIDDEN) else str(getattr(row, ledger.identity))
        return self.say(column, getattr(row, column.name), ledger) or str(
            getattr(row, ledger.identity)
        )

    def say(self, column: Column, value: Any, ledger: Ledger) -> str:
        """A stored value in words; takes Python's own and the trail's plain form."""
        if value is None or value in ("", (), []):
            return ""
        match column.type:
            case "date":
                return day(date.fromisoformat(value) if isinstance(value, str) else value)
            case "money" | "int":
                return number(column, value) + str(column.unit)
            case "bool":
                return _("是") if value else _("否")
        return self._name(column, value, ledger)

    def _name(self, column: Column, value: Any, ledger: Ledger) -> str:
        match column.type:
            case "kind":
                return self.kinds(ledger.key).get(value, value)
            case "place":
                return self.places.get(value, value)
            case "choice":
                return str(dict(column.choices).get(value, value))
            case "programmes":
                return _("、").join(self.programmes.get(code, code) for code in value)
            case "link":
                return self.named(column.to, value).name
        return str(value)


def number(column: Column, value: int | None) -> str:
    """A number without its unit, thousands apart; 分 in 元, with decimals where there are any."""
    if value is not None and column.type == "money":
        return num(value // 100 if value % 100 == 0 else Decimal(value) / 100)
    return num(value)


def learn_links(words: Words, ledger: Ledger, values: Iterable[Mapping[str, Any] | None]) -> None:
    """Learn what the trail's plain values link to, for `Words.say`."""
    held = [one for one in values if one]
    for column in ledger.links():
        words.learn(column.to, [one.get(column.attname) for one in held])


def link_texts(
    ledger: Ledger, words: Words, versions: Iterable[Mapping[str, Any] | None]
) -> dict[str, dict[str, str]]:
    """How a form writes the links of some plain versions: column → id → “RY0001 汪志远”."""
    held = [one for one in versions if one]
    found: dict[str, dict[str, str]] = {}
    for column in ledger.links():
        keys = {str(one[column.attname]) for one in held if one.get(column.attname)}
        named = {key: words.named(column.to, key) for key in keys}
        found[column.name] = {
            key: f"{one.number} {one.name}".strip() for key, one in named.items()
        }  # fmt: skip
    return found


def _short(place: Place, rows: Mapping[str, Place]) -> str:
    parent = rows.get(place.parent)
    if place.level != "group" or parent is None or place.name.startswith(parent.name):
        return place.name
    return f"{parent.name} {place.name}"


def _of_town(row: Any) -> bool:
    return of_model(type(row)).key == "persons" and len(row.place) == 9
