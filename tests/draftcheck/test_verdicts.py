"""Verdicts on sentences about a small ledger: what is true is never called wrong."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from tests.web import smalltown

pytestmark = pytest.mark.django_db


def verdicts(text: str) -> list[tuple[str, str]]:
    found = check(text, smalltown.TOWN, date(2024, 9, 30), operator())
    return [(one.mention.surface, one.verdict) for one in found.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党委会2次，同比下降50%，比上年减少2次。", ["agree", "agree", "agree"]),
        ("党委会2次，同比下降50%，比上年减少3次。", ["agree", "agree", "differs"]),
        ("党委会2次，同比下降40%，比上年减少2次。", ["agree", "differs", "agree"]),
        ("调解成功率75%，同比提高2个百分点。", ["agree", ""]),
    ],
)
def test_a_second_growth_is_of_the_figure_and_not_of_the_first(text, expected):
    smalltown.build()
    smalltown.add("activities", *(
        {**smalltown.meeting(f"HD-{day}-23", day), "on": date(2023, 3, day)} for day in range(1, 5)
    ))  # fmt: skip
    assert [verdict for _surface, verdict in verdicts(f"今年以来，{text}")] == expected


@pytest.mark.parametrize("text", [
    "尚有1件矛盾纠纷未化解。", "仍有1件矛盾纠纷正在调解。", "剩余矛盾纠纷1件。",
    "党委会专题研究党建工作1次。", "党委会听取意识形态工作汇报1次。",
    "矛盾纠纷调解室1个。", "涉及矛盾纠纷的信访件1件。", "矛盾纠纷由1件上升到4件。",
    "近三个月摸排矛盾纠纷2件。", "本周召开党委会1次。",
])  # fmt: skip
def test_some_of_what_is_counted_is_not_called_wrong(text):
    smalltown.build()
    assert "differs" not in [verdict for _surface, verdict in verdicts(f"今年以来，{text}")]


def test_all_of_what_is_counted_still_is():
    smalltown.build()
    said = "今年以来，召开党委会1次，摸排矛盾纠纷1件，调解成功1件。"
    assert {verdict for _surface, verdict in verdicts(said)} == {"differs"}


@pytest.mark.parametrize(("text", "verdict"), [
    ("8月以来，摸排矛盾纠纷2件。", "agree"), ("8月以来，摸排矛盾纠纷4件。", "differs"),
    ("2024年6月4日，召开党委会1次。", "agree"), ("6月4日，召开党委会1次。", "agree"),
    ("6月4日，召开党委会3次。", "differs"), ("截至2024年6月4日，召开党委会1次。", "agree"),
    ("2024年9月30日，全镇有村民组2个。", "agree"),
])  # fmt: skip
def test_a_day_and_a_month_on_are_periods(text, verdict):
    smalltown.build()
    assert [one for _surface, one in verdicts(text)] == [verdict]
