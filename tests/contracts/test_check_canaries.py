"""A draft that names places of others learns nothing of them: no value, no guess, no record."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jishi.access import door
from jishi.access.actor import actor_of
from jishi.draftcheck.models import Paper
from jishi.draftcheck.remembering import checked
from jishi.draftcheck.verdicts import ABSENT, Checked
from jishi.indicators.tables import INDICATORS
from tests.contracts.asking import ask, leaked
from tests.contracts.matrix import PLACES_OF
from tests.contracts.world import AS_OF, PLACES, World, build

SAID = ("全镇", "全县", *PLACES.values())
LOOKED_AT = 12  # sides opened of each reader's paper


@pytest.fixture
def world(db):
    return build()


def text() -> str:
    """A sentence for each place and figure: numbers that are nobody's, and those of one record."""
    return "\n".join(
        "".join(f"{place}{one.zh}{n}{one.unit}。" for one in INDICATORS)
        for place in SAID for n in (1, 7)
    )  # fmt: skip


def bring(world: World, who: str) -> tuple[Paper, str]:
    """The reader's paper, and its address."""
    url = reverse("check", kwargs={"place": PLACES_OF[who]["own"]})
    answer = world.client(who).post(f"{url}?as_of={AS_OF}", {"text": text()})
    return Paper.objects.get(owner=world.users[who]), answer.url


def told_from_outside(one: Checked, by) -> bool:
    """True where a figure's side tells anything of a place that the reader does not see."""
    outside = one.asked is not None and not door.reaches(by, "figures.read", one.asked.place)
    held = [one.best, *one.candidates]
    return outside and (
        one.verdict not in ("", ABSENT) or any(c and c.figure.value is not None for c in held)
    )


@pytest.mark.parametrize("who", ["town_leader", "town_clerk", "village"])
def test_a_place_out_of_scope_is_not_in_the_ledger(world, who):
    paper, url = bring(world, who)
    by = actor_of(world.users[who])
    found = checked(paper, paper.place, paper.as_of, by)
    outside = [
        one for one in found.figures
        if one.asked and not door.reaches(by, "figures.read", one.asked.place)
    ]  # fmt: skip
    assert len(outside) > 100
    assert [one.mention.surface for one in outside if told_from_outside(one, by)] == []
    guessed = [guess.figure for why in found.guesses.values() for guess in why if guess.figure]
    assert all(door.reaches(by, "figures.read", figure.place) for figure in guessed)
    _status, said = ask(world, who, "get", url)
    assert leaked(who, said) == set()
    step = max(1, len(found.figures) // LOOKED_AT)
    for one in found.figures[::step]:
        joint = "&" if "?" in url else "?"
        status, said = ask(world, who, "get", f"{url}{joint}figure={one.mention.start}&part=side")
        assert status == 200
        assert leaked(who, said) == set()


def test_the_check_of_scope_sees_what_a_reader_of_all_is_told(world):
    from jishi.access.actor import operator

    paper, _url = bring(world, "village")
    found = checked(paper, paper.place, paper.as_of, operator("web"))
    by = actor_of(world.users["village"])
    assert any(told_from_outside(one, by) for one in found.figures)
