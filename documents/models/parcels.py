"""Files that are made in the background and fetched afterwards by who asked for them. They are kept for a week."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import clock
from jobs.models import OPEN, Job, State


class Trouble(models.TextChoices):
    """What went wrong the last time, as far as somebody who waits can make use of it."""

    NO_SPACE = "no_space", _("There was no room left on the disk.")
    OTHER = "other", _("Something went wrong while it was being made.")


_FAILED: str = State.FAILED
_STOPPED: str = State.CANCELLED


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def awaited(self) -> ParcelQuerySet:
        """What is promised and not made: its job waits or runs."""
        return self.filter(made_at=None, job__state__in=OPEN)

    def kept(self) -> ParcelQuerySet:
        """What has not expired, and what is promised, however long no worker comes for it."""
        return self.filter(expires_at__gt=clock.now()) | self.awaited()


class Parcel(models.Model):
    """A file of one `kind`, in one `form` of it, about `subject` ("province:57"); who asked for it, and in which seat.

    Its job says how far the making is; `made_at` is set together with the last of its bytes, so that no half of it is ever
    there. `reach` says how far what it was made of reached at `read_at`, when the reading began: the same reach would make
    the same file again.
    """

    kind = models.CharField(max_length=40)
    form = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_in = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    # Rows of jobs are deleted in one statement, months after the parcel went: nothing is to be looked up for it.
    job = models.OneToOneField(Job, on_delete=models.DO_NOTHING, related_name="+")
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True)
    reach = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    objects = ParcelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["asked_by", "kind", "subject"], name="parcel_by_who_asked"),
            models.Index(fields=["expires_at"], name="parcel_by_expiry"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_parcel_is_made_whole_or_not_at_all",
                condition=Q(made_at__isnull=True, read_at__isnull=True, size_bytes__isnull=True, sha256="")
                | Q(
                    made_at__isnull=False,
                    read_at__isnull=False,
                    size_bytes__isnull=False,
                    sha256__regex="^[0-9a-f]{64}$",
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("documents:parcel", args=[self.pk])

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def is_being_made(self) -> bool:
        return not self.is_made and not self.job.is_finished

    @property
    def is_stopped(self) -> bool:
        return not self.is_made and self.job.state == _STOPPED

    @property
    def state_word(self) -> str:
        if self.is_made:
            return gettext("ready")
        ended = {_FAILED: gettext("could not be made"), _STOPPED: gettext("stopped")}
        return ended.get(self.job.state, gettext("being made"))

    @property
    def tag_kind(self) -> str:
        """Colour and shape of its state: `components/state_tag.html`."""
        if self.is_made:
            return "done"
        ended = {_FAILED: "wrong", _STOPPED: "stopped"}
        return ended.get(self.job.state, "moving")


class ParcelPart(models.Model):
    """A mebibyte of a parcel, or what is left of it in the last one: whoever sends a parcel holds one of them at a time."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parcel", "number"], name="parts_of_a_parcel_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"parcel {self.parcel_id}, part {self.number}"
