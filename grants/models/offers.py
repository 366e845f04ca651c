"""What each funder was asked and what it answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.workflow import GIVING, UNANSWERED, OfferState, OfferWorkflow
from people.actors import Actor
from wiring.refs import Ref


class Channel(models.TextChoices):
    THROUGH_FUND = "through_fund", _("Through the central fund")
    DIRECT = "direct", _("Straight to the council")


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, actor: Actor) -> OfferQuerySet:
        if actor.seat is None:
            return self.none()
        mine = Q(funder=actor.organisation_id) | Q(budget_request__organisation=actor.organisation_id)
        if actor.reads_province:
            mine |= Q(budget_request__province=actor.province_id)
        return self.filter(mine)

    def promised(self) -> OfferQuerySet:
        return self.filter(state__in=[OfferState.OFFERED, OfferState.ACCEPTED])


class Offer(OfferWorkflow):
    """One funder's answer to one request; the central fund is a funder like the others.

    `basis` names the fund board's resolution, `hold_id` the money set aside for it.
    """

    budget_request = models.ForeignKey("requests.BudgetRequest", on_delete=models.PROTECT, related_name="offers")
    funder = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="offers")
    asked_amount = models.BigIntegerField(help_text="satang")
    amount = models.BigIntegerField(default=0, help_text="satang")
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.DIRECT)
    source = models.ForeignKey("funds.MoneySource", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conditions = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=1000, blank=True, help_text="why it was declined")
    basis = models.CharField(max_length=80, blank=True)
    hold_id = models.UUIDField(null=True, blank=True)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["funder"], condition=Q(state__in=UNANSWERED), name="offers_to_answer")]
        constraints = [
            models.UniqueConstraint(fields=["budget_request", "funder"], name="one_offer_a_funder"),
            models.CheckConstraint(condition=Q(amount__gte=0, asked_amount__gt=0), name="offers_are_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=GIVING, amount__gt=0) | ~Q(state__in=GIVING),
                name="an_offer_made_names_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.DECLINED) | ~Q(reason=""), name="a_refusal_to_fund_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(channel="direct") | ~Q(state__in=GIVING) | Q(source__isnull=False),
                name="money_through_the_fund_names_its_source",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_offer_answered_has_its_answerer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funder} → {self.budget_request_id}"

    def get_absolute_url(self) -> str:
        return f"/offers/{self.pk}/"

    @property
    def subject(self) -> Ref:
        return Ref("offer", self.pk)

    @property
    def tag_kind(self) -> str:
        """How its state looks in `components/state_tag.html`."""
        kinds = {OfferState.OFFERED: "waits", OfferState.ACCEPTED: "done", OfferState.DECLINED: "stopped"}
        return "wrong" if self.state == OfferState.LAPSED else kinds.get(OfferState(self.state), "moving")

    @property
    def is_unanswered(self) -> bool:
        return self.state in (OfferState.ASKED, OfferState.ACKNOWLEDGED, OfferState.CLARIFYING)


class OfferLine(models.Model):
    """What a funder gives for one budget line."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("requests.BudgetLine", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(help_text="satang")

    class Meta:
        ordering = ["line__position"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "line"], name="one_amount_an_offer_and_line"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_offer_line_is_positive"),
        ]


class Question(models.Model):
    """What a funder wants to know before it answers."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False, asked_at__lte=F("answered_at")),
                name="a_question_answered_has_its_answerer",
            ),
        ]
