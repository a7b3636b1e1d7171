"""Activities 活动: meetings with agendas, study, screenings, lectures, volunteering."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.record import Event, Record, State
from jishi.records.people.models import Person


class Activity(Event):
    """Something held on a day. A cancelled one never counts."""

    LEDGER = "activities"

    kind = models.CharField(_("种类"), max_length=80)
    title = models.CharField(_("内容"), max_length=200)
    venue = models.CharField(_("地点"), max_length=80, blank=True, default="")
    attendance = models.PositiveIntegerField(_("人次"), null=True, blank=True)
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="activities",
        verbose_name=_("牵头人"),
    )  # fmt: skip
    cancelled_on = models.DateField(_("取消日"), null=True, blank=True)

    class Meta(Event.Meta):
        indexes = [models.Index(fields=["kind", "place", "on"], name="activity_kind_place_on")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Record):
    """An item of a meeting's agenda 议题; 第一议题 is a mark on the item, not on the meeting."""

    LEDGER = "agenda"

    meeting = models.ForeignKey(
        Activity, models.PROTECT, related_name="agenda", verbose_name=_("会议")
    )
    position = models.PositiveIntegerField(_("第几项"))
    title = models.CharField(_("议题"), max_length=200)
    first_topic = models.BooleanField(_("是第一议题"), default=False)

    def __str__(self) -> str:
        return self.title


class Classroom(State):
    """A study classroom 学习课堂 of a kind that a place keeps up."""

    LEDGER = "classrooms"

    kind = models.CharField(_("课堂"), max_length=80)
    venue = models.CharField(_("地点"), max_length=80, blank=True, default="")
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="classrooms",
        verbose_name=_("负责人"),
    )  # fmt: skip

    def __str__(self) -> str:
        return self.number
