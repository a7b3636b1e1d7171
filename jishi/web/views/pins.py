"""Pins 钉住的数: a code typed or scanned, and what has become of its number since."""

import re

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.pins.opening import find, recent
from jishi.pins.reopening import DefinitionChanged, state
from jishi.places import tree
from jishi.places.models import Place
from jishi.web import pinned
from jishi.web.history import names_of
from jishi.web.pages import PageRequest, page
from jishi.web.presenting import fingerprint, shown
from jishi.web.templatetags.ui import day

_RECENT = 30
_LINK = re.compile(r"/pin/([^/?#]+)")  # the address of a pin, pasted whole
_READ = ("figures.read", "figures.compare")


@page("pin/", name="pins", may=_READ)
def pins(request: PageRequest) -> HttpResponse:
    """Where a code is typed; below it the last pins of one's own places."""
    typed = request.GET.get("code", "").strip()
    link = _LINK.search(typed)
    typed = link[1] if link else typed
    fault = ""
    if typed:
        held = find(typed, request.actor)
        if held is not None:
            return HttpResponseRedirect(reverse("pin", kwargs={"code": held.shown}))
        fault = _("您能看的数里没有这个编码。对照纸上再打一遍：8个字母和数字，没有I、L、O、0、1。")
    return render(request, "pins/home.html", {
        "typed": typed[:40], "fault": fault, "has_errors": bool(fault),
        "pins": pinned.listed(recent(request.actor)[:_RECENT]),
    }, status=422 if fault else 200)  # fmt: skip


@page("pin/<str:code>/", name="pin", may=_READ)
def pin(request: PageRequest, code: str) -> HttpResponse:
    """The number, what it meant, when and where it left, and whether it is still so."""
    held = find(code, request.actor)
    if held is None:
        raise Http404(code)
    if code != held.shown:
        return HttpResponseRedirect(reverse("pin", kwargs={"code": held.shown}))
    found = state(held, request.actor)
    place = tree.place(held.place) or Place(code=held.place, name=held.place)
    number, unit = shown(held.exact, held.unit)
    return render(request, "pins/page.html", {
        "pin": held, "number": number, "unit": unit, "place_name": tree.full_name(held.place),
        "verdict": pinned.verdict(held, found),
        "how": found.how if isinstance(found, DefinitionChanged) else (),
        "sorts": pinned.sorts(held, place, found, request.actor),
        "period": pinned.period_of(held), "line": pinned.line(held),
        "proof_url": pinned.proof_of(held, request.actor),
        "digest": fingerprint(held.digest), "version": fingerprint(held.definition_version),
        "head": fingerprint(held.head),
        "who": names_of([held.actor])[held.actor], "today": day(request.actor.today),
    })  # fmt: skip
