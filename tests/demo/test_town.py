"""The sample town's sheets in plain Python: the printed figures, and the traps among them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from jishi.demo import neighbour, town
from jishi.demo.book import in_force
from jishi.kernel.kinds import shipped
from jishi.records.ledgers import BY_KEY, LEDGERS

Row = dict[str, Any]
AS_OF = date(2024, 9, 30)
TOWN_TEAM = {"镇党委书记", "镇党委副书记", "镇党委委员", "镇长", "副镇长", "镇人大主席"}
COMMITTEE = {"镇党委书记", "镇党委副书记", "镇党委委员"}
VILLAGE_TEAM = {"村党组织书记", "村委会主任", "村“两委”成员"}
LINKS = ("联村领导", "联村干部", "村“两委”", "网格员")


class Sheets:
    """The sample town's sheets with the few questions that the figures ask."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.rows = rows
        self.families = {
            (row["ledger"], row["zh"]): row["family"] for row in shipped() if row["family"]
        } | {("activities", "银企对接"): "enterprise_support"}

    def standing(self, ledger: str, *kinds: str) -> list[Row]:
        """States in force on AS_OF, of those kinds where given."""
        return [
            row
            for row in self.rows[ledger]
            if in_force(row, AS_OF) and (not kinds or row["kind"] in kinds)
        ]

    def held(self, wanted: Callable[[Row], bool]) -> int:
        """Activities of 2024 until AS_OF that were not cancelled."""
        return sum(
            this_year(row["on"]) and "cancelled_on" not in row and wanted(row)
            for row in self.rows["activities"]
        )

    def family(self, ledger: str, family: str) -> Iterable[Row]:
        """Rows whose kind is of that family."""
        return (
            row for row in self.rows[ledger] if self.families.get((ledger, row["kind"])) == family
        )

    def kept(self, rows: Iterable[Row], outcome: str) -> int:
        """Those ended well between 2023 and AS_OF."""
        return sum(
            row.get("outcome") == outcome and date(2023, 1, 1) <= row["closed_on"] <= AS_OF
            for row in rows
        )

    def by(self, ledger: str) -> dict[str, Row]:
        """Rows by number."""
        return {row["number"]: row for row in self.rows[ledger]}


def this_year(day: date) -> bool:
    return date(2024, 1, 1) <= day <= AS_OF


def persons(rows: Iterable[Row], key: str = "person") -> set[str]:
    return {row[key] for row in rows}


def kind(name: str) -> Callable[[Row], bool]:
    return lambda row: row["kind"] == name


def income_by_village(sheets: Sheets) -> dict[str, Any]:
    sums: dict[str, Any] = defaultdict(int)
    for row in sheets.family("income", "operating"):
        if row["on"].year == 2023:
            sums[row["place"]] += row["amount_fen"]
    return sums


def age_share(sheets: Sheets) -> float:
    team = persons(sheets.standing("posts", *TOWN_TEAM))
    born = sheets.by("persons")
    young = [one for one in team if born[one]["birth_on"] > date(1983, 9, 30)]
    return round(100 * len(young) / len(team), 1)


def honoured(sheets: Sheets) -> int:
    team = persons(sheets.standing("posts", *TOWN_TEAM, *VILLAGE_TEAM))
    return len({
        row["person"]
        for row in sheets.rows["honours"]
        if row.get("person") in team and row["level"] in {"市级", "省级", "国家级"}
        and row["on"] <= AS_OF
    })  # fmt: skip


def coverage(sheets: Sheets) -> float:
    links = sheets.standing("links", *LINKS)
    roles: dict[str, set[str]] = defaultdict(set)
    for row in links:
        roles[row.get("household") or row["place"]].add(row["kind"])
    held = sheets.standing("households")
    full = [
        row
        for row in held
        if len(roles[row["number"]] | roles[row["place"]] | roles[row["place"][:3]]) == len(LINKS)
    ]
    return 100 * len(full) / len(held)


def nonpublic(sheets: Sheets) -> int:
    organisations = sheets.by("organisations")
    return sum(
        in_force(row, AS_OF) and organisations[row["host"]].get("sector") == "非公"
        for row in sheets.family("organisations", "party_organisation")
        if "host" in row
    )


def plan_projects(sheets: Sheets) -> list[Row]:
    return [
        row
        for row in sheets.rows["projects"]
        if row.get("programmes", "").startswith("上庄村保护利用") and row["planned_on"] <= AS_OF
        and not (row.get("outcome") == "终止" and row["closed_on"] <= AS_OF)
    ]  # fmt: skip


