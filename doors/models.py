"""What the doors keep: the security log. The counts of wrong tries have no model, functions alone read and write them."""

from __future__ import annotations

from django.db import models


class SecurityEvent(models.Model):
    """One thing that was tried at the doors. Persons and seats are numbers: this room stands below them."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=30)
    tree = models.CharField(max_length=6)
    person_id = models.BigIntegerField(null=True)
    seat_id = models.BigIntegerField(null=True)
    route = models.CharField(max_length=200)
    network = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'doors"."event'

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
