"""What cannot be said is left out, and the punctuation around it stays right."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.reports.clauses import without
from jishi.reports.report import Segment


def said(text: str, missing: str) -> str:
    """`text` with its one-letter placeholders {a}; those in `missing` have no value."""
    segments = [
        Segment(part[1].upper(), part[1]) if part.startswith("{") else Segment(part)
        for part in re.split(r"(\{\w\})", text)
        if part
    ]
    return "".join(s.text for s in without(segments, missing.__contains__))


@pytest.mark.parametrize(
    ("text", "missing", "left"),
    [
        ("开会{a}，学习{b}，宣讲{c}。", "", "开会A，学习B，宣讲C。"),
        ("开会{a}，学习{b}，宣讲{c}。", "a", "学习B，宣讲C。"),
        ("开会{a}，学习{b}，宣讲{c}。", "b", "开会A，宣讲C。"),
        ("开会{a}，学习{b}，宣讲{c}。", "c", "开会A，学习B。"),
        ("开会{a}，学习{b}，宣讲{c}。", "abc", ""),
        # The stronger of two marks stays between what is left.
        ("甲{a}、乙{b}，丙{c}。", "b", "甲A，丙C。"),
        ("甲{a}，乙{b}、丙{c}。", "b", "甲A，丙C。"),
        ("甲{a}；乙{b}，丙{c}。", "b", "甲A；丙C。"),
        ("甲{a}；乙{b}。丙{c}。", "b", "甲A。丙C。"),
        ("甲{a}！乙{b}。丙{c}。", "b", "甲A！丙C。"),
        ("其中：甲{a}、乙{b}。", "a", "其中：乙B。"),
        ("其中：甲{a}、乙{b}。", "ab", ""),
        # What only leads up to figures goes with the last of them.
        ("今年以来，开会{a}，学习{b}。", "a", "今年以来，学习B。"),
        ("今年以来，开会{a}，学习{b}。", "ab", ""),
        ("坚持常抓不懈。今年以来，开会{a}。", "a", "坚持常抓不懈。"),
        ("今年以来，开会{a}；去年，学习{b}。", "a", "去年，学习B。"),
        ("今年以来，开会{a}；去年，学习{b}。", "b", "今年以来，开会A。"),
        # Marks inside brackets and quotation marks part nothing.
        ("“学、做，改”活动{a}，学习{b}。", "b", "“学、做，改”活动A。"),
        ("活动{a}（含讲课，不含会议），学习{b}。", "a", "学习B。"),
        ("活动（讲课{a}，会议），学习{b}。", "a", "学习B。"),
        ("开会{a}，学习{b}", "b", "开会A"),
        ("{a}", "a", ""),
        ("开会{a}次、{b}人。", "b", "开会A次。"),
        ("没有数字的话，照旧，不变。", "", "没有数字的话，照旧，不变。"),
    ],
)
def test_a_clause_without_its_figure_is_left_out(text, missing, left):
    assert said(text, missing) == left


clauses = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("，、；。：！")), min_size=1, max_size=8
)


@given(clauses, st.sets(st.sampled_from("abcdefgh")))
def test_exactly_the_figures_that_exist_remain_and_no_marks_meet(parts, missing):
    text = "".join(f"项{{{key}}}{mark}" for key, mark in parts)
    left = said(text, "".join(missing))
    kept = [key.upper() for key, _mark in parts if key not in missing]
    assert re.findall("[A-H]", left) == kept
    assert not re.search("[，、；。：！]{2}|^[，、；。：！]", left)
    assert not missing or not left or left[-1] in "，、；。：！"
