"""What is declared of a 公文 is checked; each fault says how to mend it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.reports.papers import LONGEST, NotInOrder, declared

DAY = date(2024, 9, 30)
OFFICIAL = {"official": "1", "issuer": "上庄镇人民政府文件", "number": "上政〔2024〕5号"}


def faults(**said: str) -> dict[str, str]:
    with pytest.raises(NotInOrder) as caught:
        declared(said, place="上庄镇", as_of=DAY)
    return caught.value.faults


def test_a_report_is_signed_by_its_place_on_its_day():
    papers = declared({}, place="上庄镇", as_of=DAY)
    assert (papers.signed_by, papers.signed_on, papers.official) == ("上庄镇", DAY, None)


def test_a_document_is_signed_by_its_issuer():
    papers = declared(OFFICIAL, place="上庄镇", as_of=DAY)
    assert papers.signed_by == "上庄镇人民政府"
    assert papers.official.number == "上政〔2024〕5号"


def test_there_is_no_red_header_without_the_declaration():
    papers = declared({**OFFICIAL, "official": ""}, place="上庄镇", as_of=DAY)
    assert papers.official is None


@pytest.mark.parametrize(
    "number",
    [
        "上政[2024]5号",
        "上政（2024）05号",
        "上政〔2024〕第5号",
        "上政【2024】005号",
        "上政(2024)5",
        "上政〔２０２４〕５号",
    ],
    ids=("square", "zero", "ordinal", "zeros", "bare", "full-width"),
)
def test_a_number_that_is_nearly_right_is_told_as_it_should_be(number):
    assert "上政〔2024〕5号" in faults(**{**OFFICIAL, "number": number})["number"]


@pytest.mark.parametrize("number", ["", "5号", "上政2024年", "〔2024〕5号", "上政〔2024〕0号"])
def test_what_is_no_number_is_refused_with_an_example(number):
    assert faults(**{**OFFICIAL, "number": number})["number"].endswith("如：上政〔2024〕5号。")


def test_number_and_date_are_of_one_year():
    told = faults(**OFFICIAL, signed_on="2025-01-03")
    assert "2024" in told["number"] and "2025" in told["number"]


def test_every_fault_is_told_at_once():
    told = faults(official="1", signed_on="九月三十", copies="县民政局", recipient="某" * 121)
    assert set(told) == {"issuer", "number", "signed_on", "printer", "recipient"}


@given(st.dictionaries(st.sampled_from(sorted([*LONGEST, "signed_on", "official"])), st.text()))
def test_whatever_is_said_is_taken_or_told(said):
    told: dict[str, str] = {}
    signed = ""
    try:
        signed = declared(said, place="上庄镇", as_of=DAY).signed_by
    except NotInOrder as error:
        told = error.faults
    assert signed or told
    assert all(fault.endswith(("。", "？")) for fault in told.values())
