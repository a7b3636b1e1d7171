"""Workbooks in and out by the pages: upload, check, confirm; the empty workbook; the whole town."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access.acts import by_ledger
from jishi.access.door import see
from jishi.access.refusing import NotUndone, Refusal
from jishi.access.undoing import refusals, undo
from jishi.kernel.models import Programme
from jishi.places import tree
from jishi.places.models import Place
from jishi.values.complaint import Complaint
from jishi.web import checking, keeping, staged, uploads
from jishi.web.downloads import workbook
from jishi.web.gone import BroughtBefore
from jishi.web.pages import PageRequest, at, page
from jishi.web.paging import paged
from jishi.web.pastimports import called, past_imports
from jishi.web.staged import Staged
from jishi.web.undoing import hindrances, say
from jishi.web.unfinished import clock
from jishi.web.uploads import Upload
from jishi.web.wording import Words
from jishi.workbook import writing
from jishi.workbook.exporting import export_town
from jishi.workbook.faults import in_words
from jishi.workbook.importing import Outcome
from jishi.workbook.limits import RefusedWorkbook
from jishi.workbook.models import ImportRun

_REASONS = 50
_SHOWN = 500  # faults on the page; the marked copy has them all


@page("<place:place>/import/", name="import", may="workbook.import", methods=("GET", "POST"))
def bring(request: PageRequest, place: str) -> HttpResponse:
    """Choose a workbook; one that cannot be read at all is refused here (422)."""
    if here(request).level != "town":
        return to_town(request, "import")
    if request.method != "POST":
        return ask(request)
    file = request.FILES.get("workbook")
    if file is None or not file.name:
        return ask(request, fault=(_("还没有选文件。"), _("选一个工作簿。")))
    if (file.size or 0) > settings.JISHI.import_max_mb * 2**20:
        limit = {"mb": settings.JISHI.import_max_mb}
        large = _("这个文件超过%(mb)sMB，没有读。") % limit
        return ask(request, fault=(large, _("按表拆成几个工作簿，分几次导入。")))
    kept = uploads.keep(file.chunks(), file.name, user=request.actor.user_id, town=place)
    try:
        found = staged.stage(kept)
        if not any(sheet.rows for sheet in found.raw):
            raise RefusedWorkbook("这个工作簿里一个字也没有", "看看是不是选错了文件")
    except RefusedWorkbook as refused:
        kept.forget()
        return ask(request, name=kept.name, fault=why(refused))
    url = at_(request, "import_check" if found.sheets is not None else "import_map", kept.key)
    if request.headers.get("X-Asks") == "progress":
        return HttpResponse(headers={"X-Goes-To": url})
    return HttpResponseRedirect(url)


@page("<place:place>/import/template/", name="import_template", may="workbook.import")
def template(request: PageRequest, place: str) -> HttpResponse:
    """The empty workbook: one file that is a whole town; the town's own programmes left out."""
    ours = see(Programme, by=request.actor).filter(town=place[:9])
    held = io.BytesIO()
    writing.template(held, held=set(ours.values_list("number", flat=True)))
    return workbook(held, _("绩事台账模板.xlsx"))


@page("<place:place>/export/", name="town_export", may="workbook.export")
def take(request: PageRequest, place: str) -> HttpResponse:
    """The whole ledger of a town as one workbook."""
    if here(request).level != "town":
        return to_town(request, "town_export")
    if not tree.is_open(place):
        raise Http404(place)
    held = io.BytesIO()
    export_town(held, place, by=request.actor)
    return workbook(held, _("%(town)s台账.xlsx") % {"town": here(request).name})


