"""However a text repeats itself, reading it takes time in proportion to its length."""

from __future__ import annotations

import time

import pytest

from jishi.values.prose import Known, read

HOSTILE = (
    "万", "一", "(", "1", "近", "“一", "《", "1、", "\n", "1 ", "六大课堂", "第", "1-", "均", " ",
    "三十", "(a", "12,345,", "百分之", "A1", "“", "一元", "十", "1 2 ", "3.", "，", "\ud800",
    "1，111", "1 111 ", "至少", "力争", "每", "较", "1小时1分钟", "1.2、", "1万至",
    "十\n", "电话1", "全覆盖", "严格落实",
)  # fmt: skip
KNOWN = Known(["六大课堂"], ["十里铺村"], ["第一议题"])
SHORT = 12_000
#: Four times the length may take eight times as long (sixteen would be its square), and what is
#: over too soon to be measured passes.
TIMES, RATIO, TOO_SOON = 4, 8.0, 0.15


def seconds(text: str) -> float:
    """Processor time to read the text; the better of two, since the machine has other work."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        read(text, KNOWN)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("sign", HOSTILE, ids=ascii)
def test_a_longer_text_takes_as_much_longer(sign):
    short, long = (sign * (length // len(sign)) for length in (SHORT, TIMES * SHORT))
    longer = seconds(long)
    assert longer <= TOO_SOON or longer <= RATIO * seconds(short)


def test_a_number_that_never_ends_behind_another_is_given_up_soon():
    assert seconds("1-" + "1" * SHORT) <= TOO_SOON
    assert seconds("1至" + "1,111," * (SHORT // 6)) <= TOO_SOON


def test_two_hundred_thousand_characters_of_report_are_read_within_three_seconds():
    report = "全年召开党委会22次，走访群众50余户，占58.3%，第一议题全覆盖。" * 6_000
    assert len(report) >= 200_000
    assert seconds(report) <= 3.0
