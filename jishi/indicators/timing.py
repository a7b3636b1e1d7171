"""Six time rules: which of a fact's rows belong to a day or a period.

Each gives the period for an as-of day (None: the rule does not reach that far back) and a
condition that speaks of the period's `start` and `end`, so an engine compiles it once.
"""

from dataclasses import dataclass
from datetime import date

from jishi.indicators.expression import Compare, Missing, Node, Or, end, in_force, start
from jishi.values.period import Period, last_full_year, year_to_date


@dataclass(frozen=True)
class InForce:
    """In force on the as-of day: since ≤ as-of < until."""

    since: str = "since"
    until: str = "until"
    name = "in_force"

    def period(self, day: date) -> Period | None:
        """The day itself."""
        return Period(day, day)

    @property
    def condition(self) -> Node:
        """Rows in force on the as-of day."""
        return in_force(self.since, self.until)


@dataclass(frozen=True)
class Happened:
    """Everything up to the as-of day (先后、累计)."""

    on: str
    name = "happened"

    def period(self, day: date) -> Period | None:
        """No start: a cumulative figure begins with its programme, whatever the ledger's start."""
        return Period(None, day)

    @property
    def condition(self) -> Node:
        """Rows dated on or before the as-of day, and not before a start that was asked for."""
        return Compare(self.on, "<=", end) & ~Compare(self.on, "<", start)


@dataclass(frozen=True)
class UnderWay:
    """An interval [since, until) that shares a day with D … as-of."""

    since: str
    until: str
    first: date
    name = "under_way"

    def period(self, day: date) -> Period | None:
        """From D."""
        return Period(self.first, day) if self.first <= day else None

    @property
    def condition(self) -> Node:
        """Begun by the end, and not over by the start."""
        lasting = Or((Missing(self.until), Compare(self.until, ">", start)))
        return Compare(self.since, "<=", end) & lasting


@dataclass(frozen=True)
class YearToDate:
    """今年以来: 1 January of the as-of year … as-of."""

    on: str
    name = "year_to_date"

    def period(self, day: date) -> Period | None:
        """The year so far."""
        return year_to_date(day)

    @property
    def condition(self) -> Node:
        """Rows dated within the period."""
        return _within(self.on)


@dataclass(frozen=True)
class Since:
    """D … as-of (2023年以来)."""

    on: str
    first: date
    name = "since"

    def period(self, day: date) -> Period | None:
        """From D."""
        return Period(self.first, day) if self.first <= day else None

    @property
    def condition(self) -> Node:
        """Rows dated within the period."""
        return _within(self.on)


@dataclass(frozen=True)
class LastFullYear:
    """The last calendar year that ended on or before as-of; never a partial one."""

    on: str
    name = "last_full_year"

    def period(self, day: date) -> Period | None:
        """The whole year."""
        return last_full_year(day)

    @property
    def condition(self) -> Node:
        """Rows dated within the year."""
        return _within(self.on)


TimeRule = InForce | Happened | UnderWay | YearToDate | Since | LastFullYear


def dated_by(rule: TimeRule) -> str | None:
    """The column by which a rule's rows fall into months; None for states."""
    return None if isinstance(rule, InForce | UnderWay) else rule.on


def _within(column: str) -> Node:
    return Compare(column, ">=", start) & Compare(column, "<=", end)
