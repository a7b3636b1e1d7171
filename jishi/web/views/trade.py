"""Workbooks in and out by the pages: upload, check, confirm; the empty workbook; the whole town."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access.actor import Actor
from jishi.places import tree
from jishi.places.models import Place
from jishi.web import checking, uploads
from jishi.web.downloads import workbook
from jishi.web.pages import PageRequest, at, page
from jishi.web.uploads import Upload
from jishi.web.wording import Words
from jishi.workbook import writing
from jishi.workbook.exporting import export_town
from jishi.workbook.faults import in_words
from jishi.workbook.importing import Outcome, import_sheets
from jishi.workbook.limits import RefusedWorkbook
from jishi.workbook.reading import read_workbook

_SHOWN = 500  # faults on the page; the list for download has them all


@page("<place:place>/import/", name="import", may="workbook.import", methods=("GET", "POST"))
def bring(request: PageRequest, place: str) -> HttpResponse:
    """Choose a workbook; one that cannot be read at all is refused here (422)."""
    if _elsewhere(request):
        return _to_town(request, "import")
    if request.method != "POST":
        return _ask(request)
    file = request.FILES.get("workbook")
    if file is None or not file.name:
        return _ask(request, fault=(_("还没有选文件。"), _("选一个 .xlsx 工作簿。")))
    if (file.size or 0) > settings.JISHI.import_max_mb * 2**20:
        limit = {"mb": settings.JISHI.import_max_mb}
        large = _("这个文件超过%(mb)sMB，没有读。") % limit
        return _ask(request, fault=(large, _("按表拆成几个工作簿，分几次导入。")))
    kept = uploads.keep(file.chunks(), file.name, user=request.actor.user_id, town=place)
    try:
        _read(kept)
    except RefusedWorkbook as refused:
        kept.forget()
        return _ask(request, name=kept.name, fault=_why(refused))
    return HttpResponseRedirect(_at(request, "import_check", key=kept.key))


@page("<place:place>/import/template/", name="import_template", may="workbook.import")
def template(_request: PageRequest, **_parts: str) -> HttpResponse:
    """The empty workbook: one file that is a whole town."""
    held = io.BytesIO()
    writing.template(held)
    return workbook(held, _("绩事台账模板.xlsx"))


@page("<place:place>/export/", name="town_export", may="workbook.export")
def take(request: PageRequest, place: str) -> HttpResponse:
    """The whole ledger of a town as one workbook."""
    if _elsewhere(request):
        return _to_town(request, "town_export")
    if not tree.is_open(place):
        raise Http404(place)
    held = io.BytesIO()
    export_town(held, place, by=request.actor)
    return workbook(held, _("%(town)s台账.xlsx") % {"town": _here(request).name})


@page(
    "<place:place>/import/<str:key>/", name="import_check", may="workbook.import",
    methods=("GET", "POST"),
)  # fmt: skip
def check(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """What the workbook would change, or all its faults; stored only after a yes.

    The yes checks everything once more: the ledger may have moved on meanwhile.
    """
    kept = _held(request, key)
    sure = request.method == "POST"
    try:
        sheets = _read(kept)
    except RefusedWorkbook as refused:
        return _ask(request, name=kept.name, fault=_why(refused))
    outcome = import_sheets(sheets, kept.town, by=_importer(request.actor), dry_run=not sure)
    if sure and not outcome.faults:
        kept.forget()
        messages.success(
            request,
            _("导入好了：新增%(created)s，更正%(updated)s，没变%(unchanged)s。")
            % {"created": outcome.created, "updated": outcome.updated,
               "unchanged": outcome.unchanged},
        )  # fmt: skip
        return HttpResponseRedirect(_at(request, "ledger_home"))
    return _told(request, kept, sheets, outcome, status=409 if sure else 200)


@page("<place:place>/import/<str:key>/faults/", name="import_faults", may="workbook.import")
def faults(request: PageRequest, key: str, **_parts: str) -> HttpResponse:
    """All faults of a workbook as a list to work through."""
    kept = _held(request, key)
    outcome = import_sheets(_read(kept), kept.town, by=_importer(request.actor), dry_run=True)
    held = io.BytesIO()
    checking.fault_list(held, outcome.faults)
    return workbook(held, _("%(name)s错误清单.xlsx") % {"name": Path(kept.name).stem})


def _told(
    request: PageRequest, kept: Upload, sheets: list[Any], outcome: Outcome, *, status: int
) -> HttpResponse:
    words = Words(_here(request), request.as_of, by=request.actor)
    changed = checking.differences(outcome, words)
    return render(request, "trade/check.html", {
        "name": kept.name, "size": kept.size, "outcome": outcome,
        "has_errors": bool(outcome.faults),
        "faults": outcome.faults[:_SHOWN], "more_faults": max(0, len(outcome.faults) - _SHOWN),
        "sheets": checking.sheets_told(sheets, outcome),
        "excerpt": checking.excerpt(sheets, outcome.faults),
        "changed": changed, "more_changed": outcome.updated - len(changed),
        "moved_on": status == 409,
        "import_url": _at(request, "import"), "ledger_url": _at(request, "ledger_home"),
        "faults_url": _at(request, "import_faults", key=kept.key),
    }, status=status)  # fmt: skip


def _ask(
    request: PageRequest, *, name: str = "", fault: tuple[str, str] | None = None
) -> HttpResponse:
    return render(request, "trade/upload.html", {
        "name": name, "fault": fault, "has_errors": bool(fault),
        "action": _at(request, "import"), "template_url": _at(request, "import_template"),
        "export_url": _at(request, "town_export") if tree.is_open(_here(request).code) else None,
        "max_rows": settings.JISHI.import_max_rows, "max_mb": settings.JISHI.import_max_mb,
    }, status=422 if fault else 200)  # fmt: skip


def _why(refused: RefusedWorkbook) -> tuple[str, str]:
    return in_words(refused.message, refused.params), in_words(refused.hint, refused.params)


def _held(request: PageRequest, key: str) -> Upload:
    """The workbook of that key. Raises Http404 where it is gone, another's, or another town's."""
    town = _here(request).code[:9]
    kept = uploads.held(key, user=request.actor.user_id, town=town)
    if kept is None:
        raise Http404(key)
    return kept


def _read(kept: Upload) -> list[Any]:
    limits = settings.JISHI
    return read_workbook(
        kept.path, max_rows=limits.import_max_rows, max_bytes=limits.import_max_mb * 2**20
    )


def _importer(actor: Actor) -> Actor:
    """The same person; the trail shall say that it came by a workbook."""
    return replace(actor, origin="import")


def _elsewhere(request: PageRequest) -> bool:
    return _here(request).level != "town"


def _to_town(request: PageRequest, name: str) -> HttpResponse:
    code = _here(request).code
    if len(code) < 9:
        raise Http404(code)
    return HttpResponseRedirect(at(reverse(name, kwargs={"place": code[:9]}), request.as_of))


def _here(request: PageRequest) -> Place:
    if request.place is None:
        raise Http404
    return request.place


def _at(request: PageRequest, name: str, **parts: str) -> str:
    where = {"place": _here(request).code[:9], **parts}
    return at(reverse(name, kwargs=where), request.as_of)
