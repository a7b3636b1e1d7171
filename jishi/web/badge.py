"""The count beside 今日: kept from the last look at Today until the town's ledger changes.

Asking all rules on every page would cost more than the page; a number that may be old would be
worse than none. So it is shown as long as the town's chain has not grown since.
"""

from datetime import date

from django.core.cache import cache

from jishi.access.actor import Actor
from jishi.audit.models import ChainHead

_LONGEST = 12 * 60 * 60


def remember(by: Actor, place: str, as_of: date, count: int) -> None:
    """Keep what Today just counted."""
    key = _key(by, place, as_of)
    if key:
        cache.set(key, count, _LONGEST)


def known(by: Actor, place: str, as_of: date) -> int | None:
    """What Today counted last, if it still holds; None otherwise."""
    key = _key(by, place, as_of)
    return cache.get(key) if key else None


def _key(by: Actor, place: str, as_of: date) -> str:
    head = ChainHead.objects.filter(chain=place[:9]).values_list("hash", flat=True).first()
    return f"today:{by.user_id}:{place}:{as_of}:{head}" if head and by.user_id else ""
