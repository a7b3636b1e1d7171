"""The sample town: the 37 published figures, each proved by its own rows on three days."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.indicators.figures import adds_up, answer, by_child, trend
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Sum
from jishi.indicators.proof import prove
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.indicators.timing import dated_by
from tests.engines.proofs import check_proof
from tests.figures37 import COUNTY, FIGURES, TOWN
from tests.indicators.sampletown import DAYS, there

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
VILLAGE = TOWN + "203"
DATED = [one for one in INDICATORS if dated_by(one.time) and isinstance(one.measure, Count | Sum)]


@pytest.mark.parametrize("key", FIGURES)
def test_the_sample_gives_every_published_figure(key: str) -> None:
    figure = answer(BY_KEY[key], there())
    due = FIGURES[key]
    assert due.equals(figure.value), f"{key}: {figure.value}, not {due.value}"
    assert figure.indicator.unit == due.unit
    assert figure.records > 0


@pytest.mark.parametrize("key", ["group_coverage", "first_topic"])
def test_the_other_universal_claims_hold_too(key: str) -> None:
    assert answer(BY_KEY[key], there()).value == 100


def test_a_share_tells_its_parts() -> None:
    share = answer(BY_KEY["team_under_40_share"], there())
    assert (share.numerator, share.of) == (7, 12)
    mediated = answer(BY_KEY["disputes_mediated"], there())
    assert (mediated.numerator, mediated.of) == (29, 30)
    covered = answer(BY_KEY["household_coverage"], there())
    assert (covered.numerator, covered.of) == (4508, 4508)
    groups = answer(BY_KEY["group_coverage"], there())
    assert (groups.numerator, groups.of) == (63, 63)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("indicator", INDICATORS, ids=str)
def test_every_proof_gives_its_figure(indicator: Indicator, day: date) -> None:
    for place in (TOWN, VILLAGE):
        on = there(place, day)
        proof = prove(indicator, on)
        assert proof.figure == answer(indicator, on)
        check_proof(indicator, proof)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("indicator", list(filter(adds_up, INDICATORS)), ids=str)
def test_children_and_the_place_itself_make_the_whole(indicator: Indicator, day: date) -> None:
    for place in (COUNTY, TOWN, VILLAGE):
        on = there(place, day)
        whole = answer(indicator, on).value
        if whole is None:
            assert indicator.level == "town"
            continue
        parts = [figure.value or 0 for _place, figure in by_child(indicator, on, operator())]
        assert sum(parts) == whole, place


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("indicator", DATED, ids=str)
def test_the_months_make_the_figure(indicator: Indicator, day: date) -> None:
    on = there(TOWN, day)
    assert sum(part or 0 for _month, part in trend(indicator, on)) == answer(indicator, on).value
