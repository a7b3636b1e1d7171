"""Legal numbers and time limits 法定时限: one dated table, each row with its source.

No number of a law stands in code. A *soft* row is one that says 一般 (generally), or our own
default: what misses it is shown in amber and never called a violation.
"""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from jishi.values.period import Period, month_end

UNITS = ("days", "months", "per_month", "per_quarter", "per_year")
DAY_TYPES = ("calendar",)  # working days need the yearly table of holidays


@dataclass(frozen=True)
class Statute:
    """One number in force in [valid_from, valid_until): `value` in `unit`, and where it stands."""

    rule_id: str
    value: int
    unit: str
    day_type: str
    soft: bool
    valid_from: date
    valid_until: date | None
    source: str

    def after(self, day: date) -> date:
        """The last day of a limit that began on `day`; the first day is not counted (当日不计).

        A month ends on the day of the same number, or the month's last where it has none.
        Raises ValueError for a row that is no length of time.
        """
        if self.unit == "days":
            return day + timedelta(days=self.value)
        if self.unit == "months":
            turn = day.month - 1 + self.value
            year, month = day.year + turn // 12, turn % 12 + 1
            return date(year, month, min(day.day, monthrange(year, month)[1]))
        raise ValueError(f"{self.rule_id} is no length of time")

    def period(self, day: date) -> Period:
        """The whole month, quarter or year around `day` in which it is due `value` times.

        Raises ValueError for a row that is no frequency.
        """
        lengths = {"per_month": 1, "per_quarter": 3, "per_year": 12}
        if self.unit not in lengths:
            raise ValueError(f"{self.rule_id} is no frequency")
        months = lengths[self.unit]
        first = (day.month - 1) // months * months + 1
        return Period(date(day.year, first, 1), month_end(date(day.year, first + months - 1, 1)))


@cache
def table() -> tuple[Statute, ...]:
    """All rows. Raises ValueError for one that cannot be read."""
    with Path(__file__).with_name("statutes.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_read(row) for row in csv.DictReader(lines))


def statute(rule_id: str, on: date) -> Statute | None:
    """The row of a rule in force on a day; None where there is none. Raises KeyError if unknown."""
    rows = [row for row in table() if row.rule_id == rule_id]
    if not rows:
        raise KeyError(rule_id)
    return next(
        (
            row for row in rows
            if row.valid_from <= on and (row.valid_until is None or on < row.valid_until)
        ),
        None,
    )  # fmt: skip


def _read(row: dict[str, str]) -> Statute:
    if row["unit"] not in UNITS or row["day_type"] not in DAY_TYPES or not row["source"]:
        raise ValueError(f"statutes.csv: {row['rule_id']}")
    until = row["valid_until"]
    return Statute(
        row["rule_id"], int(row["value"]), row["unit"], row["day_type"],
        {"yes": True, "no": False}[row["soft"]], date.fromisoformat(row["valid_from"]),
        date.fromisoformat(until) if until else None, row["source"],
    )  # fmt: skip
