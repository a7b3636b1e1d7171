"""Where a form's villages do not add up to their town: how much is whose, so that a total is no
riddle."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jishi.access.actor import Actor
from jishi.countyforms.filling import Filled
from jishi.indicators.figures import adds_up, answer, ground, itself
from jishi.indicators.indicator import Figure
from jishi.indicators.measures import Share
from jishi.places import tree
from jishi.places.models import Place
from jishi.values.period import Period

Exact = Fraction | int


@dataclass(frozen=True)
class Apart:
    """A figure of the whole town (`town`) beside the sum of the villages that a form shows.

    `own` is what belongs to the town itself, `others` what lies in villages that the form leaves
    out; both None where the figure does not add up, since one may count in several villages, and
    for the town itself beside.
    """

    town: Figure
    villages: Exact
    own: Exact | None = None
    others: Exact | None = None


def apart(found: Iterable[Filled], place: str, *, by: Actor) -> list[Apart]:
    """The figures that a form shows by village and whose sum is not the town's, in its order.

    Cells of groups are no part of it: they lie in a village that may be shown, too.
    """
    shown: dict[tuple[str, date, Period], dict[str, Figure]] = defaultdict(dict)
    below: dict[date, dict[str, Place]] = {}
    for cell in found:
        figure = cell.figure
        if figure is None or figure.period is None or isinstance(figure.indicator.measure, Share):
            continue  # nobody adds up shares
        day = figure.as_of
        if day not in below:
            below[day] = {one.code: one for one in tree.children(place, day)}
        if cell.binding.part == "value" and cell.place in below[day]:
            shown[figure.key, day, figure.period][cell.place] = figure
    told = (
        _apart(held, place, below[day].values(), by)
        for (_key, day, _period), held in shown.items() if len(held) > 1
    )  # fmt: skip
    return [one for one in told if one]


def _apart(
    held: dict[str, Figure], place: str, below: Collection[Place], by: Actor
) -> Apart | None:  # fmt: skip
    one = next(iter(held.values()))
    on = ground(place, one.as_of, by)
    whole = answer(one.indicator, on, period=one.period)
    values = [figure.value for figure in held.values() if figure.value is not None]
    if whole.value is None or len(values) < len(held) or sum(values) == whole.value:
        return None
    villages = sum(values)
    if not adds_up(one.indicator):
        return Apart(whole, villages)
    own = itself(one.indicator, on, below, period=one.period).value or 0
    return Apart(whole, villages, own, whole.value - villages - own)
