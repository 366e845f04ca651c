"""What a province plans by: its taxonomies and its plans. All of it is the province's own data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    DIMENSION = "dimension", _("Development dimension")
    STRATEGIC_ISSUE = "strategic_issue", _("Strategic issue")
    STRATEGY = "strategy", _("Strategy")
    SECTOR = "sector", _("Sector")


class Topic(models.Model):
    """One entry of one of a province's taxonomies."""

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="topics")
    kind = models.CharField(max_length=16, choices=TopicKind)
    code = models.CharField(max_length=40)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["province", "kind", "code"], name="one_topic_a_code"),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_th


class PlanLevel(models.TextChoices):
    TAMBON = "tambon", _("Tambon ten-year plan")
    AMPHOE = "amphoe", _("Amphoe plan")
    PROVINCE = "province", _("Provincial plan")


class Plan(models.Model):
    """A plan that requests can point to."""

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="plans")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, related_name="plans")
    level = models.CharField(max_length=10, choices=PlanLevel)
    name = models.CharField(max_length=200)
    from_year = models.PositiveSmallIntegerField(help_text="fiscal year, B.E.")
    to_year = models.PositiveSmallIntegerField(help_text="fiscal year, B.E.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_year__gte=models.F("from_year")), name="a_plan_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanItem(models.Model):
    """What a plan names, for one fiscal year."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    fiscal_year = models.PositiveSmallIntegerField(help_text="B.E.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="one_plan_item_a_code")]

    def __str__(self) -> str:
        return f"{self.plan} {self.code} {self.title}"
