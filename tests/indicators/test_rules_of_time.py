"""The rules of time and age on the days where people read them differently."""

from __future__ import annotations

import pytest

from jishi.indicators.figures import answer
from jishi.indicators.proof import prove
from jishi.indicators.tables import BY_KEY
from jishi.values.period import Period
from tests.town import VILLAGES, Town


def value(key: str, town: Town, day: str, **asked: Period) -> object:
    return answer(BY_KEY[key], town.at(day), **asked).value


@pytest.mark.parametrize(
    ("day", "share"), [("2025-02-28", 100), ("2025-03-01", 0), ("2024-02-29", 100)]
)
def test_someone_born_on_29_february_turns_41_on_1_march(town: Town, day: str, share: int) -> None:
    leapling = town.add("persons", name="闰生（虚构）", birth_on="1984-02-29")
    town.add("posts", kind="mayor", person=leapling, since="2023-01-01")
    assert value("team_under_40_share", town, day) == share


def test_a_proof_shows_an_age_and_no_birth_date(town: Town) -> None:
    mayor = town.add("persons", name="镇长（虚构）", birth_on="1984-05-06")
    town.add("posts", kind="mayor", person=mayor, since="2023-01-01")
    (line,) = prove(BY_KEY["team_under_40_share"], town.at("2024-05-05")).records
    assert line.shown == {"年龄": 39}
    assert "1984" not in repr(line)


def test_the_last_full_year_is_this_one_on_its_last_day(town: Town) -> None:
    for on, amount in (("2023-12-31", 100), ("2024-01-01", 200), ("2024-12-31", 400)):
        town.add("income", kind="business", place=VILLAGES[0], on=on, amount_fen=amount)
    assert value("collective_income", town, "2024-12-30") == 1
    assert value("collective_income", town, "2024-12-31") == 6
    assert value("collective_income", town, "2025-01-01") == 6


def test_a_period_before_the_ledger_is_null_with_the_reason(town: Town) -> None:
    figure = answer(BY_KEY["collective_income"], town.at("2023-12-30"))
    assert figure.value is None
    assert "台账还没有记到这么早" in str(figure.reason)
    assert figure.covers is not None
    assert figure.covers.on_ledger == 0


def test_what_is_cumulative_begins_with_its_programme_not_with_the_ledger(town: Town) -> None:
    someone = town.add("persons", name="某人（虚构）")
    town.add("programmes", number="young_eagle", zh="雏鹰工程", since="2021-03-01", place=town.code)
    for since, until in (("2021-02-28", "2021-03-01"), ("2021-03-01", "2021-06-01")):
        town.add("reserves", kind="village_reserve", person=someone, since=since, until=until)
    assert value("reserve_cadres", town, "2021-02-28") == 0
    assert value("reserve_cadres", town, "2022-12-31") == 1


def test_the_day_a_state_ends_no_longer_counts(town: Town) -> None:
    town.add(
        "duty_units", kind="responsibility_zone", name="一片", since="2024-02-29",
        until="2024-03-01",
    )  # fmt: skip
    days = ("2024-02-28", "2024-02-29", "2024-03-01")
    assert [value("responsibility_zones", town, day) for day in days] == [0, 1, 0]


def test_a_project_is_under_way_from_its_start_until_it_is_ended(town: Town) -> None:
    for planned, closed in (("2022-01-01", "2023-01-01"), ("2022-01-01", "2023-01-02")):
        town.add(
            "projects", kind="infrastructure", name="路", programmes=("double_base",),
            planned_on=planned, started_on="2022-05-01", closed_on=closed, outcome="completed",
        )  # fmt: skip
    town.add("projects", kind="infrastructure", name="桥", programmes=("double_base",),
             planned_on="2022-01-01")  # fmt: skip
    assert value("double_base_projects", town, "2024-09-30") == 1


def test_a_state_is_so_on_the_day_whatever_period_is_asked_for(town: Town) -> None:
    asked = Period(town.at("2023-02-01").as_of, town.at("2023-03-01").as_of)
    figure = answer(BY_KEY["households"], town.at("2024-09-30"), period=asked)
    assert figure.period == Period(figure.as_of, figure.as_of)


def test_a_period_without_a_start_begins_where_the_rule_does(town: Town) -> None:
    day = town.at("2024-02-01").as_of
    figure = answer(BY_KEY["disputes_found"], town.at("2024-09-30"), period=Period(None, day))
    assert figure.period == Period(town.at("2024-01-01").as_of, day)
    assert figure.value == 0
