"""A deed as its page tells it 这一步: who, when, which records, what differs, and the way back."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jishi.access import ledgers, policy
from jishi.access.acts import Step, seen_by, steps
from jishi.audit.models import Entry
from jishi.kernel.columns import Ledger
from jishi.kernel.record import row_of
from jishi.web.history import difference, names_of
from jishi.web.trailwords import ORIGINS
from jishi.web.wording import Words, learn_links

SHOWN = 50  # records
ASKED_FROM = 50  # records: an act of as many is undone only after one more yes


@dataclass(frozen=True)
class Deed:
    """An act, as far as its reader may see the records: `shown` is at most SHOWN of `steps`."""

    act: str
    entry: Entry
    steps: list[Step]

    @classmethod
    def of(cls, act: str, words: Words) -> "Deed | None":
        """The act, or None where the reader sees none of its records at the page's place."""
        entry = Entry.objects.filter(act=act).order_by("chain", "seq").first()
        found = [step for step in steps(act) if step.ledger is not None]
        visible = seen_by(words.by, found, words.place.code, words.as_of)
        return cls(act, entry, visible) if entry is not None and visible else None

    def counts(self) -> dict[str, int]:
        """How many records were created, changed, withdrawn."""
        return {
            "created": sum(step.before is None and step.after is not None for step in self.steps),
            "changed": sum(step.before is not None and step.after is not None
                           for step in self.steps),
            "withdrawn": sum(step.after is None for step in self.steps),
        }  # fmt: skip

    def by_ledger(self) -> list[tuple[Ledger, int]]:
        """How many records of each ledger, in the order of the ledgers."""
        held = Counter(step.key for step in self.steps)
        return [(one, held[one.key]) for one in ledgers.every() if held[one.key]]

    def who(self) -> dict[str, Any]:
        """Who did it, when, from where."""
        return {
            "who": names_of([self.entry.actor])[self.entry.actor],
            "at": timezone.localtime(self.entry.at),
            "origin": ORIGINS.get(self.entry.origin, self.entry.origin),
        }

    def told(self, words: Words) -> list[dict[str, Any]]:
        """The first records in words: `{ledger, number, title, url, did, diff}`."""
        shown = self.steps[:SHOWN]
        for key in {step.key for step in shown}:
            held = [step for step in shown if step.key == key]
            learn_links(words, _ledger(key), [told for s in held for told in (s.before, s.after)])
        return [_tell(step, words) for step in shown]


def _tell(step: Step, words: Words) -> dict[str, Any]:
    ledger = _ledger(step.key)
    row = row_of(ledger.model, step.after or step.before or {})
    held = policy.territories(words.by, f"{ledger.key}.write")
    private = any(row.place in territory for territory in held)
    did = (
        _("新记") if step.before is None else _("撤回") if step.after is None else _("更正")
    )  # fmt: skip
    return {
        "ledger": ledger.zh, "number": step.number, "title": words.title(row, ledger),
        "url": _url(step, words), "did": did,
        "diff": difference(ledger, step.before, step.after, words, private=private),
    }  # fmt: skip


def _url(step: Step, words: Words) -> str:
    """The record's page; of an attachment that of its record, which may be gone."""
    if step.row is not None:
        return words.url(_ledger(step.key), step.row)
    return ""


def _ledger(key: str) -> Ledger:
    found = ledgers.of_key(key)
    if found is None:
        raise KeyError(key)
    return found
