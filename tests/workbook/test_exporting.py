"""Exporting: what comes out goes in again as it was, and no cell of it is ever live."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jishi.access import writing
from jishi.access.accounts import NewAccount, add
from jishi.access.actor import actor_of, operator
from jishi.access.door import see
from jishi.access.policy import Forbidden
from jishi.access.writing import Draft
from jishi.kernel.record import facts
from jishi.places.models import Place
from jishi.records.ledgers import BY_KEY, LEDGERS
from jishi.records.people.models import Person
from jishi.values.entries import clean_text
from jishi.workbook.exporting import export_list, export_town
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import Row, Sheet, read_workbook
from jishi.workbook.writing import save, template
from tests.workbook.littletown import TOWN, book

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")',
             "http://example.invalid/", "mailto:a@b", "'=1", "{=1}", "1e5", "007", "1/2", "TRUE",
             "_x0041_", "_x000D_", "a_x0009_b", "&amp;<b>", "😀", "Ａ１", "甲\u200b乙"]  # fmt: skip


def bring(sheets: Any) -> Any:
    outcome = import_sheets(sheets, TOWN, by=operator())
    assert not outcome.faults, outcome.faults
    return outcome


@contextmanager
def undone():
    """What is done inside is not kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ledger_of_the_town() -> dict[str, dict[str, Any]]:
    """All facts by sheet and number; links by the number of what they point to."""
    numbers = {
        str(row.pk): getattr(row, ledger.identity)
        for ledger in LEDGERS
        for row in see(ledger.model, by=operator())
    }
    held: dict[str, dict[str, Any]] = {}
    for ledger in LEDGERS:
        held[ledger.key] = {}
        for row in see(ledger.model, by=operator()):
            if isinstance(row, Place) and row.level != "group":
                continue
            told = {
                name: numbers.get(value, value) if name.endswith("_id") else value
                for name, value in facts(row).items()
                if name not in ("id", "version")
            }
            held[ledger.key][f"{row.town}{getattr(row, ledger.identity)}"] = told
    held["kinds"] = {key: told for key, told in held["kinds"].items() if told["town"]}
    return held


def test_an_export_into_an_empty_installation_gives_the_same_ledger(county, tmp_path):
    file = tmp_path / "town.xlsx"
    with undone():
        bring(book().sheets())
        before = ledger_of_the_town()
        counts = export_town(file, TOWN, by=operator())
    assert not see(Person, by=operator()).exists()
    outcome = bring(read_workbook(file))
    assert outcome.created == sum(counts.values()) == sum(map(len, before.values()))
    assert ledger_of_the_town() == before
    assert bring(read_workbook(file)).unchanged == outcome.created


def test_an_export_imported_where_it_came_from_changes_nothing(town, tmp_path):
    export_town(tmp_path / "town.xlsx", TOWN, by=operator())
    outcome = bring(read_workbook(tmp_path / "town.xlsx"))
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, town.rows)


# A cell cannot hold half of a surrogate pair, nor what XML has no sign for.
_texts = st.one_of(
    st.sampled_from(DANGEROUS),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=60
    ),
    st.text(st.sampled_from("=+-@\t\n\r'\"，、;|％（）０Ａ 　_x00D&<>😀龘"), max_size=30),
)


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    texts=st.lists(_texts, min_size=1, max_size=6),
    days=st.lists(st.dates(dt.date(1949, 1, 1), dt.date(2024, 12, 31)), min_size=1, max_size=3),
    amounts=st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=3),
)
def test_any_text_day_and_amount_comes_back_as_it_was_stored(
    county, tmp_path, texts, days, amounts
):
    made = book("town", "groups", "programmes", "persons", "households", "income")
    for sheet, heading, longest in (
        ("人员", "姓名", 40), ("人员", "备注", 4000), ("农户", "户主", 40), ("农户", "备注", 4000),
        ("农户", "门牌", 80), ("归口项目", "名称", 80), ("集体收入", "来源", 120),
    ):  # fmt: skip
        for row, text in zip(range(2, len(made[sheet].rows) + 2), cycle(texts), strict=False):
            made[sheet].set(row, heading, text if clean_text(text)[: longest + 1][longest:] == ""
                            and clean_text(text) else "甲")  # fmt: skip
    for row, code, day, fen in zip(
        range(2, 6), cycle(["flood", "tea_road", "young_eagle、flood"]), cycle(days),
        cycle(amounts), strict=False,
    ):  # fmt: skip
        made["集体收入"].set(row, "归口项目", code)
        made["集体收入"].set(row, "日期", day)
        yuan = f"{abs(fen) // 100}.{abs(fen) % 100:02}"
        made["集体收入"].set(row, "金额", f"-{yuan}" if fen < 0 else yuan)
    file = tmp_path / "town.xlsx"
    with undone():
        bring(made.sheets())
        before = ledger_of_the_town()
        export_town(file, TOWN, by=operator())
        again = bring(read_workbook(file))
        assert [(d.before, d.after) for d in again.differences] == []
    with undone():
        bring(read_workbook(file))
        assert ledger_of_the_town() == before


def test_names_that_mean_two_things_are_exported_by_code(county, tmp_path):
    made = book()
    made["村民组"].set(3, "名称", "第1组")  # twice in one village
    made["归口项目"].set(4, "名称", "五大行动")  # as a shipped programme is called
    made["活动"].set(4, "种类", f"{TOWN}:activities:tea")
    made["活动"].set(2, "种类", "committee_meeting")
    made["活动"].set(2, "归口项目", "five_actions")
    made["活动"].set(5, "归口项目", "tea_road")
    made["活动"].set(3, "种类", "committee_meeting")
    for row in (3, 15):
        made["农户"].set(row, "村民组", "34182410320002")
    made["事项"].set(7, "地方", "34182410320002")
    file = tmp_path / "town.xlsx"
    with undone():
        bring(made.sheets())
        before = ledger_of_the_town()
        assert before["activities"][f"{TOWN}HD03"]["kind"] == f"{TOWN}:activities:tea"
        export_town(file, TOWN, by=operator())
    bring(read_workbook(file))
    assert ledger_of_the_town() == before


