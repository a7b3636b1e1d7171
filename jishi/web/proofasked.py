"""What figure an address under the cockpit asks for: which indicator, where, when, which period."""

from django.http import Http404

from jishi.indicators.figures import Ground, ground
from jishi.indicators.indicator import Indicator
from jishi.indicators.tables import BY_KEY
from jishi.values.period import Period
from jishi.web.pages import PageRequest, day_of


def asked(request: PageRequest, place: str, key: str) -> tuple[Indicator, Ground]:
    """The indicator of the address and the ground of its place and day. Raises Http404."""
    indicator = BY_KEY.get(key)
    if indicator is None:
        raise Http404(key)
    return indicator, ground(place, request.as_of, request.actor)


def period_asked(request: PageRequest) -> Period | None:
    """Another period than the figure's own, where the address asks for one that there is."""
    start, end = day_of(request.GET.get("from")), day_of(request.GET.get("to"))
    return Period(start, end) if end and (start is None or start <= end) else None
