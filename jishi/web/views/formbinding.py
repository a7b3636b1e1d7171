"""Binding a county form 对应格子: click a cell, say which figure of where and when stands in it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.countyforms import actions
from jishi.countyforms.actions import FormFault, Passed
from jishi.countyforms.binding import DECIMALS, NO_FIGURE, PARTS, SCALES, WHENS, Binding
from jishi.countyforms.filling import cells
from jishi.countyforms.models import CountyForm
from jishi.countyforms.sheets import sheets_of
from jishi.countyforms.sheetxml import Sheet
from jishi.countyforms.suggesting import opening, spread, suggest
from jishi.indicators.indicator import Indicator
from jishi.indicators.naming import called_in, renamed
from jishi.indicators.tables import CHAPTERS, INDICATORS
from jishi.places import tree
from jishi.places.models import Place
from jishi.web.countyform import address, find, version_seen
from jishi.web.formtable import table
from jishi.web.pages import PageRequest, at, page

_SAID = ("part", "place", "when", "scale", "decimals")


@page(
    "<place:place>/forms/<uuid:form>/bind/", name="form_bind", may="forms.write",
    methods=("GET", "POST"),
)  # fmt: skip
def bind(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """Click a cell, say what stands in it; what the labels name is offered all at once."""
    held = find(request, place, form)
    key = request.POST.get("cell", "") or request.GET.get("cell", "")
    fault, passed = "", False
    if request.method == "POST":
        try:
            actions.bind(held, _wanted(request, held, place, key), seen=version_seen(request),
                         by=request.actor)  # fmt: skip
        except (FormFault, ValueError) as error:
            fault = str(error.message) if isinstance(error, FormFault) else (
                _("这样对应不上，重新选。")
            )  # fmt: skip
        except Passed:
            held, passed = find(request, place, form), True
            fault = _("别人刚改过这张表。看过现在的样子再改。")
        else:
            messages.success(request, _("对应好了。"))
            return HttpResponseRedirect(address(request, "form_bind", held))
    return _bind(request, held, key, fault, passed=passed)


def _wanted(
    request: PageRequest, form: CountyForm, place: str, key: str
) -> dict[str, Binding | None]:
    if "suggested" in request.POST:
        return dict(_suggested(form, place, sheets_of(form)))
    if "free" in request.POST:
        return {key: None}
    binding = Binding.of({
        "figure": "" if request.POST.get("part") in NO_FIGURE else request.POST.get("figure", ""),
        **{name: request.POST.get(name, "") for name in _SAID},
    })  # fmt: skip
    return _spread(request, form, key, binding) or {key: binding}


def _spread(
    request: PageRequest, form: CountyForm, key: str, binding: Binding
) -> dict[str, Binding | None]:
    """The same figure for the cells of the row or column, by village, where that was asked.

    Raises FormFault where no village stands at the head of any.
    """
    way = request.POST.get("spread", "")
    name, _bang, ref = key.rpartition("!")
    sheet = next((one for one in sheets_of(form) if one.name == name and one.cell(ref)), None)
    if way not in ("row", "column") or sheet is None:
        return {}
    town, below = _called(form.town)
    found = spread(sheet, ref, binding, way=way, town=town, below=below)
    if not found:
        raise FormFault("cell", _("这一行或这一列的表头里没有认出村名，一格一格对应。"))
    return {f"{name}!{one}": bound for one, bound in found.items()}


def _suggested(form: CountyForm, place: str, sheets: Iterable[Sheet]) -> dict[str, Binding]:
    """What labels name, in the town's own words too, in cells that are bound to nothing yet."""
    (town, below), figures = _called(place), _figures(place)
    return {
        key: binding
        for sheet in sheets
        for ref, binding in suggest(sheet, figures, town, below).items()
        if (key := f"{sheet.name}!{ref}") not in form.bindings
    }


def _called(town: str) -> tuple[str, list[Place]]:
    """The names by which a form may speak of the town and of its villages."""
    return tree.names([town]).get(town, ""), tree.children(town, timezone.localdate())


def _figures(place: str) -> list[Indicator]:
    called = called_in(place)
    return [renamed(one, called) for one in INDICATORS]


def _bind(
    request: PageRequest, form: CountyForm, key: str, fault: str, *, passed: bool
) -> HttpResponse:  # fmt: skip
    place, sheets, figures = form.town, sheets_of(form), _figures(form.town)
    name, _bang, ref = key.rpartition("!")
    chosen = next((cell for one in sheets if one.name == name and (cell := one.cell(ref))), None)
    stored = form.bindings.get(key)
    here = at(reverse("form_bind", kwargs={"place": place, "form": form.pk}), request.as_of)
    found = cells(form.bindings, place, request.as_of, by=request.actor)
    said = request.POST if request.method == "POST" else stored or _opening(form, sheets, name, ref)
    return render(request, "forms/bind.html", {
        "form": form, "fault": fault, "has_errors": bool(fault), "key": key, "chosen": chosen,
        "sheet_name": name, "stored": stored, "now": _bound_to(stored, place) if passed else "",
        "version": version_seen(request) if fault and not passed else form.version,
        "binding": {one: said.get(one, "") for one in ("figure", *_SAID)},
        "sheets": [table(one, found, None, bind_url=here, chosen=key) for one in sheets],
        "chapters": [
            {"label": label, "figures": [one for one in figures if one.chapter == chapter]}
            for chapter, label in CHAPTERS.items()
        ],
        "decimals": DECIMALS.items(), "places": _places(request.place), "parts": PARTS.items(),
        "scales": [(code, label) for code, (label, _by) in SCALES.items()],
        "whens": [(code, when.said) for code, when in WHENS.items()],
        "suggested": len(_suggested(form, place, sheets)), "bound": len(form.bindings),
        "action": here, "form_url": address(request, "form", form),
    }, status=409 if passed else 422 if fault else 200)  # fmt: skip


def _opening(form: CountyForm, sheets: Iterable[Sheet], name: str, ref: str) -> dict[str, str]:
    sheet = next((one for one in sheets if one.name == name), None)
    if sheet is None:
        return {}
    town, below = _called(form.town)
    return opening(sheet, ref, town, below)


def _bound_to(stored: dict[str, str] | None, town: str) -> str:
    """How a cell is bound now, in words, beside what is typed."""
    if stored is None:
        return _("这一格现在没有对应。")
    names = {one.key: str(one.zh) for one in _figures(town)}
    where = [tree.names([stored["place"]]).get(stored["place"], "")] if stored["place"] else []
    part = [str(PARTS[stored["part"]])] if stored["part"] != "value" else []
    figure = [names.get(stored["figure"], "")] if stored["figure"] else []
    when = [str(WHENS[stored["when"]].said)]
    return _("这一格现在对应：%(said)s。") % {"said": "，".join([*figure, *part, *where, *when])}


def _places(town: Place | None) -> list[tuple[str, str]]:
    if town is None:
        return []
    below = tree.children(town.code, timezone.localdate())
    return [("", _("填表的地方（%(place)s）") % {"place": town.name}),
            *((one.code, one.name) for one in below)]  # fmt: skip
