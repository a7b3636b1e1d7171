"""County forms 上级表格: the list of what is demanded, each form filled, and its cells bound."""

import io
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.countyforms import actions
from jishi.countyforms.actions import FormFault, Passed
from jishi.countyforms.apart import apart
from jishi.countyforms.binding import DECIMALS, NO_FIGURE, PARTS, SCALES, WHENS, Binding
from jishi.countyforms.filling import Filled, cells
from jishi.countyforms.models import CountyForm, Filling
from jishi.countyforms.proofs import proofs_book
from jishi.countyforms.sheets import sheets_of
from jishi.countyforms.sheetxml import Sheet
from jishi.countyforms.suggesting import opening, spread, suggest
from jishi.desk.drafts import Form
from jishi.desk.models import FormDraft
from jishi.indicators.indicator import Indicator
from jishi.indicators.naming import called_in, renamed
from jishi.indicators.tables import CHAPTERS, INDICATORS
from jishi.places import tree
from jishi.places.models import Place
from jishi.web import drafted, formabout, formfile, keeping
from jishi.web.downloads import workbook
from jishi.web.formtable import table, why_apart
from jishi.web.history import names_of
from jishi.web.keeping import Kept
from jishi.web.pages import PageRequest, at, page
from jishi.web.presenting import proof_of

_TOWN = 9
_SAID = ("part", "place", "when", "scale", "decimals")


@page("<place:place>/forms/", name="forms", may="forms.read")
def forms(request: PageRequest, place: str) -> HttpResponse:
    """The town's burden ledger: who demands which form, until when, and the minutes it saves."""
    if len(place) > _TOWN:
        return _to(request, "forms", place[:_TOWN])
    held = actions.forms_of(place, by=request.actor).defer("content")
    times = actions.times_filled(place, request.actor.today.year)
    wanted_first = F("retired_on").asc(nulls_first=True)  # databases differ about it
    found = [_row(request, form, times[form.pk]) for form in held.order_by(wanted_first, "name")]
    return render(request, "forms/page.html", {
        "forms": found, "may_write": _writes(request, place),
        "new_url": at(reverse("form_new", kwargs={"place": place}), request.as_of),
        "saved": sum(one["saved"] for one in found), "year": request.actor.today.year,
        "due": sum(one["form"].retired_on is None for one in found),
    })  # fmt: skip


@page(
    "<place:place>/forms/new/", name="form_new", may="forms.write", methods=("GET", "POST")
)  # fmt: skip
def new(request: PageRequest, place: str) -> HttpResponse:
    """Take an office's form in: the file, who wants it, on what ground, until when."""
    if len(place) > _TOWN:
        return _to(request, "form_new", place[:_TOWN])
    kept = Kept(Form("form_new", place), formabout.NAMES)
    answer = keeping.answered(request, kept)
    if answer is not None:
        return answer
    if request.method != "POST":
        return _ask(request, None, draft=keeping.opened(request, kept))
    about, faults = formabout.read(request.POST)
    file, why = formfile.brought(request, place)
    if file is None:
        faults = {"file": why, **faults}
    if file is None or about is None:
        return _ask(request, None, faults, file=file)
    try:
        form = actions.add(place, about, file.content, file.name, by=request.actor)
    except FormFault as fault:
        return _ask(request, None, {fault.field: str(fault.message)}, file=file)
    if file.kept is not None:
        file.kept.forget()
    drafted.finished(request)
    messages.success(request, _("表收下了。点空格，说它是哪个数。"))
    return HttpResponseRedirect(_at(request, "form_bind", form))


