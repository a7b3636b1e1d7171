"""What a number takes from what stands before it: its subject, its place, its time."""

from __future__ import annotations

import pytest

from jishi.access.actor import operator
from jishi.draftcheck.checking import check
from jishi.draftcheck.verdicts import ABSENT, AGREE, AMBIGUOUS, DIFFERS, ROUNDED
from tests.figures37 import AS_OF, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in check(text, TOWN, AS_OF, operator()).figures]


@pytest.mark.parametrize(("text", "expected"), [
    ("党员志愿活动156次，去年全年是175次。", [AGREE, AGREE]),
    ("党员志愿活动156次，去年同期才128次。", [AGREE, AGREE]),
    ("接待群众来访5批、11人次，去年同期是4批、7人次。", [AGREE] * 4),
    ("接待群众来访5批、11人次，去年同期是3批、7人次。", [AGREE, AGREE, DIFFERS, AGREE]),
    ("助企活动上半年28次，三季度15次。", [AGREE, AGREE]),
    ("助企活动43次，其中上半年28次、7至9月15次。", [AGREE] * 3),
    ("瑞川村摸排纠纷7件，旺川村同为7件。", [AGREE, AGREE]),
    ("党员突击队8支，年初是8支。", [AGREE, AGREE]),
    ("助企活动上半年28次，三季度只有5次。", [AGREE, DIFFERS]),
    ("去年集体收入585万，其中上庄村170.23万元居首，宅坦村125.64万元次之。", [AGREE] * 3),
    ("全镇24个党员示范岗中，上庄村独占5个，旺川村4个紧随其后。", [AGREE] * 3),
    ("帮扶措施1690条，五联最少，整100条。", [AGREE, AGREE]),
    ("旺川村排查纠纷7件、化解7件，瑞川村排查7件、化解6件。", [AGREE] * 3 + [DIFFERS]),
    ("上半年助企活动28次，到9月底累计43次。", [AGREE, AGREE]),
    ("党员志愿活动去年175次，今年已开展156次，完成去年全年的九成。", [AGREE, AGREE, ROUNDED]),
    ("党员示范岗24个，路灯由去年同期的20盏增加到45盏。", [AGREE, "", ABSENT]),
    # What stands before is not all that it may be of.
    ("去年集体收入585万元，上庄、宅坦两村均过百万元，分别为170.23万元、125.64万元。",
     [AGREE, ABSENT, AGREE, AGREE]),
    ("帮扶措施1690条，前三季度新增750条，已落实1500条。", [AGREE, AGREE, ABSENT]),
    ("责任区70个，示范岗24个，合计94个。", [AGREE] * 3),
    ("责任区70个，示范岗24个，合计95个。", [AGREE, AGREE, AMBIGUOUS]),
    ("警示教育片，一季度14次，二季度18次，三季度16次，共48次。", [AGREE] * 4),
    ("帮扶措施1690条，已完成1500条，剩余190条。", [AGREE, AMBIGUOUS, AMBIGUOUS]),
    ("接访5批11人次，其中集体访1批5人次。", [AGREE, AGREE, ABSENT, ABSENT]),
    # Its own words say that it is something else.
    ("党委会22次，其中专题研究5次。", [AGREE, ABSENT]),
    ("党员志愿活动156次，慰问老人40次。", [AGREE, ABSENT]),
    ("党员责任区70个，建成停车场3个。", [AGREE, ABSENT]),
])  # fmt: skip
def test_a_number_without_words_of_its_own_is_of_what_was_told_before(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("2023年集体收入585万元。最多的上庄村170.23万元。", [AGREE, AGREE]),
    ("2023年集体收入585万元。最多的上庄村180.23万元。", [AGREE, AMBIGUOUS]),
    ("党员责任区70个。宅坦村新修公路3个。", [AGREE, ABSENT]),
])  # fmt: skip
def test_over_the_end_of_a_sentence_only_a_place_leans_and_is_never_called_wrong(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("召开党委会22次、中心组学习10次，其中上半年分别为15次、7次，第三季度分别为7次、3次。",
     [AGREE] * 6),
    ("召开党委会22次、中心组学习10次，其中上半年分别为15次、8次。", [AGREE] * 3 + [DIFFERS]),
    ("上半年志愿活动100次、警示教育片32次、助企活动28次；7—9月又分别新增56次、16次、25次。",
     [AGREE] * 5 + [DIFFERS]),
    ("上庄村、余川村、宅坦村责任区分别为13个、10个、11个，三村合计33个。",
     [AGREE, AGREE, DIFFERS, ABSENT, AGREE]),
    ("70个、24个、9支——分别是党员责任区、党员示范岗、突击队的数量。", [AGREE, AGREE, DIFFERS]),
    ("22次、10次，分别是党委会和中心组学习的次数。", [AGREE, AGREE]),
    ("帮扶措施1690条，上庄、旺川两个村都超过350条。", [AGREE, AMBIGUOUS, ROUNDED]),
    ("项目16个，总投资2.54亿，余川、旺川各3个，分别是4330万和5600万。",
     [AGREE, AGREE, AGREE, AGREE, DIFFERS]),
])  # fmt: skip
def test_a_row_told_in_turn_takes_its_names_from_where_they_stand(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("党员示范岗由去年同期的21个增加到24个。", [AGREE, AGREE]),
    ("党员示范岗由去年同期的20个增加到24个。", [DIFFERS, AGREE]),
    ("交叉挂职干部由4名减至2名。", [AGREE, AGREE]),
    ("交叉挂职干部由5名减至2名。", ["", AGREE]),
    ("村级后备干部从去年年底的11人增加到14人，增幅27.3%。", [AGREE] * 3),
    ("村级后备干部从去年年底的11人增加到14人，增幅28.3%。", [AGREE, AGREE, DIFFERS]),
    ("突击队从一季度末的10支减到了8支。", [AGREE, AGREE]),
    ("宅坦村农户包保率由去年同期的90.6%提升至100%，上升9.4个百分点。", [AGREE] * 3),
    ("理论宣讲57次，去年同期48次，增加9次。", [AGREE] * 3),
    ("理论宣讲57次，去年同期48次，增加8次。", [AGREE, AGREE, DIFFERS]),
    ("警示教育片48次，比去年同期的41次多7次，增长了17%左右。", [AGREE, AGREE, AGREE, ROUNDED]),
    ("党委会22次、中心组学习10次，分别比去年同期增加3次、持平。", [AGREE] * 3),
    ("与上年同期比，宣讲次数由48次增加到57次，净增9次，增幅18.8%。", [AGREE] * 4),
    ("党员责任区比去年底的62个多了8个，达到70个。", [AGREE, "", AGREE]),
    ("志愿活动156次，同比增长21.9%，增速比上年提高5个百分点。", [AGREE, AGREE, ""]),
    ("谋划项目16个，比6月底减少1个。", [AGREE, AGREE]),
    ("谋划项目16个，比6月底减少2个。", [AGREE, DIFFERS]),
    ("调解成功29件，成功率96.7%，较去年同期提高8.2个百分点。", [AGREE] * 3),
])  # fmt: skip
def test_a_change_is_between_the_two_times_that_are_told(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("上庄村助企活动开展了14次，占全镇43次的三成多。", [AGREE, AGREE, ROUNDED]),
    ("上庄村助企活动开展了14次，占全镇44次的五成多。", [AGREE, DIFFERS, DIFFERS]),
    ("宅坦村制定帮扶措施270条，占全镇1690条的16%。", [AGREE, AGREE, AGREE]),
    ("全镇农户4508户，其中旺川村917户、上庄村912户，两村合计超过全镇四成。",
     [AGREE] * 3 + [ABSENT, ROUNDED]),
    ("集体收入585万元，其中上庄村170.23万元、宅坦村125.64万元，两村合计占全镇的五成。",
     [AGREE] * 3 + [ABSENT, ROUNDED]),
    ("上庄村志愿活动26次，参与党员300人次，占全镇的五成。", [AGREE, ABSENT, ABSENT]),
    ("上庄村责任区13个、余川村10个，两村合计23个，占全镇的三成以上。",
     [AGREE, AGREE, ABSENT, AGREE, ROUNDED]),
    ("两名年轻镇干部分赴上庄村和五联村任村委会主任助理。", [AGREE]),
    ("村级后备干部14名，村均2名。", [AGREE, ROUNDED]),
    ("村级后备干部14名，村均3名。", [AGREE, AMBIGUOUS]),
    ("帮扶措施1690条，平均每村241条。", [AGREE, ROUNDED]),
    ("书记后备7人，各村均有1人。", [AGREE, ROUNDED]),
    ("党员志愿活动156次，月均17次以上。", [AGREE, ROUNDED]),
    ("排查矛盾纠纷30件，已调解成功29件，尚有1件正在调处。", [AGREE] * 3),
    ("排查矛盾纠纷30件，已调解成功29件，还剩两件在宅坦。", [AGREE, AGREE, AMBIGUOUS]),
])  # fmt: skip
def test_what_the_ledgers_figures_give_when_they_are_worked_out_agrees(text, expected):
    assert verdicts(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("集体收入过50万元的村有4个。", ["", AGREE]),
    ("4个村跨过50万元门槛，3个村不到50万元。", [AGREE, "", AGREE, ""]),
    ("集体收入突破500万元大关，达585万元。", [ROUNDED, AGREE]),
    ("五联村2023年集体收入33.62万元，离50万元的强村标准还差16.38万元。", [AGREE, "", AGREE]),
    ("五联村2023年集体收入33.62万元，离50万元的强村标准还差17.38万元。", [AGREE, "", ""]),
    ("党员志愿活动去年175次，今年156次，还差19次就赶上了。", [AGREE] * 3),
    ("与去年同期相比，党委会多开了3次，宣讲多了9次。", [AGREE, AGREE]),
    ("与去年同期相比，党委会多开了4次。", [DIFFERS]),
    ("还有1件纠纷没有化解。", [AGREE]),
    ("还有2件纠纷没有化解。", [AMBIGUOUS]),
    ("在全县率先建成示范岗24个。", [AGREE]),
])  # fmt: skip
def test_bars_gaps_and_what_is_over_are_told_from_results(text, expected):
    assert verdicts(text) == expected


