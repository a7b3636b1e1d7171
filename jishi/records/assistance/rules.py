"""What a measure must satisfy, and where it lies."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault
from jishi.records.columns import forward


def settle(row: Any) -> None:
    """A measure lies where its household lay when it was drawn up."""
    if row.household_id and not row.place:
        row.place = row.household.place
        row.town = row.place[:9]


def measure(row: Any) -> Iterator[Fault]:
    """Nothing is carried out before it was drawn up; a measure lies in its household's village."""
    yield from forward(
        row, "drawn_up_on", "carried_out_on", zh=(_("制定日"), _("落实日")), strict=False
    )
    if row.household_id and row.household.place[:12] != row.place[:12]:
        yield Fault(
            "place", _("这一户不在这个村。"), _("核对农户和村民组，或把村民组空着，随农户填。")
        )
