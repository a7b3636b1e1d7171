"""Workbooks as clerks of a town keep them, made after real ones: titles, notes, odd headings.

Every shape says what the clerk answers on the mapping page, and either exactly which rows the
ledger then holds besides those of the little town, or the words it is refused with. All people
are invented.
"""

# A row of a table stays one line.
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from tests.workbook.littletown import TOWN
from tests.workbook.oldformat import OldSheet, container, old_workbook

SHANG, YU, RUI, ZHAI = (TOWN + code for code in ("200", "201", "202", "203"))
D = dt.date


@dataclass
class Shape:
    """One workbook. `answers`: by sheet, what the clerk sets on the page besides what it guessed.

    `stored`: ledger → rows as they must stand. `refused`: words of the refusal, told when the
    file is read, when its headings are mapped, or of the cells; then nothing is stored.
    """

    content: bytes
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    stored: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    refused: str = ""
    suffix: str = ".xlsx"


SHAPES: dict[str, Callable[[], Shape]] = {}


def shape(make: Callable[[], Shape]) -> Callable[[], Shape]:
    SHAPES[make.__name__] = make
    return make


def xlsx(
    *sheets: tuple[str, list[list[Any]]], merged: tuple[str, ...] = (), hidden: tuple[str, ...] = ()
) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
        if name in hidden:
            sheet.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def home(head: str, place: str, members: int | None = None, **more: Any) -> dict[str, Any]:
    return {"head": head, "place": place, "members": members, "since": D(2024, 1, 1)} | more


def meeting(on: dt.date, title: str, attendance: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "on": on,
        "title": title,
        "attendance": attendance,
        "kind": "committee_meeting",
        "place": TOWN,
        **more,
    }


HOMES = {"keys": ["head", "place"], "defaults": {"since": "2024-01-01"}}
MEETINGS = {"keys": ["on", "title"], "defaults": {"kind": "党委会", "place": "上庄镇"}}


@shape
def title_serial_total_and_note() -> Shape:
    rows = [
        ["上庄镇农户花名册", None, None, None], ["序号", "户主姓名", "村民组", "家庭人口"],
        [1, "章甲", "上庄村第1组", 4], [2, "章乙", "余川村第2组", 3], ["合计", None, None, 7],
        ["注：人口以户籍为准，不含外出务工半年以上的人员。", None, None, None],
    ]  # fmt: skip
    stored = [home("章甲", SHANG + "01", 4), home("章乙", YU + "02", 3)]
    return Shape(
        xlsx(("花名册", rows), merged=("A1:D1", "A6:D6")), {"花名册": HOMES}, {"households": stored}
    )


@shape
def two_heading_rows_with_groups() -> Shape:
    rows = [
        ["农户基本情况统计表", None, None, None, None, None],
        ["序号", "家庭情况", None, "住址", None, "备注"],
        [None, "户主姓名", "人口数", "行政村", "组别", None],
        [1, "章丙", 5, "上庄村", "第3组", "五保"], [2, "章丁", 2, "瑞川村", "第1组", None],
    ]  # fmt: skip
    merged = ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3")
    stored = [home("章丙", SHANG + "03", 5, note="五保"), home("章丁", RUI + "01", 2)]
    return Shape(xlsx(("表一", rows), merged=merged), {"表一": HOMES}, {"households": stored})


@shape
def village_merged_over_its_rows() -> Shape:
    rows = [
        ["村", "组", "户主", "人口"],
        ["上庄村", 1, "章戊", 3], [None, 1, "章己", 4], [None, 2, "章庚", 1], ["余川村", 3, "章辛", 6],
    ]  # fmt: skip
    stored = [
        home("章戊", SHANG + "01", 3), home("章己", SHANG + "01", 4),
        home("章庚", SHANG + "02", 1), home("章辛", YU + "03", 6),
    ]  # fmt: skip
    return Shape(xlsx(("农户", rows), merged=("A2:A4",)), {"农户": HOMES}, {"households": stored})


@shape
def village_left_blank_below_without_a_merge() -> Shape:
    rows = [["村", "组", "户主", "人口"], ["上庄村", 1, "章戊", 3], [None, 1, "章己", 4]]
    return Shape(xlsx(("农户表", rows)), {"农户表": HOMES}, refused="没有“1”这个地方")


