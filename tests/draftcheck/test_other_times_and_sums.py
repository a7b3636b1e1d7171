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


@pytest.mark.parametrize("kind", ["欠薪", "历史遗留", "交通事故", "土地"])
def test_disputes_of_one_kind_are_some_of_them(kind):
    assert verdicts(f"解决{kind}纠纷3件，化解{kind}纠纷2件。") == [AMBIGUOUS, AMBIGUOUS]


def test_a_rate_of_other_matters_is_not_that_of_disputes():
    assert verdicts("矛盾纠纷办结率96.7%，群众诉求办结率98%。") == [AGREE, ABSENT]


@pytest.mark.parametrize("time", [
    "本届党委", "换届以来，", "党的十八大以来，", "二十大以来，", "近三年",
    "近三年累计", "近五年来", "三年来共", "三年多来", "去年年底以来，",
    "近年来", "多年来", "今年入夏以来，", "任期内", "“十四五”以来，",
    "过去的四年里，",
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


@pytest.mark.parametrize(("text", "expected"), [
    ("党员责任区、示范岗共94个。", [AGREE]),
    ("党员责任区和示范岗合计94个。", [AGREE]),
    ("党员责任区、示范岗共95个。", [DIFFERS]),
    ("党员责任区、示范岗共70个。", [DIFFERS]),
    ("党员责任区、示范岗等阵地共100个。", [AMBIGUOUS]),
    ("突击队、服务队共16支。", [AGREE]),
    ("突击队和服务队共建有8支。", [DIFFERS]),
    ("突击队、青年队共16支。", [AMBIGUOUS]),
    ("截至目前，镇、村领导班子成员共99名。", [DIFFERS]),
    ("党委会、中心组学习共召开32次。", [AGREE]),
    ("上庄村、旺川村志愿活动共40次。", [AMBIGUOUS]),
])  # fmt: skip
def test_things_joined_are_added_up(text, expected):
    assert verdicts(text) == expected


def test_a_sum_of_things_joined_is_shown():
    said = str(checked("党员责任区、示范岗共95个。").figures[0].reason)
    assert "70个" in said and "24个" in said and "94个" in said


@pytest.mark.parametrize(("text", "expected"), [
    ("全村共有农户320户。", AMBIGUOUS),
    ("全村共有农户4508户。", AMBIGUOUS),
    ("余川村全村共有农户548户。", AGREE),
    ("余川村全村共有农户549户。", DIFFERS),
    ("全村上下齐心，全镇农户4509户。", DIFFERS),
    ("全镇共有农户4508户。", AGREE),
    ("健全村级组织，全镇农户4508户。", AGREE),
])  # fmt: skip
def test_a_village_that_is_not_named_is_not_the_town(text, expected):
    assert verdicts(text) == [expected]


@pytest.mark.parametrize("came_in", ["受理群众诉求", "接单", "登记", "收到求助"])
def test_what_came_in_is_not_what_was_settled(came_in):
    for between in ("，", "、"):
        told = checked(f"绩事绩办平台{came_in}12件{between}化解8件。")
        assert [one.verdict for one in told.figures] == [AMBIGUOUS, AGREE]
        assert not told.findings
    assert verdicts(f"绩事绩办平台{came_in}8件。") == [AMBIGUOUS]
    assert verdicts(f"绩事绩办平台{came_in}12件，化解9件。")[1] == DIFFERS


def test_what_came_in_and_was_settled_is_held():
    assert verdicts("绩事绩办平台受理并化解矛盾纠纷8件。") == [AGREE]
    assert verdicts("绩事绩办平台受理并化解矛盾纠纷9件。") == [DIFFERS]


def test_words_that_name_more_than_is_counted_are_asked_about():
    assert verdicts("领导干部接访下访共13批次。") == [AMBIGUOUS]
    assert verdicts("领导干部接访共13批次。") == [DIFFERS]


@pytest.mark.parametrize(("text", "expected"), [
    ("各项任务均已完成。", []),
    ("坚持应保尽保，今年不漏一户。", [NOT_HELD]),
    ("矛盾纠纷摸排30件、化解29件，两个数字不相加。", [AGREE, AGREE]),
    ("4个村超50万元，3个村不足50万元。", [AGREE, NOT_HELD, AGREE, NOT_HELD]),
    ("4个村超50万元，2个村不足50万元。", [AGREE, NOT_HELD, AMBIGUOUS, NOT_HELD]),
])  # fmt: skip
def test_what_is_no_result_is_not_held(text, expected):
    assert [
        one.verdict for one in checked(text).figures if one.mention.surface != "一户"
    ] == expected


def test_a_claim_of_a_whole_that_the_ledger_lacks_says_so():
    one = checked("各村均已落实双联。").figures[0]
    assert one.verdict == NOT_HELD and "没有这样的“全部”" in str(one.reason)
    assert verdicts("农户包保全覆盖。") == [AGREE]


@pytest.mark.parametrize(("text", "kind"), [
    ("实施项目12个，其中已完工5个、在建4个、未开工2个。", "parts_sum"),
    ("实施项目12个，已竣工5个，在建4个，尚未开工2个。", "parts_sum"),
    ("信访事项30件，其中已办结28件、未办结1件。", "parts_sum"),
    ("今年案件数下降了120%。", "above_all"),
    ("案件数同比下降超过100%。", "above_all"),
    ("党委会22次，占全年计划30次的80%。", "share_contradicts"),
    ("党委会22次，完成全年计划30次的九成。", "share_contradicts"),
])  # fmt: skip
def test_what_cannot_be_is_shown(text, kind):
    assert [one.kind for one in checked(text).findings] == [kind]


@pytest.mark.parametrize("text", [
    "实施项目12个，其中已完工5个、在建4个、未开工3个。",
    "实施项目12个，其中已完工5个、在建4个。",
    "信访事项30件，其中已办结28件、未办结2件。",
    "案件数下降了100%。",
    "企业利润下降120%。",
    "收入增长120%。",
    "完工3个、在建4个，共谋划12个。",
    "党委会22次，占全年计划30次的73.3%。",
    "党委会22次，占全年计划30次的七成多。",
])  # fmt: skip
def test_what_can_be_is_let_be(text):
    assert not checked(text).findings


@pytest.mark.parametrize(("text", "why"), [
    ("化解矛盾纠纷30件。", ["30件是“矛盾纠纷摸排”的数，“矛盾纠纷调解成功”的是29件。"]),
    ("今年召开党委会26次。", ["是上一个完整年度的数。"]),
])  # fmt: skip
def test_one_fact_is_one_cause(text, why):
    assert [str(one.words) for one in checked(text).guesses[0]] == why
