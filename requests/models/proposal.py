"""The single answers of the seventeen sections; everything may be empty until the request is submitted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecipientKind(models.TextChoices):
    ACCOUNT = "account", _("A named account with two or three co-signatories")
    LOCAL_GOVERNMENT = "local_government", _("A local government")
    REGISTERED_FUND = "registered_fund", _("A registered fund")


def _short(length: int = 200) -> models.CharField[str, str]:
    return models.CharField(max_length=length, blank=True)


def _long() -> models.TextField[str, str]:
    return models.TextField(blank=True, max_length=20_000)


class Proposal(models.Model):
    """Sections 1–17 of a request, without what comes in rows."""

    title = _short(300)
    groups = models.JSONField(default=list, blank=True)
    resolution_number = _short(40)
    resolution_on = models.DateField(null=True, blank=True)
    resolution_attendance = models.PositiveIntegerField(null=True, blank=True)
    recipient_kind = models.CharField(max_length=20, choices=RecipientKind, blank=True)
    recipient_name = _short()
    contact_name = _short(120)
    contact_position = _short(120)
    contact_phone = _short(30)
    second_name = _short(120)
    second_position = _short(120)
    second_phone = _short(30)
    plan_item = models.ForeignKey("plans.PlanItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outside_plan_reason = _short(500)
    dimension = models.ForeignKey("plans.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    strategic_issue = models.ForeignKey(
        "plans.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.ForeignKey("plans.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    situation = _long()
    figure = _short(300)
    figure_source = _short(300)
    cause = _long()
    consequence = _long()
    villages = models.JSONField(default=list, blank=True)
    method = _long()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    multi_year = models.BooleanField(default=False)
    outputs = _long()
    outcomes = _long()
    beneficiaries = _long()
    risks = _long()
    follow_up_method = _long()
    follow_up_who = _short()
    follow_up_when = _short()
    sustainability = _long()
    proposer_name = _short(120)
    proposer_position = _short(120)
    supporter_name = _short(120)
    supporter_position = _short(120)

    class Meta:
        abstract = True