def _income(
    name: str, heading: str, above: list[list[Any]], values: list[Any], **answers: Any
) -> Shape:
    rows = [*above, ["到账日期", "村名", "收入类型", heading, "收入来源"]]
    rows += [
        [dt.datetime(2024, 5, n), "上庄村", "发包及上交收入", value, f"茶山{n}"]
        for n, value in enumerate(values, start=1)
    ]
    return Shape(xlsx((name, rows)), {name: {"keys": ["on", "source"], **answers}})


def _incomes(*fen: int) -> dict[str, list[dict[str, Any]]]:
    return {"income": [
        {"on": D(2024, 5, n), "place": SHANG, "kind": "contracting", "amount_fen": value, "source": f"茶山{n}"}
        for n, value in enumerate(fen, start=1)
    ]}  # fmt: skip


@shape
def unit_of_money_in_a_line_above() -> Shape:
    made = _income(
        "收入",
        "金额",
        [["集体收入明细表"], ["填报单位：上庄镇", None, None, None, "单位：万元"]],
        [12.6, 0.3, 58.199999999999996],
    )
    made.stored = _incomes(12_600_000, 300_000, 58_200_000)
    return made


@shape
def unit_of_money_in_the_heading() -> Shape:
    made = _income("收入", "金额（万元）", [], [12.6, "3", "2000元"])
    made.stored = _incomes(12_600_000, 3_000_000, 200_000)
    return made


@shape
def unit_of_money_in_thousands() -> Shape:
    made = _income("收入", "收入（千元）", [], [12.6, 1])
    made.stored = _incomes(1_260_000, 100_000)
    return made


@shape
def amount_without_any_unit() -> Shape:
    made = _income("收入", "金额", [], [12.6])
    made.refused = "不知道是元还是万元"
    return made


@shape
def amount_without_any_unit_said_by_the_clerk() -> Shape:
    made = _income("收入", "金额", [], [12.6], units={"amount_fen": "元"})
    made.stored = _incomes(1_260)
    return made


@shape
def amount_in_brackets_in_ten_thousands() -> Shape:
    made = _income("收入", "金额（万元）", [], ["(12.6)"])
    made.refused = "金额"
    return made


@shape
def another_unit_chosen_than_the_heading_says() -> Shape:
    made = _income("收入", "金额（万元）", [], [12.6], units={"amount_fen": "元"})
    made.refused = "写的单位是万元"
    return made


@shape
def one_amount_merged_over_two_rows() -> Shape:
    rows = [
        ["日期", "地方", "收入类别", "金额（元）", "来源"],
        [dt.datetime(2024, 5, 1), "上庄村", "发包及上交收入", 900, "东山"], [dt.datetime(2024, 5, 2), "上庄村", "发包及上交收入", None, "西山"],
    ]  # fmt: skip
    answers = {"收入": {"keys": ["on", "source"]}}
    return Shape(xlsx(("收入", rows), merged=("D2:D3",)), answers, refused="合并的格里")


def _posts(ends: str) -> Shape:
    rows = [
        ["姓名", "职务", "单位", "任职时间", "免职时间"],
        ["石十", "村“两委”成员", "宅坦村", "2021.1.5", "2024.6.30"],
    ]
    return Shape(
        xlsx(("任职", rows)),
        {
            "任职": {
                "ledger": "posts",
                "keys": ["person", "since"],
                "ends": {"until": ends} if ends else {},
            }
        },
    )


@shape
def last_day_that_still_counts() -> Shape:
    made = _posts("included")
    made.stored = {
        "posts": [
            {
                "person": "RY10",
                "kind": "village_member",
                "place": ZHAI,
                "since": D(2021, 1, 5),
                "until": D(2024, 7, 1),
            }
        ]
    }
    return made


@shape
def last_day_that_does_not_count() -> Shape:
    made = _posts("excluded")
    made.stored = {
        "posts": [
            {
                "person": "RY10",
                "kind": "village_member",
                "place": ZHAI,
                "since": D(2021, 1, 5),
                "until": D(2024, 6, 30),
            }
        ]
    }
    return made


