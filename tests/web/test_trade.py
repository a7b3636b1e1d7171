"""Workbooks by the pages: upload, check, confirm; the empty one; the whole town out again."""

from __future__ import annotations

import dataclasses
import io
import os
import time

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jishi.audit.models import Entry
from jishi.records.activities.models import Activity
from jishi.workbook.models import ImportRun
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(settings, tmp_path) -> Client:
    settings.JISHI_HOME = tmp_path
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def at(name: str, **parts: str) -> str:
    return reverse(name, kwargs={"place": TOWN, **parts})


def exported(client: Client) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(at("town_export")).content))


def upload(client: Client, book: openpyxl.Workbook | bytes, name: str = "台账.xlsx"):
    if isinstance(book, openpyxl.Workbook):
        held = io.BytesIO()
        book.save(held)
        book = held.getvalue()
    return client.post(at("import"), {"workbook": SimpleUploadedFile(name, book)})


def with_a_change(client: Client) -> openpyxl.Workbook:
    """The town as exported, one meeting's title changed and another one added."""
    book = exported(client)
    sheet = book["活动"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("内容") + 1).value = "改过的标题"
    added = {
        "编号": "HD-9", "日期": "2024.9.1", "种类": "党委会", "内容": "新会", "地方": "上庄镇",
    }  # fmt: skip
    sheet.append([added.get(head) for head in heads])
    return book


def with_faults(client: Client) -> openpyxl.Workbook:
    book = with_a_change(client)
    sheet = book["活动"]
    sheet.cell(3, [cell.value for cell in sheet[1]].index("日期") + 1).value = "二月三十"
    return book


def test_what_comes_out_goes_in_again_and_changes_nothing(clerk):
    answer = upload(clerk, exported(clerk))
    page = clerk.get(answer["Location"])
    outcome = page.context["outcome"]
    assert (outcome.created, outcome.updated, outcome.faults) == (0, 0, [])
    assert outcome.unchanged > 10
    assert "一模一样" in page.content.decode()


def test_a_sound_workbook_is_shown_before_it_is_stored(clerk):
    answer = upload(clerk, with_a_change(clerk))
    page = clerk.get(answer["Location"])
    assert (page.context["outcome"].created, page.context["outcome"].updated) == (1, 1)
    (one,) = page.context["changed"]
    assert one["diff"] == [{"label": "内容", "before": "党委会HD-1", "after": "改过的标题"}]
    assert not Activity.rows.filter(number="HD-9").exists()


def test_the_yes_stores_it_once_and_the_trail_says_whence(clerk):
    check = upload(clerk, with_a_change(clerk))["Location"]
    answer = clerk.post(check, follow=True)
    assert "新增1，更正1" in answer.content.decode()
    row = Activity.rows.get(number="HD-9")
    entry = Entry.objects.get(record=str(row.pk))
    assert (entry.actor, entry.origin) == ("clerk", "import")
    assert clerk.post(check).status_code == 404


def test_a_day_that_cannot_be_right_is_a_fault_of_its_row(clerk):
    book = with_a_change(clerk)
    heads = [cell.value for cell in book["活动"][1]]
    book["活动"].cell(book["活动"].max_row, heads.index("日期") + 1).value = "2090.9.1"
    (fault,) = clerk.get(upload(clerk, book)["Location"]).context["outcome"].faults
    assert (fault.column, "2090年9月1日还没到" in fault.message) == ("日期", True)


def test_today_tells_of_an_import_the_number_that_the_import_told(clerk):
    book = with_a_change(clerk)
    sheet = book["村民组"]
    sheet.append({"编号": TOWN + "20307", "名称": "第7组"}.get(cell.value) for cell in sheet[1])
    clerk.post(upload(clerk, book)["Location"])
    run = ImportRun.objects.get()
    assert run.created + run.updated == 3
    told = clerk.get(at("today")).context["mine"][0]
    assert "3条" in told.what
    assert clerk.get(told.url).context["count"] == 3


def test_a_faulty_workbook_shows_every_fault_and_keeps_nothing(clerk):
    check = upload(clerk, with_faults(clerk))["Location"]
    page = clerk.get(check)
    (fault,) = page.context["faults"]
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("活动", 3, "日期", "二月三十")
    wrong = [text for row in page.context["excerpt"]["rows"] for text, bad in row["cells"] if bad]
    assert wrong == ["二月三十"]
    assert clerk.post(check).status_code == 409
    assert not Activity.rows.filter(number="HD-9").exists()


def test_the_list_of_faults_can_be_taken_along(clerk):
    check = upload(clerk, with_faults(clerk), "九月.xlsx")["Location"]
    answer = clerk.get(check + "faults/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[:4] for row in rows] == [("活动", "3", "日期", "二月三十")]


def test_a_ledger_that_changed_after_the_check_is_not_overwritten(clerk):
    book = with_a_change(clerk)
    check = upload(clerk, book)["Location"]
    assert not clerk.get(check).context["outcome"].faults
    row = Activity.rows.get(number="HD-1")
    clerk.post(
        reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": str(row.pk)}),
        {"on": "2024-06-04", "kind": "committee_meeting", "title": "刚改的", "place": TOWN,
         "number": "HD-1", "version": "1"},
    )  # fmt: skip
    answer = clerk.post(check)
    assert answer.status_code == 409
    assert "台账又变了" in answer.content.decode()
    assert Activity.rows.get(number="HD-1").title == "刚改的"
    assert not Activity.rows.filter(number="HD-9").exists()


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04broken", b"<html></html>"], ids=repr
)
def test_what_is_no_workbook_is_refused_in_words_and_not_kept(clerk, content, settings):
    page = upload(clerk, content)
    assert page.status_code == 422
    text, hint = page.context["fault"]
    assert text
    assert hint
    assert not list((settings.JISHI_HOME / "uploads").glob("*.xlsx"))


