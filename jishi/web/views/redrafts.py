"""Drafts 改稿, what is around the text: the list, opening one, putting two texts together, the
texts that were kept, and the draft as page and Word file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.indicators.naming import called_in
from jishi.reports.drafting import shipped
from jishi.reports.figures import vocabulary
from jishi.reports.source import pieces_of
from jishi.reports.template import Template, TemplateError
from jishi.studio import drafts, templates
from jishi.studio.drafts import WHYS, Passed
from jishi.studio.joining import BOTH, MINE, THEIRS, Stretch, side_by_side, together
from jishi.studio.models import DraftText, ReportDraft
from jishi.studio.templates import Fault
from jishi.values.period import in_chinese
from jishi.web import storypage
from jishi.web.drafttext import KIND_NAMES
from jishi.web.history import names_of
from jishi.web.pages import PageRequest, at, page
from jishi.web.storypage import Story
from jishi.web.unfinished import clock
from jishi.web.views.redraft import address, dated, find, merge_url
from jishi.web.views.studio import number_of

_TOWN = 9


@page(
    "<place:place>/report/drafts/", name="report_drafts", may=("drafts.read", "drafts.write"),
    methods=("GET", "POST"),
)  # fmt: skip
def listed(request: PageRequest, place: str) -> HttpResponse:
    """The drafts of a place and below, the last written first; sending the form opens one."""
    if len(place) < _TOWN:
        raise Http404(place)
    faults: list[str] = []
    if request.method == "POST":
        drafts.drafts_of(place[:_TOWN], by=request.actor, to="write")
        try:
            return HttpResponseRedirect(dated(request, "report_draft", _begun(request, place)))
        except Fault as fault:
            faults = [str(fault.message)]
        except TemplateError as error:
            faults = error.problems
    held = drafts.drafts_of(place[:_TOWN], by=request.actor).filter(place__startswith=place)
    rows = list(held.defer("text").order_by("-written_at", "-id"))
    names = names_of(one.writer for one in rows)
    return render(request, "studio/drafts.html", {
        "rows": [
            {"draft": one, "who": names[one.writer], "at": clock(one.written_at),
             "url": at(address("report_draft", one), one.as_of)}
            for one in rows
        ],
        "faults": faults, "has_errors": bool(faults),
        "templates": templates.usable(place, by=request.actor),
        "template": request.POST.get("template", ""),
        "may_write": door.reaches(request.actor, "drafts.write", place),
        "report_url": at(reverse("report", kwargs={"place": place}), request.as_of),
        "action": at(reverse("report_drafts", kwargs={"place": place}), request.as_of),
    }, status=422 if faults else 200)  # fmt: skip


def _begun(request: PageRequest, place: str) -> ReportDraft:
    """A draft of the words of a template. Raises Fault, TemplateError."""
    asked = request.POST.get("template")
    if asked is None:
        raise Fault("template", _("没有说照哪份模板改，请用页面上的按钮。"))
    content, told = shipped(), ""
    if asked:
        offered = templates.usable(place, by=request.actor)
        chosen = next((one for one in offered if str(one.pk) == asked), None)
        if chosen is None:
            raise Fault("template", _("没有这份模板，或者它已经停用。"))
        content, told = bytes(templates.file_of(chosen).content), chosen.name
    assert request.place is not None
    name = request.POST.get("name", "").strip() or _("%(place)s%(template)s（截至%(day)s）") % {
        "place": request.place.name, "template": told or _("工作情况报告"),
        "day": in_chinese(request.as_of),
    }  # fmt: skip
    text = pieces_of(content, vocabulary(called_in(place)))
    return drafts.begin(place, name[: drafts.LONGEST_NAME], text, request.as_of, by=request.actor)


@page(
    "<place:place>/report/drafts/<uuid:draft>/merge/", name="report_draft_merge",
    may="drafts.write", methods=("GET", "POST"),
)  # fmt: skip
def merge(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """Two wrote at once: both texts side by side, and of each difference one's choice. So, too,
    single paragraphs are taken from any text that was kept; there the draft's are proposed."""
    held = find(request, place, draft)
    if "aside" not in request.GET:
        return HttpResponseRedirect(dated(request, "report_draft", held))
    aside = _text(held, request.GET["aside"])
    met = aside.why == "aside"
    stretches = side_by_side(held.text, drafts.brought_up(held, aside), MINE if met else THEIRS)
    if request.method == "POST":
        try:
            return _merged(request, held, stretches, "together" if met else "picked")
        except Fault as fault:
            messages.error(request, str(fault.message))
        except Passed as passed:
            messages.warning(request, _("您挑的时候，稿子又改了。再看一遍。"))
            return HttpResponseRedirect(merge_url(request, held, passed.aside.number))
    names = names_of([held.writer, aside.writer])
    return render(request, "studio/merge.html", {
        "draft": held, "aside": aside, "met": met, "state": held.state,
        "rows": _side_rows(stretches), "differ": sum(not one.agree for one in stretches),
        "other": _("另放的一稿") if met else _("第%(number)s稿") % {"number": aside.number},
        "other_short": _("另放的") if met else _("第%(number)s稿") % {"number": aside.number},
        "theirs": {"who": names[held.writer], "at": clock(held.written_at)},
        "mine": {"who": names[aside.writer], "at": clock(aside.at)},
        "action": dated(request, "report_draft_merge", held, aside=str(aside.number)),
        "draft_url": dated(request, "report_draft", held),
    }, status=422 if request.method == "POST" else 200)  # fmt: skip


