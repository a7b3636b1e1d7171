"""Cockpit 指标: all figures of a place on one sheet."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.audit.models import ChainHead, Entry
from jishi.indicators.figures import Ground, answer, ground
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.values import placecode
from jishi.web.coverage import answered, band
from jishi.web.lastly import last_year
from jishi.web.pages import PageRequest, at, page, town_of
from jishi.web.presenting import fingerprint
from jishi.web.sheet import Children, Reader, chapters
from jishi.web.townsbeside import beside

_BAND = "group_coverage"


@page("<place:place>/cockpit/", name="cockpit", may=("figures.read", "figures.compare"))
def cockpit(request: PageRequest, place: str) -> HttpResponse:
    """The sheet; for a county reader values of towns and above only, without proofs."""
    actor, day = request.actor, request.as_of
    reader = Reader(actor, door.reaches(actor, "figures.prove", place))
    if not door.reaches(actor, "figures.read", place) and len(place) > placecode.LENGTHS["town"]:
        raise Http404(place)
    on = ground(place, day, actor)
    share, reached = answered(BY_KEY[_BAND], on)
    figures = [
        share if indicator.key == _BAND else answer(indicator, on) for indicator in INDICATORS
    ]
    coverage = band(BY_KEY[_BAND], reached, on, actor) if reader.proves else None
    below = Children(on, reader)
    lately = last_year(on.held, actor, day) if reader.proves else None
    reports = door.reaches(actor, "reports.make", place) and town_of_request(request)
    return render(request, "cockpit/page.html", {
        "total": len(figures), "chapters": chapters(figures, below), "coverage": coverage,
        "covers": _covers(on), "proves": reader.proves, "towns": beside(figures, below),
        "lately": lately, "lately_url": at(request.path, lately) if lately else "",
        "report_url": at(reverse("report", kwargs={"place": place}), day) if reports else None,
        **(_provenance(place) if reader.proves else {}),
    })  # fmt: skip


def town_of_request(request: PageRequest) -> str | None:
    """The town of the page's place; None above the town."""
    return town_of(request.place) if request.place else None


def _covers(on: Ground) -> str:
    if len(on.place) >= placecode.LENGTHS["town"]:
        return ""
    towns = {"of": on.towns, "n": len(on.starts)}
    return _("%(of)s个乡镇里%(n)s个在账上，数只算在账上的。") % towns


def _provenance(place: str) -> dict[str, str]:
    """The last change of the town's ledger, and the end of its chain."""
    town = placecode.at_level(place, "town")
    head = ChainHead.objects.filter(chain=town).first() if town else None
    last = Entry.objects.filter(chain=town, seq=head.seq).first() if head else None
    if head is None or last is None:
        return {}
    when = timezone.localtime(last.at)
    told = _("台账最近一次改动：%(year)s年%(month)s月%(day)s日%(time)s") % {
        "year": when.year, "month": when.month, "day": when.day, "time": f"{when:%H:%M}",
    }  # fmt: skip
    return {"last_entry": told, "chain_head": fingerprint(head.hash)}
