"""Drafts 改稿: a report under work, its text left, the proof of a figure right; saved as it is
typed, and nobody saves over what another wrote."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.indicators.figures import ground
from jishi.indicators.naming import called_in
from jishi.reports.asking import asked
from jishi.reports.figures import vocabulary
from jishi.reports.parts import CONTEXT, VILLAGE, taken_apart
from jishi.reports.placeholders import Mark, Unread
from jishi.reports.placeholders import read as read_word
from jishi.reports.report import FigureText
from jishi.reports.source import Piece
from jishi.reports.template import TemplateError
from jishi.studio import drafts
from jishi.studio.drafts import Passed
from jishi.studio.models import ReportDraft
from jishi.studio.templates import Fault
from jishi.web import drafttext
from jishi.web.history import names_of
from jishi.web.pages import PageRequest, at, day_of, page
from jishi.web.presenting import fingerprint
from jishi.web.storypage import proof_of
from jishi.web.unfinished import clock
from jishi.web.views.studio import number_of

_STALE, _CONFLICT, _REFUSED = 403, 409, 422
_LONGEST_WORD = 100


@page(
    "<place:place>/report/drafts/<uuid:draft>/", name="report_draft",
    may=("drafts.read", "drafts.write"), methods=("GET", "POST"),
)  # fmt: skip
def draft(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """The text to work on. Every button saves first, so that nothing typed is lost on the way."""
    held = find(request, place, draft)
    if request.method != "POST":
        return _show(request, held, drafts.pieces(held.text))
    stale = getattr(request, "stale", False)  # sent without its token: nothing may be done
    if request.POST.get("do") == "reopen" and not stale:
        drafts.finish(held, None, by=request.actor)
        return HttpResponseRedirect(dated(request, "report_draft", held))
    pieces: list[Piece] = drafts.pieces(held.text)
    try:
        pieces = drafttext.posted(request.POST)
        if stale:
            raise Fault("text", _("这一页打开得太久，还没有存。您写的都在下面，再存一次。"))
        return _act(request, held, pieces)
    except Fault as fault:
        status = _STALE if stale else _REFUSED
        return _show(request, held, pieces, str(fault.message), status=status)
    except Passed as passed:
        return HttpResponseRedirect(merge_url(request, held, passed.aside.number))


@page(
    "<place:place>/report/drafts/<uuid:draft>/keep/", name="report_draft_keep",
    may="drafts.write", methods=("POST",),
)  # fmt: skip
def keep(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """What the page's script sends while one types; answered in JSON: `{saved, state, pieces,
    general}`, `{said}` where it cannot be stored, `{said, merge}` where somebody else wrote
    meanwhile.

    `base` is the form as it was when the page and the draft were last the same. With it the
    changes of two people to different paragraphs come together, told as `{…, said, text, own}`: the
    whole text, as [kind, words] each. Where they met at one, `{said, merge, own, saved, text,
    base, pieces, general}`: all else is stored, `text` has the page's own words there, and `base`
    is to be sent the next time.
    """
    held = find(request, place, draft)
    own = mine(request, held)
    try:
        pieces = drafttext.posted(request.POST)
        base = drafttext.posted(QueryDict(request.POST["base"])) if "base" in request.POST else None
        held = _write(request, held, pieces, base)
    except Fault as fault:
        return JsonResponse({"said": str(fault.message)}, status=_REFUSED)
    except Passed as passed:
        return JsonResponse(_met(request, held, passed, own=own), status=_CONFLICT)
    told: dict[str, Any] = {"saved": clock(held.written_at), "state": held.state}
    if held.text != drafts.stored(_parted(pieces)):
        pieces = drafts.pieces(held.text)
        told["text"], told["own"] = held.text, own
        told["said"] = (
            _("您在另一个窗口也在写，改的不是同一段，已经合在一起。") if own
            else _("别人同时在写，改的不是同一段，已经合在一起。")
        )  # fmt: skip
    return JsonResponse({**told, **_comes_out(request, held, pieces)})


def _met(request: PageRequest, held: ReportDraft, passed: Passed, *, own: bool) -> dict[str, Any]:
    """What is told where two wrote in one paragraph, or nobody knows in which."""
    told: dict[str, Any] = {
        "merge": merge_url(request, held, passed.aside.number), "own": own,
    }  # fmt: skip
    both = passed.join
    if both is None:
        told["said"] = (
            _("您在另一个窗口也改了这份稿子。这里写的没有丢，另放了一稿。") if own
            else _("别人同时改了这份稿子。您写的没有丢，另放了一稿。")
        )  # fmt: skip
        return told
    numbers = {at + 1 for start, end in both.apart for at in range(start, max(end, start + 1))}
    where = {"numbers": "、".join(map(str, sorted(numbers)))}
    told["said"] = (
        _("第%(numbers)s段您在另一个窗口也改了。这里写的这一段另放着，没有丢；别的段照样存。")
        if own else _("第%(numbers)s段别人也改了。您写的这一段另放着，没有丢；别的段照样存。")
    ) % where  # fmt: skip
    pieces = drafts.pieces(both.mine)
    return {
        **told, "text": both.mine, "base": both.base, "saved": clock(timezone.now()),
        **_comes_out(request, held, pieces),
    }  # fmt: skip


@page(
    "<place:place>/report/drafts/<uuid:draft>/figure/", name="report_draft_figure",
    may="drafts.read",
)  # fmt: skip
def figure(request: PageRequest, place: str, draft: Any) -> HttpResponse:
    """What stands beside the text of the placeholder under the cursor (`?word=`) or of a figure
    that came out (`?figure=`): a part of a page."""
    held = find(request, place, draft)
    return render(request, "studio/_figure.html", _beside(request, held))


def mine(request: PageRequest, held: ReportDraft) -> bool:
    """True where what stands there was written last by the reader, here or in another window.

    What came of two belongs to no page: with whom it was put together the page was told (`own`)
    and says again (`with`).
    """
    if held.writer == request.actor.name and not held.sitting:
        return bool(request.POST.get("with", "self") == "self")
    return bool(held.writer == request.actor.name)


def find(request: PageRequest, place: str, draft: Any, to: str = "") -> ReportDraft:
    """The draft of the address; the page stands as of the draft's day unless it says another.

    `to` is what is wanted of it: to write what is sent, to read what is asked for.
    """
    if len(place) < 9:
        raise Http404(place)
    to = to or ("write" if request.method == "POST" else "read")
    found = drafts.drafts_of(place[:9], by=request.actor, to=to)
    held: ReportDraft | None = found.filter(pk=draft, place=place).first()
    if held is None:
        raise Http404(draft)
    request.as_of = day_of(request.GET.get("as_of", "")) or held.as_of
    return held


def address(name: str, draft: ReportDraft) -> str:
    """The path of a page about a draft."""
    return reverse(name, kwargs={"place": draft.place, "draft": draft.pk})


def dated(request: PageRequest, name: str, draft: ReportDraft, **query: str) -> str:
    """The address of a page about a draft on the day that is shown."""
    return at(address(name, draft), request.as_of, **query)


def merge_url(request: PageRequest, draft: ReportDraft, aside: int) -> str:
    """Where two texts are put together."""
    return dated(request, "report_draft_merge", draft, aside=str(aside))


def _write(
    request: PageRequest, held: ReportDraft, pieces: list[Piece], base: list[Piece] | None = None
) -> ReportDraft:
    return drafts.write(
        held, _parted(pieces), seen=number_of(request.POST.get("state", "")),
        sitting=request.POST.get("sitting", "")[:36], by=request.actor,
        base=None if base is None else _parted(base),
    )  # fmt: skip


def _parted(pieces: list[Piece]) -> list[Piece]:
    return [piece for _place, piece in drafttext.split(pieces)]


def _act(request: PageRequest, held: ReportDraft, pieces: list[Piece]) -> HttpResponse:
    """Save, and do what the button says. Raises Fault, Passed."""
    do, mark = request.POST.get("do", ""), ""
    query: dict[str, str] = {}
    pieces, here = drafttext.changed(pieces, do)
    held = _write(request, held, pieces)
    if here is not None:
        mark = f"#p-{here + 1}"
    elif "figure" in request.POST:
        query, mark = {"figure": request.POST["figure"][:_LONGEST_WORD]}, "#figure"
    elif do == "finish":
        try:
            drafts.finish(held, request.actor.today, by=request.actor)
        except TemplateError as error:
            return _unfit(request, held, error)
        messages.success(request, _("定稿了，可以下载Word，也可以打印。"))
    else:
        _describe(request, held)
        drafts.keep(held, by=request.actor)
        messages.success(request, _("存下了这一稿。"))
    return HttpResponseRedirect(dated(request, "report_draft", held, **query) + mark)


def _unfit(request: PageRequest, held: ReportDraft, error: TemplateError) -> HttpResponse:
    """It cannot be finished: each fault leads to its paragraph. What was sent is stored."""
    faults = [
        {"said": said, "at": None if place is None else place + 1}
        for said, place in zip(error.problems, error.places, strict=True)
    ]
    return _show(request, held, drafts.pieces(held.text), unfit=faults, status=_REFUSED)


def _describe(request: PageRequest, held: ReportDraft) -> None:
    name = request.POST.get("name", held.name)
    drafts.describe(held, name, request.as_of, by=request.actor)


def _show(
    request: PageRequest, held: ReportDraft, pieces: list[Piece], fault: str = "",
    *, status: int = 200, unfit: Sequence[dict[str, Any]] = (),
) -> HttpResponse:  # fmt: skip
    out = drafttext.shown(pieces, ground(held.place, request.as_of, request.actor), request.actor)
    who = names_of([held.writer])[held.writer]
    writes = door.reaches(request.actor, "drafts.write", held.place)
    return render(request, "studio/draft.html", {
        "draft": held, "rows": drafttext.rows(pieces, out), "count": len(pieces),
        "kinds": drafttext.KIND_NAMES.items(), "out": out, "fault": fault,
        "faulty": len(out.faults) + len(out.general), "has_errors": bool(fault or unfit),
        "unfit": unfit,
        "name": request.POST.get("name", held.name),
        "state": number_of(request.POST.get("state", "")) or held.state if fault else held.state,
        "sitting": request.POST.get("sitting", "")[:36] or str(uuid4()),
        "who": who, "at": clock(held.written_at),
        "may_write": writes and held.finished_on is None, "may_reopen": writes,
        "parked": _parked(request, held) if writes and held.finished_on is None else None,
        "chapters": drafttext.offered(called_in(held.place)),
        **_beside(request, held),
        "urls": {
            name: dated(request, f"report_draft_{name}", held)
            for name in ("keep", "figure", "texts", "paper", "word")
        },
        "action": dated(request, "report_draft", held),
        "list_url": at(reverse("report_drafts", kwargs={"place": held.place}), request.as_of),
    }, status=status)  # fmt: skip


def _parked(request: PageRequest, held: ReportDraft) -> dict[str, Any] | None:
    """What the reader wrote that lies apart: its number, and where it is put in."""
    aside = drafts.parked(held, by=request.actor)
    if aside is None:
        return None
    return {"number": aside.number, "url": merge_url(request, held, aside.number)}


def _comes_out(request: PageRequest, held: ReportDraft, pieces: list[Piece]) -> dict[str, Any]:
    """For the script: `pieces`, what comes out of each with its faults, as HTML; `general`, the
    faults of the whole."""
    out = drafttext.shown(pieces, ground(held.place, request.as_of, request.actor), request.actor)
    return {
        "pieces": [
            {"html": render_to_string("studio/_shown.html", {"row": row}, request=request)}
            for row in drafttext.rows(pieces, out)
        ],
        "general": out.general,
    }


def _beside(request: PageRequest, held: ReportDraft) -> dict[str, Any]:
    """`chosen`, `digest`: the figure asked about; `said`: what is to say of any other word."""
    word = request.GET.get("word", "")[:_LONGEST_WORD]
    ref = request.GET.get("figure", "")[:_LONGEST_WORD]
    on = ground(held.place, request.as_of, request.actor)
    said = ""
    if word:
        try:
            token = read_word(word, vocabulary(on.called))
        except Unread as unread:
            said = str(unread)
        else:
            if isinstance(token, Mark):
                said = _("这是一个记号：后面到它收尾的地方，要重复，或者看条件才写。")
                ref = token.condition.ref if token.condition else ""
            else:
                ref = token.key or ""
    chosen = _figure(ref, request, held) if ref else None
    if ref and chosen is None and not said:
        said = _("这是地名、日期一类的字，不是台账里的数。")
    return {"chosen": chosen, "digest": fingerprint(chosen.digest) if chosen else "", "said": said}


def _figure(ref: str, request: PageRequest, held: ReportDraft) -> FigureText | None:
    """The figure of a reference; None where it is none, or of a place that is not the draft's."""
    key, _when, place = taken_apart(ref)
    outside = place and not (place.isdigit() and place.startswith(held.place))
    if outside or key in (*CONTEXT, VILLAGE):
        return None
    on = ground(held.place, request.as_of, request.actor)
    try:
        return asked(ref, on, by=request.actor, url=proof_of)
    except (KeyError, ValueError):  # no such figure, or no such day
        return None
