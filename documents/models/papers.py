"""Papers that must not change, the bytes behind them, and the numbers they carry."""

from __future__ import annotations

import re
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import codes


class Blob(models.Model):
    """Bytes kept under their own SHA-256: papers, attachments, pictures. Never changed, never deleted.

    `content` is null once it was erased, which `audit.vault.erase_row` does, on record.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField(null=True)
    size_bytes = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    kept_at = models.DateTimeField()
    # Of what a stranger sent, by what it is known again in other bytes; "" of our own papers, and where nothing can be said.
    drawn = models.CharField(max_length=64, blank=True)
    look = models.CharField(max_length=576, blank=True)

    class Meta:
        # Evidence of a payment asks whether the same was kept before.
        indexes: ClassVar = [
            models.Index(fields=["drawn"], condition=~models.Q(drawn=""), name="blobs_by_what_is_drawn"),
            # The looks of a fund's evidence are compared one by one: read here they cost a walk through few pages.
            models.Index(
                fields=["sha256"], include=["look"], condition=~models.Q(look=""), name="blobs_by_how_they_look"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="sha256_is_64_hex_digits", condition=models.Q(sha256__regex="^[0-9a-f]{64}$"))
        ]

    def __str__(self) -> str:
        return self.sha256


class DocumentState(models.TextChoices):
    PENDING = "pending", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made yet")


class Document(models.Model):
    """A paper: facts frozen when it was issued, and the PDF that was made of them once.

    A correction is a new paper that replaces this one. `subject` ("request:12") and `tree` (province, or "system") say
    whose it is; higher apps hold the foreign key.
    """

    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=100)
    tree = models.CharField(max_length=6)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=2, default="th")
    facts = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    facts_version = models.PositiveSmallIntegerField(default=1, help_text="of the kind, when the facts were frozen")
    template_version = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=15, unique=True)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.PENDING)
    pdf = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    size_bytes = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    created_by = models.BigIntegerField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering: ClassVar = ["-issued_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["subject", "kind"], name="document_by_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_ready_document_has_its_pdf",
                condition=models.Q(state="ready", pdf__isnull=False, size_bytes__isnull=False, ready_at__isnull=False)
                | (~models.Q(state="ready") & models.Q(pdf=None, size_bytes=None, ready_at=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number or self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.state == DocumentState.READY

    @property
    def is_replaced(self) -> bool:
        return Document.objects.filter(replaces=self).exists()

    @property
    def replaced(self) -> Document | None:
        """The paper that replaces this one, if any does."""
        return getattr(self, "replaced_by", None)

    @property
    def state_word(self) -> str:
        return gettext("replaced") if self.replaced else str(self.get_state_display())

    @property
    def grouped_code(self) -> str:
        return codes.grouped(self.code)

    @property
    def tag_kind(self) -> str:
        """Colour and shape of its state: `components/state_tag.html`."""
        return "stopped" if self.replaced else {"ready": "done", "failed": "wrong"}.get(self.state, "moving")

    @property
    def making_key(self) -> str:
        """Under which the making of its PDF is promised, once at a time."""
        return f"document:{self.pk}"

    @property
    def filename(self) -> str:
        """ASCII, so that every old phone can save it."""
        number = re.sub("[^0-9A-Za-z]+", "-", self.number).strip("-")
        return f"{self.kind}-{number or self.pk}.pdf"


class Counter(models.Model):
    """The last number given out in a series in a year (B.E.)."""

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_per_series_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"