def _merged(
    request: PageRequest, held: ReportDraft, stretches: list[Stretch], why: str
) -> HttpResponse:  # fmt: skip
    if "state" not in request.POST:
        raise Fault("state", _("没有说怎么合，请用页面上的按钮。"))
    if number_of(request.POST["state"]) != held.state:
        # The choices speak of the stretches that were shown; those are others now.
        raise Fault("state", _("您挑的时候，稿子又改了。再看一遍，重新挑。"))
    choices = {place: request.POST.get(f"take-{place}", "") for place in range(len(stretches))}
    taken = {place: one for place, one in choices.items() if one in (THEIRS, MINE, BOTH)}
    made = drafts.pieces(together(stretches, taken))
    held = drafts.write(
        held, made, seen=number_of(request.POST["state"]), sitting="", by=request.actor
    )
    drafts.keep(held, why, by=request.actor)
    messages.success(request, _("合好了，两边原来的稿都还在“历史”里。"))
    return HttpResponseRedirect(dated(request, "report_draft", held))


@page(
    "<place:place>/report/drafts/<uuid:draft>/texts/", name="report_draft_texts",
    may=("drafts.read", "drafts.write"), methods=("GET", "POST"),
)  # fmt: skip
def texts(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """The texts that were kept; `?text=` lays one beside the draft; sending goes back to it."""
    held = find(request, place, draft)
    status = 200
    if request.method == "POST":
        try:
            chosen = _text(held, request.POST.get("text", ""))
            drafts.restore(
                held, chosen.number, seen=number_of(request.POST.get("state", "")),
                by=request.actor,
            )  # fmt: skip
        except (Fault, Http404) as fault:
            said = fault.message if isinstance(fault, Fault) else _("没有这一稿，什么也没有动。")
            messages.error(request, str(said))
            status = 422
        except Passed:
            messages.error(request, _("这份稿子刚改过，什么也没有动。看过现在的样子再退。"))
            status = 409
        else:
            messages.success(request, _("退回去了，退以前的那一稿也还在。"))
            return HttpResponseRedirect(dated(request, "report_draft", held))
        held = find(request, place, draft)
    asked = request.GET.get("text", "")
    chosen_text = _text(held, asked) if asked else None
    sides = side_by_side(held.text, chosen_text.text) if chosen_text else []
    kept = list(held.texts.defer("text").order_by("-number"))
    names = names_of(one.writer for one in kept)
    here = dated(request, "report_draft_texts", held)
    return render(request, "studio/texts.html", {
        "draft": held, "state": held.state,
        "rows": [
            {"text": one, "who": names[one.writer], "at": clock(one.at), "why": WHYS[one.why],
             "url": dated(request, "report_draft_texts", held, text=str(one.number))}
            for one in kept
        ],
        "chosen": chosen_text,
        "pick_url": merge_url(request, held, chosen_text.number) if chosen_text else "",
        "sides": _side_rows(sides), "differ": any(not one.agree for one in sides),
        "may_write": held.finished_on is None
        and door.reaches(request.actor, "drafts.write", held.place),
        "action": here, "draft_url": dated(request, "report_draft", held),
    }, status=status)  # fmt: skip


@page(
    "<place:place>/report/drafts/<uuid:draft>/paper/", name="report_draft_paper",
    may="drafts.read",
)  # fmt: skip
def paper(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """The draft as it will be handed on: the report's page, print and papers."""
    held = find(request, place, draft)
    told = _told(held)
    if told is None:
        messages.error(request, _("稿子里有看不懂的地方，改好再排版。"))
        return HttpResponseRedirect(dated(request, "report_draft", held))
    return storypage.page_of(request, place, _story(request, held, told))


@page(
    "<place:place>/report/drafts/<uuid:draft>/word/", name="report_draft_word", may="drafts.read",
    methods=("GET", "POST"), is_file=True,
)  # fmt: skip
def word(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """The same as a Word file; sending for it pins its figures and leaves the draft as it is."""
    held = find(request, place, draft, to="read")
    told = _told(held)
    if told is None:
        messages.error(request, _("稿子里有看不懂的地方，改好再排版。"))
        return HttpResponseRedirect(dated(request, "report_draft", held))
    return storypage.word_of(request, place, _story(request, held, told))


def _told(held: ReportDraft) -> Template | None:
    try:
        return drafts.read(held)
    except TemplateError:
        return None


def _story(request: PageRequest, held: ReportDraft, told: Template) -> Story:
    return Story(
        address("report_draft_paper", held), address("report_draft_word", held), told, {},
        {"draft": held, "draft_url": dated(request, "report_draft", held), "comparisons": []},
        held.name,
    )  # fmt: skip


def _text(held: ReportDraft, number: str) -> DraftText:
    found: DraftText | None = held.texts.filter(number=number_of(number)).first()
    if found is None:
        raise Http404(number)
    return found


def _side_rows(stretches: list[Stretch]) -> list[dict[str, Any]]:
    """Rows `{place, agree, theirs, mine, usual}` in words; what agrees is told in short."""
    return [
        {"place": place, "agree": one.agree, "usual": one.usual,
         "count": len(one.theirs), "theirs": _lines(one.theirs), "mine": _lines(one.mine)}
        for place, one in enumerate(stretches)
    ]  # fmt: skip


def _lines(pieces: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    return [{"kind": KIND_NAMES.get(kind, kind), "text": text} for kind, text in pieces]
