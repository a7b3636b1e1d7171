"""Undoing: an act is taken back by new ones, whole or not at all, and can be done again."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from jishi.access.actor import operator
from jishi.access.refusing import NotUndone
from jishi.access.undoing import refusals, undo, withdraw
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry, EntryValues
from jishi.audit.verifier import verify
from jishi.kernel.record import facts
from jishi.kernel.unscoped import rows
from jishi.places.models import Place
from jishi.records.activities.models import Activity
from jishi.records.audited import AUDITED
from jishi.records.duties.models import Link
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.people.models import Person, Post
from jishi.workbook.importing import import_sheets
from tests.access.conftest import account
from tests.workbook import littletown
from tests.workbook.littletown import TOWN

BY = operator()
pytestmark = pytest.mark.usefixtures("town")


def held(model: Any, number: str) -> Any:
    return rows(model).get(number=number)


def change(key: str, row: Any, *, by: Any = BY, **values: Any) -> Any:
    return write(BY_KEY[key], [Draft(values, row)], by=by)


def new_person(number: str, name: str = "新人（虚构）", place: str = TOWN) -> Draft:
    return Draft({"number": number, "name": name, "place": place})


def whole_ledger() -> dict[Any, Any]:
    """Everything the town's ledger says; versions left out, they only go on."""
    found = {}
    for ledger in LEDGERS:
        for row in rows(ledger.model):
            told = facts(row)
            del told["version"]
            found[ledger.key, str(row.pk)] = told
    return found


def sound() -> bool:
    return [p.what for p in verify(AUDITED).problems if p.chain and "数据库外" not in p.what] == []


def test_a_new_record_undone_is_gone_and_its_number_is_free():
    before = whole_ledger()
    act = write(BY_KEY["persons"], [new_person("RY90")], by=BY).act
    done = undo(act, by=BY)
    assert len(done.withdrawn) == 1
    assert whole_ledger() == before
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.after) == ("withdraw", "")
    assert sound()
    write(BY_KEY["persons"], [new_person("RY90", "另一人（虚构）")], by=BY)
    assert sound()


def test_a_change_undone_is_as_before_with_a_new_version():
    before = whole_ledger()
    act = change("activities", held(Activity, "HD01"), title="改了", venue="会议室").act
    undo(act, by=BY)
    assert whole_ledger() == before
    assert held(Activity, "HD01").version == 3
    assert sound()


def test_what_was_undone_can_be_done_again():
    created = write(BY_KEY["persons"], [new_person("RY90"), new_person("RY91")], by=BY)
    after = whole_ledger()
    undone = undo(created.act, by=BY)
    redone = undo(undone.act, by=BY)
    assert whole_ledger() == after
    assert held(Person, "RY90").pk == created.created[0].pk
    assert held(Person, "RY90").version == 3
    undo(redone.act, by=BY)
    assert not rows(Person).filter(number="RY90").exists()
    assert sound()


def test_nothing_is_undone_twice():
    act = change("activities", held(Activity, "HD01"), title="改了").act
    undo(act, by=BY)
    (reason,) = refusals(act, BY)
    assert "已经撤销" in str(reason)


def test_what_changed_since_is_named_and_nothing_is_undone():
    rows_ = [held(Activity, number) for number in ("HD01", "HD02", "HD03")]
    act = write(BY_KEY["activities"], [Draft({"note": "一"}, row) for row in rows_], by=BY).act
    for number in ("HD01", "HD03"):
        change("activities", held(Activity, number), note="二")
    before = whole_ledger()
    with pytest.raises(NotUndone) as refused:
        undo(act, by=BY)
    assert [reason.number for reason in refused.value.reasons] == ["HD01", "HD03"]
    assert all("又改过" in reason.why for reason in refused.value.reasons)
    assert whole_ledger() == before


def test_a_record_that_others_lean_on_stays():
    act = write(BY_KEY["persons"], [new_person("RY90")], by=BY).act
    link = {"number": "BB90", "kind": "village_cadre", "place": f"{TOWN}200",
            "holder_id": held(Person, "RY90").pk, "since": dt.date(2024, 1, 1)}  # fmt: skip
    write(BY_KEY["links"], [Draft(link)], by=BY)
    (reason,) = refusals(act, BY)
    assert "BB90" in str(reason)
    assert held(Person, "RY90")


def test_a_number_taken_meanwhile_is_named():
    gone = withdraw(BY_KEY["activities"], [held(Activity, "HD08")], by=BY).act
    draft = {"number": "HD08", "place": TOWN, "kind": "lecture", "title": "宣讲",
             "on": dt.date(2024, 5, 1)}  # fmt: skip
    write(BY_KEY["activities"], [Draft(draft)], by=BY)
    (reason,) = refusals(gone, BY)
    assert reason.number == "HD08"
    assert "已经用在" in reason.why


def test_erased_values_cannot_come_back():
    act = change("activities", held(Activity, "HD01"), title="改了").act
    EntryValues.objects.filter(entry__act=str(act)).update(
        salt="", before="", after="", erased_by=1
    )
    (reason,) = refusals(act, BY)
    assert "抹去" in reason.why


def test_a_seat_taken_meanwhile_is_named():
    post = held(Post, "RZ02")
    act = change("posts", post, until=dt.date(2024, 1, 1)).act
    other = {"number": "RZ90", "kind": post.kind, "place": TOWN, "since": dt.date(2024, 1, 1),
             "person_id": held(Person, "RY05").pk}  # fmt: skip
    write(BY_KEY["posts"], [Draft(other)], by=BY)
    (reason,) = refusals(act, BY)
    assert reason.number == "RZ02"
    assert "RZ90" in reason.why


