"""Report 报告: the place's story with its figures, on the page and as the same text in Word."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.reports.template import Template
from jishi.studio import templates
from jishi.studio.models import TownTemplate
from jishi.web import storypage
from jishi.web.pages import PageRequest, at, page
from jishi.web.storypage import Story

_TOWN = 9


@page("<place:place>/report/", name="report", may="reports.make")
def report(request: PageRequest, place: str) -> HttpResponse:
    """The report told by the template of the address (`?template=`), else by the shipped story."""
    return storypage.page_of(request, place, _story(request, place))


@page(
    "<place:place>/report/word/", name="report_word", may="reports.make", methods=("GET", "POST"),
    is_file=True,
)  # fmt: skip
def report_word(request: PageRequest, place: str) -> HttpResponse:
    """The same as a Word file; a template that cannot be used comes back as the page (422)."""
    story = _story(request, place)
    if story.more["template_problems"]:
        answer = storypage.page_of(request, place, story)
        answer.status_code = 422
        return answer
    return storypage.word_of(request, place, story)


def _story(request: PageRequest, place: str) -> Story:
    offered = list(templates.usable(place, by=request.actor))
    asked = request.GET.get("template", "")
    chosen = next((one for one in offered if str(one.pk) == asked), None)
    told, problems = _told(chosen, asked)
    keep = {"template": str(chosen.pk)} if chosen and told else {}
    request.told_by = keep.get("template", "")  # type: ignore[attr-defined]
    return Story(
        reverse("report", kwargs={"place": place}), reverse("report_word", kwargs={"place": place}),
        told, keep,
        {"template_problems": problems, "templates": offered, "template": chosen,
         **_ways(request, place)},
        chosen.name if chosen and told else "",
    )  # fmt: skip


def _told(chosen: TownTemplate | None, asked: str) -> tuple[Template | None, list[str]]:
    """The template to tell by (None: the shipped story), and why the one asked for is not it."""
    if chosen is not None:
        found = templates.check(bytes(templates.file_of(chosen).content), chosen.town)
        return found.template, list(found.problems)
    if asked:
        return None, [_("没有这份模板，或者它已经停用。")]
    return None, []


def _ways(request: PageRequest, place: str) -> dict[str, Any]:
    """Where templates and drafts are kept, for whoever may see them."""
    town = {"place": place[:_TOWN]}
    reads = len(place) >= _TOWN and door.reaches(request.actor, "templates.read", place[:_TOWN])
    return {
        "templates_url": at(reverse("report_templates", kwargs=town), request.as_of)
        if reads else "",
        "drafts_url": at(reverse("report_drafts", kwargs={"place": place}), request.as_of)
        if len(place) >= _TOWN and door.reaches(request.actor, "drafts.read", place) else "",
        "may_draft": len(place) >= _TOWN and door.reaches(request.actor, "drafts.write", place),
    }  # fmt: skip
