"""Figures and proofs as JSON: the names that programs rely on, and values unrounded."""

from __future__ import annotations

import json
from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.indicators.answers import figure_json, proof_json
from jishi.indicators.figures import answer, ground
from jishi.indicators.proof import digest, prove
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.values.period import Period
from tests.web import smalltown

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 30)
KEYS = {
    "key", "name", "value", "unit", "numerator", "of", "measure", "level", "period", "covers",
    "records", "definition", "version", "reason",
}  # fmt: skip


@pytest.fixture
def on():
    smalltown.build()
    return ground(smalltown.TOWN, DAY, operator())


def test_every_figure_has_the_same_names_and_is_plain_json(on):
    for indicator in INDICATORS:
        said = figure_json(answer(indicator, on))
        assert set(said) == KEYS
        assert json.loads(json.dumps(said)) == said
        assert (said["value"] is None) == (said["reason"] is not None)


def test_a_whole_number_stays_whole_and_a_share_is_not_rounded(on):
    figure = answer(BY_KEY["disputes_mediated"], on)
    said = figure_json(figure)
    assert (said["value"], said["numerator"], said["of"]) == (3, 3, 4)
    assert isinstance(said["value"], int)
    share = figure_json(answer(BY_KEY["household_coverage"], on))
    assert (share["value"], share["numerator"], share["of"]) == (50, 1, 2)


def test_a_period_asked_for_is_the_one_named(on):
    asked = Period(date(2024, 5, 1), date(2024, 6, 30))
    said = proof_json(prove(BY_KEY["disputes_found"], on, period=asked))
    assert said["period"] == {"from": "2024-05-01", "to": "2024-06-30"}
    assert [record["number"] for record in said["records"]] == ["SX-2"]
    assert said["value"] == 1


def test_a_null_figure_says_why_and_a_cumulative_one_has_no_beginning(on):
    village = ground(smalltown.VILLAGE, DAY, operator())
    said = figure_json(answer(BY_KEY["committee_meetings"], village))
    assert said["value"] is None
    assert said["reason"]
    cumulative = figure_json(answer(BY_KEY["reserve_cadres"], on))
    assert cumulative["period"] == {"from": None, "to": "2024-09-30"}


def test_a_proof_gives_its_records_and_those_left_out_with_the_reason(on):
    proof = prove(BY_KEY["disputes_mediated"], on)
    said = proof_json(proof)
    assert json.loads(json.dumps(said)) == said
    assert sum(record["counts"] for record in said["records"]) == said["value"] == 3
    assert {record["number"] for record in said["excluded"]} == {"SX-4", "SX-5"}
    assert all(record["reason"] for record in said["excluded"])
    assert {"id", "number", "place", "on", "counts", "group"} <= set(said["records"][0])
    assert said["digest"] == digest(proof)


def test_the_digest_follows_the_records(on):
    before = proof_json(prove(BY_KEY["committee_meetings"], on))["digest"]
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    assert proof_json(prove(BY_KEY["committee_meetings"], on))["digest"] != before
