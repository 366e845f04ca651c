"""Rows of the audit log. The log itself lives in the schema `log` and is written by its own functions only."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PersonalValue(models.Model):
    """A personal value or free text that an event speaks of; the event itself holds only `digest`.

    `digest` is HMAC-SHA256(salt, field|value). Erasing value and salt leaves the tree whole and the words gone.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    subject = models.CharField(max_length=100, db_index=True)
    field = models.CharField(max_length=60)
    value = models.TextField(null=True)
    salt = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_vault"
        constraints = [
            models.CheckConstraint(
                name="value_and_salt_go_together_when_erased",
                condition=models.Q(erased_at=None, value__isnull=False, salt__isnull=False)
                | models.Q(erased_at__isnull=False, value=None, salt=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"


class Head(models.Model):
    """The right edge of one tree: a province's, or the system's."""

    tree = models.CharField(max_length=6, primary_key=True)
    size = models.BigIntegerField()
    frontier = ArrayField(models.BinaryField())

    class Meta:
        managed = False
        db_table = 'log"."head'

    def __str__(self) -> str:
        return f"{self.tree}: {self.size}"


class Event(models.Model):
    """One leaf of a tree: what happened, as hashed bytes; the columns are read out of them by the database."""

    pk = models.CompositePrimaryKey("tree", "seq")
    tree = models.CharField(max_length=6)
    seq = models.BigIntegerField()
    body = models.BinaryField()
    leaf = models.BinaryField()
    event = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    entry_id = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = 'log"."log'

    def __str__(self) -> str:
        return f"{self.tree}/{self.seq} {self.event}"


class Checkpoint(models.Model):
    """Heads at one moment, signed: all of them when `is_whole`, else those that had moved since the one before.

    It proves something once it has left the building.
    """

    id = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()
    signature = models.BinaryField()
    key = models.BinaryField()
    is_whole = models.BooleanField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'log"."checkpoint'

    def __str__(self) -> str:
        return f"checkpoint {self.id}"


class SignedHead(models.Model):
    """Which checkpoint was the first to sign a tree at a size."""

    pk = models.CompositePrimaryKey("tree", "size")
    tree = models.CharField(max_length=6)
    size = models.BigIntegerField()
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = 'log"."signed_head'

    def __str__(self) -> str:
        return f"{self.tree}: {self.size}"


class Note(models.Model):
    """The head of one tree as a signed note, which anybody's tools read (C2SP tlog-checkpoint)."""

    pk = models.CompositePrimaryKey("tree", "size")
    tree = models.CharField(max_length=6)
    size = models.BigIntegerField()
    root = models.BinaryField()
    origin = models.TextField()
    body = models.BinaryField()
    key = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'log"."note'

    def __str__(self) -> str:
        return f"{self.origin} {self.size}"


class Cosignature(models.Model):
    """A witness's line below a note: it saw that head at that moment, and nothing inconsistent with it before."""

    pk = models.CompositePrimaryKey("tree", "size", "witness")
    tree = models.CharField(max_length=6)
    size = models.BigIntegerField()
    witness = models.TextField()
    line = models.TextField()
    seen_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'log"."cosignature'

    def __str__(self) -> str:
        return f"{self.tree}: {self.size} {self.witness}"


class Stamp(models.Model):
    """A time-stamping authority's token over a note's text (RFC 3161)."""

    pk = models.CompositePrimaryKey("tree", "size", "authority")
    tree = models.CharField(max_length=6)
    size = models.BigIntegerField()
    authority = models.TextField()
    token = models.BinaryField()
    stamped_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'log"."stamp'

    def __str__(self) -> str:
        return f"{self.tree}: {self.size} {self.authority}"


class Alarm(models.Model):
    """What the signer would not sign, or was warned of: the log is not what was seen of it before.

    `size` is what stands here, `seen_size` and `seen_root` what `source` saw; what is before `first_bad` agrees.
    """

    id = models.BigIntegerField(primary_key=True)
    tree = models.CharField(max_length=6)
    kind = models.TextField()
    source = models.TextField()
    size = models.BigIntegerField()
    seen_size = models.BigIntegerField()
    seen_root = models.BinaryField()
    first_bad = models.BigIntegerField()
    stops = models.BooleanField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'log"."alarm'

    def __str__(self) -> str:
        return f"{self.tree}: {self.kind}"


class Reopening(models.Model):
    """One of two persons who said that a tree may be opened again after an alarm."""

    pk = models.CompositePrimaryKey("alarm_id", "person")
    alarm = models.ForeignKey(Alarm, models.DO_NOTHING, related_name="+")
    person = models.BigIntegerField()
    seat = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'log"."reopening'

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.person}"


class Stop(models.Model):
    """While one stands, nothing is written to its tree."""

    tree = models.CharField(max_length=6)
    alarm = models.OneToOneField(Alarm, models.DO_NOTHING, primary_key=True, related_name="+")

    class Meta:
        managed = False
        db_table = 'log"."stop'

    def __str__(self) -> str:
        return str(self.alarm)
