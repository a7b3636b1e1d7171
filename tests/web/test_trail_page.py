"""The auditor's list: who, when, which fields, within reach; and never a value."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from jishi.access import grants
from jishi.access.actor import operator
from jishi.access.acts import RESTORE, WITHDRAW
from jishi.access.undoing import withdraw
from jishi.access.writing import Draft, write
from jishi.audit import trail
from jishi.audit.covered import covered
from jishi.audit.models import Entry, EntryValues
from jishi.audit.verifier import ERASE
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.web.trailnames import names_of
from jishi.web.trailwords import ACTIONS, field, tables
from tests.web import smalltown

pytestmark = pytest.mark.django_db
RAW = re.compile(r"[A-Za-z]")


@pytest.fixture
def auditor() -> Client:
    smalltown.build()
    matter = Matter.rows.get(number="SX-4")
    draft = Draft({"title": "邻居之间的纠纷，秘密"}, row=matter)
    write(BY_KEY["matters"], [draft], by=operator())
    return smalltown.account("auditor", "auditor", smalltown.COUNTY)


def test_a_change_is_told_by_its_fields_and_not_by_its_values(auditor):
    page = auditor.get(reverse("trail"), {"ledger": "matters"})
    changed = next(row for row in page.context["rows"] if str(row["action"]) == "更正")
    assert changed["fields"] == "什么事"
    assert "秘密" not in page.content.decode()
    assert "SX-4" not in page.content.decode()


def test_a_record_is_told_by_the_entry_it_came_with_which_leads_to_all_that_was_done_to_it(auditor):
    page = auditor.get(reverse("trail"), {"ledger": "matters", "action": "update"})
    (row,) = page.context["rows"]
    key = str(Matter.rows.get(number="SX-4").pk)
    first = Entry.objects.get(record=key, action="create")
    assert row["record"] == f"留痕第{first.seq}条新增的"
    told = page.content.decode()
    assert "SX-4" not in told  # the number is the record's, and the record not his to read
    assert key[-8:] not in re.sub(r'"[^"]*"', "", told)  # but in addresses
    about = auditor.get(reverse("trail"), {"about": key})
    assert [str(one["action"]) for one in about.context["rows"]] == ["更正", "新增"]
    assert "这一条前后留下的" in about.content.decode()


def test_a_code_that_stands_in_several_tables_leads_to_its_own(auditor):
    place = trail.Change(smalltown.TOWN, "load", "places", smalltown.TOWN, after={"name": "上庄镇"})
    with transaction.atomic():
        trail.append([place], actor="root", origin="command")
    asked = {"ledger": "town", "chain": smalltown.TOWN}
    (row,) = auditor.get(reverse("trail"), asked).context["rows"]
    about = auditor.get(reverse("trail"), {"about": row["about"]}).context["rows"]
    assert {str(one["ledger"]) for one in about} == {"镇情"}


def test_whoever_may_read_the_record_is_told_its_number(auditor):
    grants.give("auditor", "town_leader", smalltown.TOWN, by=operator(), since=smalltown.SINCE)
    page = auditor.get(reverse("trail"), {"ledger": "matters", "action": "update"})
    assert [row["record"] for row in page.context["rows"]] == ["SX-4"]


def test_a_record_that_is_gone_is_still_told_apart(auditor):
    matter = Matter.rows.get(number="SX-2")
    withdraw(BY_KEY["matters"], [matter], by=operator())
    (row,) = auditor.get(reverse("trail"), {"action": "withdraw"}).context["rows"]
    assert row["record"].endswith("条新增的")


def test_what_somebody_wrote_over_the_trail_s_values_is_no_fault_of_the_page(auditor):
    matter = Matter.rows.get(number="SX-2")
    withdraw(BY_KEY["matters"], [matter], by=operator())
    EntryValues.objects.update(after="", before="{not json")
    assert auditor.get(reverse("trail")).status_code == 200


@pytest.mark.parametrize("one", covered(), ids=lambda one: one.ledger)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_table_and_field_that_the_trail_can_tell_has_its_word(one, language):
    names = [field.attname for field in one.rows().model._meta.concrete_fields]
    with override(language):
        assert tables().get(one.ledger), one.ledger
        told = dict(zip(names, (field(one.ledger, name) for name in names), strict=True))
    assert [name for name, word in told.items() if name == word] == []
    if language != "en":
        assert [word for word in told.values() if RAW.search(word)] == []


def test_every_act_that_the_program_writes_has_its_word(checkout):
    acts = set(acts_written(checkout / "jishi"))
    assert {"create", "update", "withdraw", "verify", "delete", "end_session", "sign_out"} <= acts
    assert acts <= set(ACTIONS)


def acts_written(sources: Path) -> Iterator[str]:
    """The acts that calls in the sources put into the trail, as far as they are written out."""
    makers = {"Change": 1, "change": 0, "_log": 0, "of_row": 1, "log_sign_in": -1}
    for file in sources.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            at = makers.get(name)
            if at is None:
                continue
            given = [*call.args[at : at + 1]] if at >= 0 else []
            given += [held.value for held in call.keywords if held.arg == "action"]
            for value in (node for one in given for node in ast.walk(one)):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value
    yield from (WITHDRAW, RESTORE, ERASE, "sign_in")


def test_what_was_done_to_an_account_names_it(auditor):
    smalltown.account("wangwu", "town_clerk", smalltown.TOWN)
    rows = auditor.get(reverse("trail"), {"record": "wangwu"}).context["rows"]
    assert {row["record"] for row in rows if row["entries"] == 1} <= {"wangwu（虚构）（wangwu）"}
    entries = auditor.get(reverse("trail"), {"ledger": "accounts", "action": "sign_in"})
    assert all("（" in row["record"] for row in entries.context["rows"])
    deed = rows[0]["act"]
    held = auditor.get(reverse("trail"), {"act": deed}).context["rows"]
    assert {(row["ledger"], row["record"]) for row in held} == {
        ("账号", "wangwu（虚构）（wangwu）"), ("授权", "wangwu（虚构）（wangwu）")
    }  # fmt: skip


def test_filters_narrow_the_list(auditor):
    total = auditor.get(reverse("trail")).context["total"]
    narrowed = auditor.get(reverse("trail"), {"ledger": "groups"}).context["total"]
    assert 0 < narrowed < total
    assert auditor.get(reverse("trail"), {"actor": "nobody"}).context["total"] == 0
    assert auditor.get(reverse("trail"), {"to": "2001-01-01"}).context["total"] == 0
    assert auditor.get(reverse("trail"), {"from": "nonsense"}).context["total"] == total


def test_a_town_s_auditor_sees_that_town_s_chain_alone(auditor):
    own = smalltown.account("own", "auditor", smalltown.NEIGHBOUR)
    places = {row["where"] for row in own.get(reverse("trail")).context["rows"]}
    assert places == {"长安镇"}
    county = {row["where"] for row in auditor.get(reverse("trail")).context["rows"]}
    assert {"", "上庄镇"} <= county


def test_offices_are_for_those_whose_office_it_is(auditor):
    administrator = smalltown.account("admin", "administrator", smalltown.COUNTY)
    clerk = smalltown.account("clerk", "town_clerk", smalltown.TOWN)
    for name, allowed in (
        ("trail", auditor),
        ("accounts", administrator),
        ("places", administrator),
    ):
        for client in (auditor, administrator, clerk):
            expected = 200 if client is allowed else 403
            assert client.get(reverse(name)).status_code == expected


def test_accounts_and_places_say_what_is_there(auditor):
    administrator = smalltown.account("admin", "administrator", smalltown.COUNTY)
    told = administrator.get(reverse("accounts")).content.decode()
    assert "auditor" in told
    assert "绩溪县" in told
    towns = {t["code"]: t for t in administrator.get(reverse("places")).context["towns"]}
    assert towns[smalltown.TOWN]["start"] == smalltown.SINCE
    assert towns[smalltown.TOWN]["villages"] == 7


def test_the_trail_is_narrowed_by_place_act_origin_action_and_number(auditor):
    def found(**asked: str) -> int:
        return auditor.get(reverse("trail"), asked).context["total"]

    total = found()
    assert 0 < found(chain=smalltown.NEIGHBOUR) < found(chain=smalltown.TOWN) < total
    assert found(record="SX-4") == 2  # made, and corrected
    assert found(record="SX-404") == 0
    assert found(action="update") == 1
    assert found(origin="import") == 0
    assert found(origin="no-such") == total
    key = str(Matter.rows.get(number="SX-4").pk)
    assert found(record=key[-8:]) == 2


def test_entries_of_one_deed_are_one_line_that_opens(auditor):
    before = auditor.get(reverse("trail")).context
    many = [{**smalltown.meeting(f"HD-{n}", 7)} for n in range(100, 170)]
    smalltown.add("activities", *many)
    page = auditor.get(reverse("trail")).context
    assert page["total"] == before["total"] + 70
    top = page["rows"][0]
    assert top["entries"] == 70
    assert (top["tables"], top["ledger"]) == (1, "活动")
    opened = auditor.get(reverse("trail"), {"act": top["act"]}).context
    assert (opened["total"], len(opened["rows"])) == (70, 50)


def test_a_deed_in_several_tables_is_not_named_by_its_last(auditor):
    start = auditor.get(reverse("trail"), {"action": "create", "from": "2000-01-01"})
    assert re.search(r"新增 \d+张表", start.content.decode())


def test_older_deeds_follow_without_a_gap(auditor):
    for day in range(1, 29):
        smalltown.add("activities", smalltown.meeting(f"HE-{day}", day))
        smalltown.add("activities", smalltown.meeting(f"HF-{day}", day))
    seen, query = [], ""
    while True:
        page = auditor.get(f"{reverse('trail')}?{query}").context
        seen += [(str(row["where"]), row["act"]) for row in page["rows"]]
        query = page["older"]
        if not query:
            break
    assert len(seen) == len(set(seen)) > 60


def test_a_check_that_finds_nothing_is_told_and_remembered(auditor, settings, tmp_path):
    settings.JISHI_HOME = tmp_path
    assert auditor.get(reverse("trail")).context["last"] is None
    answer = auditor.post(reverse("trail_check"))
    assert answer.status_code == 200
    assert [p for p in answer.context["problems"] if p["record"]] == []
    last = auditor.get(reverse("trail")).context["last"]
    assert last.who == "auditor（虚构）"
    assert last.records > 10


def test_a_record_changed_behind_the_program_is_named_by_the_check(auditor):
    Matter.rows.filter(number="SX-4").update(title="偷改的")
    problems = auditor.post(reverse("trail_check")).context["problems"]
    found = [one for one in problems if one["record"]]
    assert len(found) == 1
    assert "直接改过" in found[0]["what"]
    assert "偷改的" not in str(found)


def test_a_towns_auditor_is_not_told_of_other_towns_records(auditor):
    own = smalltown.account("own", "auditor", smalltown.NEIGHBOUR)
    Matter.rows.filter(number="SX-4").update(title="偷改的")
    problems = own.post(reverse("trail_check")).context["problems"]
    assert [one for one in problems if one["record"]] == []
    assert own.get(reverse("trail"), {"record": "SX-4"}).context["total"] == 0
    assert auditor.get(reverse("trail"), {"record": "SX-4"}).context["total"] == 2


def test_an_export_that_is_cut_says_so(auditor, monkeypatch):
    whole = openpyxl.load_workbook(io.BytesIO(auditor.get(reverse("trail_export")).content))
    assert whole.sheetnames == ["留痕"]
    monkeypatch.setattr("jishi.web.views.office._MOST", 2)
    cut = openpyxl.load_workbook(io.BytesIO(auditor.get(reverse("trail_export")).content))
    assert cut.sheetnames == ["留痕", "说明"]
    assert cut["留痕"].max_row == 3
    assert f"一共{whole['留痕'].max_row - 1}条" in cut["说明"]["A1"].value


def test_the_list_is_exported_as_it_is_shown(auditor):
    answer = auditor.get(reverse("trail_export"), {"record": "SX-4"})
    (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    assert sheet.max_row == 3
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "更正" in told
    assert "秘密" not in told


def test_what_is_asked_stands_as_chips_and_the_form_is_folded(auditor):
    page = auditor.get(
        reverse("trail"), {"ledger": "matters", "action": "update", "from": "2001-01-01"}
    )
    chips = {chip.label: chip for chip in page.context["chips"]}
    assert {label: chip.text for label, chip in chips.items()} == {
        "哪张表": "事项", "做了什么": "更正", "从": "2001年1月1日",
    }  # fmt: skip
    assert "<details" in page.content.decode().split('class="filters trail-filters"')[0]
    less = auditor.get(reverse("trail") + chips["做了什么"].url)
    assert [chip.label for chip in less.context["chips"]] == ["哪张表", "从"]
    assert less.context["total"] > page.context["total"]
    assert auditor.get(reverse("trail")).context["chips"] == []


def test_what_a_thousand_entries_are_about_is_asked_some_hundred_at_a_time(auditor):
    held = [
        Entry(ledger=table, record=record)
        for table, records in (
            ("accounts", [str(uuid4()) for _ in range(1000)]),
            ("grants", [str(uuid4()) for _ in range(1000)]),
            ("places", [f"{smalltown.TOWN}{n:03}" for n in range(1000)]),
        )
        for record in records
    ]  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        names_of(held, operator())
    assert len(queries) <= 3 * 3 + 8  # three tables in three parts each, and where each came in
    assert max(sql["sql"].count(",") for sql in queries) < 1000
