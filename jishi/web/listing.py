"""A ledger's list as its address asks for it: which records, which columns, in what order."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Length, Substr
from django.http import QueryDict
from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.access.door import in_place, see
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.record import State
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.web import narrowing
from jishi.web.conditions import LONGEST, Condition, Reader, open_to, words_of
from jishi.web.wording import Words

PAGE = 50
#: Words of an address that are the list's own; a column may not be called so.
OWN = ("q", "state", "sort", "cols", "from", "to", "page", "as_of")
_VILLAGE, _GROUP = 12, 14  # digits of their codes


@dataclass(frozen=True)
class Asked:
    """What an address asks of a ledger's list.

    `state` is "current" or "all" ("" where the ledger has no date). `sort` holds column names,
    with a minus for last first; `columns` the columns chosen, () for the usual ones. `troubles`
    says in words what of the address makes no sense and so was not asked.
    """

    ledger: Ledger
    as_of: date
    q: str = ""
    conditions: tuple[Condition, ...] = ()
    state: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    troubles: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, ledger: Ledger, query: QueryDict, words: Words) -> "Asked":
        """Read the query part of an address."""
        reader = Reader(ledger, query, words)
        conditions = tuple(reader.read())
        names = [column.name for column in open_to(ledger)]
        sort, unsortable = _named(query, "sort", names, minus=True)
        columns, unknown = _named(query, "cols", names)
        if columns and columns[0] != ledger.identity:
            columns = (ledger.identity, *(name for name in columns if name != ledger.identity))
        if columns == usual(ledger):
            columns = ()
        state = ("all" if query.get("state") == "all" else "current") if ledger.date else ""
        troubles = [
            *reader.troubles,
            *(_("不能按“%(text)s”排序。") % {"text": one[:LONGEST]} for one in unsortable),
            *(_("没有“%(text)s”这一列。") % {"text": one[:LONGEST]} for one in unknown),
            *_strange(ledger, query),
        ]
        return cls(
            ledger, words.as_of, query.get("q", "").strip()[:LONGEST].strip(), conditions, state,
            sort, columns, tuple(troubles),
        )  # fmt: skip

    @property
    def order(self) -> tuple[str, ...]:
        """The columns to sort by: unless asked, what happened, newest first."""
        if self.sort:
            return self.sort
        dated = self.ledger.date and not issubclass(self.ledger.model, State)
        return (f"-{self.ledger.date}" if dated else self.ledger.identity,)

    @property
    def shown(self) -> list[Column]:
        """The columns of the list, in their order."""
        return [self.ledger.column(name) for name in self.columns or usual(self.ledger)]

    @property
    def narrowed(self) -> bool:
        """True where any condition is asked besides the as-of day."""
        return bool(self.q or self.conditions)

    def pairs(self) -> list[tuple[str, str]]:
        """What is asked as an address writes it."""
        found = [("q", self.q)]
        for one in self.conditions:
            found += one.pairs(self.ledger)
        found += [
            ("state", "all" if self.state == "all" else ""),
            ("sort", ",".join(self.sort)), ("cols", ",".join(self.columns)),
        ]  # fmt: skip
        return [(name, value) for name, value in found if value]

    def query(self, without: Condition | None = None, **changed: str) -> str:
        """The same asked with something changed; '' takes it out, `without` a condition."""
        gone = set(without.pairs(self.ledger)) if without else set()
        kept = [p for p in self.pairs() if p not in gone and p[0] not in changed]
        return urlencode(kept + [(n, v) for n, v in changed.items() if v], safe=",")


def usual(ledger: Ledger) -> tuple[str, ...]:
    """The columns a list shows unless others are chosen."""
    return tuple(column.name for column in open_to(ledger) if column.listed)


def records(asked: Asked, place: Place, words: Words, *, by: Actor) -> "QuerySet[Any]":
    """The records asked for, in order. Raises Forbidden."""
    ledger = asked.ledger
    found = in_place(see(ledger.model, by=by), place.code, asked.as_of)
    if ledger.model is Place:
        found = found.filter(level="group")
    for one in asked.conditions:
        found = found.filter(narrowing.condition(one, words, by=by))
    if asked.state == "current":
        found = found.filter(narrowing.in_force(ledger, words))
    if asked.q:
        found = found.filter(narrowing.about(ledger, asked.q, words, by=by))
    links = [column.name for column in ledger.links()]
    if links:
        found = found.select_related(*links)
    return found.order_by(*_order(ledger, asked.order))


def keys(ledger: Ledger, texts: list[str]) -> list[Any]:
    """Ids of records as the model holds them; what has not even the shape of one is left out."""
    field, found = ledger.model._meta.pk, []
    for text in texts:
        try:
            found.append(field.to_python(text))
        except ValidationError:
            continue
    return found


def any_at(ledger: Ledger, place: Place, on: date, *, by: Actor) -> bool:
    """True where the place has records of the ledger at all, whatever is asked of them."""
    return in_place(see(ledger.model, by=by), place.code, on).exists()


@dataclass(frozen=True)
class Summary:
    """The foot of a list: how many records, sums by column name, how many villages and groups."""

    count: int
    sums: dict[str, int]
    villages: int = 0
    groups: int = 0


def summary(found: "QuerySet[Any]", asked: Asked) -> Summary:
    """Count, sums of the shown columns that have a total, and the places the records lie in."""
    sums = {f"sum_{one.name}": Sum(one.name) for one in asked.shown if one.total}
    levels = next((c.levels for c in asked.ledger.columns if c.type == "place"), ())
    places = {
        name: Count(Substr("place", 1, digits), distinct=True, filter=Q(_length__gte=digits))
        for name, level, digits in (("villages", "village", _VILLAGE), ("groups", "group", _GROUP))
        if level in levels
    }
    plain = found.order_by()
    if places:
        plain = plain.annotate(_length=Length("place"))
    told = plain.aggregate(n=Count("pk"), **sums, **places)
    return Summary(
        told["n"], {name.removeprefix("sum_"): told[name] or 0 for name in sums},
        **{name: told[name] for name in places},
    )  # fmt: skip


def _order(ledger: Ledger, order: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for one in order:
        name, back = one.removeprefix("-"), one.startswith("-")
        column = ledger.column(name)
        path = name
        if column.type == "link":
            path = f"{name}__{BY_KEY[column.to].title}"
        found.append(F(path).desc(nulls_last=True) if back else F(path).asc(nulls_last=True))
    if ledger.identity not in {one.removeprefix("-") for one in order}:
        rest = F(ledger.identity)
        found.append(rest.desc() if order[0].startswith("-") else rest.asc())
    return found


def _named(
    query: QueryDict, name: str, known: list[str], *, minus: bool = False
) -> tuple[tuple[str, ...], list[str]]:
    """The columns that an address names, parted by commas, each once; and the unknown ones."""
    asked = [one for text in query.getlist(name) for one in text.split(",") if one]
    found: dict[str, str] = {}
    unknown = []
    for one in asked:
        plain = one.removeprefix("-") if minus else one
        if plain in known:
            found.setdefault(plain, one)
        else:
            unknown.append(one)
    return tuple(found.values()), unknown


def _strange(ledger: Ledger, query: QueryDict) -> list[str]:
    """Parts of an address that no column and no list knows."""
    known = set(OWN).union(*(words_of(column, ledger) for column in open_to(ledger)))
    if not ledger.date:
        known -= {"from", "to"}
    return [
        _("地址里的“%(text)s”不是这本台账的条件，没有用上。") % {"text": name[:LONGEST]}
        for name, held in query.lists()
        if name not in known and any(held)
    ]
