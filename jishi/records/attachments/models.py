"""Attachments 附件: pictures and documents beside a record; the bytes lie elsewhere."""

from typing import ClassVar

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.kernel.queries import LockedManager


class Attachment(models.Model):
    """One file of one record. `place` is the record's; `digest` names the stored bytes."""

    LEDGER: ClassVar[str] = "attachments"
    PLACE_FIELD: ClassVar[str] = "place"

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    ledger = models.CharField(max_length=30)
    record = models.CharField(max_length=80)
    town = models.CharField(max_length=9)
    place = models.CharField(max_length=14)
    name = models.CharField(_("文件名"), max_length=120)
    media = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小"))
    digest = models.CharField(_("摘要"), max_length=64)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LockedManager()
    rows = models.Manager()  # the plain one, for the framework and kernel.unscoped only

    class Meta:
        base_manager_name = "rows"
        indexes = [models.Index(fields=["ledger", "record"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name
