"""Rules of Today on a town written record by record: what is told, on which day, and to whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from jishi.access.actor import Actor, Held, operator
from jishi.indicators.reminders.owed import owed
from jishi.indicators.reminders.table import BY_KEY, RULES
from jishi.kernel.statutes import Statute, statute, table
from jishi.places.models import Merger
from jishi.records.duties.queries import ROLES
from jishi.records.ledgers import BY_KEY as LEDGERS
from tests.town import TOWN, VILLAGES, Town

DAY = date(2024, 9, 30)
GROUP, OTHER_GROUP = VILLAGES[0] + "01", VILLAGES[0] + "02"

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return Town()


def told(rule: str, place: str = TOWN, day: date = DAY, by: Actor | None = None):
    """The items of one rule at a place and day."""
    found = owed(place, day, by or operator(), [BY_KEY[rule]])
    return list(found[0].items) if found else []


def keys(place: str = TOWN, day: date = DAY, by: Actor | None = None) -> list[str]:
    return [found.rule.key for found in owed(place, day, by or operator())]


def link(town: Town, *, kind: str = "grid_member", place: str = VILLAGES[0], **values):
    holder = values.pop("holder", None) or town.add("persons", name="甲（虚构）")
    values.setdefault("since", "2023-01-01")
    if "household" in values:
        household = values.pop("household")
        return town.add("links", kind=kind, holder=holder, household=household, **values)
    return town.add("links", kind=kind, holder=holder, place=place, **values)


def grouped(town: Town, *, households: int = 2) -> list:
    town.add("groups", code=GROUP, name="第1组")
    return [
        town.add("households", head=f"户主{n}（虚构）", place=GROUP, since="2023-01-01")
        for n in range(households)
    ]


# --- What ends -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "rule"),
    [(-89, "links_lapsed"), (0, "links_lapsed"), (1, "links_ending"), (30, "links_ending"),
     (31, None), (-90, None)],
    ids=["lapsed-89", "ends-today", "ends-tomorrow", "in-30", "in-31", "lapsed-90"],
)  # fmt: skip
def test_a_link_is_told_of_thirty_days_ahead_and_ninety_after(town, days, rule):
    link(town, until=(DAY + timedelta(days=days)).isoformat())
    found = {key: told(key) for key in ("links_lapsed", "links_ending")}
    assert [key for key, items in found.items() if items] == ([rule] if rule else [])
    if rule:
        assert found[rule][0].due == DAY + timedelta(days=days)


def test_a_successor_from_the_very_day_settles_it_and_one_a_day_later_does_not(town):
    link(town, until="2024-10-15")
    late = link(town, since="2024-10-16")
    assert told("links_ending")
    town.change(late, since="2024-10-15")
    assert told("links_ending") == []


def test_the_village_s_member_stands_in_for_the_group_s_but_not_the_other_way_round(town):
    town.add("groups", code=GROUP, name="第1组")
    village = link(town, until="2024-10-15")
    link(town, place=GROUP)
    assert [item.row for item in told("links_ending")] == [village]
    town.change(village, until="2025-10-15")
    link(town, place=GROUP, until="2024-10-10")
    assert told("links_ending") == []


def test_another_role_or_village_is_no_successor(town):
    link(town, until="2024-10-15")
    link(town, kind="linked_cadre")
    link(town, place=VILLAGES[1])
    assert len(told("links_ending")) == 1


def test_nobody_needs_to_answer_for_a_household_that_is_gone(town):
    home, stays = grouped(town)
    town.change(home, until="2024-10-01")
    link(town, household=home, until="2024-10-05")
    kept = link(town, household=stays, until="2024-10-05")
    assert [item.row for item in told("links_ending")] == [kept]


def test_the_button_starts_the_next_link_on_the_day_the_last_one_ends(town):
    link(town, until="2024-10-15")
    (item,) = told("links_ending")
    assert dict(item.prefill) == {
        "kind": "grid_member", "place": VILLAGES[0], "since": "2024-10-15",
    }  # fmt: skip


def test_a_vacant_secretary_is_told_and_a_member_among_others_is_not(town):
    person = town.add("persons", name="乙（虚构）")
    for kind in ("village_secretary", "village_member"):
        town.add("posts", kind=kind, person=person, place=VILLAGES[0],
                 since="2021-01-01", until="2024-09-01")  # fmt: skip
    assert [item.row.kind for item in told("posts_lapsed")] == ["village_secretary"]
    heir = town.add("persons", name="丙（虚构）")
    town.add("posts", kind="village_secretary", person=heir, place=VILLAGES[0], since="2024-09-20")
    assert told("posts_lapsed") == []


def test_a_seat_of_a_village_that_merged_is_nobody_s_to_take(town):
    person = town.add("persons", name="乙（虚构）")
    town.add("posts", kind="village_secretary", person=person, place=VILLAGES[0],
             since="2021-01-01", until="2024-09-01")  # fmt: skip
    assert len(told("posts_lapsed")) == 1
    Merger.objects.create(predecessor=VILLAGES[0], successor=VILLAGES[1], on=date(2024, 9, 1))
    assert told("posts_lapsed") == []
    assert len(told("posts_lapsed", day=date(2024, 8, 31))) == 0


@settings(deadline=None)
@given(ends=st.integers(-120, 60), begins=st.integers(-120, 90) | st.none())
def test_a_link_is_told_of_exactly_where_its_place_is_empty_on_the_day_that_matters(ends, begins):
    """Against the rule said in plain Python; written without the database's bounds."""
    until = DAY + timedelta(days=ends)
    matters = max(DAY, until)
    heir = begins is not None and DAY + timedelta(days=begins) <= matters
    near = -90 < ends <= 30
    from django.db import transaction

    with transaction.atomic():
        town = Town()
        link(town, until=until.isoformat())
        if begins is not None:
            link(town, since=(DAY + timedelta(days=begins)).isoformat())
        found = told("links_lapsed") + told("links_ending")
        transaction.set_rollback(True)
    assert [item.due for item in found] == ([until] if near and not heir else [])


