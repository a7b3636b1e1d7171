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


@pytest.mark.parametrize(("text", "expected"), [
    ("党员责任区70个，较去年底增加8个，其中旺川村14个、上庄村13个。", [AGREE] * 4),
    ("全镇农户4508户，比上年末减少23户，其中旺川村917户。", [AGREE] * 3),
    ("党员责任区70个，较去年底增加8个，其中旺川村12个。", [AGREE, AGREE, DIFFERS]),
    ("接待群众来访5批11人次，比去年同期多1批。", [AGREE] * 3),
    ("接待群众来访5批11人次，比去年同期多2批。", [AGREE, AGREE, DIFFERS]),
])  # fmt: skip
def test_a_comparison_ends_with_its_number_and_is_of_the_one_in_its_unit(text, expected):
    assert verdicts(text) == expected


def test_a_place_that_is_only_compared_with_is_not_what_is_spoken_of_next():
    text = (
        "宅坦村工作汇报\n今年以来，我村理论宣讲11次，在全镇排第一，占全镇57次的近两成。"
        "警示教育片看了{}次。"
    )
    assert verdicts(text.format(3))[-1] == AGREE
    assert verdicts(text.format(4))[-1] == DIFFERS


def test_a_growth_since_the_end_of_last_year_tells_what_was_then():
    figure = check("全镇农户4508户，比年初减少23户。", TOWN, AS_OF, operator()).figures[1]
    assert str(figure.reason) == "上年末是4531户，现在是4508户。"


SECTIONS = """工作简报
上庄镇党委办公室编　　2024年9月30日
旺川村：志愿服务暖民心
今年以来，划定党员责任区{zones}个，全部调解成功。
余川村：茶旅融合促增收
余川村现有548户，2023年收入比瑞川村多。谋划项目3个，总投资4330万元。
全镇情况：设立党员责任区70个。
"""


def test_what_stands_under_the_heading_of_a_village_is_of_that_village():
    assert verdicts(SECTIONS.format(zones=14)) == [AGREE] * 5
    assert verdicts(SECTIONS.format(zones=15))[0] == DIFFERS


def test_a_report_of_a_village_is_of_it_and_what_it_says_of_the_town_is_of_the_town():
    text = (
        "旺川村2024年前三季度工作情况汇报\n"
        "旺川村位于上庄镇东部，全村共有13个村民组、917户农户。在上庄镇党委的坚强领导下，"
        "开展志愿活动20次。\n一是党建引领。村党总支设党员责任区{}个。\n"
        "二是全镇对照。召开党委会22次，全镇开展志愿活动156次。"
    )
    expected = [AGREE] * 6
    assert verdicts(text.format(14)) == expected
    assert verdicts(text.format(14), TOWN + "204")[:4] == expected[:4]
    assert verdicts(text.format(13))[3] == DIFFERS


@pytest.mark.parametrize(("text", "expected"), [
    ("余川村现有548户。谋划项目3个，总投资4330万元。", [AGREE, AGREE, AGREE]),
    ("余川村现有548户。谋划项目4个。", [AGREE, DIFFERS]),
    ("余川村现有548户。全镇谋划项目16个。谋划项目16个。", [AGREE, AGREE, AGREE]),
    ("余川村现有548户。召开党委会22次。", [AGREE, AGREE]),
])  # fmt: skip
def test_the_village_of_the_sentence_before_goes_on(text, expected):
    assert verdicts(text) == expected


def test_where_neither_the_village_nor_the_town_agrees_it_is_told_of_the_village():
    figure = check("余川村现有548户。谋划项目5个。", TOWN, AS_OF, operator()).figures[1]
    assert (figure.verdict, figure.asked.place) == (DIFFERS, TOWN + "201")


@pytest.mark.parametrize(("text", "expected"), [
    ("项目总投资2.54亿，比去年同期多了近3000万，增长13.1%。", [AGREE, ROUNDED, AGREE]),
    ("项目总投资2.54亿，比去年同期增长14.1%。", [AGREE, DIFFERS]),
    ("总投资2.45亿。集体收入去年达到585万。", [DIFFERS, AGREE]),
    ("双基项目6个，项目16个。", [AGREE, AGREE]), ("双基项目6个，谋划项目15个。", [AGREE, DIFFERS]),
])  # fmt: skip
def test_money_without_its_unit_is_money_and_each_project_is_of_its_own_kind(text, expected):
    assert verdicts(text) == expected


