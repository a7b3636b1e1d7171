"""What happened in a reader's places 刚记的: the trail's latest deeds, as far as the door shows
the records; who, when, what and where, never a value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.audit.models import Entry
from jishi.places import tree
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.web.history import names_of
from jishi.web.pages import at
from jishi.web.wording import Words

_LOOKED_AT = 200  # entries of the town's chain at a time
_ENOUGH = 24  # deeds: some of them are the reader's own, some not for him
_LEDGERS = 6  # of the latest deeds, that are looked into
_TIMES = 3  # so often it is looked further back where one long deed fills what was looked at
_DID = {
    "create": gettext_lazy("记了"), "update": gettext_lazy("改了"),
    "withdraw": gettext_lazy("撤了"), "restore": gettext_lazy("恢复了"),
}  # fmt: skip


@dataclass
class Deed:
    """One act: who, when, and the records it touched (ledger and id); `cut` where not all of them
    were looked at."""

    at: datetime
    actor: str
    origin: str
    action: str
    act: Any  # the act, or None in entries older than acts
    records: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False


@dataclass(frozen=True)
class Told:
    """A deed in words; `url` leads to its record, or to the deed's own page."""

    at: datetime
    did: str
    what: str
    where: str
    who: str
    url: str


def lately(words: Words, by: Actor, *, most: int) -> tuple[list[Told], list[Told]]:
    """The reader's own latest deeds, and those of others, in the page's place; newest first.

    A deed of which the reader may see no record is not told at all; of one that touched many,
    only those he may see are counted.
    """
    ledgers = [one.key for one in LEDGERS if policy.allows(by, f"{one.key}.view")]
    if not ledgers:
        return [], []
    seen = _Seen(words, by)
    deeds = _deeds(words.town, ledgers)
    seen.learn(key for deed in deeds for key in deed.records)
    visible = [(deed, [key for key in deed.records if key in seen.rows]) for deed in deeds]
    told = [(deed, keys) for deed, keys in visible if keys]
    own = [one for one in told if one[0].actor == by.name][:most]
    others = [one for one in told if one[0].actor != by.name][:most]
    seen.meet([keys[0] for _deed, keys in (*own, *others)])
    names = names_of(deed.actor for deed, _keys in (*own, *others))
    return (
        [_tell(deed, keys, seen, names) for deed, keys in own],
        [_tell(deed, keys, seen, names) for deed, keys in others],
    )


def _deeds(town: str, ledgers: Sequence[str]) -> list[Deed]:
    """The latest deeds in a town's ledgers; of a long one only its last entries."""
    found: dict[Any, Deed] = {}
    below: int | None = None
    for _round in range(_TIMES):
        entries = Entry.objects.filter(chain=town, ledger__in=ledgers).order_by("-seq")
        if below is not None:
            entries = entries.filter(seq__lt=below)
        rows = list(entries.values_list(
            "at", "actor", "origin", "act", "action", "ledger", "record", "seq"
        )[:_LOOKED_AT])  # fmt: skip
        for when, actor, origin, act, action, ledger, record, seq in rows:
            deed = found.setdefault(act or seq, Deed(when, actor, origin, action, act))
            deed.records.append((ledger, record))
        if len(rows) < _LOOKED_AT:
            break
        act, seq = rows[-1][3], rows[-1][7]
        found[act or seq].cut = True
        if len(found) >= _ENOUGH:
            break
        below = seq  # an entry from before there were acts stands for itself
        if act:
            below = Entry.objects.filter(act=act, chain=town).aggregate(n=Min("seq"))["n"]
    return list(found.values())


class _Seen:
    """The records of the deeds that pass the door at the page's place."""

    def __init__(self, words: Words, by: Actor) -> None:
        self.words, self.by = words, by
        self.rows: dict[tuple[str, str], Any] = {}

    def learn(self, keys: Iterable[tuple[str, str]]) -> None:
        wanted: dict[str, set[str]] = {}
        for ledger, record in keys:
            wanted.setdefault(ledger, set()).add(record)
        for ledger, records in list(wanted.items())[:_LEDGERS]:
            model = BY_KEY[ledger].model
            links = [column.name for column in BY_KEY[ledger].links()]
            here = tree.within(model.PLACE_FIELD, self.words.here)  # type: ignore[attr-defined]
            found = see(model, by=self.by).filter(here)
            try:
                rows = list((found.select_related(*links) if links else found)
                            .filter(pk__in=records))  # fmt: skip
            except ValidationError:  # an entry of another installation's shape
                continue
            self.rows |= {(ledger, str(row.pk)): row for row in rows}

    def whole(self, deed: Deed) -> int:
        """How many records a long deed touched in all; 0 where the reader may not see them all."""
        touched = Entry.objects.filter(chain=self.words.town, act=deed.act).values_list(
            "ledger", "record"
        )  # fmt: skip
        records = {one.key for one in LEDGERS}
        keys = records & set(touched.values_list("ledger", flat=True).distinct())
        town = self.words.town
        if self.words.place.code != town or not all(
            door.reaches(self.by, f"{key}.view", town) for key in keys
        ):
            return 0
        return touched.filter(ledger__in=keys).distinct().count()

    def meet(self, keys: Sequence[tuple[str, str]]) -> None:
        wanted: dict[str, list[Any]] = {}
        for ledger, record in keys:
            wanted.setdefault(ledger, []).append(self.rows[ledger, record])
        for ledger, rows in wanted.items():
            self.words.meet(BY_KEY[ledger], rows)


def _tell(deed: Deed, keys: Sequence[tuple[str, str]], seen: _Seen, names: dict[str, str]) -> Told:
    ledger, row = BY_KEY[keys[0][0]], seen.rows[keys[0]]
    did = _("导入") if deed.origin == "import" else str(_DID.get(deed.action, _DID["update"]))
    who = names[deed.actor]
    records = set(keys)
    if len(records) == 1:
        what = f"{ledger.zh}：{seen.words.title(row, ledger)}"
        # A place of its own (the town, a group) has told its name.
        where = "" if ledger.identity == "code" else seen.words.places.get(row.place, "")
        return Told(deed.at, did, what, where, who, seen.words.url(ledger, row))
    whole = seen.whole(deed) if deed.cut else len(records)
    shown = whole or len(records)
    count = ngettext("%(n)s条", "%(n)s条", shown) % {"n": shown}
    count = _("%(count)s以上") % {"count": count} if deed.cut and not whole else count
    kinds = dict.fromkeys(str(BY_KEY[key].zh) for key, _record in keys)
    what = _("、").join(list(kinds)[:3])
    url = (
        at(
            reverse("act", kwargs={"place": seen.words.place.code, "act": deed.act}),
            seen.words.as_of,
        )
        if deed.act
        else ""
    )
    return Told(deed.at, did, f"{what} {count}", "", who, url)
