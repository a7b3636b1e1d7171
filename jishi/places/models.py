"""Places 地方: the division tree, what merged into what, and a town's ledger settings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A division, keyed by its code. Without dates it is valid always (RULES: place)."""

    LEDGER: ClassVar[str] = "groups"
    PLACE_FIELD: ClassVar[str] = "code"

    code = models.CharField(_("区划代码"), max_length=14, primary_key=True)
    name = models.CharField(_("名称"), max_length=80)
    level = models.CharField(max_length=8, editable=False)
    parent = models.CharField(max_length=12, db_index=True, editable=False)
    since = models.DateField(_("设立日"), null=True, blank=True)
    until = models.DateField(_("撤销日（当日不计）"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gt=models.F("since")),
                name="place_interval_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The code is the number."""
        return self.code

    @property
    def place(self) -> str:
        """The place is the code itself."""
        return self.code

    @property
    def town(self) -> str:
        """The town whose ledger holds the group."""
        return self.code[:9]


class Merger(models.Model):
    """`predecessor` was wholly merged into `successor`, which answers for it from `on` (合并)."""

    predecessor = models.CharField(max_length=14)
    successor = models.CharField(max_length=14, db_index=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor"], name="merger_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="merger_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class TownLedger(models.Model):
    """A town that keeps its ledger here 镇情. Figures of periods before `start` are unknown."""

    LEDGER: ClassVar[str] = "town"
    PLACE_FIELD: ClassVar[str] = "code"

    code = models.CharField(_("区划代码"), max_length=9, primary_key=True)
    name = models.CharField(_("名称"), max_length=80)
    start = models.DateField(_("台账起始日"))
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The code is the number."""
        return self.code

    @property
    def place(self) -> str:
        """The place is the town itself."""
        return self.code

    @property
    def town(self) -> str:
        """The town is its own ledger."""
        return self.code


class Installation(models.Model):
    """The one row that says whose installation this is: the county that runs it."""

    county = models.CharField(max_length=6)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.county
