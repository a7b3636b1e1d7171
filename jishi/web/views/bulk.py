"""Change many records at once 成批修改: one column, seen before → after, then stored as one act."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jishi.access import writing
from jishi.kernel.columns import Column, Ledger
from jishi.records.ledgers import BY_KEY
from jishi.web import bulk, forms, listing, ticks, undoing
from jishi.web.fields import Fields
from jishi.web.forms import NOTHING_KNOWN, Entries, FieldFault
from jishi.web.pages import PageRequest, at, page
from jishi.web.views.ledger import place_of, ticked, with_query
from jishi.web.wording import Words
from jishi.workbook.lookups import Lookups

SHOWN = 200
#: How programmes are changed: added to those a record has, taken out, or put in their place.
_HOWS = (("add", gettext_lazy("加上")), ("remove", gettext_lazy("去掉")),
         ("set", gettext_lazy("只留这些")))  # fmt: skip


@dataclass
class Sheet:
    """What the page is about: the records with the versions that were looked at."""

    ledger: Ledger
    rows: list[Any]
    seen: dict[str, int]
    query: str

    def as_text(self, rows: list[Any]) -> str:
        """Some of the records with the versions they have now, for the next step."""
        return json.dumps([[str(row.pk), row.version] for row in rows], separators=(",", ":"))


@dataclass
class Wish:
    """What the page has to show: a column, what was typed for it and, once read, the change."""

    column: Column
    how: str = "add"
    entries: Entries | None = None
    faults: list[FieldFault] = field(default_factory=list)
    plan: bulk.Plan | None = None
    stale: list[Any] = field(default_factory=list)


@page(
    "<place:place>/ledger/<ledger:ledger>/bulk/", name="bulk", may="{ledger}.write",
    methods=("GET", "POST"),
)  # fmt: skip
def change(request: PageRequest, ledger: str, **_parts: str) -> HttpResponse:
    """The ticked records: which column, to what; `do=see` shows it, `do=write` stores it.

    What is sent is looked at under an address of its own (web.ticks); one that holds no ticks,
    or whose ticks are gone, leads back to the list.
    """
    one, here = BY_KEY[ledger], place_of(request, ledger)
    columns = bulk.changeable(one)
    if not columns:
        raise Http404(ledger)
    words = Words(here, request.as_of, by=request.actor)
    sheet = sheet_of(request, one, here, words)
    back = list_of(request, sheet)
    if not sheet.rows or len(sheet.rows) > bulk.MOST:
        said = _("先在台账里选中几条，再成批改。")
        if sheet.rows:
            said = _("一次最多改%(most)s条；再多的请导出，改好再导入。") % {"most": bulk.MOST}
        messages.warning(request, said)
        return HttpResponseRedirect(back)
    names = Lookups(here.code[:9], by=request.actor)
    wish, typed = _wish(request, one, columns)
    if request.method == "POST" and not typed:
        return HttpResponseRedirect(_keep(request, sheet, wish, typed=False))
    if typed:
        made, wish.faults = _change(one, wish.column, wish.entries or {}, names, wish.how)
        if not wish.faults and request.POST.get("do") == "see":
            return HttpResponseRedirect(_keep(request, sheet, wish, typed=True))
        if not wish.faults:
            done = _plan(request, sheet, wish, made, words)
            if done is not None:
                return done
    return _show(request, sheet, columns, wish, names)


def _wish(request: PageRequest, ledger: Ledger, columns: list[Column]) -> tuple[Wish, bool]:
    """What is asked, of the form that was sent or the address; and whether to read its entry."""
    held = ticks.held(request) or {}
    said = request.POST if request.method == "POST" else held
    names = {column.name: column for column in columns}
    wish = Wish(names.get(said.get("column", ""), columns[0]), said.get("how", "add"))
    if request.method == "POST":
        wish.entries = forms.posted(_alone(ledger, wish.column), request.POST, new=False)
        typed = said.get("do") in ("see", "write") and said.get("was") == wish.column.name
        return wish, typed
    wish.entries = held.get("entries")
    return wish, wish.entries is not None and request.GET.get("do") == "see"


def _keep(request: PageRequest, sheet: Sheet, wish: Wish, *, typed: bool) -> str:
    """Keep the ticks with what is wished; the address that shows the question, or its answer."""
    told = {
        "rows": [str(row.pk) for row in sheet.rows], "query": sheet.query,
        "column": wish.column.name, "how": wish.how, "entries": wish.entries if typed else None,
    }  # fmt: skip
    return ticks.hold(request, told, do="see" if typed else "")


def _plan(
    request: PageRequest, sheet: Sheet, wish: Wish, made: Callable[[Any], Any], words: Words
) -> HttpResponse | None:
    """See what would change; store it where that was asked and nobody came in between."""
    one = sheet.ledger
    wish.stale = [row for row in sheet.rows if sheet.seen.get(str(row.pk)) != row.version]
    wish.plan = bulk.plan(one, sheet.rows, wish.column, made, words, by=request.actor)
    if request.POST.get("do") != "write" or wish.stale or not wish.plan.changes:
        return None
    try:
        drafts = [planned.draft for planned in wish.plan.changes]
        written = writing.write(one, drafts, by=request.actor)
    except writing.Stale as passed:
        wish.stale = [row for row in sheet.rows if row.pk == passed.draft.row.pk]  # type: ignore[union-attr]
        return None
    count = len(written.updated)
    said = ngettext("改好了%(n)s条。", "改好了%(n)s条。", count) % {"n": count}
    place = request.place.code if request.place else ""
    undoing.say(request, said, written.act, place=place)
    return HttpResponseRedirect(list_of(request, sheet))


def _show(
    request: PageRequest, sheet: Sheet, columns: list[Column], wish: Wish, names: Lookups
) -> HttpResponse:
    one, column, plan = sheet.ledger, wish.column, wish.plan
    # What ends, ends today more often than not.
    usual = request.as_of.isoformat() if column.name == "until" else ""
    entries = wish.entries or {column.name: [] if column.type == "programmes" else usual}
    fields = Fields(one, names, by=request.actor)
    told = {
        "ledger": one, "columns": columns, "column": column, "back_url": list_of(request, sheet),
        "query": sheet.query, "count": len(sheet.rows), "rows": sheet.as_text(sheet.rows),
        "hows": _HOWS, "how": wish.how, "has_errors": bool(wish.faults),
        "fields": fields.build([column], entries, wish.faults),
    }  # fmt: skip
    if plan is not None:
        numbers = [str(getattr(row, one.identity)) for row in wish.stale]
        told |= {
            "plan": plan, "stale": _("、").join(numbers), "shown": plan.changes[:SHOWN],
            "beyond": max(0, len(plan.changes) - SHOWN),
            "confirmed": [
                (name, value) for name, held in entries.items()
                for value in (held if isinstance(held, list) else [held])
            ],
        }  # fmt: skip
    status = 422 if wish.faults else 409 if wish.stale else 200
    return render(request, "ledger/bulk.html", told, status=status)


def list_of(request: PageRequest, sheet: Sheet) -> str:
    """The list that the ticks came from, as it was asked for."""
    place = request.place.code if request.place else ""
    url = reverse("list", kwargs={"place": place, "ledger": sheet.ledger.key})
    return with_query(at(url, request.as_of), sheet.query)


def sheet_of(request: PageRequest, ledger: Ledger, here: Any, words: Words) -> Sheet:
    """The records that a page was sent for, those of its question or its ticks, as they stand."""
    query = request.POST.get("query", "")
    if request.method != "POST":
        kept = ticks.held(request) or {"rows": [], "query": ""}
        rows = _by_id(request, ledger, here, words, kept["rows"])
        return Sheet(ledger, rows, {str(row.pk): row.version for row in rows}, kept["query"])
    try:
        seen = {str(key): int(version) for key, version in json.loads(request.POST["rows"])}
    except (KeyError, ValueError, TypeError, OverflowError):
        rows = list(ticked(request, ledger, here, words)[: bulk.MOST + 1])
        return Sheet(ledger, rows, {str(row.pk): row.version for row in rows}, query)
    return Sheet(ledger, _by_id(request, ledger, here, words, list(seen)), seen, query)


def _by_id(
    request: PageRequest, ledger: Ledger, here: Any, words: Words, ids: list[str]
) -> list[Any]:
    everything = listing.Asked(ledger, request.as_of, state="all" if ledger.date else "")
    keys = listing.keys(ledger, ids[: bulk.MOST])
    return list(listing.records(everything, here, words, by=request.actor).filter(pk__in=keys))


def _alone(ledger: Ledger, column: Column) -> Ledger:
    """The ledger with this column only: what it needs beside it, the writer looks at."""
    return replace(ledger, columns=(replace(column, dated="", needs=(), instead=""),))


def _change(
    ledger: Ledger, column: Column, entries: Entries, names: Lookups, how: str
) -> tuple[Callable[[Any], Any], list[FieldFault]]:
    """The change as typed, and what is wrong with it."""
    values, faults = forms.understood(
        _alone(ledger, column), entries, names, NOTHING_KNOWN, new=False
    )
    if faults:
        return (lambda row: None), faults
    value = values[column.attname]
    if column.type == "programmes":
        return bulk.with_codes(how, value), []
    return (lambda row: value), []
