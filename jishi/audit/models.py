"""The trail 留痕: one hash chain per town and one for the county; values beside it."""

from django.db import models


class ChainHead(models.Model):
    """Last link of a chain, so that writers queue behind one row and no other."""

    chain = models.CharField(max_length=9, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class Entry(models.Model):
    """One link: who, when, where from, action, record, version, salted digests before and after.

    `act` is shared by all entries of one deed (a form saved, a workbook imported), so that the
    deed can be told, and undone, as one.
    """

    chain = models.CharField(max_length=9)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    origin = models.CharField(max_length=40)
    # Text, not an identifier: whatever somebody writes into it, the verifier can read and tell.
    act = models.CharField(max_length=36, blank=True, default="", db_index=True)
    action = models.CharField(max_length=40)
    ledger = models.CharField(max_length=30)
    record = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=0)
    fields = models.TextField(blank=True, default="")
    before = models.CharField(max_length=64, blank=True, default="")
    after = models.CharField(max_length=64, blank=True, default="")
    previous = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="entry_once")]
        indexes = [models.Index(fields=["ledger", "record", "seq"], name="entry_by_record")]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.action} {self.record}"


class EntryValues(models.Model):
    """The values behind an entry's digests, which procedure may erase; the chain stays whole."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="values_row"
    )
    salt = models.CharField(max_length=32)
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    erased_by = models.PositiveBigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.entry_id)
