"""Laws that every declaration keeps."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Model

from jishi.indicators.engines.sources import SOURCES
from jishi.indicators.expression import ALWAYS, f
from jishi.indicators.facts import FACTS
from jishi.indicators.indicator import Indicator
from jishi.indicators.measures import Count, Distinct
from jishi.indicators.tables import CHAPTERS, INDICATORS
from jishi.indicators.timing import Happened, YearToDate
from jishi.records.ledgers import BY_KEY
from tests.figures37 import FIGURES

every = pytest.mark.parametrize("indicator", INDICATORS, ids=str)


def faults(indicator: Indicator) -> list[str]:
    """What a declaration does against the laws."""
    source = indicator.source
    found = []
    if not str(indicator.definition).endswith("。"):
        found.append("a definition is a sentence")
    if indicator.chapter not in CHAPTERS:
        found.append("no such chapter")
    if not str(indicator.zh) or not indicator.unit:
        found.append("a figure has a name and a unit")
    if not set(indicator.columns) <= set(source.columns):
        found.append("a proof shows columns of the fact")
    if any(column == "birth_on" for column in indicator.columns):
        found.append("an age, not a birth date")
    if indicator.universal and indicator.measure.name != "share":
        found.append("a universal claim is a share")
    return found


@every
def test_every_declaration_keeps_the_laws(indicator: Indicator) -> None:
    assert not faults(indicator)


def test_a_declaration_that_breaks_them_is_found() -> None:
    """Negative control."""
    broken = replace(
        INDICATORS[0], definition="没有句号", chapter="weather", unit="", columns=("birth_on",),
        universal=True,
    )  # fmt: skip
    assert len(faults(broken)) == 6


def test_keys_names_and_aliases_mean_one_figure_each() -> None:
    keys = Counter(one.key for one in INDICATORS)
    names = Counter(str(one.zh) for one in INDICATORS)
    aliases = Counter(alias for one in INDICATORS for alias in one.aliases)
    for found in (keys, names, aliases):
        assert found.most_common(1)[0][1] == 1
    assert not set(names) & set(aliases)


def test_the_37_figures_are_declared_in_their_units() -> None:
    units = {one.key: one.unit for one in INDICATORS}
    assert {key: units.get(key) for key in FIGURES} == {
        key: figure.unit for key, figure in FIGURES.items()
    }
    assert set(units) - set(FIGURES) == {"group_coverage", "first_topic"}


@every
def test_a_version_follows_the_meaning_and_not_the_names(indicator: Indicator) -> None:
    renamed = replace(
        indicator, key="other", zh="别的名字", definition="换个说法。", aliases=("又名",),
        chapter="results",
    )  # fmt: skip
    assert renamed.version == indicator.version
    narrower = replace(indicator, where=indicator.where & (f.number == "1"))
    other_time = Happened("x") if not isinstance(indicator.time, Happened) else YearToDate("x")
    other = Distinct("id") if isinstance(indicator.measure, Count) else Count()
    changed = [
        narrower,
        replace(indicator, kind=f.number == "1"),
        replace(indicator, time=other_time),
        replace(indicator, measure=other),
        replace(indicator, level="town" if indicator.level == "any" else "any"),
        replace(indicator, of_whole=not indicator.of_whole),
        replace(indicator, unit="打"),
    ]
    assert len({indicator.version, *(one.version for one in changed)}) == 1 + len(changed)


def test_a_version_does_not_change_from_run_to_run() -> None:
    """Written down once: a change here is a change of meaning that readers must be told of."""
    assert next(one for one in INDICATORS if one.key == "villages").version == VILLAGES_VERSION


VILLAGES_VERSION = "67c179d0e004"


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_a_ledger_and_the_engine_knows_its_columns(name: str) -> None:
    fact = FACTS[name]
    assert issubclass(BY_KEY[fact.ledger].model, Model)
    assert fact.on in fact.columns
    assert set(fact.columns) <= set(SOURCES[name].columns)


def test_no_declaration_reads_a_fact_that_nobody_asked_for() -> None:
    assert {one.fact for one in INDICATORS} == set(FACTS)


def test_every_rule_has_a_period_on_a_leap_day() -> None:
    day = date(2024, 2, 29)
    assert all(one.time.period(day) for one in INDICATORS)
    assert ALWAYS.holds({}, None)  # type: ignore[arg-type]
