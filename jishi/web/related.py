"""What a record says and what belongs to it, as far as its reader may see."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.access import door, policy
from jishi.access.door import see
from jishi.kernel.columns import Ledger
from jishi.records.duties.models import Link
from jishi.records.duties.queries import may_answer, nearest
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY
from jishi.web import ledgers, narrowing
from jishi.web.pages import at
from jishi.web.wording import Words

SHOWN = 20


def facts(row: Any, ledger: Ledger, words: Words, *, private: bool) -> list[dict[str, str]]:
    """Each filled column as `{label, text, url?}`; the town's programmes and note last."""
    found = []
    for column in ledger.columns:
        if column.private and not private:
            continue
        text = words.say(column, getattr(row, column.attname), ledger)
        if column.type == "programmes" and ledger.key == "programmes":
            continue
        if not text and column.name == "until":
            text = _("至今")
        if text:
            url = ""
            if column.type == "link":
                named = words.named(column.to, getattr(row, column.attname))
                text, url = f"{named.name} {named.number}".strip(), named.url
            found.append({"label": str(column.zh), "text": text, "url": url})
    return found


def related(row: Any, words: Words) -> list[dict[str, Any]]:
    """Records that point to this one, by ledger: `{ledger, as, who, count, more, more_url, new_url,
    rows: [{url, number, …}]}`. What hangs on a household is told where there is none, too."""
    found = []
    for ledger, relation in _relations(row, words):
        name = relation.field.name
        rows = see(ledger.model, by=words.by).filter(**{name: row.pk})
        count = rows.count()
        if count or (isinstance(row, Household) and ledger.column(name).required):
            order = [f"-{ledger.date}"] if ledger.date else []
            links = [column.name for column in ledger.links()]
            shown = list(rows.select_related(*links).order_by(*order, "number")[:SHOWN])
            words.meet(ledger, shown)
            found.append({
                "ledger": ledger, "as": relation.field.verbose_name, "count": count,
                "who": _who(row),
                "more": count - len(shown), "more_url": _list_url(row, ledger, name, words),
                "new_url": _new_url(row, ledger, name, words),
                "rows": [_told(one, ledger, name, words) for one in shown],
            })  # fmt: skip
    return found


def answering(row: Any, words: Words) -> list[dict[str, str]]:
    """Who answers for a household 包保, by the nearest links in force. Nothing for any other
    record, or who may not see links."""
    if not isinstance(row, Household) or not policy.allows(words.by, f"{Link.LEDGER}.view"):
        return []
    ledger = BY_KEY[Link.LEDGER]
    links = see(Link, by=words.by).filter(may_answer(row.pk, row.place))
    held = nearest(links.filter(narrowing.in_force(ledger, words)).select_related("holder"))
    words.meet(ledger, held)
    return [_told(one, ledger, "household", words) for one in held]


def _relations(row: Any, words: Words) -> Iterator[tuple[Ledger, Any]]:
    """The ledgers with a column for such a record that the reader may open, with the relation."""
    for key, ledger in BY_KEY.items():
        if policy.allows(words.by, f"{key}.view"):
            for relation in row._meta.related_objects:
                if getattr(relation.related_model, "LEDGER", "") == key:
                    yield ledger, relation


def _who(row: Any) -> str:
    """A record as one speaks of it in its own page: a person is no thing."""
    said = {"persons": _("这个人"), "households": _("这一户"), "organisations": _("这个组织")}
    return said.get(row.LEDGER) or _("这一条")


def _list_url(row: Any, ledger: Ledger, column: str, words: Words) -> str:
    """The list of all that point to a record: in the whole town, for whoever reaches it, since
    what a person does need not lie where he does."""
    whole = door.reaches(words.by, f"{ledger.key}.view", row.town)
    place = {"place": row.town if whole else words.seat(row), "ledger": ledger.key}
    asked = {"state": "all"} if ledger.date else {}
    return at(reverse("list", kwargs=place), words.as_of, **{column: row.number}, **asked)


def _new_url(row: Any, ledger: Ledger, column: str, words: Words) -> str:
    """The form of one more about this record; '' for who may not write one."""
    place = words.seat(row)
    if not ledgers.may_add(words.by, ledger, place):
        return ""
    where = reverse("new", kwargs={"place": place, "ledger": ledger.key})
    return at(where, words.as_of, **{column: row.number})


def _told(row: Any, ledger: Ledger, own: str, words: Words) -> dict[str, str]:
    """A related record in one line: number, what it is about, kind, place, day."""
    title = ledger.column(ledger.title)
    about = words.say(title, getattr(row, title.attname), ledger) if title.name != own else ""
    kind = words.say(ledger.column("kind"), row.kind, ledger) if hasattr(row, "kind") else ""
    when = ""
    if ledger.date:
        when = words.say(ledger.column(ledger.date), getattr(row, ledger.date), ledger)
    if hasattr(row, "until"):
        ended = words.say(ledger.column("until"), row.until, ledger)
        when = f"{when}—{ended or _('至今')}"
    return {
        "url": words.url(ledger, row), "number": row.number, "title": about or kind,
        "kind": kind if about else "", "place": words.places.get(row.place, row.place),
        "when": when,
    }  # fmt: skip
