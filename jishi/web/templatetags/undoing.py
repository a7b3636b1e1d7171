"""``{% load undoing %}``: the way back that a message carries."""

from typing import Any

from django import template
from django.contrib.messages.storage.base import Message

from jishi.web.undoing import way_back

register = template.Library()


@register.filter
def undo(message: Message) -> dict[str, Any] | None:
    """``{url, act_url, redo}`` of a message that tells of an act, or None."""
    url, redo = way_back(message)
    return {"url": url, "act_url": url.removesuffix("undo/"), "redo": redo} if url else None
