"""Ledger 台账: the list of a ledger with its filters and totals, its export."""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door, policy
from jishi.access.door import in_place, see
from jishi.kernel.columns import Column, Ledger
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.web import bulk, ledgers, listing, saved
from jishi.web.chips import chips
from jishi.web.downloads import workbook
from jishi.web.filterform import askings, chosen_columns
from jishi.web.gone import unless_gone
from jishi.web.pages import PageRequest, at, page
from jishi.web.rows import headings, lines
from jishi.web.wording import Words, number
from jishi.workbook.exporting import export_list

_LONGEST_QUERY = 4000


@page("<place:place>/ledger/", name="ledger_home", may=ledgers.VIEW)
def home(request: PageRequest, place: str) -> HttpResponse:
    """To the first ledger that the reader may open here."""
    found = [
        one for one in ledgers.readable(request.actor)
        if door.reaches(request.actor, f"{one.key}.view", place)
    ]  # fmt: skip
    if not found:
        raise Http404(place)
    url = reverse("list", kwargs={"place": place, "ledger": found[0].key})
    return HttpResponseRedirect(at(url, request.as_of))


@page("<place:place>/ledger/<ledger:ledger>/", name="list", may="{ledger}.view")
def records(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """A ledger's records at a place: filtered, sorted, summed, fifty a page."""
    one, here = BY_KEY[ledger], place_of(request, ledger)
    words = Words(here, request.as_of, by=request.actor)
    asked = listing.Asked.of(one, request.GET, words)
    found = listing.records(asked, here, words, by=request.actor)
    foot = listing.summary(found, asked)
    sheet = _Counted(found, listing.PAGE, foot.count).get_page(request.GET.get("page"))
    rows = list(sheet.object_list)
    words.meet(one, rows)

    def address(query: str) -> str:
        return with_query(at(request.path, request.as_of), query)

    shown, folded = ledgers.tabs(
        ledgers.readable(request.actor), one, request.place or here, request.as_of
    )
    return render(request, "ledger/page.html", {
        "ledger": one, "here": here, "tabs": shown, "folded": folded, "asked": asked,
        "has_state": bool(asked.state), "askings": askings(asked, words),
        "chips": chips(asked, words, address),
        "hidden": not foot.count and listing.any_at(one, here, request.as_of, by=request.actor),
        "clear_url": address("state=all" if asked.state else ""),
        "columns": headings(asked, address), "all_columns": chosen_columns(asked),
        "usual_url": address(asked.query(cols="")) if asked.columns else None,
        "kept": [pair for pair in asked.pairs() if pair[0] != "cols"],
        "kept_columns": [(n, v) for n, v in asked.pairs() if n in ("sort", "cols")],
        "as_of_given": request.GET.get("as_of", ""),
        "rows": lines(rows, one, words, asked.shown),
        "foot": foot, "first": sheet.start_index(), "last": sheet.end_index(),
        "sums": [
            {"label": column.zh, "text": _sum(column, foot.sums[column.name])}
            for column in asked.shown if column.name in foot.sums
        ],
        "pager": {
            "page": sheet.number, "pages": sheet.paginator.num_pages,
            "previous": address(_page(asked, sheet.number - 1)) if sheet.has_previous() else None,
            "next": address(_page(asked, sheet.number + 1)) if sheet.has_next() else None,
        },
        "query": asked.query(), "views": saved.offered(request.actor, asked, here, words),
        "shortcuts": _shortcuts(one), **_ways(request, one, here, asked, place),
    })  # fmt: skip


def _ways(
    request: PageRequest, ledger: Ledger, here: Place, asked: listing.Asked, place: str
) -> dict[str, str | None]:
    """Where the list leads: what the reader may not do has no address."""
    parts = {"place": place, "ledger": ledger.key}
    town = {"place": here.code[:9]}
    writes = policy.allows(request.actor, f"{ledger.key}.write")
    many = writes and bool(bulk.changeable(ledger))
    adds = ledgers.may_add(request.actor, ledger, place)
    block = adds and ledger.key != "town"  # of 镇情 a town has one row

    def way(name: str, to: bool = True, **kwargs: str) -> str | None:
        return at(reverse(name, kwargs=kwargs or parts), request.as_of) if to else None

    return {
        "export_url": with_query(way("list_export") or "", asked.query()),
        "import_url": way(
            "import", door.reaches(request.actor, "workbook.import", here.code), **town
        ),
        "new_url": way("new", adds),
        "views_url": way("views"),
        "grid_url": way("grid", block),
        "bulk_url": way("bulk", many),
        "withdraw_url": way("bulk_withdraw", many),
        "load_url": with_query(way("grid") or "", f"load=1&{asked.query()}") if block else None,
    }


def _shortcuts(ledger: Ledger) -> list[tuple[str, str]]:
    """What is changed in many records most often: a button each."""
    found = [("until", _("结束…")), ("programmes", _("归入项目…")), ("kind", _("改种类…"))]
    names = {column.name for column in bulk.changeable(ledger)}
    return [(name, words) for name, words in found if name in names]


@page(
    "<place:place>/ledger/<ledger:ledger>/export/", name="list_export", may="{ledger}.view",
    methods=("GET", "POST"),
)  # fmt: skip
def export(request: PageRequest, ledger: str, **_parts: str) -> HttpResponse:
    """Exactly the records of the list, as a workbook that can be imported again.

    POST takes those ticked (`row`, by id), or with `all` the list that `query` asks for.
    """
    one, here = BY_KEY[ledger], place_of(request, ledger)
    words = Words(here, request.as_of, by=request.actor)
    if request.method == "POST":
        found = ticked(request, one, here, words)
    else:
        asked = listing.Asked.of(one, request.GET, words)
        found = listing.records(asked, here, words, by=request.actor)
    held = io.BytesIO()
    export_list(held, one, found, here.code[:9], by=request.actor)
    name = _("%(place)s%(ledger)s截至%(day)s.xlsx") % {
        "place": here.name, "ledger": one.zh, "day": request.as_of.isoformat(),
    }  # fmt: skip
    return workbook(held, name)


def ticked(request: PageRequest, ledger: Ledger, here: Place, words: Words) -> "QuerySet[Any]":
    """The records that a list's form sends: those ticked, or all that its question finds.

    Ids that are none, or of records out of the reader's sight, are passed over.
    """
    if "all" in request.POST:
        query = QueryDict(request.POST.get("query", "")[:_LONGEST_QUERY])
        asked = listing.Asked.of(ledger, query, words)
        return listing.records(asked, here, words, by=request.actor)
    everything = listing.Asked(ledger, request.as_of, state="all" if ledger.date else "")
    keys = listing.keys(ledger, request.POST.getlist("row"))
    found = listing.records(everything, here, words, by=request.actor)
    return found.filter(pk__in=keys)


def find(request: PageRequest, ledger: Ledger, here: Place, key: str) -> Any:
    """The record of that id, where the reader may see it and the address's place covers it.

    Raises Http404, of one that was taken back gone.TakenBack.
    """
    found = in_place(see(ledger.model, by=request.actor), here.code, request.as_of)
    if ledger.model is Place:
        found = found.filter(level="group")
    links = [column.name for column in ledger.links()]
    try:
        row = (found.select_related(*links) if links else found).filter(pk=key).first()
    except ValidationError:  # not even the shape of an id
        row = None
    if row is None:
        unless_gone(request, ledger, key, Words(here, request.as_of, by=request.actor))
        raise Http404(key)
    return row


def may_change(request: PageRequest, ledger: Ledger, row: Any) -> bool:
    """True where the reader may write this very record."""
    if not policy.allows(request.actor, f"{ledger.key}.write"):
        return False
    return see(ledger.model, by=request.actor, to="write").filter(pk=row.pk).exists()


class _Counted(Paginator):
    """Pages of a list that was counted already, together with its sums."""

    def __init__(self, found: "QuerySet[Any]", size: int, count: int) -> None:
        super().__init__(found, size)
        self.count = count  # stands in for the cached property


def place_of(request: PageRequest, ledger: str) -> Place:
    """The place a list is about: what only a town has is told at the town."""
    here = request.place
    if here is None or len(here.code) < 9:
        raise Http404(ledger)
    if ledger in ledgers.OF_TOWN and len(here.code) > 9:
        above = Place.objects.filter(code=here.code[:9]).first()
        if above is None or not door.reaches(request.actor, f"{ledger}.view", above.code):
            raise Http404(ledger)
        return above
    return here


def with_query(url: str, query: str) -> str:
    """An address with more asked of it."""
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def _page(asked: listing.Asked, number: int) -> str:
    query = asked.query()
    if number == 1:
        return query
    return f"{query}&page={number}" if query else f"page={number}"


def _sum(column: Column, value: int) -> str:
    # "合计人次 12 386" needs no unit once more.
    unit = "" if str(column.unit) == str(column.zh) else str(column.unit)
    return number(column, value) + unit
