"""A pin 钉住的数: what was said, of which records, by which definition, by whom and where."""

from fractions import Fraction
from typing import Any, NoReturn

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.pins import codes
from jishi.values.period import Period

LEFT_IN = (("report", _("报告")), ("corrected", _("改过的稿子")), ("poster", _("公示")))


class PinStays(Exception):
    """A pin cannot be changed or taken away: another figure is another pin."""


class PinQuerySet(models.QuerySet["Pin"]):
    """Pins can be asked for and made, nothing else. The database refuses the same (migration)."""

    def update(self, **_values: Any) -> NoReturn:
        """Never."""
        raise PinStays

    def delete(self) -> NoReturn:
        """Never."""
        raise PinStays

    def bulk_update(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never."""
        raise PinStays


class Pin(models.Model):
    """A figure as it left the house.

    `figure` is the indicator's key; `name`, `definition` and `meaning` are what it was called and
    meant then, `definition_version` the hash of that. `value` is exact, a fraction in `unit`;
    `written` what stands in the text. `held` lists its records as they stood (`standing.packed`),
    `digest` is the 依据摘要 printed beside it. `chain`, `head_seq` and `head` are the last link of
    the town's trail just before.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    code = models.CharField(max_length=codes.LENGTH, unique=True)
    town = models.CharField(max_length=9, blank=True)
    place = models.CharField(max_length=14, db_index=True)
    figure = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    definition = models.TextField()
    definition_version = models.CharField(max_length=12)
    meaning = models.JSONField()
    period_from = models.DateField(null=True)
    period_to = models.DateField()
    as_of = models.DateField()
    value = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    written = models.CharField(max_length=80)
    numerator = models.BigIntegerField(null=True)
    of = models.BigIntegerField(null=True)
    records = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    held = models.BinaryField()
    chain = models.CharField(max_length=9)
    head_seq = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    left_in = models.CharField(max_length=20, choices=LEFT_IN)
    title = models.CharField(max_length=200)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = PinQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "figure", "as_of"], name="pin_by_figure")]

    def __str__(self) -> str:
        return self.shown

    def save(self, *arguments: Any, **options: Any) -> None:
        """Store a new pin. Raises PinStays for one that is stored."""
        if not self._state.adding:
            raise PinStays
        super().save(*arguments, **{**options, "force_insert": True})

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Never."""
        raise PinStays

    @property
    def shown(self) -> str:
        """The code as it is printed."""
        return codes.shown(self.code)

    @property
    def exact(self) -> Fraction:
        """The value, in the unit."""
        return Fraction(self.value)

    @property
    def period(self) -> Period:
        """The period that was counted."""
        return Period(self.period_from, self.period_to)
