"""Own files with numbers in words and days without a year: read where certain, and told."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from django.test import Client

from jishi.records.activities.models import Activity
from tests.web import smalltown
from tests.web.smalltown import TOWN
from tests.web.test_own_files import answers, saved, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(settings, tmp_path) -> Client:
    settings.JISHI_HOME = tmp_path
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def book(*rows: list[object], title: str = "上庄镇2024年党委会台账") -> bytes:
    made = openpyxl.Workbook()
    for row in ([title], ["序号", "会议时间", "会议主题", "参会人数"], *rows):
        made.active.append(row)
    return saved(made)


def check(client: Client, content: bytes, **said):
    url = upload(client, content)
    sent = answers(client, url, **{"s0-key": ["on", "title"], "s0-d-place": "上庄镇",
                                   "s0-d-kind": "党委会"} | said)  # fmt: skip
    answer = client.post(url, sent)
    assert answer.status_code == 302, answer.context["parts"]
    return client.get(answer["Location"])


def test_words_and_half_days_are_read_and_told_with_what_they_were_read_as(clerk):
    page = check(clerk, book(
        [1, "9月26日", "防汛", "有13人"], [2, "9.26", "环境", "十一"],
        [3, 9.28, "议事", "共21人参加"],
    ))  # fmt: skip
    assert page.context["outcome"].faults == []
    told = "\n".join(page.context["said"])
    assert "“有13人”读作13" in told
    assert "“十一”读作11" in told
    assert "“9月26日”读作2024-09-26" in told
    assert "按2024年读" in told
    clerk.post(page.request["PATH_INFO"])
    stored = Activity.rows.filter(title__in=["防汛", "环境", "议事"]).order_by("title")
    assert {(one.title, one.on, one.attendance) for one in stored} == {
        ("防汛", date(2024, 9, 26), 13), ("环境", date(2024, 9, 26), 11),
        ("议事", date(2024, 9, 28), 21),
    }  # fmt: skip


def test_what_is_not_certain_is_refused_in_words(clerk):
    page = check(clerk, book(
        [1, "2024-09-26", "防汛", "二十余人"], [2, 9.1, "环境", "13户"],
    ))  # fmt: skip
    told = {(one.row, one.column): one.message for one in page.context["outcome"].faults}
    assert set(told) == {(3, "人次"), (4, "日期"), (4, "人次")}
    assert "分不清是几日" in told[4, "日期"]


def test_a_title_of_two_years_says_no_year_and_the_page_asks_which(clerk):
    content = book([1, "9月26日", "防汛", 3], title="2023年至2024年党委会台账")
    page = clerk.get(upload(clerk, content))
    (part,) = page.context["parts"]
    assert (part["year"], part["yearless"]) == ("", ["9月26日"])
    assert "算哪一年" in page.content.decode()
    found = check(clerk, content, **{"s0-year": "2023"}).context["outcome"]
    assert found.faults == []
    assert found.differences[0].after["on"] == "2023-09-26"
    assert "没有写年份" in check(clerk, content).context["outcome"].faults[0].message


def test_the_same_headings_in_another_year_are_of_that_year(clerk):
    first = check(clerk, book([1, "9月26日", "防汛", 3]))
    clerk.post(first.request["PATH_INFO"])
    page = clerk.get(upload(clerk, book([1, "1月6日", "春节", 3], title="上庄镇2025年党委会台账")))
    assert page.context["parts"][0]["remembered"]
    assert page.context["parts"][0]["year"] == 2025
