"""What was begun and is still open past its day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from jishi.indicators.reminders.ground import Ground
from jishi.indicators.reminders.rule import Item
from jishi.kernel.record import Record


@dataclass(frozen=True)
class Unfinished:
    """Records begun on `begun` and not ended (`ended` empty, or after the day), with the last
    day that statutes.csv allows; told from the reminder's days before it.

    `late_only` tells only of those whose last day is past.
    """

    model: type[Record]
    begun: str
    ended: str
    rule_id: str
    kinds: Callable[[], Q]
    links: tuple[str, ...] = ()
    late_only: bool = False

    def __call__(self, ask: Ground) -> list[Item]:
        """The open records at the place, the longest open first."""
        row = ask.limit(self.rule_id)
        if row is None:
            return []
        ahead = ask.as_of - timedelta(days=1) if self.late_only else ask.until("remind.ending")
        open_still = Q(**{f"{self.ended}__isnull": True}) | Q(**{f"{self.ended}__gt": ask.as_of})
        found = ask.rows(self.model).filter(
            self.kinds(), open_still, **{f"{self.begun}__lte": ask.as_of}
        )
        return [
            Item(one.place, due=due, row=one)
            for one, due in self._dated(found, row)
            if due <= ahead
        ]

    def _dated(self, found: Any, row: Any) -> list[tuple[Any, Any]]:
        rows = found.select_related(*self.links).order_by(self.begun, "number")
        return [(one, row.after(getattr(one, self.begun))) for one in rows]
