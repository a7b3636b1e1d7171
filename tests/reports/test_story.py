"""A report says what the template says, with the figures in it, for a town and for a village."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from jishi.reports import drafting
from jishi.reports.report import HEADINGS, Level, Paragraph, Segment
from jishi.reports.story import build
from jishi.reports.template import Template, load
from jishi.values.period import in_chinese
from tests.reports import sample

NUMBERS = {Level.FIRST: "{}、", Level.SECOND: "（{}）"}


@pytest.fixture(scope="module")
def story():
    return load(drafting.shipped(), sample.TOWN)


def texts(report):
    return [p.text for p in report.paragraphs]


def of(*lines, **values):
    """A report of lines, each (level, text with {key}); `values` say what is written."""
    paragraphs = tuple(
        Paragraph(
            level,
            tuple(
                Segment("", part[1:-1]) if part.startswith("{") else Segment(part)
                for part in re.split(r"(\{\w+\})", text)
                if part
            ),
        )
        for level, text in lines
    )
    some = sample.figure("villages")
    figures = {key: replace(some, key=key, written=value) for key, value in values.items()}
    return build(
        Template(paragraphs),
        figures,
        place_name="上庄镇",
        place_path="绩溪县上庄镇",
        as_of=sample.DAY,
    )


def test_the_shipped_word_file_is_the_shipped_text():
    assert drafting.shipped() == drafting.make_template(drafting.source())


def test_the_story_tells_every_figure_in_four_chapters(story):
    assert sorted(story.keys) == sorted(sample.TOWN)
    report = sample.town(story)
    chapters = [p.text for p in report.paragraphs if p.level is Level.FIRST]
    assert [text[:2] for text in chapters] == ["一、", "二、", "三、", "四、"]
    assert {p.level for p in report.paragraphs} == set(Level) - {
        Level.FOURTH
    }  # the shipped story needs none
    told = {s.key: s.text for p in report.paragraphs for s in p.segments if s.key}
    assert told == {key: f.written for key, f in sample.figures().items()}
    assert report.left_out == ()
    whole = "".join(texts(report))
    for official in (
        "50余次",
        "150余次",
        "40余次",
        "585万元",
        "2.54亿元",
        "58.3%",
        "4508户",
        "2023年，",
    ):
        assert official in whole
    assert "{" not in whole
    assert report.title == "上庄镇党建引领乡村振兴工作情况报告"


def test_a_village_report_leaves_out_what_only_the_town_has_and_still_reads_well(story):
    report = sample.village(story)
    assert set(report.left_out) == set(sample.TOWN_ONLY)
    whole = "".join(texts(report))
    for gone in ("党委会", "中心组", "交叉挂职", "40周岁"):
        assert gone not in whole
        assert gone in "".join(texts(sample.town(story)))
    assert "今年以来，开展理论宣讲50余次。" in whole
    assert "由镇派到村任职的干部2名。" in whole
    assert not re.search("[，、；。：][，、；。：]", whole)
    for paragraph in report.paragraphs:
        if paragraph.level is Level.BODY:
            assert paragraph.text.endswith("。")


@pytest.mark.parametrize("key", sample.TOWN)
def test_any_single_figure_can_be_missing(story, key):
    report = sample.town(story, missing=(key,))
    assert report.left_out == (key,)
    whole = "\n".join(texts(report))
    assert not re.search("[，、；。：]{2}|^[，、；。：]|[，、；：]$", whole, re.MULTILINE)
    assert "今年以来。" not in whole
    told = [s.key for p in report.paragraphs for s in p.segments if s.key]
    assert sorted(told) == sorted(k for k in sample.TOWN if k != key)


def test_without_any_figure_only_the_frame_is_left(story):
    report = sample.town(story, missing=tuple(sample.TOWN))
    assert not [p for p in report.paragraphs if p.level in HEADINGS]
    assert len([p for p in report.paragraphs if p.level is Level.BODY]) == 1


def test_headings_with_nothing_under_them_go_and_the_others_are_numbered_anew():
    report = of(
        (Level.FIRST, "班子"),
        (Level.SECOND, "会议"),
        (Level.BODY, "开会{a}。"),
        (Level.SECOND, "学习"),
        (Level.BODY, "学习{b}。"),
        (Level.THIRD, "接访{a}。"),
        (Level.THIRD, "调解{b}。"),
        (Level.FIRST, "党员"),
        (Level.BODY, "活动{a}。"),
        (Level.FIRST, "实绩"),
        (Level.BODY, "项目{b}。"),
        a=None,
        b="5次",
    )
    assert texts(report) == [
        "一、班子",
        "（一）学习",
        "学习5次。",
        "1.调解5次。",
        "二、实绩",
        "项目5次。",
    ]


def test_more_than_ten_headings_are_numbered_in_chinese():
    lines = [(Level.FIRST, "甲。") for _ in range(21)]
    marks = [text.split("、")[0] for text in texts(of(*lines))]
    assert (marks[9], marks[10], marks[19], marks[20]) == ("十", "十一", "二十", "二十一")


def test_what_is_filled_in_is_never_read_again():
    report = build(
        Template((Paragraph(Level.BODY, (Segment("", "place"), Segment("有"), Segment("", "a"))),)),
        {
            "a": replace(
                sample.figure("villages"), key="a", written="{{ place }}\x00\u202e\n{% x %}"
            )
        },
        place_name="{{ a }}",
        place_path="",
        as_of=sample.DAY,
    )
    assert texts(report) == ["{{ a }}有{{ place }} {% x %}"]


def test_a_figure_that_was_not_given_is_named(story):
    figures = sample.figures()
    del figures["households"]
    with pytest.raises(KeyError, match="households"):
        build(story, figures, place_name="", place_path="", as_of=sample.DAY)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2024, 9, 30), "2023"), (date(2024, 12, 31), "2024"), (date(2025, 1, 1), "2024")],
)
def test_the_last_full_year_is_never_a_partial_one(day, year):
    template = Template((Paragraph(Level.BODY, (Segment("", "last_full_year"),)),))
    report = build(template, {}, place_name="", place_path="", as_of=day)
    assert texts(report) == [year]


def test_a_date_has_arabic_digits_without_leading_zeros():
    assert in_chinese(date(2024, 3, 5)) == "2024年3月5日"
