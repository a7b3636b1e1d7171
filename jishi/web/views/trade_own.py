"""A clerk's own file: its headings mapped to columns, remembered for the town; the marked copy."""

import io
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from jishi.places import tree
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.web import mapform, staged
from jishi.web.downloads import workbook
from jishi.web.mapform import Brought, Part
from jishi.web.pages import PageRequest, page
from jishi.web.uploads import Upload
from jishi.web.views.trade import ask, at_, checked, held_for, here, to_town, why
from jishi.workbook.limits import RefusedWorkbook
from jishi.workbook.marking import marked_copy
from jishi.workbook.own import memory
from jishi.workbook.own.mapping import as_json
from jishi.workbook.staging import corrected


@page(
    "<place:place>/import/maps/list/", name="import_maps", may="workbook.import",
    methods=("GET", "POST"),
)  # fmt: skip
def maps(request: PageRequest, **_parts: str) -> HttpResponse:
    """How the town's own files are read: what was agreed, and taking it back."""
    place = here(request)
    if request.method == "POST":
        if _forgotten(request, place):
            messages.success(request, _("删掉了。下次导入这样的表要重新对一遍。"))
        return HttpResponseRedirect(at_(request, "import_maps"))
    if place.level != "town":
        return to_town(request, "import_maps")
    held = [
        {"row": row, "ledger": BY_KEY[row.ledger].zh, "headings": row.headings.split("\n")}
        for row in memory.listed(place.code)
        if row.ledger in BY_KEY
    ]
    return render(request, "trade/maps.html", {
        "maps": held, "import_url": at_(request, "import"), "action": at_(request, "import_maps"),
    })  # fmt: skip


@page(
    "<place:place>/import/<str:key>/map/", name="import_map", may="workbook.import",
    methods=("GET", "POST"),
)  # fmt: skip
def map_headings(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """Say which heading means which column. Nothing uncertain passes (422)."""
    kept = held_for(request, key)
    try:
        sheets = corrected(staged.read(kept), kept.corrections)
    except RefusedWorkbook as refused:
        return ask(request, name=kept.name, fault=why(refused))
    brought = Brought(kept.name, _town(kept), request.actor)
    if request.method != "POST":
        parts = mapform.first_look(sheets, memory.remembered(kept.town), brought)
        return _asked(request, kept, parts)
    parts, changed = mapform.answered(sheets, request.POST, brought)
    if changed:
        return _asked(request, kept, parts)
    chosen = [part.map for part in parts if part.map.ledger]
    nothing = "" if chosen else _("还没有一张表选了要导入到哪本台账。")
    if nothing or any(part.faults for part in parts):
        return _asked(request, kept, parts, nothing=nothing, status=422)
    if request.POST.get("remember"):
        memory.remember(sheets, chosen, kept.name, kept.town, by=request.actor)
    kept.maps, kept.out = as_json(chosen), None
    kept.save()
    return HttpResponseRedirect(at_(request, "import_check", key))


@page("<place:place>/import/<str:key>/marked/", name="import_marked", may="workbook.import")
def marked(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """The workbook with its faults in red; with `rows=out` only the rows that stay out."""
    kept, copy, outcome = checked(request, key)
    only = (kept.out or set()) if request.GET.get("rows") == "out" else None
    held = io.BytesIO()
    marked_copy(held, copy.raw, outcome.faults, only=only)
    name = _("%(name)s没存的.xlsx") if only is not None else _("%(name)s标红.xlsx")
    return workbook(held, name % {"name": Path(kept.name).stem})


def _asked(
    request: PageRequest, kept: Upload, parts: list[Part], *, nothing: str = "", status: int = 200
) -> HttpResponse:
    faults = [(part.sheet.name, text) for part in parts for text in part.faults]
    return render(request, "trade/map.html", {
        "name": kept.name, "size": kept.size, "nothing": nothing,
        "faults": faults, "has_errors": status == 422,
        "goes_in": any(part.map.ledger for part in parts),
        "parts": [mapform.told(part, _town(kept), request.actor.today) for part in parts],
        "remembered": any(part.remembered for part in parts),
        "import_url": at_(request, "import"),
        "action": at_(request, "import_map", kept.key),
    }, status=status)  # fmt: skip


def _town(kept: Upload) -> Place:
    town = tree.place(kept.town)
    assert town is not None  # `held_for` came by its page
    return town


def _forgotten(request: PageRequest, place: Place) -> bool:
    try:
        key = UUID(request.POST.get("map", ""))
    except ValueError:
        return False
    return memory.forget(key, place.code[:9], by=request.actor)