def double_base(sheets: Sheets) -> int:
    return sum(
        row.get("programmes") == "双基建设" and row.get("started_on", date.max) <= AS_OF
        and row.get("closed_on", date.max) > date(2023, 1, 1)
        for row in sheets.rows["projects"]
    )  # fmt: skip


def plans(sheets: Sheets) -> int:
    zones = sheets.by("zones")
    return sum(
        row["kind"] == "村庄规划" and row.get("drafted_on", date.max) <= AS_OF
        and zones[row["zone"]]["kind"] == "乡村振兴示范片区"
        for row in sheets.rows["plans"]
        if "zone" in row
    )  # fmt: skip


def disputes(sheets: Sheets) -> list[Row]:
    return [row for row in sheets.family("matters", "dispute") if this_year(row["opened_on"])]


def receptions(sheets: Sheets) -> list[Row]:
    return [
        row for row in sheets.rows["receptions"]
        if row["kind"] == "开门接访" and this_year(row["on"])
    ]  # fmt: skip


#: key → (what the town printed, the plain reading).
FIGURES: dict[str, tuple[float, Callable[[Sheets], float]]] = {
    "linked_leaders": (9, lambda s: len(
        persons(s.standing("links", "指导村级抓党建"), "holder")
        & persons(s.standing("posts", *COMMITTEE)))),
    "classrooms": (6, lambda s: len({row["kind"] for row in s.standing("classrooms")})),
    "leading_team": (53, lambda s: len(persons(s.standing("posts", *TOWN_TEAM, *VILLAGE_TEAM)))),
    "committee_meetings": (22, lambda s: s.held(kind("党委会"))),
    "theory_sessions": (10, lambda s: s.held(kind("理论中心组学习"))),
    "theory_lectures": (57, lambda s: s.held(kind("理论宣讲"))),
    "reserve_cadres": (14, lambda s: len({
        row["person"] for row in s.rows["reserves"]
        if row["kind"] == "村级后备干部" and date(2021, 3, 1) <= row["since"] <= AS_OF})),
    "reserve_secretaries": (7, lambda s: len(persons(s.standing("reserves", "党组织书记后备")))),
    "village_assistants": (2, lambda s: len(s.standing("postings", "到村任村委会主任助理"))),
    "cross_posted": (2, lambda s: len(s.standing("postings", "上下交叉挂职"))),
    "team_under_40_share": (58.3, age_share),
    "honoured_members": (3, honoured),
    "warning_screenings": (48, lambda s: s.held(kind("警示教育片观看"))),
    "responsibility_zones": (70, lambda s: len(s.standing("duty_units", "党员责任区"))),
    "demonstration_posts": (24, lambda s: len(s.standing("duty_units", "党员示范岗"))),
    "commando_teams": (8, lambda s: len(s.standing("organisations", "党员突击队"))),
    "service_teams": (8, lambda s: len(s.standing("organisations", "党员服务队"))),
    "volunteer_activities": (156, lambda s: s.held(kind("党员志愿活动"))),
    "villager_groups": (63, lambda s: sum(
        in_force({"since": date.min, **row}, AS_OF) for row in s.rows["groups"])),
    "households": (4508, lambda s: len(s.standing("households"))),
    "household_coverage": (100, coverage),
    "visit_batches": (5, lambda s: len(receptions(s))),
    "visit_persons": (11, lambda s: sum(row["heads"] for row in receptions(s))),
    "disputes_found": (30, lambda s: len(disputes(s))),
    "disputes_mediated": (29, lambda s: s.kept(disputes(s), "达成协议")),
    "double_base_projects": (6, double_base),
    "livelihood_tasks": (8, lambda s: s.kept(
        filter(kind("为民办实事"), s.rows["matters"]), "办成")),
    "platform_matters": (8, lambda s: s.kept(
        (row for row in s.family("matters", "dispute") if row["channel"] == "绩事绩办平台"),
        "达成协议")),
    "measures": (1690, lambda s: sum(
        date(2023, 1, 1) <= row["drawn_up_on"] <= AS_OF for row in s.rows["measures"])),
    "nonpublic_orgs": (7, nonpublic),
    "enterprise_activities": (43, lambda s: s.held(
        lambda row: s.families.get(("activities", row["kind"])) == "enterprise_support")),
    "collective_income": (5_850_000, lambda s: sum(income_by_village(s).values())),
    "strong_villages": (4, lambda s: sum(
        amount >= 500_000 for amount in income_by_village(s).values())),
    "projects": (16, lambda s: len(plan_projects(s))),
    "total_investment": (254_000_000, lambda s: sum(
        row["planned_fen"] for row in plan_projects(s))),
    "village_plans": (4, plans),
}  # fmt: skip


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return Sheets(town.sheets())


