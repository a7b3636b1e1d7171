"""Sums that cannot be, found without a ledger; and those that can be left alone."""

from __future__ import annotations

import pytest

from jishi.draftcheck.checking import check_alone

WRONG = (
    ("镇领导班子中40周岁以下占比58.4%。", "impossible_share"),
    ("村班子成员7名，其中35岁以下占30%。", "impossible_share"),
    ("接待群众来访5批3人次。", "heads_below_batches"),
    ("摸排矛盾纠纷30件，调解成功31件。", "part_above_whole"),
    ("发放慰问金12户，其中困难党员15户。", "part_above_whole"),
    ("摸排矛盾纠纷30件，调解成功29件，调解成功率98%。", "share_contradicts"),
    ("排查隐患30处，整改到位29处，隐患整改率98%。", "share_contradicts"),
    ("有党员500名，其中女党员200名，占党员总数的30%。", "share_contradicts"),
    ("有党员500名，其中女党员200名，占比30%。", "share_contradicts"),
    ("党员中，35岁以下占20%、36至59岁占50%、60岁以上占40%。", "shares_sum"),
    ("三次产业分别占20%、30%、40%。", "shares_sum"),
    ("集体收入585万元，比上年的500万元增长20%。", "growth"),
    ("收入由50万元增加到65万元，增长20%。", "growth"),
    ("2023年村集体收入65万元，比2022年的50万元增长20%。", "growth"),
    ("今年6次，比去年的4次增加3次。", "growth"),
    ("参会48人次，比上年的60人次减少10人次。", "growth"),
    ("上庄村5件、余川村2件、瑞川村18件、寺后村2件，全镇共排查矛盾纠纷30件。", "parts_sum"),
    ("上庄村10件、余川村8件、旺川村9件，合计28件。", "parts_sum"),
    ("一季度10次、二季度12次、三季度8次，合计31次。", "parts_sum"),
    ("男200人、女150人，共360人。", "parts_sum"),
    ("党员500名，男200名，女150名。", "parts_sum"),
    ("上半年12场，下半年15场，全年共28场。", "parts_sum"),
    ("投入200万元，其中县级120万元、镇级50万元、村级40万元。", "parts_sum"),
    ("村\t件数（件）\n上庄村\t5\n余川村\t2\n合计\t9", "parts_sum"),
    ("序号\t村\t户数\n1\t上庄村\t1,205\n2\t余川村\t2\n合计\t\t1208", "parts_sum"),
    ("村\t一组\t二组\t合计\n甲村\t5\t2\t7\n乙村\t2\t3\t5\n丙村\t2\t3\t6", "parts_sum"),
    ("完成计划500亩，实际450亩，完成率110%。", "share_contradicts"),
    ("计划500亩，实际完成450亩，完成率110%。", "share_contradicts"),
    ("网格覆盖率达110%。", "above_all"),
    ("今年召开党委会22次。今年以来共召开党委会20次。", "two_values"),
    ("全镇共有村民组63个。目前64个村民组都有网格员。", "two_values"),
)
RIGHT = (
    "党委会22次、中心组学习10次，其中上半年分别为15次、7次。",
    "4个村迈过50万元门槛，其中上庄村170余万元。",
    "镇领导班子中40周岁以下占比58.3%。",
    "村班子成员7名，其中35岁以下占28.6%。",
    "接待群众来访5批11人次。",
    "摸排矛盾纠纷30件，调解成功29件，调解成功率96.7%。",
    "摸排矛盾纠纷30件，调解成功29件，群众满意率98%。",
    "走访群众300人，解决问题290人，群众满意率99%。",
    "有党员500名，其中流动党员20名，参与率95%。",
    "有党员500名，其中女党员200名，大专以上学历占比30%。",
    "有干部20名，其中女干部8名，本科以上占70%。",
    "三次产业分别占20%、30%、50%。",
    "三次产业分别占33.3%、33.3%、33.3%。",
    "集体收入585万元，比上年的500万元增长17%。",
    "集体收入585万元，比上年的500万元下降0.1%以下。",
    "2023年召开党委会26次。2024年召开党委会22次。",
    "余川村召开会议5次。瑞川村召开会议6次。",
    "满意率98%、办结率97%、按期率99%。",
    "每月召开党委会2次。今年以来召开党委会22次。",
    "新建公路5公里，改造公路8公里。",
    # growths that follow, or are of another thing
    "2023年村集体收入5850000元，折合585万元，比2022年的增长12.5%。",
    "收入由50万元增加到65万元，增长30%，农民收入由5万元增加到6万元，增长20%。",
    "收入由50万元增加到65万元，利润增长20%。",
    "收入由50万元增加到65万元，年均增长9%。",
    "今年6次，比去年的4次增加2次。",
    "今年60余次，比去年的40次增加25次。",
    "收入1.23亿元，比2022年的1.11亿元增长10.3%。",
    # parts that add up, that are some of all, or that may be partly the same
    "上庄村10件、余川村8件、旺川村9件，合计27件。",
    "上庄村10件、余川村8件、旺川村9件，全镇共排查矛盾纠纷60件。",
    "上庄村10余件、余川村8件、旺川村9件，合计28件。",
    "一季度10次、二季度12次、三季度8次，全年共40次。",
    "一季度帮扶100户、二季度帮扶120户，共帮扶150户。",
    "上半年12场，下半年15场，全年共27场。",
    "男200人、女150人，共走访360人次。",
    "党员500名，其中女党员200名、35岁以下250名、大专以上100名。",
    "慰问困难党员12户、老党员15户，共20户。",
    "上庄村走访5户、余川村走访2户，全镇共慰问30户。",
    "新建行政村文化礼堂5个、自然村8个，共10个。",
    "投入1.24亿元，其中县级1.1亿元、镇级1455万元。",
    "投入200万元，其中县级120万元、镇级50万元。",
    # tables that add up, with rates, with parts of parts, of what is the same again
    "村\t件数\n上庄村\t5\n余川村\t2\n合计\t7",
    "村\t完成率（%）\n上庄村\t95\n余川村\t80\n合计\t88",
    "村\t件数\t其中办结\n上庄村\t5\t2\n余川村\t2\t1\n合计\t9\t3",
    "月份\t户数\n1月\t5\n2月\t6\n合计\t8",
    "职务\t人数\n委员\t5\n书记\t2\n合计\t6",
    "村\t件数\n上庄村\t5\n余川村\t约2\n合计\t9",
    "村\t件数\n上庄村\t5\n余川村\t\n合计\t9",
    # rates
    "完成计划500亩，实际450亩，完成率90%。",
    "计划总投资1亿元，完成投资5000万元，完成率110%。",
    "计划500亩，实际完成550亩，完成率110%。",
    "覆盖率达到100%，满意率超过98%，覆盖率提高110%。",
    "一般公共预算支出41.53亿元，其中教育、农林水、卫生支出分别占18.6%、15.2%和17.9%。",
    "8个村中有5个村创成“三无”村。",
)


@pytest.mark.parametrize(("text", "kind"), WRONG)
def test_what_cannot_be_is_told_with_its_sum(text: str, kind: str) -> None:
    found = check_alone(text)
    assert [one.kind for one in found.findings] == [kind]
    assert str(found.findings[0].explanation)


@pytest.mark.parametrize("text", RIGHT)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert not [(one.kind, str(one.explanation)) for one in check_alone(text).findings]


def test_the_sum_is_shown_with_its_place() -> None:
    found = check_alone("上庄村10件、余川村8件、旺川村9件，合计28件。").findings
    assert str(found[0].explanation) == "10件＋8件＋9件＝27件，不是28件。"
    assert found[0].figures == (0, 1, 2, 3)
    found = check_alone("投入200万元，其中县级120万元、镇级50万元、村级40万元。").findings
    assert str(found[0].explanation) == "120万元＋50万元＋40万元＝210万元，不是200万元。"


def test_a_long_sum_is_told_by_its_result() -> None:
    rows = "".join(f"{name}村\t{at}\n" for at, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅"))
    (told,) = check_alone(f"村\t件数（件）\n{rows}合计\t79").findings
    assert str(told.explanation) == "这13个数加起来是78，不是79。"
