"""A clerk's own file by the pages: mapped once, remembered, mended in place, parted, undone."""

from __future__ import annotations

import io
import json
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jishi.access.actor import operator
from jishi.access.undoing import undo
from jishi.access.writing import Draft, write
from jishi.audit.models import Entry
from jishi.audit.verifier import verify
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.web.pastimports import past_imports
from jishi.workbook.audited import AUDITED
from jishi.workbook.models import HeadingMap, ImportRun
from tests.web import smalltown
from tests.web.smalltown import NEIGHBOUR, TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(settings, tmp_path) -> Client:
    settings.JISHI_HOME = tmp_path
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", TOWN)


def at(name: str, **parts: str) -> str:
    return reverse(name, kwargs={"place": TOWN, **parts})


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def own_file(*rows: list[object]) -> bytes:
    """A clerk's list of meetings: a title, a serial number, headings of his own, a sign-off."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "会议登记"
    sheet.append(["上庄镇2024年会议登记表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["序号", "会议时间", "会议类型", "会议主题", "参会人数"])
    for row in rows or (
        [1, "2024-07-01", "党委会", "防汛部署", 12],
        [2, "2024-07-08", "党委会", "人居环境", 11],
    ):
        sheet.append(row)
    sheet.append(["填表人：程某（虚构）"])
    return saved(book)


def upload(client: Client, content: bytes, name: str = "会议.xlsx") -> str:
    answer = client.post(at("import"), {"workbook": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.context["fault"]
    return answer["Location"]


def answers(client: Client, url: str, **changed: object) -> dict[str, object]:
    """What the mapping page shows, as its form would send it."""
    found: dict[str, object] = {"remember": "1"}
    for part in client.get(url).context["parts"]:
        p = f"s{part['index']}-"
        found |= {f"{p}was": part["was"], f"{p}ledger": part["ledger"],
                  f"{p}first": part["first"], f"{p}count": part["count"]}  # fmt: skip
        found |= {f"{p}c{one['at']}": one["name"] for one in part.get("columns", ())}
        found |= {f"{p}d-{one['name']}": one["value"] for one in part.get("lacking", ())}
        found[f"{p}key"] = [one["name"] for one in part.get("keys", ()) if one["on"]]
    return {**found, **changed}


def mapped(client: Client, content: bytes) -> str:
    """Upload and map; the address of the check."""
    url = upload(client, content)
    said = answers(client, url, **{"s0-d-place": "上庄镇", "s0-key": ["on", "title"]})
    answer = client.post(url, said)
    assert answer.status_code == 302, answer.context["faults"]
    return answer["Location"]


def export(client: Client) -> list[tuple[str, list[tuple[object, ...]]]]:
    book = openpyxl.load_workbook(io.BytesIO(client.get(at("town_export")).content))
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book]


def committee(*, chair: str = "主持人") -> bytes:
    """The party committee's list of a year: what it is and whose stands in its title alone."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2024年党委会台账"])
    sheet.append(["序号", "会议时间", "会议主题", chair])
    sheet.append([1, "2024-07-01", "防汛部署", "程某（虚构）"])
    sheet.append([2, "2024-07-08", "人居环境", "汪某（虚构）"])
    return saved(book)


def test_back_to_a_workbook_that_was_stored_says_that_it_is_stored(clerk):
    check = mapped(clerk, own_file())
    clerk.post(check)
    for url in (check, at("import_map", key="0" * 32)):  # the same of one that never was
        gone = clerk.get(url)
        assert gone.status_code == 404
        assert "已经存进台账的" in gone.content.decode()
        assert clerk.get(gone.context["import_url"]).status_code == 200


def test_what_the_title_says_of_all_rows_is_filled_in(clerk):
    (part,) = clerk.get(upload(clerk, committee())).context["parts"]
    lacking = {one["name"]: one["value"] for one in part["lacking"]}
    assert (part["ledger"], lacking["kind"], lacking["place"]) == ("activities", "党委会", "上庄镇")
    # Whose list it is says not where each meeting was held.
    (part,) = clerk.get(upload(clerk, own_file())).context["parts"]
    assert {one["name"]: one["value"] for one in part["lacking"]}["place"] == ""


