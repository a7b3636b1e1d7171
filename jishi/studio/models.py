"""A town's own templates 模板 with each file they had, and drafts 改稿 with each text kept."""

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _


class TownTemplate(models.Model):
    """A town's template under its name. `number` is that of the file in use."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    town = models.CharField(max_length=9, db_index=True)
    name = models.CharField(_("模板名称"), max_length=60)
    number = models.PositiveIntegerField(default=1)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "name"], name="town_template_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class TemplateFile(models.Model):
    """A Word file of a template, kept as it came: which one, from whom, when. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    template = models.ForeignKey(TownTemplate, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.template_id} {self.number}"


class ReportDraft(models.Model):
    """A report under work: its text as it stands, for one place.

    `text` is a list of [kind, words] (`reports.source`). `state` counts every change of it, so
    that nobody saves over what he has not read; `sitting` is the open page that wrote last,
    `writer` and `written_at` who and when. `version` counts what the trail is told of.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    town = models.CharField(max_length=9, db_index=True)
    place = models.CharField(max_length=14)
    name = models.CharField(_("稿名"), max_length=80)
    as_of = models.DateField()
    text = models.JSONField(default=list)
    state = models.PositiveIntegerField(default=1)
    sitting = models.CharField(max_length=36, blank=True, default="")
    writer = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    finished_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        indexes = [models.Index(fields=["town", "-written_at"], name="report_draft_by_town")]

    def __str__(self) -> str:
        return self.name


class DraftText(models.Model):
    """A text of a draft that was kept 存下的一稿: why, who wrote it, when. Never changed.

    `why` is one of `drafts.WHYS`.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    draft = models.ForeignKey(ReportDraft, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=10)
    writer = models.CharField(max_length=150)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_text_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"
