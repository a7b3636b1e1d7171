"""A report on the page and as Word, whoever's words it tells: the shipped story, a town's template
or a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from jishi.access import policy
from jishi.indicators.figures import ground
from jishi.pins.actions import Passed
from jishi.reports import changes, fonts
from jishi.reports.asking import Question
from jishi.reports.compare import MONTH, YEAR, proofs_of
from jishi.reports.document import to_word
from jishi.reports.figures import LANGUAGE, comparison_of, report_of
from jishi.reports.papers import NotInOrder, Papers, declared
from jishi.reports.pinning import may_pin, pinned
from jishi.reports.report import FigureText, Report
from jishi.reports.template import Template
from jishi.values.period import in_chinese
from jishi.web import reporting
from jishi.web.pages import PageRequest, at
from jishi.web.presenting import fingerprint, period_query, proof_url
from jishi.web.templatetags.paper import address

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Story:
    """What is told, and where: the paths of its page and its Word file.

    `template` is None for the shipped story. `keep` is what its addresses say besides day and
    papers. `more` is what the page says besides; `name` what a template or draft is called,
    by which its Word file goes and its pins tell what they left in.
    """

    page_path: str
    word_path: str
    template: Template | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""


def proof_of(question: Question) -> str:
    """Where the proof of a question stands."""
    asked = period_query(question.period)
    return proof_url(question.place, question.key, question.day, **asked)


def page_of(request: PageRequest, place: str, story: Story) -> HttpResponse:
    """The text with every figure leading to its proof; `?figure=` tells one beside it.

    What the query says about papers (papers.FIELDS) is checked and stands on the paper.
    """
    try:
        papers, faults = _papers(request), {}
    except NotInOrder as error:
        papers, faults = declared({}, place=_name(request), as_of=request.as_of), error.faults
    return _page(request, place, story, papers, faults)


def word_of(request: PageRequest, place: str, story: Story) -> HttpResponse:
    """The report as a Word file; `annex` (month or year) adds what moved since then.

    Sent (POST) it leaves the house: its figures are pinned, and each row of the annex bears a
    code. Asked for (GET) it is a preview without codes, since asking writes nothing; so is that
    of someone who may not pin. Papers that are not in order come back as the page, with the
    faults.
    """
    try:
        papers = _papers(request)
    except NotInOrder as error:
        usual = declared({}, place=_name(request), as_of=request.as_of)
        return _page(request, place, story, usual, error.faults, status=422)
    with override(LANGUAGE):
        try:
            title, data = _word(request, place, story, papers)
        except Passed:
            try:  # somebody wrote while the figures were worked out
                title, data = _word(request, place, story, papers)
            except Passed as passed:
                messages.error(request, str(passed.message))
                return HttpResponseRedirect(at(story.page_path, request.as_of, **story.keep))
    name = _("%(title)s（截至%(day)s）.docx") % {
        "title": story.name or title, "day": request.as_of.isoformat(),
    }  # fmt: skip
    return docx(data, name)


def docx(data: bytes, name: str) -> HttpResponse:
    """The bytes of a Word file, to be saved under `name`."""
    return HttpResponse(
        data, content_type=DOCX,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )  # fmt: skip


def _word(request: PageRequest, place: str, story: Story, papers: Papers) -> tuple[str, bytes]:
    """Title and bytes of the Word file; its QR codes lead to the page and to the pins."""
    on = ground(place, request.as_of, request.actor)
    proofs = proofs_of(on)
    made = report_of(on, by=request.actor, template=story.template, proofs=proofs)
    span = _said(request).get("annex", "")
    annexes = []
    if span in (MONTH, YEAR):
        moved = comparison_of(on, span, by=request.actor, proofs=proofs)
        annexes.append(changes.as_annex(moved))
    if request.method == "POST" and may_pin(place, request.actor):
        made = pinned(made, proofs, on, by=request.actor, name=story.name)
    here = address(request, story.page_path)
    return made.title, to_word(
        made, papers=papers, annexes=annexes, address=here,
        pin_address=lambda code: request.build_absolute_uri(reverse("pin", kwargs={"code": code})),
    )  # fmt: skip


def _said(request: PageRequest) -> dict[str, str]:
    """What the address says, and what a form sent instead."""
    return {**request.GET.dict(), **request.POST.dict()}


def _page(
    request: PageRequest, place: str, story: Story, papers: Papers, faults: Mapping[str, str],
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    on = ground(place, request.as_of, request.actor)
    made = report_of(on, by=request.actor, template=story.template, url=proof_of)
    chosen = made.figures.get(request.GET.get("figure", ""))
    keep = {**reporting.said(_said(request)), **story.keep}
    return render(request, "report/page.html", {
        **_text(made, chosen), "has_errors": bool(faults),
        "report_url": story.page_path,
        "word_path": at(story.word_path, request.as_of, **story.keep),
        "pins_url": reverse("pins"), "pins": may_pin(place, request.actor),
        "annex": keep.get("annex", ""),
        "forms_url": at(reverse("forms", kwargs={"place": place[:9]}), request.as_of)
        if policy.allows(request.actor, "forms.read") else "",
        **reporting.desks(request.actor, place, request.as_of),
        "word_url": at(story.word_path, request.as_of, **keep),
        "months": reporting.months(on), "keep": sorted(keep.items()),
        "besides": sorted(story.keep.items()),
        "keep_query": reporting.query_of({"as_of": request.as_of.isoformat(), **keep}),
        "neighbours": reporting.neighbours(story.page_path, request.as_of, keep),
        "comparisons": reporting.comparisons(
            place, request.as_of, story.keep.get("template", "")
        ),
        "faults": faults, **_paper(request, papers, faults), **story.more,
    }, status=status)  # fmt: skip


def _text(made: Report, chosen: FigureText | None) -> dict[str, Any]:
    paragraphs = [
        reporting.shown(number, one, made, chosen) for number, one in enumerate(made.blocks, 1)
    ]
    reporting.mark_opening(paragraphs)
    return {
        "title": made.title, "paragraphs": paragraphs,
        "chosen": chosen, "digest": fingerprint(chosen.digest) if chosen else "",
        "figures": [_annex(number, one) for number, one in enumerate(made.figures.values(), 1)],
        "heads": made.heads,
        "left_out": [made.figures[key].name for key in made.left_out],
    }  # fmt: skip


def _paper(request: PageRequest, papers: Papers, faults: Mapping[str, str]) -> dict[str, Any]:
    usual = {"signed_by": papers.signed_by, "signed_on": papers.signed_on.isoformat()}
    return {
        "papers": papers,
        "signed_on": in_chinese(papers.signed_on),
        "header": reporting.red_header(papers.official) if papers.official else None,
        "is_official": bool(_said(request).get("official")),
        "fields": reporting.fields(_said(request), faults, usual),
        "fonts": fonts.uses(),
    }


def _papers(request: PageRequest) -> Papers:
    return declared(_said(request), place=_name(request), as_of=request.as_of)


def _name(request: PageRequest) -> str:
    assert request.place is not None
    return str(request.place.name)


def _annex(number: int, figure: FigureText) -> dict[str, Any]:
    return {"number": number, "figure": figure, "digest": fingerprint(figure.digest)}
