"""Saved views 常用视图: a list's question under a name, one's own and those shared in the town.

A view holds a question, never records: whoever opens it is answered what he may see himself.
It is its owner's paper, shared or not, so the trail has no entry of it.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from jishi.access.actor import Actor
from jishi.desk.models import SavedView
from jishi.kernel.columns import Ledger
from jishi.places.models import Place
from jishi.web.listing import Asked
from jishi.web.pages import at
from jishi.web.wording import Words

LONGEST_NAME = 30
#: A list has a menu of views, not a second ledger of them.
MOST = 40


@dataclass(frozen=True)
class Offered:
    """A view as a list offers it: where it leads, whose it is, whether it is what is asked now."""

    id: str
    name: str
    url: str
    mine: bool
    shared: bool
    owner: str
    current: bool


def offered(by: Actor, asked: Asked, here: Place, words: Words) -> list[Offered]:
    """The views of a ledger that an account may open: its own, then the town's."""
    rows = SavedView.objects.filter(ledger=asked.ledger.key).filter(
        Q(owner_id=by.user_id) | Q(shared=True, place__startswith=here.code[:9])
    )
    now = asked.query()
    found = []
    for row in rows.select_related("owner").order_by("name", "pk")[:MOST]:
        mine = str(row.owner_id) == by.user_id
        found.append(Offered(
            str(row.pk), row.name, address(row, here, words), mine, row.shared, str(row.owner),
            current=settled(asked.ledger, row.query, words) == now,
        ))  # fmt: skip
    return sorted(found, key=lambda one: not one.mine)


def address(row: SavedView, here: Place, words: Words) -> str:
    """The list at a place as a view asks for it, on the page's day."""
    url = at(reverse("list", kwargs={"place": here.code, "ledger": row.ledger}), words.as_of)
    if not row.query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{row.query}"


def settled(ledger: Ledger, query: str, words: Words) -> str:
    """A question in the one spelling that lists use; what makes no sense is left out."""
    return Asked.of(ledger, QueryDict(query), words).query()


def own(by: Actor, ledger: str, key: str) -> SavedView | None:
    """The account's own view of that id, or None: nobody changes another's."""
    return SavedView.objects.filter(owner__pk=by.user_id, ledger=ledger, pk=key).first()
