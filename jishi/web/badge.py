"""The count beside 今日: kept from the last look at Today until the town's ledger changes.

Asking all rules on every page would cost more than the page; a number that may be old would be
worse than none. So it is shown as long as the town's chain has not grown since.
"""

from datetime import date
from typing import Any

from django.core.cache import cache

from jishi.access.actor import Actor
from jishi.audit.models import ChainHead
from jishi.places.models import Place
from jishi.web.pages import PageRequest

_LONGEST = 12 * 60 * 60
_COUNTED = "jishi.today"  # in the request that counted


def remember(request: PageRequest, count: int) -> None:
    """Keep what Today just counted at the page's place and day."""
    request.META[_COUNTED] = count
    key = _key(request.actor, request.place, request.as_of)
    if key:
        cache.set(key, count, _LONGEST)


def known(request: Any, by: Actor, place: Place | None, as_of: date) -> int | None:
    """What Today counted last, if it still holds; None otherwise."""
    if _COUNTED in request.META:
        counted: int = request.META[_COUNTED]
        return counted
    key = _key(by, place, as_of)
    return cache.get(key) if key else None


def _key(by: Actor, place: Place | None, as_of: date) -> str:
    if place is None or not by.user_id:
        return ""
    chain = ChainHead.objects.filter(chain=place.code[:9])
    head = chain.values_list("hash", flat=True).first()
    return f"today:{by.user_id}:{place.code}:{as_of}:{head}" if head else ""
