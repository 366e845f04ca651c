"""Letting somebody back in who lost password or telephone, where their seats weigh: asked, said twice, waited for."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jobs import clock
from people.models.organisations import Organisation
from people.models.persons import Person
from people.models.seats import Seat

WAIT = timedelta(days=1)
LIFE = timedelta(days=14)


class Stage(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"  # two have said who it is; a day goes by
    OPEN = "open"
    USED = "used"
    STOPPED = "stopped"
    LAPSED = "lapsed"


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def alive(self) -> RecoveryQuerySet:
        return self.filter(used_at=None, stopped_at=None, expires_at__gt=clock.now())


class Recovery(models.Model):
    """A person who cannot sign in asks to be let back in. The code is shown to them alone, and only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recoveries")
    code_hash = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=6, help_text="what the person tells those who speak for them")
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False, used_at__isnull=True),
                name="a_recovery_is_stopped_by_somebody_before_its_use",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(ready_at__isnull=False, used_at__gte=models.F("ready_at")),
                name="nobody_comes_back_before_the_wait_is_over",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("people:recovery", args=[self.pk])

    @property
    def stage(self) -> Stage:
        if self.used_at:
            return Stage.USED
        if self.stopped_at:
            return Stage.STOPPED
        if self.expires_at <= clock.now():
            return Stage.LAPSED
        if self.ready_at is None:
            return Stage.ASKED
        return Stage.OPEN if self.ready_at <= clock.now() else Stage.WAITING

    @property
    def is_alive(self) -> bool:
        return self.stage in (Stage.ASKED, Stage.WAITING, Stage.OPEN)


class RecoveryWord(models.Model):
    """One person says how they know that it is that person who asks."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="words")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    how_known = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recovery", "said_by"], name="one_word_a_person_for_a_recovery"),
            models.UniqueConstraint(
                fields=["recovery", "organisation"], name="one_word_an_organisation_for_a_recovery"
            ),
        ]
