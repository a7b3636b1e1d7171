"""Records that were found, as a list shows them: name, number, and a line that tells them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.door import see
from jishi.desk.finding.asking import Found, Search
from jishi.desk.finding.recent import recent
from jishi.kernel.columns import Ledger
from jishi.kernel.record import State
from jishi.records.ledgers import BY_KEY, RECORDS
from jishi.records.people.models import Person, Post
from jishi.values.names import INSIDE, RARE
from jishi.web.wording import Words

#: Ledgers whose rows have a name or a title of their own.
FINDABLE: tuple[str, ...] = tuple(
    one.key for one in RECORDS if one.column(one.title).type == "text"
)
_POSTS = 2  # posts of a person that are told


@dataclass(frozen=True)
class Hit:
    """A record found. `value` is what a form's field takes; `second` where or what it is."""

    id: str
    value: str
    title: str
    number: str
    second: str
    url: str

    def plain(self) -> dict[str, str]:
        """For the page's script."""
        return {
            "id": self.id, "value": self.value, "title": self.title, "number": self.number,
            "second": self.second,
        }  # fmt: skip


def hits(ledger: Ledger, rows: Sequence[Any], words: Words) -> list[Hit]:
    """The rows in the reader's words, in their order."""
    if ledger.column(ledger.title).type == "link":
        words.meet(ledger, rows)
    posts = _posts([row.pk for row in rows], words) if ledger.model is Person else {}
    found = []
    for row in rows:
        number, title = str(getattr(row, ledger.identity)), words.title(row, ledger)
        parts = [*posts.get(row.pk, ()), *_told(row, ledger, words)]
        second = _("，").join(dict.fromkeys(part for part in parts if part))
        found.append(
            Hit(str(row.pk), f"{number} {title}", title, number, second, words.url(ledger, row))
        )
    return found


def first_choices(search: Search, ledger: Ledger, limit: int) -> tuple[list[Any], int]:
    """What is offered before anything is typed, and how many of it were chosen lately.

    After the last choices come records at the place, by number; ended ones are left out.
    """
    rows = recent(ledger, search.town, by=search.by)
    lately = len(rows)
    found = see(ledger.model, by=search.by).filter(town=search.town, place__startswith=search.near)
    if issubclass(ledger.model, State):
        found = found.filter(Q(until__isnull=True) | Q(until__gt=search.on))
    dated = ledger.date and not issubclass(ledger.model, State)
    found = found.exclude(pk__in=[row.pk for row in rows])
    found = found.order_by(f"-{ledger.date}" if dated else "number", "pk")
    return rows + list(found[: max(limit - lately, 0)]), lately


def ask(search: Search, ledgers: Iterable[str], limit: int) -> dict[str, Found]:
    """The query put to several ledgers, in their order; those are left out that the asker may not
    open or that answer nothing, and those come last that answer by a reading which one does not
    think of first: 吴丽芳 (tun) would stand before the household of 唐兰."""
    found: dict[str, Found] = {}
    for key in ledgers:
        if policy.allows(search.by, f"{key}.view"):
            one = search.find(BY_KEY[key], limit)
            if one.rows:
                found[key] = one
    return dict(sorted(found.items(), key=lambda held: _loosely(held[1].rank)))


def _loosely(rank: int) -> bool:
    """True of an answer that one hardly meant."""
    return rank == RARE or rank > INSIDE


def _told(row: Any, ledger: Ledger, words: Words) -> list[str]:
    """Kind, place, day: whatever the ledger has of them."""
    place = words.places.get(row.place, "")
    kind = words.kinds(ledger.key).get(row.kind, "") if hasattr(row, "kind") else ""
    if isinstance(row, State):
        ended = row.until is not None and row.until <= words.as_of
        day = _("已止") if ended else ""
    elif ledger.date:
        day = words.say(ledger.column(ledger.date), getattr(row, ledger.date), ledger)
    else:
        day = ""
    return [kind, place, day]


def _posts(people: list[Any], words: Words) -> dict[Any, list[str]]:
    """The posts in force of each person, in a few words; none where posts are not the reader's."""
    if not people or not policy.allows(words.by, "posts.view"):
        return {}
    on = words.as_of
    rows = see(Post, by=words.by).filter(
        Q(until__isnull=True) | Q(until__gt=on), person_id__in=people, since__lte=on
    )
    found: dict[Any, list[str]] = {}
    for row in rows.order_by("since", "number"):
        held = found.setdefault(row.person_id, [])
        if len(held) < _POSTS:
            held.append(row.title or words.kinds("posts").get(row.kind, row.kind))
    return found
