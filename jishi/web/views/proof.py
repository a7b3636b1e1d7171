"""Proof: the very records that make a figure, what does not count and why, and the download."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access.actor import Actor
from jishi.indicators.indicator import Figure, Line, Proof
from jishi.indicators.periods import in_full
from jishi.indicators.proof import digest, prove
from jishi.indicators.tables import CHAPTERS
from jishi.places import tree
from jishi.reports.pinning import may_pin
from jishi.web.pages import PageRequest, at, page
from jishi.web.paging import Paged, paged
from jishi.web.presenting import Names, fig, fingerprint, period_query, proof_url
from jishi.web.proofasked import asked, period_asked
from jishi.web.prooflines import Table, agrees, sheet
from jishi.web.proofside import below, conditions, months, whole
from jishi.web.templatetags.ui import day as in_words

_PAGE = 50
_EXCEPTIONS, _ASIDE = 10, 3  # how many of those left out are told beside the list
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("<place:place>/cockpit/<slug:key>/", name="proof", may="figures.prove")
def proof(request: PageRequest, place: str, key: str) -> HttpResponse:
    """The proof page; `?show=excluded` lists what does not count.

    `?from=` and `?to=` ask for another period than the figure's own; then the page tells nothing
    of other places and months, which are of the figure's own.
    """
    indicator, on = asked(request, place, key)
    period = period_asked(request)
    kept = period_query(period)
    found = prove(indicator, on, period=period)
    figure, left = found.figure, found.excluded
    excluded = request.GET.get("show") == "excluded"
    table = Table(figure, request.actor)
    cockpit = at(reverse("cockpit", kwargs={"place": place}), on.as_of)
    context: dict[str, Any] = {
        "fig": fig(figure),
        "chapter": {"title": CHAPTERS[indicator.chapter], "url": f"{cockpit}#{indicator.chapter}"},
        "cockpit_url": cockpit,
        "definition": indicator.definition,
        "version": {"label": "", "lines": [], "hash": fingerprint(indicator.version)},
        "whole": whole(figure),
    }
    if period is not None:
        context["fig"]["period_label"] = in_full(figure)
    if figure.value is None and not found.records and not left:
        return render(request, "proof/page.html", context)
    lines = left if excluded else found.records
    shown = paged(lines, request, _PAGE)
    own = request.place
    assert own is not None
    kids = {} if period else below(indicator, on, request.actor)
    count = sum(not child["itself"] for child in kids.get("children", ()))
    context |= {
        "filters": conditions(figure, own, count),
        "tabs": _tabs(found, kept, excluded=excluded),
        "columns": table.columns(shown.rows, reasons=excluded),
        "rows": table.rows(shown.rows, reasons=excluded),
        "rows_note": _range(shown),
        "caption": _("没算进来的") if excluded else _("算进来的"),
        "pager": shown.pager,
        "excluded": None if excluded else _aside(found, table, kept),
        "exceptions_first": indicator.universal,
        "hidden_note": _("只显示年龄，不显示出生日期。") if "age" in indicator.columns else "",
        "empty_note": _("没有一条记录算进这个数。"),
        "digest": fingerprint(digest(found)),
        "records_total": len(found.records),
        "checked": agrees(found),
        "export_url": _export_url(found, kept, excluded=excluded) if lines else None,
        "export_count": len(lines),
        "pin_url": _pin_url(figure, kept, request.actor),
        **({} if period else months(indicator, on)),
        **kids,
    }
    return render(request, "proof/page.html", context)


@page("<place:place>/cockpit/<slug:key>/export/", name="proof_export", may="figures.prove")
def proof_export(request: PageRequest, place: str, key: str) -> HttpResponse:
    """Exactly the records of one tab as a workbook; every text is written as text."""
    indicator, on = asked(request, place, key)
    found = prove(indicator, on, period=period_asked(request))
    excluded = request.GET.get("show") == "excluded"
    heads, rows = sheet(found, Table(found.figure, request.actor), excluded=excluded)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    written = book.add_worksheet(_("没算进来的") if excluded else _("算进来的"))
    for number, row in enumerate([heads, *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                written.write_number(number, column, cell)
            else:
                written.write_string(number, column, cell or "")
    book.close()
    name = f"{tree.full_name(place)} {found.figure.indicator.zh} {on.as_of}.xlsx"
    return HttpResponse(
        held.getvalue(), content_type=_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )  # fmt: skip


def _tabs(found: Proof, kept: Mapping[str, str], *, excluded: bool) -> list[dict[str, Any]]:
    figure = found.figure
    place, key, day = figure.place, figure.key, figure.as_of
    return [
        {"label": _("算进来的"), "count": len(found.records), "current": not excluded,
         "url": proof_url(place, key, day, **kept)},
        {"label": _("没算进来的"), "count": len(found.excluded),
         "url": proof_url(place, key, day, **kept, show="excluded"), "current": excluded},
    ]  # fmt: skip


def _aside(found: Proof, table: Table, kept: Mapping[str, str]) -> dict[str, Any] | None:
    """The box of what does not count: all exceptions of a universal claim, else the first few."""
    left = found.excluded
    if not left:
        return None
    figure = found.figure
    most = _EXCEPTIONS if figure.indicator.universal else _ASIDE
    names = Names((line.place for line in left[:most]), figure.place)
    title = ngettext("没算进来的%(n)s条，为什么", "没算进来的%(n)s条，为什么", len(left))
    return {
        "title": title % {"n": len(left)},
        "rows": [
            {"url": table.url(line), "number": line.number, "reason": line.reason,
             "texts": _texts(line, names, table)}
            for line in left[:most]
        ],
        "more_url": proof_url(figure.place, figure.key, figure.as_of, **kept, show="excluded")
        if len(left) > most else None,
    }  # fmt: skip


def _texts(line: Line, names: Names, table: Table) -> list[str]:
    title = "" if table.by_place else line.title
    return [text for text in (in_words(line.on), names[line.place], title) if text]


def _export_url(found: Proof, kept: Mapping[str, str], *, excluded: bool) -> str:
    figure = found.figure
    address = reverse("proof_export", kwargs={"place": figure.place, "key": figure.key})
    return at(address, figure.as_of, **kept, show="excluded" if excluded else "")


def _pin_url(figure: Figure, kept: Mapping[str, str], by: Actor) -> str:
    """Where the figure is pinned for a notice; '' where there is none, or for who may not."""
    if figure.value is None or not may_pin(figure.place, by):
        return ""
    where = {"place": figure.place, "key": figure.key}
    return at(reverse("proof_pin", kwargs=where), figure.as_of, **kept)


def _range(shown: Paged) -> str:
    if not shown.total:
        return ""
    return _("第%(first)s—%(last)s条，共%(total)s条") % {
        "first": shown.first, "last": shown.last, "total": shown.total,
    }  # fmt: skip
