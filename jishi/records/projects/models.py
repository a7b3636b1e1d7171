"""Projects 项目: projects with dated steps, demonstration areas, village plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import Record, State

PROJECT_OUTCOMES = (("completed", _("竣工")), ("terminated", _("终止")))


class Project(Record):
    """A project from planning to completion or termination; money in whole 分."""

    LEDGER = "projects"

    kind = models.CharField(_("种类"), max_length=80)
    name = models.CharField(_("项目名称"), max_length=160)
    planned_on = models.DateField(_("谋划日"))
    started_on = models.DateField(_("开工日"), null=True, blank=True)
    closed_on = models.DateField(_("竣工或终止日"), null=True, blank=True)
    outcome = models.CharField(
        _("怎么结束的"), max_length=12, choices=PROJECT_OUTCOMES, blank=True, default=""
    )
    planned_fen = models.BigIntegerField(_("总投资"), null=True, blank=True)
    invested_fen = models.BigIntegerField(_("完成投资"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Zone(State):
    """An area 片区 such as a demonstration area, in force in an interval."""

    LEDGER = "zones"

    kind = models.CharField(_("种类"), max_length=80)
    name = models.CharField(_("名称"), max_length=120)

    def __str__(self) -> str:
        return self.name


class Plan(Record):
    """A village plan 村庄规划 with its dated steps: drawn up is not yet granted."""

    LEDGER = "plans"

    kind = models.CharField(_("种类"), max_length=80)
    name = models.CharField(_("规划名称"), max_length=160)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="plans",
        verbose_name=_("所在片区"),
    )  # fmt: skip
    begun_on = models.DateField(_("启动日"), null=True, blank=True)
    drafted_on = models.DateField(_("编制完成日"), null=True, blank=True)
    consented_on = models.DateField(_("村民代表会议同意日"), null=True, blank=True)
    approved_on = models.DateField(_("批复日"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name
