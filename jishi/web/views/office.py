"""Offices: the trail and its check for the auditor; places for the administrator."""

import io
from collections import Counter

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.places import tree
from jishi.places.models import Installation, Place, TownLedger
from jishi.web import chaincheck, trailing, trailwords
from jishi.web.downloads import workbook
from jishi.web.pages import PageRequest, page
from jishi.web.paging import paged

_PAGE = 50
_MOST = 50_000  # entries in one file


@page("trail/", name="trail", may="trail.read")
def trail(request: PageRequest) -> HttpResponse:
    """Who changed what, newest first, a deed a line; fields by name, values not at all."""
    return _trail(request, chaincheck.last(), None)


@page("trail/check/", name="trail_check", may="trail.read", methods=("POST",))
def check(request: PageRequest) -> HttpResponse:
    """Check the chain now, and tell what does not fit."""
    return _trail(request, *chaincheck.run(request.actor))


@page("trail/export/", name="trail_export", may="trail.read")
def export(request: PageRequest) -> HttpResponse:
    """The entries of the list as a workbook, masked as on the page."""
    found = trailing.entries(trailing.Wanted.of(request.GET), request.actor)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("留痕"))
    heads = (
        _("时间"), _("谁"), _("用户名"), _("从哪里"), _("做了什么"), _("哪张表"), _("哪条"),
        _("第几版"), _("哪几项"), _("账"), _("第几条"),
    )  # fmt: skip
    names = (
        "at", "who", "username", "origin", "action", "ledger", "record", "version", "fields",
        "where", "seq",
    )  # fmt: skip
    sheet.write_row(0, 0, heads)
    for number, row in enumerate(trailing.rows(found[:_MOST], request.actor), start=1):
        for column, name in enumerate(names):
            value = f"{row[name]:%Y-%m-%d %H:%M:%S}" if name == "at" else row[name]
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value))
    total = found.count()
    if total > _MOST:
        about = book.add_worksheet(_("说明"))
        about.write_string(
            0,
            0,
            _("一共%(total)s条，一个文件最多%(most)s条：这里是最近的。更早的，用日期分几次导出。")
            % {"total": total, "most": _MOST},
        )
        about.activate()
    book.close()
    return workbook(held, _("留痕%(day)s.xlsx") % {"day": request.actor.today.isoformat()})


@page("places/", name="places", may="accounts.read")
def places(request: PageRequest) -> HttpResponse:
    """The towns of the administrator's places: villages, and since when on the ledger."""
    held = policy.territories(request.actor, "accounts.read")
    county = Installation.objects.first()
    below = Place.objects.filter(tree.in_force(request.actor.today))
    towns = [
        town for town in below.filter(level="town").order_by("code")
        if any(town.code in territory for territory in held)
    ]  # fmt: skip
    villages = Counter(
        below.filter(level="village", parent__in=[town.code for town in towns])
        .values_list("parent", flat=True)
    )  # fmt: skip
    starts = dict(TownLedger.objects.values_list("code", "start"))
    above = {town.parent for town in towns}
    paths = tree.full_names(above)
    return render(request, "office/places.html", {
        "county": tree.full_name(county.county) if county else "",
        "towns": [
            {"code": town.code, "name": town.name, "above": paths[town.parent],
             "villages": villages[town.code], "start": starts.get(town.code)}
            for town in towns
        ],
        "on_ledger": sum(town.code in starts for town in towns),
    })  # fmt: skip


def _trail(
    request: PageRequest, last: chaincheck.Check | None, problems: list[dict[str, str]] | None
) -> HttpResponse:  # fmt: skip
    wanted = trailing.Wanted.of(request.GET)
    found = trailing.entries(wanted, request.actor)
    context = {
        "wanted": wanted, "total": found.count(),
        "chips": trailing.chips(wanted, request.GET, request.actor),
        "ledgers": trailwords.tables().items(), "actions": trailwords.ACTIONS.items(),
        "origins": trailwords.ORIGINS.items(), "chains": trailing.chain_names(request.actor),
        "last": last, "problems": problems, "query": _query(request),
    }  # fmt: skip
    if wanted.act:  # one deed, entry by entry
        shown = paged(found, request, _PAGE)
        rows = [{**row, "entries": 1} for row in trailing.rows(shown.rows, request.actor)]
        context |= {"rows": rows, "pager": shown.pager}
    else:
        deeds, older = trailing.deeds(found, _number(request.GET.get("before", "")), _PAGE)
        rows = trailing.rows((deed.entry for deed in deeds), request.actor)
        context |= {
            "rows": [
                {**row, "entries": deed.entries, "tables": deed.tables}
                for row, deed in zip(rows, deeds, strict=True)
            ],
            "older": f"{_query(request)}&before={older}" if older else "",
            "newest": "before" in request.GET,
        }
    return render(request, "office/trail.html", context)


def _query(request: PageRequest) -> str:
    """What the list asks, without where it stands."""
    query = request.GET.copy()
    for name in ("before", "page"):
        query.pop(name, None)
    return query.urlencode()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
