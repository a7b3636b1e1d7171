"""A pinned number: still so, or which records moved, or how the definition changed; it stays."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from jishi.access import policy
from jishi.access.actor import Actor, Held, operator
from jishi.access.undoing import withdraw
from jishi.audit import verifier
from jishi.audit.covered import covered
from jishi.audit.models import ChainHead, Entry
from jishi.indicators.expression import f
from jishi.indicators.figures import answer, ground
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.indicators.timing import Happened
from jishi.pins import codes
from jishi.pins.actions import LeftIn, Passed, pin
from jishi.pins.finding import codes_in
from jishi.pins.models import Pin, PinStays
from jishi.pins.opening import find, may_open, recent
from jishi.pins.reopening import DefinitionChanged, Moved, StillSo, state
from jishi.records.ledgers import BY_KEY as LEDGERS
from tests.town import TOWN, VILLAGES, Town

DAY = "2024-09-30"
IN = LeftIn("report", "情况报告")


@pytest.fixture
def town(db: None) -> Town:
    return Town()


def figure(key: str, place: str = TOWN, day: str = DAY):
    return answer(BY_KEY[key], ground(place, date.fromisoformat(day), operator()))


def pinned(key: str, place: str = TOWN, day: str = DAY, by: Actor | None = None) -> Pin:
    return pin([(figure(key, place, day), "那个数")], by=by or operator(), left_in=IN)[0]


def now(held: Pin, by: Actor | None = None):
    return state(Pin.objects.get(pk=held.pk), by or operator())


def meeting(town: Town, on: str, **others):
    return town.add("activities", kind="committee_meeting", title="党委会", on=on, **others)


def dispute(town: Town, opened: str, closed: str | None = None, **others):
    outcome = "agreement" if closed else ""
    return town.add("matters", kind="dispute_neighbour", title="纠纷", channel="found",
                    opened_on=opened, closed_on=closed, outcome=outcome, **others)  # fmt: skip


def numbers(records) -> list[str]:
    return [one.number for one in records]


def test_an_unchanged_ledger_still_says_so(town):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    assert (held.value, held.unit, held.records) == ("1", "次", 1)
    assert (held.period_from, held.period_to) == (date(2024, 1, 1), date(2024, 9, 30))
    assert held.definition == str(BY_KEY["committee_meetings"].definition)
    assert isinstance(now(held), StillSo)


def test_what_happens_after_the_day_moves_no_pin(town):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    meeting(town, "2024-10-08")
    assert isinstance(now(held), StillSo)


def test_a_late_record_a_correction_and_one_taken_back_are_each_named(town):
    stays, wrong, gone, out = [meeting(town, f"2024-03-0{n}") for n in (4, 5, 6, 7)]
    came = meeting(town, "2023-12-31")
    held = pinned("committee_meetings")
    late = meeting(town, "2024-05-05")
    town.change(wrong, on="2024-03-15")
    town.change(out, on="2024-10-15")  # counts no more
    town.change(came, on="2024-01-02")  # begins to count
    withdraw(LEDGERS["activities"], [gone], by=operator())
    found = now(held)
    assert isinstance(found, Moved)
    assert numbers(found.added) == [late.number]
    assert set(numbers(found.corrected)) == {wrong.number, out.number, came.number}
    assert numbers(found.gone) == [gone.number]
    assert (held.value, found.now.value) == ("4", 4)
    moved = {one.number: (one.counted, one.counts) for one in found.corrected}
    assert moved[out.number] == (True, False)
    assert moved[came.number] == (False, True)
    assert stays.number not in repr(found)


def test_what_the_figure_does_not_read_leaves_it_so_and_is_told(town):
    row = meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    town.change(row, note="补了一句")
    found = now(held)
    assert isinstance(found, StillSo)
    assert numbers(found.touched) == [row.number]


def test_of_a_part_the_whole_is_watched_too(town):
    dispute(town, "2024-02-01", "2024-03-01")
    held = pinned("disputes_mediated")
    assert (held.value, held.of) == ("1", 1)
    late = dispute(town, "2024-05-01")
    found = now(held)
    assert isinstance(found, Moved)
    assert found.now.value == 1
    assert [(one.number, one.counts) for one in found.added] == [(late.number, False)]


def test_a_sum_is_exact_and_a_changed_amount_is_a_correction(town):
    row = town.add("income", kind="business", place=VILLAGES[0], on="2023-05-01",
                   amount_fen=12_345_67, source="流转")  # fmt: skip
    held = pinned("collective_income")
    assert held.exact == Fraction(1234567, 100)
    town.change(row, amount_fen=12_345_68)
    found = now(held)
    assert isinstance(found, Moved)
    assert numbers(found.corrected) == [row.number]


def test_a_changed_declaration_is_told_part_by_part(town, monkeypatch):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    was = BY_KEY["committee_meetings"]
    changed = replace(was, time=Happened("on"), where=f.cancelled_on.missing() & (f.title != ""))
    monkeypatch.setitem(BY_KEY, was.key, changed)
    found = now(held)
    assert isinstance(found, DefinitionChanged)
    assert len(found.how) == 2
    assert "算哪段时间：原来是“当年1月1日到截止日，按日期”" in "".join(found.how)
    assert found.now.value == 1
    monkeypatch.delitem(BY_KEY, was.key)
    assert now(held).now is None


def test_a_new_wording_of_the_same_meaning_is_no_change(town, monkeypatch):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    was = BY_KEY["committee_meetings"]
    monkeypatch.setitem(BY_KEY, was.key, replace(was, zh="党委会议", definition="换个说法。"))
    assert isinstance(now(held), StillSo)


def test_the_same_document_again_brings_the_same_pin(town):
    meeting(town, "2024-03-05")
    first = pinned("committee_meetings")
    head = ChainHead.objects.get(chain=TOWN).seq
    assert pinned("committee_meetings") == first
    assert ChainHead.objects.get(chain=TOWN).seq == head
    other = pin([(figure("committee_meetings"), "那个数")], by=operator(),
                left_in=LeftIn("report", "另一份"))  # fmt: skip
    assert other[0] != first
    meeting(town, "2024-03-06")
    assert pinned("committee_meetings") != first


def test_the_same_number_of_other_records_is_another_pin(town):
    row = meeting(town, "2024-03-05")
    first = pinned("committee_meetings")
    town.change(row, on="2024-03-06")
    assert pinned("committee_meetings") != first


def test_a_figure_that_has_moved_meanwhile_is_not_pinned(town):
    meeting(town, "2024-03-05")
    old = figure("committee_meetings")
    meeting(town, "2024-03-06")
    with pytest.raises(Passed):
        pin([(old, "1次")], by=operator(), left_in=IN)
    with pytest.raises(ValueError, match="nothing to pin"):
        pin([(figure("committee_meetings", VILLAGES[0]), "—")], by=operator(), left_in=IN)
    assert not Pin.objects.exists()


def test_all_are_pinned_or_none(town):
    meeting(town, "2024-03-05")
    fresh, old = figure("committee_meetings"), figure("theory_sessions")
    with pytest.raises(Passed):
        pin([(fresh, "1次"), (replace(old, value=99), "99次")], by=operator(), left_in=IN)
    assert not Pin.objects.exists()
    assert not Entry.objects.filter(ledger="pins").exists()


def test_a_pin_cannot_be_changed_or_taken_away(town):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    held.written = "2次"
    for forbidden in (
        held.save, held.delete, Pin.objects.all().delete,
        lambda: Pin.objects.update(written="2次"),
        lambda: Pin.objects.bulk_update([held], ["written"]),
        lambda: Pin.objects.filter(pk=held.pk).update(value="2"),
    ):  # fmt: skip
        with pytest.raises(PinStays):
            forbidden()
    assert Pin.objects.get().written == "那个数"


@pytest.mark.parametrize("said", ["UPDATE pins_pin SET written = '2次'", "DELETE FROM pins_pin"])
def test_the_database_refuses_too(town, said):
    meeting(town, "2024-03-05")
    pinned("committee_meetings")
    with (
        pytest.raises((IntegrityError, DatabaseError), match="a pin stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(said)
    assert Pin.objects.get().written == "那个数"


def test_the_trail_sees_a_pin_that_was_changed_behind_its_back(town):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    assert not [one for one in verifier.verify(covered()).problems if "pins" in one.what]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER pins_pin_no_update")
        else:
            cursor.execute("ALTER TABLE pins_pin DISABLE TRIGGER pins_pin_stays")
        cursor.execute("UPDATE pins_pin SET value = '2'")
    found = [one for one in verifier.verify(covered()).problems if "pins" in one.what]
    assert [one.record for one in found] == [str(held.pk)]


def test_a_pin_knows_the_head_of_the_trail_before_it(town):
    meeting(town, "2024-03-05")
    head = ChainHead.objects.get(chain=TOWN)
    held = pinned("committee_meetings")
    assert (held.chain, held.head_seq, held.head) == (TOWN, head.seq, head.hash)


def actor(role: str, place: str) -> Actor:
    return Actor(role, "web", (Held(role, place),))


def test_who_may_pin_and_who_may_open(town):
    meeting(town, "2024-03-05")
    town.add("activities", kind="volunteering", title="活动", on="2024-03-05", place=VILLAGES[0])
    for role in ("town_clerk", "town_leader"):
        assert pinned("committee_meetings", by=actor(role, TOWN))
    whole = pinned("volunteer_activities")
    village = pinned("volunteer_activities", VILLAGES[0])
    assert pinned("volunteer_activities", VILLAGES[0], by=actor("village", VILLAGES[0])) == village
    for role, place in (("village", VILLAGES[1]), ("county_reader", TOWN[:6]), ("auditor", "34"),
                        ("town_clerk", "341824102")):  # fmt: skip
        with pytest.raises(policy.Forbidden):
            pinned("volunteer_activities", VILLAGES[0], by=actor(role, place))
    opens = {
        ("town_clerk", TOWN): {whole, village}, ("town_leader", TOWN): {whole, village},
        ("village", VILLAGES[0]): {village}, ("village", VILLAGES[1]): set(),
        ("county_reader", TOWN[:6]): {whole}, ("auditor", TOWN[:6]): set(),
        ("administrator", TOWN[:6]): set(), ("town_clerk", "341824102"): set(),
        ("grid_member", VILLAGES[0]): set(),
    }  # fmt: skip
    for (role, place), wanted in opens.items():
        by = actor(role, place)
        assert {one for one in (whole, village) if may_open(one, by)} == wanted, role
        assert {one for one in (whole, village) if find(one.shown.lower(), by)} == wanted, role
        assert set(recent(by)) & {whole, village} == wanted, role
        for one in {whole, village} - wanted:
            with pytest.raises(policy.Forbidden):
                state(one, by)


def test_records_are_named_to_whom_they_may_be_named(town):
    place = VILLAGES[0]
    row = town.add("activities", kind="volunteering", title="活动", on="2024-03-05", place=place)
    held = pinned("volunteer_activities")
    late = town.add("activities", kind="volunteering", title="活动", on="2024-04-05", place=place)
    withdraw(LEDGERS["activities"], [row], by=operator())
    clerk = now(held, actor("town_clerk", TOWN))
    assert (numbers(clerk.added), numbers(clerk.gone)) == ([late.number], [row.number])
    county = now(held, actor("county_reader", TOWN[:6]))
    assert (numbers(county.added), numbers(county.gone)) == ([""], [""])
    assert not any(one.seen for one in (*county.added, *county.gone))


def test_a_pin_above_the_town_is_possible_for_a_command(town):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings", TOWN[:6])
    assert (held.town, held.chain) == ("", "county")
    late = meeting(town, "2024-04-05")
    assert numbers(now(held).added) == [late.number]


def test_any_ledger_left_alone_is_still_so_and_one_more_record_is_named(town):
    dice = random.Random(7)
    for _record in range(30):
        day = date(2024, dice.randint(1, 9), dice.randint(1, 28)).isoformat()
        dice.choice((
            lambda day=day: meeting(town, day),
            lambda day=day: dispute(town, day, day if dice.random() < 0.5 else None),
            lambda day=day: town.add("receptions", kind="open_day", on=day, heads=2,
                                     topic="反映", place=TOWN),
        ))()  # fmt: skip
    held = [pinned(one.key) for one in INDICATORS if figure(one.key).value is not None]
    assert len(held) > 25
    assert all(isinstance(now(one), StillSo) for one in held)
    late = meeting(town, "2024-09-29")
    moved = {one.figure: now(one) for one in held if not isinstance(now(one), StillSo)}
    assert "committee_meetings" in moved
    assert all(numbers(one.added) == [late.number] for one in moved.values()), moved


def test_a_code_is_found_by_whoever_types_it(town):
    meeting(town, "2024-03-05")
    held = pinned("committee_meetings")
    for typed in (held.code, held.shown, held.shown.lower(), f" {held.code[:3]} {held.code[3:]} ",
                  "".join(chr(ord(one) + 0xFEE0) for one in held.code)):  # fmt: skip
        assert find(typed, operator()) == held, typed
    for typed in ("", "ABC", "甲乙丙丁戊己庚辛", "AAAA-AAAA", held.code + "2", "\0" * 8):
        assert find(typed, operator()) is None


def test_every_wrong_character_and_every_two_exchanged_fail_the_check():
    dice = random.Random(3)
    for _code in range(40):
        code = codes.new()
        assert codes.valid(code)
        for place in range(codes.LENGTH):
            for other in codes.ALPHABET:
                wrong = code[:place] + other + code[place + 1 :]
                assert other == code[place] or not codes.valid(wrong)
        first, second = sorted(dice.sample(range(codes.LENGTH), 2))
        held = list(code)
        held[first], held[second] = held[second], held[first]
        assert held[first] == held[second] or not codes.valid("".join(held))


def test_a_misread_code_is_among_what_is_meant():
    for code in (codes.new() for _ in range(300)):
        for seen, meant in (("0", "D"), ("O", "Q"), ("5", "S"), ("B", "8"), ("2", "Z")):
            if meant in code[1:]:
                place = code.index(meant, 1)
                assert code in codes.read(code[:place] + seen + code[place + 1 :])


def test_codes_are_found_in_running_text_and_nothing_else_is():
    one, other = "", ""
    while one == other:
        one, other = codes.new(), codes.new()
    text = f"党委会22次（编码{codes.shown(one)}），见{codes.shown(other)}、{codes.shown(one)}。"
    assert codes_in(text) == [one, other]
    wrong = codes.shown(one)[:-1] + ("2" if one[-1] != "2" else "3")
    assert (
        codes_in(f"电话8523-4567，{wrong}，{one}，A{codes.shown(one)}，{codes.shown(one)}9") == []
    )
    assert codes_in("22次" * 100_000) == []
