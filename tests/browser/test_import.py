"""A clerk's own file in the browser: sent with progress, mapped, mended in place, stored."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from jishi.records.activities.models import Activity
from tests.browser.hands import beyond
from tests.web import smalltown
from tests.web.smalltown import TOWN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(settings, tmp_path):
    settings.JISHI_HOME = tmp_path
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def own_file(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (
        ["会议登记表（虚构）"], ["序号", "会议时间", "会议类型", "会议主题"],
        [1, "2024-07-01", "党委会", "防汛部署"], [2, "2024-07-08", "党委会议", "人居环境"],
    ):  # fmt: skip
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    path = folder / "会议.xlsx"
    path.write_bytes(held.getvalue())
    return path


def mapped(page: Page, folder: Path) -> None:
    """Choose the file and say what its columns are; ends on the check page."""
    page.set_input_files("#workbook", own_file(folder))
    page.get_by_role("button", name="上传，先核对").click()
    expect(page.get_by_role("heading", name="对表头")).to_be_visible()
    page.get_by_label("地方").fill("上庄镇")
    page.get_by_role("checkbox", name="日期").check()
    page.get_by_role("checkbox", name="内容").check()
    page.get_by_role("button", name="对好了，去核对").click()


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_an_own_file_comes_in_by_mapping_and_mending_in_place(screen, clerk, visit, tmp_path, axe):
    page = visit(f"/{TOWN}/import/", client=clerk, screen=screen, bypass_csp=True)
    mapped(page, tmp_path)
    expect(page.get_by_role("heading", name="有1处要改")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="换成党委会").click()
    expect(page.get_by_role("heading", name="都对得上")).to_be_visible()
    page.get_by_role("button", name="存进台账").click()
    expect(page.get_by_text("导入好了：新增2")).to_be_visible()
    assert Activity.rows.filter(title="人居环境", kind="committee_meeting").exists()


def test_a_refused_file_is_sent_once_and_its_answer_is_shown(clerk, visit, tmp_path):
    page = visit(f"/{TOWN}/import/", client=clerk, quiet=False)  # a refusal is told there, too
    path = tmp_path / "不是表.xlsx"
    path.write_bytes(b"nothing of a workbook")
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    for _again in range(2):  # what was shown can be used like the page before
        page.set_input_files("#workbook", path)
        page.get_by_role("button", name="上传，先核对").click()
        expect(page.locator(".errors")).to_contain_text("“不是表.xlsx”没有读")
        expect(page.locator(".errors")).to_be_focused()
        assert len(sent) == 1
        sent.clear()
    assert page.title().startswith("错误：")
    page.set_input_files("#workbook", own_file(tmp_path))
    page.get_by_role("button", name="上传，先核对").click()
    expect(page.get_by_role("heading", name="对表头")).to_be_visible()


def test_a_file_that_did_not_arrive_is_said_and_can_be_sent_again(clerk, visit, tmp_path):
    page = visit(f"/{TOWN}/import/", client=clerk, quiet=False)
    page.set_input_files("#workbook", own_file(tmp_path))
    page.context.set_offline(True)
    page.get_by_role("button", name="上传，先核对").click()
    expect(page.get_by_text("没有送到：连不上")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="上传，先核对").click()
    expect(page.get_by_role("heading", name="对表头")).to_be_visible()


def test_a_chosen_column_brings_its_own_question(clerk, visit, tmp_path):
    page = visit(f"/{TOWN}/import/", client=clerk)
    page.set_input_files("#workbook", own_file(tmp_path))
    page.get_by_role("button", name="上传，先核对").click()
    page.get_by_label("导入到").select_option(label="集体收入")
    page.get_by_label("序号").select_option(label="金额")
    expect(page.get_by_label("“序号”的单位")).to_be_visible()
    assert fits(page)


def fits(page: Page) -> bool:
    """The page does not scroll sideways."""
    return beyond(page) <= 0
