"""Figures that the sample ledger gives are not called wrong, however a writer's sentence goes."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from jishi.draftcheck.verdicts import AGREE, AMBIGUOUS, DIFFERS, ROUNDED
from tests.figures37 import AS_OF, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def verdicts(text: str, place: str = TOWN) -> list[str]:
    return [one.verdict for one in check(text, place, AS_OF, operator()).figures]


def test_a_rate_of_a_past_year_is_tried_as_it_stood_at_its_end_like_its_counts():
    text = "2023年排查矛盾纠纷34件，调解成功{}件，调解成功率{}%。"
    assert verdicts(text.format(28, 82.4)) == [AGREE, AGREE, AGREE]
    assert verdicts(text.format(31, 91.2)) == [AGREE, AGREE, AGREE]
    assert verdicts(text.format(28, 85.4)) == [AGREE, AGREE, DIFFERS]
    assert verdicts("去年同期调解成功23件，成功率为88.5%。") == [AGREE, AGREE]


@pytest.mark.parametrize(("text", "verdict"), [
    ("上年同期谋划项目14个。", AGREE), ("上年同期谋划项目15个。", DIFFERS),
    ("去年同期项目总投资2.245亿元。", AGREE), ("上年末村级后备干部11名。", AGREE),
    ("今年上半年谋划项目17个。", AGREE),
])  # fmt: skip
def test_what_comes_together_is_asked_as_it_stood_at_the_end_of_a_past_time(text, verdict):
    assert verdicts(text) == [verdict]


@pytest.mark.parametrize(("text", "expected"), [
    ("全镇农户4508户，比上年末减少23户，下降0.5%。", [AGREE, AGREE, AGREE]),
    ("全镇农户4508户，比上年末减少24户，下降0.9%。", [AGREE, DIFFERS, DIFFERS]),
    ("党员责任区70个，较年初增加8个，同比增加13个。", [AGREE, AGREE, AGREE]),
    ("党员责任区70个，比去年底增加13个。", [AGREE, DIFFERS]),
    # What is done in a year begins anew, and other comparisons are none that is held.
    ("召开党委会22次，较上年末增加5次。", [AGREE, ""]),
    ("党员志愿活动156次，较上月增加5次。", [AGREE, ""]),
    ("党员志愿活动156次，比余川村增加5次。", [AGREE, ""]),
])  # fmt: skip
def test_a_growth_is_held_against_the_day_that_it_names(text, expected):
    assert verdicts(text) == expected


def test_a_growth_since_the_end_of_last_year_tells_what_was_then():
    figure = check("全镇农户4508户，比年初减少23户。", TOWN, AS_OF, operator()).figures[1]
    assert str(figure.reason) == "上年末是4531户，现在是4508户。"
