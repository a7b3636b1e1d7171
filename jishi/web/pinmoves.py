"""What was done to a pin's records since it left the house: who, when, which fields."""

from collections.abc import Collection
from typing import Any

from jishi.access import policy
from jishi.audit.models import Entry
from jishi.kernel.columns import Ledger
from jishi.pins.models import Pin
from jishi.pins.reopening import Record
from jishi.web.history import tell
from jishi.web.wording import Words

_TOLD = 3  # of each record, the newest; the rest stands in its history


def since(
    pin: Pin, ledger: Ledger, records: Collection[Record], words: Words
) -> dict[str, list[dict[str, Any]]]:
    """Entries of the trail after the pin by the record's id, the newest first, as `history.tell`.

    `records` are those the reader may see; private fields are told to those who may write them.
    """
    held = policy.territories(words.by, f"{ledger.key}.write")
    mine = {one.id for one in records if any(one.place in where for where in held)}
    found: dict[str, list[dict[str, Any]]] = {}
    for ids, private in ((mine, True), ({one.id for one in records} - mine, False)):
        later = Entry.objects.filter(
            chain=pin.chain, seq__gt=pin.head_seq, ledger=ledger.key, record__in=ids
        )
        for one in tell(later.order_by("-at", "-seq"), ledger, words, private=private):
            found.setdefault(one["record"], []).append(one)
    return {record: told[:_TOLD] for record, told in found.items()}
