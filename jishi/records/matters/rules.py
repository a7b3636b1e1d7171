"""What a matter must satisfy. That what ends carries a date and an outcome, its columns say."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault
from jishi.records.columns import forward


def matter(row: Any) -> Iterator[Fault]:
    """Nothing closes before it was opened."""
    yield from forward(row, "opened_on", "closed_on", zh=(_("登记日"), _("办结日")), strict=False)
