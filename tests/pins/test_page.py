"""The page of a pin, the page where codes are typed, and the commands."""

from __future__ import annotations

import getpass
import json
import re
from datetime import date

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from jishi.access.actor import operator
from jishi.access.undoing import withdraw
from jishi.access.writing import Draft, write
from jishi.cli.parser import build
from jishi.cli.speaking import Trouble
from jishi.indicators.figures import answer, ground
from jishi.indicators.tables import BY_KEY as INDICATORS
from jishi.pins.actions import LeftIn, pin
from jishi.pins.models import Pin
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.web.pinned import period_of
from jishi.web.templatetags.ui import day
from tests.web import smalltown

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 30)


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def pinned(key: str, place: str = smalltown.TOWN, written: str = "2次") -> Pin:
    figure = answer(INDICATORS[key], ground(place, DAY, operator()))
    return pin([(figure, written)], by=operator(), left_in=LeftIn("report", "情况报告"))[0]


def page(client: Client, code: str) -> str:
    answered = client.get(reverse("pin", kwargs={"code": code}))
    assert answered.status_code == 200
    return answered.content.decode()


def test_the_page_says_what_was_said_and_that_it_is_still_so(clerk):
    held = pinned("committee_meetings")
    said = page(clerk, held.shown)
    for text in ("到今天还是这样", "<b>2</b>", "文中写作“2次”", "情况报告", held.shown,
                 str(INDICATORS["committee_meetings"].definition), "看现在的依据"):  # fmt: skip
        assert text in said, text


def test_the_page_names_what_moved_and_leads_to_it(clerk):
    held = pinned("committee_meetings")
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    first, second = (Activity.rows.get(number=f"HD-{n}") for n in (1, 2))
    write(BY_KEY["activities"], [Draft({"on": date(2024, 6, 5)}, row=first)], by=operator())
    withdraw(BY_KEY["activities"], [second], by=operator())
    said = page(clerk, held.shown)
    assert "钉下以后补记了1条、改了1条、撤回了1条，数还是2次。" in said
    assert f"/ledger/activities/{first.pk}/" in said
    assert "党委会HD-3" in said
    assert f"/{second.pk}/" not in said
    assert "HD-2" in said
    assert "党委会HD-2" in said  # the trail still has what it was about


def test_what_moved_says_which_field_who_and_when(clerk):
    held = pinned("committee_meetings")
    first = Activity.rows.get(number="HD-1")
    before = first.on
    write(BY_KEY["activities"], [Draft({"on": date(2024, 6, 5)}, row=first)], by=operator())
    said = page(clerk, held.shown)
    assert f"<del>{day(before)}</del> → <ins>{day(date(2024, 6, 5))}</ins>" in said
    assert f"本机命令（{getpass.getuser()}）改了1处" in said


def test_a_code_is_typed_as_it_comes_and_leads_to_the_page(clerk):
    held = pinned("committee_meetings")
    home = reverse("pins")
    found = clerk.get(home, {"code": f" {held.code.lower()} "})
    assert found.status_code == 302
    assert found["Location"] == f"/pin/{held.shown}/"
    assert clerk.get(f"/pin/{held.code.lower()}/")["Location"] == f"/pin/{held.shown}/"
    refused = clerk.get(home, {"code": "KQ7M-29XX"})
    assert refused.status_code == 422
    assert "没有I、L、O、0、1" in refused.content.decode()
    assert held.shown in clerk.get(home).content.decode()


def test_a_pin_is_opened_by_its_readers_and_is_nothing_to_others(clerk):
    town = pinned("disputes_found", written="4件")
    village = pinned("disputes_found", smalltown.VILLAGE, written="2件")
    people = {
        "secretary": ("village", smalltown.VILLAGE, (404, 200)),
        "neighbour": ("town_clerk", smalltown.NEIGHBOUR, (404, 404)),
        "leader": ("town_leader", smalltown.TOWN, (200, 200)),
        "county": ("county_reader", smalltown.COUNTY, (200, 404)),
        "auditor": ("auditor", smalltown.COUNTY, (403, 403)),
    }  # fmt: skip
    for name, (role, place, answers) in people.items():
        client = smalltown.account(name, role, place)
        found = tuple(client.get(f"/pin/{one.shown}/").status_code for one in (town, village))
        assert found == answers, name
    assert Client().get(f"/pin/{town.shown}/")["Location"].startswith("/sign-in/?next=/pin/")
    assert clerk.get("/pin/nonsense/").status_code == 404