def test_a_column_that_nothing_can_answer_yet_is_left_out_and_told(clerk):
    def chair(client: Client, town: str) -> tuple[str, list[str]]:
        found = SimpleUploadedFile("会.xlsx", committee())
        url = client.post(reverse("import", kwargs={"place": town}), {"workbook": found})
        (part,) = client.get(url["Location"]).context["parts"]
        return part["columns"][3]["name"], part["notes"]

    assert chair(clerk, TOWN) == ("lead", [])
    name, (note,) = chair(smalltown.account("other", "town_clerk", NEIGHBOUR), NEIGHBOUR)
    assert name == "" and "人员台账里找，那里还是空的" in note


def test_the_page_asks_what_it_cannot_know_and_stores_nothing(clerk):
    url = upload(clerk, own_file())
    assert url.endswith("/map/")
    page = clerk.get(url)
    (part,) = page.context["parts"]
    assert part["ledger"] == "activities"
    names = {one["heading"]: one["name"] for one in part["columns"]}
    assert names == {
        "序号": "", "会议时间": "on", "会议类型": "kind", "会议主题": "title",
        "参会人数": "attendance",
    }  # fmt: skip
    refused = clerk.post(url, answers(clerk, url))
    assert refused.status_code == 422
    said = "".join(text for _sheet, text in refused.context["faults"])
    assert "地方" in said
    assert "编号" not in said  # day and content are proposed for telling rows apart
    given = answers(clerk, url)
    unticked = {name: held for name, held in given.items() if not name.endswith("-key")}
    assert len(unticked) < len(given)
    refused = clerk.post(url, unticked)
    assert "编号" in "".join(text for _sheet, text in refused.context["faults"])
    assert not Activity.rows.filter(title="防汛部署").exists()


def test_a_mapped_file_is_stored_and_the_same_file_again_changes_nothing(clerk):
    clerk.post(mapped(clerk, own_file()))
    rows = Activity.rows.filter(title__in=["防汛部署", "人居环境"])
    held = {(str(r.on), r.kind, r.attendance, r.place) for r in rows}
    assert held == {
        ("2024-07-01", "committee_meeting", 12, TOWN), ("2024-07-08", "committee_meeting", 11, TOWN)
    }  # fmt: skip
    outcome = clerk.get(mapped(clerk, own_file())).context["outcome"]
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 2)


def test_a_row_edited_since_in_what_tells_it_apart_is_found_again_and_the_difference_told(clerk):
    clerk.post(mapped(clerk, own_file()))
    row = Activity.rows.get(title="防汛部署")
    write(BY_KEY["activities"], [Draft({"title": "防汛和地灾部署"}, row)], by=operator())
    check = mapped(clerk, own_file())
    page = clerk.get(check)
    outcome = page.context["outcome"]
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 1, 1)
    (told,) = page.context["changed"]
    assert (told["number"], told["diff"][0]["before"], told["diff"][0]["after"]) == (
        row.number, "防汛和地灾部署", "防汛部署"
    )  # fmt: skip
    assert "导入以后在台账里改过" in page.content.decode()
    more = own_file([1, "2024-07-01", "党委会", "防汛部署", 12],
                    [2, "2024-07-01", "党委会", "防汛和地灾部署", 12])  # fmt: skip
    outcome = clerk.get(mapped(clerk, more)).context["outcome"]
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 0, 1), "each row its own"


def test_the_same_headings_are_offered_as_mapped_before_until_that_is_taken_back(clerk):
    mapped(clerk, own_file())
    url = upload(clerk, own_file([1, "2024-08-01", "党委会", "别的会", 9]))
    page = clerk.get(url)
    assert page.context["remembered"]
    assert clerk.post(url, answers(clerk, url)).status_code == 302
    assert [p for p in verify(AUDITED).problems if p.record] == []
    one = HeadingMap.objects.get()
    neighbour = smalltown.account("neighbour", "town_clerk", NEIGHBOUR)
    theirs = reverse("import_maps", kwargs={"place": NEIGHBOUR})
    neighbour.post(theirs, {"map": str(one.pk)})
    assert "会议登记" not in neighbour.get(theirs).content.decode()
    assert HeadingMap.objects.exists()
    assert "会议登记" in clerk.get(at("import_maps")).content.decode()
    clerk.post(at("import_maps"), {"map": str(one.pk)})
    assert not HeadingMap.objects.exists()
    assert [p for p in verify(AUDITED).problems if p.record] == []
    assert not clerk.get(upload(clerk, own_file())).context["remembered"]


def test_another_ledger_is_looked_at_anew_before_anything_is_read(clerk):
    url = upload(clerk, own_file())
    page = clerk.post(url, answers(clerk, url, **{"s0-ledger": "matters"}))
    assert page.status_code == 200
    assert page.context["parts"][0]["ledger"] == "matters"


