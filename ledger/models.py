"""The ledger's rows, to read. Only the stored functions of `ledger/sql/` write them; see `ledger.door`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F


class Account(models.Model):
    """An account of one book; `tree` names the log that tells of it. Debits are positive."""

    id = models.BigIntegerField(primary_key=True)
    code = models.TextField(unique=True)
    book = models.TextField()
    tree = models.TextField()
    kind = models.TextField()
    floor = models.BigIntegerField(null=True)
    opened_on = models.DateField()

    class Meta:
        managed = False
        db_table = 'ledger"."account'

    def __str__(self) -> str:
        return self.code


class Entry(models.Model):
    """A sealed set of postings that sum to zero. `reference` makes it happen once; `basis` says why it was allowed."""

    id = models.UUIDField(primary_key=True)
    n = models.SmallIntegerField()
    book = models.TextField()
    date = models.DateField()
    period = models.DateField()
    kind = models.TextField()
    basis = models.TextField()
    reference = models.TextField(unique=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.DO_NOTHING, null=True, db_column="reverses", related_name="reversed_by"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'ledger"."entry'

    def __str__(self) -> str:
        return f"{self.date} {self.kind} {self.reference}"


class Posting(models.Model):
    """One side of an entry: `aseq` counts without gaps in its account, `balance_after` follows that order."""

    pk = models.CompositePrimaryKey("entry_id", "idx")
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="postings")
    idx = models.SmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="postings")
    amount = models.BigIntegerField()
    aseq = models.BigIntegerField()
    balance_after = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = 'ledger"."posting'
        ordering: ClassVar = ["entry_id", "idx"]

    def __str__(self) -> str:
        return f"{self.account_id}#{self.aseq}"


class Balance(models.Model):
    """What an account holds now, and how much of it is set aside."""

    account = models.OneToOneField(Account, on_delete=models.DO_NOTHING, primary_key=True, related_name="balance")
    aseq = models.BigIntegerField()
    balance = models.BigIntegerField()
    held = models.BigIntegerField()
    floor = models.BigIntegerField(null=True)

    class Meta:
        managed = False
        db_table = 'ledger"."balance'

    def __str__(self) -> str:
        return f"{self.account_id}: {self.balance}"

    @property
    def available(self) -> int:
        return self.balance - self.held


class DayNet(models.Model):
    """What an account moved on one date, so that books by date need not sum every posting."""

    pk = models.CompositePrimaryKey("account_id", "date")
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="days")
    date = models.DateField()
    net = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = 'ledger"."day_net'

    def __str__(self) -> str:
        return f"{self.account_id} {self.date}"


class Hold(models.Model):
    """Money set aside for what `basis` names, until entries consume it or it is released."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="holds")
    amount = models.BigIntegerField()
    date = models.DateField()
    basis = models.TextField()
    reference = models.TextField(unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'ledger"."hold'

    def __str__(self) -> str:
        return self.reference

    @property
    def remaining(self) -> int:
        """Satang that are still set aside."""
        last = self.resolutions.order_by("-n").first()
        return last.remaining if last else self.amount


class HoldResolution(models.Model):
    """Part of a hold that an entry consumed (`entry` set) or that was released."""

    id = models.UUIDField(primary_key=True)
    hold = models.ForeignKey(Hold, on_delete=models.DO_NOTHING, related_name="resolutions")
    n = models.SmallIntegerField()
    amount = models.BigIntegerField()
    remaining = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, null=True, related_name="consumption")
    date = models.DateField()
    basis = models.TextField()
    reference = models.TextField(unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'ledger"."hold_resolution'
        ordering: ClassVar = [F("hold_id"), F("n")]

    def __str__(self) -> str:
        return self.reference


class Period(models.Model):
    """A closed span of a book: nothing may be dated on or before `ends_on`."""

    pk = models.CompositePrimaryKey("book", "n")
    book = models.TextField()
    n = models.IntegerField()
    ends_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'ledger"."period'

    def __str__(self) -> str:
        return f"{self.book} up to {self.ends_on}"
