"""County forms: an office's own Excel form bound once, filled each month, every cell proved."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from django.db import IntegrityError

from jishi.access import policy
from jishi.access.actor import actor_of, operator
from jishi.access.models import User
from jishi.audit import verifier
from jishi.audit.covered import covered
from jishi.countyforms import actions, sheets, suggesting
from jishi.countyforms.actions import About, FormFault, Passed
from jishi.countyforms.binding import Binding
from jishi.countyforms.filling import cells
from jishi.countyforms.models import CountyForm, Filling
from jishi.countyforms.sheetxml import fill, join_ref, read_form, split_ref
from jishi.countyforms.suggesting import opening, suggest
from jishi.indicators.figures import ground
from jishi.indicators.naming import Called, rename
from jishi.indicators.proof import prove
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.places import tree
from jishi.reports.compare import YEAR, earlier
from jishi.values.period import Period
from jishi.web.presenting import proof_of
from jishi.workbook.limits import RefusedWorkbook
from tests.countyforms.countyform import VILLAGES, make
from tests.web import smalltown

ABOUT = About("重点工作月报", "县委办（虚构）", "县办〔2024〕1号", date(2024, 12, 31), 90)
DAY = date(2024, 9, 30)
TOWN_KEYS = (
    "committee_meetings", "theory_sessions", "cross_posted", "first_topic", "group_coverage",
    "linked_leaders", "projects", "total_investment", "strong_villages",
)  # fmt: skip


def _names(*keys: str) -> tuple[str, ...]:
    return tuple(str(BY_KEY[key].zh) for key in keys)


@pytest.fixture
def town(db):
    smalltown.build()
    return smalltown.TOWN


@pytest.fixture
def blank():
    by_village = _names("volunteer_activities", "disputes_mediated", "collective_income")
    income = f"{by_village[2]}（万元）"
    return make((*by_village[:2], income), _names(*TOWN_KEYS))


@pytest.fixture
def form(town, blank):
    return actions.add(town, ABOUT, blank, "月报.xlsx", by=operator())


def bound(form: CountyForm) -> CountyForm:
    sheet = read_form(bytes(form.content))[0]
    found = suggest(sheet, INDICATORS, "上庄镇", tree.children(form.town, DAY))
    wanted = {f"月报!{ref}": one for ref, one in found.items()}
    wanted |= {"月报!B2": Binding("", "place"), "月报!D2": Binding("", "as_of")}
    return actions.bind(form, wanted, seen=form.version, by=operator())


def test_the_labels_of_a_form_of_sixty_cells_say_what_each_asks(form):
    held = bound(form)
    assert len(held.bindings) >= 60
    assert held.bindings["月报!B5"]["place"] == smalltown.TOWN + "200"
    assert (
        held.bindings["月报!C6"]
        == Binding("volunteer_activities", place=smalltown.TOWN + "201", when="last_year").stored()
    )
    assert held.bindings["月报!F7"]["scale"] == "10000"
    assert (
        held.bindings["月报!C17"] == Binding("first_topic", when="last_year", decimals="1").stored()
    )


@pytest.mark.parametrize(
    "ref", ["D13", "D14", "G22", "A23", "B23", "B30", "B12", "E2"],
    ids=["row of headings", "two figures", "two figures at the end", "no heading", "below the rows",
         "beside a note", "formula", "beside a label"],
)  # fmt: skip
def test_what_headings_leave_open_is_not_suggested(town, blank, ref):
    found = suggest(read_form(blank)[0], INDICATORS, "上庄镇", tree.children(town, DAY))
    assert ref not in found
    assert len(found) == 60


def sheet_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return read_form(held.getvalue())[0]


def test_a_cell_that_is_asked_about_opens_with_what_its_labels_say(town):
    sheet = sheet_of(
        ["村名", "收入（万元）", "收入（万元）上月"], ["", "本月", "上月"], ["宅坦村", None, None],
        ["宅坦村、旺川村", None, None],
    )  # fmt: skip
    below = list(tree.children(town, DAY))
    assert opening(sheet, "B3", "上庄镇", below) == {
        "place": smalltown.VILLAGE, "when": "this_month", "scale": "10000",
    }  # fmt: skip
    assert opening(sheet, "B4", "上庄镇", below) == {"when": "this_month", "scale": "10000"}
    assert opening(sheet, "Z99", "上庄镇", below) == {}


#: Column of a monthly form → how its heading is read, the days asked about, disputes in them.
MONTHLY = {
    "B2": ("this_month", "2024-09-01", "2024-09-30", 1),
    "C2": ("whole_last_month", "2024-08-01", "2024-08-31", 1),
    "D2": ("month_last_year", "2023-09-01", "2023-09-30", 1),
    "E2": ("this_quarter", "2024-07-01", "2024-09-30", 2),
    "F2": ("now", "2024-01-01", "2024-09-30", 4),
    "G2": ("last_month", "2024-01-01", "2024-08-31", 3),
}


def test_a_monthly_form_asks_for_the_month_and_each_cell_is_its_proof_s_value(town):
    name = str(BY_KEY["disputes_found"].zh)
    sheet = sheet_of(
        ["指标", "本月", "上月", "去年同月", "本季度", "本年累计", "上月末"], [name, *[None] * 6]
    )
    found = suggest(sheet, INDICATORS, "上庄镇", tree.children(town, DAY))
    assert {ref: one.when for ref, one in found.items()} == {
        ref: when for ref, (when, *_days) in MONTHLY.items()
    }
    stored = {f"Sheet!{ref}": one.stored() for ref, one in found.items()}
    held = {one.ref: one for one in cells(stored, town, date(2024, 9, 30), by=operator())}
    for ref, (_when, first, last, count) in MONTHLY.items():
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        figure = held[ref].figure
        assert figure.period == period
        proof = prove(BY_KEY[figure.key], ground(town, period.end, operator()), period=period)
        assert held[ref].value == proof.figure.value == count
        address = proof_of(figure, lasting=True)
        assert f"as_of={last}" in address
        assert (f"from={first}" in address) is (first != "2024-01-01")


def test_a_village_at_the_head_of_a_column_is_whose_figure_its_cells_ask(town):
    (name,) = _names("volunteer_activities")
    sheet = sheet_of(
        ("重点工作月报表（9月）",),
        ("指标", "单位", "全镇", "上庄村", "余川", "岭下村", "备注", "目标", "第一季度"),
        (f"{name}（次）", "次", None, None, None, None, None, None, None, None),
    )
    found = suggest(sheet, INDICATORS, "上庄镇", tree.children(town, DAY))
    asked = {ref: one.place for ref, one in found.items() if ref.endswith("3")}
    assert asked == {"C3": "", "D3": town + "200", "E3": town + "201"}


def test_a_row_or_a_column_of_villages_is_bound_at_once(town):
    clerk = smalltown.account("banshi", "town_clerk", town)
    book = openpyxl.Workbook()
    for row in (("说不清的", "上庄村", "余川村", "合计"), ("甲", None, None, "=B2+C2"),
                ("上庄村", None, None, None), ("余川", None, None, None)):  # fmt: skip
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    form = actions.add(town, ABOUT, held.getvalue(), "表.xlsx", by=operator())
    said = {"part": "value", "figure": "volunteer_activities", "place": "", "when": "now",
            "scale": "1", "decimals": ""}  # fmt: skip
    url = f"/{town}/forms/{form.pk}/bind/"
    clerk.post(url, {**said, "cell": "Sheet!B2", "spread": "row", "version": "1"})
    form.refresh_from_db()
    assert {key: one["place"] for key, one in form.bindings.items()} == {
        "Sheet!B2": town + "200", "Sheet!C2": town + "201"
    }  # fmt: skip
    clerk.post(url, {**said, "cell": "Sheet!D3", "spread": "column", "version": "2"})
    form.refresh_from_db()
    assert {form.bindings[f"Sheet!D{row}"]["place"] for row in (3, 4)} == {
        town + "200",
        town + "201",
    }
    assert len(form.bindings) == 4
    refused = clerk.post(url, {**said, "cell": "Sheet!D2", "spread": "row", "version": "3"})
    assert len(form.bindings) == 4 and refused.status_code in (302, 422)


def test_a_count_is_known_with_its_word_behind(town):
    sheet = sheet_of(("指标", "全镇"), ("农户数（户）", None), ("村民组数（个）", None))
    found = suggest(sheet, INDICATORS, "上庄镇", tree.children(town, DAY))
    assert {ref: one.figure for ref, one in found.items()} == {
        "B2": "households", "B3": "villager_groups"
    }  # fmt: skip


def test_two_places_at_the_heads_of_one_cell_leave_it_open(town):
    (name,) = _names("volunteer_activities")
    sheet = sheet_of(("", "", "上庄村"), (name, "余川村", None), (name, "上庄村", None))
    found = suggest(sheet, INDICATORS, "上庄镇", tree.children(town, DAY))
    assert {ref: one.place for ref, one in found.items()} == {"C3": town + "200"}


@pytest.mark.parametrize("day", [date(2024, 7, 31), date(2024, 8, 31), DAY], ids=str)
def test_every_cell_of_three_months_is_its_proof_s_value(form, day):
    held = bound(form)
    made, found, _filling = actions.fill_form(held, form.town, day, by=operator())
    sheet = openpyxl.load_workbook(io.BytesIO(made))["月报"]
    asked = 0
    for one in found:
        if one.figure is None:
            assert sheet[one.ref].value in ("上庄镇", f"{day.year}年{day.month}月{day.day}日")
            continue
        asked += 1
        on = ground(one.place, one.day, operator())
        proof = prove(BY_KEY[one.figure.key], on, period=one.binding.asked(day)[1])
        if proof.figure.value is None:
            assert sheet[one.ref].value is None and one.reason
        else:
            exact = Fraction(proof.figure.value) / int(one.binding.scale)
            nearest = Fraction(1, 2 * 10 ** int(one.binding.decimals or 9))
            assert abs(Fraction(str(sheet[one.ref].value)) - exact) <= nearest
    assert asked >= 58


def test_the_form_goes_back_as_it_came(form, blank):
    held = bound(form)
    made, _cells, _filling = actions.fill_form(held, form.town, DAY, by=operator())
    before, after = (openpyxl.load_workbook(io.BytesIO(one)) for one in (blank, made))
    assert after.sheetnames == before.sheetnames
    assert after["说明"].sheet_state == "hidden"
    old, new = before["月报"], after["月报"]
    assert old.merged_cells.ranges == new.merged_cells.ranges
    filled = {key.split("!")[1] for key in held.bindings}
    for row in old.iter_rows():
        for cell in row:
            other = new[cell.coordinate]
            assert not cell.has_style or cell._style == other._style, cell.coordinate
            if cell.coordinate not in filled:
                assert cell.value == other.value, cell.coordinate


def test_formulas_are_worked_out_anew_by_whoever_opens_it(form):
    held = bound(form)
    made, _cells, _filling = actions.fill_form(held, form.town, DAY, by=operator())
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book["月报"]["B12"].value == "=SUM(B5:B11)"
    assert book.calculation.fullCalcOnLoad


def test_a_formula_and_a_cell_that_is_not_there_take_no_figure(form):
    for key in ("月报!B12", "月报!ZZ99", "别处!A1"):
        with pytest.raises(FormFault):
            actions.bind(form, {key: Binding("volunteer_activities")}, seen=1, by=operator())


def test_only_places_of_the_town_are_bound(form):
    wrong = Binding("volunteer_activities", place=smalltown.NEIGHBOUR)
    with pytest.raises(FormFault):
        actions.bind(form, {"月报!B5": wrong}, seen=1, by=operator())


def test_two_who_change_a_form_do_not_overwrite_each_other(form):
    bound(form)
    with pytest.raises(Passed):
        actions.revise(form, ABOUT, seen=1, by=operator())


def test_every_change_and_filling_stands_in_the_trail(form):
    held = bound(form)
    actions.fill_form(held, form.town, DAY, by=operator())
    assert [one for one in verifier.verify(covered()).problems if one.record] == []
    Filling.objects.update(cells=1)
    CountyForm.objects.update(minutes=1)
    found = {one.record for one in verifier.verify(covered()).problems if one.record}
    assert found == {str(held.pk), str(Filling.objects.get().pk)}


def test_a_leader_fills_and_does_not_bind(form):
    smalltown.account("lingdao", "town_leader", form.town)
    leader = actor_of(User.objects.get(username="lingdao"))
    held = bound(form)
    assert actions.fill_form(held, form.town, DAY, by=leader)
    with pytest.raises(policy.Forbidden):
        actions.revise(held, ABOUT, seen=held.version, by=leader)


def test_a_figure_without_a_value_leaves_its_cell_empty_and_says_why(form):
    held = actions.bind(form, {"月报!B5": Binding("committee_meetings", place=form.town + "200")},
                        seen=1, by=operator())  # fmt: skip
    [one] = cells(held.bindings, form.town, DAY, by=operator())
    assert one.value is None and str(one.reason)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x",
                                     b"<html>"], ids=["empty", "zip", "old", "page"])  # fmt: skip
def test_what_is_no_form_is_refused_with_what_to_do(town, content):
    with pytest.raises(RefusedWorkbook):
        actions.add(town, ABOUT, content, "x.xlsx", by=operator())
    assert not CountyForm.objects.exists()


def test_a_number_keeps_its_cell_s_place_among_the_others(blank):
    wanted = {("月报", "AA3"): 7, ("月报", "A29"): "间", ("月报", "B40"): 9, ("月报", "B5"): None}
    sheet = openpyxl.load_workbook(io.BytesIO(fill(blank, wanted)))["月报"]
    assert (sheet["AA3"].value, sheet["A29"].value, sheet["B40"].value) == (7, "间", 9)
    assert sheet["A30"].value.startswith("注")


@pytest.mark.parametrize("ref", ["A1", "Z9", "AA10", "XFD1048576"])
def test_an_address_reads_back(ref):
    assert join_ref(*split_ref(ref)) == ref


def test_the_clerk_takes_a_form_in_binds_by_clicking_and_downloads(town, blank):
    clerk = smalltown.account("banshi", "town_clerk", town)
    file = io.BytesIO(blank)
    file.name = "月报.xlsx"
    said = {"name": "月报", "owner": "县委办", "minutes": "90", "expires_on": "2024-12-31"}
    answer = clerk.post(f"/{town}/forms/new/", {**said, "file": file})
    form = CountyForm.objects.get()
    assert answer.status_code == 302 and answer["Location"].startswith(f"/{town}/forms/{form.pk}/")
    page = clerk.get(answer["Location"]).content.decode()
    assert "认出" in page and "cell=%E6%9C%88%E6%8A%A5%21B5" in page
    bind = f"/{town}/forms/{form.pk}/bind/"
    clerk.post(bind, {"suggested": "1", "version": "1"})
    clerk.post(bind, {"cell": "月报!B2", "part": "place", "figure": "", "place": "", "when": "now",
                      "scale": "1", "version": "2"})  # fmt: skip
    form.refresh_from_db()
    assert len(form.bindings) >= 59
    page = clerk.get(f"/{town}/forms/{form.pk}/?as_of=2024-09-30").content.decode()
    assert f"/{town}200/cockpit/volunteer_activities/" in page
    filled = clerk.post(f"/{town}/forms/{form.pk}/fill/?as_of=2024-09-30")
    assert openpyxl.load_workbook(io.BytesIO(filled.content))["月报"]["B2"].value == "上庄镇"
    page = clerk.get(f"/{town}/forms/{form.pk}/?as_of=2024-09-30")
    ((filling, who),) = page.context["fillings"]
    assert (filling.actor, who) == ("banshi", User.objects.get(username="banshi").name)
    assert who != filling.actor and who in page.content.decode()
    page = clerk.get(f"/{town}/forms/").content.decode()
    assert "90" in page and "1次" in page
    proofs = clerk.get(f"/{town}/forms/{form.pk}/proofs/?as_of=2024-09-30")
    listed = openpyxl.load_workbook(io.BytesIO(proofs.content))["依据"]
    assert listed.max_row - 3 == len(form.bindings)
    usual = clerk.get(f"/{town}/forms/{form.pk}/proofs/")
    listed = openpyxl.load_workbook(io.BytesIO(usual.content))["依据"]
    urls = [row[10].value for row in listed.iter_rows(min_row=4) if row[10].value]
    assert urls and all(re.search(r"\?as_of=\d{4}-\d\d-\d\d$", url) for url in urls)


def test_wrong_entries_come_back_with_what_was_typed(town):
    clerk = smalltown.account("banshi", "town_clerk", town)
    answer = clerk.post(f"/{town}/forms/new/", {"name": "月报", "owner": "县委办"})
    assert answer.status_code == 422 and 'value="县委办"' in answer.content.decode()
    answer = clerk.post(f"/{town}/forms/new/", {"name": "月报", "owner": "", "minutes": "很久"})
    assert answer.status_code == 422
    assert list(answer.context["faults"]) == ["file", "owner", "minutes"]
    wrong = {"name": "", "owner": "", "basis": "长" * 201, "expires_on": "年底", "minutes": "-1"}
    answer = clerk.post(f"/{town}/forms/new/", wrong)
    assert set(answer.context["faults"]) == {"file", *wrong}
    page = answer.content.decode()
    assert all(page.count(f'id="e-{field}"') == 1 for field in ("file", *wrong))


def test_a_sound_file_waits_while_the_rest_is_mended(town, blank):
    clerk = smalltown.account("banshi", "town_clerk", town)
    other = smalltown.account("tongshi", "town_clerk", town)

    def send(client, said, chosen=None):
        file = {"file": chosen} if chosen else {}
        return client.post(f"/{town}/forms/new/", {"owner": "县委办", **said, **file})

    chosen = io.BytesIO(blank)
    chosen.name = "月报.xlsx"
    answer = send(clerk, {"name": ""}, chosen)
    assert list(answer.context["faults"]) == ["name"]
    assert "月报.xlsx" in answer.content.decode()
    kept = {"kept_file": answer.context["file"].key}
    assert list(send(other, {"name": "月报", **kept}).context["faults"]) == ["file"]
    assert "月报.xlsx" not in clerk.get(f"/{town}/import/").content.decode()
    bad = io.BytesIO(b"no workbook")
    bad.name = "坏.xlsx"
    assert list(send(clerk, {"name": "月报", **kept}, bad).context["faults"]) == ["file"]
    assert list(send(clerk, {"name": "", **kept}).context["faults"]) == ["name"]
    assert send(clerk, {"name": "月报", **kept}).status_code == 302
    form = CountyForm.objects.get()
    assert (bytes(form.content), form.file_name) == (blank, "月报.xlsx")
    assert list(send(clerk, {"name": "另一张", **kept}).context["faults"]) == ["file"]


def test_the_villages_of_the_form_are_the_town_s(town):
    assert {one.name for one in tree.children(town, DAY)} == set(VILLAGES)


def test_a_form_changed_behind_the_program_is_found(form):
    CountyForm.objects.filter(pk=form.pk).update(content=bytes(form.content) + b"\0")
    problems = verifier.verify(covered()).problems
    assert str(form.pk) in {problem.record for problem in problems}


def test_a_figure_that_there_is_not_is_refused(form):
    with pytest.raises(FormFault) as refused:
        actions.bind(form, {"月报!B5": Binding("no_such")}, seen=form.version, by=operator())
    assert refused.value.field == "figure"


@pytest.mark.parametrize(("field", "most"), [("name", 80), ("owner", 80), ("basis", 200)])
def test_what_is_said_of_a_form_is_refused_and_not_cut(field, most):
    About(**{"name": "月报", "owner": "县委办", field: "长" * most})
    with pytest.raises(FormFault) as refused:
        About(**{"name": "月报", "owner": "县委办", field: "长" * (most + 1)})
    assert refused.value.field == field


def test_a_sheet_whose_rows_do_not_say_their_numbers_is_read_and_filled(blank):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blank)) as old, zipfile.ZipFile(held, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                part = re.sub(rb'<row r="\d+"', b"<row", part)
                part = part.replace(b'<c r="A1"', b'<c s="?" r="A1"', 1)
                part = re.sub(rb'(<c s="\?" r="A1"[^>]*) s="\d+"', rb"\1", part)
            new.writestr(entry, part)
    assert [sheet.name for sheet in read_form(held.getvalue())] == ["月报"]
    made = fill(held.getvalue(), {("月报", "B5"): 7, ("月报", "A1"): "题目"})
    (sheet,) = read_form(made)
    assert (sheet.cell("B5").text, sheet.cell("A1").text) == ("7", "题目")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b'r="A1"') == 1


def test_labels_of_a_large_form_are_read_in_one_pass(monkeypatch):
    book = openpyxl.Workbook()
    for row in range(1, 101):
        book.active.append([f"第{row}行", *[None] * 98, "尾"])
    held = io.BytesIO()
    book.save(held)
    looked_at = []
    split = suggesting.split_ref
    monkeypatch.setattr(suggesting, "split_ref", lambda ref: looked_at.append(ref) or split(ref))
    (sheet,) = read_form(held.getvalue())
    suggest(sheet, INDICATORS, "上庄镇", [])
    assert len(looked_at) <= 4 * 100 * 100


def test_a_figure_under_the_towns_own_name_is_recognised(town):
    clerk = smalltown.account("banshi", "town_clerk", town)
    wanted = {"volunteer_activities": Called("帮扶下乡")}
    rename(town, wanted, by=operator())
    form = actions.add(
        town,
        ABOUT,
        make(("帮扶下乡", *_names("disputes_mediated")), ()),
        "月报.xlsx",
        by=operator(),
    )
    page = clerk.get(f"/{town}/forms/{form.pk}/bind/")
    assert page.context["suggested"] >= 7
    assert "帮扶下乡" in page.content.decode()


def test_a_form_on_a_hidden_sheet_is_refused_with_what_to_do():
    book = openpyxl.Workbook()
    hidden = book.create_sheet("要填的")
    hidden["A1"], hidden.sheet_state = "单位", "hidden"
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(RefusedWorkbook) as refused:
        read_form(held.getvalue())
    assert "取消隐藏" in refused.value.hint


@pytest.mark.parametrize("day", [date(2025, 2, 28), date(2024, 2, 29), DAY])
def test_a_form_and_a_comparison_mean_the_same_day_by_last_year(day):
    binding = Binding("first_topic", when="last_year")
    assert binding.asked(day) == (earlier(day, YEAR), None)


def test_a_name_that_is_taken_is_told_as_such(form, blank):
    with pytest.raises(FormFault) as refused:
        actions.add(form.town, ABOUT, blank, "月报.xlsx", by=operator())
    assert refused.value.field == "name"


def test_another_constraint_is_not_told_as_a_name_that_is_taken(form, monkeypatch):
    def broken(*_args, **_named):
        raise IntegrityError("another constraint")

    monkeypatch.setattr("jishi.countyforms.actions.trail.append", broken)
    with pytest.raises(IntegrityError):
        actions.revise(form, replace(ABOUT, minutes=5), seen=form.version, by=operator())


def test_the_same_place_and_day_downloaded_three_times_is_one_filling_saved(form):
    clerk = smalltown.account("banshi", "town_clerk", form.town)
    held = bound(form)
    for day in (DAY, DAY, DAY, date(2024, 8, 31)):
        actions.fill_form(held, form.town, day, by=operator())
    page = clerk.get(f"/{form.town}/forms/")
    assert [one["times"] for one in page.context["forms"]] == [2]
    assert page.context["saved"] == 2 * ABOUT.minutes


def test_a_form_s_file_is_read_once_for_many_looks(form, monkeypatch):
    clerk = smalltown.account("banshi", "town_clerk", form.town)
    sheets._KEPT.clear()
    asked = []
    read = sheets.read_form
    monkeypatch.setattr(sheets, "read_form", lambda content: asked.append(1) or read(content))
    url = f"/{form.town}/forms/{form.pk}/"
    for path in (url, f"{url}bind/"):
        assert clerk.get(path).status_code == 200
    assert clerk.post(f"{url}bind/", {"suggested": "1", "version": "1"}).status_code == 302
    assert len(asked) == 1


def test_no_more_cells_are_kept_than_the_bound(form, monkeypatch):
    sheets._KEPT.clear()
    monkeypatch.setattr(sheets, "_MOST_CELLS", 10)
    assert sheets.sheets_of(form)[0].name == "月报"
    assert not sheets._KEPT
