"""What an account keeps for its work: drafts 草稿, saved views 常用视图, recent choices 最近用过.

None of it is a fact: figures, exports and the trail know nothing of it, and it may be thrown away.
It may hold what a person typed, so it is read by its owner alone.
"""

import uuid_utils.compat
from django.conf import settings
from django.db import models


class FormDraft(models.Model):
    """A form as far as it was filled in, saved while its writer types.

    `key` is the open form's own, so that two tabs do not overwrite each other. `record` is the
    record being changed, '' for a new one; `entries` the form's fields as typed, in JSON. `thrown`
    holds all that of a draft that its writer threw away, for as long as he may take it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="form_drafts"
    )
    key = models.UUIDField()
    ledger = models.CharField(max_length=30)
    place = models.CharField(max_length=14)
    record = models.CharField(max_length=80, blank=True, default="")
    entries = models.JSONField(default=dict)
    thrown = models.JSONField(null=True, default=None)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="form_draft_once")]
        indexes = [models.Index(fields=["owner", "saved_at"], name="form_draft_by_owner")]

    def __str__(self) -> str:
        return f"{self.ledger} {self.record}"


class SavedView(models.Model):
    """A list's question under a name: columns, filters and order as they stand in the address.

    `place` is where it was saved; with `shared` whoever works in that town is offered it too.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    ledger = models.CharField(max_length=30)
    place = models.CharField(max_length=14)
    name = models.CharField(max_length=30)
    query = models.TextField(blank=True, default="")
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "ledger", "name"], name="saved_view_once")
        ]

    def __str__(self) -> str:
        return self.name


class RecentChoice(models.Model):
    """A record that an account last chose in a form: a person, a household, an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recent_choices"
    )
    ledger = models.CharField(max_length=30)
    record = models.UUIDField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "ledger", "record"], name="choice_once")
        ]
        indexes = [models.Index(fields=["owner", "ledger", "-at"], name="choice_by_owner")]

    def __str__(self) -> str:
        return f"{self.ledger} {self.record}"
