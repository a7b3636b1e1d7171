"""Faulty workbooks: every fault told once, by sheet, row and column, and nothing kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from jishi.access.actor import operator
from jishi.kernel.unscoped import rows
from jishi.places.models import TownLedger
from jishi.records.ledgers import LEDGERS
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import CellError, FormulaWithoutValue
from tests.workbook.littletown import NEIGHBOUR, TOWN, Book, book

# Each cell is in a row of its own, so that all of these can be wrong at once.
CELLS = {
    "an unreadable date": ("活动", 2, "日期", "去年三月"),
    "a day that does not exist": ("活动", 3, "日期", "2023-02-29"),
    "a month without a day": ("活动", 4, "日期", "2024年3月"),
    "an unknown kind": ("活动", 5, "种类", "跳舞会"),
    "an unknown person": ("活动", 6, "牵头人", "查无此人"),
    "a number in words": ("活动", 7, "人次", "三十来人"),
    "a text beyond its length": ("活动", 8, "内容", "长" * 201),
    "an unknown programme": ("活动", 9, "归口项目", "雏鹰工程、登月工程"),
    "a place that the town lacks": ("事项", 2, "地方", "火星村"),
    "a place of the neighbouring town": ("事项", 3, "地方", "镇头村"),
    "a place of the neighbouring town by code": ("事项", 4, "地方", f"{NEIGHBOUR}200"),
    "closed before it was opened": ("事项", 5, "办结日", dt.datetime(2024, 1, 1)),
    "closed without an outcome": ("事项", 6, "结果", None),
    "an outcome without a date": ("事项", 7, "办结日", None),
    "a choice that is not offered": ("事项", 8, "从哪来", "梦里"),
    "money with three decimals": ("帮扶措施", 2, "金额", 12.345),
    "money below nothing": ("帮扶措施", 3, "金额", -1),
    "carried out before it was drawn up": ("帮扶措施", 4, "落实日", dt.datetime(2023, 1, 1)),
    "an unknown household": ("帮扶措施", 5, "农户", "NH999"),
    "a required cell left empty": ("帮扶措施", 6, "制定日", None),
    "an error cell": ("集体收入", 2, "金额", CellError("#REF!")),
    "a formula without its value": ("集体收入", 3, "金额", FormulaWithoutValue("=SUM(A1)")),
    "a half": ("农户", 2, "人口", 2.5),
    "a household that lies in a village": ("农户", 3, "村民组", "上庄村"),
    "an end before the beginning": ("农户", 4, "止（当日不计）", dt.datetime(2019, 1, 1)),
    "a group that the village lacks": ("农户", 5, "村民组", "余川村第9组"),
    "a missing code": ("村民组", 13, "编号", None),
    "a number twice": ("农户", 7, "编号", "NH001"),
    "a number that Excel cut off": ("农户", 8, "编号", 1.2345678901234567e17),
    "a two-digit year": ("农户", 9, "自", "24-3-5"),
    "too many members": ("农户", 10, "人口", 100),
    "the same seat taken twice": ("任职", 9, "职务", "村党组织书记", "自"),
    "a name that two bear": ("任职", 6, "人员", "方同"),
    "guidance to no village": ("包保责任", 5, "村或组", "余川村第1组"),
    "a first topic that is not first": ("议题", 3, "是第一议题", "是"),
    "neither yes nor no": ("议题", 5, "是第一议题", "也许"),
    "completed but never begun": ("项目", 2, "开工日", None),
    "an end without how": ("项目", 3, "怎么结束的", None),
    "planned after it began": ("项目", 4, "谋划日", dt.datetime(2023, 7, 1), "开工日"),
    "steps out of order": ("规划", 2, "村民代表会议同意日", dt.datetime(2022, 1, 1)),
    "an unknown area": ("规划", 3, "所在片区", "后山片区"),
    "gone from the list without an end": ("后备干部", 2, "止（当日不计）", None),
    "an honour to two": ("荣誉", 2, "获得组织", "茶厂"),
    "nobody received": ("接访", 2, "人次", 0),
    "an organisation within itself": ("组织", 5, "设在哪个单位", "护林队"),
    "a telephone too short": ("人员", 3, "值班电话", "8150000"),
    "a family that there is not": ("自定种类", 3, "归到哪一类", "娱乐"),
    "a kind for an unknown sheet": ("自定种类", 4, "用在哪张表", "账本"),
    "a group of another town": ("村民组", 4, "编号", f"{NEIGHBOUR}20003"),
    "a group code too short": ("村民组", 7, "编号", f"{TOWN}20103"[:-1]),
    "a group of a village there is not": ("村民组", 10, "编号", f"{TOWN}99903"),
    "a programme that ends first": ("归口项目", 4, "结束日（当日不计）", dt.datetime(2020, 1, 1)),
}  # fmt: skip


def _spoil(made: Book, case: str) -> tuple[str, int, str]:
    sheet, row, heading, value, *blamed = CELLS[case]
    made[sheet].set(row, heading, value)
    return sheet, row, blamed[0] if blamed else heading


def _told(made: Book) -> list[tuple[str, int, str]]:
    outcome = import_sheets(made.sheets(), TOWN, by=operator())
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 0)
    assert all(fault.message and fault.hint for fault in outcome.faults)
    assert not any("%(" in fault.message + fault.hint for fault in outcome.faults)
    return [(fault.sheet, fault.row, fault.column) for fault in outcome.faults]


def _kept() -> int:
    return sum(rows(ledger.model).exclude(pk__regex=r"^\d{2,12}$").count() for ledger in LEDGERS
               if ledger.key not in ("kinds", "town"))  # fmt: skip


@pytest.mark.parametrize("case", CELLS)
def test_a_wrong_cell_is_one_fault_in_its_place(county, case):
    made = book()
    where = _spoil(made, case)
    assert _told(made) == [where]
    assert not TownLedger.objects.exists()
    assert _kept() == 0


def test_all_wrong_cells_at_once_are_all_named_and_nothing_else(county):
    made = book()
    expected = {_spoil(made, case) for case in CELLS}
    told = _told(made)
    assert len(told) == len(set(told)) == len(expected) > 37
    assert set(told) == expected


def test_without_a_fault_the_same_workbook_is_kept(town):
    assert _kept() == town.created - 1 - 3  # the town's own row and its kinds are counted apart


def _rename_sheet(made: Book) -> tuple[str, int, str]:
    made["人员"].name = "人员表"
    return "人员表", 0, ""


def _rename_sheet_beyond_recognition(made: Book) -> tuple[str, int, str]:
    made["村民组"].name = "Sheet3"
    return "Sheet3", 0, ""


def _rename_town(made: Book) -> tuple[str, int, str]:
    made["镇情"].name = "Town"
    return "Town", 0, ""


def _strange_sheet(made: Book) -> tuple[str, int, str]:
    made["工资"] = made["镇情"].__class__("工资", ["姓名", "工资"], [["汪一", 1]])
    return "工资", 0, ""


def _sheet_twice(made: Book) -> tuple[str, int, str]:
    made["again"] = made["人员"].__class__("人员 ", made["人员"].headings, made["人员"].rows)
    return "人员 ", 0, ""


def _no_town(made: Book) -> tuple[str, int, str]:
    del made["镇情"]
    return "镇情", 0, ""


def _empty_town(made: Book) -> tuple[str, int, str]:
    made["镇情"].rows = []
    return "镇情", 0, ""


def _unknown_heading(made: Book) -> tuple[str, int, str]:
    made["活动"].add("天气", "晴")
    return "活动", 1, "天气"


def _misspelt_heading(made: Book) -> tuple[str, int, str]:
    made["农户"].headings[1] = "户主名字"
    return "农户", 1, "户主名字"


def _required_heading_in_other_words(made: Book) -> tuple[str, int, str]:
    made["人员"].headings[1] = "谁"
    return "人员", 1, "谁"


def _number_heading_in_other_words(made: Book) -> tuple[str, int, str]:
    made["人员"].headings[0] = "No."
    return "人员", 1, "No."


def _heading_twice(made: Book) -> tuple[str, int, str]:
    made["活动"].add("日期")
    return "活动", 1, "日期"


def _required_column_missing(made: Book) -> tuple[str, int, str]:
    made["农户"].drop("自")
    return "农户", 1, "自"


def _name_column_missing(made: Book) -> tuple[str, int, str]:
    made["人员"].drop("姓名")
    return "人员", 1, "姓名"


def _number_column_missing(made: Book) -> tuple[str, int, str]:
    made["村民组"].drop("编号")
    return "村民组", 1, "编号"


def _column_without_heading(made: Book) -> tuple[str, int, str]:
    made["活动"].add(None, "下雨", "天晴")
    return "活动", 1, "L"


def _no_header(made: Book) -> tuple[str, int, str]:
    made["人员"].headings[:] = ["甲", "乙", "丙", "丁", "戊", "己", "庚"]
    return "人员", 1, ""


def _group_without_number(made: Book) -> tuple[str, int, str]:
    made["村民组"].set(3, "编号", None)
    return "村民组", 3, "编号"


def _group_without_name(made: Book) -> tuple[str, int, str]:
    made["村民组"].set(3, "名称", None)
    return "村民组", 3, "名称"


def _group_with_a_bad_date(made: Book) -> tuple[str, int, str]:
    made["村民组"].set(3, "设立日", "很早")
    return "村民组", 3, "设立日"


def _group_twice(made: Book) -> tuple[str, int, str]:
    made["村民组"].set(3, "编号", made["村民组"].get(2, "编号"))
    return "村民组", 3, "编号"


def _number_that_nobody_bears(made: Book) -> tuple[str, int, str]:
    made["人员"].set(4, "编号", None)  # he gets another; a post names him by RY03
    return "任职", 4, "人员"


def _person_without_name(made: Book) -> tuple[str, int, str]:
    made["人员"].set(2, "姓名", None)  # 汪一, whom five sheets name
    return "人员", 2, "姓名"


def _person_copied(made: Book) -> tuple[str, int, str]:
    made["人员"].rows.append(list(made["人员"].rows[0]))
    return "人员", 14, "编号"


def _person_nowhere(made: Book) -> tuple[str, int, str]:
    made["人员"].set(2, "所在单位地方", "月亮")
    return "人员", 2, "所在单位地方"


def _household_nowhere(made: Book) -> tuple[str, int, str]:
    made["农户"].set(3, "村民组", "月亮")  # NH002, which a link and a measure name
    return "农户", 3, "村民组"


def _meeting_without_date(made: Book) -> tuple[str, int, str]:
    made["活动"].set(2, "日期", None)  # HD01, whose agenda follows
    return "活动", 2, "日期"


def _kind_without_name(made: Book) -> tuple[str, int, str]:
    made["自定种类"].set(2, "名称", None)  # 茶会, which an activity is of
    return "自定种类", 2, "名称"


def _kind_without_sheet(made: Book) -> tuple[str, int, str]:
    made["自定种类"].set(2, "用在哪张表", None)
    return "自定种类", 2, "用在哪张表"


def _programme_without_name(made: Book) -> tuple[str, int, str]:
    made["归口项目"].set(4, "名称", None)
    return "归口项目", 4, "名称"


def _link_to_nobody(made: Book) -> tuple[str, int, str]:
    made["包保责任"].set(2, "责任人", "路人")
    return "包保责任", 2, "责任人"


def _link_to_nowhere(made: Book) -> tuple[str, int, str]:
    made["包保责任"].set(3, "村或组", None)
    return "包保责任", 3, "村或组"


def _same_post_twice(made: Book) -> tuple[str, int, str]:
    made["任职"].rows.append([*["RZ99"], *made["任职"].rows[0][1:]])
    return "任职", 10, "自"


def _overlap_with_one_not_next(made: Book) -> tuple[str, int, str]:
    first = made["任职"].rows[2]
    made["任职"].set(4, "自", dt.datetime(2010, 1, 1))
    made["任职"].rows.append(
        ["RZ99", "汪二", *first[2:6], dt.datetime(2012, 1, 1), dt.datetime(2013, 1, 1), *first[8:]]
    )
    made["任职"].set(4, "止（当日不计）", dt.datetime(2012, 6, 1))
    return "任职", 10, "自"


def _money_in_words(made: Book) -> tuple[str, int, str]:
    made["集体收入"].set(2, "金额", "十二万")
    return "集体收入", 2, "金额"


def _town_of_another_code(made: Book) -> tuple[str, int, str]:
    made["镇情"].set(2, "区划代码", NEIGHBOUR)
    return "镇情", 2, "区划代码"


def _town_without_code(made: Book) -> tuple[str, int, str]:
    made["镇情"].set(2, "区划代码", None)
    return "镇情", 2, "区划代码"


def _host_without_name(made: Book) -> tuple[str, int, str]:
    made["组织"].set(3, "名称", None)  # 茶厂, which the row above is hosted by
    return "组织", 3, "名称"


def _start_missing(made: Book) -> tuple[str, int, str]:
    made["镇情"].set(2, "台账起始日", None)
    return "镇情", 2, "台账起始日"


def _number_too_long(made: Book) -> tuple[str, int, str]:
    made["荣誉"].set(3, "编号", "H" * 61)
    return "荣誉", 3, "编号"


def _note_too_long(made: Book) -> tuple[str, int, str]:
    made["荣誉"].set(3, "备注", "字" * 10_001)
    return "荣誉", 3, "备注"


WHOLES: list[Callable[[Book], tuple[str, int, str]]] = [
    value for name, value in sorted(globals().items())
    if name.startswith("_") and getattr(value, "__annotations__", {}).get("made") == "Book"
    and name not in ("_spoil", "_told")
]  # fmt: skip


@pytest.mark.parametrize("spoil", WHOLES, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_workbook_wrong_in_one_thing_has_one_fault(county, spoil):
    made = book()
    where = spoil(made)
    assert _told(made) == [where]
    assert _kept() == 0


def test_a_person_nobody_knows_is_told_at_each_place_he_is_named(county):
    made = book()
    for row in (2, 3):
        made["活动"].set(row, "牵头人", "查无此人")
    made["接访"].set(2, "接访领导", "查无此人")
    assert _told(made) == [("活动", 2, "牵头人"), ("活动", 3, "牵头人"), ("接访", 2, "接访领导")]


def test_the_message_names_the_nearest_known_heading_and_kind(county):
    made = book()
    made["活动"].add("日　期时间")
    made["活动"].set(2, "种类", "党委会议")
    outcome = import_sheets(made.sheets(), TOWN, by=operator())
    said = [fault.message + fault.hint for fault in outcome.faults]
    assert "党委会" in said[-1]
    assert len(said) == 2


def test_rows_keep_their_numbers_below_titles_and_blank_lines(county):
    made = book()
    made["活动"].set(4, "日期", "某日")
    sheets = made.sheets()
    activities = next(sheet for sheet in sheets if sheet.name == "活动")
    shifted = [
        type(row)(row.number + 3 + (5 if row.number > 2 else 0), row.cells)
        for row in activities.rows
    ]
    activities.rows[:] = [type(shifted[0])(1, ["上庄镇2024年活动台账"]), *shifted]
    outcome = import_sheets(sheets, TOWN, by=operator())
    assert [(f.sheet, f.row, f.column, f.value) for f in outcome.faults] == [
        ("活动", 12, "日期", "某日")
    ]
