"""The conventions by which a wording is true, told as examples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.draftcheck.acceptor import Wording, accepts, last_place
from tests.draftcheck.numerals import Spoken, hanzi

TENTHOUSAND, MILLION = 10_000, 10**6
#: writing, the smallest and the largest true value among whole numbers, the nearest false ones.
COUNTS = [
    (Spoken(Decimal(22), "次"), 22, 22, 21, 23),
    (Spoken(Decimal(50), "次", form="余"), 51, 59, 49, 60),
    (Spoken(Decimal(150), "次", form="多"), 151, 159, 149, 160),
    (Spoken(Decimal(100), "次", form="余"), 101, 199, 99, 200),
    (Spoken(Decimal(1600), "条", form="余"), 1601, 1699, 1599, 1700),
    (Spoken(Decimal(60), "次", form="近"), 54, 59, 53, 61),
    (Spoken(Decimal(100), "次", form="约"), 95, 105, 89, 111),
    (Spoken(Decimal(100), "次", form="左右"), 95, 105, 89, 111),
    (Spoken(Decimal(50), "次", form="超过"), 51, 999, 50, None),
    (Spoken(Decimal(50), "次", form="不少于"), 50, 999, 49, None),
    (Spoken(Decimal(50), "次", form="以上"), 50, 999, 49, None),
    (Spoken(Decimal(580), "元", "万", form="余"), 5_800_001, 5_899_999, 5_799_999, 5_900_000),
    (Spoken(Decimal(585), "元", "万"), 5_845_000, 5_855_000, 5_799_999, 5_900_001),
    (Spoken(Decimal("2.54"), "元", "亿"), 253_500_000, 254_500_000, 253_499_999, 254_500_001),
    (Spoken(Decimal("0.0585"), "元", "亿"), 5_845_000, 5_855_000, 5_844_999, 5_855_001),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoken", "least", "most", "under", "over"), COUNTS, ids=lambda one: str(one)[:24]
)
def test_a_wording_is_true_between_its_bounds_and_false_outside(spoken, least, most, under, over):
    assert spoken.accepts(Fraction(least)) is True
    assert spoken.accepts(Fraction(most)) is True
    assert spoken.accepts(Fraction(under)) is False
    assert over is None or spoken.accepts(Fraction(over)) is False


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        (Wording("more_than", Fraction(50)), 50),
        (Wording("nearly", Fraction(60)), 60),
        (Wording("approx", Fraction(100)), 108),
        (Wording("exact", Fraction(100), Fraction(1), counted=False), Fraction(9997, 100)),
        (Wording("exact", Fraction(5_000_000), Fraction(10_000), counted=False), 5_300_000),
    ],
)
def test_where_careful_people_disagree_neither_is_claimed(wording, value):
    assert accepts(wording, Fraction(value)) is None


def test_a_share_is_true_as_rounded_at_its_last_decimal():
    share = Fraction(700, 12)
    for text, true in (("58.3", True), ("58", True), ("58.33", True), ("58.4", False)):
        assert Spoken(Decimal(text), "%").accepts(share) is true


def test_a_universal_claim_bears_no_exception_and_none_no_case():
    assert Spoken(word="全覆盖").accepts(Fraction(100))
    assert not Spoken(word="全覆盖").accepts(Fraction(9999, 100))
    assert Spoken(word="没有").accepts(Fraction(0))
    assert not Spoken(word="没有").accepts(Fraction(1))


def test_bounds_of_the_law_are_inclusive_or_not_as_it_says():
    edge = Fraction(50)
    inclusive = {"at_least": True, "at_most": True, "above": False, "less_than": False}
    assert {name: accepts(Wording(name, edge), edge) for name in inclusive} == inclusive


def test_an_unknown_comparator_is_refused():
    with pytest.raises(ValueError, match="no such comparator"):
        accepts(Wording("roughly"), Fraction(1))


def test_the_last_digit_that_is_not_zero_gives_the_place():
    assert [last_place(Fraction(n)) for n in (50, 156, 1600, 5_800_000)] == [10, 1, 100, 100_000]
    assert last_place(Fraction("2.54")) == Fraction(1, 100)
    for none in (Fraction(0), Fraction(1, 3)):
        with pytest.raises(ValueError, match=r"\d"):
            last_place(none)


def test_numbers_in_characters_read_as_they_are_spoken():
    told = {
        0: "零", 2: "二", 10: "十", 12: "十二", 20: "二十", 105: "一百零五", 110: "一百一十",
        156: "一百五十六", 1005: "一千零五", 1690: "一千六百九十", 4508: "四千五百零八",
        10_000: "一万", 30_050: "三万零五十", 100_000: "十万", 254_000_000: "二亿五千四百万",
    }  # fmt: skip
    assert {number: hanzi(Decimal(number)) for number in told} == told
    assert hanzi(Decimal("58.3")) == "五十八点三"
    for wrong in (Decimal(-1), Decimal(10**12)):
        with pytest.raises(ValueError, match="not written in characters"):
            hanzi(wrong)


def test_one_number_has_many_writings():
    assert Spoken(Decimal(22), "次", hand="wide").surface() == "２２次"
    assert Spoken(Decimal(22), "次", hand="hanzi").surface() == "二十二次"
    assert Spoken(Decimal(2), "名", hand="hanzi").surface() == "两名"
    assert Spoken(Decimal(200), "户", form="余", hand="hanzi").surface() == "两百余户"
    assert Spoken(Decimal(1690), "条", hand="grouped").surface() == "1,690条"
    assert Spoken(Decimal(585), "元", "万", hand="hanzi").surface() == "五百八十五万元"
    assert Spoken(Decimal(25400), "元", "万", hand="hanzi").surface() == "二亿五千四百万元"
    assert Spoken(Decimal("58.3"), "%", hand="hanzi").surface() == "百分之五十八点三"
    assert Spoken(Decimal(6), "%", "成", "近", "hanzi").surface() == "近六成"
    assert Spoken(Decimal(6), "大", hand="hanzi").surface() == "六大"
    assert Spoken(Decimal(60), "次", form="以上").surface() == "60次以上"
