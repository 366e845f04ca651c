"""What persons ask about their own data (Personal Data Protection Act B.E. 2562, sections 30 to 36)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Person
from places.models import Province
from privacy.workflow import DataRequestWorkflow, State
from wiring.refs import Ref


class Kind(models.TextChoices):
    ACCESS = "access", _("To see what is kept about oneself, or get a copy")
    CORRECTION = "correction", _("To have something put right")
    ERASURE = "erasure", _("To have what is kept about oneself erased")
    OBJECTION = "objection", _("To object to how it is used")


class DataRequest(DataRequestWorkflow):
    """One request of one person to the secretariat of a province, which has thirty days to answer."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True, max_length=2000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests")
    due_on = models.DateField()
    answer_text = models.TextField(blank=True, max_length=2000)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_data_request_closed_has_its_closer",
            ),
        ]
        # Whoever answers looks for the few that wait.
        indexes = [
            models.Index(fields=["province", "due_on"], condition=Q(state=State.RECEIVED), name="data_requests_waiting")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def subject(self) -> str:
        return Ref("data_request", self.pk)

    def get_absolute_url(self) -> str:
        return f"/privacy/requests/{self.pk}/"
