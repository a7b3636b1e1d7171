"""Values of a town and its villages that could be true together, drawn without a database.

A count is what happened in each village and in the town itself (本级), so that children and the
town add up; a part stays within its whole, a share comes from a team or a number of households.
"""

from __future__ import annotations

import random
from fractions import Fraction

TOWN = "341824103"
VILLAGES = tuple(f"{TOWN}{number}" for number in range(200, 207))
NAMES = {
    TOWN: "上庄镇",
    **dict(zip(VILLAGES, ("上庄村", "余川村", "瑞川村", "宅坦村", "旺川村", "五联村", "寺后村"),
               strict=True)),
}  # fmt: skip
#: Other towns, some of whose names hold numbers or words of measure.
ELSEWHERE = (
    ("青溪镇", "竹里村", "岭外村", "石门村", "下河村", "茶坑村", "水口村", "柏树村"),
    ("三合乡", "七里村", "双河村", "九龙村", "百步村", "半山村", "十里铺村", "万安村"),
    ("长乐镇", "团结村", "前进社区", "余家村", "多福村", "近水村", "东风村", "千亩田村"),
)
STRONG = 500_000
#: Most in one village, and most at the town itself.
ADDITIVE = {
    "theory_lectures": (12, 20), "warning_screenings": (9, 10), "responsibility_zones": (15, 0),
    "demonstration_posts": (6, 2), "commando_teams": (2, 1), "service_teams": (2, 1),
    "volunteer_activities": (40, 15), "villager_groups": (14, 0), "visit_batches": (2, 6),
    "double_base_projects": (2, 1), "livelihood_tasks": (3, 2), "platform_matters": (3, 2),
    "measures": (400, 0), "nonpublic_orgs": (2, 2), "enterprise_activities": (10, 12),
    "projects": (4, 3), "village_plans": (1, 0), "disputes_found": (9, 5),
    "reserve_cadres": (4, 0), "reserve_secretaries": (2, 0), "village_assistants": (1, 0),
}  # fmt: skip
Values = dict[str, dict[str, Fraction | None]]


def random_values(rng: random.Random) -> Values:
    """place → key → value as the ledger would give it: shares in %, money in 元; None: unknown."""
    villages = {place: _village(rng) for place in VILLAGES}
    town = _town(rng, villages)
    drawn: Values = {
        TOWN: {key: Fraction(value) for key, value in town.items()},
        **{
            place: {
                key: Fraction(value) for key, value in held.items() if not key.startswith("_")
            } for place, held in villages.items()
        },
    }  # fmt: skip
    # Now and then the ledger cannot know: the period begins before the town's ledger does.
    for key in rng.sample(sorted(drawn[TOWN]), k=rng.choice((0, 0, 0, 1, 2))):
        for held in drawn.values():
            if key in held:
                held[key] = None
    return drawn


def random_names(rng: random.Random) -> dict[str, str]:
    """What the town and its villages are called: 上庄镇 as often as all others."""
    if rng.random() < 0.5:
        return NAMES
    return dict(zip((TOWN, *VILLAGES), rng.choice(ELSEWHERE), strict=True))


def random_years(rng: random.Random, values: Values, year: int) -> dict[
    str, dict[tuple[str, str], Fraction]
]:  # fmt: skip
    """What some of the town's yearly counts were in an earlier year."""
    keys = ("committee_meetings", "theory_sessions", "theory_lectures", "volunteer_activities")
    return {
        TOWN: {
            (key, f"year:{year}"): value * rng.randint(60, 140) // 100 + 1 * Fraction(1)
            for key in keys
            if (value := values[TOWN].get(key)) is not None
        }
    }


def _village(rng: random.Random) -> dict[str, Fraction | int]:
    held: dict[str, Fraction | int] = {
        key: rng.randint(0, most) for key, (most, _) in ADDITIVE.items()
    }
    held["villager_groups"] = groups = rng.randint(3, 14)
    held["households"] = households = groups * rng.randint(30, 90) + rng.randint(0, 29)
    held["_uncovered"] = uncovered = 0 if rng.random() < 0.8 else rng.randint(1, 40)
    held["_open_groups"] = open_groups = min(groups, (uncovered + 19) // 20)
    held["household_coverage"] = Fraction(100 * (households - uncovered), households)
    held["group_coverage"] = Fraction(100 * (groups - open_groups), groups)
    held["visit_persons"] = sum(rng.randint(1, 5) for _ in range(int(held["visit_batches"])))
    held["disputes_mediated"] = rng.randint(int(held["disputes_found"]) // 2,
                                            int(held["disputes_found"]))  # fmt: skip
    held["collective_income"] = _income(rng)
    held["strong_villages"] = int(held["collective_income"] >= STRONG)
    held["total_investment"] = sum(_investment(rng) for _ in range(int(held["projects"])))
    held["leading_team"] = rng.randint(3, 7)
    held["honoured_members"] = int(rng.random() < 0.3)
    held["linked_leaders"] = rng.randint(1, 2)
    return held


def _town(
    rng: random.Random, villages: dict[str, dict[str, Fraction | int]]
) -> dict[str, Fraction | int]:
    own: dict[str, Fraction | int] = {
        key: rng.randint(0, most) for key, (_, most) in ADDITIVE.items()
    }
    own["visit_persons"] = sum(rng.randint(1, 5) for _ in range(int(own["visit_batches"])))
    own["disputes_mediated"] = rng.randint(0, int(own["disputes_found"]))
    own["total_investment"] = sum(_investment(rng) for _ in range(int(own["projects"])))
    town = dict(own)
    added = (*own, "households", "_uncovered", "_open_groups", "collective_income",
             "strong_villages", "honoured_members")  # fmt: skip
    for key in added:
        town[key] = own.get(key, 0) + sum(held[key] for held in villages.values())
    households, groups = town["households"], town["villager_groups"]
    town["household_coverage"] = Fraction(100 * (households - town.pop("_uncovered")), households)
    town["group_coverage"] = Fraction(100 * (groups - town.pop("_open_groups")), groups)
    team = rng.randint(7, 17)
    meetings = rng.randint(6, 40)
    missed = 0 if rng.random() < 0.6 else rng.randint(1, 4)
    return town | {
        "villages": len(villages),
        "classrooms": rng.randint(3, 9),
        "leading_team": team + sum(held["leading_team"] for held in villages.values()),
        "linked_leaders": rng.randint(5, 11),
        "cross_posted": rng.randint(1, 4),
        "team_under_40_share": Fraction(100 * rng.randint(1, team - 1), team),
        "committee_meetings": meetings,
        "theory_sessions": rng.randint(3, 18),
        "first_topic": Fraction(100 * (meetings - missed), meetings),
    }


def _income(rng: random.Random) -> int:
    """A village's income of a year: round in 万元, or to the yuan."""
    tenthousands = rng.randint(8, 160)
    return tenthousands * 10_000 + (0 if rng.random() < 0.85 else rng.randint(1, 9_999))


def _investment(rng: random.Random) -> int:
    return rng.choice((rng.randint(5, 99) * 100_000, rng.randint(10, 900) * 1_000_000 // 10))
