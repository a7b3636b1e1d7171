"""Every wrong version of every declaration gives another figure of the sample town."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
import pytest_django

from jishi.indicators.engines import live
from jishi.indicators.expression import At
from jishi.indicators.figures import Ground
from jishi.indicators.indicator import Indicator
from jishi.indicators.tables import INDICATORS
from jishi.indicators.timing import Happened, InForce
from jishi.places.models import Place
from jishi.places.tree import Territory
from tests.figures37 import COUNTY, TOWN
from tests.indicators.mutants import mutants
from tests.indicators.sampletown import DAYS, there

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
ONE = timedelta(days=1)
#: The three days on which figures are shown, and the days beside them.
ASKED = [day + step for day in DAYS for step in (timedelta(0), ONE, -ONE)]
_BEGUN = "what is asked for always has its first day"
_ONCE = "nobody is twice in one list or posting at a time, so each row is its own person"
#: Mutants that cannot differ, with the reason.
EQUAL: dict[tuple[str, str], str] = {
    **{
        (one.key, "time: without since missing"): _BEGUN
        for one in INDICATORS
        if isinstance(one.time, InForce) and one.fact not in ("place", "group_link")
    },
    **{
        (one.key, told): "of its own the rule has no start; a period asked for has one"
        for one in INDICATORS
        if isinstance(one.time, Happened)
        for told in (f"time: without not {one.time.on} < start", f"time: not {one.time.on} <=")
    },
    ("linked_leaders", "where: without post_since missing"): _BEGUN,
    ("household_coverage", "total: without link_since missing"): _BEGUN,
    ("group_coverage", "total: without link_since missing"): _BEGUN,
    ("group_coverage", "total: without household_since missing"): _BEGUN,
    ("group_coverage", "other: without household_since missing"): _BEGUN,
    ("group_coverage", "at least"): "there are four roles, so no group has more than all",
    ("reserve_secretaries", "count rows"): _ONCE,
    ("village_assistants", "count rows"): _ONCE,
    ("cross_posted", "count rows"): _ONCE,
    ("first_topic", "part: without position = 1"): "the ledger takes a first topic only as item 1",
    ("reserve_cadres", "where: without programme_since missing"):
        "both towns say when the programme began; a town that does not is drawn in tests/engines",
}  # fmt: skip


def date_some_villages() -> None:
    """Villages come with no dates, and only a merger gives them one: some at the boundaries."""
    day = DAYS[0]
    for n, (since, until) in enumerate(
        [(None, day), (None, day + ONE), (day, None), (day + ONE, None), (day, day + 2 * ONE)]
    ):
        code = f"{TOWN}90{n}"
        Place.objects.create(
            code=code, name=code, level="village", parent=TOWN, since=since, until=until
        )


@pytest.fixture(scope="module")
def grounds(sample: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> list[Ground]:
    with django_db_blocker.unblock():
        return [there(TOWN, day) for day in ASKED]


def value(indicator: Indicator, on: Ground, held: Territory | None = None) -> tuple[object, ...]:
    """The value and what it is a part of, as the engine gives them at the place."""
    period = indicator.time.period(on.as_of)
    if period is None:
        return (None,)
    places = live.Places(held or on.held, on.scope)
    found = live.ask(indicator, places, At(on.as_of, period.start, period.end))
    return tuple(Fraction(part or 0) for n, part in enumerate(found) if n != 1)


@pytest.mark.parametrize("indicator", INDICATORS, ids=str)
def test_every_mutant_changes_a_figure(indicator: Indicator, grounds: list[Ground]) -> None:
    if indicator.key == "villages":
        date_some_villages()
    right = [value(indicator, on) for on in grounds]
    alive = [
        told
        for told, wrong in mutants(indicator)
        if (indicator.key, told) not in EQUAL
        and all(value(wrong, on) == due for on, due in zip(grounds, right, strict=True))
    ]
    assert not alive


@pytest.mark.parametrize("indicator", INDICATORS, ids=str)
def test_a_figure_without_its_place_is_another(indicator: Indicator, grounds: list[Ground]) -> None:
    county = Territory((COUNTY,))
    assert any(value(indicator, on, county) != value(indicator, on) for on in grounds)
    village = Territory((TOWN + "203",))
    assert any(value(indicator, on, village) != value(indicator, on) for on in grounds)


def test_what_is_listed_as_equal_is_equal_and_still_a_mutant(grounds: list[Ground]) -> None:
    known = {one.key: one for one in INDICATORS}
    for key in {key for key, _told in EQUAL}:
        right = [value(known[key], on) for on in grounds]
        wrong = dict(mutants(known[key]))
        for told in [told for owner, told in EQUAL if owner == key]:
            assert [value(wrong[told], on) for on in grounds] == right, (key, told)


def test_a_declaration_is_no_mutant_of_itself(grounds: list[Ground]) -> None:
    """Negative control: what is the same gives the same."""
    for one in INDICATORS:
        again = replace(one, key="again", definition="")
        assert value(again, grounds[0]) == value(one, grounds[0])
