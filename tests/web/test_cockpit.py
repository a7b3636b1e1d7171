"""The sheet of figures: what stands on it for whom, and that it says what the engine says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from jishi.access.actor import operator
from jishi.indicators.figures import answer, answers, ground, grounds
from jishi.indicators.tables import BY_KEY, INDICATORS
from jishi.places import tree
from jishi.web.coverage import answered
from tests.web import smalltown

pytestmark = pytest.mark.django_db
DAY = "2024-09-30"


@pytest.fixture
def clerk() -> Client:
    smalltown.build()
    return smalltown.account("clerk", "town_clerk", smalltown.TOWN)


def sheet(client: Client, place: str = smalltown.TOWN, day: str = DAY):
    return client.get(reverse("cockpit", kwargs={"place": place}), {"as_of": day})


def figures(page) -> dict[str, dict]:
    found = {}
    for chapter in page.context["chapters"]:
        for fig in [chapter["hero"], *(f for g in chapter["groups"] for f in g["figures"])]:
            found[fig["key"]] = fig
    return found


def test_every_indicator_stands_on_the_sheet_once_and_leads_to_its_proof(clerk):
    page = sheet(clerk)
    found = figures(page)
    assert set(found) == set(BY_KEY)
    assert page.content.decode().count("/cockpit/disputes_found/") == 1
    assert all("/cockpit/" in fig["url"] for fig in found.values())
    assert page.context["total"] == len(INDICATORS)


def test_a_share_of_settled_disputes_is_told_with_its_whole(clerk):
    hero = figures(sheet(clerk))["disputes_mediated"]
    assert (hero["written_value"], hero["unit"]) == ("3", "件")
    assert "登记4件，还剩1件" in hero["note"]


def test_last_year_s_same_days_are_compared_where_the_ledger_knows_them(clerk):
    figs = figures(sheet(clerk))
    assert figs["committee_meetings"]["note"] == "比去年同期多2次"
    early = figures(sheet(clerk, day="2023-09-30"))
    assert early["committee_meetings"]["note"] == ""


def test_a_figure_without_meaning_is_a_dash_with_its_reason(clerk):
    village = figures(sheet(clerk, smalltown.VILLAGE))
    assert village["theory_sessions"]["null_reason"]
    assert "—" in sheet(clerk, smalltown.VILLAGE).content.decode()
    team = sheet(clerk, smalltown.VILLAGE).context["chapters"][0]
    assert team["hero"]["key"] == "leading_team"


def test_a_group_without_its_grid_member_and_a_link_that_ends_soon_stand_out_in_the_band(clerk):
    band = sheet(clerk).context["coverage"]
    states = [cell["state"] for village in band["groups"] for cell in village["cells"]]
    assert states == ["cut", "missing"]
    assert band["soon_label"]
    september = sheet(clerk, day="2024-09-01").context["coverage"]
    assert [c["state"] for v in september["groups"] for c in v["cells"]] == ["full", "missing"]


def test_the_band_s_share_is_the_figure_the_engine_gives(clerk):
    on = ground(smalltown.TOWN, date(2024, 9, 30), operator())
    asked = answer(BY_KEY["group_coverage"], on)
    figure, _reached = answered(BY_KEY["group_coverage"], on)
    assert figure == asked
    assert asked.value not in (None, 100)


def test_a_year_of_which_nothing_is_recorded_leads_to_the_last_that_has_something(clerk):
    assert sheet(clerk).context["lately"] is None
    later = sheet(clerk, day="2026-11-30")
    assert "2024年以后还没有记过会和事" in later.content.decode()
    led = clerk.get(later.context["lately_url"])
    assert led.context["frame"]["as_of"] == date(2024, 12, 31) and led.context["lately"] is None


def test_a_county_reader_sees_values_of_towns_and_no_way_to_records(clerk):
    reader = smalltown.account("county", "county_reader", smalltown.COUNTY)
    for place in (smalltown.COUNTY, smalltown.TOWN):
        page = sheet(reader, place)
        assert all(fig["url"] == "" for fig in figures(page).values())
        assert "/cockpit/disputes_mediated/" not in page.content.decode()
        assert page.context["coverage"] is None
        assert not page.context["report_url"]
    assert figures(sheet(reader, smalltown.COUNTY))["disputes_found"]["written_value"] == "5"
    assert sheet(reader, smalltown.VILLAGE).status_code == 404


def test_a_county_reader_compares_the_towns_over_every_figure(clerk):
    reader = smalltown.account("county", "county_reader", smalltown.COUNTY)
    page = sheet(reader, smalltown.COUNTY)
    towns = page.context["towns"]
    assert towns["names"] == ["长安镇", "上庄镇"]  # by code, not by what they count
    rows = {
        row["whole"]["key"]: row
        for chapter in towns["chapters"] for group in chapter["groups"] for row in group["rows"]
    }  # fmt: skip
    assert set(rows) == set(BY_KEY)
    found = rows["disputes_found"]
    assert [cell["written_value"] for cell in found["cells"]] == ["1", "4"]
    assert (found["whole"]["written_value"], found["whole"]["note"]) == ("5", "")
    assert rows["group_coverage"]["whole"]["note"] == "2个里1个"
    for cell, place in zip(found["cells"], (smalltown.NEIGHBOUR, smalltown.TOWN), strict=True):
        assert cell["url"].startswith(reverse("cockpit", kwargs={"place": place}))
        assert reader.get(cell["url"]).status_code == 200
    assert sheet(reader).context["towns"] is None
    assert "各镇对照" in page.content.decode()


def test_a_town_without_a_number_is_no_nought_and_not_in_the_sum(clerk):
    reader = smalltown.account("county", "county_reader", smalltown.COUNTY)
    towns = sheet(reader, smalltown.COUNTY, "2023-12-31").context["towns"]
    row = next(
        row for chapter in towns["chapters"] for group in chapter["groups"]
        for row in group["rows"] if row["whole"]["key"] == "disputes_found"
    )  # fmt: skip
    assert [(c["written_value"], bool(c["null_reason"])) for c in row["cells"]] == [
        ("", True), ("1", False),
    ]  # fmt: skip
    assert (row["whole"]["written_value"], row["whole"]["note"]) == ("1", "1个镇相加")


def test_a_county_s_page_asks_hardly_more_for_one_town_more(clerk):
    reader = smalltown.account("county", "county_reader", smalltown.COUNTY)
    sheet(reader, smalltown.COUNTY)  # what is compiled once
    asked, known = [], (smalltown.TOWN, smalltown.NEIGHBOUR)
    more = [one for one in tree.children(smalltown.COUNTY, date(2024, 9, 30))
            if one.code not in known and one.code[6] == "1"]  # fmt: skip
    for towns in range(2, 6):
        if towns > 2:
            values = {"code": more[towns].code, "name": more[towns].name}
            smalltown.add("town", values | {"start": smalltown.SINCE})
        with CaptureQueriesContext(connection) as queries:
            page = sheet(reader, smalltown.COUNTY)
        assert len(page.context["towns"]["names"]) == towns
        asked.append(len(queries))
    assert asked[-1] - asked[0] <= 3, asked


def test_the_towns_numbers_asked_together_are_those_asked_one_by_one(clerk):
    on = ground(smalltown.COUNTY, date(2024, 9, 30), operator())
    places = tree.children(smalltown.COUNTY, on.as_of)
    held = grounds(on, places, operator())
    alone = [ground(place.code, on.as_of, operator()) for place in places]
    assert held == alone
    for indicator in INDICATORS:
        assert answers(indicator, held) == [answer(indicator, one) for one in alone], indicator.key


def test_above_the_town_it_is_said_how_many_towns_are_on_the_ledger(clerk):
    reader = smalltown.account("county", "county_reader", smalltown.COUNTY)
    assert "2个在账上" in sheet(reader, smalltown.COUNTY).context["covers"]
    assert sheet(reader, smalltown.TOWN).context["covers"] == ""


@pytest.mark.parametrize("place", [smalltown.COUNTY, smalltown.NEIGHBOUR, "341824103999"])
def test_a_place_out_of_reach_is_not_found(clerk, place):
    assert sheet(clerk, place).status_code == 404


def test_who_may_not_read_figures_is_refused(clerk):
    auditor = smalltown.account("auditor", "auditor", smalltown.COUNTY)
    assert sheet(auditor).status_code == 403
    assert sheet(Client()).status_code == 302


@pytest.mark.parametrize(
    ("day", "said"), [("2023-12-31", "2023年全年"), ("2024-09-30", "2024年到9月30日")]
)
def test_a_year_that_has_passed_is_named_and_not_called_this_one(clerk, day, said):
    found = figures(sheet(clerk, day=day))["committee_meetings"]
    assert found["period_label"] == said


def test_the_year_that_runs_is_this_one(clerk):
    today = localdate().isoformat()
    assert figures(sheet(clerk, day=today))["committee_meetings"]["period_label"] == "今年以来"


def test_the_year_in_which_the_sample_town_stands_still_is_this_one(clerk, settings):
    settings.JISHI = replace(settings.JISHI, demo=True)
    found = figures(sheet(clerk, day="2024-09-30"))["committee_meetings"]
    assert found["period_label"] == "今年以来"
