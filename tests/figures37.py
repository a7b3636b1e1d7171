"""What 上庄镇 published about itself for 30 September 2024: key, value, unit, decimals printed.

Facts of the town, kept here as data; the sample must give exactly these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TOWN, NEIGHBOUR, COUNTY = "341824103", "341824102", "341824"
AS_OF = date(2024, 9, 30)


@dataclass(frozen=True)
class Published:
    """A figure as printed; `decimals` is how exactly it was."""

    value: Decimal
    unit: str
    decimals: int = 0

    def equals(self, exact: Fraction | int | None) -> bool:
        """True where the exact value, rounded as printed, is the printed one."""
        if exact is None:
            return False
        step = Decimal(1).scaleb(-self.decimals)
        whole = Fraction(exact)
        found = (Decimal(whole.numerator) / whole.denominator).quantize(step, ROUND_HALF_UP)
        return found == self.value


def _all(unit: str, **values: int) -> dict[str, Published]:
    return {key: Published(Decimal(value), unit) for key, value in values.items()}


FIGURES: dict[str, Published] = {
    **_all("名", village_assistants=2, cross_posted=2, honoured_members=3),
    **_all("人", linked_leaders=9, leading_team=53, reserve_cadres=14, reserve_secretaries=7),
    **_all("人次", visit_persons=11),
    **_all("批", visit_batches=5),
    **_all("类", classrooms=6),
    **_all("户", households=4508),
    **_all("支", commando_teams=8),
    **_all("条", measures=1690),
    **_all("次", committee_meetings=22, theory_sessions=10, theory_lectures=57,
           warning_screenings=48, volunteer_activities=156, enterprise_activities=43),
    **_all("件", disputes_found=30, disputes_mediated=29, livelihood_tasks=8, platform_matters=8),
    **_all("个", villages=7, villager_groups=63, responsibility_zones=70, demonstration_posts=24,
           service_teams=8, double_base_projects=6, nonpublic_orgs=7, strong_villages=4,
           projects=16, village_plans=4),
    **_all("元", collective_income=5_850_000, total_investment=254_000_000),
    **_all("%", household_coverage=100),
    "team_under_40_share": Published(Decimal("58.3"), "%", 1),
}  # fmt: skip
