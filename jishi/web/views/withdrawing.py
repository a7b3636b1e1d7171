"""Take many mistaken records out at once 成批撤回: seen first, then one act that can be undone."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import policy, writing
from jishi.access.refusing import NotUndone
from jishi.access.undoing import withdraw
from jishi.records.ledgers import BY_KEY
from jishi.web import bulk, ticks, undoing
from jishi.web.pages import PageRequest, page
from jishi.web.views.bulk import SHOWN, list_of, sheet_of
from jishi.web.views.ledger import place_of
from jishi.web.wording import Words


@page(
    "<place:place>/ledger/<ledger:ledger>/bulk/withdraw/", name="bulk_withdraw",
    may="{ledger}.write", methods=("GET", "POST"),
)  # fmt: skip
def take_out(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """The ticked records and what stands in the way; `do=write` takes them out, all or none.

    They are looked at under an address of their own (web.ticks), without ticks at the list.
    """
    one, here = BY_KEY[ledger], place_of(request, ledger)
    if not bulk.changeable(one):
        raise Http404(ledger)
    words = Words(here, request.as_of, by=request.actor)
    sheet = sheet_of(request, one, here, words)
    back = list_of(request, sheet)
    held = policy.territories(request.actor, f"{ledger}.write")
    rows = [row for row in sheet.rows if any(row.place in territory for territory in held)]
    if len(rows) > bulk.MOST:
        messages.warning(request, _("一次最多撤回%(most)s条，少选几条再撤。") % {"most": bulk.MOST})
        return HttpResponseRedirect(back)
    if not rows:
        undoing.say(request, _("没有可以撤回的：先在台账里选中几条自己管的记录。"), None)
        return HttpResponseRedirect(back)
    if request.method == "POST" and request.POST.get("do") != "write":
        told = {"rows": [str(row.pk) for row in sheet.rows], "query": sheet.query}
        return HttpResponseRedirect(ticks.hold(request, told))
    words.meet(one, rows)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            seen = {row.pk: sheet.seen.get(str(row.pk), 0) for row in rows}
            done = withdraw(one, rows, by=request.actor, seen=seen)
        except NotUndone as refused:
            reasons = [str(reason) for reason in refused.reasons]
        except writing.Stale:
            reasons = [_("您打开以后，有的又被改过。看过现在的内容再撤回。")]
        else:
            said = ngettext("撤回了%(n)s条。", "撤回了%(n)s条。", len(rows)) % {"n": len(rows)}
            undoing.say(request, said, done.act, place=place)
            return HttpResponseRedirect(back)
    return render(request, "ledger/bulk_withdraw.html", {
        "ledger": one, "back_url": back, "query": sheet.query, "rows": sheet.as_text(rows),
        "count": len(rows), "passed_over": len(sheet.rows) - len(rows), "reasons": reasons,
        "shown": [
            {"number": getattr(row, one.identity), "title": words.title(row, one),
             "url": words.url(one, row)}
            for row in rows[:SHOWN]
        ],
        "beyond": max(0, len(rows) - SHOWN),
    }, status=409 if reasons else 200)  # fmt: skip
