"""The ledger's figure in the writer's own way of writing."""

from fractions import Fraction

import pytest

from jishi.values.prose import read
from jishi.values.prose.rewriting import in_characters, rewritten


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        ("20次", 22, "22次"), ("２０次", 22, "２２次"), ("二十次", 22, "二十二次"),
        ("40余次", 57, "50余次"), ("40余次", 50, "50次"), ("四十余次", 57, "五十余次"),
        ("2.45亿元", 254000000, "2.54亿元"), ("24500万元", 254000000, "25400万元"),
        ("580万元", 5850000, "585万元"), ("57.3%", Fraction(175, 3), "58.3%"),
        ("百分之五十七点三", Fraction(175, 3), "百分之五十八点三"), ("1,609条", 1690, "1,690条"),
        ("二点四五亿元", 254000000, "二点五四亿元"), ("近50人", 57, "近60人"),
        ("超过40次", 57, "超过50次"), ("不少于60次", 57, "不少于50次"), ("約50餘人", 57, None),
        ("22場次", 30, "30場次"),
        ("二點四五億元", 254000000, "二點五四億元"), ("四十餘場", 57, "五十餘場"),
        ("五十来次", 61, "六十来次"), ("五十来次", 54, "五十四次"),
        ("一百五十余次", 148, "一百四十余次"),
        ("2亿4500万元", 254000000, "2亿5400万元"), ("2亿4500万元", 50000000, "5000万元"),
        ("２億４５００萬元", 254000000, "２億５４００萬元"),
        ("两亿四千五百万元", 254000000, "二亿五千四百万元"), ("叁拾伍件", 30, "叁拾件"),
        ("叁拾伍件", 12, "壹拾贰件"), ("共2 5 次。", 22, "22次"),
        ("5.85亿元", 5850000, "0.0585亿元"), ("2.54亿元", 312770000, "3.13亿元"),
        ("3万元", 26000, "2.6万元"), ("5.85億元", 26000, "2.6萬元"), ("5亿元", 3, "3元"),
        ("超过5.8亿元", 5850000, "0.0585亿元"), ("不少于3亿元", 5850000, "0.0585亿元"),
        ("不超过5亿元", 5850000, "0.0585亿元"), ("近百人", 187, "近二百人"), ("5万元", 0, "0万元"),
    ],
)  # fmt: skip
def test_a_figure_is_put_right_in_the_way_it_was_written(text, value, wanted):
    mention = read(text).figures[0]
    assert wanted is None or rewritten(mention, Fraction(value)) == wanted


@pytest.mark.parametrize("text", ["全覆盖", "3—5个", "几十人"])
def test_what_holds_no_single_number_is_left_to_the_writer(text):
    assert rewritten(read(text).figures[0], Fraction(7)) is None


@pytest.mark.parametrize(
    ("digits", "said"),
    [("0", "零"), ("10", "十"), ("22", "二十二"), ("105", "一百零五"), ("1690", "一千六百九十"),
     ("4508", "四千五百零八"), ("10005", "一万零五"), ("2.54", "二点五四"),
     ("120000000", "一亿二千万")],
)  # fmt: skip
def test_numbers_in_characters(digits, said):
    assert in_characters(digits) == said
