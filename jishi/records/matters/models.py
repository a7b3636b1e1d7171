"""Matters 事项: whatever must be resolved; receptions 接访. No names of parties or visitors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import Event, Record
from jishi.records.people.models import Person

CHANNELS = (
    ("found", _("主动摸排")),
    ("visit", _("来访反映")),
    ("platform", _("绩事绩办平台")),
    ("hotline", _("热线转办")),
    ("order", _("党员群众点单")),
)
OUTCOMES = (
    ("agreement", _("达成协议")),
    ("completed", _("办成")),
    ("no_agreement", _("未达成协议")),
    ("withdrawn", _("撤回")),
    ("transferred", _("转出")),
    ("declined", _("不予受理")),
)


class Matter(Record):
    """A dispute, promise, petition or order, from the day it was opened to a dated outcome."""

    LEDGER = "matters"

    kind = models.CharField(_("种类"), max_length=80)
    title = models.CharField(_("什么事"), max_length=200)
    channel = models.CharField(_("从哪来"), max_length=12, choices=CHANNELS)
    opened_on = models.DateField(_("登记日"))
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="matters",
        verbose_name=_("承办人"),
    )  # fmt: skip
    closed_on = models.DateField(_("办结日"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=14, choices=OUTCOMES, blank=True, default="")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["kind", "place", "opened_on"], name="matter_kind_place")]

    def __str__(self) -> str:
        return self.title


class Reception(Event):
    """One batch 批次 received on a day by a leader, with its heads 人次."""

    LEDGER = "receptions"

    kind = models.CharField(_("种类"), max_length=80)
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="receptions",
        verbose_name=_("接访领导"),
    )  # fmt: skip
    heads = models.PositiveIntegerField(_("人次"))
    topic = models.CharField(_("反映什么"), max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.topic or self.number
