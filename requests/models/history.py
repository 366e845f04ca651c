"""What a request was at each submission, and what was found missing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Revision(models.Model):
    """A request exactly as submitted; never changed."""

    budget_request = models.ForeignKey("requests.BudgetRequest", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_version = models.PositiveSmallIntegerField(default=1, help_text="`requests.frozen.VERSION` at that time")
    sha256 = models.CharField(max_length=64)
    document_id = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["budget_request", "number"], name="one_revision_a_number")]


class DefectList(models.Model):
    """Everything that must be put right, told at once and in writing (Administrative Procedure Act s.27).

    After the first list of an intake, later rounds may only repeat what is still open.
    """

    budget_request = models.ForeignKey("requests.BudgetRequest", on_delete=models.PROTECT, related_name="defect_lists")
    round = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=80, blank=True)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["budget_request", "round"], name="one_defect_list_a_round")]


class Defect(models.Model):
    """One thing to put right, in one section of the request."""

    defect_list = models.ForeignKey(DefectList, on_delete=models.PROTECT, related_name="defects")
    section = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="a_defect_resolved_has_its_resolver",
            ),
        ]
