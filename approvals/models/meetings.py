"""Committees' rules, their meetings, and who was there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.workflow import PENDING, ItemWorkflow, MeetingState, MeetingWorkflow
from jobs import clock
from people.models import VOTERS, Seat
from wiring.refs import Ref
from wiring.written import Written


class CommitteeRules(models.Model):
    """How one committee decides from a date on. The defaults are those of the Administrative Procedure Act."""

    committee = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="rules")
    valid_from = models.DateField()
    adopted_by = models.CharField(max_length=120, blank=True, help_text="the resolution that adopted the change")
    notice_days = models.PositiveSmallIntegerField(default=3)
    quorum_numerator = models.PositiveSmallIntegerField(default=1)
    quorum_denominator = models.PositiveSmallIntegerField(default=2)
    recall_days = models.PositiveSmallIntegerField(default=14)
    recall_numerator = models.PositiveSmallIntegerField(default=1)
    recall_denominator = models.PositiveSmallIntegerField(default=3)
    appeal_days = models.PositiveSmallIntegerField(default=15)
    answer_days = models.PositiveSmallIntegerField(default=30, help_text="to answer an appeal")
    superior_days = models.PositiveSmallIntegerField(default=30, help_text="for whoever stands above, when it goes on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "valid_from"], name="one_set_of_rules_a_date"),
            models.CheckConstraint(
                condition=Q(
                    quorum_numerator__gt=0,
                    recall_numerator__gt=0,
                    quorum_denominator__gte=F("quorum_numerator"),
                    recall_denominator__gte=F("recall_numerator"),
                ),
                name="a_quorum_is_a_share",
            ),
        ]

    @classmethod
    def of(cls, committee_id: int, day: date) -> CommitteeRules:
        """The rules in force on `day`; the law's own where the committee adopted none."""
        found = _RULES(committee=committee_id, day=day)
        return found[0] if found else cls(committee_id=committee_id, valid_from=day)


_RULES = Written(
    lambda committee, day: CommitteeRules.objects.filter(committee=committee, valid_from__lte=day).order_by(
        "-valid_from"
    )[:1],
    committee=int,
    day=date,
)


# How its states look, in their order.
LOOKS = dict(zip(MeetingState.values, ("draft", "moving", "waits", "done", "stopped"), strict=True))


class MeetingMode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class Meeting(MeetingWorkflow):
    """A meeting of a committee. `number` counts from 1 in each calendar year (B.E.) and is given when it opens."""

    committee = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="calendar year, B.E.")
    mode = models.CharField(max_length=8, choices=MeetingMode, default=MeetingMode.ON_SITE)
    place = models.CharField(max_length=200)
    scheduled_at = models.DateTimeField()
    standings: Any = None  # no column: what `reports.standings` has read of this one
    is_urgent = models.BooleanField(default=False)
    urgent_reason = models.CharField(max_length=300, blank=True)
    recall_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="recalls")
    lower_quorum_announced = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    presided_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.OneToOneField(
        "approvals.Minutes", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_for"
    )

    class Meta:
        ordering = ["-scheduled_at"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "year", "number"], name="one_meeting_a_number_and_year"),
            models.CheckConstraint(condition=Q(is_urgent=False) | ~Q(urgent_reason=""), name="urgency_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CLOSED) | Q(minutes__isnull=False), name="a_closed_meeting_has_minutes"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{verb}_at__isnull": True, f"{verb}_by__isnull": True})
                    | Q(**{f"{verb}_at__isnull": False, f"{verb}_by__isnull": False}),
                    name=f"a_meeting_{verb}_has_who_did_it",
                )
                for verb in ("called", "opened", "closed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.label}" if self.number else str(self.committee)

    @property
    def label(self) -> str:
        return f"{self.number}/{self.year}" if self.number else "–"

    @property
    def tag_kind(self) -> str:
        return LOOKS[self.state]

    @property
    def subject(self) -> Ref:
        return Ref("meeting", self.pk)

    @cached_property
    def members(self) -> dict[int, int]:
        """Who counts, {person: seat}: voting and in term on the day. Who sits in two seats counts once, in the higher."""
        found: dict[int, int] = {}
        for pk, person, _role in sorted(_VOTING(day=self.day, committee=self.committee_id), key=_by_office):
            found.setdefault(person, pk)
        return found

    @property
    def day(self) -> date:
        """The day in Thailand for which it is called."""
        return self.scheduled_at.astimezone(clock.BANGKOK).date()

    @property
    def voting_seats(self) -> frozenset[int]:
        """One seat for each person who counts."""
        return frozenset(self.members.values())

    def get_absolute_url(self) -> str:
        return f"/meetings/{self.pk}/"


_VOTING = Written(
    lambda day, committee: Seat.objects.voting_on(day, committee).values_list("pk", "person", "role"),
    day=date,
    committee=int,
)


def _by_office(row: tuple[int, int, str]) -> tuple[int, int]:
    return [str(role) for role in VOTERS].index(row[2]), row[0]


def a_person() -> Any:
    """Whose row it is: persons are counted, the seat says only as what."""
    return models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")


class MeetingNotice(models.Model):
    """Who was told of a meeting, when and how."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    seat = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_notice_a_seat")]


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    ONLINE = "online", _("Present online")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


class Attendance(models.Model):
    """One member's presence; `identified_by` says how somebody online was known."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    person = a_person()
    presence = models.CharField(max_length=8, choices=Presence)
    identified_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_presence_a_seat"),
            models.UniqueConstraint(fields=["meeting", "person"], name="one_presence_a_person"),
            models.CheckConstraint(
                condition=~Q(presence="online") | ~Q(identified_by=""), name="who_is_online_was_identified"
            ),
        ]


