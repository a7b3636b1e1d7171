"""What was done to a pin's records since it left the house: who, when, which fields."""

from collections.abc import Collection
from typing import Any

from jishi.access import policy
from jishi.access.door import see
from jishi.audit.models import Entry
from jishi.kernel.columns import Ledger
from jishi.pins.models import Pin
from jishi.pins.reopening import Record, after
from jishi.web.history import tell
from jishi.web.wording import Words

_TOLD = 3  # of each record, the newest; the rest stands in its history


def since(
    pin: Pin, ledger: Ledger, records: Collection[Record], words: Words
) -> dict[str, list[dict[str, Any]]]:
    """Entries of the trail after the pin by the record's id, the newest first, as `history.tell`.

    `records` are those the reader may know of. Private fields are told to those who may write the
    record; of one that is gone, or lies out of the reader's sight by now, no values at all.
    """
    ids = {one.id for one in records}
    rows = see(ledger.model, by=words.by).filter(pk__in=ids)
    seen = {str(key) for key in rows.values_list("pk", flat=True)}
    writes = policy.allows(words.by, f"{ledger.key}.write")
    own = see(ledger.model, by=words.by, to="write").filter(pk__in=ids) if writes else rows.none()
    mine = {str(key) for key in own.values_list("pk", flat=True)}
    found: dict[str, list[dict[str, Any]]] = {}
    for some, private in ((mine, True), (ids - mine, False)):
        later = Entry.objects.filter(after(pin), ledger=ledger.key, record__in=some)
        for one in tell(later.order_by("-at", "-seq"), ledger, words, private=private):
            told = one if one["record"] in seen else one | {"diff": []}
            found.setdefault(one["record"], []).append(told)
    return {record: told[:_TOLD] for record, told in found.items()}
