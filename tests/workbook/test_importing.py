"""Importing a town's workbook: what is stored, what stays, what is read in which spelling."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import Workbook

from jishi.access.accounts import NewAccount, add
from jishi.access.actor import actor_of, operator
from jishi.access.door import see
from jishi.access.policy import Forbidden
from jishi.audit.models import ChainHead, Entry
from jishi.places.models import Place
from jishi.records.activities.models import Activity, AgendaItem
from jishi.records.duties.models import Link
from jishi.records.economy.models import IncomeEntry
from jishi.records.households.models import Household
from jishi.records.ledgers import LEDGERS
from jishi.records.people.models import Organisation, Person
from jishi.records.projects.models import Project
from jishi.workbook import entry
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import read_workbook
from tests.workbook.littletown import TOWN, Book, book


def bring(made: Book, **options):
    return import_sheets(made.sheets(), TOWN, by=operator(), **options)


def counts(outcome) -> tuple[int, int, int]:
    assert not outcome.faults, outcome.faults
    return outcome.created, outcome.updated, outcome.unchanged


def get(model, number: str):
    return see(model, by=operator()).get(number=number)


def test_the_same_workbook_again_changes_nothing(town):
    entries = Entry.objects.count()
    assert counts(bring(book())) == (0, 0, town.rows)
    assert Entry.objects.count() == entries


def test_every_row_leaves_an_entry_in_the_towns_chain(town):
    assert Entry.objects.filter(chain=TOWN).count() == town.rows == town.created
    assert ChainHead.objects.get(chain=TOWN).seq == town.rows


def test_a_dry_run_says_what_would_change_and_changes_nothing(county):
    before = bring(book(), dry_run=True)
    assert (before.created, before.updated) == (before.rows, 0)
    assert len(before.differences) == before.rows
    assert not see(Person, by=operator()).exists()
    assert not Entry.objects.exists()
    assert counts(bring(book())) == (before.rows, 0, 0)


def test_a_corrected_row_updates_just_that_one(town):
    made = book()
    made["活动"].set(3, "人次", 21)
    untouched = get(Activity, "HD01").version
    outcome = bring(made)
    assert counts(outcome) == (0, 1, town.rows - 1)
    assert get(Activity, "HD02").attendance == 21
    assert get(Activity, "HD02").version == 2
    assert get(Activity, "HD01").version == untouched
    (difference,) = outcome.differences
    assert (difference.number, difference.row) == ("HD02", 3)
    assert difference.before["attendance"] == 20
    assert difference.after["attendance"] == 21


def test_a_row_that_the_file_lacks_is_untouched(town):
    made = book("activities")
    del made["活动"].rows[0]
    assert counts(bring(made)) == (0, 0, 7)
    assert get(Activity, "HD01").title == "第一次党委会"


def test_columns_that_the_file_lacks_are_left_as_they_are(town):
    made = book("activities")
    for heading in ("牵头人", "归口项目", "人次", "日期"):
        made["活动"].drop(heading)
    made["活动"].set(2, "内容", "改过的内容")
    assert counts(bring(made)) == (0, 1, 7)
    held = get(Activity, "HD01")
    assert (held.title, held.attendance, held.lead.name) == ("改过的内容", 10, "汪一")


def test_an_emptied_cell_empties_the_ledger(town):
    made = book("activities")
    made["活动"].set(3, "牵头人", None)
    made["活动"].set(3, "归口项目", "　")
    assert counts(bring(made)) == (0, 1, 7)
    held = get(Activity, "HD02")
    assert (held.lead, held.programmes) == (None, ())


def test_moving_a_row_to_another_village_is_an_update(town):
    made = book("matters")
    made["事项"].set(2, "地方", "瑞川村")
    assert counts(bring(made)) == (0, 1, 6)


def test_columns_stand_in_any_order_below_a_title(town):
    made = book("activities")
    table = made["活动"]
    order = [3, 0, 2, 1, 4, *range(5, len(table.headings))]
    table.headings[:] = [table.headings[i] for i in order]
    table.rows[:] = [[row[i] for i in order] for row in table.rows]
    table.rows.insert(0, list(table.headings))
    table.headings[:] = ["活动台账（2024年）", *[None] * (len(order) - 1)]
    assert counts(bring(made)) == (0, 0, 8)


def test_headings_may_carry_stars_units_and_other_known_words(town):
    made = book("activities")
    table = made["活动"]
    for old, new in (("编号", "＊ 编 号".replace("＊ ", "")), ("内容", "活动内容*"),
                     ("人次", "人次(人次)"), ("日期", "日期：")):  # fmt: skip
        table.headings[table.headings.index(old)] = new
    assert counts(bring(made)) == (0, 0, 8)


@pytest.mark.parametrize(
    "typed",
    [
        "2024年3月5日", "2024.3.5", "2024-3-5", "2024/03/05", "２０２４－３－５",
        " 2024 年 3 月 5 日 ",
        "20240305", dt.datetime(2024, 3, 5, 9, 30), dt.date(2024, 3, 5), 45356.0,
    ],
    ids=str,
)  # fmt: skip
def test_dates_are_read_as_people_write_them(town, typed):
    made = book("activities")
    made["活动"].set(2, "日期", typed)
    assert counts(bring(made)) == (0, 1, 7)
    assert get(Activity, "HD01").on == dt.date(2024, 3, 5)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("12.6万元", 12_600_000), ("2.54亿", 25_400_000_000), ("￥１２.５", 1250),
     ("1,234.5", 123_450), (0.1 + 0.2, 30), (-3, -300), ("5850000", 585_000_000)],
)  # fmt: skip
def test_money_is_read_in_yuan_and_kept_in_fen(town, typed, fen):
    made = book("income")
    made["集体收入"].set(2, "金额", typed)
    bring(made)
    assert get(IncomeEntry, "SR01").amount_fen == fen


@pytest.mark.parametrize(
    "typed",
    ["上庄村第2组", "上庄村2组", "上庄第2组", "上庄村第二组", "上庄镇上庄村第2组",
     " 上庄村 第２组 ",
     "34182410320002", 34182410320002.0, "上庄村第2村民组", "上庄村第02组"],
)  # fmt: skip
def test_a_group_is_known_by_what_people_call_it(town, typed):
    made = book("households")
    made["农户"].set(2, "村民组", typed)
    assert counts(bring(made)) == (0, 1, 23)
    assert get(Household, "NH001").place == "34182410320002"


def test_a_group_with_a_name_of_its_own_needs_no_village(county):
    made = book()
    made["村民组"].set(2, "名称", "胡家组")
    for table in made.values():
        for row in table.rows:
            row[:] = ["胡家组" if cell == "上庄村第1组" else cell for cell in row]
    bring(made)
    assert get(Household, "NH001").place == "34182410320001"


def test_a_bare_group_name_that_several_bear_is_asked_about(town):
    made = book("households")
    made["农户"].set(2, "村民组", "第1组")
    (fault,) = bring(made).faults
    assert "4个" in fault.message
    assert "上庄村第1组" in fault.hint


def test_a_programme_may_have_a_comma_in_its_name(town):
    assert get(Activity, "HD03").programmes == ("flood",)
    assert get(Activity, "HD04").programmes == ("tea_road", "young_eagle")


def test_a_new_name_is_known_to_the_sheets_that_follow(town):
    made = book()
    made["人员"].set(2, "姓名", "汪一新")
    made["组织"].set(3, "名称", "新茶厂")
    for table in made.values():
        for row in table.rows:
            row[:] = [{"汪一": "汪一新", "茶厂": "新茶厂"}.get(cell, cell) for cell in row]
    assert counts(bring(made)) == (0, 2, town.rows - 2)
    assert get(Organisation, "ZZ02").host.name == "新茶厂"


def test_what_lies_at_a_household_or_meeting_moves_with_it(town):
    made = book("households", "activities")
    made["农户"].set(3, "村民组", "宅坦村第3组")  # NH002, the link BB03
    made["活动"].set(3, "种类", "主题党日")
    made["活动"].set(3, "地方", "宅坦村")  # HD02, the items YT03 and YT04
    assert counts(bring(made)) == (0, 2, 30)
    assert get(Link, "BB03").place == "34182410320303"
    assert get(AgendaItem, "YT03").place == "341824103203"
    assert get(AgendaItem, "YT01").place == TOWN
    assert Entry.objects.filter(ledger="agenda", action="update").count() == 2
    # The whole workbook with the same two moves has nothing left to change.
    whole = book()
    whole["农户"].set(3, "村民组", "宅坦村第3组")
    whole["活动"].set(3, "种类", "主题党日")
    whole["活动"].set(3, "地方", "宅坦村")
    assert counts(bring(whole)) == (0, 0, town.rows)


def test_a_check_counts_what_the_import_then_writes(town):
    whole = book()
    whole["农户"].set(3, "村民组", "宅坦村第3组")  # NH002, with the link BB03
    whole["活动"].set(3, "种类", "主题党日")
    whole["活动"].set(3, "地方", "宅坦村")  # HD02, with the items YT03 and YT04
    whole["议题"].set(5, "议题", "人事任免")  # YT04, changed besides
    told = bring(whole, dry_run=True)
    done = bring(whole)
    assert counts(told) == counts(done) == (0, 3, town.rows - 3)
    assert told.by_ledger == done.by_ledger
    assert len(told.differences) == 3
    assert any("跟着挪地方" in text for text in told.said)
    assert told.moved == done.moved == {"agenda": 2, "links": 1}


def _versions(made: Book, version: int) -> Book:
    for table in made.values():
        table.add("版本", *[version] * len(table.rows))
    return made


def test_a_row_equal_to_the_ledger_is_unchanged_whatever_its_version(town):
    assert counts(bring(_versions(book(), 7))) == (0, 0, town.rows)


def test_a_row_that_differs_with_the_ledgers_version_is_an_update(town):
    made = _versions(book("activities"), 1)
    made["活动"].set(2, "内容", "另一次")
    assert counts(bring(made)) == (0, 1, 7)


def test_a_row_that_differs_from_a_ledger_changed_since_shows_both(town):
    changed = book("activities")
    changed["活动"].set(2, "内容", "台账改过")
    bring(changed)
    made = _versions(book("activities"), 1)
    made["活动"].set(2, "内容", "表里改过")
    (fault,) = bring(made).faults
    assert (fault.sheet, fault.row, fault.column) == ("活动", 2, "内容")
    assert "台账改过" in fault.message
    assert "表里改过" in fault.message
    assert get(Activity, "HD01").title == "台账改过"


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "held"),
    [
        ("活动", 4, "种类", "党课", "茶会"), ("活动", 4, "地方", "余川村", "上庄村"),
        ("活动", 4, "牵头人", "汪二", "胡三"), ("活动", 4, "归口项目", "茶路", "防汛、抗旱"),
        ("事项", 2, "从哪来", "来访反映", "主动摸排"), ("帮扶措施", 2, "金额", 7, "1000.5"),
        ("农户", 2, "自", "2021-01-01", "2020年1月1日"), ("议题", 2, "是第一议题", "否", "是"),
        ("自定种类", 2, "归到哪一类", None, "enterprise_support"),
    ],
)  # fmt: skip
def test_the_ledgers_side_of_a_conflict_is_told_in_words(town, sheet, row, heading, value, held):
    made = _versions(book(), 9)
    made[sheet].set(row, heading, value)
    (fault,) = bring(made).faults
    assert (fault.sheet, fault.row, fault.column) == (sheet, row, heading)
    assert f"“{held}”" in fault.message


def test_a_family_said_in_chinese_is_no_conflict(town):
    made = _versions(book("kinds"), 9)
    assert counts(bring(made)) == (0, 0, 3)


def test_an_unknown_number_is_created_whatever_its_version(town):
    made = _versions(book("activities"), 9)
    made["活动"].rows.append(["HD99", *made["活动"].rows[1][1:]])
    assert counts(bring(made)) == (1, 0, 8)


def test_a_masked_cell_is_never_written_back(town):
    made = book("persons")
    for row in range(2, 14):
        made["人员"].set(row, "出生日期", entry.MASK)
    made["人员"].set(2, "姓名", "汪壹")
    assert counts(bring(made)) == (0, 1, 11)
    assert get(Person, "RY01").birth_on == dt.date(1971, 2, 1)


def test_a_kind_once_given_keeps_its_sheet(town):
    made = book("kinds")
    made["自定种类"].set(3, "用在哪张表", "项目")
    (fault,) = bring(made).faults
    assert (fault.row, fault.column) == (3, "编号")


def test_what_is_refused_keeps_nothing_of_the_sound_sheets(town):
    made = book()
    made["人员"].set(2, "姓名", "汪改")
    made["规划"].set(2, "种类", "无此种类")
    head = ChainHead.objects.get(chain=TOWN).hash
    outcome = bring(made)
    assert len(outcome.faults) == 1
    assert get(Person, "RY01").name == "汪一"
    assert ChainHead.objects.get(chain=TOWN).hash == head


def test_a_neighbouring_towns_rows_are_not_touched(town):
    other = book("town", "persons")
    neighbour = "341824102"
    other["镇情"].set(2, "区划代码", neighbour)
    other["人员"].rows[:] = [["RY01", "汪一", neighbour, None, None, None, None]]
    outcome = import_sheets(other.sheets(), neighbour, by=operator())
    assert counts(outcome) == (2, 0, 0)
    assert see(Person, by=operator()).filter(number="RY01").count() == 2


def test_only_the_towns_clerk_may_bring_a_workbook(town):
    def account(role: str, place: str):
        new = NewAccount(f"{role}{place}", "某人", role, place, "correct horse battery")
        return actor_of(add(new, by=operator(), since=dt.date(2020, 1, 1)))

    made = book("activities")
    made["活动"].set(2, "内容", "办事员改的")
    for role, place in (
        ("town_leader", TOWN), ("village", f"{TOWN}200"), ("town_clerk", "341824102"),
        ("administrator", "341824"),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            import_sheets(made.sheets(), TOWN, by=account(role, place))
    outcome = import_sheets(made.sheets(), TOWN, by=account("town_clerk", TOWN))
    assert counts(outcome) == (0, 1, 7)
    assert Entry.objects.order_by("pk").last().actor == f"town_clerk{TOWN}"


def test_progress_is_told_row_by_row_to_the_end(county):
    told = []
    made = book()
    bring(made, progress=lambda what, done, of: told.append((what, done, of)))
    *on_the_way, end = told
    rows = sum(len(sheet.rows) for sheet in made.sheets())
    assert end == ("", rows, rows)
    assert list(dict.fromkeys(what for what, *_ in told[:-1])) == [str(one.zh) for one in LEDGERS]
    behind = [done for _what, done, _of in on_the_way]
    assert behind == sorted(behind)


def test_progress_moves_within_one_long_sheet(town):
    told = []
    made = book("activities")
    table = made["活动"]
    table.rows *= 100
    assert len(made) == 1
    bring(made, progress=lambda what, done, of: told.append((done, of)))
    assert len({done for done, _of in told}) > 3


def test_groups_are_places_below_their_village(town):
    group = Place.objects.get(code="34182410320101")
    assert (group.level, group.parent, group.name) == ("group", "341824103201", "第1组")


def test_a_file_made_by_another_program_is_read_alike(county, tmp_path):
    file = Workbook()
    file.remove(file.active)
    for table in book().values():
        sheet = file.create_sheet(table.name)
        for row in [table.headings, *table.rows]:
            sheet.append(row)
    file.save(tmp_path / "book.xlsx")
    outcome = import_sheets(read_workbook(tmp_path / "book.xlsx"), TOWN, by=operator())
    assert counts(outcome) == (outcome.rows, 0, 0)
    assert counts(bring(book())) == (0, 0, outcome.rows)
    assert get(Project, "XM01").planned_fen == 25_400_000_000
