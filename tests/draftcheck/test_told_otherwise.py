"""The same figures told otherwise: other names, other times, in speech, in tables; and plans."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from jishi.draftcheck.verdicts import ABSENT, AGREE, AMBIGUOUS, DIFFERS
from tests.figures37 import AS_OF, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
NOT_HELD = ""


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in check(text, TOWN, AS_OF, operator()).figures]


@pytest.mark.parametrize(("text", "expected"), [
    ("9月当月，摸排纠纷3件，化解2件；帮扶措施78条。", [AGREE] * 3),
    ("8月志愿活动17次，9月当月20次。", [AGREE, AGREE]),
    ("本季度召开党委会7次，其中9月2次。", [AGREE, AGREE]),
    ("8月党委会3次，当月志愿活动17次。", [AGREE, AGREE]),
    ("今年前9个月，召开党委会22次。", [AGREE]),
    ("1月至9月，排查矛盾纠纷30件。", [AGREE]),
    ("2024年以来召开党委会22次，较2023年同期的19次增加3次。", [AGREE] * 3),
    ("2024年前三季度，22次党委会里有7次是三季度开的。", [AGREE, AGREE]),
    ("下半年以来，党委会开了7次。", [AGREE]),
    ("志愿活动156次是去年同期的1.2倍。", [AGREE, NOT_HELD]),
    ("四季度安排：11月前完成双基项目9个。", [NOT_HELD]),
    ("今年摸排纠纷30件（去年26件）。", [AGREE, AGREE]),
    # What is told of a part, or is only set beside, is not the time of what follows.
    ("2023年以来帮扶措施1690条，其中三季度221条，为民实事8件。", [AGREE, DIFFERS, AGREE]),
    ("班子成员从上年9月底的56人精简到53人，镇班子年轻干部比重从50%升到58.3%。", [AGREE] * 4),
    ("示范岗24个（去年底23个）、责任区70个（去年底62个）。", [AGREE] * 4),
    ("党委会22次，去年同期是19次，志愿活动156次。", [AGREE] * 3),
    ("今年党委会达到22次；中心组学习与去年同期持平，都是10次。", [AGREE, AGREE]),
    ("今年8月以来，新增帮扶措施144条，累计达1690条。", [AGREE, AGREE]),
    # It is so all the same where the words say it.
    ("2022年累计开展志愿活动156次。", [ABSENT]),
    ("三季度党委会22次。", [DIFFERS]),
])  # fmt: skip
def test_the_time_of_a_number_is_what_its_own_words_say(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize("text", [
    "下一步，四季度拟再召开党委会4次，年底前志愿活动达到200次。",
    "到年底，要把责任区扩到75个，示范岗发展到30个。",
    "四季度打算：收入全年突破600万元，后备干部再选2名左右。",
    "10月底前再开2次党委会、1次中心组学习。",
    "项目建成后，可新增就业50人，强村达到6个。",
    "2025年工作要点\n召开党委会30次，责任区达到80个。",
    "任务分解：1.志愿活动全年200次；2.后备干部新增3名；3.纠纷化解率达95%。",
])  # fmt: skip
def test_what_is_to_be_is_no_result(text):
    assert set(verdicts(text)) == {NOT_HELD}


@pytest.mark.parametrize(("text", "expected"), [
    ("二、主要成效\n召开党委会22次，中心组学习10次。", [AGREE, AGREE]),
    ("目标任务完成情况\n召开党委会23次。", [DIFFERS]),
    ("全年志愿服务计划200次，已完成156次。", [NOT_HELD, AGREE]),
])  # fmt: skip
def test_what_was_done_is_a_result_beside_what_was_planned(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("村级后备先后选出14人，书记接班人储备7名。", [AGREE, AGREE]),
    ("民营企业里党组织建了7个，助企服务43次。", [AGREE, AGREE]),
    ("警示教育也没落下，48场片子看得人心头一紧。", [AGREE]),
    ("纠纷今年受理30起，29起握手言和，成功率96.7%。", [AGREE] * 3),
    ("中心组坐下来学了整整十回。", [AGREE]),
    ("宣讲今年五十好几场。", ["rounded_agree"]),
    ("行动方案在册项目16个，盘子2.54亿元。", [AGREE, AGREE]),
    ("8月零来访，年初至今接待5批11人次。", [AGREE] * 3),
    ("光旺川志愿活动就有20场。", [AGREE]),
    ("上庄村志愿活动26次，旺川20次，宅坦村30次。", [AGREE] * 3),
    ("（一）党委会。今年22次。（二）中心组。今年10次。", [AGREE, AGREE]),
    ("一季度、二季度、三季度党委会分别召开8次、7次、7次。", [AGREE] * 3),
    ("纠纷化解率96.7%，比去年同期的88.5%提高8.2个百分点。", [AGREE] * 3),
    # These speak of something else, or of some of it only.
    ("党委会开了22次，宣讲队跑遍7个村、讲了31户。", [AGREE, AGREE, AMBIGUOUS]),
    ("新谋划项目2个，投资1530万元。", [AMBIGUOUS, AMBIGUOUS]),
    ("平均每月志愿活动17.3次。", [NOT_HELD]),
    ("镇直志愿活动4次。", [AMBIGUOUS]),
    ("智慧停车与导览，总投资430万元。", [AMBIGUOUS]),
    ("项目16个，总投资2.54亿元，最大的是贡菊加工园，3200万元。", [AGREE, AGREE, AMBIGUOUS]),
    ("截至目前，总投资430万元。", [DIFFERS]),
])  # fmt: skip
def test_other_words_for_the_same_are_known_and_other_things_are_not_taken_for_it(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize("text", [
    """| 指标 | 单位 | 9月当月 | 1—9月累计 | 上年同期累计 |
