"""A record's page: what is written, what belongs to it, who changed what, what to do with it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.records.ledgers import BY_KEY
from jishi.web import related
from jishi.web.history import history
from jishi.web.pages import PageRequest, at, page
from jishi.web.views.ledger import find, may_change, place_of
from jishi.web.wording import Words


@page("<place:place>/ledger/<ledger:ledger>/<record:id>/", name="record", may="{ledger}.view")
def record(request: PageRequest, place: str, ledger: str, id: str) -> HttpResponse:  # noqa: A002
    """One record: what is written, what belongs to it, who changed what."""
    one, here = BY_KEY[ledger], place_of(request, ledger)
    row = find(request, one, here, id)
    words = Words(here, request.as_of, by=request.actor)
    words.meet(one, [row])
    private = may_change(request, one, row)
    parts = {"place": place, "ledger": ledger}
    return render(request, "record/page.html", {
        "ledger": one, "row": row, "title": words.title(row, one),
        "number": getattr(row, one.identity),
        "kind": words.say(one.column("kind"), row.kind, one) if hasattr(row, "kind") else "",
        "facts": related.facts(row, one, words, private=private),
        "history": history(row, one, words, private=private),
        "related": related.related(row, words),
        "list_url": at(reverse("list", kwargs=parts), request.as_of),
        "edit_url": at(reverse("edit", kwargs={**parts, "id": id}), request.as_of)
        if private else None,
    })  # fmt: skip
