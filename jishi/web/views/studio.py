"""A town's own templates 模板: the list, taking one in, its check, its files, retiring it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import door
from jishi.indicators.naming import called_in
from jishi.reports.drafting import shipped
from jishi.reports.figures import LANGUAGE, vocabulary
from jishi.reports.safefile import MAX_FILE_BYTES
from jishi.reports.source import pieces_of, word_of
from jishi.reports.template import HOW_COUNTED, TemplateError
from jishi.studio import templates
from jishi.studio.models import TemplateFile, TownTemplate
from jishi.studio.templates import Check, Fault, Passed
from jishi.web.history import names_of
from jishi.web.pages import PageRequest, at, page
from jishi.web.storypage import docx

_TOWN = 9


@page("<place:place>/report/templates/", name="report_templates", may="templates.read")
def listed(request: PageRequest, place: str) -> HttpResponse:
    """The shipped story and the town's own templates, those in use first."""
    if len(place) > _TOWN:
        return _to(request, "report_templates", place)
    held = list(templates.templates_of(place, by=request.actor).order_by("name"))
    stored = TemplateFile.objects.filter(template__in=held).defer("content")
    files = {one.template_id: one for one in stored.order_by("number")}
    names = names_of(one.actor for one in files.values())
    rows = [
        {"template": one, "url": _at(request, one), "file": files[one.pk],
         "who": names[files[one.pk].actor],
         "report_url": _report(request, place, str(one.pk))}
        for one in sorted(held, key=lambda one: (one.retired_on is not None, one.name))
    ]  # fmt: skip
    return render(request, "studio/templates.html", {
        "rows": rows, "may_write": _writes(request, place),
        "new_url": at(_address("report_template_new", place), request.as_of),
        "example_url": _address("report_example", place),
        "report_url": _report(request, place),
    })  # fmt: skip


@page("<place:place>/report/templates/example/", name="report_example", may="templates.read")
def example(request: PageRequest, place: str) -> HttpResponse:
    """The shipped story as a Word file to begin with, its placeholders in the town's words."""
    if len(place) > _TOWN:
        return _to(request, "report_example", place)
    templates.templates_of(place, by=request.actor)
    with override(LANGUAGE):
        data = word_of(pieces_of(shipped(), vocabulary(called_in(place))))
    return docx(data, _("报告模板样例.docx"))


@page(
    "<place:place>/report/templates/new/", name="report_template_new", may="templates.write",
    methods=("GET", "POST"),
)  # fmt: skip
def new(request: PageRequest, place: str) -> HttpResponse:
    """Take a template in; one that cannot be used comes back with every fault and its place."""
    if len(place) > _TOWN:
        return _to(request, "report_template_new", place)
    if request.method != "POST":
        return _ask(request, place, "", [])
    name = request.POST.get("name", "")
    try:
        content, file_name = _file(request)
        name = name.strip() or file_name.removesuffix(".docx")[: templates.LONGEST_NAME]
        made = templates.add(place, name, content, file_name, by=request.actor)
    except Fault as fault:
        return _ask(request, place, name, [str(fault.message)], field=fault.field)
    except TemplateError as error:
        return _ask(request, place, name, error.problems, field="file", counted=error.counted)
    messages.success(request, _("模板收下了，可以用它出报告。"))
    return HttpResponseRedirect(_at(request, made))


@page(
    "<place:place>/report/templates/<uuid:template>/", name="report_template",
    may=("templates.read", "templates.write"), methods=("GET", "POST"),
)  # fmt: skip
def one(request: PageRequest, place: str, template: Any) -> HttpResponse:
    """A template: what the check says of it now, its files; rename, replace, retire."""
    held = _find(request, place, template)
    if request.method != "POST":
        return _show(request, held, [])
    try:
        said = _do(request, held)
    except Fault as fault:
        return _show(request, held, [str(fault.message)], field=fault.field)
    except TemplateError as error:
        return _show(request, held, error.problems, field="file", counted=error.counted)
    except Passed:
        return _show(request, held, [_("别人刚改过这份模板。看过现在的样子再改。")])
    messages.success(request, said)
    return HttpResponseRedirect(_at(request, held))


