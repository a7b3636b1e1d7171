"""``{% load undoing %}``: the way back that a message carries."""

from django import template
from django.contrib.messages.storage.base import Message

from jishi.web.undoing import WayBack, way_back

register = template.Library()


@register.filter
def undo(message: Message) -> WayBack | None:
    """What takes back that which a message tells of, or None."""
    return way_back(message)
