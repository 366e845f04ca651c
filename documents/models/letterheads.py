"""How an organisation's papers look: its emblem, its address, its numerals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.papers import Blob


class Numerals(models.TextChoices):
    THAI = "thai", _("Thai digits (๑๒๓), money tables in Arabic")
    ARABIC = "arabic", _("Arabic digits (123) everywhere")


class Letterhead(models.Model):
    """The letter head of one organisation. Papers freeze what it says when they are issued; it may change after."""

    organisation = models.OneToOneField("people.Organisation", on_delete=models.PROTECT, related_name="letterhead")
    address = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=120, blank=True, help_text="who answers questions about its letters")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    emblem = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    numerals = models.CharField(max_length=6, choices=Numerals, default=Numerals.THAI)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_letterhead_changed_has_who_changed_it",
                condition=models.Q(changed_at__isnull=True, changed_by__isnull=True)
                | models.Q(changed_at__isnull=False, changed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"letter head of organisation {self.organisation_id}"
