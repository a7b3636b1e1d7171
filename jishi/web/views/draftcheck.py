"""Draft check 核稿: a paper is brought, and each of its figures stands beside its proof."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.draftcheck import keeping
from jishi.draftcheck.checking import LONGEST
from jishi.draftcheck.models import Paper
from jishi.draftcheck.remembering import checked
from jishi.draftcheck.source import MAX_BYTES, Unreadable
from jishi.draftcheck.standing import Seen, standing
from jishi.draftcheck.timesaid import periods
from jishi.draftcheck.verdicts import VERDICTS
from jishi.places import tree
from jishi.values.complaint import Complaint
from jishi.web import draftshown, draftside
from jishi.web.draftpins import pins_of
from jishi.web.draftside import Sheet
from jishi.web.pages import PageRequest, at, day_of, page
from jishi.web.reporting import desks
from jishi.workbook.faults import in_words

_HEAD = 120  # characters in which a paper says the day it speaks of


@page("<place:place>/check/", name="check", may="draftcheck.use", methods=("GET", "POST"))
def check(request: PageRequest, place: str) -> HttpResponse:
    """Bring a paper: dropped, chosen or pasted. Those still under check are listed."""
    if request.method != "POST":
        return _home(request, place)
    try:
        content, name = _brought(request)
        taken = keeping.take_in(content, name, place, request.as_of, by=request.actor)
    except Complaint as refused:
        return _home(request, place, refused)
    paper = taken.paper
    for gone in taken.gave_way:
        said = _("放满%(most)s份了，最早的“%(name)s”让了位。")
        messages.info(request, said % {"most": keeping.MOST, "name": gone})
    day = said_day(paper.text, request.as_of)
    if day is not None and "as_of" not in request.GET:
        paper.as_of = day
        paper.save(update_fields=["as_of"])
    return HttpResponseRedirect(address(place, paper.pk, paper.as_of))


@page("<place:place>/check/<uuid:paper>/", name="check_paper", may="draftcheck.use")
def check_paper(request: PageRequest, place: str, paper: UUID) -> HttpResponse:
    """The text with every figure marked, and beside it the one that `?figure=` names.

    `?only=` is a verdict to look at alone; `?part=side` answers with the side only.
    """
    del place
    sheet = sheet_of(request, found(request, paper))
    return show(sheet)


def show(sheet: Sheet, status: int = 200, **said: Any) -> HttpResponse:
    """The page of a paper, or its side alone where the script asks for that."""
    request = sheet.request
    asked = request.GET.get("figure", "")
    chosen = next((one for one in sheet.seen if one.verdict and str(one.mention.start) == asked),
                  None)  # fmt: skip
    first = chosen or sheet.first()
    context = {
        "paper": sheet.paper, "asked": chosen is not None, "only": sheet.only,
        "side": draftside.side(sheet, first) if first else None,
        "others": draftside.others(sheet, first), "findings": draftside.findings(sheet),
        "urls": {name: _at(sheet, name) for name in
                 ("check_decide", "check_teach", "check_away", "check_corrected",
                  "check_commented")},
        **said,
    }  # fmt: skip
    if request.GET.get("part") == "side":
        return render(request, "check/_side.html", context, status=status)
    text = sheet.check.reading.text
    other = said_day(text, request.as_of)
    context |= {
        "n": sum(bool(one.verdict) for one in sheet.seen),
        "chips": draftshown.chips(sheet.seen, sheet.only, lambda only: sheet.url(only=only)),
        "aside": draftshown.aside(sheet.seen), "passed": draftshown.passed(sheet.check),
        "paragraphs": list(draftshown.paragraphs(
            sheet.paper, text, sheet.seen,
            draftshown.Here(chosen or first, sheet.only, _open_ended(sheet.url(figure=""))),
        )),
        "pins": pins_of(sheet),
        "open": sum(one.open for one in sheet.seen),
        "changed": sum(bool(one.put) for one in sheet.seen),
        "remarks": [told(remark) for remark in sheet.paper.draft.remarks()],
        "other_day": other,
        "other_url": address(sheet.place, sheet.paper.pk, other) if other else "",
        "home_url": at(reverse("check", kwargs={"place": sheet.place}), request.as_of),
        "today": timezone.localdate(),
        "writer": str(request.user), **desks(request.actor, sheet.place, request.as_of),
    }  # fmt: skip
    return render(request, "check/page.html", context, status=status)


def found(request: PageRequest, key: UUID) -> Paper:
    """The reader's own paper. Raises Http404 for anybody else's."""
    paper = keeping.find(request.actor, key)
    if paper is None:
        raise Http404(key)
    return paper


def sheet_of(request: PageRequest, paper: Paper) -> Sheet:
    """The paper checked for the address's place and day."""
    assert request.place is not None
    place = str(request.place.code)
    check = checked(paper, place, request.as_of, request.actor)
    seen = standing(check, keeping.decided(paper), place, request.as_of, request.actor)
    only = request.GET.get("only", "") or request.POST.get("only", "")
    only = only if only in VERDICTS else ""
    here = {"only": only, "figure": request.GET.get("figure", "")}

    def url(**query: Any) -> str:
        said = {k: "" if v is None else str(v) for k, v in {**here, **query}.items()}
        return address(place, paper.pk, request.as_of, **said)

    return Sheet(request, paper, check, seen, only, url)


