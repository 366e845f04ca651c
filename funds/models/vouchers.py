"""Vouchers: the numbered papers without which no money moves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from funds.models.holdings import Expense, Fund, Income, MoneySource
from funds.workflow import LOOKS, MOVED, State, VoucherWorkflow
from wiring.refs import Ref


class VoucherKind(models.TextChoices):
    PAYMENT = "payment", _("Payment voucher")
    RECEIPT = "receipt", _("Receipt voucher")


SERIES = {VoucherKind.PAYMENT: "PAY", VoucherKind.RECEIPT: "RCV"}


class Evidence(models.TextChoices):
    """What proves that money went out, or why it came in (domain §6): the word for the file that is kept."""

    RECEIPT = "receipt", _("Receipt with its five items")
    PAYEE_RECEIPT = "payee_receipt", _("Payee's receipt form")
    CERTIFICATE = "certificate", _("Certificate in place of a receipt (บก.111)")
    LETTER = "letter", _("Letter that came with the money")
    SLIP = "slip", _("Bank's slip or statement")


# What a payee gives for money; what comes with money that is given.
OF_PAYMENT = (Evidence.RECEIPT, Evidence.PAYEE_RECEIPT, Evidence.CERTIFICATE)
OF_RECEIPT = (Evidence.LETTER, Evidence.SLIP)


def _together(step: str) -> models.CheckConstraint:
    """A moment and the person belong together."""
    neither = Q(**{f"{step}_at__isnull": True, f"{step}_by__isnull": True})
    both = Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=f"voucher_{step}_at_goes_with_{step}_by")


def _differ(one: str, other: str) -> models.CheckConstraint:
    """Four eyes compare persons, not seats."""
    unset = Q(**{f"{one}_by__isnull": True}) | Q(**{f"{other}_by__isnull": True})
    return models.CheckConstraint(
        condition=unset | ~Q(**{f"{one}_by": F(f"{other}_by")}), name=f"voucher_{one}_and_{other}_by_different_persons"
    )


def _person(name: str, *, null: bool = True) -> Any:
    """Nobody looks for vouchers by it, and persons are never deleted: an index would only be written, at each payment."""
    return models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=null, related_name=f"vouchers_{name}", db_index=False
    )


@dataclass(frozen=True)
class Proof:
    """The file that proves a movement of money: its kind, its number, its bytes as somebody uploaded them."""

    kind: str
    reference: str
    file: UploadedFile[bytes]


@dataclass(frozen=True)
class Paper:
    """What a voucher says. `amount` is satang; `basis` names what allows it, or of money received the letter it came with."""

    source: MoneySource
    amount: int
    payee: str
    basis: str
    date: datetime.date
    memo: str = ""


class Voucher(VoucherWorkflow):
    """Money in or out of one source, with its basis, its payee and the persons who made, approved and paid it.

    `key` is made by the form, so that a second click finds the first voucher. `number` runs without gaps in the fund's
    fiscal year. `hold_id`, `entry_id` and `reversal_id` name rows of the ledger.
    """

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=8, choices=VoucherKind)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="vouchers", db_index=False)
    source = models.ForeignKey(MoneySource, on_delete=models.PROTECT, related_name="vouchers", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    expense = models.CharField(max_length=5, choices=Expense, blank=True)
    income = models.CharField(max_length=5, choices=Income, blank=True)
    payee = models.CharField(max_length=200)
    basis = models.CharField(max_length=100)
    memo = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=13, choices=Evidence, blank=True)
    evidence_reference = models.CharField(max_length=120, blank=True)
    evidence_blob = models.ForeignKey(
        "documents.Blob",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the file of the evidence",
    )
    like = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="what moved other money on evidence that looks the same",
    )
    doubt = models.CharField(max_length=300, blank=True, help_text="why it is another one all the same")
    hold_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True, unique=True)
    reversal_id = models.UUIDField(null=True, unique=True)
    made_at = models.DateTimeField()
    made_by = _person("made", null=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = _person("approved")
    paid_at = models.DateTimeField(null=True)
    paid_by = _person("paid")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = _person("rejected")
    reversed_at = models.DateTimeField(null=True)
    reversed_by = _person("reversed")

    class Meta:
        verbose_name = _("voucher")
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["fund", "made_at", "id"], name="vouchers_of_a_fund"),
            models.Index(fields=["basis"], name="voucher_by_basis"),
            models.Index(fields=["evidence_blob"], name="voucher_by_evidence"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fund", "kind", "year", "number"], name="voucher_number_is_unique_in_its_series"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="voucher_amount_is_positive"),
            models.CheckConstraint(condition=~Q(basis=""), name="voucher_has_a_basis"),
            models.CheckConstraint(
                condition=Q(kind="payment", income="") & ~Q(expense="") | Q(kind="receipt", expense="") & ~Q(income=""),
                name="voucher_names_its_expense_or_its_income",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=MOVED) | Q(entry_id__isnull=False),
                name="voucher_that_moved_money_names_its_entry",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAID)
                | ~Q(evidence="") & ~Q(evidence_reference="") & Q(evidence_blob__isnull=False),
                name="voucher_paid_has_its_evidence_as_a_file",
            ),
            models.CheckConstraint(
                condition=Q(like__isnull=True, doubt="") | Q(like__isnull=False) & ~Q(doubt=""),
                name="evidence_like_another_has_its_reason",
            ),
            # The same receipt twice would be one purchase paid twice.
            models.UniqueConstraint(
                fields=["evidence_blob"],
                condition=Q(kind="payment", state=State.PAID),
                name="one_file_proves_one_payment",
            ),
            *(_together(step) for step in ("approved", "paid", "rejected", "reversed")),
            _differ("made", "approved"),
            _differ("made", "paid"),
            _differ("approved", "paid"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("funds:voucher", args=[self.pk])

    @property
    def label(self) -> str:
        """PAY 12/2569"""
        return f"{SERIES[VoucherKind(self.kind)]} {self.number}/{self.year}"

    @property
    def look(self) -> str:
        """The kind of tag that shows its state."""
        return LOOKS[State(self.state)]

    @property
    def subject(self) -> Ref:
        return Ref("voucher", self.pk)
