"""Today 今日: what must be done now, what waits for the reader, what happened in his places."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.access import door, policy
from jishi.indicators.reminders.owed import owed
from jishi.indicators.reminders.table import BY_KEY
from jishi.kernel.statutes import statute
from jishi.places.models import Place
from jishi.values import placecode
from jishi.web import badge, ledgers
from jishi.web.due import Telling
from jishi.web.guide import guide
from jishi.web.happened import lately
from jishi.web.pages import PageRequest, at, page
from jishi.web.paging import paged
from jishi.web.waiting import waiting
from jishi.web.wording import Words

_LATELY, _PAGE = 6, 50


@page("<place:place>/today/", name="today", may=ledgers.VIEW)
def today(request: PageRequest, place: str) -> HttpResponse:
    """The day's desk at a place; an empty town is shown its first steps instead."""
    here, by, day = _here(request), request.actor, request.as_of
    words = Words(here, day, by=by)
    steps = guide(words, by)
    found = owed(place, day, by)
    badge.remember(request, len(found))
    mine, others = lately(words, by, most=_LATELY)
    return render(request, "today/page.html", {
        "here": here, "steps": steps,
        "next_step": next((step for step in steps if not step.done), None),
        "todo": Telling(words, by).rules(found),
        "acts": bool(ledgers.addable(by)),  # else he looks on: others settle it
        "waiting": waiting(words, by), "mine": mine, "others": others,
        "next": _next(request), "today": by.today, "sample": settings.JISHI.demo,
    })  # fmt: skip


@page("<place:place>/today/<slug:rule>/", name="today_rule", may=ledgers.VIEW)
def rule(request: PageRequest, place: str, rule: str) -> HttpResponse:
    """All that one rule found, fifty a page, each with its button."""
    here, by, day = _here(request), request.actor, request.as_of
    one = BY_KEY.get(rule)
    if one is None:
        raise Http404(rule)
    if not policy.allows(by, f"{one.ledger}.view"):
        raise policy.Forbidden(f"{one.ledger}.view")
    found = owed(place, day, by, [one])
    items = found[0].items if found else ()
    sheet = paged(items, request, _PAGE)
    telling = Telling(Words(here, day, by=by), by)
    why = [row.source for key in one.why if (row := statute(key, day)) is not None]
    return render(request, "today/rule.html", {
        "here": here, "rule": one, "title": one.zh if len(items) == 1 or not items
        else str(one.many) % {"n": len(items)}, "lines": telling.items(one, sheet.rows),
        "why": why, "pager": sheet.pager, "count": len(items),
        "today_url": at(reverse("today", kwargs={"place": place}), day),
    })  # fmt: skip


def _here(request: PageRequest) -> Place:
    if request.place is None or len(request.place.code) < placecode.LENGTHS["town"]:
        raise Http404
    return request.place


def _next(request: PageRequest) -> dict[str, Any]:
    """The next useful thing where nothing is to be done: record, or read."""
    here, by, day = _here(request), request.actor, request.as_of
    parts = {"place": here.code}
    found: dict[str, Any] = {}
    if any(ledgers.may_add(by, one, here.code) for one in ledgers.addable(by)):
        found["record_url"] = at(reverse("record_new", kwargs=parts), day)
    if door.reaches(by, "figures.read", here.code):
        found["cockpit_url"] = at(reverse("cockpit", kwargs=parts), day)
    if door.reaches(by, "draftcheck.use", here.code):
        found["check_url"] = at(reverse("check", kwargs=parts), day)
    found["ledger_url"] = at(reverse("ledger_home", kwargs=parts), day)
    return found
