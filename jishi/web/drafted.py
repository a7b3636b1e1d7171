"""A form and its draft: opened from one, brought back by one, done with one."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from jishi.desk import drafts
from jishi.desk.drafts import Form
from jishi.desk.models import FormDraft
from jishi.kernel.columns import Ledger
from jishi.web import forms, returning
from jishi.web.pages import PageRequest, at

_DIGITS = 9  # seconds of more than any draft is kept
_LONGEST_VERSION = 10  # digits that a version in the database may have


def key_of(text: str) -> UUID | None:
    """A draft's key in an address or a form; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def age(request: PageRequest) -> timedelta:
    """How long ago a late copy was typed, by the clock of the computer that held it."""
    text = request.POST.get("age", "")
    return timedelta(seconds=int(text)) if text.isdecimal() and len(text) < _DIGITS else timedelta()


def opened(request: PageRequest, form: Form) -> FormDraft | None:
    """The writer's own draft that the address names; None where it names none. Raises Http404.

    `typing` is what a page that is typed in calls itself, so that loading it again finds what was
    typed: it may name a draft that has not arrived yet, or is done with.
    """
    text = request.GET.get("draft")
    if text is None:
        key = key_of(request.GET.get("typing", ""))
        return drafts.find(request.actor.user_id, key, form) if key else None
    key = key_of(text)
    found = drafts.find(request.actor.user_id, key, form) if key else None
    if key and found is None and drafts.is_done(request.actor.user_id, key):
        messages.info(request, _("那份草稿已经存成记录，或者扔掉了。"))
        return None
    if found is None:
        raise Http404(text)  # another's, or of another form
    return found


def own_key(request: PageRequest, draft: FormDraft | None) -> UUID:
    """The key under which a form's page keeps its draft: the same page loaded again keeps one."""
    if draft is not None:
        return draft.key
    key = key_of(request.POST.get("draft", "")) if request.method == "POST" else None
    if key is None:
        key = key_of(request.GET.get("typing", ""))
        if key is not None and drafts.is_done(request.actor.user_id, key):
            key = None
    return key or uuid4()


def brought_back(request: PageRequest, ledger: Ledger, form: Form) -> HttpResponse | None:
    """To the draft of what was sent when the session had ended; None where nothing was."""
    held = returning.take(request, request.actor.user_id)
    if held is None:
        return None
    key = key_of(held.get("draft", "")) or uuid4()
    typed: dict[str, Any] = dict(forms.posted(ledger, held, new=not form.record))
    typed["version"] = held.get("version", "")
    if drafts.keep(request.actor.user_id, key, form, typed) is None:
        return None
    messages.info(request, _("登录过期前填的都在下面，还没有存。请再点一次“保存”。"))
    return HttpResponseRedirect(at(request.path, request.as_of, draft=str(key)))


def finished(request: PageRequest) -> None:
    """What was typed is a record now: its draft goes."""
    key = key_of(request.POST.get("draft", ""))
    if key is not None:
        drafts.finish(request.actor.user_id, key)


def discarded(request: PageRequest) -> UUID | None:
    """The writer throws a draft away; what takes it back, None where there was none."""
    key = key_of(request.POST.get("discard", ""))
    return drafts.throw_away(request.actor.user_id, [key]) if key is not None else None


def version(text: Any) -> int:
    """The version a form was filled from; 0, which never stands, for what is no number."""
    known = isinstance(text, str) and text.isdecimal() and len(text) < _LONGEST_VERSION
    return int(text) if known else 0
