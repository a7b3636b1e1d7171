"""Times that are not the usual one, several things in one sum, and what was only received."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import Check, check
from jishi.draftcheck.verdicts import ABSENT, AGREE, AMBIGUOUS, DIFFERS
from tests.figures37 import AS_OF, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
NOT_HELD = ""


def checked(text: str) -> Check:
    return check(text, TOWN, AS_OF, operator())


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in checked(text).figures]


@pytest.mark.parametrize("settled", ["办结", "处理", "妥善处置各类", "解决", "及时了结", "化解"])
def test_what_was_settled_is_not_what_was_found(settled):
    assert verdicts(f"{settled}矛盾纠纷29件。") == [AGREE]
    assert verdicts(f"{settled}矛盾纠纷30件。") == [DIFFERS]
    done = settled.replace("各类", "")
    assert verdicts(f"摸排矛盾纠纷30件，{done}29件。") == [AGREE, AGREE]


def test_a_rate_of_other_matters_is_not_that_of_disputes():
    assert verdicts("矛盾纠纷办结率96.7%，群众诉求办结率98%。") == [AGREE, ABSENT]


@pytest.mark.parametrize("time", [
    "本届党委", "换届以来，", "党的十八大以来，", "二十大以来，", "近三年", "近三年累计", "近五年来",
    "三年来共", "近年来", "多年来", "今年入夏以来，", "任期内", "“十四五”以来，", "过去的四年里，",
])  # fmt: skip
def test_a_time_that_is_not_known_is_never_the_usual_one(time):
    assert verdicts(f"{time}召开党委会22次。")[-1] in (AMBIGUOUS, ABSENT)
    assert verdicts(f"{time}召开党委会23次。")[-1] in (AMBIGUOUS, ABSENT)


@pytest.mark.parametrize(("text", "expected"), [
    ("近两年召开党委会48次。", [AGREE]),
    ("近两年召开党委会22次。", [AMBIGUOUS]),
    ("近年来制定帮扶措施1690条。", [AGREE]),
    ("绩事绩办平台运行以来，化解矛盾纠纷8件。", [AGREE]),
    ("绩事绩办平台运行以来，化解矛盾纠纷9件。", [DIFFERS]),
    ("本届党委班子建有责任区70个。", [AGREE]),
    ("本届党委班子建有责任区71个。", [DIFFERS]),
    ("近三年来，我镇持续用力。今年召开党委会22次。", [AGREE]),
    ("自今年1月1日以来，召开党委会22次。", [AGREE]),
    ("自今年1月1日以来，召开党委会23次。", [DIFFERS]),
    ("开年以来，召开党委会23次。", [DIFFERS]),
])  # fmt: skip
def test_a_time_is_computed_where_the_ledger_reaches(text, expected):
    assert verdicts(text) == expected


def test_a_time_that_is_not_known_is_named_in_the_reason():
    assert "本届" in str(checked("本届党委召开党委会22次。").figures[0].reason)


def test_one_thing_at_a_time_unknown_and_this_year_is_no_contradiction():
    assert not checked("近三年召开党委会90次。今年召开党委会22次。").findings
