"""Numbers in tables are named by the heads of their row and column."""

from __future__ import annotations

import io

import docx
import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from jishi.draftcheck.source import open_draft
from jishi.draftcheck.verdicts import AGREE, DIFFERS
from tests.figures37 import AS_OF, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
LONG = (
    ("指标", "单位", "数值"), ("党员志愿活动", "次", "165"), ("党委会", "次", "22"),
    ("党员突击队", "支", "8"), ("项目总投资", "亿元", "2.45"),
)  # fmt: skip
WIDE = (("村", "农户数（户）", "党员责任区（个）"), ("余川村", "548", "10"), ("全镇", "4508", "72"))


def verdicts(text: str) -> dict[str, tuple[str, str]]:
    found = check(text, TOWN, AS_OF, operator()).figures
    return {
        one.mention.surface: (one.figure.key if one.figure else "", one.verdict) for one in found
    }


def word(*rows: tuple[str, ...]) -> bytes:
    document = docx.Document()
    document.add_paragraph("一、谋划实施项目16个。")
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("以上为三季度数据。")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pasted(*rows: tuple[str, ...]) -> str:
    return "一、谋划实施项目16个。\n" + "\n".join("\t".join(row) for row in rows) + "\n完。"


@pytest.mark.parametrize(
    "text", [pasted(*LONG), open_draft(word(*LONG), "t.docx").text], ids=["pasted", "word"]
)
def test_a_table_of_indicators_is_checked_row_by_row(text: str) -> None:
    found = verdicts(text)
    assert found["165"] == ("volunteer_activities", DIFFERS)
    assert found["22"] == ("committee_meetings", AGREE)
    assert found["8"] == ("commando_teams", AGREE)
    assert found["2.45"] == ("total_investment", DIFFERS)
    assert found["16个"] == ("projects", AGREE)


def test_a_table_of_villages_is_checked_cell_by_cell() -> None:
    found = verdicts(open_draft(word(*WIDE), "t.docx").text)
    assert found["548"] == ("households", AGREE)
    assert found["4508"] == ("households", AGREE)
    assert found["72"] == ("responsibility_zones", DIFFERS)
    assert found["10"][0] == "responsibility_zones"


CHANGES = (
    ("指标", "单位", "今年累计", "上年同期", "同比增减", "增幅（%）"),
    ("党委会", "次", "22", "19", "3", "15.8"), ("理论宣讲", "次", "57", "48", "8", "18.75"),
    ("农户", "户", "4508", "4544", "-36", "-0.8"),
    ("项目总投资", "万元", "25400", "22450", "2950", "13.1"),
)  # fmt: skip


def test_columns_of_a_year_before_and_of_changes_are_held_as_what_they_are() -> None:
    told = check(pasted(*CHANGES), TOWN, AS_OF, operator())
    found = [(one.mention.surface, one.verdict) for one in told.figures[1:]]
    assert [surface for surface, verdict in found if verdict != AGREE] == ["8"]
    assert dict(found)["8"] == DIFFERS
    assert not told.findings


def test_a_change_since_the_end_of_last_year_or_another_time_is_no_change_over_a_year() -> None:
    text = pasted(("指标", "今年累计", "上年末", "增减"), ("农户（户）", "4508", "4531", "-23"))
    assert [verdict for _key, verdict in list(verdicts(text).values())[1:]] == [AGREE] * 3
    text = pasted(("指标", "本月", "上月", "环比增减"), ("党委会（次）", "2", "3", "-1"))
    assert verdicts(text)["-1"] == ("", "")