class ItemKind(models.TextChoices):
    REVIEW = "review", _("A budget request")
    FUND_OFFER = "fund_offer", _("What the central fund gives")
    PAYMENT = "payment", _("A payment of the fund")
    OTHER = "other", _("Another matter")


class AgendaItem(ItemWorkflow):
    """One matter on a meeting's agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ItemKind)
    title = models.CharField(max_length=300)
    budget_request = models.ForeignKey(
        "requests.BudgetRequest", on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    stand_in = models.ForeignKey(
        "people.Seat",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="presides over this item alone, while who presides over the meeting has left for it",
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_item_a_position"),
            models.UniqueConstraint(
                fields=["budget_request", "kind"],
                condition=Q(state__in=PENDING),
                name="a_request_is_on_one_agenda_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["other", "payment"]) | Q(budget_request__isnull=False),
                name="a_request_item_names_its_request",
            ),
        ]

    @property
    def subject(self) -> Ref:
        return Ref("item", self.pk)

    @property
    def presider(self) -> Seat | None:
        """Who presides over this item; on record before it is put to the vote."""
        return self.stand_in or self.meeting.presided_by

    def get_absolute_url(self) -> str:
        return f"/meetings/items/{self.pk}/"


class InterestKind(models.TextChoices):
    PARTY = "party", _("Is a party, or belongs to who asks")
    RELATIVE = "relative", _("Spouse or relative of a party")
    AGENT = "agent", _("Agent or guardian of a party")
    CREDITOR = "creditor", _("Creditor, debtor or employer of a party")
    OTHER = "other", _("Something else that makes it unfair")


class Interest(models.Model):
    """A member's declared interest in one item: the member leaves, unless the others let them stay by secret ballot.

    The secret ballot keeps counters only.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interests")
    seat = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    person = a_person()
    kind = models.CharField(max_length=8, choices=InterestKind)
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    stay_for = models.PositiveSmallIntegerField(null=True, blank=True)
    stay_others = models.PositiveSmallIntegerField(null=True, blank=True)
    may_stay = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="one_interest_a_person"),
            models.CheckConstraint(
                condition=Q(may_stay=False)
                | Q(stay_for__isnull=False, stay_others__gt=0, stay_for__lte=F("stay_others"))
                & Q(stay_for__gte=F("stay_others") * 2 / 3),
                name="staying_takes_two_thirds_of_the_others",
            ),
        ]
