"""All ledgers of a town in the order in which they lean on each other."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.kernel.models import Kind
from jishi.records import settings
from jishi.records.activities.ledger import LEDGERS as ACTIVITIES
from jishi.records.assistance.ledger import LEDGERS as ASSISTANCE
from jishi.records.duties.ledger import LEDGERS as DUTIES
from jishi.records.economy.ledger import LEDGERS as ECONOMY
from jishi.records.households.ledger import LEDGERS as HOUSEHOLDS
from jishi.records.matters.ledger import LEDGERS as MATTERS
from jishi.records.people.ledger import LEDGERS as PEOPLE
from jishi.records.projects.ledger import LEDGERS as PROJECTS

RECORDS: tuple[Ledger, ...] = (
    *PEOPLE, *HOUSEHOLDS, *DUTIES, *ACTIVITIES, *MATTERS, *ASSISTANCE, *ECONOMY, *PROJECTS,
)  # fmt: skip
KINDS = Ledger(
    key="kinds", model=Kind, zh=_("自定种类"), prefix="ZL", title="zh",
    settle=settings.settle_kind, check=settings.check_kind,
    help=_("自带的种类不够用时在这里加；编号定了就不要再改。"),
    columns=(
        Column("number", _("编号"), "code", required=True),
        Column("ledger", _("用在哪张表"), "choice", required=True,
               choices=tuple((one.key, one.zh) for one in RECORDS if hasattr(one.model, "kind"))),
        Column("zh", _("名称"), required=True),
        Column("family", _("归到哪一类"), "text",
               help=_("归进某一类，就算进按这一类算的数里，例如矛盾纠纷、助企活动、经营性收入。")),
        Column("retired_on", _("停用日"), "date", ahead=True),
    ),
)  # fmt: skip
#: The county's own kinds, kept by its administrator; never a sheet of a town's workbook.
COUNTY_KINDS = replace(KINDS, key="county_kinds", check=settings.check_county_kind)
LEDGERS: tuple[Ledger, ...] = (
    settings.TOWN, settings.GROUPS, settings.PROGRAMMES, settings.PROGRAMME_ITEMS, KINDS, *RECORDS,
)  # fmt: skip
BY_KEY: dict[str, Ledger] = {ledger.key: ledger for ledger in LEDGERS}


def of_model(model: Any) -> Ledger:
    """The ledger that a record model is kept in."""
    return BY_KEY[model.LEDGER]