@page(
    "<place:place>/import/undo/", name="import_undo", may="workbook.import",
    methods=("GET", "POST"),
)  # fmt: skip
def take_back(request: PageRequest, **_parts: str) -> HttpResponse:
    """Undo a past import as one act after a yes, or say everything that stands in the way (409).

    The question has an address (`?run=`), so that it may be loaded again or gone back to.
    """
    run = _run_of(request)
    if run is None:
        messages.error(request, _("没有这次导入，什么也没有撤销。"))
        return HttpResponseRedirect(at_(request, "import"))
    if not request.POST.get("sure"):
        reasons = refusals(run.act, by=staged.importer(request.actor))
        if reasons:
            return ask(request, refused=(run, reasons))
        return ask(request, undoing=run)
    try:
        done = undo(run.act, by=staged.importer(request.actor))
    except NotUndone:
        return HttpResponseRedirect(_undo_url(request, run.act))
    said = _("“%(name)s”的导入撤销了，台账回到导入以前。") % {"name": called(run)}
    say(request, said, done.act, undone=True)
    return HttpResponseRedirect(at_(request, "import"))


@page(
    "<place:place>/import/<str:key>/", name="import_check", may="workbook.import",
    methods=("GET", "POST"),
)  # fmt: skip
def check(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """What the workbook would change, or all its faults; stored only after a yes.

    The yes checks everything once more: the ledger may have moved on meanwhile. Other answers:
    cells mended in place, and only the good rows.
    """
    kept = held_for(request, key)
    try:
        copy = staged.stage(kept)
    except RefusedWorkbook as refused:
        return ask(request, name=kept.name, fault=why(refused))
    except Complaint:
        copy = Staged([], None)
    if copy.sheets is None:
        return HttpResponseRedirect(at_(request, "import_map", key))
    if keeping.is_draft(request):
        return _typing(request, kept)
    act = request.POST.get("act", "") if request.method == "POST" else None
    if act in ("correct", "apart", "together"):
        return _decide(request, kept, copy, act)
    sure = act == ""
    outcome = staged.bring(kept, copy, by=request.actor, sure=sure)
    if not sure or outcome.faults:
        return _told(request, kept, copy, outcome, status=409 if sure else 200)
    return _stored(request, kept, outcome)


@page("<place:place>/import/<str:key>/faults/", name="import_faults", may="workbook.import")
def faults(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """All faults of a workbook as a list to work through."""
    kept, _copy, outcome = checked(request, key)
    held = io.BytesIO()
    checking.fault_list(held, outcome.faults)
    return workbook(held, _("%(name)s错误清单.xlsx") % {"name": Path(kept.name).stem})


@page("<place:place>/import/<str:key>/progress/", name="import_progress", may="workbook.import")
def progress(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """How far the check of a workbook has come, for the page that waits.

    Nothing of a workbook that is stored by now, or another's: the page then stops waiting anyway.
    """
    town = here(request).code[:9]
    kept = uploads.held(key, user=request.actor.user_id, town=town)
    return JsonResponse(uploads.how_far(kept) if kept else {})


def _typing(request: PageRequest, kept: Upload) -> HttpResponse:
    """Keep the cells that are being corrected beside the workbook, or forget them."""
    cells, _long = checking.corrections({} if "discard" in request.POST else request.POST.dict())
    kept.typed = {checking.field_of(*cell): text for cell, text in cells.items()}
    if "discard" not in request.POST:
        kept.typed |= checking.asked_for_all(request.POST.dict())[0]
    kept.save()
    if "discard" in request.POST:
        return keeping.thrown(request, None)
    return JsonResponse({"saved": clock(timezone.now())})


def _decide(request: PageRequest, kept: Upload, copy: Staged, act: str) -> HttpResponse:
    if act == "correct":
        mended, too_long = checking.corrections(request.POST.dict())
        answers, longer = checking.asked_for_all(request.POST.dict())
        for text in too_long + longer:
            messages.error(request, text)
        if answers:
            whole = staged.bring(kept, copy, by=request.actor, sure=False, whole=True)
            mended = checking.for_all(answers, whole.faults) | mended
        kept.corrections |= mended
        kept.out, kept.typed = None, {}
    elif act == "together":
        kept.out = None
    else:
        found = staged.apart(kept, copy, by=request.actor)
        if found.outcome.faults:
            messages.error(request, _("有的错不在某一行里，分不开；先改好它们。"))
        elif not (found.outcome.created or found.outcome.updated):
            messages.error(request, _("除去错的，没有什么要存。"))
        else:
            kept.out = found.out
    kept.save()
    return HttpResponseRedirect(at_(request, "import_check", kept.key))


def _stored(request: PageRequest, kept: Upload, outcome: Outcome) -> HttpResponse:
    counts = {
        "created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged,
    }  # fmt: skip
    said = _("导入好了：新增%(created)s，更正%(updated)s，没变%(unchanged)s。") % counts
    if kept.out:
        kept.out, kept.stored = None, True
        kept.save()
        say(request, said + _("没有存的就在下面，改好再存。"), outcome.act)
        return HttpResponseRedirect(at_(request, "import_check", kept.key))
    kept.forget()
    say(request, said, outcome.act)
    return HttpResponseRedirect(_most(request, outcome))


def _most(request: PageRequest, outcome: Outcome) -> str:
    """The list of the ledger that most of the rows went to."""
    rows = {key: created + updated for key, (created, updated, _same) in outcome.by_ledger.items()}
    ledger = max(rows, key=lambda key: rows[key], default="")
    if not ledger:
        return at_(request, "ledger_home")
    parts = {"place": here(request).code[:9], "ledger": ledger}
    return at(reverse("list", kwargs=parts), request.as_of)


def _told(
    request: PageRequest, kept: Upload, copy: Staged, outcome: Outcome, *, status: int
) -> HttpResponse:
    words = Words(here(request), request.as_of, by=request.actor)
    ledger, what = request.GET.get("ledger", ""), request.GET.get("what") or checking.first(outcome)
    pages = paged(checking.chosen(outcome, ledger, what), request, checking.SHOWN)
    changed = checking.differences(pages.rows, words)
    found = checking.excerpt(copy.raw, outcome.faults, _number(request.GET.get("fault", "0")))
    return render(request, "trade/check.html", {
        "name": kept.name, "size": kept.size, "outcome": outcome,
        "has_errors": bool(outcome.faults),
        "faults": outcome.faults[:_SHOWN], "more_faults": max(0, len(outcome.faults) - _SHOWN),
        "entries": checking.editable(outcome.faults[:_SHOWN], kept.typed),
        "lacking": checking.lacking(outcome.faults, kept.typed),
        "typed": bool(kept.typed), "key": kept.key, "account": request.actor.user_id,
        "draft_url": at(request.path, request.as_of, keep="draft"),
        "sheets": checking.sheets_told(copy.raw, outcome), "excerpt": found,
        "changed": changed, "pages": pages, "filters": _filters(outcome, ledger, what),
        "moved_on": status == 409, "stored": kept.stored,
        "said": [*copy.applied.said, *outcome.said], "left": copy.applied.left,
        "mapped": kept.maps is not None, "corrected": len(kept.corrections),
        "out": len(kept.out or ()), "import_url": at_(request, "import"),
        "ledger_url": _most(request, outcome), "map_url": at_(request, "import_map", kept.key),
        "faults_url": at_(request, "import_faults", kept.key),
        "marked_url": at_(request, "import_marked", kept.key),
        "check_url": at_(request, "import_check", kept.key),
    }, status=status)  # fmt: skip


def _filters(outcome: Outcome, ledger: str, what: str) -> list[dict[str, Any]]:
    """Links that choose among the differences: changed or new ones, of one ledger or all."""
    names = {one.ledger.key: one.ledger.zh for one in outcome.differences}
    kinds = (("updated", _("更正的")), ("created", _("新增的")))
    return [
        {"label": label, "url": "?" + urlencode({"what": w, "ledger": key}), "current": current}
        for w, key, label, current in [
            *((w, ledger if ledger in names else "", said, w == what) for w, said in kinds),
            (what, "", _("全部台账"), ledger == ""),
            *((what, key, zh, key == ledger) for key, zh in names.items()),
        ]
    ]


def ask(
    request: PageRequest, *, name: str = "", fault: tuple[str, str] | None = None,
    refused: tuple[ImportRun, list[Refusal]] | None = None, undoing: ImportRun | None = None,
) -> HttpResponse:  # fmt: skip
    """The page that asks for a workbook, with what was wrong about the last one."""
    town = here(request).code[:9]
    reasons = refused[1] if refused else []
    about = undoing or (refused[0] if refused else None)
    return render(request, "trade/upload.html", {
        "name": name, "fault": fault, "has_errors": bool(fault or refused), "refused": refused,
        "about": called(about) if about else "", "reasons_more": max(0, len(reasons) - _REASONS),
        "reasons": hindrances(reasons[:_REASONS], town, request.as_of),
        "undoing": undoing, "by_ledger": by_ledger(undoing.act) if undoing else [],
        "action": at_(request, "import"), "template_url": at_(request, "import_template"),
        "export_url": at_(request, "town_export") if tree.is_open(town) else None,
        "past": [(one, _undo_url(request, one.run.act)) for one in past_imports(town)],
        "waiting": [
            {"name": one.name, "at": clock(when), "url": at_(request, "import_check", one.key)}
            for one, when in uploads.waiting(user=request.actor.user_id, town=town)
        ],
        "undo_url": at_(request, "import_undo"), "maps_url": at_(request, "import_maps"),
        "max_rows": settings.JISHI.import_max_rows, "max_mb": settings.JISHI.import_max_mb,
    }, status=422 if fault else 409 if refused else 200)  # fmt: skip


def why(refused: Complaint) -> tuple[str, str]:
    """What was wrong with a file, and the mend, in the reader's language."""
    return in_words(refused.message, refused.params), in_words(refused.hint, refused.params)


def held_for(request: PageRequest, key: str) -> Upload:
    """The workbook of that key. Raises BroughtBefore, a 404, where it is gone, another's, or
    another town's: which of them is not told."""
    town = here(request).code[:9]
    kept = uploads.held(key, user=request.actor.user_id, town=town)
    if kept is None:
        raise BroughtBefore(at_(request, "import"))
    return kept


def checked(request: PageRequest, key: str) -> tuple[Upload, Staged, Outcome]:
    """A workbook and everything wrong with it, rows kept out too. Raises Http404."""
    kept = held_for(request, key)
    try:
        copy = staged.stage(kept)
    except Complaint as refused:
        raise Http404(key) from refused
    return kept, copy, staged.bring(kept, copy, by=request.actor, sure=False, whole=True)


def _undo_url(request: PageRequest, act: UUID) -> str:
    """Where it is asked whether a past import shall be undone."""
    address = reverse("import_undo", kwargs={"place": here(request).code})
    return at(address, request.as_of, run=str(act))


def _run_of(request: PageRequest) -> ImportRun | None:
    try:
        act = UUID(request.POST.get("run") or request.GET.get("run", ""))
    except ValueError:
        return None
    return ImportRun.objects.filter(town=here(request).code[:9], act=act).first()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def to_town(request: PageRequest, name: str) -> HttpResponse:
    """Up to the town, whose ledger the workbook is."""
    code = here(request).code
    if len(code) < 9:
        raise Http404(code)
    return HttpResponseRedirect(at(reverse(name, kwargs={"place": code[:9]}), request.as_of))


def here(request: PageRequest) -> Place:
    """The page's place."""
    if request.place is None:
        raise Http404
    return request.place


def at_(request: PageRequest, name: str, key: str = "") -> str:
    """The address of a page of the town's workbooks."""
    where = {"place": here(request).code[:9]} | ({"key": key} if key else {})
    return at(reverse(name, kwargs=where), request.as_of)
