"""What a figure is, where it begins and ends, and what its wording allows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jishi.values.prose import REASONS, Known, Mention, read

KNOWN = Known(["六大课堂"], ["千亩田村", "十里铺村"], ["第一议题"])


def only(text: str) -> Mention:
    """The one figure of a text."""
    (figure,) = read(text, KNOWN).figures
    return figure


def surfaces(text: str) -> list[str]:
    return [figure.surface for figure in read(text, KNOWN).figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("召开党委会22次。", ["22次"]),
        ("接访5批11人次。", ["5批", "11人次"]),
        ("走访群众50余户。", ["50余户"]),
        ("不得少于2次。", ["不得少于2次"]),
        ("收入5万元（含）以上的村", ["5万元（含）以上"]),
        ("新建3—5个站点", ["3—5个"]),
        ("提高1.2、3.5、2.7个百分点", ["1.2", "3.5", "2.7个百分点"]),
        ("用时3小时20分钟", ["3小时20分钟"]),
        ("约占三成", ["三成"]),
        ("六大课堂全覆盖", ["六大", "全覆盖"]),
        ("做到应建尽建、应保尽保", ["应建尽建", "应保尽保"]),
        ("严格落实“第一议题”制度", ["严格落实"]),
        ("其中7至9月15次，9月15到会", ["15次"]),
        ("8月12件，9月28日28件", ["12件", "28件"]),
        ("比去年同期的41次多7次", ["41次", "7次"]),
        ("两亿五千四百万总投资，一万二三", ["两亿五千四百万"]),
        ("还剩一件在宅坦，一件事一件事办", ["一件"]),
        ("千亩田村、十里铺村", []),
        ("“两学一做”、三会一课、一律", []),
        ("四套班子带头，五大班子到场，驻村两年以来，K12+300处塌方", []),
    ],
)
def test_a_figure_holds_what_compares_it_and_what_it_counts_in(text, wanted):
    assert surfaces(text) == wanted


@pytest.mark.parametrize(
    ("text", "comparator", "low", "high"),
    [
        ("22次", "exact", 22, 22),
        ("50余次", "more_than", 51, 59),
        ("超过50次", "more_than", 51, None),
        ("近100人", "nearly", 90, 99),
        ("约100人", "approx", 95, 105),
        ("不少于20次", "at_least", 20, None),
        ("20人以上", "at_least", 20, None),
        ("不超过20次", "at_most", None, 20),
        ("不足20次", "less_than", None, 19),
        ("3—5个", "range", 3, 5),
        ("三五个", "range", 3, 5),
        ("几十人", "vague", 20, 99),
        ("2.54亿元", "exact", 253_500_000, 254_500_000),
        ("585万元", "exact", 5_845_000, 5_855_000),
        ("5850元", "exact", 5850, 5850),
        ("58.3%", "exact", Fraction("58.25"), Fraction("58.35")),
        ("100%", "exact", 100, 100),
    ],
)
def test_a_wording_allows_certain_true_values(text, comparator, low, high):
    figure = only(text)
    assert (figure.comparator, figure.low, figure.high) == (comparator, low, high)


@pytest.mark.parametrize(("text", "roles"), [
    ("过50万元的村有4个，4个村迈过60万元门槛", ["threshold", "stated", "stated", "threshold"]),
    ("离50万元的强村标准还差16万元", ["threshold", "change"]),
    ("超出50万元强村线75万元", ["threshold", "change"]),
    ("党委会多开了3次，宣讲多了9次", ["change", "change"]),
    ("至少开展了3次，集体收入突破500万元大关", ["stated", "stated"]),
    ("误差3件，奖励标准50万元", ["stated", "norm"]),
])  # fmt: skip
def test_a_bar_and_what_is_missing_or_over_are_no_results(text, roles):
    assert [one.role for one in read(text, KNOWN).figures if one.surface != "4个村"] == roles


@pytest.mark.parametrize("text", ["22次", "２２次", "二十二次", "廿二次"])
def test_one_value_is_read_from_every_way_of_writing_it(text):
    figure = only(f"召开{text}。")
    assert (figure.value, figure.unit, figure.surface) == (22, "次", text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("25400万元", 254_000_000, "元"),
        ("六成半", 65, "%"),
        ("三分之二", Fraction(200, 3), "%"),
        ("千分之三", 3, "‰"),
        ("两年半", Fraction(5, 2), "年"),
        ("3个亿", 300_000_000, ""),
        ("5km", 5, "公里"),
        ("500元/亩", 500, "元/亩"),
    ],
)
def test_value_and_unit_are_told_plainly(text, value, unit):
    figure = only(f"共{text}。")
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("走訪群眾5０餘戶。", "5０餘戶"),
        ("全镇(zhèn)走访50余\n户群众", "50余\n户"),
        ("投资2 500 元。", "2 500 元"),
        ("今年召开２２ 次", "２２ 次"),
        ("占5\n8.3%。", "5\n8.3%"),
    ],
)
def test_offsets_are_into_the_text_as_given(text, surface):
    figure = only(text)
    assert figure.surface == surface == text[figure.start : figure.end]


def test_what_is_no_figure_is_told_with_its_reason():
    passed = read("2024年9月30日，《三会一课》第3批，3A级，一律").passed_over
    told = [(one.surface, one.reason) for one in passed]
    assert told[:4] == [
        ("2024年9月30日", "date"), ("《三会一课》", "title"),
        ("第3批", "ordinal"), ("3A级", "rank"),
    ]  # fmt: skip
    assert {reason for _surface, reason in told} <= REASONS.keys()


def test_the_role_is_that_of_the_sentence():
    roles = {
        "召开党委会22次。": "stated",
        "增长5.2%。": "change",
        "每月开展1次。": "norm",
        "力争达到80万元。": "target",
        "50万元以上的村有3个。": "threshold",
    }
    assert {text: read(text).figures[0].role for text in roles} == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("2023年召开党委会不低于60次。", ["stated"]),
        ("今年以来共召开党委会不超过20次。", ["stated"]),
        ("志愿服务活动上百次。", ["stated"]),
        ("今年以来，镇党委认真履职。召开党委会不少于20次。", ["stated"]),
        ("按照每月不少于2次的要求，今年以来共召开党委会不少于20次。", ["norm", "stated"]),
        ("今年以来，要求各支部召开会议不少于2次。", ["norm"]),
        ("每名党员全年参加学习不少于32学时。", ["norm"]),
        ("全年召开党委会要不少于24次。", ["norm"]),
        ("为了提高质量，党委会全年不少于24次。", ["norm"]),
        ("累计开展活动不少于4次的，评为优秀。", ["norm"]),
        ("2023年度工作要点：召开党委会不少于24次。", ["norm"]),
        ("二、工作安排\n全年开展志愿活动不少于12次。", ["norm"]),
        ("二、工作安排\n今年以来共开展志愿活动不少于12次。", ["stated"]),
    ],
)
def test_a_bound_of_what_was_done_states_and_one_that_is_asked_for_does_not(text, roles):
    assert [figure.role for figure in read(text).figures] == roles


_SIGNS = (
    "0123456789０９一二两三四五六七八九十百千万亿几数半零点余多来近约超不足满至到分之成"
    "个次户人元亩年月日天课内上下以均应尽全覆盖六大课堂第议题严格落实力争每较增长的了"
    "、，。；：（）()《》“”%‰.,:/+-—～ \t\r\n\u3000\u200b\x00\ud800\udfff𠀀aAè"
)


@settings(deadline=None, max_examples=600)
@given(st.one_of(
    st.text(st.sampled_from(_SIGNS), max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=40),
))  # fmt: skip
@example("0课半")
@example("零下近6℃，增长-50余元")
@example("\ud800三个\udfff")
@example("1/0，百分之，零分之一，0分之1")
def test_any_text_is_read_and_every_figure_stands_where_it_says(text):
    reading = read(text, KNOWN)
    reached = 0
    for figure in reading.figures:
        assert reached <= figure.start < figure.end
        assert text[figure.start : figure.end] == figure.surface
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        reached = figure.end
    for one in reading.passed_over:
        assert text[one.start : one.end] == one.surface
        assert one.reason in REASONS


def test_words_about_the_text_itself_are_no_figures():
    assert not read("两个数字不相加，三个数据要一致。").figures
    assert [one.surface for one in read("全镇两个数据中心，3个数字乡村项目。").figures] == [
        "两个",
        "3个",
    ]


def test_a_claim_of_what_nobody_can_count_is_no_figure():
    assert not read("各项任务均已完成，各项工作均顺利推进。").figures
    assert [one.surface for one in read("15项任务均已完成。").figures] == ["15项", "均"]
    assert [one.surface for one in read("各村均已完成规划。").figures] == ["均"]


def test_a_bound_that_tells_villages_apart_is_a_threshold():
    told = read("3个村不足50万元、4个村经营性收入超50万元。").figures
    assert [one.role for one in told] == ["stated", "threshold", "stated", "threshold"]
