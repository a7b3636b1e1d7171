"""A record's page: what is written, what belongs to it, who changed what, what to do with it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import policy, writing
from jishi.access.refusing import NotUndone
from jishi.access.undoing import restore, withdraw
from jishi.kernel.columns import Ledger
from jishi.places.models import Place
from jishi.records.attachments.actions import of_record
from jishi.records.attachments.media import ACCEPT
from jishi.records.ledgers import BY_KEY
from jishi.web import attaching, drafted, forms, ledgers, related, versions
from jishi.web.history import history
from jishi.web.pages import PageRequest, at, page
from jishi.web.undoing import say
from jishi.web.views.ledger import find, may_change, place_of
from jishi.web.wording import Words

_RECORD = "<place:place>/ledger/<ledger:ledger>/<record:id>/"


@page(_RECORD, name="record", may="{ledger}.view")
def record(request: PageRequest, place: str, ledger: str, id: str) -> HttpResponse:  # noqa: A002
    """One record: what is written, what belongs to it, who changed what."""
    one, here, row, words = _open(request, ledger, id)
    private = may_change(request, one, row)
    parts = {"place": place, "ledger": ledger}
    own = {**parts, "id": id}
    return render(request, "record/page.html", {
        "ledger": one, "row": row, "title": words.title(row, one),
        "number": getattr(row, one.identity),
        "kind": words.say(one.column("kind"), row.kind, one) if hasattr(row, "kind") else "",
        "facts": related.facts(row, one, words, private=private),
        "history": history(row, one, words, private=private),
        "answering": related.answering(row, words), "related": related.related(row, words),
        "attachments": attaching.told(of_record(one, row, by=request.actor), own),
        "attach_url": reverse("attach", kwargs=own) if private else None, "attach_accept": ACCEPT,
        "list_url": at(reverse("list", kwargs=parts), request.as_of),
        "versions_url": at(reverse("versions", kwargs=own), request.as_of),
        "edit_url": at(reverse("edit", kwargs=own), request.as_of) if private else None,
        "like_url": at(reverse("new", kwargs=parts), request.as_of, like=id)
        if one.identity == "number" and ledgers.may_add(request.actor, one, here.code) else None,
        "withdraw_url": at(reverse("withdraw", kwargs=own), request.as_of)
        if _may_withdraw(request, one, row) else None,
    })  # fmt: skip


@page(f"{_RECORD}versions/", name="versions", may="{ledger}.view", methods=("GET", "POST"))
def compare(request: PageRequest, ledger: str, id: str, **_parts: str) -> HttpResponse:  # noqa: A002
    """Two versions side by side; the earlier one can be made to hold again."""
    one, _here, row, words = _open(request, ledger, id)
    private = may_change(request, one, row)
    known = versions.known(one, row)
    if not known:
        raise Http404(id)
    previous = next((version for version in known if version < row.version), row.version)
    asked = request.POST if request.method == "POST" else request.GET
    first = versions.wanted(asked.get("first", ""), known, previous)
    second = versions.wanted(asked.get("second", ""), known, row.version)
    reasons: list[str] = []
    if request.method == "POST":
        if not private:
            raise policy.Forbidden(f"{ledger}.write")
        seen = versions.wanted(request.POST.get("seen", ""), known, 0)
        done = _restored(request, one, row, first, seen)
        if isinstance(done, HttpResponse):
            return done
        reasons = done
    return render(request, "record/versions.html", {
        "ledger": one, "row": row, "title": words.title(row, one),
        "number": getattr(row, one.identity), "known": known, "first": first, "second": second,
        "rows": versions.beside(one, row, first, second, words, private=private),
        "erased": [n for n in (first, second) if versions.erased(one, row, n)],
        "reasons": reasons, "may_restore": private and first != row.version,
        "url": request.path, "record_url": words.url(one, row),
    }, status=409 if reasons else 200)  # fmt: skip


@page(f"{_RECORD}withdraw/", name="withdraw", may="{ledger}.write", methods=("GET", "POST"))
def take_out(request: PageRequest, place: str, ledger: str, id: str) -> HttpResponse:  # noqa: A002
    """Take a mistaken record out of the ledger, after asking once; it can be undone."""
    one, _here, row, words = _open(request, ledger, id)
    if not _may_withdraw(request, one, row):
        raise policy.Forbidden(f"{ledger}.write")
    number, reasons = getattr(row, one.identity), []
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            done = withdraw(one, [row], by=request.actor, seen={row.pk: drafted.version(seen)})
        except NotUndone as refused:
            reasons = [reason.why for reason in refused.reasons]
        except writing.Stale:
            reasons = [_("您打开以后，这一条又被改过。看过现在的内容再撤回。")]
        else:
            say(request, _("撤回了%(number)s。") % {"number": number}, done.act)
            url = reverse("list", kwargs={"place": place, "ledger": ledger})
            return HttpResponseRedirect(at(url, request.as_of))
    return render(request, "record/withdraw.html", {
        "ledger": one, "row": row, "title": words.title(row, one), "number": number,
        "facts": related.facts(row, one, words, private=True), "reasons": reasons,
        "record_url": words.url(one, row),
    }, status=409 if reasons else 200)  # fmt: skip


def _open(request: PageRequest, ledger: str, key: str) -> tuple[Ledger, Place, Any, Words]:
    one, here = BY_KEY[ledger], place_of(request, ledger)
    row = find(request, one, here, key)
    words = Words(here, request.as_of, by=request.actor)
    words.meet(one, [row])
    return one, here, row, words


def _may_withdraw(request: PageRequest, ledger: Ledger, row: Any) -> bool:
    """True where the record lies in a territory that the reader writes; a town itself stays."""
    held = policy.territories(request.actor, f"{ledger.key}.write")
    return ledger.key != "town" and any(row.place in territory for territory in held)


def _restored(
    request: PageRequest, ledger: Ledger, row: Any, version: int, seen: int
) -> HttpResponse | list[str]:
    """To the record's page, or why a version cannot be restored."""
    try:
        done = restore(ledger, row, version, by=request.actor, seen=seen)
    except NotUndone as refused:
        return [reason.why for reason in refused.reasons]
    except writing.Rejected as rejected:
        found = forms.rejected(ledger, [fault for _draft, fault in rejected.faults])
        return [f"{fault.label}：{fault.text}" if fault.label else fault.text for fault in found]
    except writing.Stale:
        return [_("您打开以后，这一条又被改过。看过现在的内容再恢复。")]
    text = _("恢复成了第%(n)s版的内容。") if done.updated else _("没有改动。")
    say(request, text % {"n": version} if done.updated else text, done.act)
    parts = {"ledger": ledger.key, "id": str(row.pk)}
    place = request.place.code if request.place else ""
    return HttpResponseRedirect(at(reverse("record", kwargs={"place": place, **parts}),
                                   request.as_of))  # fmt: skip
