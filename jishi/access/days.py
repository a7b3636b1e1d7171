"""Days that cannot be right: what has happened does not lie ahead, and nothing lies before any
ledger."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault, Ledger
from jishi.kernel.record import plain
from jishi.values.period import in_chinese

_EARLIEST = 1949  # what lies before is a year typed wrong


def misdated(
    ledger: Ledger, row: Any, before: dict[str, Any] | None, today: date
) -> Iterator[Fault]:  # fmt: skip
    """The days of a row that cannot be right; those that stood there `before` are left alone."""
    for column in ledger.columns:
        if column.type != "date":
            continue
        day = getattr(row, column.attname)
        if day is None or (before is not None and before[column.attname] == plain(day)):
            continue
        params = {"day": in_chinese(day)}
        if day > today and not column.ahead:
            why = _("%(day)s还没到，这里记已经发生的。")
            yield Fault(column.name, why, _("核对年份；还没办的，办了再记。"), params)
        elif day.year < (column.low or _EARLIEST):
            yield Fault(column.name, _("%(day)s太早了，像是打错了。"), _("核对年份。"), params)
