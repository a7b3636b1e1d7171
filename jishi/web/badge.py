"""The count beside 今日: kept from the last look at Today, counted anew once the ledger changed.

Asking all rules on every page would cost more than the page; a number that may be old would be
worse than none. So it holds as long as the town's chain has not grown since, and is counted again
by the first page after that, for whoever has looked at Today at that place and day before.
"""

from datetime import date
from typing import Any

from django.core.cache import cache

from jishi.access.actor import Actor
from jishi.audit.models import ChainHead
from jishi.indicators.reminders.owed import owed
from jishi.places.models import Place
from jishi.web.pages import PageRequest

_LONGEST = 12 * 60 * 60
_COUNTED = "jishi.today"  # in the request that counted


def remember(request: PageRequest, count: int) -> None:
    """Keep what Today just counted at the page's place and day."""
    request.META[_COUNTED] = count
    _keep(request.actor, request.place, request.as_of, count)


def known(request: Any, by: Actor, place: Place | None, as_of: date) -> int | None:
    """What there is to do by the ledger as it stands; None for who has not looked at Today."""
    if _COUNTED in request.META:
        counted: int = request.META[_COUNTED]
        return counted
    desk = _desk(by, place, as_of)
    if place is None or cache.get(desk) is None:
        return None
    held: int | None = cache.get(f"{desk}:{_head(place)}")
    if held is None:
        held = len(owed(place.code, as_of, by))
        _keep(by, place, as_of, held)
    request.META[_COUNTED] = held
    return held


def _keep(by: Actor, place: Place | None, as_of: date, count: int) -> None:
    desk = _desk(by, place, as_of)
    if place is not None and desk:
        cache.set(desk, True, _LONGEST)
        cache.set(f"{desk}:{_head(place)}", count, _LONGEST)


def _desk(by: Actor, place: Place | None, as_of: date) -> str:
    return f"today:{by.user_id}:{place.code}:{as_of}" if place is not None and by.user_id else ""


def _head(place: Place) -> str:
    """The last link of the town's chain; '' where nothing was written yet."""
    chain = ChainHead.objects.filter(chain=place.code[:9])
    return chain.values_list("hash", flat=True).first() or ""
