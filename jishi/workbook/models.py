"""What is kept about workbooks: past imports, and how a town's own files are read."""

from typing import ClassVar

import uuid_utils.compat
from django.db import models


class ImportRun(models.Model):
    """A workbook that was stored, by the act that its entries in the trail share (RULES §6).

    The trail says what changed; this row only adds what the file was called, for the list.
    """

    act = models.UUIDField(primary_key=True)
    town = models.CharField(max_length=9, db_index=True)
    name = models.CharField(max_length=120, blank=True, default="")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.town} {self.name}"


class HeadingMap(models.Model):
    """How a town's own file with certain headings is read 表头对应: agreed once, offered again.

    `signature` is a digest of the headings in their order; `mapped` the map as
    `own.mapping.SheetMap` writes it. Audited.
    """

    LEDGER: ClassVar[str] = "heading_maps"

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    town = models.CharField(max_length=9)
    signature = models.CharField(max_length=64)
    ledger = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    headings = models.TextField()
    mapped = models.TextField()
    by = models.CharField(max_length=150)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "signature"], name="heading_map_once")
        ]

    def __str__(self) -> str:
        return self.name
