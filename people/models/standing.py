"""How it came to be known who somebody is, and how a term was ended by others than its holder. All of it only grows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from jobs import clock
from people.models.organisations import Organisation
from people.models.persons import Person
from people.models.seats import Seat


class Card(models.TextChoices):
    """What was seen. Its number is nobody's business here."""

    IDENTITY = "identity", _("Identity card")
    OFFICIAL = "official", _("State official's card")
    PASSPORT = "passport", _("Passport")
    DRIVING = "driving", _("Driving licence")


class Way(models.TextChoices):
    OFFICIALS = "officials", _("Two officials saw the card")
    THAID = "thaid", _("ThaiD")
    PROTOCOL = "protocol", _("A written protocol, entered by who runs the service")


class Sighting(models.Model):
    """One official says that they saw a person's card. Two of different organisations make a recognition."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sightings")
    official = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    official_seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    card = models.CharField(max_length=12, choices=Card)
    occurred_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "official"], name="one_sighting_an_official_and_person"),
            models.CheckConstraint(condition=~Q(person=F("official")), name="nobody_sees_their_own_card"),
        ]


class Recognition(models.Model):
    """That a person is who they say, and how that is known."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="recognition")
    how = models.CharField(max_length=12, choices=Way)
    first = models.OneToOneField(Sighting, on_delete=models.PROTECT, null=True, related_name="+")
    second = models.OneToOneField(Sighting, on_delete=models.PROTECT, null=True, related_name="+")
    protocol = models.CharField(max_length=300, blank=True)
    occurred_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how="officials", first__isnull=False, second__isnull=False) & ~Q(first=F("second"))
                | ~Q(how="officials") & Q(first=None, second=None),
                name="two_officials_are_two",
            ),
            models.CheckConstraint(
                condition=Q(how="protocol") & ~Q(protocol="") | ~Q(how="protocol") & Q(protocol=""),
                name="a_protocol_says_what_was_seen",
            ),
        ]


class Unseating(models.Model):
    """An organisation's decision that somebody's term ends: one of it says so, another agrees, and neither is the holder."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="unseatings")
    ends_on = models.DateField()
    basis = models.CharField(max_length=120)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(agreed_at=None, dropped_at=None), name="one_open_unseating_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False) & ~Q(agreed_by=F("asked_by")),
                name="another_person_agrees_to_an_end",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="an_end_was_dropped_by_somebody",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.agreed_at is None and self.dropped_at is None
