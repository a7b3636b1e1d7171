"""An act's own page 这一步, and its undoing."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import policy
from jishi.access.refusing import NotUndone, Refusal
from jishi.access.undoing import refusals, undo
from jishi.access.writing import Written
from jishi.web import ledgers
from jishi.web.deeds import ASKED_FROM, SHOWN, Deed
from jishi.web.pages import PageRequest, at, page
from jishi.web.undoing import hindrances, say
from jishi.web.wording import Words


@page("<place:place>/act/<uuid:act>/", name="act", may=ledgers.VIEW)
def act(request: PageRequest, act: UUID, **_parts: str) -> HttpResponse:
    """What one deed did: its records, their differences, and whether it can be taken back.

    `?ask=1` is the question before a large one is undone.
    """
    words, deed = _deed(request, act)
    reasons = None
    if _may_write(request, deed):
        reasons = refusals(act, request.actor)
    return _page(request, words, deed, reasons, asking=request.GET.get("ask") == "1")


@page("<place:place>/act/<uuid:act>/undo/", name="undo", may=ledgers.WRITE, methods=("POST",))
def take_back(request: PageRequest, act: UUID, **_parts: str) -> HttpResponse:
    """Undo a deed: all of it, or nothing with every reason (409); a large one after a yes."""
    words, deed = _deed(request, act)
    if len(deed.steps) >= ASKED_FROM and not request.POST.get("sure"):
        # A page of its own, which the way back leads to without a form sent again.
        asked = {name: request.POST.get(name, "") for name in ("redo", "next")}
        home = reverse("act", kwargs={"place": words.place.code, "act": act})
        return HttpResponseRedirect(at(home, request.as_of, ask="1", **asked))
    redo = request.POST.get("redo") == "1"
    try:
        done = undo(act, by=request.actor)
    except NotUndone as refused:
        return _page(request, words, deed, refused.reasons, status=409)
    say(request, _("已重做。") if redo else _undone(done), done.act, undone=not redo)
    return HttpResponseRedirect(_next(request, done, deed))


def _deed(request: PageRequest, act: UUID) -> tuple[Words, Deed]:
    if request.place is None:
        raise Http404
    words = Words(request.place, request.as_of, by=request.actor)
    deed = Deed.of(str(act), words)
    if deed is None:
        raise Http404(act)
    return words, deed


def _may_write(request: PageRequest, deed: Deed) -> bool:
    keys = {step.key for step in deed.steps}
    # What lies beside a record is written by whoever writes the record.
    keys |= {(step.after or step.before or {}).get("ledger", step.key) for step in deed.steps}
    return any(policy.allows(request.actor, f"{key}.write") for key in keys)


def _page(
    request: PageRequest, words: Words, deed: Deed, reasons: list[Refusal] | None, *,
    status: int = 200, asking: bool = False,
) -> HttpResponse:  # fmt: skip
    """`reasons` is None for readers who change nothing; empty where the deed can be undone.

    `asking` is the question before a large one; what the button asked for goes on with the yes.
    """
    here = words.place.code
    said = request.POST if request.method == "POST" else request.GET
    return render(request, "record/act.html", {
        **deed.who(), "counts": deed.counts(), "count": len(deed.steps),
        "records": deed.told(words), "more": max(len(deed.steps) - SHOWN, 0),
        "reasons": hindrances((reasons or [])[:SHOWN], here, request.as_of),
        "reasons_more": max(len(reasons or []) - SHOWN, 0),
        "may_undo": reasons is not None, "refused": status == 409,
        "redo": said.get("redo", ""), "next": said.get("next", ""),
        "asking": asking and reasons == [], "by_ledger": deed.by_ledger(),
        "act_url": at(reverse("act", kwargs={"place": here, "act": deed.act}), request.as_of),
        "undo_url": reverse("undo", kwargs={"place": here, "act": deed.act}),
        "list_url": at(reverse("ledger_home", kwargs={"place": here}), request.as_of),
    }, status=status)  # fmt: skip


def _undone(done: Written) -> str:
    gone, back = len(done.withdrawn), len(done.created) + len(done.updated)
    if not back:
        said = ngettext("已撤销，新记的%(n)s条不在台账里了。",
                        "已撤销，新记的%(n)s条不在台账里了。", gone)  # fmt: skip
        return said % {"n": gone}
    return ngettext(
        "已撤销，%(count)s条记录回到了原来的样子。",
        "已撤销，%(count)s条记录回到了原来的样子。",
        gone + back,
    ) % {"count": gone + back}


def _next(request: PageRequest, done: Written, deed: Deed) -> str:
    """Back to where the button was; to the list where that page's record is gone."""
    asked = request.POST.get("next", "")
    here = request.place.code if request.place else ""
    home = reverse("act", kwargs={"place": here, "act": deed.act})
    if not url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return at(home, request.as_of)
    gone = [row for row in done.withdrawn if f"/{row.pk}/" in asked]
    if gone:
        key = gone[0].LEDGER  # type: ignore[attr-defined]
        return at(reverse("list", kwargs={"place": here, "ledger": key}), request.as_of)
    return asked
