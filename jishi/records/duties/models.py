"""Duties 责任: who answers for which village, group or household; zones and posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import State
from jishi.records.households.models import Household
from jishi.records.people.models import Person


class Link(State):
    """A responsibility link 包保责任: a holder answers for a village, a group or one household.

    Per role the nearest link in force counts: household before group before village.
    """

    LEDGER = "links"

    kind = models.CharField(_("责任"), max_length=80)
    holder = models.ForeignKey(
        Person, models.PROTECT, related_name="links", verbose_name=_("责任人")
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="links",
        verbose_name=_("农户"),
    )  # fmt: skip

    class Meta(State.Meta):
        indexes = [models.Index(fields=["kind", "place", "since"], name="link_kind_place")]

    def __str__(self) -> str:
        return self.holder.name


class DutyUnit(State):
    """A responsibility zone 责任区 or demonstration post 示范岗 with its holder."""

    LEDGER = "duty_units"

    kind = models.CharField(_("种类"), max_length=80)
    name = models.CharField(_("名称"), max_length=120)
    holder = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="duty_units",
        verbose_name=_("责任人"),
    )  # fmt: skip

    def __str__(self) -> str:
        return self.name
