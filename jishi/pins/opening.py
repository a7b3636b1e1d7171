"""Who may open a pin: whoever may read its figure. For everybody else there is none."""

from typing import Any

from django.db.models import Q

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.pins import codes
from jishi.pins.models import Pin
from jishi.places import tree
from jishi.values import placecode

_NO_VILLAGE = rf"^.{{1,{placecode.LENGTHS['town']}}}$"


def may_open(pin: Pin, by: Actor) -> bool:
    """True for readers of the place's figures; above villages for those who only compare, too."""
    if door.reaches(by, "figures.read", pin.place):
        return True
    of_village = len(pin.place) > placecode.LENGTHS["town"]
    return not of_village and door.reaches(by, "figures.compare", pin.place)


def find(text: str, by: Actor) -> Pin | None:
    """The pin of a code as somebody typed it; None where there is none that he may open.

    A code that was misread is understood where exactly one pin of his fits it.
    """
    likely = codes.read(text)
    found = [pin for pin in Pin.objects.filter(code__in=likely) if may_open(pin, by)]
    return found[0] if len(found) == 1 else None


def recent(by: Actor) -> Any:
    """Pins that the actor may open as a queryset, the latest first, without their records."""
    held = Pin.objects.defer("held", "meaning").order_by("-at", "-pk")
    if by.operator:
        return held
    mine = Q(pk__in=[])
    for territory in policy.territories(by, "figures.read"):
        mine |= tree.within("place", territory)
    for territory in policy.territories(by, "figures.compare"):
        mine |= tree.within("place", territory) & Q(place__regex=_NO_VILLAGE)
    return held.filter(mine)
