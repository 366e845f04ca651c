"""Persons: who can sign in, by what name papers call them, and what they had typed when a sign-in lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from jobs import clock
from people.devices import mark_of
from thai.names import tidy

if TYPE_CHECKING:
    from people.models.seats import Seat


class Letters(models.TextChoices):
    """How often somebody with an address hears of what concerns their work; letters about signing in come at once."""

    EACH = "each", _("A letter for each thing, at once")
    DAILY = "daily", _("One letter a day, with all of it")
    NONE = "none", _("No letters: I look into “My work”")


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: str) -> Person:
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in. Many have no e-mail address; the user name is what they sign in with."""

    username = models.CharField(max_length=60, unique=True)
    name_title = models.CharField(
        max_length=40, blank=True, help_text="นาย, นาง, นางสาว, or a rank; as papers write it"
    )
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, help_text="one that its holder has proved: see `AddressProof`")
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_recognised = models.BooleanField(
        default=False, help_text="that a `Recognition` says so, which the database checks"
    )
    letters = models.CharField(max_length=8, choices=Letters, default=Letters.EACH)
    created_at = models.DateTimeField(default=clock.now)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            # As sign-in reads it: two names that differ in letter case alone would be one.
            models.UniqueConstraint(Upper("username"), name="one_person_a_user_name"),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="one_person_an_email_address"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """As it is typed. Django's own way takes SARA AM apart, and whoever has one in their name never signs in again."""
        return tidy(username)

    @property
    def device_mark(self) -> str:
        """By which a device knows whose drafts it keeps."""
        return mark_of(self.pk)

    @property
    def formal_name(self) -> str:
        """As papers write it: the title stands before the name without a space."""
        return f"{self.name_title}{self.full_name}"

    @cached_property
    def seats_held(self) -> list[Seat]:
        """All seats of today, oldest first; read once a request."""
        return list(self.seats.held_on(clock.today(), self.pk))

    @cached_property
    def seats_today(self) -> list[Seat]:
        """Those of them that this person may act in."""
        return [seat for seat in self.seats_held if not seat.why_inert]


class HeldForm(models.Model):
    """What somebody had typed when it could not be done: kept one hour, for that browser and that person only."""

    key = models.CharField(max_length=43, unique=True)
    browser_hash = models.CharField(max_length=64, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    body = models.TextField(help_text="pairs of name and value, as JSON")
    created_at = models.DateTimeField(default=clock.now)
