"""Drafts 草稿: the form's page sends what was typed here, again and again, until it is saved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.desk import drafts
from jishi.desk.drafts import Form
from jishi.kernel.columns import Ledger
from jishi.records.ledgers import BY_KEY
from jishi.web import forms, ledgers
from jishi.web.drafted import age, key_of
from jishi.web.pages import SIGNED_IN, PageRequest, at, page
from jishi.web.undoing import say_thrown
from jishi.web.unfinished import clock, draft_url
from jishi.web.views.ledger import find, may_change, place_of

_TOO_LONG = 413


@page(
    "<place:place>/ledger/<ledger:ledger>/draft/", name="draft", may="{ledger}.write",
    methods=("POST",),
)  # fmt: skip
def draft(request: PageRequest, place: str, ledger: str) -> HttpResponse:
    """Keep the form's entries as its writer's draft, or throw the draft away.

    A script is answered in JSON: `{saved, read}` the time, and what
    numbers with a unit are read as, or `{done}` where the draft has become a
    record or was thrown away; 413 with `{said}` where it is too long. A form is led on.
    """
    if request.POST.get("account", request.actor.user_id) != request.actor.user_id:
        raise policy.Forbidden("draft")  # typed under another account in this browser
    one = BY_KEY[ledger]
    record = request.POST.get("record", "")
    if record:
        if not may_change(request, one, find(request, one, place_of(request, ledger), record)):
            raise policy.Forbidden(f"{ledger}.write")
    elif len(place) < 9 or ledgers.complete(one, place):
        raise Http404(ledger)
    elif not ledgers.may_add(request.actor, one, place):
        raise policy.Forbidden(f"{ledger}.write")
    key = key_of(request.POST.get("draft") or request.POST.get("discard", ""))
    if key is None:
        return _answer(request, {"said": _("没有说是哪一份草稿。")}, 422)
    if "discard" in request.POST:
        say_thrown(request, _("草稿扔掉了。"), drafts.throw_away(request.actor.user_id, [key]))
        return HttpResponseRedirect(_after(request, one, record))
    entries: dict[str, Any] = dict(forms.posted(one, request.POST, new=not record))
    entries["version"] = request.POST.get("version", "")[:20]
    entries["errand"] = request.POST.get("errand", "")[:100]
    try:
        form = Form(ledger, place, record)
        kept = drafts.keep(request.actor.user_id, key, form, entries, age=age(request))
    except drafts.TooLong:
        said = _("写得太长，草稿存不下（最多约两万字）。请分成几条记。")
        return _answer(request, {"said": said}, _TOO_LONG)
    if kept is None:
        return _answer(request, {"done": True}, 200)
    told = {"saved": clock(kept.saved_at), "read": forms.read_as(one, entries)}
    return _answer(request, told, 200)


@page("drafts/back/<uuid:together>/", name="drafts_back", may=SIGNED_IN, methods=("POST",))
def take_back(request: PageRequest, together: UUID) -> HttpResponse:
    """Take back drafts that were thrown away a moment ago: to the form of the one that it was."""
    back = drafts.take_back(request.actor.user_id, together)
    if not back:
        messages.warning(request, _("扔掉太久，找不回来了。"))
    else:
        messages.success(request, _("草稿拿回来了。"))
    following = request.POST.get("next", "")
    if len(back) == 1 and back[0].ledger in BY_KEY:
        following = draft_url(back[0], request.as_of)
    elif not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = reverse("home")
    return HttpResponseRedirect(following)


def _answer(request: PageRequest, told: dict[str, Any], status: int) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(told, status=status)
    if "saved" not in told:
        return JsonResponse(told, status=status if status != 200 else 409)
    messages.success(request, _("草稿存好了，在“记一笔”里接着填。"))
    here = reverse("record_new", kwargs={"place": request.place.code})  # type: ignore[union-attr]
    return HttpResponseRedirect(at(here, request.as_of))


def _after(request: PageRequest, ledger: Ledger, record: str) -> str:
    parts = {"place": request.place.code, "ledger": ledger.key}  # type: ignore[union-attr]
    if "afresh" in request.POST:
        where = {**parts, "id": record} if record else parts
        asked = QueryDict(request.POST["afresh"][:500]).urlencode()
        return reverse("edit" if record else "new", kwargs=where) + (f"?{asked}" if asked else "")
    if record:
        return at(reverse("record", kwargs={**parts, "id": record}), request.as_of)
    return at(reverse("list", kwargs=parts), request.as_of)
