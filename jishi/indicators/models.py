"""What a town calls a figure 指标的叫法: its own name, and other words people use for it."""

from typing import ClassVar

import uuid_utils.compat
from django.db import models

from jishi.kernel.queries import LockedManager
from jishi.kernel.record import CodesField


class FigureName(models.Model):
    """A town's own name of a figure and further aliases. The meaning stays the declaration's."""

    LEDGER: ClassVar[str] = "figure_names"
    PLACE_FIELD: ClassVar[str] = "town"

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    town = models.CharField(max_length=9)
    number = models.CharField(max_length=60)  # the figure's key
    name = models.CharField(max_length=60, blank=True, default="")
    aliases = CodesField(blank=True, default=tuple)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LockedManager()
    rows = models.Manager()

    class Meta:
        base_manager_name = "rows"
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="figure_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """The town whose people read and write it."""
        return self.town
