"""The parts of a request that come in rows. `position` numbers them as people see them, from 1."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thai.money import MAX_SATANG


class Category(models.TextChoices):
    REMUNERATION = "remuneration", _("Remuneration")
    OPERATING = "operating", _("Operating costs")
    MATERIALS = "materials", _("Materials")
    UTILITIES = "utilities", _("Utilities")
    EQUIPMENT = "equipment", _("Equipment")
    CONSTRUCTION = "construction", _("Buildings and works")
    OTHER = "other", _("Other")


class IndicatorKind(models.TextChoices):
    QUANTITATIVE = "quantitative", _("A number")
    QUALITATIVE = "qualitative", _("A quality, in four levels")


class MoneyPartKind(models.TextChoices):
    FUNDER = "funder", _("Asked of a funder")
    OWN_CASH = "own_cash", _("Own money")
    IN_KIND = "in_kind", _("In kind or labour, valued")


class AttachmentKind(models.TextChoices):
    MINUTES = "minutes", _("Minutes of the council")
    GROUP_LIST = "group_list", _("List of groups")
    QUOTATION = "quotation", _("Quotation")
    MAP = "map", _("Map")
    PHOTO = "photo", _("Photograph")
    OTHER = "other", _("Other")


class Row(models.Model):
    budget_request = models.ForeignKey("requests.BudgetRequest", on_delete=models.CASCADE, related_name="%(class)s_set")
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["budget_request", "position"], name="%(class)s_position_once")]


class Objective(Row):
    text = models.CharField(max_length=500)


class Indicator(Row):
    """How an objective is measured: with a baseline and a target, or with a statement and four levels."""

    objective = models.PositiveSmallIntegerField(help_text="position of the objective")
    kind = models.CharField(max_length=12, choices=IndicatorKind, default=IndicatorKind.QUANTITATIVE)
    text = models.CharField(max_length=300)
    baseline = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200, blank=True)
    levels = models.JSONField(default=list, blank=True)
    evidence = models.CharField(max_length=300, blank=True)


class TargetGroup(Row):
    """Who it is for: counts, never names."""

    name = models.CharField(max_length=120)
    direct = models.PositiveIntegerField()
    indirect = models.PositiveIntegerField(default=0)


class Activity(Row):
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=200, blank=True)
    output = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="an_activity_ends_after_it_starts"),
        ]


class BudgetLine(Row):
    """One line of the budget: factors × rate, or a lump sum without a rate.

    `quantity` is the exact product of the factors; `endorsed` is set when a committee endorsed the line.
    """

    activity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="position of the activity")
    category = models.CharField(max_length=14, choices=Category)
    description = models.CharField(max_length=300)
    factors = models.JSONField(default=list, blank=True, help_text='[{"quantity": "1.5", "unit": "ชั่วโมง"}]')
    quantity = models.DecimalField(max_digits=24, decimal_places=9, default=1)
    rate = models.BigIntegerField(null=True, blank=True, help_text="satang")
    amount = models.BigIntegerField(help_text="satang")
    over_norm_reason = models.CharField(max_length=300, blank=True)
    endorsed = models.BigIntegerField(null=True, blank=True, help_text="satang")

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(amount=F("quantity") * F("rate")),
                name="line_total_is_quantity_times_rate",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=MAX_SATANG), name="a_line_amount_is_positive_and_sane"
            ),
            models.CheckConstraint(
                condition=Q(endorsed__isnull=True) | Q(endorsed__gte=0, endorsed__lte=F("amount")),
                name="endorsed_is_at_most_asked",
            ),
        ]


class MoneyPart(Row):
    """Where the money of a request is to come from."""

    kind = models.CharField(max_length=10, choices=MoneyPartKind)
    funder = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    amount = models.BigIntegerField(help_text="satang")

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=MAX_SATANG), name="a_part_amount_is_positive_and_sane"
            ),
            models.CheckConstraint(
                condition=~Q(kind="funder") | Q(funder__isnull=False), name="money_asked_is_asked_of_somebody"
            ),
        ]


class Attachment(models.Model):
    """A file that belongs to a request; its bytes are kept once, under their SHA-256."""

    budget_request = models.ForeignKey("requests.BudgetRequest", on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=12, choices=AttachmentKind)
    title = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=40)
    size_bytes = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="an_attachment_removed_has_its_remover",
            ),
        ]