NAMED = "上庄、余川、宅坦三村分别开展党员志愿活动26次、{}次和30次，合计{}次。"


def test_villages_named_without_their_last_sign_share_a_row_and_its_total():
    assert verdicts(NAMED.format(23, 79))[1:] == [AGREE] * 4
    assert verdicts(NAMED.format(24, 80))[1:] == [AGREE, DIFFERS, AGREE, DIFFERS]
    told = check(NAMED.format(23, 80), TOWN, AS_OF, operator()).figures[-1]
    assert str(told.reason) == "台账里前面这几个地方加起来是79次。"


@pytest.mark.parametrize(("text", "expected"), [
    ("党委会22次，志愿活动156次，分别比上年同期增加3次、28次。", [AGREE] * 4),
    ("党委会22次，志愿活动156次，分别比上年同期增加3次、27次。", [AGREE] * 3 + [DIFFERS]),
    ("党委会22次、志愿活动156次，同比分别增长15.8%和21.9%。", [AGREE] * 4),
    ("党委会22次，分别比上年同期、前年同期增加3次、5次。", [AGREE, "", ""]),
])  # fmt: skip
def test_changes_told_in_turn_are_each_of_their_own_number(text, expected):
    assert verdicts(text) == expected


def test_a_coverage_that_does_not_say_of_what_may_be_of_either():
    text = "2023年末，全镇共有4531户农户、63个村民组，包保覆盖率{}%。"
    assert verdicts(text.format(98.7)) == [AGREE] * 3
    assert verdicts(text.format(97.7))[2] == DIFFERS
    assert verdicts("2023年末，村民组包保覆盖率98.7%。") == [DIFFERS]


@pytest.mark.parametrize(("share", "verdict"), [
    ("六成", ROUNDED), ("近六成", ROUNDED), ("七成", DIFFERS), ("五成", DIFFERS),
    ("六成五", DIFFERS),
])  # fmt: skip
def test_a_share_in_tenths_is_rounded_to_them(share, verdict):
    text = f"镇班子成员40周岁以下占比{share}。镇班子成员40周岁以下占58.3%。"
    told = check(text, TOWN, AS_OF, operator())
    assert [one.verdict for one in told.figures][1::2] == [verdict, AGREE]
    assert bool(told.findings) == (verdict == DIFFERS)


@pytest.mark.parametrize(("text", "reason"), [
    ("落实帮扶措施1476条。", "到2024年6月30日正好是这个数，后来又多了214条。"),
    ("助企活动30多次。", "到2024年8月31日大致是这个数。"),
])  # fmt: skip
def test_a_number_that_only_rounds_to_another_days_is_not_told_to_be_just_it(text, reason):
    told = check(text, TOWN, AS_OF, operator())
    assert reason in [str(guess.words) for guess in told.guesses[0]]


def test_what_was_reached_and_is_told_without_what_is_over_is_asked_about():
    text = "旺川村2023年集体收入达到{}万元。"
    assert [verdicts(text.format(n))[0] for n in (114, 114.5, 115, 113)] == [
        AMBIGUOUS, ROUNDED, ROUNDED, DIFFERS,
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [
    ("共排查矛盾纠纷30件，比去年同期多4件。分村看，上庄村5件、余川村2件、瑞川村8件。",
     [AGREE] * 4 + [DIFFERS]),
    ("2023年集体收入585万元。其中上庄村170.23万元，寺后村43.1万元。", [AGREE, AGREE, DIFFERS]),
    ("谋划项目16个，总投资2.54亿元，其中上庄村5个、9150万元，余川村4个、4330万元。",
     [AGREE] * 4 + [DIFFERS, AGREE]),
    ("上下交流挂职2人。", [AGREE]),
])  # fmt: skip
def test_parts_by_village_lean_on_the_number_in_their_unit_before_them(text, expected):
    assert verdicts(text) == expected


def test_a_wider_place_named_in_passing_does_not_go_on():
    found = check("获评全市三无乡镇。谋划项目15个。", TOWN, AS_OF, operator()).figures[-1]
    assert (found.verdict, found.asked.place) == (DIFFERS, TOWN)
