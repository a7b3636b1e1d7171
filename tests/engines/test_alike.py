"""Coverage is asked once for households that are alike, where the declaration has that shape."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jishi.indicators.engines import alike
from jishi.indicators.engines.compile import Compiler
from jishi.indicators.expression import f
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Reaches, Share, different
from jishi.indicators.tables import BY_KEY

HOUSES, GROUPS = BY_KEY["household_coverage"], BY_KEY["group_coverage"]


def condensed(indicator: Indicator) -> str | None:
    return alike.select(indicator, Compiler(indicator.fact))


def reaching(indicator: Indicator, reaches: Reaches) -> Indicator:
    assert isinstance(indicator.measure, Share)
    return replace(indicator, measure=replace(indicator.measure, reaches=reaches))


@pytest.mark.parametrize("indicator", [HOUSES, GROUPS], ids=str)
def test_the_two_coverages_are_asked_in_short(indicator: Indicator) -> None:
    assert condensed(indicator) is not None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(HOUSES, where=f.role == "grid_member"), id="rows chosen by role"),
        pytest.param(
            reaching(HOUSES, Reaches(different("link_since"), ">=", 4)), id="not by role"
        ),
        pytest.param(
            reaching(HOUSES, Reaches(different("role", f.since >= f.link_since), ">=", 4)),
            id="household and link compared",
        ),
        pytest.param(
            reaching(GROUPS, Reaches(different("household_role"), "=", 4)), id="no whole"
        ),
        pytest.param(
            reaching(
                GROUPS,
                Reaches(
                    different("household_role", f.household_until.missing()), "=", 4,
                    different("household"),
                ),
            ),
            id="part and whole of different households",
        ),
        pytest.param(BY_KEY["strong_villages"], id="no coverage at all"),
    ],
)  # fmt: skip
def test_any_other_shape_is_compiled_as_usual(other: Indicator) -> None:
    assert condensed(other) is None
