"""All declarations, in the order of the town's story. To add one: add it to its subject's file."""

from django.utils.translation import gettext_lazy as _

from jishi.indicators.indicator import Indicator
from jishi.indicators.tables import concerns, members, results, team

CHAPTERS = {
    "team": _("班子"),
    "members": _("党员"),
    "concerns": _("群众"),
    "results": _("实绩"),
}
INDICATORS: tuple[Indicator, ...] = (
    *team.TABLE, *members.TABLE, *concerns.TABLE, *results.TABLE,
)  # fmt: skip
BY_KEY: dict[str, Indicator] = {indicator.key: indicator for indicator in INDICATORS}
