"""A figure as written says the exact value within its rounding, and never goes backwards."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.values.figures import NARROW_SPACE, as_written, display, exact, spaced, written

SIZES = {"元": 1, "万元": 10**4, "亿元": 10**8}


def read(text: str) -> Fraction:
    """A plain reader of what was written: the value in yuan, per cent or pieces."""
    number, more, unit = re.fullmatch(r"(-?[\d.]+)(余?)(\D*)", text).groups()
    assert not more or number.endswith("0")
    return Fraction(number) * SIZES.get(unit, 1)


@pytest.mark.parametrize(
    ("value", "unit", "style", "text"),
    [
        (22, "次", "exact", "22次"),
        (4508, "户", "exact", "4508户"),
        (Fraction(700, 12), "%", "exact", "58.3%"),
        (100, "%", "exact", "100%"),
        (0, "%", "exact", "0%"),
        (Fraction(450700, 4508), "%", "exact", "99.98%"),
        (Fraction(100, 4508), "%", "exact", "0.02%"),
        (Decimal("12.25"), "%", "exact", "12.3%"),
        (5_850_000, "元", "exact", "585万元"),
        (254_000_000, "元", "exact", "2.54亿元"),
        (99_999_999, "元", "exact", "1亿元"),
        (99_500_000, "元", "exact", "9950万元"),
        (10_000, "元", "exact", "1万元"),
        (Decimal("9999.99"), "元", "exact", "9999.99元"),
        (Decimal("9999.996"), "元", "exact", "1万元"),
        (10_050, "元", "exact", "1.01万元"),
        (-5_850_000, "元", "exact", "-585万元"),
        (0, "元", "exact", "0元"),
        (57, "次", "more_than", "50余次"),
        (156, "次", "more_than", "150余次"),
        (43, "次", "more_than", "40余次"),
        (19, "次", "more_than", "19次"),
        (20, "次", "more_than", "20次"),
        (21, "次", "more_than", "20余次"),
        (150, "次", "more_than", "150次"),
        (0, "次", "more_than", "0次"),
    ],
)
def test_a_figure_is_written_as_officials_write_it(value, unit, style, text):
    assert written(value, unit, style) == text


def test_the_number_of_decimals_can_be_asked_for():
    assert written(Fraction(700, 12), "%", decimals=2) == "58.33%"
    assert written(254_321_000, "元", decimals=0) == "3亿元"


def test_a_float_is_refused_because_it_has_lost_its_exact_value():
    with pytest.raises(TypeError):
        written(58.3, "%")


@pytest.mark.parametrize(("value", "unit"), [(57, "%"), (57, "元"), (Fraction(1, 2), "次")])
def test_more_than_is_only_for_whole_counts(value, unit):
    with pytest.raises(ValueError, match="余"):
        written(value, unit, "more_than")


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="nearly"):
        written(57, "次", "nearly")


def test_a_screen_gets_number_and_unit_apart():
    assert display(5_850_000, "元") == ("585", "万元")
    assert display(254_000_000, "元") == ("2.54", "亿元")
    assert display(4508, "户") == (f"4{NARROW_SPACE}508", "户")
    assert display(Fraction(700, 12), "%") == ("58.3", "%")
    assert display(12_345_000_000, "元") == ("123.45", "亿元")
    assert spaced(1_690_000) == f"1{NARROW_SPACE}690{NARROW_SPACE}000"
    assert spaced(-4508) == f"-4{NARROW_SPACE}508"


def test_the_exact_value_is_not_rounded():
    assert exact(5_850_000, "元") == "5850000元"
    assert exact(Decimal("12.05"), "元") == "12.05元"
    assert exact(Fraction(700, 12), "%") == "58.3333…%"
    assert exact(Fraction(-200, 3), "%") == "-66.6666…%"
    assert exact(Fraction(1, 8), "亩") == "0.125亩"


money = st.integers(0, 10**14).map(lambda fen: Fraction(fen, 100))


@given(money)
def test_money_read_again_is_within_half_of_its_last_decimal(value):
    text = written(value, "元")
    unit = re.search(r"\D*$", text).group()
    assert abs(read(text) - value) <= Fraction(SIZES[unit], 200)


@given(st.integers(1, 10**5).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_read_again_is_within_half_of_a_decimal_and_full_only_when_full(pair):
    value = Fraction(pair[0] * 100, pair[1])
    text = written(value, "%")
    assert abs(Fraction(text[:-1]) - value) <= Fraction(1, 20)
    assert (text == "100%") == (value == 100)
    assert (text == "0%") == (value == 0)


@given(st.integers(0, 10**9))
def test_more_than_is_true_and_less_than_ten_below(value):
    text = written(value, "次", "more_than")
    assert 0 <= value - read(text) < 10
    assert ("余" in text) == (read(text) < value)


@given(money, money)
def test_more_money_is_never_written_as_less(one, other):
    low, high = sorted((one, other))
    assert read(written(low, "元")) <= read(written(high, "元"))


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_a_larger_share_is_never_written_as_a_smaller_one(one, other):
    low, high = sorted((one, other))
    assert Fraction(written(low, "%")[:-1]) <= Fraction(written(high, "%")[:-1])


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_larger_count_is_never_written_as_a_smaller_one(one, other):
    low, high = sorted((one, other))
    assert read(written(low, "次", "more_than")) <= read(written(high, "次", "more_than"))


@pytest.mark.parametrize(("value", "unit", "rounded", "step"), [
    (Fraction(175, 3), "%", Fraction("58.3"), Fraction(1, 10)),
    (Fraction(4507 * 100, 4508), "%", Fraction("99.98"), Fraction(1, 100)),
    (1_702_345, "元", 1_702_300, 100), (254_321_000, "元", 254_000_000, 1_000_000),
    (99_999_999, "元", 100_000_000, 1_000_000), (Fraction("5850.5"), "元", Fraction("5850.5"),
    Fraction(1, 100)), (22, "次", 22, Fraction(1, 100)),
    (Fraction(25, 3), "个百分点", Fraction("8.3"), Fraction(1, 10)),
])  # fmt: skip
def test_the_value_as_it_is_written_and_the_place_of_its_last_decimal(value, unit, rounded, step):
    assert as_written(value, unit) == (rounded, step)