def test_no_cell_of_an_export_is_live(town, tmp_path):
    made = book("persons", "activities")
    for row in range(2, 10):
        made["活动"].set(row, "内容", DANGEROUS[row])
        made["活动"].set(row, "备注", DANGEROUS[-row])
    for row, text in enumerate(DANGEROUS[:12], start=2):
        made["人员"].set(row, "备注", text)
    bring(made.sheets())
    file = tmp_path / "town.xlsx"
    export_town(file, TOWN, by=operator())
    told = 0
    for sheet in openpyxl.load_workbook(file).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
                told += isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@")
    assert told >= 10
    with ZipFile(file) as parts:
        for name in parts.namelist():
            assert "externalLink" not in name
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in parts.read(name)


def test_a_live_cell_would_be_seen(tmp_path):
    plain = openpyxl.Workbook()
    plain.active["A1"] = "=1+1"
    plain.save(tmp_path / "live.xlsx")
    assert openpyxl.load_workbook(tmp_path / "live.xlsx").active["A1"].data_type == "f"


def test_control_characters_cannot_break_a_file(tmp_path):
    awkward = "甲" + "".join(map(chr, range(32))) + "乙"
    save(tmp_path / "x.xlsx", {"persons": [{"number": "RY1", "name": awkward}]})
    sheets = read_workbook(tmp_path / "x.xlsx")
    (name,) = [s.rows[1].cells[1] for s in sheets if s.name == "人员"]
    assert clean_text(name) == clean_text(awkward)


def test_a_text_longer_than_a_cell_is_never_cut(tmp_path):
    with pytest.raises(ValueError, match="do not fit"):
        save(tmp_path / "x.xlsx", {"persons": [{"number": "RY1", "note": "字" * 32_768}]})


def test_a_note_as_long_as_the_ledger_takes_comes_back(town, tmp_path):
    note = "第一行\n" + "😀" * 9_990
    person = see(Person, by=operator()).get(number="RY01")
    writing.write(BY_KEY["persons"], [Draft({"note": note}, person)], by=operator())
    export_town(tmp_path / "town.xlsx", TOWN, by=operator())
    assert bring(read_workbook(tmp_path / "town.xlsx")).unchanged == town.rows


def test_codes_and_numbers_are_exported_as_text(town, tmp_path):
    export_town(tmp_path / "town.xlsx", TOWN, by=operator())
    file = openpyxl.load_workbook(tmp_path / "town.xlsx")
    assert file["村民组"]["A2"].value == "34182410320001"
    assert file["村民组"]["A2"].data_type == "s"
    assert file["人员"]["E2"].value == "0563-8150000"
    assert isinstance(file["活动"]["B2"].value, dt.datetime)
    assert file["帮扶措施"]["H2"].value == 1000.5


def test_one_list_is_exported_as_it_is_shown(town, tmp_path):
    found = see(Person, by=operator()).filter(place=TOWN).order_by("-number")
    number = export_list(tmp_path / "l.xlsx", BY_KEY["persons"], found, TOWN, by=operator())
    assert number == 3
    sheets = {sheet.name: sheet for sheet in read_workbook(tmp_path / "l.xlsx")}
    assert [row.cells[0] for row in sheets["人员"].rows] == ["编号", "RY11", "RY02", "RY01"]
    assert bring(list(sheets.values())).unchanged == 3


def test_only_the_towns_clerk_may_take_the_whole_ledger_out(town, tmp_path):
    def account(role: str, place: str):
        new = NewAccount(f"{role}{place}", "某人", role, place, "correct horse battery")
        return actor_of(add(new, by=operator(), since=dt.date(2020, 1, 1)))

    for role, place in (
        ("town_leader", TOWN), ("village", f"{TOWN}200"), ("town_clerk", "341824102"),
        ("county_reader", "341824"),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            export_town(tmp_path / "no.xlsx", TOWN, by=account(role, place))
    assert not (tmp_path / "no.xlsx").exists()
    assert export_town(tmp_path / "t.xlsx", TOWN, by=account("town_clerk", TOWN))["persons"] == 12


def test_the_template_has_every_heading_and_imports_as_nothing_new(town, tmp_path):
    template(tmp_path / "blank.xlsx")
    sheets = read_workbook(tmp_path / "blank.xlsx")
    for ledger in LEDGERS:
        sheet = next(sheet for sheet in sheets if sheet.name == str(ledger.zh))
        assert sheet.rows[0].cells == [str(column.zh) for column in ledger.columns]
    outcome = bring([sheet for sheet in sheets if sheet.name != "归口项目"])
    assert outcome.rows == 0


def test_a_template_filled_in_by_hand_is_read(county, tmp_path):
    template(tmp_path / "blank.xlsx")
    file = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    file["镇情"].append([TOWN, "上庄镇", "2023年1月1日"])
    file["人员"].append(["RY1", "汪一", "上庄镇"])
    file.save(tmp_path / "filled.xlsx")
    outcome = bring(read_workbook(tmp_path / "filled.xlsx"))
    assert outcome.created == 2 + len(Sheet("").rows) + outcome.by_ledger["programmes"][0]
    assert Row(1, []).cells == []
