"""The list that a pin keeps is that of the proof, for every figure of the sample town."""

from __future__ import annotations

import pytest

from jishi.indicators.proof import digest as digest_of_proof
from jishi.indicators.proof import prove
from jishi.indicators.tables import INDICATORS
from jishi.pins.standing import digest, packed, standing, unpacked
from tests.figures37 import TOWN
from tests.indicators import sampletown

VILLAGE = TOWN + "201"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", [TOWN, VILLAGE, TOWN[:6]])
def test_the_digest_and_the_number_of_records_are_those_of_the_proof(sample, place):
    on = sampletown.there(place)
    for indicator in INDICATORS:
        proof = prove(indicator, on)
        held = standing(proof.figure, on)
        assert digest(held) == digest_of_proof(proof), indicator.key
        assert {one.id for one in held.values() if one.part} == {r.id for r in proof.records}
        assert unpacked(packed(held)) == held


def test_the_longest_list_is_kept_small(sample):
    on = sampletown.there()
    sizes = {}
    for indicator in INDICATORS:
        figure = prove(indicator, on).figure
        sizes[indicator.key] = len(packed(standing(figure, on)))
    assert max(sizes.values()) < 200_000, sizes
