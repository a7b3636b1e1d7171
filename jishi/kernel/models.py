"""Kinds 种类 and programmes 归口项目: rows with good defaults, not classes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jishi.kernel.queries import LockedManager
from jishi.kernel.record import Record


class Kind(models.Model):
    """A kind of one ledger's records. Shipped ones have no town; a town adds its own.

    `code` never changes once used; a kind is retired, not removed. Figures speak of families
    and shipped codes only.
    """

    LEDGER: ClassVar[str] = "kinds"
    PLACE_FIELD: ClassVar[str] = "town"

    code = models.CharField(max_length=80, primary_key=True)
    number = models.CharField(_("编号"), max_length=60)
    town = models.CharField(max_length=9, blank=True, default="")
    ledger = models.CharField(_("用在哪张表"), max_length=30)
    zh = models.CharField(_("名称"), max_length=60)
    en = models.CharField(max_length=80, blank=True, default="")
    family = models.CharField(_("归到哪一类"), max_length=40, blank=True, default="")
    retired_on = models.DateField(_("停用日"), null=True, blank=True)
    position = models.PositiveIntegerField(default=1000)
    version = models.PositiveIntegerField(default=1)

    objects = LockedManager()
    rows = models.Manager()

    class Meta:
        base_manager_name = "rows"
        constraints = [
            models.UniqueConstraint(fields=["town", "ledger", "number"], name="kind_number_unique"),
        ]

    def __str__(self) -> str:
        if self.en and (get_language() or "").startswith("en"):
            return self.en
        return self.zh

    @property
    def place(self) -> str:
        """The place whose people may use and change the kind."""
        return self.town


class Programme(Record):
    """A campaign that records belong to (雏鹰工程, 五大行动, 双基 …); `number` is its code."""

    LEDGER = "programmes"

    zh = models.CharField(_("名称"), max_length=80)
    since = models.DateField(_("开始日"), null=True, blank=True)
    until = models.DateField(_("结束日（当日不计）"), null=True, blank=True)
    owner = models.CharField(_("谁牵头"), max_length=60, blank=True, default="")
    definition = models.TextField(_("是什么"), blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gt=models.F("since")),
                name="programme_interval_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.zh


class ProgrammeItem(Record):
    """One thing to be done in a programme 事项: what, who sees to it, by when, done on."""

    LEDGER = "programme_items"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="items")
    what = models.CharField(_("要做什么"), max_length=200)
    owner = models.CharField(_("谁负责"), max_length=60, blank=True, default="")
    due_on = models.DateField(_("什么时候做完"), null=True, blank=True)
    done_on = models.DateField(_("哪天做完的"), null=True, blank=True)

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return self.what
