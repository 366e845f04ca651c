"""Files that the council wants everybody to see."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from requests.models.content import Attachment


class Faces(models.TextChoices):
    NONE = "none", _("Nobody can be recognised on it")
    ALLOWED = "allowed", _("Everybody who can be recognised allowed it")


class OpenFile(models.Model):
    """That an attachment is for everybody: from the sending of its request on, until somebody takes it back.

    `alt` says what is to be seen, for who does not see it. Of a photo `faces` says who is on it, and `allowed_by` who
    asked them; `small` is a smaller copy under its SHA-256, `width` and `height` are that one's.
    """

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="opened")
    alt = models.CharField(max_length=200, blank=True)
    faces = models.CharField(max_length=8, choices=Faces, blank=True)
    allowed_by = models.CharField(max_length=200, blank=True)
    small = models.CharField(max_length=64, blank=True)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="a_file_released_has_who_released_it",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="a_file_taken_back_has_who_took_it",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(released_at__isnull=False),
                name="what_is_taken_back_was_released",
            ),
            models.CheckConstraint(
                condition=~Q(faces="allowed") | ~Q(allowed_by=""), name="faces_are_allowed_by_somebody"
            ),
        ]
