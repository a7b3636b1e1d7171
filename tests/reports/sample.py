"""Figures for reports under test: the sample town's own, and a village where some are missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jishi.reports.report import ChainHead, FigureText, Report
from jishi.reports.story import build
from jishi.reports.template import Template
from jishi.values.figures import written

DAY = date(2024, 9, 30)
HEADS = (ChainHead("上庄镇", 41234, "9f" * 32), ChainHead("绩溪县", 120, "7c" * 32))
TOWN_ONLY = ("committee_meetings", "theory_sessions", "cross_posted", "team_under_40_share")
MORE_THAN = ("theory_lectures", "volunteer_activities", "enterprise_activities")

# What 上庄镇 published about itself: value and unit.
TOWN = {
    "linked_leaders": (9, "人"),
    "villages": (7, "个"),
    "classrooms": (6, "类"),
    "leading_team": (53, "人"),
    "committee_meetings": (22, "次"),
    "theory_sessions": (10, "次"),
    "theory_lectures": (57, "次"),
    "reserve_cadres": (14, "人"),
    "reserve_secretaries": (7, "人"),
    "village_assistants": (2, "名"),
    "cross_posted": (2, "名"),
    "team_under_40_share": (Fraction(700, 12), "%"),
    "honoured_members": (3, "名"),
    "warning_screenings": (48, "次"),
    "responsibility_zones": (70, "个"),
    "demonstration_posts": (24, "个"),
    "commando_teams": (8, "支"),
    "service_teams": (8, "个"),
    "volunteer_activities": (156, "次"),
    "villager_groups": (63, "个"),
    "households": (4508, "户"),
    "household_coverage": (100, "%"),
    "visit_batches": (5, "批"),
    "visit_persons": (11, "人次"),
    "disputes_found": (30, "件"),
    "disputes_mediated": (29, "件"),
    "double_base_projects": (6, "个"),
    "livelihood_tasks": (8, "件"),
    "platform_matters": (8, "件"),
    "measures": (1690, "条"),
    "nonpublic_orgs": (7, "个"),
    "enterprise_activities": (43, "次"),
    "collective_income": (5_850_000, "元"),
    "strong_villages": (4, "个"),
    "projects": (16, "个"),
    "total_investment": (254_000_000, "元"),
    "village_plans": (4, "个"),
}


def figure(key: str, missing: bool = False) -> FigureText:
    value, unit = TOWN[key]
    style = "more_than" if key in MORE_THAN else "exact"
    share = key == "team_under_40_share" and not missing
    return FigureText(
        key=key,
        name=f"指标{key}",
        written=None if missing else written(value, unit, style),
        value=None if missing else value,
        unit=unit,
        definition="按台账逐条统计，取消的不计。",
        period_text="截至2024年9月30日",
        records=0 if missing else 12,
        digest="" if missing else "a3f09c11de77b0421c",
        reason="只统计到镇，村里没有这个数字" if missing else None,
        numerator=7 if share else None,
        of=12 if share else None,
    )


def figures(missing: tuple[str, ...] = ()) -> dict[str, FigureText]:
    return {key: figure(key, key in missing) for key in TOWN}


def town(template: Template, missing: tuple[str, ...] = ()) -> Report:
    return build(
        template,
        figures(missing),
        place_name="上庄镇",
        place_path="安徽省宣城市绩溪县上庄镇",
        as_of=DAY,
        heads=HEADS,
    )


def village(template: Template) -> Report:
    return build(
        template,
        figures(TOWN_ONLY),
        place_name="余川村",
        place_path="安徽省宣城市绩溪县上庄镇余川村",
        as_of=DAY,
        heads=HEADS,
    )
