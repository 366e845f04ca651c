"""What people are told: in the application, and by e-mail for those who have an address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from audit.sentences import sentence


class Notice(models.Model):
    """One thing one person is told. Its words are made when it is read, in the reader's language."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    url = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            # "What you were told", the newest first, and the few that nobody has read of the many that are kept.
            models.Index(fields=["person", "-created_at"]),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="unread_notices"),
        ]

    @property
    def text(self) -> str:
        return sentence(self.kind, self.facts)

    @property
    def title(self) -> str:
        """What it is about, unless the sentence names it."""
        return self._unsaid(self.facts.get("title") or self.facts.get("number"))

    @property
    def reason(self) -> str:
        """Why, unless the sentence gives it: some do, and it would stand there twice."""
        return self._unsaid(self.facts.get("reason"))

    def _unsaid(self, fact: object) -> str:
        words = str(fact or "")
        return "" if words in self.text else words


class Mail(models.Model):
    """An e-mail to send: the row is the truth, the message may leave twice but with the same Message-ID."""

    message_id = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    # The same for readers that show pages.
    html = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
