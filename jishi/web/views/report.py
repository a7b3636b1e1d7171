"""Report 报告: the town's story with its figures, on the page and as the same text in Word."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import policy
from jishi.indicators.figures import ground
from jishi.reports import changes, fonts
from jishi.reports.compare import MONTH, YEAR, proofs_of
from jishi.reports.document import to_word
from jishi.reports.figures import LANGUAGE, comparison_of, report_of
from jishi.reports.papers import NotInOrder, Papers, declared
from jishi.reports.report import FigureText, in_chinese
from jishi.web import reporting
from jishi.web.pages import PageRequest, at, page
from jishi.web.presenting import fingerprint, proof_url
from jishi.web.templatetags.paper import address

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("<place:place>/report/", name="report", may="reports.make")
def report(request: PageRequest, place: str) -> HttpResponse:
    """The text with every figure leading to its proof; `?figure=` tells one beside it.

    What the query says about papers (papers.FIELDS) is checked and stands on the paper.
    """
    faults: dict[str, str] = {}
    try:
        papers = _papers(request)
    except NotInOrder as error:
        faults = error.faults
        papers = declared({}, place=_name(request), as_of=request.as_of)
    return _page(request, place, papers, faults)


@page("<place:place>/report/word/", name="report_word", may="reports.make")
def report_word(request: PageRequest, place: str) -> HttpResponse:
    """The report as a Word file; `?annex=month` or `year` adds what moved since then.

    Papers that are not in order come back as the page, with the faults.
    """
    try:
        papers = _papers(request)
    except NotInOrder as error:
        usual = declared({}, place=_name(request), as_of=request.as_of)
        return _page(request, place, usual, error.faults, status=422)
    with override(LANGUAGE):
        title, data = _word(request, place, papers)
    name = _("%(title)s（截至%(day)s）.docx") % {
        "title": title, "day": request.as_of.isoformat(),
    }  # fmt: skip
    return HttpResponse(
        data, content_type=_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )  # fmt: skip


def _word(request: PageRequest, place: str, papers: Papers) -> tuple[str, bytes]:
    """Title and bytes of the Word file; its QR code leads to the page."""
    on = ground(place, request.as_of, request.actor)
    proofs = proofs_of(on)
    made = report_of(on, by=request.actor, proofs=proofs)
    span = request.GET.get("annex", "")
    annexes = []
    if span in (MONTH, YEAR):
        moved = comparison_of(on, span, by=request.actor, proofs=proofs)
        annexes.append(changes.as_annex(moved))
    here = address(request, reverse("report", kwargs={"place": place}))
    return made.title, to_word(made, papers=papers, annexes=annexes, address=here)


def _page(
    request: PageRequest, place: str, papers: Papers, faults: dict[str, str], status: int = 200
) -> HttpResponse:
    on = ground(place, request.as_of, request.actor)
    made = report_of(on, by=request.actor, url=lambda key: proof_url(place, key, request.as_of))
    chosen = made.figures.get(request.GET.get("figure", ""))
    paragraphs = [
        reporting.shown(number, one, made, chosen) for number, one in enumerate(made.paragraphs, 1)
    ]
    reporting.mark_opening(paragraphs)
    said = reporting.said(request.GET)
    usual = {"signed_by": papers.signed_by, "signed_on": papers.signed_on.isoformat()}
    return render(request, "report/page.html", {
        "title": made.title, "has_errors": bool(faults),
        "paragraphs": paragraphs,
        "chosen": chosen, "digest": fingerprint(chosen.digest) if chosen else "",
        "report_url": reverse("report", kwargs={"place": place}),
        "word_path": reverse("report_word", kwargs={"place": place}),
        "forms_url": at(reverse("forms", kwargs={"place": place[:9]}), request.as_of)
        if policy.allows(request.actor, "forms.read") else "",
        **reporting.desks(request.actor, place, request.as_of),
        "word_url": at(reverse("report_word", kwargs={"place": place}), request.as_of, **said),
        "figures": [_annex(number, one) for number, one in enumerate(made.figures.values(), 1)],
        "heads": made.heads,
        "left_out": [made.figures[key].name for key in made.left_out],
        "months": reporting.months(on), "keep": sorted(said.items()),
        "keep_query": reporting.query_of({"as_of": request.as_of.isoformat(), **said}),
        "neighbours": reporting.neighbours(place, request.as_of, said),
        "comparisons": reporting.comparisons(place, request.as_of),
        "papers": papers, "signed_on": in_chinese(papers.signed_on),
        "header": reporting.red_header(papers.official) if papers.official else None,
        "is_official": bool(request.GET.get("official")), "faults": faults,
        "fields": reporting.fields(request.GET, faults, usual),
        "fonts": fonts.uses(),
    }, status=status)  # fmt: skip


def _papers(request: PageRequest) -> Papers:
    return declared(request.GET, place=_name(request), as_of=request.as_of)


def _name(request: PageRequest) -> str:
    assert request.place is not None
    return str(request.place.name)


def _annex(number: int, figure: FigureText) -> dict[str, Any]:
    return {"number": number, "figure": figure, "digest": fingerprint(figure.digest)}