@shape
def last_day_of_which_nothing_is_said() -> Shape:
    made = _posts("")
    made.refused = "还算不算"
    return made


@shape
def hidden_sheet_beside() -> Shape:
    rows = [["会议时间", "会议主题", "参会人数"], [dt.datetime(2024, 7, 1), "防汛", 12]]
    old = [["会议时间", "会议主题", "参会人数"], [dt.datetime(2019, 7, 1), "作废的", 99]]
    content = xlsx(("会议", rows), ("旧数据", old), hidden=("旧数据",))
    return Shape(content, {"会议": MEETINGS}, {"activities": [meeting(D(2024, 7, 1), "防汛", 12)]})


@shape
def blank_columns_between() -> Shape:
    rows = [
        [None, "会议时间", None, "会议主题", None, None, "参会人数"],
        [None, dt.datetime(2024, 7, 1), None, "防汛", None, None, 12],
    ]
    return Shape(
        xlsx(("会议", rows)),
        {"会议": MEETINGS},
        {"activities": [meeting(D(2024, 7, 1), "防汛", 12)]},
    )


@shape
def signed_below() -> Shape:
    rows = [
        ["会议时间", "会议主题", "参会人数"], [dt.datetime(2024, 7, 1), "防汛", 12], [],
        ["填表人：程某", "审核：汪某", "2024年7月2日"], ["说明：一会一行"],
    ]  # fmt: skip
    return Shape(
        xlsx(("会议", rows)),
        {"会议": MEETINGS},
        {"activities": [meeting(D(2024, 7, 1), "防汛", 12)]},
    )


@shape
def heading_again_on_each_printed_page_and_subtotals() -> Shape:
    head = ["会议时间", "会议主题", "参会人数"]
    rows = [
        head,
        [dt.datetime(2024, 7, 1), "防汛", 12],
        ["小计", None, 12],
        head,
        [dt.datetime(2024, 7, 8), "抗旱", 9],
        ["小计", None, 9],
        ["总计", None, 21],
    ]
    stored = [meeting(D(2024, 7, 1), "防汛", 12), meeting(D(2024, 7, 8), "抗旱", 9)]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, {"activities": stored})


@shape
def two_tables_one_below_the_other() -> Shape:
    rows = [
        ["会议时间", "会议主题", "参会人数"], [dt.datetime(2024, 7, 1), "防汛", 12], [],
        ["户主姓名", "村民组", "家庭人口"], ["章甲", "上庄村第1组", 4],
    ]  # fmt: skip
    return Shape(xlsx(("混在一起", rows)), {"混在一起": MEETINGS}, refused="几个表格")


@shape
def two_tables_side_by_side() -> Shape:
    rows = [
        ["会议时间", "会议主题", None, "会议时间", "会议主题"],
        [dt.datetime(2024, 7, 1), "防汛", None, dt.datetime(2024, 7, 8), "抗旱"],
    ]
    return Shape(
        xlsx(("并排", rows)), {"并排": {**MEETINGS, "ledger": "activities"}}, refused="并排"
    )


@shape
def old_excel() -> Shape:
    rows = [
        ["上庄镇会议登记表", None, None],
        ["会议时间", "会议主题", "参会人数"],
        [D(2024, 7, 1), "防汛", 12],
        [D(2024, 7, 8), "抗旱", 9],
    ]
    content = old_workbook(OldSheet("登记", rows, merged=[(0, 0, 0, 2)]))
    stored = [meeting(D(2024, 7, 1), "防汛", 12), meeting(D(2024, 7, 8), "抗旱", 9)]
    return Shape(content, {"登记": MEETINGS}, {"activities": stored}, suffix=".xls")


@shape
def wps_table_with_merged_village_and_hidden_sheet() -> Shape:
    rows = [["村", "组", "户主", "人口"], ["上庄村", 1, "章戊", 3], [None, 2, "章己", 4]]
    content = old_workbook(
        OldSheet("台账一", rows, merged=[(1, 0, 2, 0)]), OldSheet("底表", rows, state=1)
    )
    stored = [home("章戊", SHANG + "01", 3), home("章己", SHANG + "02", 4)]
    return Shape(content, {"台账一": HOMES}, {"households": stored}, suffix=".et")


