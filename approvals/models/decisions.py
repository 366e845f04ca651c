"""What was put to the vote, how each voted, and what was resolved."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.models.meetings import AgendaItem, ItemKind, a_person
from wiring.refs import Ref


class Outcome(models.TextChoices):
    ENDORSE = "endorse", _("Endorse")
    REDUCE = "reduce", _("Endorse, reduced")
    RETURN = "return_for_revision", _("Return for revision")
    DEFER = "defer", _("Defer")
    NOT_ENDORSE = "not_endorse", _("Do not endorse")
    OFFER = "offer", _("Give from the central fund")
    DECLINE = "decline", _("Do not give from the central fund")
    ALLOW = "allow", _("Allow the payment")
    NOTE = "note", _("Adopt as proposed")


# A request that was endorsed goes on, if for less.
ENDORSING = (Outcome.ENDORSE, Outcome.REDUCE)
# What goes against who asked: it has reasons, and can be appealed.
NEGATIVE = (Outcome.REDUCE, Outcome.RETURN, Outcome.DEFER, Outcome.NOT_ENDORSE, Outcome.DECLINE)


OUTCOMES: dict[str, tuple[str, ...]] = {
    ItemKind.REVIEW: (*ENDORSING, Outcome.RETURN, Outcome.DEFER, Outcome.NOT_ENDORSE),
    ItemKind.FUND_OFFER: (Outcome.OFFER, Outcome.DECLINE, Outcome.DEFER),
    ItemKind.PAYMENT: (Outcome.ALLOW, Outcome.DECLINE, Outcome.DEFER),
    ItemKind.OTHER: (Outcome.NOTE, Outcome.DEFER),
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """What the law asks a decision to give: facts, the criterion, and how they were weighed (s.37)."""

    facts: str = ""
    criterion: str = ""
    consideration: str = ""


NO_REASONS = Reasons()


class Motion(models.Model):
    """A proposal put to the vote. A lost one stays on record and another may follow.

    `amounts` is what each line is endorsed with, `grant` what the central fund gives, both {position: satang};
    `payment` and `payee` are what one payment out of `source` may come to, and to whom it goes. Votes are counted once,
    at `counted_at`: from then on nobody votes, and how they were given may be read. Equal ones wait for the casting vote.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="motions")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    amounts = models.JSONField(default=dict, blank=True)
    grant = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey("funds.MoneySource", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payment = models.BigIntegerField(null=True, blank=True, help_text="satang")
    payee = models.CharField(max_length=200, blank=True)
    defects = models.JSONField(default=list, blank=True)
    conditions = models.CharField(max_length=1000, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(null=True, blank=True)
    counted_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_carried = models.BooleanField(null=True)

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["item", "round"], name="one_motion_a_round"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_carried__isnull=True), name="one_open_motion_an_item"
            ),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True, counted_by__isnull=True)
                | Q(counted_at__isnull=False, counted_by__isnull=False),
                name="votes_counted_have_who_counted_them",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="allow") & Q(payment__isnull=True, payee="")
                | Q(outcome="allow", payment__gt=0, source__isnull=False) & ~Q(payee=""),
                name="a_payment_is_allowed_with_sum_payee_and_source",
            ),
        ]

    @property
    def is_tied(self) -> bool:
        """Counted, and equal: who presides has the casting vote."""
        return self.counted_at is not None and self.is_carried is None


class Choice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class Vote(models.Model):
    """One person's vote; `recorded_by` is the secretary's seat when it was a show of hands."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    person = a_person()
    choice = models.CharField(max_length=8, choices=Choice)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "person"], name="one_person_one_vote")]


class Resolution(models.Model):
    """มติที่ประชุม: what a committee resolved on an item, with the reasons the law asks for (s.37)."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="resolution")
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="resolution")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField(help_text="calendar year, B.E.")
    outcome = models.CharField(max_length=20, choices=Outcome)
    facts = models.TextField(blank=True, max_length=10_000)
    criterion = models.TextField(blank=True, max_length=10_000)
    consideration = models.TextField(blank=True, max_length=10_000)
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    members = models.PositiveSmallIntegerField(help_text="members whose votes counted: the whole after recusals")
    present = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField(help_text="the quorum")
    unopposed = models.BooleanField(default=False)
    casting_vote = models.CharField(max_length=8, choices=Choice, blank=True)
    presided_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField()
    resolved_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    extract_id = models.BigIntegerField(null=True, blank=True)
    letter_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(present__gte=models.F("needed")), name="no_resolution_without_quorum"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["reduce", "return_for_revision", "defer", "not_endorse", "decline"])
                | (~Q(facts="") & ~Q(criterion="") & ~Q(consideration="")),
                name="a_refusal_has_facts_criterion_and_consideration",
            ),
            models.CheckConstraint(
                condition=Q(casting_vote="") | Q(votes_for=models.F("votes_against")),
                name="a_casting_vote_only_on_a_tie",
            ),
            models.CheckConstraint(
                condition=Q(unopposed=True) | Q(votes_for__gt=models.F("votes_against")) | Q(casting_vote="for"),
                name="a_resolution_was_carried",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def basis(self) -> Ref:
        return Ref("resolution", self.pk)


class Dissent(models.Model):
    """A member's differing view, recorded with its reasons (s.83)."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="dissents")
    seat = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    person = a_person()
    text = models.TextField(max_length=10_000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resolution", "person"], name="one_differing_view_a_person")]