def test_a_wrong_cell_is_mended_on_the_page_and_the_file_stays_as_it_was(clerk, settings):
    check = mapped(clerk, own_file([1, "2024-02-30", "党委会", "错日子", 5]))
    page = clerk.get(check)
    (entry,) = page.context["entries"]
    fault, name = entry["fault"], entry["name"]
    assert (fault.sheet, fault.row, fault.column) == ("会议登记", 3, "日期")
    (file,) = (settings.JISHI_HOME / "uploads").glob("*.xlsx")
    before = file.read_bytes()
    clerk.post(check, {"act": "correct", f"fix:{name}": "2024-02-29", f"was:{name}": fault.value})
    page = clerk.get(check)
    assert (page.context["outcome"].faults, page.context["outcome"].created) == ([], 1)
    assert file.read_bytes() == before
    clerk.post(check)
    assert str(Activity.rows.get(title="错日子").on) == "2024-02-29"


def disputes() -> bytes:
    """A list of disputes without a column for how they ended; the last one has not ended."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "纠纷登记"
    sheet.append(["登记日期", "纠纷类型", "纠纷内容", "来源", "地方", "化解日期"])
    for number, closed in ((1, "2024-07-09"), (2, "2024-07-12"), (3, "2024-07-15"), (4, None)):
        said = ["邻里纠纷", f"宅基地{number}", "主动摸排", "宅坦村"]
        sheet.append([f"2024-07-0{number}", *said, closed])
    return saved(book)


def test_an_outcome_that_the_file_lacks_is_chosen_on_the_page_for_a_row_or_for_all(clerk):
    url = upload(clerk, disputes())
    check = clerk.post(url, answers(clerk, url))["Location"]
    page = clerk.get(check)
    faults = page.context["entries"]
    assert [one["fault"].column for one in faults] == ["结果"] * 3
    assert all(one["name"] and "达成协议" in one["fault"].choices for one in faults)
    (all_rows,) = page.context["lacking"]
    assert (all_rows["column"], all_rows["rows"]) == ("结果", 3)
    page = clerk.post(check, {
        "act": "correct", f"all:{all_rows['name']}": "达成协议",
        f"fix:{faults[0]['name']}": "转出", f"was:{faults[0]['name']}": "",
    }, follow=True)  # fmt: skip
    assert page.context["outcome"].faults == []
    stored = clerk.post(check)
    matters = at("list", ledger="matters")
    assert stored["Location"] == matters, "the ledger that it went to"
    act = str(ImportRun.objects.get().act)
    again = clerk.post(at("undo", act=act), {"next": matters})
    assert again["Location"] == matters
    clerk.post(at("undo", act=Entry.objects.latest("pk").act), {"next": matters, "redo": "1"})
    held = Matter.rows.filter(title__startswith="宅基地").order_by("title")
    assert [row.outcome for row in held] == ["transferred", "agreement", "agreement", ""]


def test_an_answer_for_all_is_kept_while_it_is_typed_and_not_lost_without_a_word(clerk):
    url = upload(clerk, disputes())
    check = clerk.post(url, answers(clerk, url))["Location"]
    page = clerk.get(check)
    (all_rows,) = page.context["lacking"]
    key = check.split("/import/")[1].split("/")[0]
    typed = {f"all:{all_rows['name']}": "达成协议", "draft": key}
    kept = clerk.post(f"{check}?keep=draft", typed, headers={"accept": "application/json"})
    assert kept.status_code == 200, kept.content
    assert clerk.get(check).context["lacking"][0]["value"] == "达成协议"
    long = {"act": "correct", f"all:{all_rows['name']}": "长" * 40_000}
    said = clerk.post(check, long, follow=True)
    assert "给整张表填的写了40000个字" in said.content.decode()
    wrong = {"act": "correct", f"all:{all_rows['name']}": "乱写的"}
    shown = clerk.post(check, wrong, follow=True).content.decode()
    assert shown.count("<option selected>乱写的</option>") == 3  # or the next save would empty it


def test_an_outcome_given_for_the_whole_sheet_goes_to_what_has_ended(clerk):
    url = upload(clerk, disputes())
    check = clerk.post(url, answers(clerk, url, **{"s0-d-outcome": "达成协议"}))["Location"]
    page = clerk.get(check)
    assert page.context["outcome"].faults == []
    assert any("1行还没有结束的日期" in text for text in page.context["said"])
    clerk.post(check)
    held = Matter.rows.filter(title__startswith="宅基地").order_by("title")
    assert [row.outcome for row in held] == ["agreement"] * 3 + [""]


def test_the_one_entry_that_was_meant_is_taken_by_its_button(clerk):
    check = mapped(clerk, own_file([1, "2024-07-01", "党委会议", "种类写错", 5]))
    (entry,) = clerk.get(check).context["entries"]
    assert entry["fault"].suggestion == "党委会"
    name = entry["name"]
    clerk.post(check, {"act": "correct", "take": name, f"near:{name}": "党委会"})
    assert clerk.get(check).context["outcome"].created == 1


def test_good_rows_are_stored_apart_and_the_bad_ones_stay_at_hand(clerk):
    check = mapped(clerk, own_file(
        [1, "2024-07-01", "党委会", "好的", 5], [2, "没有日子", "党委会", "坏的", 6],
    ))  # fmt: skip
    clerk.post(check, {"act": "apart"})
    page = clerk.get(check)
    assert (page.context["out"], page.context["outcome"].created) == (1, 1)
    url = reverse("import_marked", kwargs={"place": TOWN, "key": check.split("/")[-2]})
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.get(url + "?rows=out").content)).active
    assert [row[3] for row in sheet.iter_rows(values_only=True)][1:] == ["会议主题", "坏的"]
    answer = clerk.post(check)
    assert Activity.rows.filter(title="好的").exists()
    assert not Activity.rows.filter(title="坏的").exists()
    left = clerk.get(answer["Location"])
    assert "没错的已经存进台账，还有1处要改" in left.content.decode()
    assert "还没有存任何东西" not in left.content.decode()
    assert [one["fault"].row for one in left.context["entries"]] == [4]


def test_the_marked_copy_has_the_same_cells_and_says_what_is_wrong(clerk):
    content = own_file([1, "没有日子", "党委会", "坏的", 6])
    check = mapped(clerk, content)
    url = reverse("import_marked", kwargs={"place": TOWN, "key": check.split("/")[-2]})
    copy = openpyxl.load_workbook(io.BytesIO(clerk.get(url).content))
    given = openpyxl.load_workbook(io.BytesIO(content))
    assert [list(s.iter_rows(values_only=True)) for s in copy] == [
        list(s.iter_rows(values_only=True)) for s in given
    ]
    cell = copy["会议登记"]["B3"]
    assert "日期" in cell.comment.text
    assert cell.fill.start_color.rgb == "FFF9E3E0"
    assert copy["会议登记"]["B2"].comment is None


def test_two_villages_sheets_of_one_day_and_name_stay_apart(clerk):
    days = [[n, f"2024-07-0{n}", "主题党日", f"第{n}次", 12] for n in (1, 8)]
    for number, village in enumerate(("上庄村", "宅坦村"), start=1):
        url = upload(clerk, own_file(*days))
        keys = {"s0-d-place": village, "s0-key": ["on", "title"]}
        check = clerk.post(url, answers(clerk, url, **keys))["Location"]
        outcome = clerk.get(check).context["outcome"]
        assert (outcome.created, outcome.updated, outcome.unchanged) == (2, 0, 0)
        clerk.post(check)
        assert ImportRun.objects.count() == number


def test_a_column_chosen_as_the_place_tells_rows_apart_from_then_on(clerk):
    url = upload(clerk, own_file())
    again = answers(clerk, url, again="1", **{"s0-c0": "place"})
    assert again["s0-key"] == ["on", "title"]
    (part,) = clerk.post(url, again).context["parts"]
    assert [one["name"] for one in part["keys"] if one["on"]] == ["on", "title", "place"]


def test_progress_is_told_to_who_brought_the_workbook_alone(clerk):
    check = mapped(clerk, own_file())
    url = check + "progress/"
    assert clerk.get(url).json() == {}
    clerk.get(check)
    told = clerk.get(url).json()
    assert told["done"] == told["of"] > 0
    other = smalltown.account("other", "town_clerk", TOWN)
    assert other.get(url).json() == {}


def test_an_import_is_undone_as_one_and_the_ledger_is_as_before(clerk):
    before = export(clerk)
    clerk.post(mapped(clerk, own_file()))
    run = ImportRun.objects.get()
    assert (run.name, run.created, run.by) == ("会议.xlsx", 2, "clerk")
    assert "会议.xlsx" in clerk.get(at("import")).content.decode()
    after = export(clerk)
    ((_past, url),) = clerk.get(at("import")).context["past"]
    asked = clerk.get(url)  # an address of its own: loaded again it asks again
    assert "真的要撤销" in asked.content.decode()
    assert "活动2条" in asked.content.decode()
    assert export(clerk) == after != before
    page = clerk.get(at("import")).content.decode()
    assert "clerk（虚构）" in page
    assert str(run.act) in page
    clerk.post(at("import_undo"), {"run": str(run.act), "sure": "1"})
    assert export(clerk) == before
    page = clerk.get(at("import"))
    assert [one.undone_at is None for one, _url in page.context["past"]] == [False]
    assert str(run.act) not in page.content.decode().split("<main")[1].split("以前的导入")[1]


def test_an_undoing_that_was_undone_leaves_the_import_standing(clerk):
    clerk.post(mapped(clerk, own_file()))
    run = ImportRun.objects.get()
    back = undo(run.act, by=operator())
    assert past_imports(TOWN)[0].undone_at is not None
    undo(back.act, by=operator())
    assert Activity.rows.filter(title="防汛部署").exists()
    assert past_imports(TOWN)[0].undone_at is None


def test_a_later_edit_taken_back_is_not_the_import_taken_back(clerk):
    clerk.post(mapped(clerk, own_file([1, "2024-07-01", "党委会", "防汛部署", 12])))
    row = Activity.rows.get(title="防汛部署")
    edited = write(BY_KEY["activities"], [Draft({"title": "防汛"}, row)], by=operator())
    undo(edited.act, by=operator())
    assert past_imports(TOWN)[0].undone_at is None


def test_the_list_of_past_imports_asks_no_more_for_many_than_for_one(clerk):
    asked = []
    for day in range(1, 4):
        clerk.post(mapped(clerk, own_file([1, f"2024-07-0{day}", "党委会", f"会{day}", 12])))
        with CaptureQueriesContext(connection) as queries:
            assert len(past_imports(TOWN)) == day
        asked.append(len(queries))
    assert asked[0] == asked[-1]


def test_an_import_whose_rows_were_changed_since_is_not_undone_and_says_which(clerk):
    clerk.post(mapped(clerk, own_file()))
    row = Activity.rows.get(title="防汛部署")
    clerk.post(
        reverse("edit", kwargs={"place": TOWN, "ledger": "activities", "id": str(row.pk)}),
        {"on": "2024-07-02", "kind": "committee_meeting", "title": "防汛部署", "place": TOWN,
         "number": row.number, "version": "1"},
    )  # fmt: skip
    assert Activity.rows.get(pk=row.pk).version == 2
    after = export(clerk)
    for sure in ({}, {"sure": "1"}):
        said = {"run": str(ImportRun.objects.get().act), **sure}
        page = clerk.post(at("import_undo"), said, follow=True)
        assert page.status_code == 409
        (reason,) = page.context["reasons"]
        assert row.number in reason.text
        main = page.content.decode().split("<main")[1]
        assert f'<a href="{reason.url}">{reason.text}</a>' in main
        assert "再回来撤销这次导入" in main
        assert row.title in clerk.get(reason.url).content.decode()
        assert export(clerk) == after


def test_an_import_by_command_is_named_in_the_list_and_where_it_is_undone(clerk):
    ImportRun.objects.all().delete()
    clerk.post(mapped(clerk, own_file()))
    ImportRun.objects.update(name="")  # as a program's own import leaves it
    assert [one.name for one, _url in clerk.get(at("import")).context["past"]] == ["命令行导入"]
    act = str(ImportRun.objects.get().act)
    for sure in ({}, {"sure": "1"}):
        page = clerk.post(at("import_undo"), {"run": act, **sure}, follow=True)
        assert "“命令行导入”" in page.content.decode()


def test_another_towns_import_cannot_be_undone(clerk):
    clerk.post(mapped(clerk, own_file()))
    neighbour = smalltown.account("neighbour", "town_clerk", NEIGHBOUR)
    url = reverse("import_undo", kwargs={"place": NEIGHBOUR})
    neighbour.post(url, {"run": str(ImportRun.objects.get().act), "sure": "1"})
    assert Activity.rows.filter(title="防汛部署").exists()


def test_changes_are_filtered_by_ledger_and_by_new_or_changed(clerk):
    check = mapped(clerk, own_file())
    assert clerk.get(check + "?what=updated").context["changed"] == []
    shown = clerk.get(check + "?what=created&ledger=activities").context["changed"]
    assert [one["title"] for one in shown] == ["防汛部署", "人居环境"]
    assert clerk.get(check + "?what=created&ledger=matters").context["changed"] == []


def test_a_correction_beyond_every_column_is_no_correction(clerk):
    check = mapped(clerk, own_file([1, "二月三十", "党委会", "防汛部署", 12]))
    clerk.post(check, {"act": "correct", "fix:3:99999999999:会议登记": "x"})
    page = clerk.get(check)
    assert page.status_code == 200
    assert page.context["corrected"] == 0


def test_only_the_yes_stores(clerk):
    check = mapped(clerk, own_file())
    assert clerk.post(check, {"act": "wrong word"}).status_code == 200
    assert not ImportRun.objects.exists()
    clerk.post(check)
    assert ImportRun.objects.exists()


def test_as_many_cells_as_the_page_shows_are_mended_at_once(clerk):
    check = mapped(clerk, own_file(*(
        [n, "二月三十", "党委会", f"会{n}", 12] for n in range(600)
    )))  # fmt: skip
    names = [entry["name"] for entry in clerk.get(check).context["entries"]]
    said = {f"fix:{name}": "2024-02-29" for name in names}
    said |= {f"{kind}:{name}": "二月三十" for name in names for kind in ("was", "near")}
    assert clerk.post(check, {"act": "correct", **said}).status_code == 302
    assert clerk.get(check).context["corrected"] == len(names)


def test_a_text_file_is_one_sheet_of_the_file_s_name(clerk):
    text = "序号,会议时间,会议类型,会议主题\n1,2024-07-01,党委会,防汛部署\n"
    page = clerk.get(upload(clerk, text.encode(), "会议登记.csv"))
    assert [part["name"] for part in page.context["parts"]] == ["会议登记"]


def test_more_than_a_cell_can_hold_is_said_and_not_cut(clerk, settings):
    check = mapped(clerk, own_file([1, "二月三十", "党委会", "防汛部署", 12]))
    (entry,) = clerk.get(check).context["entries"]
    name, most = entry["name"], 32_767
    said = {f"fix:{name}": "长" * (most + 1), f"was:{name}": "二月三十"}
    answer = clerk.post(check, {"act": "correct", **said}, follow=True)
    assert answer.context["corrected"] == 0
    assert f"“会议登记”B3格写了{most + 1}个字" in answer.content.decode()
    clerk.post(check, {"act": "correct", **said, f"fix:{name}": "长" * most})
    page = clerk.get(check)
    assert page.context["corrected"] == 1
    (label,) = (settings.JISHI_HOME / "uploads").glob("*.json")
    ((*_cell, text),) = json.loads(label.read_text())["corrections"]
    assert text == "长" * most


def test_one_import_is_looked_up_and_not_all_of_them(clerk):
    clerk.post(mapped(clerk, own_file()))
    act = str(ImportRun.objects.get().act)
    with CaptureQueriesContext(connection) as queries:
        assert "真的要撤销" in clerk.post(at("import_undo"), {"run": act}).content.decode()
    runs = [one["sql"] for one in queries if 'FROM "workbook_importrun"' in one["sql"]]
    assert any('"workbook_importrun"."act" =' in one for one in runs)
    for wrong in ("", "x", str(UUID(int=0))):
        page = clerk.post(at("import_undo"), {"run": wrong}, follow=True)
        assert "没有这次导入" in page.content.decode()


def written(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_an_empty_workbook_is_refused_in_words(clerk):
    file = SimpleUploadedFile("空.xlsx", written())
    answer = clerk.post(at("import"), {"workbook": file})
    assert answer.status_code == 422 and "一个字也没有" in answer.content.decode()


def test_a_workbook_of_something_else_is_told_so_and_cannot_go_on_as_it_is(clerk):
    page = clerk.get(upload(clerk, written(["菜名", "价钱"], ["豆腐", 3], ["青菜", 2])))
    text = page.content.decode()
    assert "没有看出哪张表是台账" in text and "对好了，去核对" not in text


def test_the_steps_of_a_mapped_file_name_the_mapping_to_the_end(clerk):
    text = clerk.get(mapped(clerk, own_file([1, "2024-07-01", "党委会", "好", 5]))).content.decode()
    steps = text[text.index('class="steps') : text.index("</ol>", text.index('class="steps'))]
    assert "对表头" in steps
