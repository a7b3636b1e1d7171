"""One figure that leaves the house by itself 公示: pinned, with a sentence, a sheet and its code.

A number on a notice board or in a message carries its proof as those of a report do.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jishi.indicators.figures import answer
from jishi.indicators.indicator import Figure
from jishi.indicators.periods import in_full
from jishi.pins.actions import LeftIn, Passed, pin
from jishi.pins.models import Pin
from jishi.pins.opening import find
from jishi.pins.reopening import state
from jishi.places import tree
from jishi.reports import qr
from jishi.web import pinned
from jishi.web.pages import PageRequest, page
from jishi.web.presenting import fig, proof_of, said, shown
from jishi.web.proofasked import asked, period_asked

_LONGEST = 60
_READ = ("figures.read", "figures.compare")


@page("<place:place>/cockpit/<slug:key>/pin/", name="proof_pin", may="pins.make",
      methods=("GET", "POST"))  # fmt: skip
def proof_pin(request: PageRequest, place: str, key: str) -> HttpResponse:
    """Pin the figure as it stands on its proof page; the writer says where it will be used."""
    indicator, on = asked(request, place, key)
    figure = answer(indicator, on, period=period_asked(request))
    title = " ".join(request.POST.get("title", "").split())
    fault, status = "", 200
    if request.method == "POST":
        fault, status = _fault(figure, title), 422
        if not fault:
            try:
                written = said(figure.value, indicator.unit)
                held = pin([(figure, written)], by=request.actor, left_in=LeftIn("poster", title))
            except Passed:
                fault, status = _("刚才台账又变了。先看一眼现在的数，对就再钉一次。"), 409
            else:
                return HttpResponseRedirect(reverse("pin", kwargs={"code": held[0].shown}))
    return render(request, "pins/pinning.html", {
        "fig": fig(figure), "place_name": tree.full_name(place), "period": in_full(figure),
        "proof_url": proof_of(figure), "title": title[:_LONGEST], "longest": _LONGEST,
        "fault": fault, "has_errors": bool(fault),
    }, status=status)  # fmt: skip


def _fault(figure: Figure, title: str) -> str:
    if figure.value is None:
        return _("现在没有这个数，钉不了：%(reason)s") % {"reason": figure.reason}
    if not title:
        return _("写一句用在哪里，比如“第三季度公开栏”。")
    if len(title) > _LONGEST:
        return _("用在哪里最多写%(most)s个字，现在有%(n)s个。") % {
            "most": _LONGEST, "n": len(title),
        }  # fmt: skip
    return ""


@page("pin/<str:code>/sheet/", name="pin_sheet", may=_READ)
def pin_sheet(request: PageRequest, code: str) -> HttpResponse:
    """A pinned number as one large sheet to print and put up, with its code; one that is another
    by now says so, on paper too."""
    held = _held(request, code)
    found = state(held, request.actor)
    number, unit = shown(held.exact, held.unit)
    address = _address(request, held)
    side, path = qr.path(address)
    return render(request, "pins/sheet.html", {
        "pin": held, "number": number, "unit": unit, "place_name": tree.full_name(held.place),
        "period": pinned.period_of(held), "day": localtime(held.at).date(),
        "side": side, "path": path,
        "verdict": pinned.verdict(held, found),
    })  # fmt: skip


@page("pin/<str:code>/code.png", name="pin_picture", may=_READ)
def pin_picture(request: PageRequest, code: str) -> HttpResponse:
    """The QR code of a pin as a picture, for one's own poster or message."""
    held = _held(request, code)
    name = get_valid_filename(f"{held.name} {held.shown}.png")
    return HttpResponse(
        qr.png(_address(request, held)), content_type="image/png",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )  # fmt: skip


def _held(request: PageRequest, code: str) -> Pin:
    """The pin of the address. Raises Http404 where there is none for the reader."""
    held = find(code, request.actor)
    if held is None:
        raise Http404(code)
    return held


def _address(request: HttpRequest, held: Pin) -> str:
    return request.build_absolute_uri(reverse("pin", kwargs={"code": held.shown}))
