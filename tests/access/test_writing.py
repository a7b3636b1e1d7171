"""Writing: rules, rights, versions and the trail, for one record or thousands."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jishi.access.actor import operator
from jishi.access.policy import Forbidden
from jishi.access.writing import Draft, Rejected, Stale, Written, write
from jishi.audit.models import Entry
from jishi.audit.verifier import verify
from jishi.kernel.record import facts
from jishi.kernel.unscoped import rows
from jishi.places.models import Place
from jishi.records.activities.models import Activity, AgendaItem
from jishi.records.audited import AUDITED
from jishi.records.duties.models import Link
from jishi.records.households.models import Household
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.people.models import Person, Post
from tests.access.conftest import account
from tests.workbook.littletown import TOWN

BY = operator()


def held(model: Any, number: str) -> Any:
    return rows(model).get(number=number)


def new_activity(number: str, place: str = f"{TOWN}200", **values: Any) -> Draft:
    return Draft({
        "number": number, "place": place, "kind": "lecture", "title": "宣讲",
        "on": dt.date(2024, 5, 1), **values,
    })  # fmt: skip


def change(key: str, row: Any, *, by: Any = BY, seen: int | None = None, **values: Any) -> Written:
    return write(BY_KEY[key], [Draft(values, row, seen=seen)], by=by)


@pytest.mark.usefixtures("town")
class TestOneWriter:
    """What one writer may and may not do."""

    def test_a_new_record_has_version_one_and_an_entry(self):
        written = write(BY_KEY["activities"], [new_activity("HD90")], by=BY)
        assert held(Activity, "HD90").version == 1
        entry = Entry.objects.latest("pk")
        assert (entry.action, entry.version) == ("create", 1)
        assert entry.record == str(written.created[0].pk)

    def test_a_change_raises_the_version_and_tells_the_columns(self):
        change("activities", held(Activity, "HD01"), title="改了", venue="会议室")
        assert held(Activity, "HD01").version == 2
        assert Entry.objects.latest("pk").fields == "title venue version"

    def test_what_stands_already_is_no_change(self):
        before = Entry.objects.count()
        written = change("activities", held(Activity, "HD01"), title="第一次党委会")
        assert (written.unchanged, written.updated) == (1, [])
        assert Entry.objects.count() == before

    def test_a_passed_version_is_refused_with_the_current_row(self):
        old = held(Activity, "HD01")
        change("activities", held(Activity, "HD01"), seen=1, title="别人改的")
        with pytest.raises(Stale) as stale:
            change("activities", old, seen=1, title="我改的")
        assert stale.value.current.title == "别人改的"
        assert stale.value.draft.values["title"] == "我改的"
        assert held(Activity, "HD01").title == "别人改的"

    def test_a_number_in_use_is_rejected(self):
        with pytest.raises(Rejected) as rejected:
            write(BY_KEY["activities"], [new_activity("HD01")], by=BY)
        ((_draft, fault),) = rejected.value.faults
        assert fault.column == "number"

    def test_a_group_code_in_use_is_rejected(self):
        draft = Draft({"code": "34182410320001", "name": "另一组"})
        with pytest.raises(Rejected) as rejected:
            write(BY_KEY["groups"], [draft], by=BY)
        assert [fault.column for _draft, fault in rejected.value.faults] == ["code"]
        assert Place.objects.get(code="34182410320001").name == "第1组"

    def test_two_drafts_with_one_number_are_rejected(self):
        with pytest.raises(Rejected):
            write(BY_KEY["activities"], [new_activity("HD90"), new_activity("HD90")], by=BY)
        assert not rows(Activity).filter(number="HD90").exists()

    def test_a_key_made_of_the_number_stays(self):
        kind = rows(BY_KEY["kinds"].model).get(number="opera", town=TOWN)
        for values in ({"number": "opera2"}, {"ledger": "projects"}):
            with pytest.raises(Rejected) as rejected:
                change("kinds", kind, **values)
            assert [fault.column for _draft, fault in rejected.value.faults] == ["number"]
        assert rows(BY_KEY["kinds"].model).filter(number="opera", ledger="activities").exists()

    def test_a_record_lies_somewhere(self):
        draft = Draft({
            "number": "BB90", "holder": held(Person, "RY01"), "kind": "grid_member",
            "since": dt.date(2024, 1, 1),
        })  # fmt: skip
        with pytest.raises(Rejected) as rejected:
            write(BY_KEY["links"], [draft], by=BY)
        assert [fault.column for _draft, fault in rejected.value.faults] == ["place"]

    def test_all_faults_come_at_once_each_with_its_draft(self):
        drafts = [
            new_activity("HD01"), new_activity("HD91"), new_activity("HD91"), new_activity("HD02"),
        ]  # fmt: skip
        with pytest.raises(Rejected) as rejected:
            write(BY_KEY["activities"], drafts, by=BY)
        assert [draft for draft, _fault in rejected.value.faults] == [drafts[0], *drafts[2:]]

    def test_one_fault_keeps_back_the_whole_list(self):
        before = Entry.objects.count()
        with pytest.raises(Rejected):
            write(BY_KEY["activities"], [new_activity("HD90"), new_activity("HD01")], by=BY)
        assert not rows(Activity).filter(number="HD90").exists()
        assert Entry.objects.count() == before

    def test_a_thousand_rows_leave_a_thousand_entries(self):
        before = Entry.objects.count()
        drafts = [new_activity(f"HE{n:04}") for n in range(1000)]
        assert len(write(BY_KEY["activities"], drafts, by=BY).created) == 1000
        found = list(rows(Activity).filter(number__startswith="HE"))
        written = write(
            BY_KEY["activities"], [Draft({"venue": "礼堂"}, row) for row in found], by=BY
        )
        assert len(written.updated) == 1000
        assert Entry.objects.count() == before + 2000
        assert {row.version for row in rows(Activity).filter(venue="礼堂")} == {2}
        assert [p for p in verify(AUDITED).problems if p.record] == []

    def test_a_dry_run_tells_and_stores_nothing(self):
        before = Entry.objects.count()
        written = write(BY_KEY["activities"], [new_activity("HD90")], by=BY, dry_run=True)
        assert len(written.changes) == 1
        assert Entry.objects.count() == before
        assert not rows(Activity).filter(number="HD90").exists()

    @pytest.mark.parametrize(
        ("since", "until", "clash"),
        [
            ("2023-01-01", None, True), ("2020-01-01", "2021-01-01", False),
            ("2020-01-01", "2021-01-02", True), ("2020-01-01", None, True),
        ],
    )  # fmt: skip
    def test_a_seat_is_one_persons_at_a_time(self, since, until, clash):
        draft = Draft({
            "number": "RZ90", "person": held(Person, "RY04"), "kind": "village_secretary",
            "place": f"{TOWN}200", "since": dt.date.fromisoformat(since),
            "until": dt.date.fromisoformat(until) if until else None,
        })  # fmt: skip
        if not clash:
            write(BY_KEY["posts"], [draft], by=BY)
            return
        with pytest.raises(Rejected) as rejected:
            write(BY_KEY["posts"], [draft], by=BY)
        ((_draft, fault),) = rejected.value.faults
        assert (fault.column, fault.params["number"]) == ("since", "RZ03")

    def test_a_seat_handed_over_in_one_write_is_free(self):
        old = held(Post, "RZ03")
        drafts = [
            Draft({"until": dt.date(2024, 1, 1)}, old),
            Draft({
                "number": "RZ90", "person": held(Person, "RY04"), "kind": "village_secretary",
                "place": f"{TOWN}200", "since": dt.date(2024, 1, 1),
            }),
        ]  # fmt: skip
        written = write(BY_KEY["posts"], drafts, by=BY)
        assert (len(written.created), len(written.updated)) == (1, 1)

    def test_the_agenda_moves_with_its_meeting(self):
        written = change("activities", held(Activity, "HD01"), place=f"{TOWN}203", kind="lecture")
        assert len(written.following) == 2
        items = rows(AgendaItem).filter(meeting__number="HD01")
        assert {(item.place, item.version) for item in items} == {(f"{TOWN}203", 2)}
        assert [p for p in verify(AUDITED).problems if p.record] == []


@pytest.mark.usefixtures("town")
class TestRights:
    """Who may write where."""

    def test_the_town_clerk_writes_everywhere_in_the_town_and_nowhere_else(self):
        clerk = account("town_clerk", TOWN)
        change("activities", held(Activity, "HD01"), by=clerk, title="改了")
        with pytest.raises(Forbidden):
            write(BY_KEY["activities"], [new_activity("HD90", "341824102200")], by=clerk)

    def test_a_village_neither_takes_nor_gives_away(self):
        village = account("village", f"{TOWN}200")
        own, foreign = held(Activity, "HD03"), held(Activity, "HD04")
        change("activities", own, by=village, title="本村的")
        for row, place in ((own, f"{TOWN}201"), (foreign, f"{TOWN}200"), (own, TOWN)):
            with pytest.raises(Forbidden):
                change("activities", row, by=village, place=place)
        with pytest.raises(Forbidden):
            change("activities", foreign, by=village, title="邻村的")
        with pytest.raises(Forbidden):
            write(BY_KEY["activities"], [new_activity("HD90", TOWN)], by=village)
        assert held(Activity, "HD04").title == "地道战"

    def test_one_foreign_row_keeps_back_the_whole_list(self):
        village = account("village", f"{TOWN}200")
        drafts = [new_activity("HD90"), new_activity("HD91", f"{TOWN}201")]
        with pytest.raises(Forbidden):
            write(BY_KEY["activities"], drafts, by=village)
        assert not rows(Activity).filter(number="HD90").exists()

    def test_a_grid_member_edits_at_his_doors_but_moves_nothing(self):
        member = account("grid_member", f"{TOWN}200", "RY03")  # linked to group 1
        change("households", held(Household, "NH001"), by=member, members=5)
        assert held(Household, "NH001").members == 5
        with pytest.raises(Forbidden):
            change("households", held(Household, "NH001"), by=member, place=f"{TOWN}20002")
        with pytest.raises(Forbidden):
            change("households", held(Household, "NH002"), by=member, members=5)
        with pytest.raises(Forbidden):
            write(BY_KEY["households"], [Draft({
                "number": "NH900", "head": "某某", "place": f"{TOWN}20001",
                "since": dt.date(2024, 1, 1),
            })], by=member)  # fmt: skip

    def test_many_rows_through_a_link_are_all_looked_at(self):
        member = account("grid_member", f"{TOWN}200", "RY03")
        drafts = [
            Draft({
                "number": f"NI{n:04}", "head": "某某", "place": f"{TOWN}20001",
                "since": dt.date(2024, 1, 1),
            })
            for n in range(900)
        ]  # fmt: skip
        write(BY_KEY["households"], drafts, by=BY)
        found = list(rows(Household).filter(place=f"{TOWN}20001"))
        write(BY_KEY["households"], [Draft({"members": 9}, row) for row in found], by=member)
        found.append(held(Household, "NH002"))
        with pytest.raises(Forbidden):
            write(BY_KEY["households"], [Draft({"members": 8}, row) for row in found], by=member)

    @pytest.mark.parametrize("role", ["town_leader", "auditor"])
    def test_who_only_reads_writes_nothing(self, role):
        with pytest.raises(Forbidden):
            change("activities", held(Activity, "HD01"), by=account(role, TOWN), title="改")

    def test_the_county_writes_no_records(self):
        for role in ("administrator", "county_reader"):
            with pytest.raises(Forbidden):
                change("activities", held(Activity, "HD01"), by=account(role, "341824"), title="改")

    def test_only_the_clerk_touches_the_towns_own_sheets(self):
        village = account("village", f"{TOWN}200")
        group = Place.objects.get(code=f"{TOWN}20001")
        with pytest.raises(Forbidden):
            change("groups", group, by=village, name="改")
        change("groups", group, by=account("town_clerk", TOWN), name="改")

    def test_the_link_table_itself_is_not_the_grid_members(self):
        member = account("grid_member", f"{TOWN}200", "RY03")
        with pytest.raises(Forbidden):
            change("links", held(Link, "BB02"), by=member, place=f"{TOWN}200")


def race(*works: Any) -> list[Any]:
    """Run the works at once, each in a thread and connection of its own; what each came to."""
    barrier = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(index: int, work: Any) -> None:
        try:
            barrier.wait(timeout=30)
            results[index] = work()
        except Exception as error:  # noqa: BLE001 - what it is, the test says
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.usefixtures("committed_town")
class TestRaces:
    """Several at once, on both databases."""

    def test_of_two_editors_one_wins_and_the_other_sees_both_versions(self):
        for turn in range(100):
            row = held(Activity, "HD01")
            seen = row.version

            def edit(words: str, *, seen: int = seen) -> Written:
                mine = held(Activity, "HD01")
                return change("activities", mine, seen=seen, title=words)

            words = [f"甲{turn}", f"乙{turn}"]
            results = race(*(lambda w=w: edit(w) for w in words))
            won = [w for w, r in zip(words, results, strict=True) if isinstance(r, Written)]
            lost = [r for r in results if isinstance(r, Stale)]
            assert (len(won), len(lost)) == (1, 1), results
            assert lost[0].current.title == won[0]
            assert lost[0].draft.values["title"] in words
            now = held(Activity, "HD01")
            assert (now.title, now.version) == (won[0], seen + 1)
        entries = Entry.objects.filter(record=str(row.pk)).order_by("version")
        assert [entry.version for entry in entries] == list(range(1, 102))
        assert verify(AUDITED).problems == []

    def test_without_a_version_both_would_write(self):
        """The control: it is the version, not luck, that lets only one through."""
        results = race(*(
            lambda w=w: change("activities", held(Activity, "HD01"), title=w) for w in "甲乙"
        ))  # fmt: skip
        assert [type(r) for r in results] == [Written, Written]

    def test_of_two_who_take_one_number_one_is_told_so(self):
        for turn in range(15):
            results = race(*(
                lambda t=turn: write(BY_KEY["activities"], [new_activity(f"HF{t}")], by=BY)
                for _ in range(3)
            ))  # fmt: skip
            assert sorted(type(r).__name__ for r in results) == ["Rejected", "Rejected", "Written"]
            assert rows(Activity).filter(number=f"HF{turn}").count() == 1
        assert verify(AUDITED).problems == []

    def test_of_two_who_take_one_seat_one_is_told_so(self):
        persons = [held(Person, n) for n in ("RY11", "RY12")]
        for turn in range(15):

            def take(person: Any, *, turn: int = turn) -> Written:
                return write(BY_KEY["posts"], [Draft({
                    "number": f"RY{turn}{person.number}", "person": person, "kind": "mayor",
                    "place": f"{TOWN}203", "since": dt.date(2000 + turn, 1, 1),
                    "until": dt.date(2001 + turn, 1, 1),
                })], by=BY)  # fmt: skip

            results = race(*(lambda p=p: take(p) for p in persons))
            assert sorted(type(r).__name__ for r in results) == ["Rejected", "Written"], results
        assert verify(AUDITED).problems == []

    def test_writers_of_many_rows_in_either_order_do_not_block_each_other(self):
        numbers = [f"NH{n:03}" for n in range(1, 25)]

        def edit(order: list[str], members: int) -> Written:
            drafts = [Draft({"members": members}, held(Household, n)) for n in order]
            return write(BY_KEY["households"], drafts, by=BY)

        for turn in range(10):
            results = race(
                lambda t=turn: edit(numbers, 10 + t), lambda t=turn: edit(numbers[::-1], 40 + t)
            )
            assert all(isinstance(r, Written) for r in results), results
        assert verify(AUDITED).problems == []

    def test_a_number_taken_between_look_and_insert_is_named(self, monkeypatch):
        from jishi.access import writing

        looked = writing.taken
        blind = iter([True])
        monkeypatch.setattr(
            writing, "taken", lambda *args: [] if next(blind, False) else looked(*args)
        )
        drafts = [*(new_activity(f"HG{n:04}") for n in range(500)), new_activity("HD01")]
        with pytest.raises(Rejected):
            write(BY_KEY["activities"], drafts, by=BY)
        assert not rows(Activity).filter(number__startswith="HG").exists()


@pytest.mark.usefixtures("town")
def test_the_database_itself_refuses_a_second_number():
    row = held(Activity, "HD01")
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity._base_manager.bulk_create([Activity(**{
            name: value for name, value in facts(row).items() if name != "id"
        })])  # fmt: skip


def test_every_ledger_has_its_rules_of_who_may():
    from jishi.access import policy

    actions = {rule.action for rule in policy.table()}
    for ledger in LEDGERS:
        assert {f"{ledger.key}.view", f"{ledger.key}.write"} <= actions
