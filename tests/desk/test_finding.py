"""What is found stands in the ledger now, and lies where the asker may look."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jishi.access import policy
from jishi.access.actor import Actor, Held, operator
from jishi.access.gathering import gather
from jishi.access.writing import Draft, write
from jishi.cli.main import main
from jishi.desk.finding.asking import Search
from jishi.kernel.unscoped import rows
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY
from jishi.records.people.models import Person
from jishi.workbook.exporting import export_town
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import read_workbook
from tests.web.smalltown import GROUPS, OTHER_VILLAGE, TOWN, VILLAGE, add, build

DAY = date(2024, 9, 30)


@pytest.fixture
def town(db):
    build()


def found(ledger, text, by=None, **more):
    search = Search(text, TOWN, by or operator(), DAY, **more)
    return [str(row) for row in search.find(BY_KEY[ledger], 8).rows]


def actor(role, place, person=""):
    return Actor(name=role, origin="web", held=(Held(role, place, person),), today=DAY)


def rename(row, **values):
    return write(BY_KEY[row.LEDGER], [Draft(values, row=row)], by=operator()).updated[0]


def test_a_renamed_person_is_found_at_once_under_the_new_name_and_no_more_under_the_old(town):
    assert found("persons", "fangzhiyuan") == ["方知远"]
    rename(Person.rows.get(number="RY-1"), name="单知远")
    assert found("persons", "shanzhiyuan") == ["单知远"]
    assert found("persons", "fang") == []


def test_a_new_person_is_found_at_once(town):
    assert found("persons", "仇") == []
    add("persons", {"number": "RY-2", "name": "仇晓霞", "place": VILLAGE})
    assert found("persons", "qxx") == ["仇晓霞"]


def test_who_came_by_an_import_is_found_at_once(town, tmp_path):
    assert found("persons", "fzy") == ["方知远"]
    assert found("persons", "piao") == []
    held = io.BytesIO()
    export_town(held, TOWN, by=operator())
    book = openpyxl.load_workbook(held)
    next(cell for row in book["人员"] for cell in row if cell.value == "方知远").value = "朴知远"
    path = tmp_path / "town.xlsx"
    book.save(path)
    assert import_sheets(read_workbook(path), TOWN, by=operator()).updated == 1
    assert found("persons", "piaozhiyuan") == ["朴知远"]


def test_what_was_taken_back_with_its_transaction_is_not_found(town):
    assert found("persons", "fang") == ["方知远"]
    with transaction.atomic():
        rename(Person.rows.get(number="RY-1"), name="曹知远")
        assert found("persons", "cao") == ["曹知远"]
        transaction.set_rollback(True)
    assert found("persons", "cao") == []
    assert found("persons", "fang") == ["方知远"]


def test_many_changes_at_once_fill_the_shelf_anew(town):
    assert found("households", "hu") == ["户主（虚构）", "户主（虚构）"]
    add("households", *(
        {"number": f"NH-{n}", "head": f"覃{n}", "place": GROUPS[0], "since": DAY}
        for n in range(100, 1_200)
    ))  # fmt: skip
    assert found("households", "qin1199") == ["覃1199"]


def test_who_is_new_after_many_changes_of_the_same_records_is_found(town, monkeypatch):
    monkeypatch.setattr("jishi.desk.finding.shelf._AT_ONCE", 3)
    assert found("persons", "仇") == []
    for name in ("单知远", "查知远", "方知远", "朴知远"):
        rename(Person.rows.get(number="RY-1"), name=name)
    add("persons", {"number": "RY-2", "name": "仇晓霞", "place": VILLAGE})
    assert found("persons", "qxx") == ["仇晓霞"]


def test_a_village_never_finds_another_villages_household(town):
    add("groups", {"code": OTHER_VILLAGE + "01", "name": "外组"})
    for number, (place, head) in enumerate(
        [(GROUPS[0], "曹建国"), (OTHER_VILLAGE + "01", "曹建平")]
    ):
        add("households", {"number": f"C-{number}", "head": head, "place": place, "since": DAY})
    own = actor("village", VILLAGE)
    assert found("households", "cao", own) == ["曹建国"]
    assert found("households", "caojianping", own) == found("households", "C-1", own) == []
    assert found("households", "外组", own) == found("households", "外组 曹", own) == []
    assert set(found("households", "cao", actor("town_clerk", TOWN))) == {"曹建国", "曹建平"}


def test_a_grid_member_finds_only_the_doors_of_his_links(town):
    person = Person.rows.get(number="RY-1")
    grid = actor("grid_member", VILLAGE, str(person.pk))
    for link in ("linked_leader", "linked_cadre", "village_link"):
        row = rows(BY_KEY["links"].model).get(number=f"BB-{link}")
        rename(row, until=date(2024, 1, 1))
    doors = Search("户主", TOWN, grid, DAY).find(BY_KEY["households"], 8).rows
    assert [row.place for row in doors] == [GROUPS[0]]
    with pytest.raises(policy.Forbidden):
        found("persons", "fang", grid)


def test_a_county_reader_finds_nothing(town):
    for ledger in ("persons", "households", "organisations", "matters", "activities"):
        with pytest.raises(policy.Forbidden):
            found(ledger, "fang", actor("county_reader", "341824"))


def test_whether_someone_of_that_name_lives_elsewhere_cannot_be_told_from_the_silence(town):
    add("households", {"number": "C-1", "head": "程晓梅", "place": GROUPS[0], "since": DAY})
    own = actor("village", VILLAGE)
    before = found("households", "程小妹", own)
    assert before == ["程晓梅"]  # by sound, as nobody is called so
    add("groups", {"code": OTHER_VILLAGE + "01", "name": "外组"})
    elsewhere = {"number": "C-2", "head": "程小妹", "place": OTHER_VILLAGE + "01", "since": DAY}
    add("households", elsewhere)
    assert found("households", "程小妹", own) == before
    assert found("households", "程小妹") == ["程小妹"]


def test_private_columns_are_never_gathered(town):
    with pytest.raises(ValueError, match="private"):
        next(gather(BY_KEY["persons"], TOWN, ["birth_on"], newest=1))
    assert found("persons", "1980-05-06") == found("persons", "0506") == []


def test_what_ended_comes_last_and_what_lies_near_comes_first(town):
    rows_ = [("Z-1", "曹东", GROUPS[0], date(2024, 1, 1)), ("Z-2", "曹西", GROUPS[0], None),
             ("Z-3", "曹北", GROUPS[1], None)]  # fmt: skip
    for number, head, place, until in rows_:
        add("households", {"number": number, "head": head, "place": place,
                           "since": date(2023, 1, 1), "until": until})  # fmt: skip
    assert found("households", "cao") == ["曹西", "曹北", "曹东"]
    assert found("households", "cao", near=GROUPS[1]) == ["曹北", "曹西", "曹东"]
    assert found("households", "cao", at=GROUPS[1]) == ["曹北"]


def test_the_last_four_digits_of_a_duty_telephone_find_its_holder(town):
    rename(Person.rows.get(number="RY-1"), duty_phone="0563-8551379")
    assert found("persons", "1379") == ["方知远"]
    assert found("persons", "79") == []


def test_what_happened_too_long_ago_for_the_shelf_is_found_by_its_characters(town, monkeypatch):
    monkeypatch.setattr("jishi.desk.finding.shelf.MOST_TITLES", 1)
    monkeypatch.setattr("jishi.desk.finding.shelf._SHELVES", type(_shelves())())
    assert set(found("activities", "党委会")) == {"党委会HD-1", "党委会HD-2"}
    assert found("activities", "dangweihui") == ["党委会HD-2"]


def _shelves():
    from jishi.desk.finding import shelf

    return shelf._SHELVES


def test_shelves_that_were_long_not_asked_make_room(town, monkeypatch):
    monkeypatch.setattr("jishi.desk.finding.shelf._SHELVES", type(_shelves())())
    monkeypatch.setattr("jishi.desk.finding.shelf._MOST_HELD", 1)
    for ledger in ("persons", "households", "matters", "persons"):
        assert found(ledger, "no such name") == []
    assert len(_shelves()) < 4
    assert found("persons", "fang") == ["方知远"]


def test_a_merger_told_on_the_county_s_chain_is_known_at_once(town):
    add("groups", {"code": OTHER_VILLAGE + "01", "name": "外组"})
    add("households", {
        "number": "C-1", "head": "曹建平", "place": OTHER_VILLAGE + "01", "since": DAY,
    })  # fmt: skip
    heir, gone = (Place.objects.get(code=code).name for code in (VILLAGE, OTHER_VILLAGE))
    assert found("households", f"{gone} 曹") == ["曹建平"]
    assert found("households", f"{heir} 曹") == []
    assert main(["places", "merge", OTHER_VILLAGE, VILLAGE, "--on", "2024-01-01"]) == 0
    assert found("households", f"{heir} 曹") == ["曹建平"]
    assert found("households", f"{gone} 曹") == ["曹建平"]


def test_who_may_see_little_costs_no_more_queries_however_many_strangers_bear_the_name(
    town, monkeypatch
):
    monkeypatch.setattr("jishi.desk.finding.asking._BATCH", 5)
    own = actor("village", VILLAGE)
    add("groups", {"code": OTHER_VILLAGE + "01", "name": "外组"})
    add("households", *(
        {"number": f"C-{n}", "head": f"曹{n}", "place": OTHER_VILLAGE + "01", "since": DAY}
        for n in range(60)
    ), {"number": "D-1", "head": "曹建国长", "place": GROUPS[0], "since": DAY})  # fmt: skip
    for text, names in (("曹", ["曹建国长"]), ("cao", ["曹建国长"]), ("曹未有", [])):
        found("households", text, own)  # the shelf is filled
        with CaptureQueriesContext(connection) as queries:
            assert found("households", text, own) == names
        assert len(queries) <= 5, [one["sql"] for one in queries]
