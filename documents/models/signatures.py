"""Signatures over the exact bytes of a paper, and scans of the copy that was signed by hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models.papers import Blob, Document


class Method(models.TextChoices):
    ELECTRONIC = "electronic", _("signed in the system")
    WET_INK = "wet_ink", _("signed by hand on paper")


class Scan(models.Model):
    """A scan of the copy of a paper that was signed by hand. It stands beside the paper and never replaces it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="scans")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "blob"], name="a_scan_stands_once_beside_its_paper")
        ]


class Signature(models.Model):
    """A place for a signature on a paper: who may sign there, and once signed, who, when, over which bytes.

    Identity, intent and the exact text (Electronic Transactions Act s.9): sign-in, typed name, time, SHA-256 of the PDF.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    asked_on = models.DateField(help_text="the day on which the paper was issued")
    method = models.CharField(max_length=10, choices=Method, blank=True)
    typed_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["place"]
        # What waits for a signature; most papers are signed on paper and their places stay open for good, so that
        # who asks what waits reads from a day on.
        indexes: ClassVar = [
            models.Index(fields=["organisation", "asked_on"], condition=Q(signed_at=None), name="signatures_awaited")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "place"], name="one_signature_a_place"),
            models.CheckConstraint(
                name="a_signature_names_who_when_and_what",
                condition=Q(
                    signed_at__isnull=True, signed_by__isnull=True, typed_name="", sha256="", method="", scan=None
                )
                | (
                    Q(signed_at__isnull=False, signed_by__isnull=False)
                    & ~Q(typed_name="")
                    & ~Q(sha256="")
                    & ~Q(method="")
                ),
            ),
            models.CheckConstraint(
                name="a_wet_ink_signature_has_its_scan",
                condition=~Q(method="wet_ink") | Q(scan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_label

    @property
    def full_label(self) -> str:
        """ "ประธานในที่ประชุม (ก.บ.อ. เมือง)"; the name alone where the place is called by its organisation."""
        name = self.organisation.name_th
        return self.label if self.label == name[: len(self.label)] else f"{self.label} ({name})"