def test_a_form_without_a_file_asks_for_one(clerk):
    assert clerk.post(at("import")).status_code == 422


def test_a_file_beyond_the_limit_is_refused(clerk, settings):
    settings.JISHI = dataclasses.replace(settings.JISHI, import_max_mb=1)
    page = upload(clerk, b"x" * (2**20 + 1))
    assert page.status_code == 422
    assert "1MB" in page.context["fault"][0]


def test_an_upload_belongs_to_who_brought_it_and_to_its_town(clerk):
    check = upload(clerk, exported(clerk))["Location"]
    other = smalltown.account("other", "town_clerk", TOWN)
    assert clerk.get(check).status_code == 200
    assert other.get(check).status_code == 404
    assert other.post(check).status_code == 404
    assert other.get(check + "faults/").status_code == 404
    neighbour = smalltown.account("neighbour", "town_clerk", NEIGHBOUR)
    assert neighbour.get(check.replace(TOWN, NEIGHBOUR)).status_code == 404


def test_uploads_are_private_files_and_go_after_a_day(clerk, settings):
    upload(clerk, exported(clerk))
    folder = settings.JISHI_HOME / "uploads"
    held = list(folder.iterdir())
    assert {path.stat().st_mode & 0o777 for path in held} == {0o600}
    long_ago = time.time() - 2 * 86400
    for path in held:
        os.utime(path, (long_ago, long_ago))
    upload(clerk, exported(clerk))
    assert not set(held) & set(folder.iterdir())


def test_the_empty_workbook_has_every_sheet(clerk):
    answer = clerk.get(at("import_template"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert {"说明", "镇情", "活动", "农户"} <= set(book.sheetnames)


def test_the_empty_workbook_empties_nothing_that_the_town_has_written(clerk):
    def empty() -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(clerk.get(at("import_template")).content))

    def offered() -> set[object]:
        return {row[0] for row in empty()["归口项目"].iter_rows(min_row=2, values_only=True)}

    written = empty()
    sheet = written["归口项目"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("开始日") + 1).value = "2021-03-01"
    code = sheet.cell(2, 1).value
    assert code in offered()
    clerk.post(upload(clerk, written)["Location"])
    assert code not in offered()


def test_below_the_town_one_is_led_up_to_it(clerk):
    for name in ("import", "town_export"):
        answer = clerk.get(reverse(name, kwargs={"place": VILLAGE}))
        assert answer["Location"] == at(name)


def test_only_a_towns_clerk_brings_workbooks(clerk):
    for role, place in (("town_leader", TOWN), ("village", VILLAGE)):
        client = smalltown.account(role, role, place)
        for name in ("import", "import_template", "town_export"):
            assert client.get(reverse(name, kwargs={"place": place})).status_code == 403


def test_a_workbook_is_in_the_towns_language_whoever_downloads_it(clerk):
    clerk.cookies["django_language"] = "en"
    found = clerk.get(f"/{TOWN}/import/template/")
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    assert "农户" in book.sheetnames


def test_cells_being_corrected_are_kept_until_they_are_checked_or_thrown_away(clerk):
    url = upload(clerk, with_faults(clerk))["Location"]
    page = clerk.get(url)
    (entry,) = page.context["entries"]
    sent = {
        f"fix:{entry['name']}": "2024-02-", f"was:{entry['name']}": entry["fault"].value,
        "act": "correct",
    }  # fmt: skip
    told = clerk.post(page.context["draft_url"], sent, headers={"Accept": "application/json"})
    assert told.json()["saved"]
    again = clerk.get(url)
    assert again.context["entries"][0]["value"] == "2024-02-" and again.context["outcome"].faults
    waiting = clerk.get(at("import")).context["waiting"]
    assert [(one["name"], one["url"]) for one in waiting] == [("台账.xlsx", url)]
    other = smalltown.account("other", "town_clerk", TOWN)
    assert not other.get(at("import")).context["waiting"]
    clerk.post(page.context["draft_url"], {"discard": page.context["key"]})
    assert clerk.get(url).context["entries"][0]["value"] == entry["fault"].value
    clerk.post(page.context["draft_url"], sent)
    clerk.post(url, {**sent, f"fix:{entry['name']}": "2024-02-28"})
    assert clerk.get(url).context["outcome"].faults == []


def test_the_check_opens_on_new_records_where_nothing_is_corrected(clerk):
    book = exported(clerk)
    sheet = book["活动"]
    added = {"编号": "HD-9", "日期": "2024.9.1", "种类": "党委会", "内容": "新会", "地方": "上庄镇"}
    sheet.append([added.get(cell.value) for cell in sheet[1]])
    page = clerk.get(upload(clerk, book)["Location"])
    assert [one["title"] for one in page.context["changed"]] == ["新会"]
    assert next(str(one["label"]) for one in page.context["filters"] if one["current"]) == "新增的"


@pytest.mark.parametrize("name", ["town_export", "report_word"])
def test_a_download_with_a_day_that_is_none_leaves_no_word_for_the_next_page(clerk, name):
    clerk.get(at(name), {"as_of": "xx"})
    assert "看不懂" not in clerk.get(at("import")).content.decode()
    assert "看不懂" in clerk.get(at("import"), {"as_of": "xx"}).content.decode()
    answer = clerk.get(at("ledger_home"), {"as_of": "xx"}, follow=True)
    assert answer.redirect_chain and "看不懂" in answer.content.decode()
