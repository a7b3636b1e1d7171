"""Several who undo at once: one does, the others are told why not."""

from __future__ import annotations

import pytest

from jishi.access.refusing import NotUndone
from jishi.access.undoing import undo, withdraw
from jishi.access.writing import Draft, Written, write
from jishi.audit.verifier import verify
from jishi.kernel.unscoped import rows
from jishi.records.activities.models import Activity
from jishi.records.audited import AUDITED
from jishi.records.ledgers import BY_KEY
from jishi.records.people.models import Person
from tests.access.test_writing import BY, change, held, new_activity, race

pytestmark = pytest.mark.usefixtures("committed_town")


def test_of_two_who_undo_one_act_one_does():
    for turn in range(8):
        act = write(BY_KEY["activities"], [new_activity(f"HG{turn}")], by=BY).act
        results = race(*(lambda a=act: undo(a, by=BY) for _ in range(2)))
        assert sorted(type(r).__name__ for r in results) == ["NotUndone", "Written"], results
        assert not rows(Activity).filter(number=f"HG{turn}").exists()
    assert verify(AUDITED).problems == []


def test_of_two_who_do_it_again_one_does():
    row = held(Activity, "HD08")
    for _turn in range(8):
        act = withdraw(BY_KEY["activities"], [held(Activity, "HD08")], by=BY).act
        results = race(*(lambda a=act: undo(a, by=BY) for _ in range(2)))
        assert sorted(type(r).__name__ for r in results) == ["NotUndone", "Written"], results
        assert held(Activity, "HD08").pk == row.pk
    assert verify(AUDITED).problems == []


def test_an_edit_that_meets_an_undoing_is_never_lost():
    for turn in range(8):
        act = change("activities", held(Activity, "HD01"), title=f"题{turn}").act
        seen = held(Activity, "HD01").version
        undone, edited = race(
            lambda a=act: undo(a, by=BY),
            lambda v=seen, t=turn: change(
                "activities", held(Activity, "HD01"), seen=v, note=f"{t}"
            ),
        )
        kept = isinstance(edited, Written)
        assert kept is isinstance(undone, NotUndone), (undone, edited)
        assert (held(Activity, "HD01").note == str(turn)) is kept
    assert verify(AUDITED).problems == []


def test_a_person_is_not_withdrawn_from_under_a_new_link():
    for turn in range(8):
        number = f"RY8{turn}"
        person = {"number": number, "name": "新人（虚构）", "place": held(Person, "RY01").place}
        act = write(BY_KEY["persons"], [Draft(person)], by=BY).act
        key = held(Person, number).pk
        lecture = new_activity(f"HK{turn}", lead_id=key)
        race(
            lambda a=act: undo(a, by=BY),
            lambda d=lecture: write(BY_KEY["activities"], [d], by=BY),
        )
        leads = rows(Activity).filter(number=f"HK{turn}").exists()
        assert rows(Person).filter(pk=key).exists() is leads
    assert verify(AUDITED).problems == []
