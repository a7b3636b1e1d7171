"""A record that was taken back 撤回了的, asked for by its old address: by Back, or an old link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.access import policy
from jishi.access.acts import Step, by_ledger, seen_by, taken_out
from jishi.audit.models import Entry
from jishi.kernel.columns import Ledger
from jishi.web.history import act_url, names_of
from jishi.web.pages import PageRequest, at
from jishi.web.wording import Words


class Gone(Http404):
    """The record was taken back, and the reader might see it where it lay."""

    def __init__(self, words: Words, ledger: Ledger, step: Step, entry: Entry) -> None:
        super().__init__(step.number)
        self.words, self.ledger, self.number, self.entry = words, ledger, step.number, entry
        self.lay = str((step.before or {}).get(ledger.model.PLACE_FIELD, ""))  # type: ignore[attr-defined]


def unless_gone(request: PageRequest, ledger: Ledger, key: Any, words: Words) -> None:
    """Raises Gone for a record that was there; whoever might not see it is told nothing."""
    told = taken_out(ledger, str(key))
    if told is None:
        return
    step, entry = told
    if seen_by(request.actor, [step], words.place.code, request.as_of):
        raise Gone(words, ledger, step, entry)


def page(request: HttpRequest, gone: Gone) -> HttpResponse:
    """404: what it was, who took it back and when, and how it comes back.

    Not 410: browsers keep that answer for good, and this record may be there again in a minute.
    """
    words, ledger = gone.words, gone.ledger
    held = policy.territories(words.by, f"{ledger.key}.write")
    parts = {"place": words.place.code, "ledger": ledger.key}
    return render(request, "errors/gone.html", {
        "ledger": ledger, "number": gone.number,
        "who": names_of([gone.entry.actor])[gone.entry.actor], "at": gone.entry.at,
        "act_url": act_url(gone.entry.act, words),
        "together": sum(count for _ledger, count in by_ledger(gone.entry.act)),
        "may_restore": any(gone.lay in one for one in held),
        "list_url": at(reverse("list", kwargs=parts), words.as_of),
    }, status=404)  # fmt: skip
