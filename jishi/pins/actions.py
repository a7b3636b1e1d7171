"""Pinning figures that leave the house. Each pin in the trail, all of them or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.audit import trail
from jishi.audit.models import ChainHead
from jishi.indicators.figures import Ground, answer, ground
from jishi.indicators.indicator import Figure
from jishi.pins import codes
from jishi.pins.meaning import LANGUAGE, meaning
from jishi.pins.models import LEFT_IN, Pin
from jishi.pins.standing import Standing, digest, packed, standing, unpacked
from jishi.pins.telling import told
from jishi.values import placecode

_KINDS = frozenset(kind for kind, _zh in LEFT_IN)
_LONGEST_TITLE = 200


class Passed(Exception):
    """The ledger has moved since the figures were worked out: work them out again, then pin."""

    message = _("刚才台账又变了，数对不上。再下载一次。")


@dataclass(frozen=True)
class LeftIn:
    """What a figure left in: `kind` is one of models.LEFT_IN, `title` names the document."""

    kind: str
    title: str

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise ValueError(f"no such kind of document: {self.kind!r}")


def pin(
    figures: Iterable[tuple[Figure, str]], *, by: Actor, left_in: LeftIn, at: datetime | None = None
) -> list[Pin]:
    """Pin figures, each with the form in which it is written; their pins in the same order.

    What is pinned is the figure, not the download: where everything is the same as in an earlier
    pin (figure, definition, place, period, day, value, the records and what is read of them, the
    written form, the document's kind and title), that pin is given back and none is made.

    Raises Passed where the ledger no longer gives a figure's value, policy.Forbidden where `by`
    may not pin at a place, ValueError for a figure without a value.
    """
    wanted = list(figures)
    for figure, _written in wanted:
        if figure.value is None or figure.period is None:
            raise ValueError(f"{figure.key}: nothing to pin")
        if not door.reaches(by, "pins.make", figure.place):
            raise policy.Forbidden("pins.make")
    moment = at or timezone.now()
    with transaction.atomic():
        pins, made = [], []
        grounds: dict[tuple[str, date], Ground] = {}
        for figure, written in wanted:
            where = (figure.place, figure.as_of)
            if where not in grounds:
                grounds[where] = whole_ground(*where)
            fresh, stood = _drawn(
                figure, written, grounds[where], left_in=left_in, by=by, at=moment
            )
            held = _the_same(fresh, stood)
            if held is None:
                fresh.held = packed(stood)
                fresh.save()
                made.append(fresh)
            pins.append(held or fresh)
        if made:
            changes = [
                trail.Change(one.chain, "create", "pins", str(one.pk), 1, None, told(one))
                for one in made
            ]
            trail.append(changes, actor=by.name, origin=by.origin)
    return pins


def _drawn(
    figure: Figure, written: str, on: Ground, *, left_in: LeftIn, by: Actor, at: datetime
) -> tuple[Pin, Standing]:
    """A pin not yet stored and still without its list, and the records it is of."""
    town = placecode.at_level(figure.place, "town") or ""
    chain = town or trail.county_chain()
    # Read before the records: what is entered from here on is later than the pin.
    head = ChainHead.objects.filter(chain=chain).first() or ChainHead(chain=chain)
    now, stood = asked(figure, on)
    if now.value != figure.value or now.of != figure.of or now.period != figure.period:
        raise Passed
    indicator, period = figure.indicator, figure.period
    assert period is not None and now.value is not None
    with override(LANGUAGE):
        name, definition = str(indicator.zh)[:120], str(indicator.definition)
    return Pin(
        code=_unused(), town=town, place=figure.place, figure=figure.key,
        name=name, definition=definition,
        definition_version=indicator.version, meaning=meaning(indicator, figure.as_of),
        period_from=period.start, period_to=period.end, as_of=figure.as_of,
        value=str(now.value), unit=indicator.unit, written=written, numerator=now.numerator,
        of=now.of, records=now.records, digest=digest(stood), chain=chain,
        head_seq=head.seq, head=head.hash, left_in=left_in.kind,
        title=left_in.title[:_LONGEST_TITLE], actor=by.name, at=at,
    ), stood  # fmt: skip


def whole_ground(place: str, as_of: date) -> Ground:
    """The ground of a whole place, whoever asks: a pin must say the same to all who open it.

    Which records are shown to whom is `reopening`'s to say.
    """
    everything = Actor(name="pins", origin="pins", operator=True)
    return ground(place, as_of, everything, called={})


def asked(figure: Figure, on: Ground) -> tuple[Figure, Standing]:
    """The same figure asked of the ledger now, and its records."""
    now = answer(figure.indicator, on, period=figure.period)
    return now, standing(now, on)


def _the_same(fresh: Pin, stood: Standing) -> Pin | None:
    same = (
        "figure", "definition_version", "place", "period_from", "period_to", "as_of", "value",
        "numerator", "of", "written", "digest", "left_in", "title", "name", "definition",
    )  # fmt: skip
    found = Pin.objects.filter(**{name: getattr(fresh, name) for name in same}).order_by("-at")
    return next((one for one in found if unpacked(one.held) == stood), None)


def _unused() -> str:
    while True:
        code = codes.new()
        if not Pin.objects.filter(code=code).exists():
            return code
