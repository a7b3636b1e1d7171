"""What the town calls its figures: its own names and further aliases, on one page."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext as _n

from jishi.access import door, policy
from jishi.indicators import naming
from jishi.indicators.naming import Called, NamingFault
from jishi.indicators.tables import INDICATORS
from jishi.indicators.units import unit_word
from jishi.places import tree
from jishi.web.pages import PageRequest, at, page

_BETWEEN = re.compile(r"[、，,；;\n]+")


@page(
    "<place:place>/figure-names/", name="figure_names", may="figure_names.view",
    methods=("GET", "POST"),
)  # fmt: skip
def names(request: PageRequest, place: str) -> HttpResponse:
    """All figures with the town's own words; saved together, told one by one what will not do."""
    if len(place) > 9:
        address = reverse("figure_names", kwargs={"place": place[:9]})
        return HttpResponseRedirect(at(address, request.as_of))
    faults: list[NamingFault] = []
    held = naming.called_in(place)
    may_write = door.reaches(request.actor, "figure_names.write", place)
    if request.method == "POST":
        if not may_write:
            raise policy.Forbidden("figure_names.write")
        held = _typed(request)
        try:
            count = naming.rename(place, held, by=request.actor) if held else None
        except naming.Refused as refused:
            faults = refused.faults
        else:
            if count is not None:
                said = _n("%(n)s个指标的叫法改了。", "%(n)s个指标的叫法改了。", count)
                messages.success(request, said % {"n": count} if count else _("没有改动。"))
                return redirect("figure_names", place=place)
            faults = [NamingFault("", "name", _("没有填什么，请用页面上的表。"))]
    return render(request, "settings/figure_names.html", {
        "rows": [_row(one, held.get(one.key, Called()), faults) for one in INDICATORS],
        "faults": [fault for fault in faults if not fault.key], "count": len(faults),
        "has_errors": bool(faults), "town": tree.full_name(place),
        "may_write": may_write,
    }, status=422 if faults else 200)  # fmt: skip


def _typed(request: PageRequest) -> dict[str, Called]:
    found = {}
    for one in INDICATORS:
        if f"name-{one.key}" in request.POST:
            name = " ".join(request.POST[f"name-{one.key}"].split())
            words = _BETWEEN.split(request.POST.get(f"aliases-{one.key}", ""))
            aliases = sorted({" ".join(word.split()) for word in words} - {"", name})
            found[one.key] = Called("" if name == str(one.zh) else name, tuple(aliases))
    return found


def _row(indicator: Any, called: Called, faults: list[NamingFault]) -> dict[str, Any]:
    own = [fault for fault in faults if fault.key == indicator.key]
    return {
        "key": indicator.key, "zh": indicator.zh, "unit": unit_word(indicator.unit),
        "standard": "、".join(str(word) for word in indicator.aliases),
        "name": called.name, "aliases": "、".join(called.aliases),
        "name_faults": [one.message for one in own if one.field == "name"],
        "alias_faults": [one.message for one in own if one.field == "aliases"],
    }  # fmt: skip