# --- Who is missing ------------------------------------------------------------------------


def test_a_group_without_a_grid_member_is_one_item_with_its_households(town):
    grouped(town)
    for role in ROLES[:3]:
        link(town, kind=role)
    (item,) = told("groups_unlinked")
    assert (item.place, item.missing, item.count) == (GROUP, ("grid_member",), 2)
    assert told("households_unlinked") == []


def test_a_household_left_out_where_others_are_linked_singly_is_told_by_itself(town):
    first, second = grouped(town)
    for role in ROLES[:3]:
        link(town, kind=role)
    link(town, household=first)
    (item,) = told("households_unlinked")
    assert (item.row, item.missing) == (second, ("grid_member",))
    assert item.prefill["household"] == second.number
    assert told("groups_unlinked") == []
    link(town, household=second)
    assert told("households_unlinked") == []


def test_an_empty_group_and_one_whose_link_ends_tomorrow_are_covered(town):
    grouped(town)
    town.add("groups", code=OTHER_GROUP, name="第2组")
    for role in ROLES:
        link(town, kind=role, until="2024-10-01")
    assert told("groups_unlinked") == []
    assert told("groups_unlinked", day=date(2024, 10, 1))[0].missing == ROLES


def test_what_is_told_as_missing_is_what_the_coverage_figure_leaves_out(town):
    from jishi.indicators.figures import answer
    from jishi.indicators.tables import BY_KEY as FIGURES

    first, *_rest = grouped(town, households=3)
    for role in ROLES[:2]:
        link(town, kind=role)
    link(town, kind="village_link", place=GROUP)
    link(town, household=first)
    figure = answer(FIGURES["household_coverage"], town.at(DAY.isoformat()))
    missing = {item.row.pk for item in told("households_unlinked")}
    assert (figure.numerator, figure.of) == (1, 3)
    assert len(missing) == 2 and first.pk not in missing


# --- Meetings ------------------------------------------------------------------------------


