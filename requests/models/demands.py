"""What a province, or a funder, demands of a request beside what holds everywhere."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Strength(models.TextChoices):
    REQUIRED = "required", _("required: it is not sent without")
    ADVISED = "advised", _("advised: it is said, and may be sent without")
    OFF = "off", _("not asked")


class Demand(models.Model):
    """How strongly one rule counts in a province from then on; of what is asked of one `funder` alone, when there is one.

    Rows are added and never changed: the newest counts, and what counted on a day can be read. `said` are the province's own
    words for the rule, `limit` its threshold, `papers` the kinds of attachments that a funder wants.
    """

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="+")
    funder = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=40)
    strength = models.CharField(max_length=10, choices=Strength)
    limit = models.PositiveIntegerField(null=True, blank=True)
    papers = models.JSONField(default=list, blank=True)
    said = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["province", "rule"], name="demands_of_a_province")]

    def __str__(self) -> str:
        return self.rule
