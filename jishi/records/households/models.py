"""Households 农户: of residents only the head's name is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import State


class Household(State):
    """A household of a villager group, from its registration to its end."""

    LEDGER = "households"
    HOUSEHOLD_FIELD = "pk"

    head = models.CharField(_("户主"), max_length=40)
    members = models.PositiveIntegerField(_("人口"), null=True, blank=True)
    address = models.CharField(_("门牌"), max_length=80, blank=True, default="")

    class Meta(State.Meta):
        indexes = [models.Index(fields=["place", "since", "until"], name="household_place")]

    def __str__(self) -> str:
        return self.head