@shape
def old_excel_with_an_error_in_a_cell() -> Shape:
    rows = [["会议时间", "会议主题", "参会人数"], [D(2024, 7, 1), "防汛", "#REF!"]]
    return Shape(
        old_workbook(OldSheet("登记", rows)), {"登记": MEETINGS}, refused="错误值", suffix=".xls"
    )


@shape
def old_excel_with_a_password() -> Shape:
    return Shape(
        old_workbook(OldSheet("登记", [["x"]]), locked=True), refused="密码", suffix=".xls"
    )


@shape
def old_excel_with_macros() -> Shape:
    whole = old_workbook(OldSheet("登记", [["x"]]))
    return Shape(
        container(whole[512:4608], "Workbook", "_VBA_PROJECT_CUR"), refused="宏", suffix=".xls"
    )


_CSV = '会议时间,会议主题,参会人数\r\n2024-7-1,"防汛，抗旱",12\r\n'


@shape
def comma_separated_utf8() -> Shape:
    return Shape(
        _CSV.encode("utf-8-sig"),
        {"*": MEETINGS},
        {"activities": [meeting(D(2024, 7, 1), "防汛，抗旱", 12)]},
        suffix=".csv",
    )


@shape
def comma_separated_gb18030() -> Shape:
    return Shape(
        _CSV.encode("gb18030"),
        {"*": MEETINGS},
        {"activities": [meeting(D(2024, 7, 1), "防汛，抗旱", 12)]},
        suffix=".csv",
    )


@shape
def a_sheet_for_each_village() -> Shape:
    head = ["户主姓名", "组别", "家庭人口"]
    content = xlsx(
        ("上庄村", [head, ["章甲", "上庄村1组", 4]]),
        ("余川村", [head, ["章甲", "余川村1组", 2], ["章乙", "余川村第二组", 1]]),
    )
    stored = [home("章甲", SHANG + "01", 4), home("章甲", YU + "01", 2), home("章乙", YU + "02", 1)]
    return Shape(content, {"上庄村": HOMES, "余川村": HOMES}, {"households": stored})


@shape
def the_same_as_above_and_dashes() -> Shape:
    rows = [
        ["会议时间", "会议主题", "参会人数", "备注"],
        [dt.datetime(2024, 7, 1), "防汛", 12, "/"],
        ["同上", "抗旱", "—", None],
    ]
    stored = [meeting(D(2024, 7, 1), "防汛", 12), meeting(D(2024, 7, 1), "抗旱")]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, {"activities": stored})


@shape
def the_same_as_above_where_nothing_is_above() -> Shape:
    rows = [["会议时间", "会议主题"], ["同上", "防汛"]]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, refused="上一行却是空的")


@shape
def names_spread_by_spaces() -> Shape:
    rows = [
        ["户主姓名", "村民组", "家庭人口"],
        ["章　甲", "上庄村第1组", 4],
        ["欧阳 章乙", "上庄村第1组", 2],
    ]
    stored = [home("章甲", SHANG + "01", 4), home("欧阳 章乙", SHANG + "01", 2)]
    return Shape(xlsx(("农户", rows)), {"农户": HOMES}, {"households": stored})


@shape
def dates_in_four_spellings() -> Shape:
    days = ["2024.7.1", "2024年7月2日", "20240703", 45477]
    rows = [["会议时间", "会议主题"], *[[day, f"第{n}次"] for n, day in enumerate(days, start=1)]]
    stored = [meeting(D(2024, 7, n), f"第{n}次") for n in (1, 2, 3, 4)]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, {"activities": stored})


@shape
def a_date_without_its_day() -> Shape:
    rows = [["会议时间", "会议主题"], ["2024年7月", "防汛"]]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, refused="没有写明哪一天")


@shape
def identity_cards_stay_out() -> Shape:
    rows = [
        ["户主姓名", "身份证号", "村民组", "家庭人口"],
        ["章甲", "341824195001010011", "上庄村第1组", 4],
    ]
    return Shape(
        xlsx(("农户", rows)), {"农户": HOMES}, {"households": [home("章甲", SHANG + "01", 4)]}
    )


