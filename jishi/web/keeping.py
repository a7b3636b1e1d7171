"""Forms that are no record's, such as a new account: kept while typed, like a record's form.

The page itself takes the draft (`?keep=draft`), so who may not open it keeps nothing either. Each
account has one draft of such a form: who comes back finds it in the form, until it was stored.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.desk import drafts
from jishi.desk.drafts import Form
from jishi.desk.models import FormDraft
from jishi.web import drafted, returning
from jishi.web.pages import PageRequest, at
from jishi.web.undoing import say_thrown
from jishi.web.unfinished import clock

_TOO_LONG = 413


@dataclass(frozen=True)
class Kept:
    """A form of which only the named entries are ever kept: no password, no file."""

    form: Form
    names: tuple[str, ...]


def is_draft(request: PageRequest) -> bool:
    """True where a page's script sends what is typed so far, or its draft is thrown away.

    Raises policy.Forbidden for what was typed under another account in this browser.
    """
    if request.method != "POST" or request.GET.get("keep") != "draft":
        return False
    if request.POST.get("account", request.actor.user_id) != request.actor.user_id:
        raise policy.Forbidden("draft")
    return True


def answered(request: PageRequest, kept: Kept) -> HttpResponse | None:
    """Keep or throw away the draft that was sent; None where the form itself was sent."""
    if not is_draft(request):
        return None
    return taken(request, kept.form, _entries(request, kept))


def taken(request: PageRequest, form: Form, entries: dict[str, Any]) -> HttpResponse:
    """Keep the entries as the draft of a form, or throw it away where the request says so."""
    if "discard" in request.POST:
        return thrown(request, drafted.discarded(request))
    key = drafted.key_of(request.POST.get("draft", ""))
    if key is None:
        return JsonResponse({"said": _("没有说是哪一份草稿。")}, status=422)
    try:
        held = drafts.keep(request.actor.user_id, key, form, entries, age=drafted.age(request))
    except drafts.TooLong:
        return JsonResponse({"said": _("写得太长，草稿存不下。")}, status=_TOO_LONG)
    return JsonResponse({"done": True} if held is None else {"saved": clock(held.saved_at)})


def thrown(request: PageRequest, together: UUID | None) -> HttpResponse:
    """Back to the form, now empty; a script is just told."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"done": True})
    say_thrown(request, _("草稿扔掉了。"), together)
    return HttpResponseRedirect(at(request.path, request.as_of))


def opened(request: PageRequest, kept: Kept) -> FormDraft | None:
    """What a form opens with: what was sent signed out, the one the address names, the last."""
    if request.method != "GET":
        return None
    user = request.actor.user_id
    sent = returning.take(request, user)
    if sent is not None:
        request.POST = sent  # type: ignore[assignment]
        key = drafted.key_of(sent.get("draft", "")) or uuid4()
        if drafts.keep(user, key, kept.form, _entries(request, kept)) is not None:
            messages.info(request, _("登录过期前填的都在下面，还没有存。"))
    return drafted.opened(request, kept.form) or drafts.last(user, kept.form)


def told(request: PageRequest, draft: FormDraft | None) -> dict[str, Any]:
    """What a form's page needs for its draft (entry/_kept.html, entry/_keep.html)."""
    key = draft.key if draft else drafted.key_of(request.POST.get("draft", ""))
    return {
        "draft": draft, "draft_key": key or uuid4(), "account": request.actor.user_id,
        "draft_at": clock(draft.saved_at) if draft is not None else "",
        "draft_url": at(request.path, request.as_of, keep="draft"),
        "writer": returning.writer(request.actor.user_id),
    }  # fmt: skip


def _entries(request: PageRequest, kept: Kept) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in kept.names}
