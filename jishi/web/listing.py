"""A ledger's list as its address asks for it: which records, in what order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import QueryDict
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.access.door import in_place, see
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.record import State
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.web.pages import day_of
from jishi.web.templatetags.ui import day
from jishi.web.wording import Words

PAGE = 50
_LONGEST = 60
_TEXTS = ("text", "longtext", "code", "phone")


@dataclass
class Asked:
    """What an address asks of a ledger's list; what it cannot mean is left out.

    `picked` holds codes by column (kinds, choices); `state` is "current" or "all".
    """

    ledger: Ledger
    as_of: date
    q: str = ""
    picked: dict[str, list[str]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    programme: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def of(cls, ledger: Ledger, query: QueryDict, as_of: date) -> "Asked":
        """Read the query part of an address."""
        asked = cls(ledger, as_of, query.get("q", "").strip()[:_LONGEST])
        for column in choosable(ledger):
            codes = dict.fromkeys(query.getlist(column.name))
            asked.picked[column.name] = [code for code in codes if code]
        if ledger.date:
            asked.first, asked.last = day_of(query.get("from")), day_of(query.get("to"))
        if any(column.type == "programmes" for column in ledger.columns):
            asked.programme = query.get("programme", "")
        if ledger.date:
            asked.state = "all" if query.get("state") == "all" else "current"
        sort = query.get("sort", "")
        if sort.removeprefix("-") in {column.name for column in listed(ledger)}:
            asked.sort = sort
        return asked

    @property
    def order(self) -> str:
        """The column to sort by, with a minus for last first: what happened, newest first."""
        if self.sort:
            return self.sort
        dated = self.ledger.date and not issubclass(self.ledger.model, State)
        return f"-{self.ledger.date}" if dated else self.ledger.identity

    def query(self, **changed: str) -> str:
        """The same asked with something changed; '' takes it out."""
        pairs: list[tuple[str, str]] = [("q", self.q)]
        for name, codes in self.picked.items():
            pairs += [(name, code) for code in codes]
        pairs += [
            ("from", self.first.isoformat() if self.first else ""),
            ("to", self.last.isoformat() if self.last else ""),
            ("programme", self.programme),
            ("state", "all" if self.state == "all" else ""),
            ("sort", self.sort),
        ]
        kept = [(name, value) for name, value in pairs if value and name not in changed]
        return urlencode(kept + [(name, value) for name, value in changed.items() if value])


def choosable(ledger: Ledger) -> list[Column]:
    """Columns one may filter by picking: kinds and choices."""
    return [column for column in ledger.columns if column.type in ("kind", "choice")]


def listed(ledger: Ledger) -> list[Column]:
    """The columns a list shows."""
    return [column for column in ledger.columns if column.listed and not column.private]


def records(asked: Asked, place: Place, words: Words, *, by: Actor) -> "QuerySet[Any]":
    """The records asked for, in order. Raises Forbidden."""
    ledger = asked.ledger
    found = in_place(see(ledger.model, by=by), place.code, asked.as_of)
    if ledger.model is Place:
        found = found.filter(level="group")
    for name, codes in asked.picked.items():
        if codes:
            found = found.filter(**{f"{name}__in": codes})
    if asked.first:
        found = found.filter(**{f"{ledger.date}__gte": asked.first})
    if asked.last:
        found = found.filter(**{f"{ledger.date}__lte": asked.last})
    if asked.programme:
        found = found.filter(programmes__contains=f"|{asked.programme}|")
    if asked.state == "current":
        found = found.filter(_by(asked.as_of, ledger))
    if asked.q:
        found = found.filter(_about(ledger, asked.q, words, by))
    links = [column.name for column in ledger.links()]
    if links:
        found = found.select_related(*links)
    return found.order_by(*_order(ledger, asked.order))


def any_at(ledger: Ledger, place: Place, on: date, *, by: Actor) -> bool:
    """True where the place has records of the ledger at all, whatever is asked of them."""
    return in_place(see(ledger.model, by=by), place.code, on).exists()


def _by(day: date, ledger: Ledger) -> Q:
    """States in force on the day; what happened by then, or has no date yet."""
    if issubclass(ledger.model, State):
        return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
    return Q(**{f"{ledger.date}__lte": day}) | Q(**{f"{ledger.date}__isnull": True})


def summary(found: "QuerySet[Any]", ledger: Ledger) -> tuple[int, dict[str, int]]:
    """How many records, and the sums of the columns that have a total."""
    sums = {f"sum_{one.name}": Sum(one.name) for one in ledger.columns if one.total}
    told = found.order_by().aggregate(n=Count("pk"), **sums)
    return told["n"], {name.removeprefix("sum_"): told[name] or 0 for name in sums}


def chips(asked: Asked, words: Words, address: Callable[[str], str]) -> list[dict[str, str]]:
    """What is asked, in words, each with the address that no longer asks it."""
    ledger, found = asked.ledger, []

    def add(label: Any, text: str, **without: str) -> None:
        found.append({"label": str(label), "text": text, "url": address(asked.query(**without))})

    if asked.state == "current":
        found.append({
            "label": _("在册") if issubclass(ledger.model, State) else str(
                ledger.column(ledger.date).zh
            ),
            "text": _("截至%(day)s") % {"day": day(asked.as_of)},
            "url": address(asked.query(state="all")),
        })  # fmt: skip
    if asked.q:
        add(_("里面有"), asked.q, q="")
    for column in choosable(ledger):
        codes = asked.picked[column.name]
        if codes:
            said = _("、").join(words.say(column, code, ledger) for code in codes)
            add(column.zh, said, **{column.name: ""})
    if asked.first or asked.last:
        said = f"{day(asked.first)}—{day(asked.last)}"
        found.append({
            "label": str(ledger.column(ledger.date).zh), "text": said,
            "url": address(asked.query(**{"from": "", "to": ""})),
        })  # fmt: skip
    if asked.programme:
        add(_("归口项目"), words.programmes.get(asked.programme, asked.programme), programme="")
    return found


def _order(ledger: Ledger, order: str) -> list[Any]:
    name, back = order.removeprefix("-"), order.startswith("-")
    column = ledger.column(name)
    path = name
    if column.type == "link":
        path = f"{name}__{BY_KEY[column.to].title}"
    by = F(path).desc(nulls_last=True) if back else F(path).asc(nulls_last=True)
    rest = F(ledger.identity).desc() if back else F(ledger.identity).asc()
    return [by] if name == ledger.identity else [by, rest]


def _about(ledger: Ledger, text: str, words: Words, by: Actor) -> Q:
    """Records in which the text stands: in a text, a kind's name, or a linked record's name."""
    found = Q(pk__in=[])
    for column in ledger.columns:
        if column.private:
            continue
        if column.type in _TEXTS:
            found |= Q(**{f"{column.name}__icontains": text})
        elif column.type == "kind":
            codes = [code for code, zh in words.kinds(ledger.key).items() if text in zh]
            found |= Q(**{f"{column.name}__in": codes})
        elif column.type == "link":
            found |= _linked(column, text, by)
    return found


def _linked(column: Column, text: str, by: Actor) -> Q:
    # Only names the reader may know are looked into, or the search would tell the others.
    target = BY_KEY[column.to]
    name = f"{target.title}__icontains"
    found = Q(pk__in=[])
    if policy.allows(by, f"{column.to}.view"):
        seen = see(target.model, by=by).filter(**{name: text})
        found |= Q(**{f"{column.name}__in": seen.values("pk")})
    if column.to == "persons":
        town = Q(**{f"{column.name}__place": F("town")})
        found |= town & Q(**{f"{column.name}__{name}": text})
    return found