@page("<place:place>/forms/<uuid:form>/", name="form", may="forms.read")
def one(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """The form as it would be handed in today: each filled cell leads to its proof."""
    held = _find(request, place, form)
    found = cells(held.bindings, place, request.as_of, by=request.actor)
    missing: dict[str, list[str]] = {}
    for cell in found:
        if cell.value is None:
            missing.setdefault(str(cell.reason), []).append(cell.ref)
    return render(request, "forms/form.html", {
        "form": held, "expired": held.expired(request.as_of),
        "sheets": [
            table(sheet, found, _proof) for sheet in sheets_of(held)
        ],
        "bound": len(found), "apart": [
            {"text": why_apart(one), "url": proof_of(one.town)}
            for one in apart(found, place, by=request.actor)
        ],
        "missing": missing.items(), "lacking": sum(map(len, missing.values())),
        "fillings": _fillings(held),
        "may_write": _writes(request, place),
        "urls": {name: _at(request, name, held) for name in
                 ("form_bind", "form_about", "form_fill", "form_proofs")},
        "list_url": at(reverse("forms", kwargs={"place": place}), request.as_of),
    })  # fmt: skip


def _fillings(form: CountyForm) -> list[tuple[Filling, str]]:
    """The last twelve fillings, each with who made it."""
    held = list(form.fillings.order_by("-at")[:12])
    names = names_of(one.actor for one in held)
    return [(one, names[one.actor]) for one in held]


@page(
    "<place:place>/forms/<uuid:form>/bind/", name="form_bind", may="forms.write",
    methods=("GET", "POST"),
)  # fmt: skip
def bind(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """Click a cell, say what stands in it; what the labels name is offered all at once."""
    held = _find(request, place, form)
    key = request.POST.get("cell", "") or request.GET.get("cell", "")
    fault, passed = "", False
    if request.method == "POST":
        try:
            actions.bind(held, _wanted(request, held, place, key), seen=_seen(request),
                         by=request.actor)  # fmt: skip
        except (FormFault, ValueError) as error:
            fault = str(error.message) if isinstance(error, FormFault) else (
                _("这样对应不上，重新选。")
            )  # fmt: skip
        except Passed:
            held, passed = _find(request, place, form), True
            fault = _("别人刚改过这张表。看过现在的样子再改。")
        else:
            messages.success(request, _("对应好了。"))
            return HttpResponseRedirect(_at(request, "form_bind", held))
    return _bind(request, held, key, fault, passed=passed)


@page(
    "<place:place>/forms/<uuid:form>/about/", name="form_about", may="forms.write",
    methods=("GET", "POST"),
)  # fmt: skip
def about(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """Who wants the form, on what ground, until when; and that it is wanted no more."""
    held = _find(request, place, form)
    if request.method != "POST":
        return _ask(request, held)
    seen, by = _seen(request), request.actor
    said, faults = formabout.read(request.POST)
    if said is None:
        return _ask(request, held, faults)
    try:
        if "retire" in request.POST:
            day = None if held.retired_on else by.today
            actions.retire(held, day, said, seen=seen, by=by)
        else:
            actions.revise(held, said, seen=seen, by=by)
    except FormFault as fault:
        return _ask(request, held, {fault.field: str(fault.message)})
    except Passed:
        now = _find(request, place, form)
        return _ask(request, now, met=formabout.meet(now, formabout.typed(request.POST), seen))
    messages.success(request, _("记下了。"))
    return HttpResponseRedirect(_at(request, "form", held))


@page(
    "<place:place>/forms/<uuid:form>/fill/", name="form_fill", may="forms.fill", methods=("POST",)
)  # fmt: skip
def fill(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """The form filled, just as the office sent it; that it was filled is kept."""
    held = _find(request, place, form)
    made, _cells, _filling = actions.fill_form(held, place, request.as_of, by=request.actor)
    name = _("%(form)s（%(place)s，截至%(day)s）.xlsx") % {
        "form": held.name, "place": tree.names([place]).get(place, place),
        "day": request.as_of.isoformat(),
    }  # fmt: skip
    return workbook(io.BytesIO(made), name)


@page("<place:place>/forms/<uuid:form>/proofs/", name="form_proofs", may="forms.read")
def proofs(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """Each cell with its figure, value, period, definition and the address of its proof."""
    held = _find(request, place, form)
    found = cells(held.bindings, place, request.as_of, by=request.actor)
    made = io.BytesIO()
    proofs_book(
        made, held, found, lambda cell: request.build_absolute_uri(
            proof_of(cell.figure, lasting=True)
        ) if cell.figure else "",
    )  # fmt: skip
    name = _("%(form)s（截至%(day)s）依据.xlsx") % {
        "form": held.name, "day": request.as_of.isoformat(),
    }  # fmt: skip
    return workbook(made, name)


def _find(request: PageRequest, place: str, form: Any) -> CountyForm:
    if len(place) != _TOWN:
        raise Http404(place)
    held: CountyForm | None = actions.forms_of(place, by=request.actor).filter(pk=form).first()
    if held is None:
        raise Http404(form)
    return held


def _row(request: PageRequest, form: CountyForm, times: int) -> dict[str, Any]:
    return {
        "form": form, "url": _at(request, "form", form), "bound": len(form.bindings),
        "times": times, "saved": times * form.minutes,
        "expired": form.expired(request.as_of),
    }  # fmt: skip


def _ask(
    request: PageRequest, form: CountyForm | None, faults: dict[str, str] | None = None,
    met: formabout.Met | None = None, *, draft: FormDraft | None = None,
    file: formfile.Brought | None = None,
) -> HttpResponse:  # fmt: skip
    empty = dict.fromkeys(formabout.NAMES, "") | (draft.entries if draft else {})
    said = formabout.kept(form) if form else empty
    if request.method == "POST":
        said = met.said if met else formabout.typed(request.POST)
    return render(request, "forms/about.html", {
        "form": form, "said": said, "has_errors": bool(faults or met), "met": met,
        # A fault is mended on the version that was read: what another changed is met then.
        "version": _seen(request) if faults else form.version if form else 0,
        "file": formfile.keep(request, _place(request)["place"], file) if file else None,
        **({} if form else keeping.told(request, draft)),
        "faults": faults or {},
        "back_url": _at(request, "form", form) if form
        else at(reverse("forms", kwargs=_place(request)), request.as_of),
    }, status=409 if met else 422 if faults else 200)  # fmt: skip


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
        "version": _seen(request) if fault and not passed else form.version,
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
        "action": here, "form_url": _at(request, "form", form),
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


def _proof(cell: Filled) -> str:
    return proof_of(cell.figure) if cell.figure else ""


def _seen(request: PageRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _writes(request: PageRequest, place: str) -> bool:
    return door.reaches(request.actor, "forms.write", place)


def _place(request: PageRequest) -> dict[str, str]:
    assert request.place is not None
    return {"place": request.place.code}


def _at(request: PageRequest, name: str, form: CountyForm) -> str:
    return at(reverse(name, kwargs={"place": form.town, "form": form.pk}), request.as_of)


def _to(request: PageRequest, name: str, town: str) -> HttpResponse:
    return HttpResponseRedirect(at(reverse(name, kwargs={"place": town}), request.as_of))
