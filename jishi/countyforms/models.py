"""Forms that higher offices demand 上级表格, and each time one was filled 填报."""

from datetime import date

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _


class CountyForm(models.Model):
    """An office's Excel form, kept as it came, with its cells bound to figures.

    `bindings` maps "sheet!B4" to what `binding.Binding.stored` holds. The list of a town's forms
    is its burden ledger: who wants what, on what ground, until when, and the minutes it costs.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    town = models.CharField(max_length=9, db_index=True)
    name = models.CharField(_("表名"), max_length=80)
    owner = models.CharField(_("谁要这张表"), max_length=80)
    basis = models.CharField(_("依据"), max_length=200, blank=True, default="")
    expires_on = models.DateField(_("要到哪天为止"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("手工填一次要多少分钟"), default=0)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    bindings = models.JSONField(default=dict, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "name"], name="county_form_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    def expired(self, on: date) -> bool:
        """True where the office's own ground for asking has run out (the last day counts)."""
        return self.expires_on is not None and self.expires_on < on


class Filling(models.Model):
    """One time a form was filled: for which place and day, by whom, from which of its versions."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    form = models.ForeignKey(CountyForm, on_delete=models.PROTECT, related_name="fillings")
    place = models.CharField(max_length=14)
    as_of = models.DateField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    form_version = models.PositiveIntegerField()
    cells = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # of the filled file
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        indexes = [models.Index(fields=["form", "-at"], name="filling_by_form")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.as_of}"
