"""Periods: both ends included; intervals: the last day does not count."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.values.period import (
    Period,
    in_force,
    last_full_year,
    month_end,
    months,
    same_day_last_year,
    year_to_date,
    years_before,
)

DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
short = st.tuples(days, st.integers(0, 1200)).map(lambda d: Period(d[0], d[0] + d[1] * DAY))


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2024, 1, 2), date(2024, 1, 1))
    assert date(2024, 1, 1) in Period(date(2024, 1, 1), date(2024, 1, 1))


@given(periods)
def test_both_ends_of_a_period_belong_to_it(period: Period) -> None:
    assert period.start is not None
    assert period.start in period
    assert period.end in period
    assert period.start - DAY not in period
    assert period.end + DAY not in period
    assert None not in period
    assert period.start - 9999 * DAY in Period(None, period.end)


@given(days, days, days)
def test_a_state_is_in_force_from_its_first_day_to_the_day_before_its_end(
    since: date, until: date, day: date
) -> None:
    assert in_force(since, until, day) == (since <= day < until)
    assert in_force(since, None, day) == (since <= day)
    assert not in_force(None, until, day)
    assert not in_force(since, since, since)


@given(short, days, st.none() | st.integers(-5, 900))
def test_an_interval_meets_a_period_when_they_share_a_day(
    period: Period, since: date, length: int | None
) -> None:
    until = None if length is None else since + length * DAY
    assert period.start is not None
    last = period.end if until is None else min(period.end, until - DAY)
    assert period.meets(since, until) == (max(since, period.start) <= last)


def test_what_has_not_begun_meets_nothing() -> None:
    assert not Period(None, date(2024, 1, 1)).meets(None, None)


@given(days)
def test_this_year_begins_on_new_year(day: date) -> None:
    assert year_to_date(day) == Period(date(day.year, 1, 1), day)


@given(days)
def test_the_last_full_year_has_ended_and_no_later_one_has(day: date) -> None:
    year = last_full_year(day)
    assert year.start is not None
    assert (year.start.month, year.start.day, year.end.month, year.end.day) == (1, 1, 12, 31)
    assert year.end <= day < date(year.end.year + 1, 12, 31)


def test_on_its_last_day_a_year_is_full() -> None:
    assert last_full_year(date(2023, 12, 31)).end == date(2023, 12, 31)
    assert last_full_year(date(2023, 12, 30)).end == date(2022, 12, 31)


@given(short)
def test_months_cover_a_period_once(period: Period) -> None:
    found = months(period)
    assert (found[0].start, found[-1].end) == (period.start, period.end)
    for one, other in itertools.pairwise(found):
        assert one.end == month_end(one.end)
        assert other.start == one.end + DAY


def test_a_period_without_a_start_has_no_first_month() -> None:
    with pytest.raises(ValueError, match="without a start"):
        months(Period(None, date(2024, 1, 1)))


def test_a_month_ends_on_its_last_day() -> None:
    ends = [month_end(date(*day)) for day in ((2024, 2, 1), (2023, 2, 28), (2024, 12, 31))]
    assert ends == [date(2024, 2, 29), date(2023, 2, 28), date(2024, 12, 31)]


@given(days, st.integers(0, 60))
def test_years_earlier_is_the_same_day_but_for_a_leap_day(day: date, years: int) -> None:
    found = years_before(day, years)
    assert found.year == day.year - years
    assert (found.month, found.day) == (day.month, day.day) or (
        (day.month, day.day) == (2, 29) and (found.month, found.day) == (2, 28)
    )


@pytest.mark.parametrize(
    ("born", "day", "under"),
    [
        ("1984-02-29", "2025-02-28", True),
        ("1984-02-29", "2025-03-01", False),
        ("1983-02-28", "2024-02-29", False),
        ("1983-03-01", "2024-02-29", True),
        ("1983-09-30", "2024-09-30", False),
        ("1983-10-01", "2024-09-30", True),
    ],
)
def test_40_and_under_means_before_the_41st_birthday(born: str, day: str, under: bool) -> None:
    limit = years_before(date.fromisoformat(day), 41)
    assert (date.fromisoformat(born) > limit) is under


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-02-28", "2024-02-29"),
        ("2024-02-29", "2023-02-28"),
        ("2024-02-28", "2023-02-28"),
        ("2024-09-30", "2023-09-30"),
        ("2024-09-29", "2023-09-29"),
    ],
)
def test_last_year_a_month_s_end_answers_to_a_month_s_end(day: str, expected: str) -> None:
    assert same_day_last_year(date.fromisoformat(day)) == date.fromisoformat(expected)