def test_a_place_named_under_one_item_is_not_that_of_the_next():
    text = "情况如下。一是关于收入。瑞川村2023年收入49.6万元。二是关于项目。谋划实施{}个。"
    assert verdicts(text.format(16))[-1] == AGREE
    assert verdicts(text.format(12))[-1] == DIFFERS
    text = "余川村工作扎实。一是设党员责任区10个。二是谋划项目{}个。"
    assert verdicts(text.format(3)) == [AGREE, AGREE]


def test_a_number_of_our_village_in_a_paper_of_the_town_is_asked_about():
    told = check("会上代表发言：我村设党员责任区9个。", TOWN, AS_OF, operator()).figures[0]
    assert told.verdict == AMBIGUOUS
    assert str(told.reason) == "这句话说的是一个村，看不出是哪个村，请自己核实。"


def test_one_thing_of_two_places_is_not_given_two_values():
    text = "全镇农户4508户。\n瑞川村摸排矛盾纠纷7件；村里496户全部有人包保。"
    assert not check(text, TOWN, AS_OF, operator()).findings
    told = check("全镇农户4508户。\n全镇共有农户4518户。", TOWN, AS_OF, operator()).findings
    assert [one.kind for one in told] == ["two_values"]


def test_the_figures_of_a_growth_are_shown_unrounded():
    told = check("项目总投资2.54亿元，比去年同期增加3900万元。", TOWN, AS_OF, operator()).figures[1]
    assert str(told.reason) == "上年同期是2.245亿元，现在是2.54亿元。"