def held(town: Town, kind: str, on: str, place: str = VILLAGES[0], **values):
    return town.add("activities", kind=kind, title="会", on=on, place=place, **values)


def test_a_village_without_its_party_day_this_month_is_told_until_it_is_recorded(town):
    held(town, "party_day", "2024-08-31")
    held(town, "party_day", "2024-09-05", cancelled_on="2024-09-04")
    assert [item.place for item in told("party_day")] == list(VILLAGES)
    held(town, "party_day", "2024-09-01")
    (item,) = told("party_day")
    assert (item.place, item.due) == (VILLAGES[1], date(2024, 9, 30))
    held(town, "party_day", "2024-10-05", VILLAGES[1])
    assert len(told("party_day")) == 1, "what is still to come has not been held"


def test_a_meeting_in_a_group_is_its_village_s_and_one_at_the_town_is_not(town):
    town.add("groups", code=GROUP, name="第1组")
    held(town, "party_day", "2024-09-10", GROUP)
    held(town, "party_day", "2024-09-10", TOWN)
    assert [item.place for item in told("party_day")] == [VILLAGES[1]]


def test_what_is_only_generally_expected_is_asked_where_it_is_kept(town):
    assert told("branch_committee") == []
    held(town, "branch_committee", "2023-09-01")
    assert [item.place for item in told("branch_committee")] == [VILLAGES[0]]
    assert [item.place for item in told("branch_committee", place=VILLAGES[0])] == [VILLAGES[0]]
    assert told("branch_committee", place=VILLAGES[1]) == []
    assert BY_KEY["branch_committee"].soft


def test_a_quarter_is_told_of_in_its_last_days_alone(town):
    held(town, "theory_session", "2024-05-20", TOWN)
    assert told("study_group", day=date(2024, 8, 29)) == []
    (item,) = told("study_group", day=date(2024, 8, 30))
    assert item.due == date(2024, 9, 30)
    assert told("study_group", VILLAGES[0]) == [], "the town's own meeting is not a village's"


def test_a_branch_s_lecture_in_a_village_is_not_the_party_committee_s(town):
    december = date(2024, 12, 15)
    town.add("groups", code=GROUP, name="第1组")
    for place in (VILLAGES[0], GROUP):
        held(town, "party_lecture", "2024-06-20", place)
    assert [item.place for item in told("party_lecture", day=december)] == [TOWN]
    held(town, "party_lecture", "2024-07-01", TOWN)
    assert told("party_lecture", day=december) == []


# --- What stays open -----------------------------------------------------------------------


def test_a_dispute_is_told_a_month_after_it_was_opened_and_not_once_settled(town):
    row = town.add("matters", kind="dispute_land", title="田埂", channel="found",
                   place=VILLAGES[0], opened_on="2024-08-31")  # fmt: skip
    (item,) = told("disputes_open")
    assert (item.row, item.due) == (row, date(2024, 9, 30)), "September has no 31st"
    assert told("disputes_open", day=date(2024, 8, 30)) == []
    town.change(row, closed_on="2024-09-30", outcome="agreement")
    assert told("disputes_open") == []
    assert told("disputes_open", day=date(2024, 9, 29)), "on the day before it was still open"


def test_a_petition_has_sixty_days_and_the_first_is_not_counted(town):
    town.add("matters", kind="petition", title="修路", channel="visit", opened_on="2024-08-15")
    assert told("petitions_open")[0].due == date(2024, 10, 14)


# --- For whom ------------------------------------------------------------------------------


def actor(role: str, place: str) -> Actor:
    return Actor("someone", "web", (Held(role, place),), today=DAY)


def test_a_village_hears_of_its_own_and_a_grid_member_of_none_of_it(town):
    for place in VILLAGES:
        link(town, place=place, until="2024-10-15")
    by = actor("village", VILLAGES[0])
    assert [item.place for item in told("links_ending", VILLAGES[0], by=by)] == [VILLAGES[0]]
    assert keys(VILLAGES[1], by=by) == []
    assert keys(VILLAGES[0], by=actor("grid_member", VILLAGES[0])) == []
    assert "links_ending" in keys(by=actor("town_clerk", TOWN))
    assert keys(by=actor("county_reader", "341824")) == []


