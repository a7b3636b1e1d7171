"""Papers under check 核着的稿子, and what their writer decided about the figures in them.

They are the writer's own, as drafts of forms are: no fact, in no figure, not in the trail.
"""

import uuid_utils.compat
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jishi.draftcheck.source import Draft, Part

PUT, KEEP, LATER = "put", "keep", "later"
CHOICES = ((PUT, _("改成台账的数")), (KEEP, _("不改")), (LATER, _("回头再问")))


class Paper(models.Model):
    """A draft as it was given, with its text as it was read then.

    `words` is the text in UTF-8 (bytes, as a text may hold what no database takes); all offsets
    count its characters. `about` is what `source.Draft` tells besides, and `left`, the codes
    with which it left. `place` and `as_of`: where and for which day it was brought.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="papers_under_check"
    )
    place = models.CharField(max_length=14)
    as_of = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    content = models.BinaryField()
    words = models.BinaryField()
    about = models.JSONField(default=dict)
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "-touched_at"], name="paper_by_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> str:
        """The text that was read out of it."""
        return bytes(self.words).decode("utf-8", "surrogatepass")

    @property
    def draft(self) -> Draft:
        """The draft as it was read when it was brought."""
        about = self.about
        return Draft(
            self.text, self.kind, self.name,  # type: ignore[arg-type]
            tuple(Part(kind, start, end) for kind, start, end in about["parts"]),
            tuple(about["paragraph_ends"]), about["encoding"],
            tuple(about["pages_without_text"]), about["signed"], about["protected"],
        )  # fmt: skip


class Decision(models.Model):
    """What the writer decided about one figure; `start`, `end`, `surface` say which.

    `meant`: the indicator that he says it speaks of, '' where the engine's own match holds.
    `choice`: '' (only the meaning was told) or one of CHOICES. With `put`, `text` stands in the
    figure's stead, and `value` is the ledger's at that time, exact, in the figure's plain unit.
    `reason`: why it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.compat.uuid7, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="decisions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    surface = models.TextField()
    meant = models.CharField(max_length=60, blank=True, default="")
    choice = models.CharField(max_length=5, choices=CHOICES, blank=True, default="")
    text = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "start"], name="decision_once_a_figure")
        ]

    def __str__(self) -> str:
        return f"{self.start} {self.choice}"
