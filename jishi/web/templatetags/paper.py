"""What a page carries onto paper: its own address as a QR code at the foot of each sheet."""

from typing import Any

from django import template

from jishi.reports import qr

register = template.Library()


def address(request: Any, path: str = "") -> str:
    """The canonical address of a page: origin, path, day and the report's template; nothing else
    of its query.

    A page about a place always names its day: what is on paper is of that day. `path` is that
    of another page of the same place and day.
    """
    url: str = request.build_absolute_uri(path or request.path)
    if getattr(request, "place", None) is None:
        return url
    told = getattr(request, "told_by", "")
    return f"{url}?as_of={request.as_of.isoformat()}" + (f"&template={told}" if told else "")


@register.inclusion_tag("frame/qr.html", takes_context=True)
def page_qr(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the QR code of the page; it is seen on paper only. The address asks to sign in."""
    found = address(context["request"])
    if len(found) > qr.LONGEST:  # no code holds it; the way in is drawn instead
        found = found[: found.index("/", len("https://"))] + "/"
    side, path = qr.path(found)
    return {"address": found, "side": side, "path": path}
