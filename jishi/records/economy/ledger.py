"""集体经济台账: columns of the income sheet."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.columns import NOTE, NUMBER, ON, PROGRAMMES, place
from jishi.records.economy.models import IncomeEntry

INCOME = Ledger(
    key="income", model=IncomeEntry, zh=_("集体收入"), prefix="SR", title="source", date="on",
    help=_("一笔一行，填到村；补助收入不算经营性收入。"),
    columns=(
        NUMBER, ON,
        Column("kind", _("收入类别"), "kind", required=True),
        place("town", "village"),
        Column("amount_fen", _("金额"), "money", required=True, unit=_("元"), total=True,
               help=_("以元为单位，也可以写成12.6万元；冲减填负数。")),
        Column("source", _("来源")),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [INCOME]
