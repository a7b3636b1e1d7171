"""Asking for figures: value, breakdown and trend at any place and day, inside a reader's scope."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.indicators.engines import live
from jishi.indicators.expression import At
from jishi.indicators.indicator import Covers, Figure, Indicator
from jishi.indicators.measures import Count, Groups, Share, Sum
from jishi.indicators.naming import Called, called_in, called_in_each, renamed
from jishi.indicators.timing import Happened, InForce, TimeRule, dated_by
from jishi.kernel.columns import Text
from jishi.places import tree
from jishi.places.models import Place
from jishi.values import placecode
from jishi.values.period import Period, month_end, months


@dataclass(frozen=True)
class Ground:
    """What a question about a place and day stands on: territory, reader's scope, towns."""

    place: str
    as_of: date
    held: tree.Territory
    scope: tuple[tree.Territory, ...]
    starts: tuple[tuple[str, date], ...]  # towns on the ledger with the day it starts
    towns: int  # towns there are, on the ledger or not
    called: Mapping[str, Called] = field(default_factory=dict, compare=False)  # the town's words

    @cached_property
    def held_by(self) -> dict[str, tree.Territory]:
        """The territory of each town on the ledger, looked up once for all figures."""
        return tree.territories((code for code, _start in self.starts), self.as_of)

    def places(self, covered: Sequence[str], own: tuple[str, ...] = ()) -> live.Places:
        """The codes that count: above the town only the covered towns' territories."""
        if len(self.place) >= placecode.LENGTHS["town"]:
            return live.Places(self.held, self.scope, own)
        parts = [self.held_by[code] for code in covered]
        include = tuple(code for part in parts for code in part.include) or ("x",)
        # What left one covered town for another still counts: the other answers for it.
        gone = [code for part in parts for code in part.exclude]
        exclude = tuple(code for code in gone if not any(code in part for part in parts))
        return live.Places(tree.Territory(include, exclude), self.scope, own)


def ground(
    place: str, as_of: date, by: Actor, *, called: Mapping[str, Called] | None = None
) -> Ground:  # fmt: skip
    """Looked up once per page. The reader's scope bounds every statement asked on it.

    `called` spares looking up the town's own names of figures again.
    """
    town = placecode.at_level(place, "town")
    ledgers = tree.towns_on_ledger(town or place)
    return Ground(
        place, as_of, tree.territory(place, as_of), _scope(by),
        tuple((ledger.code, ledger.start) for ledger in ledgers),
        1 if town else tree.towns_below(place, as_of),
        called_in(place) if called is None else called,
    )  # fmt: skip


def grounds(above: Ground, places: Sequence[Place], by: Actor) -> list[Ground]:
    """The grounds of places below one, on its day, looked up together.

    `above` knows which towns keep their ledger, and where it lies in a town, what that calls its
    figures.
    """
    held = tree.territories((place.code for place in places), above.as_of)
    starts = dict(above.starts)
    towns = {place.code: placecode.at_level(place.code, "town") or "" for place in places}
    if not all(towns.values()):
        return [ground(place.code, above.as_of, by) for place in places]
    own = placecode.at_level(above.place, "town")
    called: Mapping[str, Mapping[str, Called]] = (
        {own: above.called} if own else called_in_each(set(towns.values()))
    )
    scope = _scope(by)
    return [
        Ground(
            place.code, above.as_of, held[place.code], scope,
            tuple((town, starts[town]) for town in [towns[place.code]] if town in starts),
            1, called[towns[place.code]],
        )
        for place in places
    ]  # fmt: skip


def _scope(by: Actor) -> tuple[tree.Territory, ...]:
    return (
        *policy.territories(by, "figures.read"),
        *(() if by.operator else policy.territories(by, "figures.compare")),
    )


def answer(
    indicator: Indicator, on: Ground, *, period: Period | None = None, own: tuple[str, ...] = ()
) -> Figure:
    """The figure at the ground's place and day; null with a reason where it has no meaning.

    `period` asks for another than the rule's own; without a start it begins where the rule
    begins for its end. What is in force is so on a day, whatever the period. `own` leaves out
    the subtrees of children (本级). The figure names the period used, and bears the town's name.
    """
    figure, places = _looked_at(indicator, on, period, own)
    if places is None:
        return figure
    assert figure.period is not None
    return _valued(figure, live.ask(indicator, places, at_of(on, figure.period)))


def answers(indicator: Indicator, grounds: Sequence[Ground]) -> list[Figure]:
    """The figure on several grounds of one day, asked of the database together."""
    looked = [_looked_at(indicator, on, None, ()) for on in grounds]
    wanted = [
        (nth, places, at_of(grounds[nth], figure.period))
        for nth, (figure, places) in enumerate(looked) if places is not None and figure.period
    ]  # fmt: skip
    found = [figure for figure, _places in looked]
    if not wanted:
        return found
    if len({at for _nth, _places, at in wanted}) != 1:
        raise ValueError("grounds of several days are not asked together")
    rows = live.ask_each(indicator, [places for _nth, places, _at in wanted], wanted[0][2])
    for (nth, _places, _at), row in zip(wanted, rows, strict=True):
        found[nth] = _valued(found[nth], row)
    return found


