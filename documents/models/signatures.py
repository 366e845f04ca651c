"""Signatures over the exact bytes of a paper, and scans of the copy that was signed by hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models.papers import Blob, Document
from documents.workflow import LOOKS, HandState, HandWorkflow


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
    confirmed_by = models.ForeignKey(
        "people.Seat",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="of a signature by hand that somebody else recorded",
    )

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
                    signed_at__isnull=True,
                    signed_by__isnull=True,
                    confirmed_by__isnull=True,
                    typed_name="",
                    sha256="",
                    method="",
                    scan=None,
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


class HandSignature(HandWorkflow):
    """Somebody says that a place was signed on paper. It counts once the bound party, or another who holds it, agrees.

    `is_own`: who says so is who signed, and may sign there; nobody else is bound by that.
    """

    place = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="by_hand")
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="+")
    typed_name = models.CharField(max_length=120)
    is_own = models.BooleanField(default=False)
    claimed_at = models.DateTimeField()
    claimed_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(state=HandState.AWAITING), name="one_signature_by_hand_waits_a_place"
            ),
            models.CheckConstraint(
                condition=Q(state=HandState.AWAITING, decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(state=HandState.AWAITING) & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_signature_by_hand_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(is_own=True) | Q(decided_by__isnull=True) | ~Q(decided_by=F("claimed_by")),
                name="nobody_confirms_their_own_word",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandState.REFUSED) | ~Q(reason=""), name="a_refused_signature_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.place.full_label

    @property
    def look(self) -> str:
        return LOOKS[HandState(self.state)]

    def get_absolute_url(self) -> str:
        return f"/documents/{self.place.document_id}/about/#signatures"