@shape
def identity_cards_put_into_a_column() -> Shape:
    rows = [["户主姓名", "身份证号", "村民组"], ["章甲", "34182419500101001X", "上庄村第1组"]]
    return Shape(
        xlsx(("农户", rows)),
        {"农户": {**HOMES, "columns": {"身份证号": "note"}}},
        refused="像是身份证号",
    )


@shape
def headings_broken_over_lines() -> Shape:
    rows = [["会议\n时间", "会 议 主 题", "参会\n人数"], [dt.datetime(2024, 7, 1), "防汛", 12]]
    return Shape(
        xlsx(("会议", rows)),
        {"会议": MEETINGS},
        {"activities": [meeting(D(2024, 7, 1), "防汛", 12)]},
    )


@shape
def own_numbers_under_another_heading() -> Shape:
    rows = [
        ["户号", "户主姓名", "组", "人数"],
        ["NH001", "户主1", "上庄村第1组", 5],
        ["X-7", "章甲", "余川村第1组", 2],
    ]
    stored = [
        home("章甲", YU + "01", 2, number="X-7"),
        # A known one: what the sheet lacks stays as it is.
        home("户主1", SHANG + "01", 5, number="NH001", address="1号", since=D(2020, 1, 1)),
    ]  # fmt: skip
    return Shape(
        xlsx(("农户表", rows)),
        {"农户表": {"defaults": {"since": "2024-01-01"}}},
        {"households": stored},
    )


@shape
def people_in_words_for_a_number() -> Shape:
    rows = [["会议时间", "会议主题", "参会人数"], [dt.datetime(2024, 7, 1), "防汛", "十二人"]]
    return Shape(
        xlsx(("会议", rows)), {"会议": MEETINGS},
        {"activities": [meeting(D(2024, 7, 1), "防汛", 12)]},
    )  # fmt: skip


@shape
def people_told_only_about() -> Shape:
    rows = [["会议时间", "会议主题", "参会人数"], [dt.datetime(2024, 7, 1), "防汛", "十余人"]]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, refused="十余人")


@shape
def days_without_their_year() -> Shape:
    rows = [
        ["上庄镇2024年会议台账"], ["会议时间", "会议主题", "参会人数"], ["9月26日", "防汛", "有13人"],
    ]  # fmt: skip
    year = {"year": 2024}
    return Shape(
        xlsx(("会议", rows)), {"会议": MEETINGS | year},
        {"activities": [meeting(D(2024, 9, 26), "防汛", 13)]},
    )  # fmt: skip


@shape
def heads_counted_in_hundreds() -> Shape:
    rows = [["会议时间", "会议主题", "参会人数（百人）"], [dt.datetime(2024, 7, 1), "防汛", 1.2]]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, refused="不是一个一个数的")


@shape
def numbered_rows_left_empty() -> Shape:
    rows = [
        ["序号", "会议时间", "会议主题"],
        [1, dt.datetime(2024, 7, 1), "防汛"],
        [2, None, None],
        [3, None, None],
    ]
    return Shape(
        xlsx(("会议", rows)), {"会议": MEETINGS}, {"activities": [meeting(D(2024, 7, 1), "防汛")]}
    )


@shape
def formula_that_was_never_worked_out() -> Shape:
    rows = [["会议时间", "会议主题", "参会人数"], [dt.datetime(2024, 7, 1), "防汛", "=6+6"]]
    return Shape(xlsx(("会议", rows)), {"会议": MEETINGS}, refused="公式没有存下结果")


@shape
def a_name_that_two_people_bear() -> Shape:
    rows = [["活动时间", "活动主题", "负责人"], [dt.datetime(2024, 7, 1), "防汛", "方同"]]
    return Shape(xlsx(("活动", rows)), {"活动": MEETINGS}, refused="分不清是哪一个")


@shape
def the_same_row_twice() -> Shape:
    row = [dt.datetime(2024, 7, 1), "防汛", 12]
    return Shape(
        xlsx(("会议", [["会议时间", "会议主题", "参会人数"], row, row])),
        {"会议": MEETINGS},
        refused="分不清是不是同一条",
    )
