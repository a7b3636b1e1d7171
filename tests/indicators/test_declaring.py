"""One declaration is all that a new figure needs: value, breakdown, trend, proof, JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.indicators.answers import figure_json, proof_json
from jishi.indicators.expression import f
from jishi.indicators.figures import answer, by_child, trend
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Sum
from jishi.indicators.proof import prove
from jishi.indicators.timing import YearToDate
from tests.town import VILLAGES, Town

RED_FILMS = Indicator(
    key="red_films", zh="红色影视播放", unit="场", chapter="members",
    definition="今年1月1日到截止日放映的红色影视，取消的不算。",
    fact="activity", kind=f.kind == "red_screening", where=f.cancelled_on.missing(),
    time=YearToDate("on"), measure=Count(), columns=("attendance",),
)  # fmt: skip
VIEWERS = replace(RED_FILMS, key="red_viewers", unit="人次", measure=Sum("attendance"))


@pytest.fixture
def films(town: Town) -> Town:
    for place, on, attendance, cancelled_on in (
        (VILLAGES[0], "2024-02-29", 30, None),
        (VILLAGES[0], "2024-05-01", 20, None),
        (town.code, "2024-05-02", 50, None),
        (VILLAGES[1], "2024-05-03", 70, "2024-05-02"),
        (VILLAGES[1], "2023-12-31", 90, None),
    ):
        town.add(
            "activities", kind="red_screening", title="焦裕禄", place=place, on=on,
            attendance=attendance, cancelled_on=cancelled_on,
        )  # fmt: skip
    town.add("activities", kind="warning_screening", title="警示片", on="2024-05-01")
    return town


@pytest.mark.parametrize(("indicator", "whole"), [(RED_FILMS, 3), (VIEWERS, 100)], ids=str)
def test_a_new_declaration_has_value_breakdown_trend_and_proof(
    indicator: Indicator, whole: int, films: Town
) -> None:
    on = films.at("2024-06-30")
    assert answer(indicator, on).value == whole
    parts = {place and place.code: figure.value for place, figure in by_child(
        indicator, on, operator()
    )}  # fmt: skip
    assert set(parts) == {*VILLAGES, None}
    assert sum(parts.values()) == whole
    months = {month.end: value for month, value in trend(indicator, on)}
    assert len(months) == 6
    assert sum(months.values()) == whole
    assert months[date(2024, 3, 31)] == 0
    proof = prove(indicator, on)
    assert sum(line.counts for line in proof.records) == whole
    assert sorted(line.reason for line in proof.excluded) == [
        "2023年12月31日，不在期内。", "2024年5月2日取消了。",
    ]  # fmt: skip


def test_a_new_declaration_is_told_as_json(films: Town) -> None:
    on = films.at("2024-06-30", VILLAGES[0])
    said = figure_json(answer(RED_FILMS, on))
    assert (said["key"], said["value"], said["unit"]) == ("red_films", 2, "场")
    assert said["period"] == {"from": "2024-01-01", "to": "2024-06-30"}
    shown = proof_json(prove(RED_FILMS, on))
    assert [line["shown"] for line in shown["records"]] == [{"人次": 30}, {"人次": 20}]
    assert shown["excluded"] == []


def test_a_record_moved_to_another_village_moves_in_every_answer(films: Town) -> None:
    on = films.at("2024-06-30")
    moved = next(iter(films.at("2024-06-30", VILLAGES[0]).held.include))
    assert moved == VILLAGES[0]
    before = {p and p.code: x.value for p, x in by_child(RED_FILMS, on, operator())}
    row = films.add("activities", kind="red_screening", title="长津湖", on="2024-06-30",
                    place=VILLAGES[0])  # fmt: skip
    films.change(row, place=VILLAGES[1])
    after = {p and p.code: x.value for p, x in by_child(RED_FILMS, on, operator())}
    assert after == {**before, VILLAGES[1]: 1}
    assert [line.number for line in prove(RED_FILMS, films.at("2024-06-30", VILLAGES[1])).records] \
        == [row.number]  # fmt: skip


def test_a_declaration_on_a_fact_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no fact named parade"):
        replace(RED_FILMS, fact="parade")
    with pytest.raises(ValueError, match="level street"):
        replace(RED_FILMS, level="street")
