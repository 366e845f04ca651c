"""รายงานการประชุม: what was written down of a meeting beside what the records know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Minutes(models.Model):
    """The minutes of a meeting, part by part as the official form has them. `discussion` is {item: text} of agenda 4.

    They are never changed: corrections that a later meeting adopts are another round, which the meeting then points to.
    """

    meeting = models.ForeignKey("approvals.Meeting", on_delete=models.PROTECT, related_name="rounds")
    round = models.PositiveSmallIntegerField(default=1)
    began = models.TimeField()
    ended = models.TimeField()
    attending = models.TextField(blank=True, max_length=5_000, help_text="who came beside the members, one a line")
    from_chair = models.TextField(max_length=20_000)
    last_minutes = models.TextField(max_length=20_000)
    arising = models.TextField(max_length=20_000)
    discussion = models.JSONField(default=dict, blank=True)
    other = models.TextField(max_length=20_000)
    corrections = models.TextField(blank=True, max_length=5_000, help_text="what this round puts right, and why")
    document_id = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    adopted_in = models.ForeignKey(
        "approvals.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="adopted"
    )
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["meeting", "round"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "round"], name="one_round_of_minutes_a_number"),
            models.CheckConstraint(
                condition=~Q(from_chair="") & ~Q(last_minutes="") & ~Q(arising="") & ~Q(other=""),
                name="no_agenda_of_the_minutes_is_blank",
            ),
            models.CheckConstraint(
                condition=Q(round=1) | (~Q(corrections="") & Q(adopted_in__isnull=False)),
                name="later_minutes_say_what_they_correct",
            ),
            models.CheckConstraint(
                condition=Q(adopted_in=None, adopted_at=None, adopted_by=None)
                | Q(adopted_in__isnull=False, adopted_at__isnull=False, adopted_by__isnull=False),
                name="minutes_adopted_have_who_when_and_where",
            ),
            models.CheckConstraint(
                condition=Q(adopted_in=None) | ~Q(adopted_in=F("meeting")), name="no_meeting_adopts_its_own_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of meeting {self.meeting_id}, round {self.round}"
