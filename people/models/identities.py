"""What belongs to one person's signing in: their open sessions, an address in proof, an identity from outside."""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now

from jobs import clock
from people.models.persons import Person


class Session(AbstractBaseSession):
    """Django's own, which knows besides whose it is; without a person it is a visitor's."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    network = models.CharField(max_length=60, blank=True)
    browser = models.CharField(max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore

    @property
    def mark(self) -> str:
        """Names it on a page. The key itself opens the account: it is shown nowhere."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]


class AddressProof(models.Model):
    """A code that went to an address: whoever types it, signed in as this person, reads what comes there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="address_proofs")
    email = models.EmailField()
    code_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()


class OutsideIdentity(models.Model):
    """Who vouches for a person from outside. `subject` is a keyed digest: the number of a card is kept nowhere."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outside_identities")
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=64)
    occurred_at = models.DateTimeField(default=clock.now)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="one_account_an_outside_identity"),
            models.UniqueConstraint(fields=["provider", "person"], name="one_outside_identity_a_provider"),
        ]
