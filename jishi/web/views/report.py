"""Report 报告: the town's story with its figures, on the page and as the same text in Word."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jishi.indicators.figures import ground
from jishi.reports.document import to_word
from jishi.reports.figures import report_of
from jishi.reports.report import HEADINGS, FigureText, Level, Paragraph, Report
from jishi.web.pages import PageRequest, at, page
from jishi.web.presenting import fingerprint, proof_url

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("<place:place>/report/", name="report", may="reports.make")
def report(request: PageRequest, place: str) -> HttpResponse:
    """The text with every figure leading to its proof; `?figure=` tells one beside it."""
    made = _made(request, place)
    chosen = made.figures.get(request.GET.get("figure", ""))
    return render(request, "report/page.html", {
        "title": made.title,
        "paragraphs": [
            _paragraph(number, one, made, chosen)
            for number, one in enumerate(made.paragraphs, 1)
        ],
        "chosen": chosen, "digest": fingerprint(chosen.digest) if chosen else "",
        "word_url": at(reverse("report_word", kwargs={"place": place}), request.as_of),
        "figures": [_annex(number, one) for number, one in enumerate(made.figures.values(), 1)],
        "heads": made.heads,
        "left_out": [made.figures[key].name for key in made.left_out],
    })  # fmt: skip


@page("<place:place>/report/word/", name="report_word", may="reports.make")
def report_word(request: PageRequest, place: str) -> HttpResponse:
    """The report as a Word file."""
    made = _made(request, place)
    name = _("%(title)s（截至%(day)s）.docx") % {
        "title": made.title, "day": request.as_of.isoformat(),
    }  # fmt: skip
    return HttpResponse(
        to_word(made), content_type=_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )  # fmt: skip


def _made(request: PageRequest, place: str) -> Report:
    on = ground(place, request.as_of, request.actor)
    return report_of(on, by=request.actor, url=lambda key: proof_url(place, key, request.as_of))


def _paragraph(
    number: int, paragraph: Paragraph, made: Report, chosen: FigureText | None
) -> dict[str, Any]:
    """A paragraph for the page: its tag by level, and its figures as links.

    Each figure has a mark of its own in the text, so that choosing it keeps one's place.
    """
    parts: list[dict[str, Any]] = []
    for position, segment in enumerate(paragraph.segments):
        part: dict[str, Any] = {"text": segment.text}
        if segment.key is not None:
            part |= {
                "key": segment.key,
                "mark": f"at-{number}-{position}",
                "title": made.figures[segment.key].name,
                "here": chosen is not None and chosen.key == segment.key,
            }
        parts.append(part)
    return {"kind": _kind(paragraph), "parts": parts}


def _kind(paragraph: Paragraph) -> str:
    """How the page sets a paragraph; a numbered one that ends like a sentence is text."""
    if paragraph.level in (Level.TITLE, Level.SUBTITLE):
        return paragraph.level.name.lower()
    heading = paragraph.level in HEADINGS and not paragraph.text.endswith(("。", "；"))
    return f"h{paragraph.level + 1}" if heading else "p"


def _annex(number: int, figure: FigureText) -> dict[str, Any]:
    return {"number": number, "figure": figure, "digest": fingerprint(figure.digest)}
