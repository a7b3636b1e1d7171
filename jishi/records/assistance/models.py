"""Assistance 帮扶: measures drawn up for a household and carried out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import Record
from jishi.records.households.models import Household


class Measure(Record):
    """One measure 帮扶措施 for one household: one measure, one row."""

    LEDGER = "measures"
    HOUSEHOLD_FIELD = "household"

    kind = models.CharField(_("种类"), max_length=80)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="measures", verbose_name=_("农户")
    )
    title = models.CharField(_("措施内容"), max_length=200, blank=True, default="")
    drawn_up_on = models.DateField(_("制定日"))
    carried_out_on = models.DateField(_("落实日"), null=True, blank=True)
    amount_fen = models.BigIntegerField(_("金额"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["kind", "place", "drawn_up_on"], name="measure_kind_place")]

    def __str__(self) -> str:
        return self.title or self.number
