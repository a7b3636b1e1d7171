"""Edit in the row 在行里改: one line of a list as fields, stored with its version, or told why not.

The answers are pieces of the list's table: without a script nobody asks for them, and the
record's own form does the same.
"""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import policy, writing
from jishi.access.door import see
from jishi.access.writing import Draft
from jishi.desk.drafts import Form
from jishi.desk.finding.recent import remember
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.record import facts
from jishi.records.ledgers import BY_KEY
from jishi.web import conflict, drafted, forms, keeping, listing
from jishi.web.fields import Fields
from jishi.web.forms import Entries, FieldFault, Known
from jishi.web.history import act_url
from jishi.web.pages import PageRequest, at, page
from jishi.web.rows import lines, told
from jishi.web.unfinished import unfinished
from jishi.web.views.ledger import find, may_change, place_of
from jishi.web.wording import Words, learn_links, link_texts
from jishi.workbook.lookups import Lookups

#: Cells are too small for these: the record's form has room.
_ELSEWHERE = ("programmes", "longtext")


@page(
    "<place:place>/ledger/<ledger:ledger>/<record:id>/row/", name="row", may="{ledger}.write",
    methods=("GET", "POST"),
)  # fmt: skip
def row(request: PageRequest, ledger: str, id: str, **_parts: str) -> HttpResponse:  # noqa: A002
    """The line with fields in place of what may be changed; POST stores them.

    200 with the line as it now stands; 422 with the fields and their faults; 409 with the line
    that another wrote meanwhile, and what was typed here still in the fields. With `keep=draft`
    what is typed is kept for the record's own form, and JSON answers.
    """
    one, here = BY_KEY[ledger], place_of(request, ledger)
    record = find(request, one, here, id)
    if not may_change(request, one, record):
        raise policy.Forbidden(f"{ledger}.write")
    words = Words(here, request.as_of, by=request.actor)
    words.meet(one, [record])
    asked = listing.Asked.of(one, request.GET, words)
    line = _Line(request, one, words, asked.shown, record)
    if request.method != "POST":
        texts = link_texts(one, words, [facts(record)])
        return line.fields(forms.filled(one, facts(record), texts), [], record.version)
    seen = drafted.version(request.POST.get("version"))
    base = (
        facts(record) if seen == record.version else conflict.version_at(one.key, record.pk, seen)
    )
    learn_links(words, one, [base])
    known = Known.of(link_texts(one, words, [facts(record), base]))
    entries = forms.posted(line.part, request.POST, new=False)
    if keeping.is_draft(request):
        return line.kept(entries, base or facts(record), seen)
    values, faults = forms.understood(line.part, entries, line.names, known, new=False)
    if faults:
        return line.fields(entries, faults, seen, status=422)
    try:
        draft = Draft(values, record, seen=seen)
        written = conflict.store(one, draft, base, by=request.actor)
    except writing.Rejected as refusal:
        faults = forms.rejected(one, [fault for _draft, fault in refusal.faults])
        return line.fields(entries, faults, seen, status=422)
    except writing.Stale:
        return line.both(entries, base, seen)
    drafted.finished(request)
    # It may now lie elsewhere than this list looks; it is his all the same.
    stored = see(one.model, by=request.actor).get(pk=record.pk)
    words.meet(one, [stored])
    said = _("改好了。") if written.updated else _("没有改动。")
    remember(one, values, by=request.actor, before=base)
    (line_told,) = lines([stored], one, words, asked.shown)
    way_back = {}
    if written.act is not None:
        parts = {"place": here.code, "act": written.act}
        way_back = {
            "undo_url": reverse("undo", kwargs=parts), "act_url": act_url(str(written.act), words),
        }  # fmt: skip
    return render(request, "ledger/_line.html", {"row": line_told, "said": said, **way_back})


class _Line:
    """One line of a list as fields: those columns of it that fit into cells and may be changed."""

    def __init__(
        self, request: PageRequest, ledger: Ledger, words: Words, shown: list[Column], record: Any
    ) -> None:
        self.request, self.ledger, self.words = request, ledger, words
        self.shown, self.record = shown, record
        self.names = Lookups(record.town, by=request.actor)
        fixed = {*forms.FIXED.get(ledger.key, ()), ledger.identity}
        open_to = [c for c in shown if c.type not in _ELSEWHERE and c.name not in fixed]
        self.part = replace(ledger, columns=tuple(open_to))

    def kept(self, entries: Entries, base: dict[str, Any], seen: int) -> HttpResponse:
        """Keep what was typed in the line as a draft of the record's own form."""
        texts = link_texts(self.ledger, self.words, [base])
        whole = {**forms.filled(self.ledger, base, texts), **entries, "version": str(seen)}
        form = Form(self.ledger.key, self.words.place.code, str(self.record.pk))
        return keeping.taken(self.request, form, whole)

    def fields(
        self, entries: Entries, faults: list[FieldFault], version: int, *,
        status: int = 200, theirs: dict[str, str] | None = None, own: bool = False,
    ) -> HttpResponse:  # fmt: skip
        """The line with its fields; `theirs` says by column what was written there meanwhile, by
        another or (`own`) by nobody but the writer himself."""
        build = Fields(self.ledger, self.names, by=self.request.actor, row=self.record).build
        fields = {one.name: one for one in build(self.part.columns, entries, faults)}
        line = told(self.record, self.ledger, self.words, self.shown)
        cells = [
            {"cell": cell, "field": fields.get(column.name),
             "theirs": (theirs or {}).get(column.name, "")}
            for column, cell in zip(self.shown, line.cells, strict=True)
        ]  # fmt: skip
        parts = {
            "place": self.words.place.code, "ledger": self.ledger.key, "id": str(self.record.pk)
        }  # fmt: skip
        return render(self.request, "ledger/_line_edit.html", {
            "row": line, "cells": cells, "version": version, "conflict": status == 409,
            "own": own,
            "faults": [fault for fault in faults if fault.name not in fields],
            "edit_url": at(reverse("edit", kwargs=parts), self.request.as_of),
            "begun": unfinished(
                self.request.actor, self.record.town, self.request.as_of,
                of=(self.ledger.key, str(self.record.pk)),
            )[:1] if self.request.method == "GET" else [],
        }, status=status)  # fmt: skip

    def both(self, mine: Entries, base: dict[str, Any] | None, seen: int) -> HttpResponse:
        """Another wrote meanwhile: what only he changed is taken over, what both did is shown."""
        own = conflict.own(self.ledger.key, self.record.pk, seen, self.request.actor)
        now = facts(self.record)
        texts = link_texts(self.ledger, self.words, [now, base])
        theirs = forms.filled(self.ledger, now, texts)
        read = forms.filled(self.ledger, base or now, texts)
        entries = {
            name: theirs[name] if typed == read[name] else typed for name, typed in mine.items()
        }
        line = told(self.record, self.ledger, self.words, self.shown)
        said = {
            column.name: cell.text or _("（空）")
            for column, cell in zip(self.shown, line.cells, strict=True)
            if column.name in entries and entries[column.name] != theirs[column.name]
        }
        return self.fields(entries, [], self.record.version, status=409, theirs=said, own=own)
