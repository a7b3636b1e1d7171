"""The next free number of a ledger 编号, for those who leave it to the program."""

import re

from jishi.kernel.columns import Ledger
from jishi.kernel.unscoped import rows

_DIGITS = 4


def next_number(ledger: Ledger, town: str) -> str:
    """The ledger's letters and the first number after the highest one used in the town.

    All the town's numbers count, also those that the asker may not see: only so is it free.
    Two who ask at once get the same one; the writer then names the clash (`number`), ask again.
    """
    pattern = re.compile(rf"{re.escape(ledger.prefix)}(\d{{1,9}})")
    held = rows(ledger.model).filter(town=town, number__startswith=ledger.prefix)
    used = (pattern.fullmatch(number) for number in held.values_list("number", flat=True))
    highest = max((int(match[1]) for match in used if match), default=0)
    return f"{ledger.prefix}{highest + 1:0{_DIGITS}d}"
