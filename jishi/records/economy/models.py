"""Economy 集体经济: income of the village collectives, in whole 分."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import Event


class IncomeEntry(Event):
    """An amount received by a collective on a day; its kind says whether it is operating income."""

    LEDGER = "income"

    kind = models.CharField(_("收入类别"), max_length=80)
    amount_fen = models.BigIntegerField(_("金额"))
    source = models.CharField(_("来源"), max_length=120, blank=True, default="")

    class Meta(Event.Meta):
        indexes = [models.Index(fields=["kind", "place", "on"], name="income_kind_place_on")]

    def __str__(self) -> str:
        return self.source or self.number