@pytest.mark.parametrize("key", FIGURES)
def test_the_sheets_give_the_printed_figure(sheets: Sheets, key: str) -> None:
    printed, read = FIGURES[key]
    assert read(sheets) == printed


def test_all_37_figures_but_the_villages_are_read_here() -> None:
    # The villages are the county's, not the town's workbook's.
    assert len(FIGURES) == 36


@pytest.mark.parametrize("key", [*FIGURES, "first_topic", "group_coverage"])
def test_every_figure_has_records_that_prove_a_wrong_declaration_wrong(key: str) -> None:
    assert any(key in trap.figures for trap in town.traps())


def test_every_trap_names_a_row_of_its_sheet(sheets: Sheets) -> None:
    for trap in town.traps():
        identity = BY_KEY[trap.ledger].identity
        assert any(row[identity] == trap.number for row in sheets.rows[trap.ledger]), trap


@pytest.mark.parametrize("made", [town.sheets, neighbour.sheets], ids=["town", "neighbour"])
def test_the_sheets_hold_only_columns_of_their_ledgers_and_no_trap_marks(
    made: Callable[[], dict[str, list[Row]]],
) -> None:
    rows = made()
    assert list(rows) == [ledger.key for ledger in LEDGERS]
    for ledger in LEDGERS:
        assert rows[ledger.key], f"{ledger.key} is empty"
        known = {column.name for column in ledger.columns}
        required = {column.name for column in ledger.columns if column.required}
        for row in rows[ledger.key]:
            assert required <= row.keys() <= known
        numbers = [row[ledger.identity] for row in rows[ledger.key]]
        assert len(set(numbers)) == len(numbers)


def test_the_groups_and_households_of_each_village_are_those_of_the_town(sheets: Sheets) -> None:
    counted: dict[str, int] = defaultdict(int)
    for row in sheets.standing("households"):
        counted[row["place"][:3]] += 1
    assert dict(counted) == {
        "上庄村": 912, "余川村": 548, "瑞川村": 496, "宅坦村": 688, "旺川村": 917, "五联村": 402,
        "寺后村": 545,
    }  # fmt: skip


def test_the_one_dispute_of_thirty_is_still_open_in_zhaitan(sheets: Sheets) -> None:
    left = [row for row in disputes(sheets) if "closed_on" not in row]
    assert [row["place"] for row in left] == ["宅坦村"]


def test_every_committee_meeting_of_2024_begins_with_the_first_topic(sheets: Sheets) -> None:
    first = {row["meeting"] for row in sheets.rows["agenda"] if row["first_topic"]}
    held = [
        row for row in sheets.rows["activities"]
        if row["kind"] == "党委会" and "cancelled_on" not in row and row["on"] <= AS_OF
    ]  # fmt: skip
    without = [row["on"] for row in held if row["number"] not in first]
    assert [day.year for day in without] == [2023, 2023]


@pytest.mark.parametrize("name", ["党委会", "理论宣讲", "党员志愿活动", "警示教育片观看"])
def test_no_month_of_the_ledger_is_empty_or_a_step(sheets: Sheets, name: str) -> None:
    months: dict[tuple[int, int], int] = defaultdict(int)
    for row in sheets.rows["activities"]:
        if row["kind"] == name and date(2023, 1, 1) <= row["on"] <= AS_OF:
            months[row["on"].year, row["on"].month] += 1
    assert len(months) == 21
    assert max(months.values()) <= 3 * min(months.values())


def test_every_person_is_marked_as_invented(sheets: Sheets) -> None:
    both = sheets.rows["persons"] + neighbour.sheets()["persons"]
    assert all("人名为虚构" in row["note"] for row in both)


def test_the_neighbour_has_people_of_the_same_names(sheets: Sheets) -> None:
    here = {row["name"] for row in sheets.rows["persons"]}
    assert {row["name"] for row in neighbour.sheets()["persons"]} <= here


def test_another_process_makes_the_same_sheets() -> None:
    program = "from jishi.demo import town, neighbour; import json; print(json.dumps([town.sheets(), neighbour.sheets()], default=str))"  # noqa: E501
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True
    )
    here = json.dumps([town.sheets(), neighbour.sheets()], default=str)
    assert json.loads(run.stdout) == json.loads(here)
