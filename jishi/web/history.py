"""What happened to a record, from the trail: who, when, from where, and each entry's difference."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access.models import User
from jishi.audit.models import Entry
from jishi.kernel.columns import Column, Ledger
from jishi.web.pages import at
from jishi.web.trailwords import ORIGINS
from jishi.web.wording import Words, learn_links

if TYPE_CHECKING:
    from django.db.models import QuerySet


def history(row: Any, ledger: Ledger, words: Words, *, private: bool) -> list[dict[str, Any]]:
    """Entries `{record, who, did, at, origin, version, erased, after, act_url, diff: [{label,
    before, after, masked}]}`; `act_url` leads to the whole of the deed, `after` says that the
    record was there afterwards.

    Newest first. Private columns are told as "changed" to those who may not write the record.
    """
    entries = Entry.objects.filter(ledger=ledger.key, record=str(row.pk))
    return tell(entries.order_by("-at", "-seq"), ledger, words, private=private)


def tell(
    entries: "QuerySet[Entry]", ledger: Ledger, words: Words, *, private: bool
) -> list[dict[str, Any]]:
    """Entries about records of one ledger, in their order, each as `history` tells it."""
    held = list(entries.select_related("values_row"))
    values = [(_values(e, "before"), _values(e, "after")) for e in held]
    learn_links(words, ledger, [one for pair in values for one in pair])
    names = names_of(entry.actor for entry in held)
    found = []
    for entry, (before, after) in zip(held, values, strict=True):
        diff = difference(ledger, before, after, words, private=private)
        found.append({
            "record": entry.record, "who": names[entry.actor],
            "did": _did(entry, len(diff)), "at": entry.at,
            "origin": ORIGINS.get(entry.origin, entry.origin), "version": entry.version,
            "erased": entry.values_row.erased_by is not None,
            "after": bool(entry.after), "act_url": act_url(entry.act, words),
            "diff": diff,
        })  # fmt: skip
    return found


def titles_of_gone(ledger: Ledger, records: Iterable[str], words: Words) -> dict[str, str]:
    """What records that were taken back were about, by id, as the trail last had them.

    Whoever asks sees to it that the reader may know of them (pins.reopening, access.beside). None
    of those whose values procedure erased.
    """
    column = ledger.column(ledger.title)
    if column.private:
        return {}
    entries = Entry.objects.filter(ledger=ledger.key, record__in=list(records))
    last = {one.record: one for one in entries.order_by("at", "seq").select_related("values_row")}
    held = {record: _values(one, "before") for record, one in last.items() if not one.after}
    learn_links(words, ledger, held.values())
    return {
        record: words.say(column, values.get(column.attname), ledger)
        for record, values in held.items() if values
    }  # fmt: skip


def changed_columns(ledger: Ledger, before: dict[str, Any], after: dict[str, Any]) -> list[Column]:
    """Columns whose plain values differ."""
    return [
        column for column in ledger.columns
        if before.get(column.attname) != after.get(column.attname)
    ]  # fmt: skip


def act_url(act: str, words: Words) -> str:
    """Where a deed is told as a whole, as seen from the page's place; '' for those before acts."""
    if not act:
        return ""
    return at(reverse("act", kwargs={"place": words.place.code, "act": act}), words.as_of)


def difference(
    ledger: Ledger, before: dict[str, Any] | None, after: dict[str, Any] | None, words: Words,
    *, private: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    """Columns that differ, in words: `{label, before, after, masked}`; links must be learned.

    Nothing where the record was not there on one side. Private columns are told as changed.
    """
    if before is None or after is None:
        return []
    found = []
    for column in changed_columns(ledger, before, after):
        masked = column.private and not private
        found.append({
            "label": column.zh, "masked": masked,
            "before": "" if masked else words.say(column, before.get(column.attname), ledger),
            "after": "" if masked else words.say(column, after.get(column.attname), ledger),
        })  # fmt: skip
    return found


def _values(entry: Entry, side: str) -> dict[str, Any] | None:
    text: str = getattr(entry.values_row, side)
    return json.loads(text) if text else None


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Who acted, by the trail's name: the account's person, or who ran a command on the machine."""
    asked = set(actors)
    found = dict(User.objects.filter(username__in=asked).values_list("username", "name"))
    return {actor: found.get(actor) or _operator(actor) for actor in asked}


def _operator(actor: str) -> str:
    name = actor.removeprefix("operator:")
    return _("本机命令（%(name)s）") % {"name": name} if name != actor else actor


def _did(entry: Entry, count: int) -> str:
    if entry.action == "create":
        return _("导入了这一条") if entry.origin == "import" else _("记下了这一条")
    if entry.action == "withdraw":
        return _("撤回了这一条")
    if entry.action == "restore":
        if not entry.before:
            return _("又放回了这一条")
        return ngettext("改回了%(count)s处", "改回了%(count)s处", count) % {"count": count}
    if count:
        return ngettext("改了%(count)s处", "改了%(count)s处", count) % {"count": count}
    return _("改了这一条")
