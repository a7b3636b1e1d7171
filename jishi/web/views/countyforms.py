"""County forms 上级表格: the list of what is demanded, and each form as it is filled."""

import io
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.countyforms import actions
from jishi.countyforms.actions import FormFault, Passed
from jishi.countyforms.apart import apart
from jishi.countyforms.filling import Filled, cells
from jishi.countyforms.models import CountyForm, Filling
from jishi.countyforms.proofs import proofs_book
from jishi.countyforms.sheets import sheets_of
from jishi.desk.drafts import Form
from jishi.desk.models import FormDraft
from jishi.places import tree
from jishi.web import drafted, formabout, formfile, keeping
from jishi.web.countyform import address, find, version_seen
from jishi.web.downloads import workbook
from jishi.web.formtable import table, why_apart
from jishi.web.history import names_of
from jishi.web.keeping import Kept
from jishi.web.pages import PageRequest, at, page
from jishi.web.presenting import proof_of

_TOWN = 9


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
    return HttpResponseRedirect(address(request, "form_bind", form))


@page("<place:place>/forms/<uuid:form>/", name="form", may="forms.read")
def one(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """The form as it would be handed in today: each filled cell leads to its proof."""
    held = find(request, place, form)
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
        "urls": {name: address(request, name, held) for name in
                 ("form_bind", "form_about", "form_fill", "form_proofs")},
        "list_url": at(reverse("forms", kwargs={"place": place}), request.as_of),
    })  # fmt: skip


def _fillings(form: CountyForm) -> list[tuple[Filling, str]]:
    """The last twelve fillings, each with who made it."""
    held = list(form.fillings.order_by("-at")[:12])
    names = names_of(one.actor for one in held)
    return [(one, names[one.actor]) for one in held]


@page(
    "<place:place>/forms/<uuid:form>/about/", name="form_about", may="forms.write",
    methods=("GET", "POST"),
)  # fmt: skip
def about(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """Who wants the form, on what ground, until when; and that it is wanted no more."""
    held = find(request, place, form)
    if request.method != "POST":
        return _ask(request, held)
    seen, by = version_seen(request), request.actor
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
        now = find(request, place, form)
        return _ask(request, now, met=formabout.meet(now, formabout.typed(request.POST), seen))
    messages.success(request, _("记下了。"))
    return HttpResponseRedirect(address(request, "form", held))


@page(
    "<place:place>/forms/<uuid:form>/fill/", name="form_fill", may="forms.fill", methods=("POST",)
)  # fmt: skip
def fill(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """The form filled, just as the office sent it; that it was filled is kept."""
    held = find(request, place, form)
    made, _cells, _filling = actions.fill_form(held, place, request.as_of, by=request.actor)
    name = _("%(form)s（%(place)s，截至%(day)s）.xlsx") % {
        "form": held.name, "place": tree.names([place]).get(place, place),
        "day": request.as_of.isoformat(),
    }  # fmt: skip
    return workbook(io.BytesIO(made), name)


@page("<place:place>/forms/<uuid:form>/proofs/", name="form_proofs", may="forms.read")
def proofs(request: PageRequest, place: str, form: Any) -> HttpResponse:
    """Each cell with its figure, value, period, definition and the address of its proof."""
    held = find(request, place, form)
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


def _row(request: PageRequest, form: CountyForm, times: int) -> dict[str, Any]:
    return {
        "form": form, "url": address(request, "form", form), "bound": len(form.bindings),
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
        "version": version_seen(request) if faults else form.version if form else 0,
        "file": formfile.keep(request, _place(request)["place"], file) if file else None,
        **({} if form else keeping.told(request, draft)),
        "faults": faults or {},
        "back_url": address(request, "form", form) if form
        else at(reverse("forms", kwargs=_place(request)), request.as_of),
    }, status=409 if met else 422 if faults else 200)  # fmt: skip


def _proof(cell: Filled) -> str:
    return proof_of(cell.figure) if cell.figure else ""


def _writes(request: PageRequest, place: str) -> bool:
    return door.reaches(request.actor, "forms.write", place)


def _place(request: PageRequest) -> dict[str, str]:
    assert request.place is not None
    return {"place": request.place.code}


def _to(request: PageRequest, name: str, town: str) -> HttpResponse:
    return HttpResponseRedirect(at(reverse(name, kwargs={"place": town}), request.as_of))
