"""What was there and is no more, asked for by its old address: by Back, or an old link."""

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
    """A 404 that says what became of the thing.

    Not 410: browsers keep that answer for good, and it may be there again in a minute.
    """

    def page(self, request: HttpRequest) -> HttpResponse:
        """The page that says so; here, that there is nothing."""
        return render(request, "errors/404.html", status=404)


class TakenBack(Gone):
    """A record that was taken back 撤回了的; the reader might see it where it lay."""

    def __init__(self, words: Words, ledger: Ledger, step: Step, entry: Entry) -> None:
        super().__init__(step.number)
        self.words, self.ledger, self.number, self.entry = words, ledger, step.number, entry
        self.lay = str((step.before or {}).get(ledger.model.PLACE_FIELD, ""))  # type: ignore[attr-defined]

    def page(self, request: HttpRequest) -> HttpResponse:
        """What it was, who took it back and when, and how it comes back."""
        words, ledger = self.words, self.ledger
        held = policy.territories(words.by, f"{ledger.key}.write")
        parts = {"place": words.place.code, "ledger": ledger.key}
        return render(request, "errors/gone.html", {
            "ledger": ledger, "number": self.number,
            "who": names_of([self.entry.actor])[self.entry.actor], "at": self.entry.at,
            "act_url": act_url(self.entry.act, words),
            "together": sum(count for _ledger, count in by_ledger(self.entry.act)),
            "may_restore": any(self.lay in one for one in held),
            "list_url": at(reverse("list", kwargs=parts), words.as_of),
        }, status=404)  # fmt: skip


class BroughtBefore(Gone):
    """A workbook that is with us no more: stored, exchanged for another, or left too long. The
    same is said of one that never was."""

    def __init__(self, import_url: str) -> None:
        super().__init__(import_url)
        self.import_url = import_url

    def page(self, request: HttpRequest) -> HttpResponse:
        """What may have become of it, and where the town's imports are."""
        told = {"import_url": self.import_url}
        return render(request, "errors/workbook.html", told, status=404)


def unless_gone(request: PageRequest, ledger: Ledger, key: Any, words: Words) -> None:
    """Raises TakenBack for a record that was there; whoever might not see it is told nothing."""
    told = taken_out(ledger, str(key))
    if told is None:
        return
    step, entry = told
    if seen_by(request.actor, [step], words.place.code, request.as_of):
        raise TakenBack(words, ledger, step, entry)