@page(
    "<place:place>/report/templates/<uuid:template>/file/", name="report_template_file",
    may="templates.read",
)  # fmt: skip
def file(request: PageRequest, place: str, template: Any) -> HttpResponse:
    """A file of the template just as it came; `?number=` for an earlier one."""
    held = _find(request, place, template)
    number = request.GET.get("number", "")
    if number and not (number.isascii() and number.isdigit() and len(number) < 6):
        raise Http404(number)
    try:
        found = templates.file_of(held, int(number or held.number))
    except TemplateFile.DoesNotExist as error:
        raise Http404(number) from error
    return docx(bytes(found.content), found.file_name)


def _do(request: PageRequest, held: TownTemplate) -> str:
    """What was asked for, and the words for it."""
    seen = number_of(request.POST.get("version", ""))
    by = request.actor
    match request.POST.get("do", ""):
        case "rename":
            templates.rename(held, request.POST.get("name", ""), seen=seen, by=by)
            return _("改名了。")
        case "replace":
            content, name = _file(request)
            templates.replace_file(held, content, name, seen=seen, by=by)
            return _("换上新的了，旧的还留着。")
        case "retire":
            on = None if held.retired_on else by.today
            templates.retire(held, on, seen=seen, by=by)
            return _("停用了，历史都还在。") if on else _("又可以用了。")
        case _:
            raise Fault("", _("没有说要做什么，请用页面上的按钮。"))


def _file(request: PageRequest) -> tuple[bytes, str]:
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise Fault("file", _("选一份Word文件（.docx）。"))
    if (file.size or 0) > MAX_FILE_BYTES:
        raise Fault("file", _("模板超过5MB，请去掉图片后再用。"))
    return file.read(), file.name


def _ask(
    request: PageRequest,
    place: str,
    name: str,
    problems: list[str],
    field: str = "",
    *,
    counted: bool = False,
) -> HttpResponse:
    return render(request, "studio/new.html", {
        "name": name, "problems": problems, "field": field, "has_errors": bool(problems),
        "how_counted": HOW_COUNTED if counted else "",
        "example_url": _address("report_example", place),
        "back_url": at(_address("report_templates", place), request.as_of),
    }, status=422 if problems else 200)  # fmt: skip


def _show(
    request: PageRequest,
    held: TownTemplate,
    problems: list[str],
    field: str = "",
    *,
    counted: bool = False,
) -> HttpResponse:
    found: Check = templates.check(bytes(templates.file_of(held).content), held.town)
    files = list(held.files.defer("content").order_by("-number"))
    names = names_of(one.actor for one in files)
    kept = reverse("report_template_file", kwargs={"place": held.town, "template": held.pk})
    return render(request, "studio/template.html", {
        "template": held, "check": found, "problems": problems, "field": field,
        "has_errors": bool(problems), "how_counted": HOW_COUNTED if counted else "",
        "asked": len(found.template.keys) if found.template else 0,
        "each": len(found.template.village_keys) if found.template else 0,
        "files": [
            {"file": one, "who": names[one.actor], "url": f"{kept}?number={one.number}"}
            for one in files
        ],
        "may_write": _writes(request, held.town), "action": _at(request, held),
        "report_url": _report(request, held.town, str(held.pk)),
        "back_url": at(_address("report_templates", held.town), request.as_of),
    }, status=422 if problems else 200)  # fmt: skip


def number_of(text: str) -> int:
    """A version as a form sends it; 0, which none has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _find(request: PageRequest, place: str, template: Any) -> TownTemplate:
    if len(place) != _TOWN:
        raise Http404(place)
    to = "write" if request.method == "POST" else "read"
    found = templates.templates_of(place, by=request.actor, to=to).filter(pk=template).first()
    if found is None:
        raise Http404(template)
    held: TownTemplate = found
    return held


def _writes(request: PageRequest, place: str) -> bool:
    return door.reaches(request.actor, "templates.write", place)


def _address(name: str, place: str) -> str:
    return reverse(name, kwargs={"place": place})


def _report(request: PageRequest, place: str, template: str = "") -> str:
    return at(_address("report", place), request.as_of, template=template)


def _at(request: PageRequest, held: TownTemplate) -> str:
    parts = {"place": held.town, "template": held.pk}
    return at(reverse("report_template", kwargs=parts), request.as_of)


def _to(request: PageRequest, name: str, place: str) -> HttpResponse:
    return HttpResponseRedirect(at(_address(name, place[:_TOWN]), request.as_of))
