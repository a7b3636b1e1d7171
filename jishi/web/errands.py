"""An errand 顺路加一条: a form lacks a record that it shall name; that is added, and it goes on.

The form waits as a draft. The errand is told by the draft's key and the field that asked: what was
typed there, a name perhaps, has no place in an address and is read from the draft.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from jishi.access.actor import Actor
from jishi.desk import drafts
from jishi.desk.models import FormDraft
from jishi.kernel.columns import Column, Ledger
from jishi.records.ledgers import BY_KEY
from jishi.web import ledgers
from jishi.web.drafted import key_of
from jishi.web.forms import Entries
from jishi.web.pages import PageRequest, at


@dataclass(frozen=True)
class Errand:
    """What waits: the draft of another form, and the column of it that will name the new record."""

    draft: FormDraft
    column: Column

    @property
    def token(self) -> str:
        """As address and form carry it."""
        return f"{self.draft.key}:{self.column.name}"

    @property
    def ledger(self) -> Ledger:
        """Of the form that waits."""
        return BY_KEY[self.draft.ledger]

    def back(self, request: PageRequest, **chosen: str) -> str:
        """The address of the form that waits, as it was left; `chosen` names the new record."""
        parts = {"place": self.draft.place, "ledger": self.draft.ledger}
        url = (
            reverse("edit", kwargs={**parts, "id": self.draft.record}) if self.draft.record
            else reverse("new", kwargs=parts)
        )  # fmt: skip
        return at(url, request.as_of, typing=str(self.draft.key), **chosen)

    def named(self, number: str) -> dict[str, str]:
        """What `back` is told of the new record."""
        return {"chosen": f"{self.column.name}:{number}"}


def of(request: PageRequest, ledger: Ledger, draft: FormDraft | None = None) -> Errand | None:
    """The errand on which a new record of a ledger is asked for: by the form sent, by the draft it
    was filled from, or by the address. None where there is none, or it is nobody's of the writer's.
    """
    held = draft.entries.get("errand", "") if draft is not None else ""
    text = request.POST.get("errand") or held or request.GET.get("errand", "")
    return _known(request.actor.user_id, str(text), ledger)


def begun(errand: Errand, ledger: Ledger, entries: Entries) -> Entries:
    """A new record's entries with what was typed into the field that asked for it."""
    typed = errand.draft.entries.get(errand.column.name)
    title = ledger.column(ledger.title)
    if title.type == "text" and isinstance(typed, str) and not entries.get(title.name):
        return entries | {title.name: typed.strip()}
    return entries


def chosen(request: PageRequest, ledger: Ledger) -> dict[str, str]:
    """What an errand brought home, by column: the number of the record that was added."""
    name, _colon, number = request.GET.get("chosen", "").partition(":")
    links = {column.name for column in ledger.links()}
    return {name: number} if number and name in links else {}


def way(by: Actor, column: Column, place: str, request: PageRequest) -> str:
    """Where a record for a link is added; '' for whoever may not add one."""
    to = BY_KEY.get(column.to)
    if to is None or not ledgers.may_add(by, to, place):
        return ""
    return at(reverse("new", kwargs={"place": place, "ledger": to.key}), request.as_of)


def _known(owner: str, text: str, ledger: Ledger) -> Errand | None:
    key, name = key_of(text.partition(":")[0]), text.partition(":")[2]
    draft = drafts.held(owner, key) if isinstance(key, UUID) else None
    asking = BY_KEY.get(draft.ledger) if draft is not None else None
    if draft is None or asking is None:
        return None
    found: Any = next((one for one in asking.links() if one.name == name), None)
    return Errand(draft, found) if found is not None and found.to == ledger.key else None
