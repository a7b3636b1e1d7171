"""Headings as offices write them: a verb and a count about a figure's name are no obstacle."""

from __future__ import annotations

import io

import openpyxl
import pytest

from jishi.countyforms.sheetxml import read_form
from jishi.countyforms.suggesting import suggest
from jishi.indicators.tables import INDICATORS


def meant(heading: str) -> str:
    """The figure that one row of a form is bound to; '' where none is suggested."""
    book = openpyxl.Workbook()
    for row in (["月报表"], ["指标", "数量"], [heading, ""]):
        book.active.append(row)
    book.active["C1"] = "注"
    held = io.BytesIO()
    book.save(held)
    sheet = read_form(held.getvalue())[0]
    found = suggest(sheet, INDICATORS, "上庄镇", [])
    return found["B3"].figure if found else ""


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("召开党委会次数", "committee_meetings"),
        ("1.召开党委会议次数（次）", "committee_meetings"),
        ("党委会召开次数", "committee_meetings"),
        ("开展理论宣讲场次", "theory_lectures"),
        ("（二）组织开展理论中心组学习次数", "theory_sessions"),
        ("开展党员志愿活动总次数（次）", "volunteer_activities"),
        ("设立党员责任区个数（个）", "responsibility_zones"),
        ("组建党员突击队数量", "commando_teams"),
        ("选拔村级后备干部人数（人）", "reserve_cadres"),
        ("上下交叉挂职干部名数", "cross_posted"),
        ("现有农户户数", "households"),
        ("开展助企活动次数", "enterprise_activities"),
    ],
)
def test_a_heading_with_a_verb_and_a_count_is_known(heading, figure):
    assert meant(heading) == figure


@pytest.mark.parametrize(
    "heading",
    [
        "理论宣讲人数",  # who listened, and not how often
        "计划召开党委会次数", "取消党委会次数", "党委会研究议题数", "召开党委会次数排名",
        "矛盾纠纷调解成功率", "发放宣传册数量",
    ],
)  # fmt: skip
def test_a_heading_that_asks_something_else_is_not(heading):
    assert meant(heading) == ""
