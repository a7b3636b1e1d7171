"""责任台账: columns of the sheets of links, zones and posts."""

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
from jishi.records.duties import rules
from jishi.records.duties.models import DutyUnit, Link

LINKS = Ledger(
    key="links", model=Link, zh=_("包保责任"), prefix="BB", title="holder", date="since",
    check=rules.link, settle=rules.settle_link, exclusive=rules.one_link,
    help=_("落到村、组都行，个别户另填农户；一户按最近的一级算：户、组、村。"),
    columns=(
        NUMBER,
        Column("holder", _("责任人"), "link", required=True, to="persons", aliases=("姓名",)),
        Column("kind", _("责任"), "kind", required=True),
        place("village", "group", zh=_("村或组"), instead="household"),
        Column("household", _("农户"), "link", to="households", apart=True,
               help=_("只包这一户时填农户编号。")),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
DUTY_UNITS = Ledger(
    key="duty_units", model=DutyUnit, zh=_("责任区和示范岗"), prefix="ZR", title="name",
    date="since", check=interval,
    help=_("一个责任区或示范岗一行，撤了填“止”。"),
    columns=(
        NUMBER,
        Column("name", _("名称"), required=True),
        KIND,
        place("town", "village", "group"),
        Column("holder", _("责任人"), "link", to="persons"),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [LINKS, DUTY_UNITS]
