"""帮扶台账: columns of the measures' sheet."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.assistance import rules
from jishi.records.assistance.models import Measure
from jishi.records.columns import KIND, NOTE, NUMBER, PROGRAMMES, place

MEASURES = Ledger(
    key="measures", model=Measure, zh=_("帮扶措施"), prefix="BF", title="title",
    date="drawn_up_on", check=rules.measure, settle=rules.settle,
    help=_("一条措施一行，一户可以有几条。"),
    columns=(
        NUMBER,
        Column("household", _("农户"), "link", required=True, to="households",
               help=_("填农户编号。")),
        place("group", zh=_("村民组"), required=False),
        KIND,
        Column("title", _("措施内容")),
        Column("drawn_up_on", _("制定日"), "date", required=True),
        Column("carried_out_on", _("落实日"), "date"),
        Column("amount_fen", _("金额"), "money", low=0, unit=_("元"), total=True),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [MEASURES]
