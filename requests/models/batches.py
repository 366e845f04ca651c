"""Many requests that somebody brings in at once, in one workbook."""

from __future__ import annotations

from django.db import models

from jobs.models import Job


class Batch(models.Model):
    """A workbook until it has been read: who brought it, how far its job is, and what came of it.

    `faults` are [sheet, cell, what is wrong]: then nothing of it was begun. Its bytes go when it is done with.
    """

    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    brought_in = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    # Jobs are forgotten after months, in one statement; the batch says by itself what became of it.
    job = models.ForeignKey(Job, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    content = models.BinaryField(null=True)
    faults = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/requests/many/{self.pk}/"


class Brought(models.Model):
    """That the request of this number in a batch was begun: a job that is run again goes on behind it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="brought")
    number = models.PositiveIntegerField()
    budget_request = models.OneToOneField("requests.BudgetRequest", on_delete=models.PROTECT, related_name="brought")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="a_number_of_a_batch_is_begun_once")]
