"""What waits for the reader himself 在等我的: matters that he handles, forms half filled in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.places import tree
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.web.due import Button, Line, When
from jishi.web.pages import at
from jishi.web.templatetags.today import short_day
from jishi.web.unfinished import unfinished
from jishi.web.wording import Words

_MOST = 5


def waiting(words: Words, by: Actor) -> list[Line]:
    """Open matters whose handler the account stands for, the oldest first; then its drafts."""
    return [*_handled(words, by), *_drafts(words, by)]


def _handled(words: Words, by: Actor) -> list[Line]:
    persons = [UUID(held.person) for held in by.held if held.person]
    if not persons or not policy.allows(by, "matters.view"):
        return []
    open_still = Q(closed_on__isnull=True) | Q(closed_on__gt=words.as_of)
    found = see(Matter, by=by).filter(
        tree.within("place", words.here),
        open_still,
        handler__in=persons,
        opened_on__lte=words.as_of,
    )
    rows = list(found.select_related("handler").order_by("opened_on", "number")[:_MOST])
    may = door.reaches(by, "matters.write", words.place.code)
    return [_matter(words, row, may=may) for row in rows]


def _matter(words: Words, row: Any, *, may: bool) -> Line:
    ledger = BY_KEY["matters"]
    parts = {"place": words.place.code, "ledger": ledger.key, "id": str(row.pk)}
    url = words.url(ledger, row)
    days = (words.as_of - row.opened_on).days
    said = ngettext("%(day)s登记，等了%(n)s天", "%(day)s登记，等了%(n)s天", days)
    kind = words.kinds(ledger.key).get(row.kind, row.kind)
    return Line(
        row.title, " · ".join((kind, words.places.get(row.place, ""))),
        When("", said % {"day": short_day(row.opened_on), "n": days}),
        Button(_("去办"), at(reverse("edit", kwargs=parts), words.as_of)) if may
        else Button(_("看看"), url), url,
    )  # fmt: skip


def _drafts(words: Words, by: Actor) -> list[Line]:
    """The account's own drafts in the town that it may still write, the newest first."""
    return [_draft(one) for one in unfinished(by, words.town, words.as_of)[:_MOST]]


def _draft(told: Mapping[str, Any]) -> Line:
    named = {"ledger": told["ledger"]}
    title = _("没改完的%(ledger)s") % named if told["change"] else _("没记完的%(ledger)s") % named
    when = When("", _("%(moment)s自动存的") % {"moment": told["at"]})
    return Line(title, told["about"], when, Button(_("接着记"), told["url"]))
