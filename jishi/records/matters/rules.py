"""What a matter must satisfy: what ends carries a date and an outcome."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault
from jishi.records.columns import forward


def matter(row: Any) -> Iterator[Fault]:
    """Closed means dated and with an outcome; nothing closes before it was opened."""
    yield from forward(row, "opened_on", "closed_on", zh=(_("登记日"), _("办结日")), strict=False)
    if row.closed_on and not row.outcome:
        yield Fault("outcome", _("填了办结日，就要填结果。"), _("选一个结果。"))
    if row.outcome and not row.closed_on:
        yield Fault("closed_on", _("填了结果，就要填办结日。"), _("补上办结的日期。"))
