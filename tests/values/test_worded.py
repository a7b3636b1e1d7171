"""Numbers among words: exactly what they say, or nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jishi.values.entries import worded_int, worded_yuan


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("有13人", "人次", 13), ("13人", "人次", 13), ("十一", "人次", 11), ("十一人", "人次", 11),
        ("共十一人参加", "人次", 11), ("参加人员", "人次", None), ("实到２６人", "人次", 26),
        ("一百零五人次", "人次", 105), ("共计1,234人", "人次", 1234), ("廿三名", "人次", 23),
        ("5口", "人", 5), ("三户", "户", 3), ("两人", "人", 2), ("13户", "人次", None),
        ("20余人", "人次", None), ("十几人", "人次", None), ("约30人", "人次", None),
        ("三五人", "人次", None), ("几十人", "人次", None), ("3、5人", "人次", None),
        ("30人左右", "人次", None), ("应到20人实到18人", "人次", None), ("13人次", "", None),
        ("第3", "", None), ("三", "", 3), ("", "人", None), (13, "人", None),
        ("上庄村", "人", None),
        ("二十来人", "人次", None), ("1.5人", "人次", None), ("男3女2", "人", None),
    ],
)  # fmt: skip
def test_a_number_is_read_where_it_is_certain(text, unit, number):
    assert worded_int(text, unit) == number


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("三万元", (Fraction(30_000), True)), ("叁万伍仟元整", (Fraction(35_000), True)),
        ("三十五", (Fraction(35), False)), ("三万余元", None), ("几万元", None), ("3万元", None),
    ],
)  # fmt: skip
def test_an_amount_in_characters_is_read_with_its_unit(text, read):
    assert worded_yuan(text) == read
