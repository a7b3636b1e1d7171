"""Comparison 比较: which figures of the report moved since last month or last year, and why."""

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.indicators.figures import ground
from jishi.reports import changes
from jishi.reports.compare import MONTH, YEAR, Change, Comparison, Move, PlaceMoves
from jishi.reports.figures import comparison_of
from jishi.web import reporting
from jishi.web.pages import PageRequest, at, page
from jishi.web.presenting import Names, proof_url, said

_LISTED = 30  # records told for each figure; the proofs hold them all


@page("<place:place>/report/compare/", name="report_compare", may="reports.make")
def report_compare(request: PageRequest, place: str) -> HttpResponse:
    """Each figure that moved, from where and by which records; `?span=year` for last year."""
    span = YEAR if request.GET.get("span") == YEAR else MONTH
    on = ground(place, request.as_of, request.actor)
    found = comparison_of(on, span, by=request.actor)
    changed = (*found.moved, *found.swapped)
    codes = {move.line.place for one in changed for move in one.moves}
    names = Names(codes | {held.code for one in changed for held in one.by_place(place)}, place)
    told = request.GET.get("template", "")
    return render(request, "report/compare.html", {
        "span": span, "earlier": found.earlier,
        "tabs": reporting.comparisons(place, request.as_of, told),
        "report_url": at(
            reverse("report", kwargs={"place": place}), request.as_of, template=told
        ),
        "earlier_url": at(
            reverse("report", kwargs={"place": place}), found.earlier, template=told
        ),
        "word_url": at(
            reverse("report_word", kwargs={"place": place}), request.as_of, annex=span,
            template=told,
        ),
        "moved": [_moved(one, found, names) for one in found.moved],
        "swapped": [_moved(one, found, names) for one in found.swapped],
        "still": [str(one.indicator.zh) for one in found.still],
        "unknown": [
            {"reason": reason, "names": [str(one.indicator.zh) for one in held]}
            for reason, held in changes.unknown(found).items()
        ],
    })  # fmt: skip


def _moved(one: Change, found: Comparison, names: Names) -> dict[str, Any]:
    """One figure: both values, the difference, its places and the first of its records."""
    key, place = one.indicator.key, found.place
    listed = sorted(one.moves, key=lambda move: not move.part)[:_LISTED]
    return {
        "key": key, "name": str(one.indicator.zh),
        "now": changes.value(one.now), "then": changes.value(one.then),
        "difference": changes.difference(one),
        "now_url": proof_url(place, key, found.as_of),
        "then_url": proof_url(place, key, found.earlier),
        "places": [_place(held, one, names, place) for held in one.by_place(place)],
        "records": [_record(move, one, names) for move in listed],
        "more": len(one.moves) - len(listed),
        "has_whole": any(not move.part for move in one.moves),
    }  # fmt: skip


def _place(held: PlaceMoves, one: Change, names: Names, place: str) -> dict[str, Any]:
    part, whole = held.of(part=True), held.of(part=False)
    return {
        "name": names[held.code], "itself": held.code == place,
        "part": changes.counted(part), "whole": changes.counted(whole),
        "net": _signed(held, one),
    }  # fmt: skip


def _signed(held: PlaceMoves, one: Change) -> str:
    unit = "" if one.indicator.unit == "%" else one.indicator.unit
    text = said(_size(held.net), unit)
    return ("+" if held.net > 0 else "−" if held.net < 0 else "") + text


def _size(amount: Fraction | int) -> Fraction | int:
    return -amount if amount < 0 else amount


def _record(move: Move, one: Change, names: Names) -> dict[str, Any]:
    line = move.line
    return {
        "number": line.number, "title": line.group_name or line.title, "on": line.on,
        "place": names[line.place], "word": changes.counted([move]), "came": move.before is None,
        "part": move.part, "why": str(move.why),
        "amount": said(_size(move.change), one.indicator.unit)
        if one.indicator.measure.name == "sum" else "",
    }  # fmt: skip
