"""Who presided confirms what a meeting resolved, from an account of their own; members may object to what is on record."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from approvals.models.decisions import Resolution
from approvals.models.meetings import Meeting, a_person

# From the closing on, when every member is told.
OBJECTION_TIME = timedelta(days=1)


class Confirmation(models.Model):
    """One person's word that the quorum at the opening and the results they presided over are as recorded.

    Where who presided recorded them too, it takes the word of another member who was there.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="confirmations")
    person = a_person()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_confirmation_a_person")
        ]

    def __str__(self) -> str:
        return f"meeting {self.meeting_id} by person {self.person_id}"


class Objection(models.Model):
    """A member says that a result is not what was resolved. It undoes nothing; payment waits until the chair answers."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="objections")
    seat = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    person = a_person()
    text = models.TextField(max_length=5_000)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, max_length=5_000)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resolution", "person"], name="one_objection_a_person"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answer_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk} to resolution {self.resolution_id}"
