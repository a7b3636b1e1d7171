"""农户台账: columns of the households' sheet."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.columns import NOTE, NUMBER, PROGRAMMES, SINCE, UNTIL, interval, place
from jishi.records.households.models import Household

HOUSEHOLDS = Ledger(
    key="households", model=Household, zh=_("农户"), prefix="NH", title="head", date="since",
    check=interval,
    help=_("一户一行，只收户主姓名。“止”填销户之日。"),
    columns=(
        NUMBER,
        Column("head", _("户主"), required=True, aliases=("户主姓名",)),
        place("group", zh=_("村民组")),
        Column("address", _("门牌")),
        Column("members", _("人口"), "int", low=0, high=99, unit=_("人"), total=True),
        SINCE, UNTIL, PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [HOUSEHOLDS]
