"""What an activity or agenda item must satisfy."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault
from jishi.records.columns import placed


def activity(row: Any) -> Iterator[Fault]:
    """The town's own meetings lie at the town: a village's record of one would count for it."""
    yield from placed(row)


def settle_item(row: Any) -> None:
    """An agenda item lies where its meeting lies."""
    if row.meeting_id:
        row.place = row.meeting.place
        row.town = row.place[:9]


def item(row: Any) -> Iterator[Fault]:
    """第一议题 is by its name the first item."""
    if row.first_topic and row.position != 1:
        yield Fault(
            "first_topic", _("第一议题要排在第1项。"), _("把“第几项”改成1，或把这里改成否。")
        )


def one_classroom(row: Any) -> Iterator[Hashable]:
    """A place keeps one classroom of a kind at a time."""
    yield (row.kind, row.place)
