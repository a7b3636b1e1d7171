"""Whose a figure is and of when: other bodies, months in a row, titles, parts and wholes."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from jishi.draftcheck.verdicts import ABSENT, AGREE, AMBIGUOUS, DIFFERS, ROUNDED
from tests.figures37 import AS_OF, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
NOT_HELD = ""
WANGCHUAN = f"{TOWN}204"


def verdicts(text: str, place: str = TOWN) -> list[str]:
    return [one.verdict for one in check(text, place, AS_OF, operator()).figures]


@pytest.mark.parametrize(("text", "expected"), [
    ("通过绩事绩办平台，2023年以来已有8桩邻里烦心事握手言和。", [AGREE]),
    ("通过绩事绩办平台，2023年以来已有9桩邻里烦心事握手言和。", [DIFFERS]),
    ("通过12345热线，今年化解矛盾纠纷9件。", [AMBIGUOUS]),
    ("依托“12345”平台，今年化解纠纷31件。", [AMBIGUOUS]),
    ("司法所今年调解纠纷12件。", [AMBIGUOUS]),
    ("由乡贤调解室出面，调解成功6件。", [AMBIGUOUS]),
    ("县里的行动方案实施项目120个，本镇谋划项目16个。", [AMBIGUOUS, AGREE]),
    ("市重点项目3个。", [AMBIGUOUS]),
    ("今年三季度，县里举办宣讲活动12场。", [AMBIGUOUS]),
    # What is only stood upon is no channel, and what was won is the town's own.
    ("依托综治中心，今年化解纠纷31件。", [DIFFERS]),
    ("通过狠抓落实，今年化解纠纷31件。", [DIFFERS]),
])  # fmt: skip
def test_what_another_body_did_is_not_held_against_the_town(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize("months", [
    "七、八、九三个月", "7、8、9三个月", "七八九三个月", "7至9月", "7—9月份", "七、八、九月",
    "7、8、9月", "七月至九月", "七至九月份", "七、八、九这三个月", "二〇二四年七至九月",
])  # fmt: skip
def test_months_are_a_period_however_they_are_written(months):
    assert verdicts(f"今年以来，{months}召开党委会7次、志愿活动56次。") == [AGREE, AGREE]
    assert verdicts(f"{months}，志愿活动57次。") == [DIFFERS]


@pytest.mark.parametrize(("text", "expected"), [
    ("九月召开党委会2次，八月3次。", [AGREE, AGREE]),
    ("去年九月党委会2次。", [AGREE]),
    ("截至九月底，责任区70个。", [AGREE]),
    ("党委会一月一调度，今年22次。", [AGREE]),
    ("上一季度党委会7次，上一月3次。", [AGREE, AGREE]),
    ("从去年年初数到现在，帮扶措施1690条。", [AGREE]),
    ("党委会22次，是26次的去年所不能比的。", [AGREE, AGREE]),
    ("党委会22次，是27次的去年所不能比的。", [AGREE, DIFFERS]),
    ("今年以来，实施双基项目6个。", [AGREE]),
    ("今年以来，实施双基项目7个。", [DIFFERS]),
])  # fmt: skip
def test_a_time_is_read_as_it_is_spoken(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("2024年三季度工作简报\n召开党委会7次。\n开展志愿活动56次。", [AGREE, AGREE]),
    ("上庄镇第三季度理论宣讲情况通报\n（党政办，2024年9月30日）\n宣讲20场。", [AGREE]),
    ("上庄镇三季度情况汇报\n（2024年9月）\n召开党委会7次，同比增长75%。", [AGREE, DIFFERS]),
    ("2024年三季度工作简报\n2024年10月8日\n宣讲21场。", [DIFFERS]),
])  # fmt: skip
def test_what_names_no_time_is_of_the_time_of_the_title(text, expected):
    assert verdicts(text) == expected


def test_what_differs_under_a_title_is_told_from_the_figure_of_its_time():
    figures = check("2024年三季度工作简报\n宣讲21场。", TOWN, AS_OF, operator()).figures
    assert figures[0].figure is not None and figures[0].figure.value == 20


@pytest.mark.parametrize(("text", "expected"), [
    ("调处30件、成功29件。", [AGREE, AGREE]),
    ("调处纠纷30件，其中成功29件。", [AGREE, AGREE]),
    ("今年调解矛盾纠纷30件，成功率96.7%。", [DIFFERS, AGREE]),
    ("经营性收入不足50万元的村还有3个，最低的五联村只有33.62万元。", [NOT_HELD, AGREE, AGREE]),
    ("调处纠纷31件、成功28件。", [DIFFERS, DIFFERS]),
    ("排查矛盾纠纷30件，除1件还在磨合，其余29件都有了好结果。", [AGREE] * 3),
    ("摸排纠纷30件、调解29件，仅1起土地纠纷还在做工作。", [AGREE] * 3),
    ("党委会22次，其中将“第一议题”列在首项的22次。", [AGREE, AGREE]),
    ("志愿活动156次，其中镇直支部6次。", [AGREE, AGREE]),
    ("志愿活动156次，其中镇直支部6次，其余150次由各村组织。", [AGREE] * 3),
    ("由各村组织的志愿活动150次，镇直6次。", [AGREE, AGREE]),
])  # fmt: skip
def test_a_part_and_its_whole_are_told_apart(text, expected):
    told = check(text, TOWN, AS_OF, operator())
    assert [one.verdict for one in told.figures] == expected
    assert not [one for one in told.findings if one.kind == "two_values"]


@pytest.mark.parametrize(("text", "expected"), [
    ("9个村民组的组长参加了培训。", [AMBIGUOUS]),
    ("63个村民组的组长参加了培训。", [AGREE]),
    ("64个村民组全部建了台账。", [DIFFERS]),
    ("镇班子里四十岁以下的将近六成。", [NOT_HELD, ROUNDED]),
    ("镇班子里四十岁以下的将近八成。", [NOT_HELD, DIFFERS]),
    ("五十万以上的村有四个。", [AGREE]),
    ("旺川村是上庄镇农户最多的村，有917户。", [AGREE]),
    ("上庄镇农户4508户，其中余川村548户。", [AGREE, AGREE]),
    ("上庄镇农户4508户，其中余川村558户。", [AGREE, DIFFERS]),
    ("往后备库里送了14个年轻人。", [AGREE]),
])  # fmt: skip
def test_what_is_counted_is_what_the_words_say(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("农户包保全覆盖，群众满意度比上年提高1.2个百分点。", [AGREE, NOT_HELD]),
    ("农户包保全覆盖，参保率较上年提高1.2个百分点。", [AGREE, NOT_HELD]),
    ("志愿活动156次，游客人数比去年同期增长5.8%。", [AGREE, NOT_HELD]),
    ("农户包保率100%，覆盖率比去年同期提高1.5个百分点。", [AGREE, AGREE]),
    ("农户包保率100%，比上年提高1.3个百分点。", [AGREE, AGREE]),
    ("农户包保率100%，比上年提高2.3个百分点。", [AGREE, DIFFERS]),
    ("志愿活动156次，场次比去年同期增长22.9%。", [AGREE, DIFFERS]),
])  # fmt: skip
def test_a_change_is_of_what_it_names(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("双基项目半打。", [AGREE]),
    ("书记后备7名，村主任助理俩。", [AGREE, AGREE]),
    ("得过市里以上表彰的班子成员仨。", [AGREE]),
    ("服务队仨。", [DIFFERS]),
    ("他们俩都是党员，夫妻俩一起干，爷仨上阵。", []),
])  # fmt: skip
def test_a_number_in_one_sign_counts_where_something_is_counted(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize("told", [
    "。各村情况如下：", "。具体如下：", "，从高到低依次是：", "，各村情况如下：\n", "。其中，",
])  # fmt: skip
def test_a_list_behind_its_opening_is_held_as_what_it_lists(told):
    text = f"全镇村集体经济经营性收入585万元{told}上庄村170.23万元；五联村36.32万元。"
    assert verdicts(text) == [AGREE, AGREE, DIFFERS]


@pytest.mark.parametrize(("text", "expected"), [
    ("村集体收入585万，超过50万的村四个，上庄一个村就是一百七十万，五联只有33.6万。",
     [AGREE, NOT_HELD, AGREE, ROUNDED, ROUNDED]),
    ("光上庄就占全镇集体经营性收入的近3成。", [ROUNDED]),
    ("上庄村行动方案5个、9150万元，占全镇总投资的36%。", [AGREE] * 3),
    ("理论宣讲57场，最少的余川才9场。", [AGREE, AGREE]),
    ("理论宣讲57场，最少的余川才8场。", [AGREE, DIFFERS]),
    ("志愿活动156次，旺川20次排第一。", [AGREE, AGREE]),
    ("余川村上报农户548户；寺后村上报554户。", [AGREE, DIFFERS]),
    ("三季度志愿活动56场，比二季度多了7场。", [AGREE, AGREE]),
    ("三季度志愿活动56场，比二季度多了8场。", [AGREE, NOT_HELD]),
    ("农户包保覆盖率为100%，较2024年6月底的96.9%提高3.1个百分点。", [AGREE] * 3),
    ("旺川村志愿活动抓得紧，三个月11次。", [AMBIGUOUS]),
    ("今年党委会开了二十来次。", [ROUNDED]),
    ("今年党委会开了四十来次。", [DIFFERS]),
])  # fmt: skip
def test_what_is_spoken_of_villages_and_quarters_is_found(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("旺川村三个季度的志愿活动分别为6次、3次、11次。", [AGREE] * 3),
    ("一、二、三季度分别排查纠纷8件、12件、10件。", [AGREE] * 3),
    ("一、二、三季度分别排查纠纷8件、13件、10件。", [AGREE, DIFFERS, AGREE]),
    ("上、下半年各开党委会15次、7次。", [AGREE, AGREE]),
    ("今年七月、八月、九月，党委会分别召开2次、3次、2次。", [AGREE] * 3),
    ("6月30日前，党委会已开15次。", [AGREE]),
    ("党员突击队和服务队各8支，总数16支。", [AGREE, AGREE]),
    ("全镇7个村中，收入过50万元的有4个。", [AGREE, NOT_HELD, AGREE]),
    ("不足50万元的有3个。", [NOT_HELD, AGREE]),
    ("县里给我镇核定双基项目9个。", [NOT_HELD]),
    ("排查矛盾纠纷30件，当场化解12件，累计化解29件。", [AGREE, AMBIGUOUS, AGREE]),
    ("七个村的村庄规划已完成4个。", [AMBIGUOUS, AGREE]),
    ("村均志愿活动22次。", [ROUNDED]),
    ("村均志愿活动32次。", [AMBIGUOUS]),
])  # fmt: skip
def test_what_is_shared_out_over_times_is_of_each(text, expected):
    assert verdicts(text) == expected


def test_a_share_of_all_is_no_share_of_the_part_told_before_it():
    text = "市级以上荣誉的班子成员3名，占班子总数的5.7%。"
    assert not check(text, TOWN, AS_OF, operator()).findings


def test_a_village_bulletin_is_of_the_quarter_of_its_title():
    text = (
        "旺川村三季度村务简报\n（旺川村党总支、村委会，2024年9月30日）\n\n"
        "党员在干啥。七、八、九三个月，我们出动党员志愿者搞清洁，一共11次，上一季度才3次。"
        "警示教育片放了两场。\n今年总共调解成功7件。"
    )
    assert verdicts(text, WANGCHUAN) == [AGREE] * 4


def test_a_figure_that_nothing_names_stays_unknown():
    assert verdicts("志愿活动156次，其中镇直支部9次。")[1] in (ABSENT, AMBIGUOUS)