def test_the_county_sees_the_number_and_no_record(clerk):
    held = pinned("committee_meetings")
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    county = smalltown.account("county", "county_reader", smalltown.COUNTY)
    said = page(county, held.shown)
    assert "补记了1条" in said
    assert "HD-3" not in said
    assert "有1条不在您能看的范围里" in said
    assert "看现在的依据" not in said


def test_a_pin_of_a_figure_by_places_and_of_a_share_is_told(clerk):
    for key in ("group_coverage", "household_coverage", "villager_groups", "strong_villages"):
        held = pinned(key, written="若干")
        assert "到今天还是这样" in page(clerk, held.shown)
    smalltown.add("groups", {"code": smalltown.VILLAGE + "03", "name": "第3组"})
    held = Pin.objects.get(figure="villager_groups")
    assert "第3组" in page(clerk, held.shown)


def run(capsys, *arguments: str, code: int = 0):
    options = build().parse_args(arguments)
    try:
        ended = options.run(options)
    except Trouble as trouble:
        ended = trouble.code
    assert ended == code
    return capsys.readouterr().out


def test_the_commands_pin_verify_and_show(clerk, capsys, tmp_path):
    file = tmp_path / "report.docx"
    made = run(capsys, "report", "--place", smalltown.TOWN, "--as-of", "2024-09-30",
               "-o", str(file), "--address", "https://jishi.example.gov.cn",
               "--format", "json")  # fmt: skip
    codes = json.loads(made)["pins"]
    assert len(codes) == Pin.objects.count() > 20
    assert Pin.objects.first().actor.startswith("operator:")
    said = json.loads(run(capsys, "pin", "verify", str(file), "--format", "json"))
    assert (said["unsound"], said["sound"]) == (0, len(codes))
    assert "还是这样" in run(capsys, "pin", "verify", str(file))
    smalltown.add("activities", smalltown.meeting("HD-3", 27))
    said = json.loads(run(capsys, "pin", "verify", str(file), "--format", "json", code=1))
    wrong = {one["figure"]: one for one in said["pins"] if not one["sound"]}
    assert wrong["committee_meetings"]["state"] == "moved"
    assert [one["number"] for one in wrong["committee_meetings"]["added"]] == ["HD-3"]
    assert wrong["committee_meetings"]["now"]["value"] == 3
    told = run(capsys, "pin", "verify", str(file), code=1)
    assert re.search(r"补记的1条：\n +HD-3  2024年6月27日  本级  党委会HD-3  现在算进来", told)
    code = codes["committee_meetings"]
    assert "当时2次，现在3次" in run(capsys, "pin", "show", code.lower(), code=1)
    assert json.loads(run(capsys, "pin", "show", code, "--format", "json", code=1))["code"] == code
    shown = run(capsys, "pin", "show", code, code=1)
    held = Pin.objects.get(code=code.replace("-", ""))
    assert f"{localtime(held.at):%Y-%m-%d %H:%M} 本机命令（{getpass.getuser()}）钉下" in shown
    assert localtime(held.at).utcoffset() and period_of(held) in shown
    second = Activity.rows.get(number="HD-2")
    withdraw(BY_KEY["activities"], [second], by=operator())
    told = run(capsys, "pin", "show", code, code=1)
    assert re.search(r"撤回的1条：\n +HD-2  2024年6月20日  本级  党委会HD-2", told)
    run(capsys, "pin", "show", "AAAA-AAAA", code=2)
    plain = tmp_path / "plain.docx"
    docx.Document().save(plain)
    run(capsys, "pin", "verify", str(plain), code=2)
    told = run(capsys, "pin", "verify", str(plain), "--format", "json", code=2)
    assert json.loads(told)["pins"] == []
    run(capsys, "pin", "verify", str(tmp_path / "none.docx"), code=2)
    file.write_bytes(b"no document")
    run(capsys, "pin", "verify", str(file), code=2)
