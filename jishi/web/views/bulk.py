"""Change many records at once 成批修改: one column, seen before → after, then stored as one act."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
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
from jishi.web import bulk, forms, listing, undoing
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


@page(
    "<place:place>/ledger/<ledger:ledger>/bulk/", name="bulk", may="{ledger}.write",
    methods=("GET", "POST"),
)  # fmt: skip
def change(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """The ticked records: which column, to what; `do=see` shows it, `do=write` stores it.

    GET, from a link that lost its ticks on the way, leads back to the list.
    """
    one, here = BY_KEY[ledger], place_of(request, ledger)
    columns = bulk.changeable(one)
    if not columns:
        raise Http404(ledger)
    words = Words(here, request.as_of, by=request.actor)
    sheet = sheet_of(request, one, here, words)
    list_url = at(reverse("list", kwargs={"place": place, "ledger": ledger}), request.as_of)
    back = with_query(list_url, sheet.query)
    if not sheet.rows or len(sheet.rows) > bulk.MOST:
        said = _("先在台账里选中几条，再成批改。")
        if sheet.rows:
            said = _("一次最多改%(most)s条；再多的请导出，改好再导入。") % {"most": bulk.MOST}
        messages.warning(request, said)
        return HttpResponseRedirect(back)
    names = {column.name: column for column in columns}
    column = names.get(request.POST.get("column", ""), columns[0])
    lookups = Lookups(here.code[:9], by=request.actor)
    fields = Fields(one, lookups, by=request.actor)
    told = {
        "ledger": one, "columns": columns, "column": column, "back_url": back, "query": sheet.query,
        "count": len(sheet.rows), "rows": sheet.as_text(sheet.rows), "hows": _HOWS,
        "how": request.POST.get("how", "add"),
    }  # fmt: skip
    entries = forms.posted(replace(one, columns=(column,)), request.POST, new=False)
    asking = (
        request.POST.get("do") not in ("see", "write") or request.POST.get("was") != column.name
    )
    if asking:
        # What ends, ends today more often than not.
        usual = request.as_of.isoformat() if column.name == "until" else ""
        entries = {column.name: [] if column.type == "programmes" else usual}
        told["fields"] = fields.build([column], entries)
        return render(request, "ledger/bulk.html", told)
    made, faults = _change(one, column, entries, lookups, request.POST.get("how", "add"))
    told["fields"] = fields.build([column], entries, faults)
    if faults:
        return render(request, "ledger/bulk.html", told | {"has_errors": True}, status=422)
    stale = [row for row in sheet.rows if sheet.seen.get(str(row.pk)) != row.version]
    plan = bulk.plan(one, sheet.rows, column, made, words, by=request.actor)
    if request.POST["do"] == "write" and not stale and plan.changes:
        try:
            drafts = [planned.draft for planned in plan.changes]
            written = writing.write(one, drafts, by=request.actor)
        except writing.Stale as passed:
            stale = [row for row in sheet.rows if row.pk == passed.draft.row.pk]  # type: ignore[union-attr]
        else:
            count = len(written.updated)
            said = ngettext("改好了%(n)s条。", "改好了%(n)s条。", count) % {"n": count}
            undoing.say(request, said, written.act, place=place)
            return HttpResponseRedirect(back)
    numbers = [str(getattr(row, one.identity)) for row in stale]
    return render(request, "ledger/bulk.html", told | {
        "plan": plan, "stale": _("、").join(numbers), "shown": plan.changes[:SHOWN],
        "beyond": max(0, len(plan.changes) - SHOWN),
        "confirmed": [
            (name, value) for name, held in entries.items()
            for value in (held if isinstance(held, list) else [held])
        ],
    }, status=409 if stale else 200)  # fmt: skip


def sheet_of(request: PageRequest, ledger: Ledger, here: Any, words: Words) -> Sheet:
    """The records that a page was sent for, those of its question or its ticks, as they stand."""
    query = request.POST.get("query", "")
    try:
        seen = {str(key): int(version) for key, version in json.loads(request.POST["rows"])}
    except (KeyError, ValueError, TypeError, OverflowError):
        rows = list(ticked(request, ledger, here, words)[: bulk.MOST + 1])
        return Sheet(ledger, rows, {str(row.pk): row.version for row in rows}, query)
    everything = listing.Asked(ledger, request.as_of, state="all" if ledger.date else "")
    keys = listing.keys(ledger, list(seen)[: bulk.MOST])
    found = listing.records(everything, here, words, by=request.actor).filter(pk__in=keys)
    return Sheet(ledger, list(found), seen, query)


def _change(
    ledger: Ledger, column: Column, entries: Entries, names: Lookups, how: str
) -> tuple[Callable[[Any], Any], list[FieldFault]]:
    """The change as typed, and what is wrong with it."""
    alone = replace(ledger, columns=(column,))
    values, faults = forms.understood(alone, entries, names, NOTHING_KNOWN, new=False)
    if faults:
        return (lambda row: None), faults
    value = values[column.attname]
    if column.type == "programmes":
        return bulk.with_codes(how, value), []
    return (lambda row: value), []
