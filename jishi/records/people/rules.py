"""What a person's, organisation's or post's entry must satisfy."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Fault
from jishi.kernel.kinds import exclusive
from jishi.records.columns import interval, placed


def organisation(row: Any) -> Iterator[Fault]:
    """Intervals run forward; nothing hosts or heads itself."""
    yield from interval(row)
    if row.host_id == row.pk:
        yield Fault("host", _("不能设在自己里面。"), _("填所在的单位，或空着。"))
    if row.parent_id == row.pk:
        yield Fault("parent", _("上级不能是自己。"), _("填上级组织，或空着。"))


def posting(row: Any) -> Iterator[Fault]:
    """A posting belongs to its reporting place: an assistant's village, a cross-posting's town."""
    yield from interval(row)
    yield from placed(row)


def honour(row: Any) -> Iterator[Fault]:
    """An honour is a person's or an organisation's or the place's, not two at once."""
    if row.person_id and row.organisation_id:
        yield Fault("organisation", _("获得者和获得组织只填一个。"), _("留下该得的那一个。"))


def one_holder(row: Any) -> Iterator[Hashable]:
    """What the kind forbids at once (one mayor a town, one secretary a branch); and nobody is
    twice in the same post."""
    rule = exclusive("posts").get(row.kind)
    if rule == "place":
        yield ("place", row.kind, row.place)
    elif rule == "organisation" and row.organisation_id:
        yield ("organisation", row.kind, row.organisation_id)
    yield ("person", row.kind, row.person_id, row.place, row.organisation_id)


def once(row: Any) -> Iterator[Hashable]:
    """Nobody is in the same list or posting twice at once."""
    yield (row.kind, row.person_id)
