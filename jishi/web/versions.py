"""Two versions of a record beside each other: each column in both, those that differ marked."""

from typing import Any

from django.utils.translation import gettext as _

from jishi.access.acts import facts_at
from jishi.audit.models import Entry
from jishi.kernel.columns import Ledger
from jishi.web.wording import Words, learn_links

_DIGITS = 9


def known(ledger: Ledger, row: Any) -> list[int]:
    """Versions that the trail tells of, the newest first; a withdrawal is none."""
    told = Entry.objects.filter(ledger=ledger.key, record=str(row.pk)).exclude(after="")
    return sorted(set(told.values_list("version", flat=True)), reverse=True)


def wanted(text: str, versions: list[int], usual: int) -> int:
    """The version an address asks for; the usual one where it asks for none that there is."""
    number = int(text) if text.isdecimal() and len(text) <= _DIGITS else usual
    return number if number in versions else usual


def beside(
    ledger: Ledger, row: Any, first: int, second: int, words: Words, *, private: bool
) -> list[dict[str, Any]]:
    """Columns `{label, first, second, differs}` in words; what both leave empty is left out.

    A private column is told to those who may write the record; to others only whether it differs.
    """
    one, other = facts_at(ledger, row.pk, first), facts_at(ledger, row.pk, second)
    learn_links(words, ledger, [one, other])
    found = []
    for column in ledger.columns:
        name = column.attname
        held = [(told or {}).get(name) for told in (one, other)]
        differs = held[0] != held[1]
        if column.private and not private:
            if differs:
                found.append({"label": column.zh, "first": _("（不显示）"),
                              "second": _("（不显示）"), "differs": True})  # fmt: skip
            continue
        said = [words.say(column, value, ledger) for value in held]
        if any(said) or differs:
            found.append(
                {"label": column.zh, "first": said[0], "second": said[1], "differs": differs}
            )
    return found


def erased(ledger: Ledger, row: Any, version: int) -> bool:
    """True where procedure took a version's values away."""
    return facts_at(ledger, row.pk, version) is None
