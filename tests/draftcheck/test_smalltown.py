"""Drafts about a real ledger say what the program answers."""

from __future__ import annotations

import random

import pytest

from tests.draftcheck.draft import Figure
from tests.draftcheck.smalltown import AS_OF, NAMES, fill, values_of
from tests.draftcheck.writer import write
from tests.town import TOWN, VILLAGES, Town

pytestmark = pytest.mark.django_db


def test_drafts_of_a_small_town_say_what_its_ledger_holds():
    town = Town()
    fill(town, random.Random(5))
    values = values_of(town)
    assert values[TOWN]["villages"] == len(VILLAGES)
    assert values[VILLAGES[0]]["committee_meetings"] is None
    lectures = [values[place]["theory_lectures"] for place in VILLAGES]
    assert sum(lectures) < values[TOWN]["theory_lectures"]
    said = set()
    for seed in range(40):
        draft = write(random.Random(seed), values, NAMES, AS_OF)
        for figure in (piece for piece in draft.pieces if isinstance(piece, Figure)):
            assert figure.spoken.accepts(values[figure.place][figure.key])
            said.add(figure.key)
    assert said >= {"committee_meetings", "collective_income", "disputes_found", "projects"}
