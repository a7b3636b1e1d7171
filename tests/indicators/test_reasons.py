"""Why a record does not count, in a sentence that a village clerk reads."""

from __future__ import annotations

import pytest

from jishi.indicators.engines.sources import SOURCES
from jishi.indicators.proof import prove
from jishi.indicators.reasons import columns_of
from jishi.indicators.tables import BY_KEY, INDICATORS
from tests.town import VILLAGES, Town

GUIDES = BY_KEY["linked_leaders"]


def reasons(town: Town, key: str = "linked_leaders") -> dict[str, str]:
    found = prove(BY_KEY[key], town.at("2024-06-30"))
    return {line.title: line.reason for line in found.excluded}


def leader(town: Town, name: str, **post: str) -> None:
    person = town.add("persons", name=name, place=town.code)
    if post:
        town.add("posts", person=person, place=town.code, **post)
    town.add("links", holder=person, kind="village_guidance", place=VILLAGES[0], since="2024-01-01")


def test_a_holder_who_does_not_count_is_told_by_his_own_post_and_its_days(town: Town) -> None:
    member = {"kind": "party_committee_member"}
    leader(town, "程一", since="2023-01-01", **member)
    leader(town, "程二", since="2024-08-01", **member)
    leader(town, "程三", since="2022-01-01", until="2024-03-01", **member)
    leader(town, "程四", kind="mayor", since="2022-01-01")
    leader(town, "程五")
    told = reasons(town)
    assert told == {
        "程二": "任职2024年8月1日才开始。", "程三": "任职2024年3月1日已经结束。",
        "程四": told["程四"], "程五": "台账里没有记他的任职。",
    }  # fmt: skip
    assert told["程四"].startswith("任职类别是")
    assert "，不是" in told["程四"]
    assert not any("自" in text or "或" in text for text in told.values())


def test_a_meeting_that_was_called_off_is_told_with_the_day(town: Town) -> None:
    town.add(
        "activities", kind="committee_meeting", title="第三次党委会", on="2024-05-03",
        place=town.code, cancelled_on="2024-05-02",
    )  # fmt: skip
    assert reasons(town, "committee_meetings") == {"第三次党委会": "2024年5月2日取消了。"}


def test_an_age_is_told_by_the_condition_and_no_birthday(town: Town) -> None:
    person = town.add("persons", name="汪老", place=town.code, birth_on="1961-02-03")
    town.add("posts", person=person, place=town.code, kind="mayor", since="2020-01-01")
    found = prove(BY_KEY["team_under_40_share"], town.at("2024-06-30"))
    assert "1961" not in "".join(line.reason for line in found.excluded)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.key)
def test_what_a_reason_looks_at_is_a_column_of_the_fact(indicator) -> None:
    assert set(columns_of(indicator.where)) <= set(SOURCES[indicator.fact].columns)