def _looked_at(
    indicator: Indicator, on: Ground, period: Period | None, own: tuple[str, ...]
) -> tuple[Figure, live.Places | None]:
    """The figure without its value, and the places to ask; None where it has no meaning there."""
    asked = _used(indicator.time, on.as_of, period)
    figure = Figure(renamed(indicator, on.called), on.place, on.as_of, asked)
    if indicator.level == "town" and len(on.place) > placecode.LENGTHS["town"]:
        return replace(figure, reason=_("这个数只按镇算，村里没有。")), None
    if asked is None:
        return replace(figure, reason=_("截止日在这个数的起算日以前。")), None
    towns = covered(indicator, on, asked)
    covers = Covers(len(towns), on.towns)
    figure = replace(figure, covers=covers)
    if not towns:
        return replace(figure, reason=_why_uncovered(on)), None
    return figure, on.places(towns, own)


def _used(rule: TimeRule, as_of: date, asked: Period | None) -> Period | None:
    if asked is None or isinstance(rule, InForce):
        return rule.period(as_of)
    return asked if asked.start else rule.period(asked.end)


def by_child(indicator: Indicator, on: Ground, by: Actor) -> list[tuple[Place | None, Figure]]:
    """The figure of each place directly below, and last of the place itself (None: 本级).

    Counts and sums add up to the whole; different values and shares do not.
    """
    below = tree.children(on.place, on.as_of)
    found = answers(indicator, grounds(on, below, by))
    figures: list[tuple[Place | None, Figure]] = list(zip(below, found, strict=True))
    figures.append((None, itself(indicator, on, below)))
    return figures


def itself(
    indicator: Indicator, on: Ground, below: Iterable[Place], *, period: Period | None = None
) -> Figure:
    """The figure of a place without what lies in the places `below` it: 本级."""
    held = (tree.territory(child.code, on.as_of) for child in below)
    own = tuple(code for territory in held for code in territory.include)
    return answer(indicator, on, period=period, own=own)


def trend(indicator: Indicator, on: Ground) -> list[tuple[Period, Fraction | int | None]]:
    """By month: events and cohorts as counted in each, states and shares at month ends.

    Counts and sums of events add up to the value. A state's months are the last twelve.
    """
    period = indicator.time.period(on.as_of)
    if period is None:
        return []
    column = dated_by(indicator.time)
    if column and isinstance(indicator.measure, Count | Sum):
        return _monthly(indicator, on, period, column)
    first = period.start if column and period.start else _year_before(on.as_of)
    found: list[tuple[Period, Fraction | int | None]] = []
    for month in months(Period(first, period.end)):
        there = replace(on, as_of=month.end, held=tree.territory(on.place, month.end))
        asked = Period(period.start, month.end) if column and period.start else None
        found.append((month, answer(indicator, there, period=asked).value))
    return found


def adds_up(indicator: Indicator) -> bool:
    """True where children and the place itself add up to the whole."""
    return indicator.measure.additive


def _monthly(
    indicator: Indicator, on: Ground, period: Period, column: str
) -> list[tuple[Period, Fraction | int | None]]:
    towns = covered(indicator, on, period)
    if not towns:
        return []
    found = live.by_month(indicator, column, on.places(towns), at_of(on, period))
    first = period.start
    if first is None:
        if not found:
            return []
        year, month = min(found).split("-")
        first = date(int(year), int(month), 1)
    return [
        (month, live.exact(indicator, found.get(f"{month.end:%Y-%m}", 0)))
        for month in months(Period(first, period.end))
    ]


def covered(indicator: Indicator, on: Ground, asked: Period) -> list[str]:
    """Towns whose ledger reaches back to the period; a cumulative figure asks for no start."""
    if isinstance(indicator.time, Happened):
        return [code for code, _start in on.starts]
    assert asked.start is not None
    return [code for code, start in on.starts if start <= asked.start]


def _why_uncovered(on: Ground) -> Text:
    if not on.starts:
        return _("这里还没有台账。")
    return _("台账还没有记到这么早，期间里有的日子没有记。")


def at_of(on: Ground, asked: Period) -> At:
    """What a question about a ground and a period fixes."""
    return At(on.as_of, asked.start, asked.end)


def _valued(figure: Figure, found: live.Row) -> Figure:
    indicator = figure.indicator
    value, records = int(found[0]), int(found[1])
    if isinstance(indicator.measure, Share):
        whole = int(found[2])
        if not whole:
            return replace(figure, numerator=0, of=0, reason=_("分母是0，没有比例。"))
        return replace(
            figure, value=Fraction(value * 100, whole), numerator=value, of=whole, records=records
        )
    if indicator.of_whole:
        return replace(figure, value=value, numerator=value, of=int(found[2]), records=records)
    stored = value if isinstance(indicator.measure, Groups) else live.exact(indicator, value)
    return replace(figure, value=stored, records=records)


def _year_before(day: date) -> date:
    """First day of the twelve months that end with the month of `day`."""
    first = month_end(day) + timedelta(days=1)
    return first.replace(year=first.year - 1)
