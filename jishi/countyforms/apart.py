"""Where a form's villages do not add up to their town: how much is whose, so that a total is no
riddle."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jishi.access.actor import Actor
from jishi.countyforms.filling import Filled
from jishi.indicators.figures import adds_up, answer, ground
from jishi.indicators.indicator import Figure
from jishi.indicators.measures import Share
from jishi.places import tree
from jishi.values.period import Period

Exact = Fraction | int


@dataclass(frozen=True)
class Apart:
    """A figure of the whole town (`town`) beside the sum of the villages that a form shows.

    `own` is what belongs to the town itself, `others` what lies in villages that the form leaves
    out; both None where the figure does not add up, since one may count in several villages.
    """

    town: Figure
    villages: Exact
    own: Exact | None = None
    others: Exact | None = None


def apart(found: Iterable[Filled], place: str, *, by: Actor) -> list[Apart]:
    """The figures that a form shows by village and whose sum is not the town's, in its order."""
    shown: dict[tuple[str, date, Period], dict[str, Figure]] = defaultdict(dict)
    for cell in found:
        figure = cell.figure
        if figure is None or figure.period is None or isinstance(figure.indicator.measure, Share):
            continue  # nobody adds up shares
        if cell.binding.part == "value" and cell.place != place:
            shown[figure.key, figure.as_of, figure.period][cell.place] = figure
    told = (_apart(held, place, by) for held in shown.values() if len(held) > 1)
    return [one for one in told if one]


def _apart(held: dict[str, Figure], place: str, by: Actor) -> Apart | None:
    one = next(iter(held.values()))
    on = ground(place, one.as_of, by)
    whole = answer(one.indicator, on, period=one.period)
    values = [figure.value for figure in held.values() if figure.value is not None]
    if whole.value is None or len(values) < len(held) or sum(values) == whole.value:
        return None
    villages = sum(values)
    if not adds_up(one.indicator):
        return Apart(whole, villages)
    below = tree.children(place, one.as_of)
    taken = [code for child in below for code in tree.territory(child.code, one.as_of).include]
    own = answer(one.indicator, on, period=one.period, own=tuple(taken)).value or 0
    return Apart(whole, villages, own, whole.value - villages - own)
