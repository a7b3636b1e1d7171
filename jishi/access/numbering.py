"""The next free number of a ledger 编号, for those who leave it to the program."""

import json
import re
from collections.abc import Iterator
from datetime import date

from jishi.audit.models import ChainHead, Entry
from jishi.kernel.columns import Ledger
from jishi.kernel.unscoped import rows

#: Entries of the town's trail, the last ones, in which a record taken back keeps its number: a form
#: that opens asks for them, so they are bounded whatever the trail's length.
_LATELY = 2_000
_DIGITS = 4  # of a ledger's first number, where there is no other to go by


class Numbers:
    """Free numbers of a ledger in a town, each given once, written as its last one is.

    SX0041 is followed by SX0042, and SX-2024-127 by SX-2024-128; where the number holds a year,
    the record's own counts. All the town's numbers count, also those that the asker may not see:
    only so is it free; and those of records that were taken back lately, which may still be brought
    back. Two who ask at once get the same one; the writer then names the clash
    (`number`), ask again.
    """

    def __init__(self, ledger: Ledger, town: str) -> None:
        prefix = re.escape(ledger.prefix)
        self._shape = re.compile(rf"({prefix}-?)(?:((?:19|20)\d\d)-)?(\d{{1,9}})")
        self._highest: dict[str, int] = {}
        self._start, self._year, self._width = ledger.prefix, "", _DIGITS
        held = rows(ledger.model).filter(town=town, number__startswith=ledger.prefix)
        for number in held.order_by("pk").values_list("number", flat=True):
            match = self._take(number)
            if match:
                self._start, self._year, self._width = match[1], match[2] or "", len(match[3])
        for number in _gone(ledger, town):
            self._take(number)

    def take(self, *numbers: str) -> None:
        """Count numbers as used, before they are stored."""
        for number in numbers:
            self._take(number)

    def next(self, on: date | None = None) -> str:
        """The next number, of a record of a day."""
        year = str(on.year) if on and self._year else self._year
        stem = f"{self._start}{year}-" if year else self._start
        self._highest[stem] = self._highest.get(stem, 0) + 1
        return f"{stem}{self._highest[stem]:0{self._width}d}"

    def _take(self, number: str) -> re.Match[str] | None:
        match = self._shape.fullmatch(number)
        if match:
            stem = number[: match.start(3)]
            self._highest[stem] = max(self._highest.get(stem, 0), int(match[3]))
        return match


def next_number(ledger: Ledger, town: str, on: date | None = None) -> str:
    """The next free number of a ledger in a town, for a record of a day."""
    return Numbers(ledger, town).next(on)


def _gone(ledger: Ledger, town: str) -> Iterator[str]:
    """Numbers of the records that were taken back lately, as the trail has them."""
    head = ChainHead.objects.filter(chain=town).values_list("seq", flat=True).first() or 0
    ends = Entry.objects.filter(chain=town, seq__gt=head - _LATELY, ledger=ledger.key, after="")
    for before in ends.exclude(before="").values_list("values_row__before", flat=True):
        number = json.loads(before or "{}").get("number")
        if isinstance(number, str):
            yield number