|---|---|---|---|---|
| 党委会 | 次 | 2 | 22 | 19 |
| 警示教育 | 场 | 5 | 48 | 41 |""",
    "| 月份 | 党委会（次） | 志愿活动（次） |\n| 7月 | 2 | 19 |\n| 8月 | 3 | 17 |",
    "指标\t单位\t今年\t去年同期\n志愿服务\t场\t156\t128\n班子成员\t人\t53\t56",
])  # fmt: skip
def test_the_cells_of_a_table_have_their_heads_time_and_unit(text):
    assert set(verdicts(text)) == {AGREE}


def test_what_a_table_aimed_at_and_the_points_it_gave_are_no_results():
    text = "考核指标\t目标值\t完成值\t得分\n党委会（次）\t24\t22\t5\n志愿活动（次）\t200\t150\t4"
    assert verdicts(text) == [NOT_HELD, AGREE, ABSENT, NOT_HELD, DIFFERS, ABSENT]


@pytest.mark.parametrize(("text", "expected"), [
    ("党委会22次（含扩大会议3次）。", [AGREE, ABSENT]),
    ("防汛应急方案里列了项目3个，资金200万元。", [AMBIGUOUS, ABSENT]),
    ("人居环境整治项目4个，总投资560万元。", [AMBIGUOUS, AMBIGUOUS]),
    ("开展志愿服务培训2次。", [AMBIGUOUS]),
    ("全镇规上企业党组织2个。", [AMBIGUOUS]),
    ("双基项目6个，总投资2.45亿元。", [AGREE, AMBIGUOUS]),
    ("谋划实施项目16个，总投资2.45亿元。", [AGREE, DIFFERS]),
    ("志愿服务22次。", [DIFFERS]),
])  # fmt: skip
def test_what_may_be_of_some_only_is_asked_about(text, expected):
    assert verdicts(text) == expected


def test_what_is_not_recognised_is_not_said_to_be_off_the_ledger():
    told = check("耕地1.2万亩，党员大会6次。", TOWN, AS_OF, operator()).figures
    assert [str(one.reason)[:6] for one in told] == ["台账没有这一", "没认出这个数"]


@pytest.mark.parametrize(("text", "kinds"), [
    ("志愿活动合计100次，其中镇直支部3次，其余93次由各村组织。", ["parts_sum"]),
    ("收入114.53万元，其中经营54.25万元，发包16.99万元，其他18.54万元。", ["parts_sum"]),
    ("纠纷30件，除1件还在调处，其余28件都有了结果。", ["parts_sum"]),
    ("志愿活动合计100次，其中镇直支部3次，其余97次由各村组织。", []),
    ("收入114.53万元，其中经营54.25万元，发包19.69万元，投资22.04万元，其他18.54万元。", []),
    ("纠纷30件，其中邻里9件、家庭7件，已化解29件。", []),
    ("帮扶措施2023年以来1690条，环比8月末的1612条增长4.8%，是上年9月底736条的2.3倍。", []),
])  # fmt: skip
def test_the_rest_is_what_the_parts_leave(text, kinds):
    assert [one.kind for one in check(text, TOWN, AS_OF, operator()).findings] == kinds


@pytest.mark.parametrize(("text", "expected"), [
    (("全镇共摸排矛盾纠纷30件。\n（一）从时间看，一季度摸排8件，二季度摸排12件。\n"
     "（二）从地域看，上庄村5件、余川村2件、瑞川村7件。"), [AGREE] * 6),
    (("2023年村集体经济经营性收入585万元。各村情况如下：\n上庄村170.23万元；\n余川村50万元；\n"
     "瑞川村49.6万元。"), [AGREE] * 4),
    (("谋划实施项目16个，总投资2.54亿元。分村看：\n上庄村5个，总投资9150万元；\n"
     "余川村3个，总投资4330万元。"), [AGREE] * 6),
    ("志愿活动156次。按季度看，一季度51次。", [AGREE, AGREE]),
    ("开展党员志愿活动156次。各村场次如下：\n上庄村：26场\n余川村：23场\n瑞川村：17场",
     [AGREE, AGREE, AGREE, DIFFERS]),
    # A line that begins anew takes nothing from the one above it.
    ("开展志愿活动156次。\n上庄村接待游客26次。", [AGREE, ABSENT]),
    ("摸排矛盾纠纷30件。\n工会情况如下：\n慰问职工9件。", [AGREE, ABSENT]),
])  # fmt: skip
def test_a_list_below_a_number_tells_the_parts_of_it(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "志愿活动156次，比去年同期的128次有所增加。",
        "摸排矛盾纠纷30件，与去年同期的26件相比增加4件。",
    ],
)
def test_what_it_is_compared_with_is_held_whatever_became_of_it(text):
    assert verdicts(text)[:2] == [AGREE, AGREE]


def test_a_rate_to_be_kept_all_year_is_no_result():
    assert verdicts("四、下步措施\n全年调解成功率保持在90%以上。") == [NOT_HELD]