def address(place: str, key: UUID, as_of: date, **query: str) -> str:
    """Where a paper stands."""
    return at(reverse("check_paper", kwargs={"place": place, "paper": key}), as_of, **query)


def figure_of(sheet: Sheet, start: str) -> Seen:
    """The figure that begins there. Raises Http404."""
    for one in sheet.seen:
        if one.verdict and str(one.mention.start) == start:
            return one
    raise Http404(start)


def said_day(text: str, other: date) -> date | None:
    """The day that the head of a text says (截至2024年9月30日); None where it is `other`."""
    for said in periods(text[:_HEAD], other):
        day = said.period.end if said.period and said.point and "年" in said.words else None
        if day is not None and day_of(day.isoformat()):
            return day if day != other else None
    return None


def _home(request: PageRequest, place: str, refused: Complaint | None = None) -> HttpResponse:
    papers: list[dict[str, Any]] = [
        {"paper": paper, "url": address(paper.place, paper.pk, paper.as_of),
         "away_url": at(reverse("check_away", kwargs={"place": place, "paper": paper.pk}),
                        request.as_of)}
        for paper in keeping.mine(request.actor)
        if door.reaches(request.actor, "draftcheck.use", paper.place)
    ]  # fmt: skip
    names = tree.names(one["paper"].place for one in papers)
    for one in papers:
        one["place"] = names.get(one["paper"].place, "")
    return render(request, "check/home.html", {
        "papers": papers, "fault": told(refused) if refused else None,
        "has_errors": refused is not None,
        "pasted": request.POST.get("text", "") if refused else "",
        "action": request.get_full_path(), "most": keeping.MOST, "longest": LONGEST,
        "max_mb": MAX_BYTES // 2**20, "today": timezone.localdate(),
        **desks(request.actor, place, request.as_of),
    }, status=422 if refused else 200)  # fmt: skip


def _brought(request: PageRequest) -> tuple[bytes, str]:
    """The bytes and the name of what was brought. Raises Unreadable."""
    file = request.FILES.get("file")
    if file is not None and file.name:
        if (file.size or 0) > MAX_BYTES:
            raise Unreadable(
                "文件有 %(size)s MB，超过 %(limit)s MB", "请删去图片，或分成几个文件核对",
                size=-(-(file.size or 0) // 2**20), limit=MAX_BYTES // 2**20,
            )  # fmt: skip
        return file.read(), file.name
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise Unreadable("还没有稿子", "请选一个文件，或者把文字贴进框里")
    first = next(line.strip() for line in text.split("\n") if line.strip())
    return text.encode("utf-8", "replace"), _("贴的：%(first)s") % {"first": first[:30]}


def told(complaint: Complaint) -> tuple[str, str]:
    """What is wrong and what to do, as two sentences."""
    said = (in_words(text, complaint.params) for text in (complaint.message, complaint.hint))
    what, todo = (text if text[-1:] in "。！？.!?" else f"{text}。" for text in said)
    return what, todo


def _open_ended(url: str) -> str:
    return f"{url}&" if "?" in url else f"{url}?"


def _at(sheet: Sheet, name: str) -> str:
    parts = {"place": sheet.place, "paper": sheet.paper.pk}
    return at(reverse(name, kwargs=parts), sheet.request.as_of)
