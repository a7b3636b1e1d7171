"""What a record says and what belongs to it, as far as its reader may see."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from jishi.access import policy
from jishi.access.door import see
from jishi.kernel.columns import Ledger
from jishi.records.ledgers import BY_KEY
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
    """Records that point to this one, by ledger: `{ledger, count, rows: [{url, number, …}]}`."""
    relations = [
        relation for relation in row._meta.related_objects
        if getattr(relation.related_model, "LEDGER", "") in BY_KEY
        and policy.allows(words.by, f"{relation.related_model.LEDGER}.view")
    ]  # fmt: skip
    relations.sort(key=lambda relation: relation.related_model.LEDGER)
    found = []
    for key, held in groupby(relations, key=lambda relation: relation.related_model.LEDGER):
        for relation in held:
            ledger = BY_KEY[key]
            rows = see(ledger.model, by=words.by).filter(**{relation.field.name: row.pk})
            count = rows.count()
            if count:
                order = [f"-{ledger.date}"] if ledger.date else []
                links = [column.name for column in ledger.links()]
                shown = list(rows.select_related(*links).order_by(*order, "number")[:SHOWN])
                words.meet(ledger, shown)
                found.append({
                    "ledger": ledger, "as": relation.field.verbose_name, "count": count,
                    "more": count - len(shown),
                    "rows": [_told(one, ledger, relation.field.name, words) for one in shown],
                })  # fmt: skip
    found.sort(key=lambda part: list(BY_KEY).index(part["ledger"].key))
    return found


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
