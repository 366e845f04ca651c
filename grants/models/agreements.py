"""The agreement, its instalments, the reports on them, and what comes back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, QuerySet

from documents.models import Signature
from grants.models.offers import Offer
from grants.workflow import (
    GONE_OUT,
    TO_PAY,
    AgreementState,
    AgreementWorkflow,
    InstalmentState,
    InstalmentWorkflow,
    OfferState,
    ReportWorkflow,
)
from people.actors import Actor
from requests.models import BudgetRequest
from wiring.refs import Ref

# How a state looks; a state that is not here is on its way.
AGREEMENTS = {AgreementState.DRAFTED: "waits", AgreementState.SIGNED: "done", AgreementState.ENDED: "stopped"}
INSTALMENTS = {
    InstalmentState.DUE: "draft",
    InstalmentState.PAID: "waits",
    InstalmentState.ACCEPTED: "done",
    InstalmentState.DROPPED: "stopped",
}


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> AgreementQuerySet:
        """Those of requests that the actor reads whole; an agency reads what it is a party of, and no rival's."""
        rows = self.filter(budget_request__in=BudgetRequest.objects.visible_to(actor))
        if actor.organisation is None or not actor.organisation.is_funder or actor.reads_province:
            return rows
        given = Offer.objects.filter(funder=actor.organisation_id, state=OfferState.ACCEPTED)
        return rows.filter(budget_request__in=given.values("budget_request"))


class Agreement(AgreementWorkflow):
    """What the council and those who give have agreed on; one a request."""

    budget_request = models.OneToOneField("requests.BudgetRequest", on_delete=models.PROTECT, related_name="agreement")
    number = models.CharField(max_length=24, unique=True)
    amount = models.BigIntegerField(help_text="satang")
    document_id = models.BigIntegerField(null=True)
    facts_sha256 = models.CharField(max_length=64)
    drawn_up_at = models.DateTimeField()
    drawn_up_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        # A signature on a paper asks which agreement it is.
        indexes = [models.Index(fields=["document_id"], name="agreement_by_paper")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="an_agreement_is_about_money")]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> Ref:
        return Ref("agreement", self.pk)

    @property
    def tag_kind(self) -> str:
        """How its state looks in `components/state_tag.html`."""
        return AGREEMENTS[AgreementState(self.state)]

    @property
    def signatures(self) -> QuerySet[Signature]:
        """Where each party signs the paper."""
        return Signature.objects.filter(document=self.document_id or 0)


class Instalment(InstalmentWorkflow):
    """One part of one funder's money. The next is asked for only after the report on the last is accepted."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="instalments")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField(help_text="satang")
    due_on = models.DateField()
    voucher_id = models.BigIntegerField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    evidence_blob = models.ForeignKey(
        "documents.Blob",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the file that proves an agency's own payment",
    )

    class Meta:
        ordering = ["offer", "number"]
        # Who asks what waits goes through all offers of a fund; four of five have nothing, and are passed without a row read.
        indexes = [models.Index(fields=["offer"], condition=Q(state__in=TO_PAY), name="instalments_to_pay")]
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_instalment_a_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_instalment_is_positive"),
            models.CheckConstraint(
                condition=~Q(state__in=GONE_OUT) | Q(paid_on__isnull=False),
                name="what_is_paid_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE_OUT) | Q(voucher_id__isnull=False) | Q(evidence_blob__isnull=False),
                name="what_is_paid_has_a_voucher_or_a_file",
            ),
            models.UniqueConstraint(
                fields=["evidence_blob"], condition=Q(paid_on__isnull=False), name="one_file_proves_one_instalment"
            ),
        ]

    @property
    def subject(self) -> Ref:
        return Ref("instalment", self.pk)

    @property
    def tag_kind(self) -> str:
        """How its state looks in `components/state_tag.html`."""
        return INSTALMENTS.get(InstalmentState(self.state), "moving")


class Report(ReportWorkflow):
    """How an instalment was spent."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="reports")
    narrative = models.TextField(max_length=20_000)
    spent = models.BigIntegerField(help_text="satang")
    is_final = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(spent__gte=0), name="spending_is_not_negative")]


class ReportLine(models.Model):
    """What was spent on one budget line."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("requests.BudgetLine", on_delete=models.PROTECT, related_name="+")
    spent = models.BigIntegerField(help_text="satang")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "line"], name="one_spending_a_report_and_line"),
            models.CheckConstraint(condition=Q(spent__gt=0), name="spending_on_a_line_is_positive"),
        ]


class Refund(models.Model):
    """Unspent money of one offer that is due back, and when it came: `returned_at` is when that was recorded."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="refund")
    amount = models.BigIntegerField(help_text="satang")
    due_on = models.DateField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    voucher_id = models.BigIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=120, blank=True)
    evidence_blob = models.ForeignKey(
        "documents.Blob",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the file that proves what came back to an agency; else its voucher has it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_refund_is_positive"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(voucher_id__isnull=False) | Q(evidence_blob__isnull=False),
                name="what_came_back_has_a_voucher_or_a_file",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_on__isnull=True)
                | Q(returned_at__isnull=False, returned_on__isnull=False),
                name="what_came_back_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["evidence_blob"], condition=Q(returned_at__isnull=False), name="one_file_proves_one_refund"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True)
                | Q(returned_at__isnull=False, returned_by__isnull=False),
                name="a_refund_returned_has_its_receiver",
            ),
        ]