def test_followers_go_back_as_well_those_that_came_later_too():
    household = held(Household, "NH002")
    act = change("households", household, place=f"{TOWN}20101").act
    assert held(Link, "BB03").place == f"{TOWN}20101"
    link = {"number": "BB90", "kind": "linked_cadre", "household_id": household.pk,
            "holder_id": held(Person, "RY05").pk, "since": dt.date(2024, 1, 1)}  # fmt: skip
    write(BY_KEY["links"], [Draft(link)], by=BY)
    assert held(Link, "BB90").place == f"{TOWN}20101"
    undo(act, by=BY)
    assert held(Link, "BB03").place == household.place
    assert held(Link, "BB90").place == household.place
    assert sound()


def test_an_import_of_a_whole_town_undone_leaves_nothing_and_done_again_all():
    # what the fixture imported
    act = Entry.objects.filter(chain=TOWN).latest("seq").act
    assert Entry.objects.filter(act=act).count() > 100
    before = whole_ledger()
    undone = undo(act, by=BY)
    assert not rows(Person).exists()
    assert not rows(Place).filter(level="group").exists()
    assert sound()
    undo(undone.act, by=BY)
    assert whole_ledger() == before
    assert sound()


def test_who_may_not_write_the_records_may_not_undo():
    act = change("activities", held(Activity, "HD01"), title="改了").act
    leader, clerk = account("town_leader", TOWN), account("town_clerk", TOWN)
    village = account("village", f"{TOWN}200")
    assert refusals(act, leader)
    assert refusals(act, village)
    assert refusals(act, clerk) == []


def test_one_who_leans_out_of_sight_is_not_named():
    village = account("village", f"{TOWN}200")
    act = write(BY_KEY["persons"], [new_person("RY90", place=f"{TOWN}200")], by=village).act
    link = {"number": "BB90", "kind": "village_cadre", "place": f"{TOWN}201",
            "holder_id": held(Person, "RY90").pk, "since": dt.date(2024, 1, 1)}  # fmt: skip
    write(BY_KEY["links"], [Draft(link)], by=BY)
    (reason,) = refusals(act, village)
    assert "BB90" not in str(reason)


def test_a_code_given_again_goes_on_in_its_versions():
    code = f"{TOWN}20009"
    group = [Draft({"code": code, "name": "第9组"})]
    act = write(BY_KEY["groups"], group, by=BY).act
    undo(act, by=BY)
    write(BY_KEY["groups"], [Draft({"code": code, "name": "新9组"})], by=BY)
    assert rows(Place).get(code=code).version == 3
    assert sound()


def test_a_withdrawn_record_put_back_by_hand_is_found():
    row = held(Activity, "HD08")
    withdraw(BY_KEY["activities"], [row], by=BY)
    assert sound()
    row._state.adding = True
    rows(Activity).bulk_create([row])
    assert not all(problem.chain for problem in verify(AUDITED).problems)


def test_asking_why_not_changes_nothing():
    act = change("activities", held(Activity, "HD01"), title="改了").act
    before, entries = whole_ledger(), Entry.objects.count()
    assert refusals(act, BY) == []
    assert (whole_ledger(), Entry.objects.count()) == (before, entries)


@pytest.mark.parametrize("seed", range(6))
def test_any_history_undone_backwards_is_as_it_was(seed):
    dice = random.Random(seed)
    states, acts = [whole_ledger()], []
    for step in range(12):
        done = dice.choice([_create, _update, _move, _withdraw, _import])(dice, step)
        if done is not None:
            acts.append(done)
            states.append(whole_ledger())
        if acts and dice.random() < 0.3:  # there and back again
            undone = undo(acts[-1], by=BY).act
            assert whole_ledger() == states[-2]
            acts[-1] = undo(undone, by=BY).act
            assert whole_ledger() == states[-1]
    while acts:
        undo(acts.pop(), by=BY)
        states.pop()
        assert whole_ledger() == states[-1]
    assert sound()


def _create(dice: random.Random, step: int) -> Any:
    drafts = [new_person(f"RY9{step}{n}") for n in range(dice.randint(1, 3))]
    return write(BY_KEY["persons"], drafts, by=BY).act


def _update(dice: random.Random, step: int) -> Any:
    found = dice.sample(list(rows(Activity).order_by("number")), 3)
    drafts = [Draft({"title": f"题{step}", "attendance": step}, row) for row in found]
    return write(BY_KEY["activities"], drafts, by=BY).act


def _move(dice: random.Random, step: int) -> Any:
    household = dice.choice(list(rows(Household).order_by("number")))
    return change("households", household, place=f"{TOWN}20{dice.randint(0, 3)}0{1 + step % 3}").act


def _withdraw(dice: random.Random, step: int) -> Any:
    found = list(rows(Activity).filter(agenda=None).order_by("number"))
    return withdraw(BY_KEY["activities"], [dice.choice(found)], by=BY).act if found else None


def _import(dice: random.Random, step: int) -> Any:
    book = littletown.book("households")
    for row in dice.sample(range(2, 20), 5):
        book["农户"].set(row, "户主", f"户主{step}（虚构）")
    book["农户"].set(2, "编号", f"NH9{step}")
    outcome = import_sheets(book.sheets(), TOWN, by=BY)
    assert not outcome.faults
    return Entry.objects.latest("pk").act


def test_an_account_that_stands_for_a_person_is_said_so():
    act = write(BY_KEY["persons"], [new_person("RY90", place=f"{TOWN}200")], by=BY).act
    account("grid_member", f"{TOWN}200", "RY90")
    (reason,) = refusals(act, BY)
    assert "账号" in str(reason)
    assert held(Person, "RY90")