def test_a_village_is_not_told_of_an_end_that_the_town_s_record_takes_over(town):
    by = actor("village", VILLAGES[0])
    person = town.add("persons", name="丁（虚构）")
    town.add("postings", kind="training_secondment", person=person, place=VILLAGES[0],
             since="2022-10-15", until="2024-10-15")  # fmt: skip
    link(town, until="2024-10-15")
    rules = ("postings_ending", "links_ending")
    assert [len(told(rule, VILLAGES[0], by=by)) for rule in rules] == [1, 1]
    town.add("postings", kind="training_secondment", person=person, place=TOWN, since="2024-10-15")
    link(town, place=TOWN, since="2024-10-15")
    assert [told(rule, VILLAGES[0], by=by) for rule in rules] == [[], []]
    assert [told(rule) for rule in rules] == [[], []], "as whoever sees the town is told"


def test_another_s_posting_at_the_town_takes_over_from_nobody(town):
    persons = [town.add("persons", name=f"{name}（虚构）") for name in "戊己"]
    for person, place in zip(persons, (VILLAGES[0], TOWN), strict=True):
        until = {"until": "2024-10-15"} if place != TOWN else {}
        town.add("postings", kind="training_secondment", person=person, place=place,
                 since="2022-10-15", **until)  # fmt: skip
    by = actor("village", VILLAGES[0])
    assert len(told("postings_ending", VILLAGES[0], by=by)) == 1


def test_nothing_is_owed_above_the_town(town):
    link(town, until="2024-10-15")
    assert keys("341824") == []


def test_what_is_overdue_comes_first_and_what_is_soft_last(town):
    held(town, "branch_committee", "2024-06-01")
    link(town, until="2024-10-15")
    link(town, kind="linked_cadre", until="2024-09-10")
    assert keys()[0] == "links_lapsed"
    assert keys()[-1] == "branch_committee"


def test_all_rules_together_ask_little_of_the_database(town):
    grouped(town)
    link(town, until="2024-10-15")
    with CaptureQueriesContext(connection) as asked:
        assert owed(TOWN, DAY, operator())
    assert len(asked) <= 20, [query["sql"][:90] for query in asked]


# --- The table of numbers ------------------------------------------------------------------


def test_every_rule_reads_a_ledger_there_is_and_says_which_numbers_it_stands_on():
    for rule in RULES:
        assert {rule.ledger, rule.writes} <= LEDGERS.keys()
        assert all(statute(key, DAY) for key in rule.why), rule.key
    used = {key for rule in RULES for key in rule.why}
    assert used == {row.rule_id for row in table()}, "a number that nothing stands on is noise"


def test_what_a_statute_calls_general_is_never_told_as_strict():
    for rule in RULES:
        own = [statute(key, DAY) for key in rule.why if not key.startswith("remind.")]
        assert rule.soft or not any(row and row.soft for row in own), rule.key


def test_a_number_holds_from_its_day_and_an_unknown_one_is_an_error():
    assert statute("petition.conclude", date(2022, 4, 30)) is None
    assert statute("petition.conclude", date(2022, 5, 1)) is not None
    with pytest.raises(KeyError):
        statute("petition.never", DAY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 14))
def test_a_limit_in_months_ends_on_the_same_number_or_the_month_s_last(day, months):
    row = Statute("x", months, "months", "calendar", False, day, None, "x")
    end = row.after(day)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_quarter_is_the_one_that_the_day_lies_in(day):
    row = Statute("x", 1, "per_quarter", "calendar", False, day, None, "x")
    period = row.period(day)
    assert day in period and period.start is not None
    assert (period.start.month - 1) % 3 == 0 and (period.end + timedelta(days=1)).day == 1
    with pytest.raises(ValueError, match="no length"):
        row.after(day)
