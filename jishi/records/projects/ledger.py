"""项目台账: columns of the sheets of projects, areas and plans."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.columns import (
    KIND,
    NOTE,
    NUMBER,
    PROGRAMMES,
    SINCE,
    UNTIL,
    interval,
    place,
)
from jishi.records.projects import rules
from jishi.records.projects.models import PROJECT_OUTCOMES, Plan, Project, Zone

PROJECTS = Ledger(
    key="projects", model=Project, zh=_("项目"), prefix="XM", title="name", date="planned_on",
    check=rules.project,
    help=_("双基建设、行动方案的项目，要在“归口项目”里写明，才算进那个数。"),
    columns=(
        NUMBER,
        Column("name", _("项目名称"), required=True),
        KIND,
        place("town", "village"),
        Column("programmes", _("归口项目"), "programmes", asked="new",
               help=_("可以填几个，用顿号隔开。")),
        Column("planned_on", _("谋划日"), "date", required=True, asked="new"),
        Column("started_on", _("开工日"), "date"),
        Column("closed_on", _("竣工或终止日"), "date", asked="change", needs=("outcome",)),
        Column("outcome", _("怎么结束的"), "choice", choices=PROJECT_OUTCOMES,
               asked="change", dated="closed_on", needs=("closed_on",),
               help=_("填竣工的，还要有开工日。")),
        Column("planned_fen", _("总投资"), "money", low=0, unit=_("元"), total=True,
               asked="new"),
        Column("invested_fen", _("完成投资"), "money", low=0, unit=_("元"), total=True,
               asked="change"),
        NOTE,
    ),
)  # fmt: skip
ZONES = Ledger(
    key="zones", model=Zone, zh=_("片区"), prefix="PQ", title="name", date="since",
    check=interval,
    help=_("示范片区、保护片区；片区里的村庄规划填在“规划”表。"),
    columns=(
        NUMBER,
        Column("name", _("名称"), required=True),
        KIND, place("town", "village"), SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
PLANS = Ledger(
    key="plans", model=Plan, zh=_("规划"), prefix="GH", title="name", date="drafted_on",
    check=rules.plan,
    help=_("编制完成、同意、批复各是一步，分别填日期。"),
    columns=(
        NUMBER,
        Column("name", _("规划名称"), required=True),
        KIND, place("town", "village"),
        Column("zone", _("所在片区"), "link", to="zones"),
        Column("begun_on", _("启动日"), "date", listed=False),
        Column("drafted_on", _("编制完成日"), "date"),
        Column("consented_on", _("村民代表会议同意日"), "date"),
        Column("approved_on", _("批复日"), "date"),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [PROJECTS, ZONES, PLANS]
